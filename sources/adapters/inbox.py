"""A folder into which people and programs put articles: .txt, .html, .json and .eml, one a file.

Each file ends in ``done/`` or, with its reason beside it, in ``failed/``. Files still being written are
left alone: those that changed within the last second, hidden ones, and those named like a download
under way. A file that is put in by renaming it is never seen half.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone

from sources.adapters.base import Adapter, Entry
from sources.enums import IntakeState, SourceKind
from sources.errors import ReadingError, SourceError, TextError
from sources.files import read_file
from sources.intake import Arrival
from sources.models import Intake, Source
from sources.storing import Original, outlet_of

DONE: Final = "done"
FAILED: Final = "failed"
REASON: Final = ".reason.txt"
SETTLED_AFTER: Final = 1.0  # seconds without a change
_UNDER_WAY: Final = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")


@dataclass(frozen=True, slots=True)
class FileEntry(Entry):
    """A name in the folder; ``path`` is where it lies."""

    path: Path


def folder_of(source: Source) -> Path:
    """Return the folder of a source: its address below INBOX_DIR, ``.`` for INBOX_DIR itself.

    Raises SourceError for a folder elsewhere, so that no other file can be read and moved.
    """
    base = Path(settings.INBOX_DIR).resolve()
    folder = (base / source.url).resolve()
    if not folder.is_relative_to(base):
        raise SourceError(f"The folder {source.url} is not below {base}.", permanent=True)
    return folder


def default_inbox() -> Source:
    """Return the source that reads INBOX_DIR, made at its first use."""
    known = Source.objects.filter(kind=SourceKind.INBOX, url=".").first()
    if known:
        return known
    return Source.objects.get_or_create(
        name="Inbox", defaults={"kind": SourceKind.INBOX, "url": ".", "poll_minutes": 0}
    )[0]


class InboxAdapter(Adapter[FileEntry]):
    """Reads the files of a folder and moves them away."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.folder = folder_of(source)

    def entries(self) -> list[FileEntry]:
        """Return the files that nobody is writing any more, and all else that does not belong there."""
        try:
            for name in ("", DONE, FAILED):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
                # Checked before anything is stored: what can't be moved away would come again and again.
                if not os.access(self.folder / name, os.R_OK | os.W_OK | os.X_OK):
                    raise SourceError(f"The folder {self.folder / name} can't be written.", permanent=False)
            found = [(entry.name, entry.stat(follow_symlinks=False)) for entry in os.scandir(self.folder)]
        except OSError as error:
            raise SourceError(f"The folder {self.folder} can't be read: {error}.", permanent=False) from error
        now = time.time()
        ready = sorted(
            (status.st_ctime, name)
            for name, status in found
            if not name.startswith(".")
            and not name.endswith(_UNDER_WAY)
            and not 0 <= now - status.st_ctime < SETTLED_AFTER
            and not (stat.S_ISDIR(status.st_mode) and self._stays(name))
        )
        return [FileEntry(_printable(name), self.folder / name) for _, name in ready]

    def _stays(self, name: str) -> bool:
        """Return whether a folder is ours, another source's, or one that was complained about before."""
        if name in {DONE, FAILED} or any(
            (self.folder / name) in {other, *other.parents} for other in _other_folders(self.source)
        ):
            return True
        return Intake.objects.filter(source=self.source, reference=_printable(name)).exists()

    def read(self, entry: FileEntry) -> Arrival:
        """Read a file without following links; the outlet that it names is the article's source."""
        data = read_bytes(entry.path)
        parsed, media_type = read_file(entry.path.name, data, timezone.get_default_timezone())
        return Arrival(parsed, Original(data, media_type), outlet_of(parsed, self.source))

    def settle(self, entry: FileEntry, intake: Intake) -> None:
        """Move the file to ``done/``, or to ``failed/`` unless it is to be read again."""
        is_folder = entry.path.is_dir() and not entry.path.is_symlink()
        if intake.retry or is_folder:
            return
        failed = intake.state == IntakeState.FAILED
        try:
            target = _free(self.folder / (FAILED if failed else DONE), entry.path.name)
            if failed:
                target.with_name(target.name + REASON).write_text(intake.reason + "\n", encoding="utf-8")
            entry.path.rename(target)
        except FileNotFoundError:
            return  # someone took it away
        except OSError as error:
            raise SourceError(f"{entry.path} can't be moved: {error}.", permanent=False) from error
        if failed and target.name != entry.path.name:
            intake.reference = _printable(target.name)
            intake.save(update_fields=["reference"])


def _other_folders(source: Source) -> list[Path]:
    folders = []
    for other in Source.objects.filter(kind=SourceKind.INBOX).exclude(pk=source.pk):
        with suppress(SourceError):
            folders.append(folder_of(other))
    return folders


def put_back(source: Source, name: str) -> bool:
    """Move a refused file from ``failed/`` back to its folder; return whether it was still there."""
    folder = folder_of(source)
    path = folder / FAILED / name
    if path.parent != folder / FAILED or not path.is_file() or path.is_symlink():
        return False
    path.rename(_free(folder, name))
    path.with_name(name + REASON).unlink(missing_ok=True)
    return True


def read_bytes(path: Path) -> bytes:
    """Return a file's content, if it is an ordinary file of at most ARTICLE_MAX_BYTES.

    Raises TextError for what is none, before reading it, and ReadingError where it is being written.
    """
    limit = settings.ARTICLE_MAX_BYTES
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise TextError("This is a link to another file; put the file itself here.")
        if stat.S_ISDIR(status.st_mode):
            raise TextError("This is a folder; put its files here one by one.")
        if not stat.S_ISREG(status.st_mode):
            raise TextError("This is no ordinary file.")
        if status.st_size > limit:
            raise TextError(f"The file has {status.st_size:,} bytes; an article has at most {limit:,}.")
        # Neither a link that was put there meanwhile nor a pipe without a writer can hold us up.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            data = file.read(limit + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise ReadingError(f"The file can't be read: {error.strerror}.", permanent=False) from error
    if len(data) != after.st_size or (status.st_mtime_ns, status.st_ino) != (after.st_mtime_ns, after.st_ino):
        raise ReadingError("The file changed while it was read.", permanent=False)
    return data


def _free(folder: Path, name: str) -> Path:
    """Return a path in ``folder`` under which nothing lies: the name, or the name with a number."""
    folder.mkdir(exist_ok=True)
    path, number = folder / name, 1
    while os.path.lexists(path) or os.path.lexists(path.with_name(path.name + REASON)):
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def _printable(name: str) -> str:
    """Return a file's name as text even where it is no valid UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")
