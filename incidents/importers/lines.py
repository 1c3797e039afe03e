"""The lines of a file that nobody vouches for: decoded one by one, with bounded memory, and a way back."""

from __future__ import annotations

from collections import deque
from typing import IO, Final

from .errors import ImportFileError

MOST_CHARACTERS: Final = 1_000_000  # of one record
_PIECE: Final = MOST_CHARACTERS


class TooLongError(Exception):
    """A record longer than ``MOST_CHARACTERS``: most likely a quote that is never closed."""


class Lines:
    """An iterator over lines for ``csv.reader`` that survives its own exceptions.

    ``line`` is the number of the last line given, ``position`` the bytes read so far. The lines of the
    current record are remembered, so that they can be given again when it turns out to be none.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.file, self.name = file, name
        self.line = self.position = 0
        self.record: list[str] = []
        self._length = 0
        self._again: deque[str] = deque()

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        text = self._again.popleft() if self._again else self._read()
        self.line += 1
        self.record.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise TooLongError
        return text

    def begin_record(self) -> int:
        """Forget the lines given so far; return the number of the next one."""
        self.record, self._length = [], 0
        return self.line + 1

    def go_back(self) -> None:
        """Give the lines of the current record again, but for its first one."""
        rest = self.record[1:]
        self._again.extendleft(reversed(rest))
        self.line -= len(rest)

    def _read(self) -> str:
        raw = self.file.readline(_PIECE)
        if not raw:
            raise StopIteration
        self.position += len(raw)
        if len(raw) == _PIECE and not raw.endswith(b"\n"):
            self._skip_line()
            return "\0" * (MOST_CHARACTERS + 1)
        if self.line == 0:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise not_utf8(self.name, self.line + 1, raw[error.start]) from error

    def _skip_line(self) -> None:
        while raw := self.file.readline(_PIECE):
            self.position += len(raw)
            if raw.endswith(b"\n"):
                return


def not_utf8(name: str, line: int, byte: int) -> ImportFileError:
    """Return the error for a file in another encoding."""
    return ImportFileError(
        f"{name} is not UTF-8: line {line} has the byte 0x{byte:02x}. Save it as “CSV UTF-8”."
    )
