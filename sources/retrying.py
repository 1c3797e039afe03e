"""Read again what was refused, because an editor asks for it."""

from __future__ import annotations

from sources.adapters.inbox import put_back
from sources.addresses import tidy_address
from sources.enums import ArticleState, IntakeState, SourceKind
from sources.intake import fail_intake
from sources.manual import Details, add
from sources.models import Article, Intake
from sources.signals import article_ready


def retry_intake(intake_id: int) -> None:
    """Read a refused thing again: a file goes back to its folder, a page is fetched at once."""
    refused = Intake.objects.filter(pk=intake_id, state=IntakeState.FAILED)
    if refused.update(retry=True, attempts=0) != 1:
        return
    intake = refused.select_related("source").get()
    if intake.source.kind == SourceKind.INBOX:
        if not put_back(intake.source, intake.reference):
            fail_intake(intake, "The file is no longer in the folder failed.", permanent=True)
    elif tidy_address(intake.reference):
        add(intake.reference, Details(source=intake.source))
    else:
        fail_intake(intake, "It was handed in by hand; hand it in again.", permanent=True)


def retry_extraction(article_id: int) -> bool:
    """Let an article whose extraction failed be extracted again; return whether it was one.

    Call it inside a transaction: the task is enqueued when that commits.
    """
    failed = Article.objects.filter(pk=article_id, state=ArticleState.FAILED)
    if failed.update(state=ArticleState.WAITING, error="", attempts=0) != 1:
        return False
    article_ready.send(sender=Article, article_id=article_id)
    return True
