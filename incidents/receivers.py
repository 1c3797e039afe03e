"""What the incidents app does when the sources app has stored an article."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from incidents.tasks import propose_reports
from sources.signals import article_ready


@receiver(article_ready)
def enqueue_extraction(*, article_id: int, **_: Any) -> None:
    """Extract the article in the background once its transaction has committed."""
    # Where the broker is away, ``resume_waiting`` finds the article.
    transaction.on_commit(lambda: propose_reports.delay(article_id), robust=True)
