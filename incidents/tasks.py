"""Background work on articles and incidents; each task is idempotent and calls one domain function."""

from __future__ import annotations

import logging

from celery import shared_task

from incidents import proposals
from sources.models import Article

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3


@shared_task
def propose_reports(article_id: int) -> None:
    """Extract one article into proposed reports."""
    proposals.propose(article_id)


@shared_task
def resume_waiting() -> None:
    """Enqueue again what waits for extraction, in case a message or a worker was lost."""
    for article_id in Article.objects.waiting().stale().values_list("pk", flat=True)[:1000]:
        propose_reports.delay(article_id)
