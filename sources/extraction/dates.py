"""Dates: weekdays, months, "two days ago", "overnight", in Gregorian, Kurdish and Hijri names."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from sources.extraction.calendars import hijri_month, hijri_year_of, kurdish_month
from sources.extraction.patterns import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.extraction.document import Document
    from sources.extraction.language import Ago

Precision = Literal["day", "week", "month", "year"]
Kind = Literal["fixed", "relative", "same_day", "next_day", "since_event"]

_ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?![\d/-])")
# Sorani joins the parts with the izafe: 17ی 10ی 2016, 13ی مانگی 12ی 2024
_JOINED = re.compile(r"(?<![\w/.-])(\d{1,2}) ?ي ?(?:\w+ )?(\d{1,2}) ?ي ?(\d{4})(?!\d)")
# "on 18/8": a day and a month alone count only behind a word for "day" or a weekday
_SHORT = re.compile(r"(?<![\w/.-])(\d{1,2}) ?[/-] ?(\d{1,2})(?![\d/.-])")
_YEAR = re.compile(r"(?<![\w,.])((?:19|20)\d\d)(?![\w%]|[.,]\d)")
_DAY_BEFORE = re.compile(r"(?<![\w.,])(\d{1,2})(?:st|nd|rd|th)?(?: of| من شهر| من|ي|ى)?[ /-]?\Z")
_SINCE_DAY = re.compile(r"(?<![\w.,/-])(\d{1,2})(?:st|nd|rd|th)?ي? ?(?:-|–|to|له ?سهر|الي|علي) ?\Z")
_DAY_AFTER = re.compile(r"[ ,/-]{0,2}(\d{1,2})(?:st|nd|rd|th)?(?![\w]|[.,:]\d)")
_YEAR_AFTER = re.compile(r"ي?[ ,/(]{0,3}(?:\w{2,4} )?((?:19|20)\d\d)(?!\d)")
# 2723 in the Kurdish and 1402 in the Iranian count are the year that began at Newroz 2023.
_SOLAR_YEAR_AFTER = re.compile(r"ي?[ ,/(]{0,3}(?:\w{2,4} )?((?:19|20)\d\d|1[34]\d\d|2[67]\d\d)(?!\d)")
_KURDISH_ERA, _IRANIAN_ERA = 700, -621
_OF = {"of", "من", "من شهر", "ي"}
_WEEK_GAP = 25
_ORDINAL_REACH = 32


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at ``[start, end)``: the days ``first`` to ``last``, both included.

    ``kind`` same_day and next_day take their day from the event told before; ``since_event`` is a
    shift in days from it (``shift``); those three have no days of their own until then.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    rule: str
    kind: Kind = "fixed"
    shift: int = 0


def find_dates(document: Document) -> list[DateMention]:
    """Return the dates of an article in order, each resolved as far as it can be."""
    found = [*_absolute(document), *_relative(document)]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[DateMention] = []
    for item in found:
        if kept and item.start < kept[-1].end:
            if item.end - item.start > kept[-1].end - kept[-1].start:
                kept[-1] = item
            continue
        kept.append(item)
    return _join(kept, document)


def _absolute(document: Document) -> Iterator[DateMention]:
    text, published = document.text, document.published
    for match in _ISO.finditer(text):
        yield from _day(match, (1, 2, 3), "date.iso")
    for match in _SLASHED.finditer(text):
        groups = (1, 3, 4) if len(match.group(1)) == 4 else (4, 3, 1)
        if len(match.group(groups[0])) == 4:
            yield from _day(match, groups, "date.digits")
    for match in _JOINED.finditer(text):
        yield from _day(match, (3, 2, 1), "date.digits")
    for match in _SHORT.finditer(text):
        yield from _day_and_month(document, match)
    for hit in document.find(document.grammar.months):
        yield from _with_month(document, hit)
    if published is None:
        years: set[int] = set()
    else:
        years = set(range(1990, published.year + 1))
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        if year in years:
            yield DateMention(
                match.start(), match.end(), date(year, 1, 1), date(year, 12, 31), "year", "date.year"
            )


def _day(match: re.Match[str], groups: tuple[int, int, int], rule: str) -> Iterator[DateMention]:
    year, month, day = (int(match.group(group)) for group in groups)
    if month > 12 >= day:
        month, day = day, month
    try:
        value = date(year, month, day)
    except ValueError:
        return
    yield DateMention(match.start(), match.end(), value, value, "day", rule)


def _day_and_month(document: Document, match: re.Match[str]) -> Iterator[DateMention]:
    """Read "on the day 18/8" as the latest 18 August that is no later than publication."""
    grammar, published = document.grammar, document.published
    window = max(0, match.start() - 20)
    words = [
        hit.end
        for matcher in (grammar.day_before, grammar.weekdays)
        for hit in matcher.find(document.text, window, match.start())
    ]
    if published is None or not any(match.start() - end <= 2 for end in words):
        return
    day, month = int(match.group(1)), int(match.group(2))
    for year in (published.year, published.year - 1):
        try:
            value = date(year, month, day)
        except ValueError:
            return
        if value <= published + timedelta(days=1):
            yield DateMention(match.start(), match.end(), value, value, "day", "date.digits")
            return


def _with_month(document: Document, hit: Found[tuple[str, int]]) -> Iterator[DateMention]:
    """Read "12 May 2021", "May 12", "12 أيار", "May"."""
    text = document.text
    start, end = hit.start, hit.end
    system, month = hit.value
    day: int | None = None
    before = _DAY_BEFORE.search(text, max(0, start - 14), start)
    if before is not None:
        day, start = int(before.group(1)), before.start(1)
    elif (ordinal := _ordinal_before(document, start)) is not None:
        day, start = ordinal.value, ordinal.start
    else:
        after = _DAY_AFTER.match(text, end)
        if after is not None:
            day, end = int(after.group(1)), after.end()
    year: int | None = None
    tail = (_YEAR_AFTER if system != "kurdish" else _SOLAR_YEAR_AFTER).match(text, end)
    if tail is not None:
        year, end = int(tail.group(1)), tail.end()
    elif day is None and _is_plain_word(document, hit):
        return
    span = _month_range(system, month, year, document.published)
    if span is None:
        return
    first, last = span
    if day is not None:
        if day < 1 or day > (last - first).days + 1:
            return
        value = first + timedelta(days=day - 1)
        if year is None and document.published and value > document.published + timedelta(days=1):
            span = _month_range(system, month, (first.year - 1), document.published)
            if span is None or day > (span[1] - span[0]).days + 1:
                return
            value = span[0] + timedelta(days=day - 1)
        opened, opening = _opening_day(document, start, value)
        yield DateMention(
            opened, end, opening, value, "day", "date.day_month" if opened == start else "date.days_month"
        )
    else:
        yield DateMention(start, end, first, last, "month", "date.month")


def _opening_day(document: Document, start: int, value: date) -> tuple[int, date]:
    """Return where a date begins and its first day: the 15th for the 16th of "the night of 15-16 January"."""
    since = _SINCE_DAY.search(document.text, max(0, start - 14), start)
    if since is None or not 0 < int(since.group(1)) < value.day:
        return start, value
    return since.start(1), value - timedelta(days=value.day - int(since.group(1)))


def _ordinal_before(document: Document, position: int) -> Found[int] | None:
    """Return the day named in words right before a month: "the third of", الثالث من."""
    for hit in reversed(document.find(document.grammar.ordinals)):
        if hit.end > position:
            continue
        gap = document.text[hit.end : position].strip()
        return hit if position - hit.start <= _ORDINAL_REACH and (not gap or gap in _OF) else None
    return None


def _is_plain_word(document: Document, hit: Found[tuple[str, int]]) -> bool:
    """Tell whether "may" or "march" is a common word here: in Latin script months have a capital."""
    written = document.original(hit.start, hit.end)
    if not written.isascii():
        return False
    if not written[:1].isupper():
        return True
    starts_sentence = document.sentence_at(hit.start).start == hit.start
    return starts_sentence and len(written) <= 5


def _month_range(
    system: str, month: int, year: int | None, published: date | None
) -> tuple[date, date] | None:
    """Return the first and last day of a month: of that year, else the latest that has begun."""
    if year is None and published is None:
        return None
    if year is not None and not 1900 <= year <= 2200 and system != "kurdish":
        return None
    if system == "gregorian":
        if year is None and published is not None:
            year = published.year - (month > published.month)
        assert year is not None  # noqa: S101 - one of the two is given, see above
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if system == "kurdish" and year is not None and not 1900 <= year <= 2200:
        return kurdish_month(year - (_KURDISH_ERA if year > 2200 else _IRANIAN_ERA), month)
    anchor = date(year, 6, 30) if year is not None else published
    assert anchor is not None  # noqa: S101 - likewise
    if system == "kurdish":
        spans = [kurdish_month(anchor.year - back, month) for back in (0, 1)]
    else:
        spans = [hijri_month(hijri_year_of(anchor) - back, month) for back in (0, 1)]
    return next((span for span in spans if span[0] <= anchor), spans[-1])


def _relative(document: Document) -> Iterator[DateMention]:
    text, grammar, published = document.text, document.grammar, document.published
    for hit in document.find(grammar.same_day):
        yield DateMention(hit.start, hit.end, None, None, "day", "date.same_day", "same_day")
    for hit in document.find(grammar.next_day):
        yield DateMention(hit.start, hit.end, None, None, "day", "date.next_day", "next_day")
    if published is None:
        return
    day = timedelta(days=1)
    for word in document.find(grammar.weekdays):
        if _has_capital_if_latin(document, word.start, word.end):
            value = published - timedelta(days=(published.weekday() - word.value) % 7)
            yield DateMention(word.start, word.end, value, value, "day", "date.weekday", "relative")
    for relative in document.find(grammar.relative_dates):
        item = relative.value
        first, last = shift_units(published, item.start, item.end, item.unit)
        day_of_month = _DAY_BEFORE.search(text, max(0, relative.start - 8), relative.start)
        if item.unit == "month" and day_of_month is not None and 0 < int(day_of_month.group(1)) <= last.day:
            value = first.replace(day=int(day_of_month.group(1)))
            yield DateMention(
                day_of_month.start(1), relative.end, value, value, "day", "date.day_of_month", "relative"
            )
            continue
        yield DateMention(
            relative.start, relative.end, first, last, item.unit, f"date.relative_{item.unit}", "relative"
        )
    for hit in document.find(grammar.last_night):
        yield DateMention(
            hit.start, hit.end, published - day, published - day, "day", "date.last_night", "relative"
        )
    for hit in document.find(grammar.overnight):
        last = _weekday_in(document, hit.start, hit.end, published) or published
        yield DateMention(hit.start, hit.end, last - day, last, "day", "date.overnight", "relative")
    for ago in document.find(grammar.ago):
        yield from _ago(document, ago, published)


def _weekday_in(document: Document, start: int, end: int, published: date) -> date | None:
    """Return the later day of "the night from Saturday to Sunday"."""
    named = document.grammar.weekdays.find(document.text, start, end)
    if named and document.grammar.relative_dates.find(document.text, named[-1].end, end):
        return None  # "the night from Monday to today"
    return published - timedelta(days=(published.weekday() - named[-1].value) % 7) if named else None


def _ago(document: Document, ago: Found[Ago], published: date) -> Iterator[DateMention]:
    item = ago.value
    count = item.count or _number_in(document, ago.start, ago.end)
    if count is None or count > 500:
        return
    if item.since_event:
        days = count * {"day": 1, "week": 7, "month": 30, "year": 365}[item.unit]
        precision: Precision = "day" if item.unit == "day" else item.unit
        yield DateMention(
            ago.start, ago.end, None, None, precision, "date.before_event", "since_event", -days
        )
        return
    if item.unit == "day":
        value = published - timedelta(days=count)
        yield DateMention(ago.start, ago.end, value, value, "day", "date.ago", "relative")
        return
    first, last = shift_units(published, -count, -count, item.unit)
    yield DateMention(ago.start, ago.end, first, last, item.unit, "date.ago", "relative")


def _number_in(document: Document, start: int, end: int) -> int | None:
    index = bisect_left(document.numbers, start, key=lambda number: number.core)
    found = document.numbers[index] if index < len(document.numbers) else None
    return found.value if found is not None and found.core < end else None


def _has_capital_if_latin(document: Document, start: int, end: int) -> bool:
    """Tell "Sun" from "sun": weekday names in Latin script have a capital."""
    written = document.original(start, end)
    return not written.isascii() or written[:1].isupper()


def shift_units(
    day: date, start: int, end: int, unit: Literal["day", "week", "month", "year"]
) -> tuple[date, date]:
    """Return the range from ``start`` to ``end`` units away; weeks begin on Monday."""
    if unit == "day":
        return day + timedelta(days=start), day + timedelta(days=end)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday + timedelta(weeks=start), monday + timedelta(weeks=end, days=6)
    if unit == "month":
        first, last = _add_months(day, start), _add_months(day, end)
        return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return date(max(day.year + start, 1), 1, 1), date(max(day.year + end, 1), 12, 31)


def _add_months(day: date, months: int) -> date:
    index = max(day.year * 12 + day.month - 1 + months, 12)
    return date(index // 12, index % 12 + 1, 1)


def _join(dates: list[DateMention], document: Document) -> list[DateMention]:
    """Read neighbours together: "Tuesday, 7 December", "Saturday and Sunday", "Friday last week"."""
    joined: list[DateMention] = []
    for item in dates:
        previous = joined[-1] if joined else None
        merged = _merge(previous, item, document) if previous is not None else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(item)
    return joined


def _merge(left: DateMention, right: DateMention, document: Document) -> DateMention | None:  # noqa: PLR0911 - a chain of guards
    gap = document.text[left.end : right.start]
    if len(gap) > _WEEK_GAP or "\n" in gap:
        return None
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return None
    twin = _twin_month(left, right, gap)
    if twin is not None:
        return twin
    weekday_left, weekday_right = left.rule == "date.weekday", right.rule == "date.weekday"
    short = len(gap) <= 12
    for weekday, other in ((left, right), (right, left)):
        if weekday.rule != "date.weekday":
            continue
        if short and other.rule in {"date.day_month", "date.iso", "date.digits"}:
            return replace(other, start=left.start, end=right.end)
        if other.rule == "date.relative_week" and short and weekday.first is not None:
            first = other.first + timedelta(days=weekday.first.weekday()) if other.first else None
            return replace(weekday, start=left.start, end=right.end, first=first, last=first)
        if short and other.rule in {"date.relative_day", "date.last_night"} and other.first == other.last:
            # "Today, Thursday" in a report dated Friday was written on Thursday: the weekday holds.
            same = other.first == weekday.first or other.rule == "date.last_night"
            return replace(other if same else weekday, start=left.start, end=right.end)
    if weekday_left and weekday_right and _is_joint(gap, document) and left.first <= right.last:
        return replace(left, end=right.end, last=right.last, rule="date.weekdays")
    return None


def _twin_month(left: DateMention, right: DateMention, gap: str) -> DateMention | None:
    """Read one month given under two names: "12 أيار/مايو 2020"; the year stands after the second."""
    months = {"date.month", "date.day_month"}
    if left.rule not in months or right.rule != "date.month" or gap.strip() not in {"", "/", "-"}:
        return None
    if left.first is None or right.first is None or left.first.month != right.first.month:
        return None
    if left.rule == "date.month":
        return replace(right, start=left.start)
    try:
        day = left.first.replace(year=right.first.year)
    except ValueError:
        return None
    return replace(left, end=right.end, first=day, last=day)


def _is_joint(gap: str, document: Document) -> bool:
    words = gap.strip()
    hits = document.grammar.conjunctions.find(gap)
    return bool(hits) and hits[0].end - hits[0].start >= len(words) - 4
