"""Background reading of sources; each task is idempotent and calls one domain function."""

from __future__ import annotations

from typing import Final

from celery import shared_task

from sources import fetch, retrying
from sources.adapters.inbox import default_inbox
from sources.models import Source

# A message that waited longer has been followed by others of the same kind.
_EXPIRES: Final = 60


@shared_task
def poll_due_sources() -> None:
    """Enqueue a poll of every source whose time has come."""
    default_inbox()
    for source_id in Source.objects.due().values_list("pk", flat=True):
        poll_source.apply_async((source_id,), expires=_EXPIRES)


@shared_task
def poll_source(source_id: int) -> None:
    """Read what is new at one source, unless another worker is at it."""
    fetch.poll_source(source_id)


@shared_task
def retry_intake(intake_id: int) -> None:
    """Read again one thing that was refused."""
    retrying.retry_intake(intake_id)
