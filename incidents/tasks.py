"""Background work on articles and incidents; each task is idempotent and calls one domain function."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from incidents import archiving, areas, prepared, proposals, snapshot
from incidents.importers import runs
from incidents.snapshot_tables import Audience
from sources.models import Article

RESUME_AT_MOST = 1000
IMPORT_SECONDS = 60.0


@shared_task
def propose_reports(article_id: int) -> None:
    """Extract one article into proposed reports."""
    proposals.propose(article_id)


@shared_task
def resume_waiting() -> None:
    """Enqueue again what still waits, in case a message or a worker was lost."""
    ids = list(Article.objects.stale().values_list("pk", flat=True)[:RESUME_AT_MOST])
    Article.objects.filter(pk__in=ids).update(enqueued_at=timezone.now())
    for article_id in ids:
        propose_reports.delay(article_id)
    for run_id in runs.abandoned():
        import_file.delay(run_id)


@shared_task
def import_file(run_id: int) -> None:
    """Import an uploaded file for a while, and go on with the next message: no task runs for long."""
    if runs.work_upload(run_id, IMPORT_SECONDS):
        import_file.delay(run_id)


@shared_task
def archive_source(report_id: int) -> None:
    """Fetch and archive a source that an editor gave by its address."""
    archiving.archive_source(report_id)


@shared_task
def reassign_area(area_id: int) -> None:
    """Recompute which incidents an area contains, after its polygon changed."""
    areas.reassign_area(area_id)


@shared_task
def refresh_snapshot() -> None:
    """Write the columns of what is published anew where something changed."""
    for audience in Audience:
        snapshot.refresh(audience)


@shared_task
def prepare_exports() -> None:
    """Finish the lines of exports anew where much has changed."""
    prepared.refresh()
