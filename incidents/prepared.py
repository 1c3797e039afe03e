"""Finished lines of exports: each table's CSV lines in a file, so that no line is written twice.

A folder holds the primary keys of the incidents that were public when it was written, and for each table
the lines, one after the other, with where each begins. It is never wrong about what may be shown: which
incidents an export holds is always asked of PostgreSQL, and a line is taken from the file only where the
log of changes knows nothing newer of its incident. The database itself says which folder is good.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.db import connection, transaction

from incidents.export_tables import ACLED, PLAIN, UCDP, Table
from incidents.exports import PIECE, Ids, batches_of_ids, copy_lines, fetch_lines, in_pieces, select
from incidents.models import Change, Incident, PreparedExport
from incidents.snapshot_tables import PUBLIC

TABLES: Final[dict[str, Table]] = {"columns": PUBLIC, "plain": PLAIN, "acled": ACLED, "ucdp": UCDP}
# Lines that another code wrote are not ours.
MARK: Final = hashlib.sha256(
    "\n".join(select(table, table.order, guarded=True) for table in TABLES.values()).encode()
).hexdigest()[:32]
LOCK: Final = "hashtextextended('incidents_prepared', 0)"
AT_ONCE: Final = 4_096
UNKNOWN: Final = -2  # no neighbour of any place in a file
SECONDS: Final = 240.0  # less than a task may take
# How much must have changed for files to be written (anew): fewer lines PostgreSQL writes as quickly.
MANY: Final = 5_000
SHARE: Final = 0.02


def folder(name: str = "") -> Path:
    """Return where finished lines are kept, all of them or those of a row's ``name``."""
    return Path(settings.SNAPSHOT_DIR) / "lines" / name


class Changed:
    """The incidents that the log names since a change: read on, and never behind what was asked before."""

    def __init__(self, seq: int) -> None:
        self._seq = seq
        self._ids: Ids = np.empty(0, np.int64)

    def among(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return which of ``ids``, asked for before this call, may differ from their finished lines."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(log.seq), string_agg(int8send(i.id), ''::bytea), count(*) - count(i.id) "
                "FROM incidents_change AS log LEFT JOIN incidents_incident AS i ON i.uid = log.uid "
                "WHERE log.seq > %s",
                [self._seq],
            )
            seq, packed, deleted = cursor.fetchone()
        if seq is not None:
            self._seq = seq
            self._ids = np.union1d(self._ids, np.frombuffer(packed or b"", ">i8").astype(np.int64))
        return np.isin(ids, self._ids) | (self._gone(ids) if deleted else False)

    def _gone(self, ids: Ids) -> npt.NDArray[np.bool_]:
        """Return which of ``ids`` are deleted: the log knows them only by what they were called."""
        there = Incident.objects.filter(pk__in=ids.tolist()).values_list("pk", flat=True)
        return np.isin(ids, np.fromiter(there, np.int64), invert=True)


class Finished:
    """The lines of some tables that are in a folder's files, and what changed since."""

    def __init__(self, good: PreparedExport, tables: Sequence[str], stack: ExitStack) -> None:
        """Open the files until ``stack`` ends. Raises OSError."""
        place = folder(good.name)
        self._ids: Ids = np.load(place / "ids.npy", mmap_mode="r")
        self._starts: list[Ids] = [np.load(place / f"{name}.npy", mmap_mode="r") for name in tables]
        self._files = [
            stack.enter_context((place / f"{name}.lines").open("rb", buffering=0)).fileno() for name in tables
        ]
        self._changed = Changed(good.seq)

    def find(self, ids: Ids) -> Ids:
        """Return the place of each incident whose lines are good, ``UNKNOWN`` for the others."""
        places = np.full(ids.shape, UNKNOWN, np.int64)
        if self._ids.size:
            found = np.minimum(np.searchsorted(self._ids, ids), self._ids.size - 1)
            good = (self._ids[found] == ids) & ~self._changed.among(ids)
            places[good] = found[good]
        return places

    def bounds(self, number: int, firsts: Ids, lasts: Ids) -> tuple[Ids, Ids]:
        """Return where runs of places begin and end in a table's file; nothing of meaning where unknown."""
        starts = self._starts[number]
        return starts[np.maximum(firsts, 0)], starts[np.maximum(lasts, -1) + 1]

    def read(self, number: int, start: int, end: int) -> Iterator[bytes]:
        """Yield a part of a table's file."""
        for begin in range(start, end, PIECE):
            yield os.pread(self._files[number], min(PIECE, end - begin), begin)


class Lines:
    """Some incidents' lines of some tables: those that are finished, and the others from PostgreSQL."""

    def __init__(self, ids: Ids, statement: str, finished: Finished | None) -> None:
        """Ask for the lines of ``ids``, public a moment ago; ``copy_lines`` gives the statement."""
        self.ids, self._finished = ids, finished
        self._places = finished.find(ids) if finished else np.full(ids.shape, UNKNOWN, np.int64)
        self._fresh = fetch_lines(statement, ids[self._places < 0].tolist())

    def _written(self, number: int, pk: int) -> bytes:
        return self._fresh[pk][number] if pk in self._fresh else b""

    def texts(self, number: int = 0) -> Iterator[bytes]:
        """Yield one table's lines in the order of the ids; what lies together is read together."""
        ids, places = self.ids, self._places
        if self._finished is None:
            yield from (self._written(number, pk) for pk in ids.tolist())
            return
        firsts = np.concatenate(([0], np.flatnonzero(np.diff(places) != 1) + 1))[: ids.size]
        lasts = np.append(firsts[1:], ids.size)[: ids.size] - 1
        bounds = self._finished.bounds(number, places[firsts], places[lasts])
        runs = zip(
            ids[firsts].tolist(), places[firsts].tolist(), *(one.tolist() for one in bounds), strict=True
        )
        for pk, place, start, end in runs:
            if place < 0:
                yield self._written(number, pk)
            else:
                yield from self._finished.read(number, start, end)

    def sizes(self, number: int) -> Ids:
        """Return how many bytes each of one table's lines has."""
        sizes = np.zeros(self.ids.shape, np.int64)
        if self._finished:
            starts, ends = self._finished.bounds(number, self._places, self._places)
            sizes = ends - starts
        for at in np.flatnonzero(self._places < 0).tolist():
            sizes[at] = len(self._written(number, int(self.ids[at])))
        return sizes


def current() -> PreparedExport | None:
    """Return which finished lines are good, None where there are none."""
    found = PreparedExport.objects.filter(statements=MARK).last()
    return found if found and folder(found.name).is_dir() else None


def open_finished(tables: Sequence[str], stack: ExitStack) -> Finished | None:
    """Open the good lines of tables by name until ``stack`` ends; None where there are none."""
    good = current()
    try:
        return Finished(good, tables, stack) if good else None
    except OSError:  # removed in this moment, since newer ones are being put in place
        return None


def lines_of(batches: Iterable[Ids], *tables: str) -> Iterator[Lines]:
    """Yield the lines of some of ``TABLES``, batch by batch.

    ``batches`` are primary keys of public incidents in their order, each asked for as it is drawn.
    """
    statement = copy_lines(*((TABLES[name], TABLES[name].order) for name in tables))
    with ExitStack() as stack:
        finished = open_finished(tables, stack)
        for ids in batches:
            for begin in range(0, ids.size, AT_ONCE):
                yield Lines(ids[begin : begin + AT_ONCE], statement, finished)


def stream_lines(batches: Iterable[Ids], name: str, columns: Sequence[str]) -> Iterator[bytes]:
    """Yield the lines of one of ``TABLES`` in pieces; without some columns, all from PostgreSQL.

    ``batches`` are as in ``lines_of``.
    """
    if len(columns) == len(TABLES[name].order):
        return in_pieces(chain.from_iterable(lines.texts() for lines in lines_of(batches, name)))
    statement = copy_lines((TABLES[name], columns))
    parts = (
        Lines(ids[at : at + AT_ONCE], statement, None)
        for ids in batches
        for at in range(0, ids.size, AT_ONCE)
    )
    return in_pieces(chain.from_iterable(lines.texts() for lines in parts))


def build(seconds: float = SECONDS) -> PreparedExport:
    """Write the lines of what is public now, and return their folder's row; one at a time.

    Lines that are still good are copied. After ``seconds`` the others are left to the next time. As for
    a snapshot, the change it reaches to is read first.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
    try:
        folder().mkdir(parents=True, exist_ok=True)
        seq = Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        name = uuid.uuid4().hex
        with tempfile.TemporaryDirectory(dir=folder()) as draft:
            _write(Path(draft) / name, time.monotonic() + seconds)
            (Path(draft) / name).replace(folder(name))
        with transaction.atomic():
            PreparedExport.objects.all().delete()
            made = PreparedExport.objects.create(name=name, seq=seq, statements=MARK)
        for other in folder().iterdir():
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
    return made


def _worth_writing(until: float) -> Iterator[Ids]:
    """Yield what is public; after ``until`` (of the monotonic clock) only what is finished already."""
    with ExitStack() as stack:
        finished = open_finished([], stack)
        for ids in batches_of_ids(Incident.objects.public()):
            if time.monotonic() < until:
                yield ids
            elif finished:
                yield ids[finished.find(ids) >= 0]


def _write(place: Path, until: float) -> None:
    """Write a folder's files; see ``_worth_writing``."""
    place.mkdir()
    sizes: dict[str, list[Ids]] = {name: [np.zeros(1, np.int64)] for name in TABLES}
    keys: list[Ids] = [np.empty(0, np.int64)]
    with ExitStack() as stack:
        files = [stack.enter_context((place / f"{name}.lines").open("wb")) for name in TABLES]
        for lines in lines_of(_worth_writing(until), *TABLES):
            keys.append(lines.ids)
            for number, (name, file) in enumerate(zip(TABLES, files, strict=True)):
                sizes[name].append(lines.sizes(number))
                file.writelines(lines.texts(number))
        for file in files:
            file.flush()
            os.fsync(file.fileno())  # before the database says that they are good
    np.save(place / "ids.npy", np.concatenate(keys))
    for name, parts in sizes.items():
        np.save(place / f"{name}.npy", np.cumsum(np.concatenate(parts)))


def finished_rows(good: PreparedExport) -> int:
    """Return how many incidents' lines are in a folder."""
    return int(np.load(folder(good.name) / "ids.npy", mmap_mode="r").size)


def refresh() -> PreparedExport | None:
    """Build where many lines are not finished; return what was built, None where nothing is due."""
    good, rows, changes = current(), 0, Change.objects.all()
    if good:
        rows, changes = finished_rows(good), changes.filter(seq__gt=good.seq)
    public = Incident.objects.public().count()
    if max(changes.count(), public - rows) < max(MANY, SHARE * public):
        return None
    return build()
