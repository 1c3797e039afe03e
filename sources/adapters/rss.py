"""RSS and Atom feeds: the list of entries comes from the feed, each article from its page."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils import timezone
from feedparser.api import parse

from sources import http
from sources.adapters.base import Adapter, Entry
from sources.addresses import MAX_LENGTH, tidy_address
from sources.enums import IntakeState
from sources.errors import ReadingError, SourceError, TextError
from sources.intake import Arrival
from sources.models import Article, Intake, Source
from sources.pages import read_address
from sources.published import Moment, utc
from sources.storing import Original
from sources.text import MAX_TITLE, ArticleText, clean_line, from_page
from sources.webpage import read_page

MAX_ENTRIES: Final = 500
MIN_OWN_TEXT: Final = 400  # characters of text in the feed itself that make an article


@dataclass(frozen=True, slots=True)
class FeedEntry(Entry):
    """An entry of a feed; ``address`` is empty where it has none, ``content`` is its own HTML."""

    address: str
    title: str
    published: Moment | None
    content: str


def parse_feed(page: http.Page) -> list[FeedEntry]:
    """Return a feed's entries, the oldest first. Raises SourceError for what is no feed."""
    headers = {"content-location": page.url, "content-type": f"{page.content_type}; charset={page.charset}"}
    if not page.charset:
        headers["content-type"] = page.content_type
    try:
        feed: Any = parse(io.BytesIO(page.body), response_headers=headers)  # type: ignore[no-untyped-call]
    except Exception as error:  # hostile mark-up reaches every corner of the parser
        raise SourceError(
            f"{page.url}: the feed can't be parsed ({type(error).__name__}).", permanent=True
        ) from error
    if not feed.get("version") and not feed.entries:
        raise SourceError(f"{page.url}: {_what_instead(page.body, feed)}.", permanent=True)
    found = [_entry(entry) for entry in feed.entries[:MAX_ENTRIES]]
    unique = {entry.reference: entry for entry in reversed(found) if entry.reference}
    return list(unique.values())


def _what_instead(body: bytes, feed: Any) -> str:
    if not body.strip():
        return "this is no feed: it is empty"
    if b"<html" in body[:2000].lower() or b"<!doctype html" in body[:2000].lower():
        return "this is no feed: it is a web page"
    return f"this is no feed: it is no XML of a kind we know ({feed.get('bozo_exception') or 'no entries'})"


def _entry(entry: Any) -> FeedEntry:
    link = str(entry.get("link") or "")
    address = tidy_address(link)
    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    moment = utc(entry.get("published_parsed")) or utc(entry.get("updated_parsed"))
    title = str(entry.get("title") or "")
    reference = address or link or str(entry.get("id") or "") or title
    return FeedEntry(
        clean_line(reference, MAX_LENGTH),
        address,
        clean_line(title, MAX_TITLE),
        Moment(moment, has_time=True) if moment else None,
        max([*contents, str(entry.get("summary") or "")], key=len),
    )


class FeedAdapter(Adapter[FeedEntry]):
    """Reads a feed and the pages it lists; asks for the feed only where it changed."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._page: http.Page | None = None

    def entries(self) -> list[FeedEntry]:
        """Return the entries that are not known yet or are to be read again."""
        page = http.fetch(
            self.source.url,
            accept=http.FEEDS,
            etag=self.source.etag,
            last_modified=self.source.last_modified,
        )
        if page.not_modified:
            return []
        listed = parse_feed(page)
        self._page = page
        known = self._known(listed)
        return [entry for entry in listed if entry.reference not in known and entry.address not in known]

    def _known(self, listed: list[FeedEntry]) -> set[str]:
        references = [entry.reference for entry in listed]
        addresses = [entry.address for entry in listed if entry.address]
        settled = Intake.objects.filter(source=self.source, reference__in=references).exclude(
            state=IntakeState.FAILED, retry=True
        )
        stored = Article.objects.filter(url__in=addresses)
        return {*settled.values_list("reference", flat=True), *stored.values_list("url", flat=True)}

    def read(self, entry: FeedEntry) -> Arrival:
        """Read the entry's page; where that fails, the entry's own text if it is long enough."""
        try:
            if not entry.address:
                raise TextError("The feed's entry has no web address.")
            parsed, original = read_address(entry.address, entry.published)
        except ReadingError as error:
            own = _own_text(entry)
            if own is None:
                raise
            note = f"taken from the feed itself, since its page can't be read ({error})"
            parsed = replace(own, notes=(*own.notes, note), address=entry.address)
            original = Original(entry.content.encode(), "text/html")
        return Arrival(replace(parsed, title=parsed.title or entry.title), original, self.source)

    def finish(self, *, complete: bool) -> None:
        """Remember the feed's state, unless entries have to be read again: then it is fetched whole."""
        if self._page is None:
            return
        etag, modified = (self._page.etag, self._page.last_modified) if complete else ("", "")
        Source.objects.filter(pk=self.source.pk).update(etag=etag, last_modified=modified)


def _own_text(entry: FeedEntry) -> ArticleText | None:
    try:
        page = read_page(entry.content, timezone.get_default_timezone())
        parsed = from_page(replace(page, published=None, title=entry.title), fallback=entry.published)
    except TextError:
        return None
    return parsed if len(parsed.text) >= MIN_OWN_TEXT else None
