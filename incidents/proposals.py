"""Facts to proposed reports and claims: what the extractor says, waiting for a person to decide."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from incidents.enums import Coder
from incidents.lexicon import current_lexicon
from incidents.models import Claim, JointOperationRoom, Report, ReportGroup, RoomMention
from sources.enums import ArticleState
from sources.extraction.assemble import extract
from sources.extraction.facts import FactClaim, Facts
from sources.models import Article

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3


def propose(article_id: int) -> None:
    """Extract one article and store what it says as proposals, once, in one transaction.

    Safe to call again: an article that is not waiting is left alone, and a second caller waits for
    the first one's row lock. What fails is marked failed with its reason, never dropped. An article
    on which the process died repeatedly is given up after ``MAX_ATTEMPTS``, visibly.
    """
    claimed = Article.objects.filter(pk=article_id, state=ArticleState.WAITING)
    if not claimed.update(attempts=F("attempts") + 1):
        return
    if Article.objects.filter(pk=article_id, attempts__gt=MAX_ATTEMPTS).exists():
        claimed.update(
            state=ArticleState.FAILED, error=f"Given up after {MAX_ATTEMPTS} attempts that did not finish"
        )
        return
    try:
        with transaction.atomic():
            article = Article.objects.select_for_update().get(pk=article_id)
            if article.state == ArticleState.WAITING:
                store_facts(article, extract_article(article))
    except Exception as error:
        logger.exception("Extraction of article %s failed", article_id)
        claimed.update(state=ArticleState.FAILED, error=f"{type(error).__name__}: {error}")


def extract_article(article: Article) -> Facts:
    """Run the extractor on a stored article, dates relative to its day of publication there."""
    published = article.published_at and article.published_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return extract(
        text=article.text,
        title=article.title,
        published=published,
        language=article.language,
        lexicon=current_lexicon(),
    )


def store_facts(article: Article, facts: Facts) -> list[Report]:
    """Write an article's proposals, groups and room mentions; the caller holds the transaction."""
    reports = Report.objects.bulk_create(
        Report(
            article=article,
            ordinal=ordinal,
            main=incident.main,
            confidence=incident.confidence,
            evidence=[[span.start, span.end] for span in incident.evidence],
        )
        for ordinal, incident in enumerate(facts.incidents)
    )
    claims = [
        claim
        for report, incident in zip(reports, facts.incidents, strict=True)
        for claim in _claims(article, incident.claims, report=report)
    ]
    for ordinal, fact_group in enumerate(facts.groups):
        group = ReportGroup.objects.create(article=article, ordinal=ordinal)
        group.reports.set([reports[i] for i in fact_group.incidents])
        claims += _claims(article, fact_group.claims, group=group)
    Claim.objects.bulk_create(claims)
    _store_mentions(article, facts)
    article.state = ArticleState.EXTRACTED
    article.error = ""
    article.save(update_fields=["state", "error"])
    return reports


def _claims(
    article: Article,
    facts: Iterable[FactClaim],
    *,
    report: Report | None = None,
    group: ReportGroup | None = None,
) -> list[Claim]:
    return [
        Claim(
            report=report,
            group=group,
            field=fact.field,
            value=fact.value,
            start=fact.spans[0].start if fact.spans else None,
            end=fact.spans[0].end if fact.spans else None,
            quote=article.text[fact.spans[0].start : fact.spans[0].end] if fact.spans else "",
            spans=[[span.start, span.end] for span in fact.spans],
            attributed_to=fact.attributed_to[:300],
            rule=fact.rule,
            confidence=fact.confidence,
            coder=Coder.EXTRACTOR,
        )
        for fact in facts
    ]


def _store_mentions(article: Article, facts: Facts) -> None:
    mentions = {mention.place: mention for mention in facts.rooms if mention.spans}
    rooms: dict[str, JointOperationRoom] = {}
    named = Q(place__name__in=mentions) | Q(area_of_responsibility__name__in=mentions)
    found = JointOperationRoom.objects.filter(named).select_related("place", "area_of_responsibility")
    # A room is called after its seat, or else after its area (Kirkuk's sits at the K1 base). Several rooms
    # may have had one seat (a planned site, another one used): the first to be loaded stands.
    for room in found.order_by("-pk"):
        if room.area_of_responsibility:
            rooms[room.area_of_responsibility.name] = room
    for room in found.order_by("-pk"):
        if room.place:
            rooms[room.place.name] = room
    RoomMention.objects.bulk_create(
        RoomMention(
            article=article,
            room=rooms.get(place),
            place_name=place,
            start=mention.spans[0].start,
            end=mention.spans[0].end,
        )
        for place, mention in mentions.items()
    )
