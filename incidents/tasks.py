"""Background work on articles and incidents; each task is idempotent and calls one domain function."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from incidents import areas, proposals, snapshot
from sources.models import Article

RESUME_AT_MOST = 1000


@shared_task
def propose_reports(article_id: int) -> None:
    """Extract one article into proposed reports."""
    proposals.propose(article_id)


@shared_task
def resume_waiting() -> None:
    """Enqueue again what still waits for extraction, in case a message or a worker was lost."""
    ids = list(Article.objects.stale().values_list("pk", flat=True)[:RESUME_AT_MOST])
    Article.objects.filter(pk__in=ids).update(enqueued_at=timezone.now())
    for article_id in ids:
        propose_reports.delay(article_id)


@shared_task
def reassign_area(area_id: int) -> None:
    """Recompute which incidents an area contains, after its polygon changed."""
    areas.reassign_area(area_id)


@shared_task
def refresh_snapshot() -> None:
    """Write the columns of what is public anew where something changed."""
    snapshot.refresh()
