"""When an article says that it was published: headers and metadata to a moment. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from email.utils import parsedate_to_datetime
from itertools import product
from typing import Any, Final

from sources.extraction.normalise import normalise_name

_FORMATS: Final = tuple(
    " ".join(parts).strip()
    for parts in product(
        ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%d.%m.%Y"),
        ("", "%H:%M", "%H:%M:%S", "%I:%M %p"),
    )
)
_JSON_LD: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_META: Final = (
    ("property", "article:published_time"),
    ("property", "og:article:published_time"),
    ("property", "og:published_time"),
    ("itemprop", "datePublished"),
    ("name", "parsely-pub-date"),
    ("name", "article:published_time"),
    ("name", "publish-date"),
    ("name", "pubdate"),
    ("name", "dc.date.issued"),
    ("name", "date"),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with its time zone; ``has_time`` is false where only the day is known (then midnight)."""

    at: datetime
    has_time: bool


def parse_moment(text: str, zone: tzinfo) -> Moment | None:
    """Read ISO 8601, RFC 2822 and the usual written forms; None for anything else.

    A moment without a time zone is one in ``zone``. A date like 03/04/2021 is none: nobody can tell
    the day from the month.
    """
    text = " ".join(text.split())
    for moment in _readings(text):
        has_time = bool(re.search(r"\d[T ]?\d\d:\d\d|\b\d{1,2}:\d\d", text))
        if not has_time:
            return day(moment, zone)
        return Moment(moment if moment.tzinfo else moment.replace(tzinfo=zone), has_time=True)
    return None


def day(date: datetime, zone: tzinfo) -> Moment:
    """Return a day whose time is unknown."""
    return Moment(datetime.combine(date.date(), time(0), zone), has_time=False)


def _readings(text: str) -> Iterator[datetime]:
    digits = normalise_name(text) if not text.isascii() else text
    with suppress(ValueError):
        yield datetime.fromisoformat(digits.upper().replace(" UTC", "Z"))
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        yield parsedate_to_datetime(digits)
    plain = digits.replace(",", "").replace(" at ", " ")
    for form in _FORMATS:
        try:
            yield datetime.strptime(plain, form)  # noqa: DTZ007 - parse_moment gives it its zone
        except ValueError:
            continue


def stated_in_page(tree: Any, zone: tzinfo) -> Moment | None:
    """Return the publication that a page's own metadata states; ``tree`` is its lxml element."""
    for stated in _stated(tree):
        moment = parse_moment(stated, zone)
        if moment and moment.at.year > 1990:
            return moment
    return None


def _stated(tree: Any) -> Iterator[str]:
    for attribute, name in _META:
        for element in tree.xpath(f'//*[@{attribute}="{name}"]')[:3]:
            yield element.get("content") or element.get("datetime") or ""
    for script in tree.xpath('//script[@type="application/ld+json"]')[:20]:
        match = _JSON_LD.search(script.text or "")
        if match:
            yield match[1]


def utc(parts: Any) -> datetime | None:
    """Turn feedparser's nine numbers, in UTC, into a moment; None where they are none."""
    try:
        year, month, day_, hour, minute, second = parts[:6]
        return datetime(year, month, day_, hour, minute, second, tzinfo=UTC)
    except (ValueError, TypeError):
        return None
