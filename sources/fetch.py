"""Poll one source: claim it, read what is new, store each article once, note how it went."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from sources.adapters import ADAPTERS
from sources.adapters.base import Adapter, Entry
from sources.enums import IntakeState, SourceKind
from sources.errors import FetchError, ReadingError
from sources.intake import receive
from sources.models import Intake, Source

logger = logging.getLogger(__name__)

POLL_SECONDS: Final = 240  # then the rest waits for the next poll, which comes at once
MAX_BACK_OFF: Final = timedelta(hours=24)
MAX_FOLDER_BACK_OFF: Final = timedelta(minutes=5)
MIN_BACK_OFF: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll did; ``complete`` is false where something has to be read again.

    ``cut`` says that its time was up before all was read.
    """

    stored: int = 0
    duplicates: int = 0
    failed: int = 0
    complete: bool = True
    cut: bool = False
    error: str = ""


class _LeaseLostError(Exception):
    """Someone else has the source now, or it was edited."""


class _Lease:
    """The right to poll a source: its ``due_at`` in the near future, moved on while we work.

    A worker that dies leaves it there, so the source is due again within about a minute.
    """

    def __init__(self, source: Source, until: datetime) -> None:
        self.source, self._until = source, until

    def renew(self) -> None:
        self.end(_lease_end())

    def end(self, due: datetime, **values: Any) -> None:
        held = Source.objects.filter(pk=self.source.pk, due_at=self._until)
        if held.update(due_at=due, **values) != 1:
            raise _LeaseLostError
        self._until = due


def _lease_end() -> datetime:
    # A page may take two whole timeouts: robots.txt and the page itself.
    return timezone.now() + timedelta(seconds=2 * settings.FETCH_TIMEOUT + 20)


def _claim(source_id: int) -> _Lease | None:
    until = _lease_end()
    if Source.objects.due().filter(pk=source_id).update(due_at=until) != 1:
        return None
    return _Lease(Source.objects.get(pk=source_id), until)


def poll_source(source_id: int) -> Poll | None:
    """Read what is new at a source; None where it is not due or another worker is at it."""
    lease = _claim(source_id)
    if lease is None:
        return None
    try:
        return _poll(lease)
    except _LeaseLostError:
        logger.info("%s is being read by another worker", lease.source)
        return None


def _poll(lease: _Lease) -> Poll:
    source = lease.source
    try:
        adapter = ADAPTERS[source.kind](source)
        entries = adapter.entries()
        poll = _read_all(adapter, entries, lease.renew)
        adapter.finish(complete=poll.complete)
    except ReadingError as error:
        return _note_failure(lease, error)
    wait = timedelta(minutes=source.poll_minutes) if not poll.cut else timedelta(0)
    now = timezone.now()
    lease.end(now + wait, last_success_at=now, failures_in_a_row=0, last_error="")
    return poll


def _note_failure(lease: _Lease, error: ReadingError) -> Poll:
    source = lease.source
    failures = source.failures_in_a_row + 1
    most = MAX_FOLDER_BACK_OFF if source.kind == SourceKind.INBOX else MAX_BACK_OFF
    first = max(timedelta(minutes=source.poll_minutes), MIN_BACK_OFF)
    wait = min(first * 2 ** min(failures - 1, 12), most)
    if isinstance(error, FetchError):
        wait = max(wait, timedelta(seconds=error.retry_after))
    logger.warning("%s: %s", source, error)
    lease.end(timezone.now() + wait, failures_in_a_row=failures, last_error=str(error))
    return Poll(complete=False, error=str(error))


def _read_all(adapter: Adapter[Any], entries: list[Any], renew: Callable[[], None]) -> Poll:
    states = dict.fromkeys(IntakeState, 0)
    stop = time.monotonic() + POLL_SECONDS
    complete, cut = True, False
    for entry in entries:
        if time.monotonic() > stop:
            complete, cut = False, True
            break
        renew()
        intake = read_entry(adapter, entry)
        states[IntakeState(intake.state)] += 1
        complete = complete and not intake.retry
    return Poll(
        states[IntakeState.STORED],
        states[IntakeState.DUPLICATE],
        states[IntakeState.FAILED],
        complete,
        cut,
    )


def read_entry(adapter: Adapter[Any], entry: Entry) -> Intake:
    """Read, store and put away one entry; whatever goes wrong with it is in the intake.

    Raises SourceError where the entry can't be put away.
    """
    intake = receive(adapter.source, entry.reference, lambda: adapter.read(entry))
    adapter.settle(entry, intake)
    return intake
