"""Sources that an editor gives by their address: fetched, archived, and read for their claims."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import User
from django.db import transaction

from incidents.models import Incident, Report
from incidents.proposals import extract_article, store_facts
from incidents.review import add_sources, deciding, refresh
from sources import manual
from sources.enums import ArticleState
from sources.models import Article


def add_source(incident: Incident, report: Report, user: User) -> None:
    """Put a new source behind a locked incident, and bring up to date what follows from its sources.

    Raises PermissionDenied, and ValidationError for an address that is none.
    """
    with deciding(user, "incidents.change_incident", "add source"):
        add_sources(incident, [report], user)
        incident.updated_by = user
        refresh(incident)


def archive_source(report_id: int) -> bool:
    """Fetch what a report gives by its address alone, and link the article; return whether it is linked.

    Safe to call again. What can't be read is noted among the arrivals with its reason; the report then
    stays as it is, with its address.
    """
    report = Report.objects.select_related("source").filter(pk=report_id, article=None).first()
    if report is None or not report.source_url:
        return False
    by_hand = manual.source_by_hand()
    source = None if report.source == by_hand else report.source
    intake = manual.add(report.source_url, manual.Details(source=source), announce=False)
    return bool(intake.article_id) and _link(report_id, intake.article_id or 0)


def _link(report_id: int, article_id: int) -> bool:
    """Put the article behind the report; what else the article tells of waits for a decision."""
    with transaction.atomic(), pghistory.context(action="archive source"):
        article = Article.objects.select_for_update().get(pk=article_id)
        report = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
        twice = Report.objects.filter(article=article, incident=report.incident).exclude(pk=report_id)
        if report.article_id or (report.incident_id and twice.exists()):
            return False
        numbers = article.reports.order_by("-ordinal").values_list("ordinal", flat=True)
        report.article, report.ordinal = article, (numbers.first() or 0) + 1 if numbers else 0
        report.save(update_fields=["article", "ordinal"])
        if article.state == ArticleState.WAITING:
            store_facts(article, extract_article(article), own=report)
        if report.incident:
            refresh(report.incident)
    return True
