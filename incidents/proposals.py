"""Facts to proposed reports and claims: what the extractor says, waiting for a person to decide."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F, Max, Q, QuerySet

from incidents.enums import Coder, ReportState
from incidents.lexicon import current_lexicon
from incidents.matching import LEAST_SCORE, account_of_claims, account_of_incident
from incidents.models import Claim, JointOperationRoom, Report, ReportGroup, RoomMention
from incidents.models.report import OUTLINE
from incidents.outline import write_outline
from sources.enums import ArticleState
from sources.extraction.assemble import extract
from sources.extraction.facts import FactClaim, Facts, IncidentFacts
from sources.extraction.similarity import compare
from sources.models import Article

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
# Two readings of an article tell of the same incident where this part of the shorter evidence is in both.
SAME_WORDS = 0.5


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
    except OperationalError:
        raise  # the database's trouble, not the article's: it waits, and is taken up again
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


def store_facts(article: Article, facts: Facts, own: Report | None = None) -> list[Report]:
    """Write an article's proposals, groups and room mentions; the caller holds the transaction.

    Of an article that was extracted before, what the desk has decided stays and is not proposed again;
    what waits is replaced. ``own`` is a report that an editor entered by this article's address: what
    the article tells of its incident becomes its claims.
    """
    drop_waiting(article)
    told = told_already(article, facts)
    filled = _own_account(article, facts, own, set(told)) if own else None
    if own and filled is not None:
        told[filled] = own
    first = _next_number(article.reports.all())
    fresh = [i for i in range(len(facts.incidents)) if i not in told]
    new = [
        Report(
            article=article,
            ordinal=first + number,
            main=facts.incidents[i].main,
            confidence=facts.incidents[i].confidence,
            evidence=_evidence(facts.incidents[i]),
        )
        for number, i in enumerate(fresh)
    ]
    by_index = {**told, **dict(zip(fresh, new, strict=True))}
    reports = [by_index[i] for i in range(len(facts.incidents))]
    claims: list[Claim] = []
    for i in [*fresh, *([] if filled is None else [filled])]:
        said = _claims(article, facts.incidents[i].claims, report=reports[i])
        write_outline(reports[i], said, article.fetched_at)
        claims += said
    Report.objects.bulk_create(new)
    if own and filled is not None:
        own.evidence = _evidence(facts.incidents[filled])
        own.save(update_fields=["evidence", *OUTLINE])
    claims += _store_groups(article, facts, reports)
    Claim.objects.bulk_create(claims)
    _store_mentions(article, facts)
    article.state = ArticleState.EXTRACTED
    article.error = ""
    article.save(update_fields=["state", "error"])
    return reports


def _evidence(incident: IncidentFacts) -> list[list[int]]:
    return [[span.start, span.end] for span in incident.evidence]


def _next_number(rows: QuerySet[Any]) -> int:
    highest: int | None = rows.aggregate(n=Max("ordinal"))["n"]
    return 0 if highest is None else highest + 1


def drop_waiting(article: Article) -> None:
    """Delete an article's proposals that nobody has decided, to make room for what it is read to say now."""
    for group in ReportGroup.objects.filter(article=article):
        if not group.reports.exclude(state=ReportState.PROPOSED).exists():
            group.claims.all().delete()
            group.delete()
    waiting = article.reports.filter(state=ReportState.PROPOSED)
    Claim.objects.filter(report__in=waiting).delete()
    waiting.delete()
    RoomMention.objects.filter(article=article).delete()


def told_already(article: Article, facts: Facts) -> dict[int, Report]:
    """Return which of an article's accounts the desk has decided: those that rest on the same words."""
    found: dict[int, Report] = {}
    for report in article.reports.order_by("ordinal"):
        shared = [_shared(report.evidence, _evidence(incident)) for incident in facts.incidents]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        if best is not None and shared[best] >= SAME_WORDS and best not in found:
            found[best] = report
    return found


def _shared(one: list[list[int]], other: list[list[int]]) -> float:
    """Return the part of the shorter evidence that lies in both."""
    first, second = ({at for start, end in spans for at in range(start, end)} for spans in (one, other))
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _own_account(article: Article, facts: Facts, own: Report, taken: set[int]) -> int | None:
    """Return which of an article's accounts is the one that an editor's own report stands for."""
    if own.incident is None or own.claims.exists():
        return None
    incident = account_of_incident(own.incident)
    scores = {
        i: compare(account_of_claims(_claims(article, told.claims)), incident).score
        for i, told in enumerate(facts.incidents)
        if i not in taken
    }
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= LEAST_SCORE else None


def _store_groups(article: Article, facts: Facts, reports: list[Report]) -> list[Claim]:
    kept = ReportGroup.objects.filter(article=article).prefetch_related("reports")
    known = [{report.pk for report in group.reports.all()} for group in kept]
    number = _next_number(kept)
    claims: list[Claim] = []
    for told in facts.groups:
        members = [reports[i] for i in told.incidents]
        if {report.pk for report in members} in known:
            continue
        group = ReportGroup.objects.create(article=article, ordinal=number)
        number += 1
        group.reports.set(members)
        claims += _claims(article, told.claims, group=group)
    return claims


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
