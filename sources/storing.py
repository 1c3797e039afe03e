"""Store what arrived, once: the article where it is new, and in any case what became of it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from sources.addresses import host_of
from sources.duplicates import content_hash, nearest, sketch
from sources.enums import ArticleState, IntakeState, Language, SourceKind
from sources.models import Article, Intake, Source
from sources.signals import article_ready
from sources.text import ArticleText

NEAR_DAYS: Final = 7
_NEAR_AT_MOST: Final = 50
NO_DATE: Final = "no date in the article: relative dates can't be worked out"


@dataclass(frozen=True, slots=True)
class Original:
    """What arrived, as bytes, and its media type."""

    data: bytes
    media_type: str


def store_article(
    source: Source,
    parsed: ArticleText,
    original: Original,
    intake: Intake,
    *,
    announce: bool = True,
) -> Intake:
    """Store the article unless it is known, and write into ``intake`` what became of it.

    Known is what has the same address, or the same text at the same source. The same text at another
    source becomes an article of its own, marked as a duplicate and not extracted; a nearly identical
    one is marked and extracted, since its figures may differ. New articles are announced by
    ``article_ready``, unless the caller extracts them itself. Safe against two workers at once.
    """
    for last in (False, True):
        try:
            with transaction.atomic():
                return _store(source, parsed, original, intake, announce=announce)
        except IntegrityError:
            # Another worker stored it between our look and our insert: the second look finds it.
            if last:
                raise
    raise AssertionError("unreachable")


def _store(
    source: Source, parsed: ArticleText, original: Original, intake: Intake, *, announce: bool
) -> Intake:
    digest = content_hash(parsed.text)
    _lock(digest)
    known = Article.objects.filter(url=parsed.address).first() if parsed.address else None
    if known:
        same = (
            "the same address" if known.content_hash == digest else "its address; the text has changed since"
        )
        return _close(intake, known, IntakeState.DUPLICATE, [f"already stored, {same}"])
    known = Article.objects.filter(source=source, content_hash=digest).first()
    if known:
        return _close(intake, known, IntakeState.DUPLICATE, ["already stored, the same text"])
    notes = list(parsed.notes)
    if parsed.published is None:
        notes.append(NO_DATE)
    copied, copy_note = _copied_from(parsed.text, digest)
    if copy_note:
        notes.append(copy_note)
    exact = copied is not None and copied.content_hash == digest
    article = Article.objects.create(
        source=source,
        url=parsed.address,
        title=parsed.title,
        author=parsed.author,
        published_at=parsed.published,
        published_has_time=parsed.has_time,
        language=parsed.language,
        text=parsed.text,
        content_hash=digest,
        sketch=sketch(parsed.text),
        original=zlib.compress(original.data),
        original_type=original.media_type[:100],
        duplicate_of=copied,
        state=ArticleState.DUPLICATE if exact else ArticleState.WAITING,
    )
    if announce and not exact:
        article_ready.send(sender=Article, article_id=article.pk)
    return _close(intake, article, IntakeState.STORED, notes)


def _lock(digest: str) -> None:
    """Let one text be stored by one worker at a time, so that the second sees the first's article."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _copied_from(text: str, digest: str) -> tuple[Article | None, str]:
    same = Article.objects.filter(content_hash=digest).select_related("source", "duplicate_of").order_by("pk")
    first = same.first()
    if first:
        return first.duplicate_of or first, f"the same text as {first.source} carried: not extracted again"
    since = timezone.now() - timedelta(days=NEAR_DAYS)
    likely = Article.objects.filter(
        fetched_at__gte=since, duplicate_of=None, sketch__overlap=sketch(text)
    ).order_by("-pk")
    found = nearest(text, likely.values_list("pk", "text")[:_NEAR_AT_MOST])
    if found is None:
        return None, ""
    near = Article.objects.select_related("source").get(pk=found[0])
    return near, f"nearly the same text as {near.source} carried ({found[1]:.0%} of its word sequences)"


def _close(intake: Intake, article: Article, state: IntakeState, notes: list[str]) -> Intake:
    intake.article = article
    intake.state = state
    intake.retry = False
    reason = "; ".join(notes)
    intake.reason = f"{reason[:1].upper()}{reason[1:]}." if reason else ""
    intake.save()
    return intake


def outlet_of(parsed: ArticleText, arrived_at: Source) -> Source:
    """Return whose article it is: the outlet that the file names, else the one at its address' host.

    An outlet that is named and not known becomes a source that is not read automatically.
    """
    if parsed.outlet:
        known = Source.objects.filter(name__iexact=parsed.outlet).first()
        return known or Source.objects.get_or_create(name=parsed.outlet)[0]
    host = host_of(parsed.address)
    if host:
        for source in Source.objects.filter(homepage__icontains=host).exclude(kind=SourceKind.INBOX):
            if host_of(source.homepage) == host:
                return source
    return arrived_at


def with_source_language(parsed: ArticleText, source: Source) -> ArticleText:
    """Return the article in the source's own language where its text alone does not tell."""
    if parsed.language == Language.OTHER and source.language:
        return replace(parsed, language=Language(source.language))
    return parsed
