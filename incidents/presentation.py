"""Values as people read them: dates by precision, ranges, digits of the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from incidents.enums import DatePrecision
from incidents.month_names import MONTHS, SHORT_MONTHS

# Only these may become links: anything else in an address from the world would be a script's.
WEB_SCHEMES: Final = ("http://", "https://")
DIGITS: Final = {"ar": "٠١٢٣٤٥٦٧٨٩", "ckb": "٠١٢٣٤٥٦٧٨٩"}


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def page_digits() -> str:
    """Return the ten digits of the page's language."""
    return DIGITS.get(_language(), "0123456789")


def page_months(*, short: bool = False) -> list[str]:
    """Return the names of the twelve months in the page's language, abbreviated where that is usual."""
    return [capfirst(str(name)) for name in (SHORT_MONTHS if short else MONTHS)]


def localise_digits(text: str) -> str:
    """Return the text with its ASCII digits written as the page's language writes them."""
    digits = page_digits()
    return text.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


def format_count(value: int) -> str:
    """Return a whole number with grouped thousands."""
    separator = "," if page_digits().isascii() else "٬"
    return localise_digits(f"{value:,}".replace(",", separator))


def format_range(low: int | None, best: int | None, high: int | None) -> str:
    """Return casualties in words: "7", "7–10", "at least 5", "up to 9", or "not reported"."""
    known = [value for value in (low, best, high) if value is not None]
    if not known:
        return _("not reported")
    if high is None and best is None:
        return _("at least %(number)s") % {"number": format_count(known[0])}
    if low is None and best is None:
        return _("up to %(number)s") % {"number": format_count(known[0])}
    if min(known) == max(known):
        return format_count(known[0])
    return f"{format_count(min(known))}–{format_count(max(known))}"  # a range takes an en dash


def _day(value: date, *, month: bool = True, year: bool = True) -> str:
    parts = [localise_digits(str(value.day))]
    if month:
        parts.append(page_months()[value.month - 1])
    if year:
        parts.append(localise_digits(str(value.year)))
    return " ".join(parts)


def _month(value: date) -> str:
    return f"{page_months()[value.month - 1]} {localise_digits(str(value.year))}"


def _is_whole_month(start: date, end: date) -> bool:
    return (
        start.day == 1 and (end + timedelta(days=1)).day == 1 and start.replace(day=1) == end.replace(day=1)
    )


def format_date(start: date, end: date, precision: str) -> str:
    """Return the date no more exactly than it is known: "1 May 2021", "16–17 October 2017", "May 2021"."""
    if precision == DatePrecision.YEAR and start.year == end.year:
        return localise_digits(str(start.year))
    if precision == DatePrecision.MONTH and _is_whole_month(start, end):
        return _month(start)
    if precision == DatePrecision.MONTH:
        return f"{_month(start)} – {_month(end)}" if _month(start) != _month(end) else _month(start)
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{_day(start, month=False, year=False)}–{_day(end)}"
    return f"{_day(start, year=start.year != end.year)} – {_day(end)}"


def format_moment(moment: datetime) -> str:
    """Return a point in time to the minute, in UTC as the API gives it: "3 December 2021, 14:05 UTC"."""
    there = moment.astimezone(UTC)
    return _("%(day)s, %(time)s UTC") % {
        "day": _day(there.date()),
        "time": localise_digits(there.strftime("%H:%M")),
    }


def iso_range(start: date, end: date) -> str:
    """Return an ISO 8601 date or interval."""
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def count_sources(count: int) -> str:
    """Return "1 source" or "3 sources"."""
    return ngettext("%(count)s source", "%(count)s sources", count) % {"count": format_count(count)}


def safe_url(url: str) -> str:
    """Return the address if it is one of the web, else nothing."""
    return url if url.startswith(WEB_SCHEMES) else ""


def join_words(parts: Iterable[str]) -> str:
    """Return a list in words, with the comma of the page's language."""
    return pgettext("between the words of a list", ", ").join(parts)
