"""One batch of records: told apart into new, changed, unchanged and unusable rows, and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from incidents.enums import DatasetFormat
from incidents.models import DatasetRow, ImportRun, Incident, Rejection

from .actors import Actors
from .cells import Cells
from .errors import OutsideError, RowError
from .formats import FORMATS, Format
from .known import KnownIncidents
from .mapped import Mapped, check
from .matching import match_rows
from .places import Regions
from .reading import Record
from .store import NewRow, store_new
from .update import ChangedRow, apply_changes
from .values import complete, participations_of

MOST_KEY = 100
MOST_SHOWN = 200


@dataclass
class Job:
    """What an import keeps at hand from batch to batch. ``lines`` tells where each key was seen."""

    run: ImportRun
    regions: Regions
    actors: Actors
    known: KnownIncidents
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def format(self) -> Format:
        """How the rows are read."""
        return FORMATS[DatasetFormat(self.run.dataset.format)]

    @classmethod
    def of(cls, run: ImportRun) -> Job:
        """Get ready for a run."""
        return cls(run, Regions(), Actors(run.dataset), KnownIncidents(run.dataset))


@dataclass
class Counts:
    """What became of the rows of a batch, and the days that the usable ones are of."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    matched: int = 0
    uncertain: int = 0
    kept: int = 0
    outside: int = 0
    rejected: int = 0
    period_start: date | None = None
    period_end: date | None = None


@dataclass
class _Row:
    record: Record
    key: str
    digest: str


def import_batch(job: Job, records: list[Record]) -> tuple[Counts, list[Rejection]]:
    """Deal with records; the caller holds the transaction and stores the rejections."""
    counts, rejections = Counts(), []
    usable: list[_Row] = []
    for record in records:
        try:
            if row := _identify(job, record):
                usable.append(row)
        except RowError as error:
            rejections.append(_rejection(job, record.line, error))
    stored = _stored(job, usable)
    new: list[NewRow] = []
    changed: list[ChangedRow] = []
    for row in usable:
        old = stored.get(row.key)
        if old is not None and old.digest == row.digest:
            counts.unchanged += 1
            continue
        try:
            mapped = _map(job, row)
        except OutsideError:
            counts.outside += 1
        except RowError as error:
            rejections.append(_rejection(job, row.record.line, error))
        else:
            _widen(counts, mapped)
            if old is None:
                new.append(NewRow(mapped, row.digest, []))
            else:
                changed.append(ChangedRow(old, mapped, row.digest, []))
    new = _without_own(job, new, counts)
    _name_actors(job, [*new, *changed])
    _write(job, new, changed, counts)
    counts.rejected = len(rejections)
    return counts, rejections


def _identify(job: Job, record: Record) -> _Row | None:
    """Return a record with its key; None for a row of HXL tags below the header."""
    if record.problem:
        raise RowError("", "", record.problem)
    form = job.format
    key = record.cells[form.key].removesuffix(".0")
    if not key and any(cell.startswith("#") for cell in record.cells.values()):
        return None
    if not key or len(key) > MOST_KEY:
        raise RowError(
            form.key, key, "a value is missing" if not key else f"longer than {MOST_KEY} characters"
        )
    if first := job.lines.get(key):
        raise RowError(form.key, key, f"stands in line {first} already")
    job.lines[key] = record.line
    return _Row(record, key, form.digest(record.cells))


def remember(job: Job, record: Record) -> None:
    """Take note of a record that an earlier attempt has dealt with."""
    key = record.cells.get(job.format.key, "").removesuffix(".0")
    if key:
        job.lines.setdefault(key, record.line)


def _stored(job: Job, rows: list[_Row]) -> dict[str, DatasetRow]:
    """Return the rows that are there; those whose digest differs with their report and incident."""
    there = DatasetRow.objects.filter(dataset=job.run.dataset, key__in=[row.key for row in rows])
    found = {row.key: row for row in there.only("key", "digest")}
    differ = [found[row.key].pk for row in rows if row.key in found and found[row.key].digest != row.digest]
    loaded = DatasetRow.objects.filter(pk__in=differ).select_related(
        "report__incident__region", "report__source"
    )
    return found | {row.key: row for row in loaded}


def _map(job: Job, row: _Row) -> Mapped:
    form, cells = job.format, row.record.cells
    all_cells: Mapping[str, str] = {name: cells.get(name, "") for name in (*form.required, *form.optional)}
    mapped = form.map_row(Cells(job.run.file_name, row.record.line, all_cells))
    job.regions.settle(mapped.incident)
    check(mapped)
    return mapped


def _widen(counts: Counts, mapped: Mapped) -> None:
    start, end = mapped.incident.date_start, mapped.incident.date_end
    counts.period_start = min(counts.period_start or start, start)
    counts.period_end = max(counts.period_end or end, end)


def _without_own(job: Job, rows: list[NewRow], counts: Counts) -> list[NewRow]:
    """Leave out rows of our own export that are incidents of this very record: they say nothing new."""
    if job.run.dataset.format != DatasetFormat.HAMRIN:
        return rows
    uids = [row.mapped.incident.uid for row in rows]
    own = set(Incident.objects.filter(uid__in=uids).values_list("uid", flat=True))
    counts.unchanged += sum(row.mapped.incident.uid in own for row in rows)
    return [row for row in rows if row.mapped.incident.uid not in own]


def _name_actors(job: Job, rows: list[NewRow | ChangedRow]) -> None:
    named = [party for row in rows for party in row.mapped.parties]
    named += [row.mapped.claimed_by for row in rows if row.mapped.claimed_by]
    job.actors.make_missing(named)
    for row in rows:
        row.parties = participations_of(row.mapped, job.actors)
        complete(row.mapped, row.parties, job.actors)


def _write(job: Job, new: list[NewRow], changed: list[ChangedRow], counts: Counts) -> None:
    if new:
        matches = match_rows([row.mapped for row in new], [row.parties for row in new], job.known)
        for row, match in zip(new, matches, strict=True):
            row.match = match
        counts.matched = sum(row.known is not None for row in new)
        counts.uncertain = sum(row.match is not None and row.known is None for row in new)
        counts.created = len(new) - counts.matched
        store_new(job.run, new)
    if changed:
        outcome = apply_changes(job.run, changed)
        counts.updated, counts.kept = outcome.updated, outcome.kept
        counts.unchanged += outcome.unchanged


def _rejection(job: Job, line: int, error: RowError) -> Rejection:
    column = job.format.names.get(error.column, error.column)
    shown = error.value.replace("\0", "").strip()[:MOST_SHOWN]
    return Rejection(run=job.run, line=line, column=column[:100], value=shown, reason=error.reason)
