"""The life of an import: begun, worked off batch by batch, ended; it goes on where it was broken off.

Each batch is one transaction that also counts the records it dealt with. One import runs at a time: the
matching must see all that the one before it has written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, timedelta
from itertools import islice
from time import monotonic
from typing import IO, Final

import pghistory
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from incidents.enums import DatasetFormat, ImportState
from incidents.models import Dataset, ImportRun, Rejection
from sources.enums import SourceKind
from sources.models import Source

from .batch import Counts, Job, import_batch, remember
from .errors import ImportFileError
from .formats import FORMATS
from .reading import Layout, Record, inspect_file, read_records

logger = logging.getLogger(__name__)
BATCH: Final = 1000
MOST_ATTEMPTS: Final = 5
# A command that has not written a batch for so long was killed.
CONSOLE_SILENT: Final = timedelta(hours=1)
_LOCK: Final = 0x4841_4D52  # any number that no other advisory lock of ours has
_COUNTED: Final = (
    *("created", "updated", "unchanged", "matched"),
    *("uncertain", "kept", "outside", "rejected"),
)


class BusyError(Exception):
    """Another import is running."""


def dataset_for(form: DatasetFormat, name: str = "") -> Dataset:
    """Return the data set of a format, or one of a given name, made where it is new.

    Raises ImportFileError for a name that stands for a data set of another format.
    """
    terms = FORMATS[form]
    name = name or terms.dataset
    found = Dataset.objects.filter(name=name).select_related("source").first()
    if found is None:
        source, _created = Source.objects.get_or_create(
            name=name, defaults={"kind": SourceKind.NONE, "homepage": terms.homepage, "medium": "data set"}
        )
        found = Dataset.objects.create(
            name=name,
            format=form,
            source=source,
            licence=terms.licence,
            licence_url=terms.licence_url,
            restricted=terms.restricted,
        )
    if found.format != form:
        raise ImportFileError(
            _("%(name)s is a data set in the format %(format)s.") % {"name": name, "format": found.format}
        )
    return found


def begin(
    dataset: Dataset, file_name: str, *, dry_run: bool, publish: bool, user: User | None = None
) -> ImportRun:
    """Note a new import, waiting."""
    return ImportRun.objects.create(
        dataset=dataset, file_name=file_name[-255:], dry_run=dry_run, publish=publish, started_by=user
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock on imports; it goes with the connection, so that a killed worker frees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise BusyError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def work(
    run: ImportRun,
    file: IO[bytes],
    *,
    seconds: float | None = None,
    progress: Callable[[ImportRun], None] | None = None,
) -> bool:
    """Work a run off, or for about ``seconds``; return whether it has ended, well or not.

    What goes wrong is written into the run. Raises BusyError while another import runs.
    """
    with _alone(), override(settings.LANGUAGE_CODE):
        run.refresh_from_db()
        if run.state in {ImportState.DONE, ImportState.FAILED}:
            return True
        run.attempts += 1
        if run.attempts > MOST_ATTEMPTS:
            _end(run, f"Given up after {MOST_ATTEMPTS} attempts that did not get on.")
            return True
        run.state, run.active_at = ImportState.RUNNING, timezone.now()
        run.save(update_fields=["state", "active_at", "attempts"])
        try:
            return _work(run, file, seconds, progress)
        except ImportFileError as error:
            _end(run, str(error))
        except Exception as error:
            logger.exception("Import %s failed", run.pk)
            _end(run, f"{type(error).__name__}: {error}")
        return True


def _work(
    run: ImportRun, file: IO[bytes], seconds: float | None, progress: Callable[[ImportRun], None] | None
) -> bool:
    until = monotonic() + seconds if seconds else None
    layout = inspect_file(file, run.file_name, FORMATS[DatasetFormat(run.dataset.format)].required)
    run.size = layout.size
    job = Job.of(run)
    for records in _batches(job, file, layout):
        _step(job, records)
        if progress:
            progress(run)
        if until and monotonic() > until:
            return False
    if not any(getattr(run, name) for name in ("created", "updated", "unchanged", "matched")):
        raise ImportFileError(_nothing_usable(run))
    _end(run)
    return True


def _batches(job: Job, file: IO[bytes], layout: Layout) -> Iterator[list[Record]]:
    records = read_records(file, job.run.file_name, layout)
    for record in islice(records, job.run.records):
        remember(job, record)
    while batch := list(islice(records, BATCH)):
        yield batch


def _step(job: Job, records: list[Record]) -> None:
    """Deal with one batch in one transaction; of a dry run only the counts are kept."""
    run = job.run
    why = f"{run.dataset}, import {run.pk}" + (f" by {run.started_by}" if run.started_by else "")
    with transaction.atomic(), pghistory.context(action="import", reason=why):
        # Rolled back to here where it is a dry run.
        mark = transaction.savepoint() if run.dry_run else None
        counts, rejections = import_batch(job, records)
        if mark is not None:
            transaction.savepoint_rollback(mark)
            job.actors.reload()
        Rejection.objects.bulk_create(rejections, batch_size=BATCH)
        _count(run, counts, records)
        run.save()


def _count(run: ImportRun, counts: Counts, records: list[Record]) -> None:
    found = asdict(counts)
    for name in _COUNTED:
        setattr(run, name, getattr(run, name) + found[name])
    run.period_start = _outer(min, run.period_start, counts.period_start)
    run.period_end = _outer(max, run.period_end, counts.period_end)
    run.records += len(records)
    run.position = records[-1].position
    run.active_at, run.attempts = timezone.now(), 0


def _outer(choose: Callable[[date, date], date], one: date | None, other: date | None) -> date | None:
    return choose(one, other) if one and other else one or other


def _nothing_usable(run: ImportRun) -> str:
    text = f"{run.file_name}: none of its {run.records} rows can be used"
    if run.outside:
        text += f"; {run.outside} lie outside every region"
    if run.rejected:
        first = run.rejections.first()
        text += f"; {run.rejected} are rejected, the first in line {first.line if first else '?'}"
        text += f" ({first.column}: {first.reason})" if first else ""
    return text + "."


def _end(run: ImportRun, error: str = "") -> None:
    run.state = ImportState.FAILED if error else ImportState.DONE
    run.error, run.finished_at, run.active_at = error, timezone.now(), timezone.now()
    run.save()
    if run.file and not error and not run.dry_run:
        # The rows are in the record, and what could not be used is listed: no second copy is kept.
        run.file.delete(save=True)


def work_upload(run_id: int, seconds: float) -> bool:
    """Work an uploaded file off for about ``seconds``; return whether to go on later."""
    run = ImportRun.objects.select_related("dataset__source", "started_by").filter(pk=run_id).first()
    if run is None or not run.file or run.state in {ImportState.DONE, ImportState.FAILED}:
        return False
    try:
        with run.file.open("rb") as file:
            return not work(run, file, seconds=seconds)
    except BusyError:
        return False  # found again by abandoned(), once the other one has ended
    except OSError as error:
        _end(run, f"{run.file_name} can't be read: {error}")
        return False


def start_anew(run: ImportRun, user: User) -> bool:
    """Let an upload that was only checked be imported, or one that failed go on; the caller enqueues it.

    Return whether that is possible: its file is there, and nobody works on it.
    """
    if not run.file or run.state not in {ImportState.DONE, ImportState.FAILED}:
        return False
    if run.dry_run:
        run.rejections.all().delete()
        for name in (*_COUNTED, "records", "position"):
            setattr(run, name, 0)
        run.dry_run = False
    run.state, run.error, run.attempts, run.finished_at = ImportState.WAITING, "", 0, None
    run.started_by, run.active_at = user, timezone.now()
    run.save()
    return True


def abandoned() -> list[int]:
    """Return uploads that nobody has worked on for a while; give up what a console began and left."""
    now = timezone.now()
    stale = ImportRun.objects.unfinished().filter(
        active_at__lt=now - timedelta(seconds=settings.RESUME_AFTER)
    )
    stale.filter(file="", active_at__lt=now - CONSOLE_SILENT).update(
        state=ImportState.FAILED, error="Broken off.", finished_at=now
    )
    found = list(stale.exclude(file="").order_by("pk").values_list("pk", flat=True))
    ImportRun.objects.filter(pk__in=found).update(active_at=now)
    return found
