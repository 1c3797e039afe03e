"""What can go wrong with something that comes from outside: each with a reason a person can read."""

from __future__ import annotations


class ReadingError(Exception):
    """A thing from outside that can't be read; the message is what the editor sees.

    ``permanent`` says that reading it again will not help.
    """

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class TextError(ReadingError):
    """Bytes that give no article: empty, binary, too large, wrongly encoded, without text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=True)


class FetchError(ReadingError):
    """An address that can't be fetched; ``retry_after`` is the server's own wish, in seconds."""

    def __init__(self, url: str, problem: str, *, permanent: bool, retry_after: int = 0) -> None:
        super().__init__(f"{url}: {problem}", permanent=permanent)
        self.url = url
        self.problem = problem
        self.retry_after = retry_after


class SourceError(ReadingError):
    """A source that can't be read at all: no feed at its address, no folder at its path."""
