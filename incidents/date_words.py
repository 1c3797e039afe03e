"""Dates as people say them, read by the extractor's own reader: "yesterday", "in May 2021", "أيار 2021"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.extraction.dates import DateMention, find_dates
from sources.extraction.document import Document
from sources.extraction.grammar import get_grammar
from sources.extraction.lexicon import Lexicon, LexiconEntries
from sources.extraction.normalise import fold_pattern, normalise

LANGUAGES: Final = ("en", "ar", "ckb")
LONGEST: Final = 60
# What may stand around a date without being part of it: "in", "on the", يوم, لە.
MOST_AROUND: Final = 6
# "Last" beside a day, before it or behind it; Sorani joins the two with ی.
_PAST_DAYS: Final = tuple(
    re.compile(fold_pattern(pattern))
    for pattern in (
        r"(?:on )?(?:last|past|previous) (?P<day>.+)",
        r"(?P<day>.+) (?:ال)?(?:ماضي|منصرم|فائت|سابق|أخير)ة?",
        r"(?P<day>.+) (?:ڕابردوو?|رابردوو?|پێشوو?)(?:دا)?",
        r"(?P<day>.+)ی (?:ڕابردوو?|رابردوو?|پێشوو?)(?:دا)?",
    )
)
_NO_NAMES: Final = Lexicon(LexiconEntries((), ()))


class Days(NamedTuple):
    """First and last day, both included, and how exactly they are known."""

    first: date
    last: date
    precision: str


def read_days(text: str, today: date) -> Days:
    """Return the days that a text names, seen from ``today``; a month without a year is the latest one.

    Understands what the extractor does in English, Arabic and Central Kurdish: dates in digits, names
    of months and weekdays, "two days ago", "last week". Raises ValidationError for anything else.
    """
    cleaned = " ".join(text.split())
    if (day := _last_weekday(cleaned, today)) is not None:
        return Days(day, day, "day")
    found = [mention for language in LANGUAGES for mention in _mentions(cleaned, language, today)]
    best = max(found, key=lambda mention: mention.end - mention.start, default=None)
    if best is None or best.first is None or best.last is None:
        raise _unreadable(text)
    return Days(best.first, best.last, best.precision)


def _last_weekday(cleaned: str, today: date) -> date | None:
    """Return the day of "last Friday", الجمعة الماضية, هەینی ڕابردوو: never today itself."""
    folded = normalise(cleaned).text.strip().lower()
    for pattern in _PAST_DAYS:
        if (match := pattern.fullmatch(folded)) is None:
            continue
        days = {
            mention.first
            for language in LANGUAGES
            for mention in _mentions(match["day"], language, today)
            if mention.rule == "date.weekday"
        }
        if len(days) == 1 and (day := days.pop()) is not None:
            return day - timedelta(days=7) if day == today else day
    return None


def _mentions(cleaned: str, language: str, today: date) -> list[DateMention]:
    if not cleaned or len(cleaned) > LONGEST:
        return []
    # Names of days and months count only with a capital, as they are written in articles.
    written = " ".join(word[:1].upper() + word[1:] for word in cleaned.split())
    document = Document("", written, today, get_grammar(language), _NO_NAMES)
    whole = document.text[document.title_end :].strip()
    return [m for m in find_dates(document) if m.first and _covers(m, document, whole)]


def _covers(mention: DateMention, document: Document, whole: str) -> bool:
    around = whole.replace(document.text[mention.start : mention.end], "", 1).replace(" ", "")
    return len(around) <= MOST_AROUND and not any(letter.isdigit() for letter in around)


def _unreadable(text: str) -> ValidationError:
    return ValidationError(
        _("“%(text)s” is no date: write it as 2021-05-03, 3 May 2021, May 2021, yesterday, last Friday.")
        % {"text": text.strip()[:LONGEST]}
    )
