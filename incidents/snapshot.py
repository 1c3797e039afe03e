"""All published incidents as columns: the one thing that maps, statistics and downloads read.

A snapshot is an Arrow file for browsers and a Parquet file for everything else, both named by their
content, so that whoever has one may keep it for ever. The manifest says which is the current one, and up
to which change it reaches: what came later is in the log of changes.

There is one for everyone, and one for analysts with restricted incidents and exact places, which lies in
a folder of its own and is built only while somebody asks for it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from incidents.models import Change
from incidents.snapshot_tables import Audience
from incidents.snapshot_withdrawal import tells_too_much, withdrawn_since
from incidents.statistics_file import SUFFIX

ASKED_LATELY: Final = 24 * 3600
SUFFIXES: Final = {".arrow", ".parquet", SUFFIX}


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: the names of its files, how many incidents, and the last change that is in it.

    ``mark`` is a text that is another once something was written that the log of changes does not tell,
    since the public never sees it; empty for what is public.
    """

    name: str
    seq: int
    rows: int
    built_at: str
    arrow_bytes: int
    parquet_bytes: int
    audience: str = Audience.PUBLIC.value
    mark: str = ""

    @property
    def arrow(self) -> Path:
        """The Arrow IPC file."""
        return folder(Audience(self.audience)) / f"{self.name}.arrow"

    @property
    def parquet(self) -> Path:
        """The Parquet file."""
        return folder(Audience(self.audience)) / f"{self.name}.parquet"


def folder(audience: Audience = Audience.PUBLIC) -> Path:
    """Return where snapshots are kept."""
    root = Path(settings.SNAPSHOT_DIR)
    return root if audience == Audience.PUBLIC else root / audience.value


def kept(audience: Audience = Audience.PUBLIC) -> list[Snapshot]:
    """Return all snapshots that are kept, the oldest first."""
    try:
        listed = json.loads((folder(audience) / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Snapshot(**one) for one in listed]


def current(audience: Audience = Audience.PUBLIC) -> Snapshot | None:
    """Return the newest snapshot, None where none was ever built."""
    return next(iter(reversed(kept(audience))), None)


def as_published_on(day: date, audience: Audience = Audience.PUBLIC) -> Snapshot | None:
    """Return the last snapshot built by the end of ``day`` (UTC)."""
    return next((one for one in reversed(kept(audience)) if one.built_at[:10] <= day.isoformat()), None)


def _mark(audience: Audience) -> str:
    """Return the mark of what was written so far.

    PostgreSQL counts what is written to a table once it is committed, perhaps some seconds later: a mark
    that is read before the rows is never younger than they are.
    """
    if audience == Audience.PUBLIC:
        return ""
    tables = ("incident", "participation", "incidentarea", "report", "actor", "area", "jointoperationroom")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname = ANY(%s)",
            [[f"incidents_{table}" for table in tables]],
        )
        return str(cursor.fetchone()[0])


def _seq() -> int:
    return Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


@contextmanager
def _locked(audience: Audience, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of an audience's folder in the block; say whether it is held, waited for or not."""
    lock = f"hashtextextended('incidents_snapshot_{audience.value}', 0)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({lock})")
        [held] = cursor.fetchone()
        if wait and not held:
            cursor.execute(f"SELECT pg_advisory_lock({lock})")
            held = True
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({lock})")


def build(audience: Audience = Audience.PUBLIC) -> Snapshot:
    """Write a snapshot of what is published now, make it the current one, and return it.

    One at a time: a second caller waits. The change it reaches to is read first, so that whatever
    commits meanwhile is told again by the log rather than not at all.
    """
    with _locked(audience, wait=True):
        return _build(audience)


def current_or_first(audience: Audience) -> Snapshot:
    """Return the newest snapshot; where none was ever built, one of those who ask builds it for all."""
    found = current(audience)
    if found is None:
        with _locked(audience, wait=True):
            found = current(audience) or _build(audience)
    return found


def _build(audience: Audience) -> Snapshot:
    folder(audience).mkdir(parents=True, exist_ok=True)
    seq, mark = _seq(), _mark(audience)
    # Arrow takes tens of megabytes that a web server, which builds nothing, can do without.
    from incidents import snapshot_files  # noqa: PLC0415 - see above

    written = snapshot_files.write(audience, folder(audience))
    older = [one for one in kept(audience) if one.name != written.name]
    if audience == Audience.PUBLIC and older and (withdrawn := withdrawn_since(older[-1].seq)):
        older = [one for one in older if not tells_too_much(one.parquet, withdrawn)]
    snapshot = Snapshot(
        **asdict(written),
        seq=seq,
        built_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        audience=audience.value,
        mark=mark,
    )
    _keep([*older, snapshot])
    return snapshot


def _keep(snapshots: list[Snapshot]) -> None:
    """Write the manifest: the last snapshot of each day, and the two newest; remove the others' files.

    The one before the newest may still be on its way to someone.
    """
    place = snapshots[-1].arrow.parent
    last_of_day = {one.built_at[:10]: one for one in snapshots}
    staying = [one for one in snapshots if one in last_of_day.values() or one in snapshots[-2:]]
    draft = place / "manifest.json.new"
    draft.write_text(json.dumps([asdict(one) for one in staying]), encoding="utf-8")
    draft.replace(place / "manifest.json")
    names, lately = {one.name for one in staying}, {one.name for one in snapshots[-2:]}
    for path in place.glob("*.*"):
        if path.stem not in (lately if path.suffix == SUFFIX else names) and path.suffix in SUFFIXES:
            path.unlink()


def ask(audience: Audience) -> None:
    """Note that somebody reads an audience's snapshots, so that they are kept up to date."""
    folder(audience).mkdir(parents=True, exist_ok=True)
    (folder(audience) / "asked").touch()


def refresh(audience: Audience = Audience.PUBLIC) -> Snapshot | None:
    """Build a snapshot where something changed and has come to rest; return it, None where nothing is due.

    Called every few seconds. After a long build it waits ten times as long before the next one, so
    that a large record costs a tenth of a core at most; the log of changes bridges the time.
    """
    if not _is_due(audience):
        return None
    with _locked(audience, wait=False) as held:
        if not held:
            return None  # another worker is at it
        started = time.monotonic()
        snapshot = _build(audience)
        (folder(audience) / "duration").write_text(str(time.monotonic() - started), encoding="ascii")
    return snapshot


def _is_due(audience: Audience) -> bool:
    asked, newest = folder(audience) / "asked", current(audience)
    if audience != Audience.PUBLIC and not (
        asked.exists() and asked.stat().st_mtime > time.time() - ASKED_LATELY
    ):
        return False
    if newest is None:
        return True
    if (newest.seq, newest.mark) == (_seq(), _mark(audience)):
        return False
    if time.time() >= newest.parquet.stat().st_mtime + 10 * _last_duration(audience):
        return True
    withdrawn = withdrawn_since(newest.seq) if audience == Audience.PUBLIC else {}
    return bool(withdrawn) and tells_too_much(newest.parquet, withdrawn)  # that can't wait


def _last_duration(audience: Audience) -> float:
    try:
        return float((folder(audience) / "duration").read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0.0
