"""A language compiled: every group of its patterns as one matcher, once a process."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from sources.extraction.normalise import fold_pattern
from sources.extraction.numbers import NumberFinder
from sources.extraction.patterns import Matcher, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sources.extraction.language import Language, Patterns

T = TypeVar("T")

LANGUAGES = ("en", "ar", "ckb")


class UnknownLanguageError(ValueError):
    """No file in ``languages/`` has this code."""


class Grammar:
    """The matchers of one language; read-only after it is built."""

    def __init__(self, language: Language) -> None:  # noqa: PLR0915 - one line a group of words
        self.language = language
        self.numbers = NumberFinder(language)
        number = self.numbers.source
        self._number = rf"(?:{number})(?:[ -](?:{number})){{0,4}}"
        self.proclitic = _whole(language.proclitics)
        self.enclitic = _whole(language.enclitics)
        self.surname_ending = fold_pattern(language.surname_ending)

        self.weekdays = self._mapped(language.weekdays)
        self.months = self._mapped(
            {
                **{name: ("gregorian", index) for name, index in language.months.items()},
                **{name: ("hijri", index) for name, index in language.hijri_months.items()},
                **{name: ("kurdish", index) for name, index in language.kurdish_months.items()},
            }
        )
        self.ordinals = self._mapped(language.ordinals)
        self.relative_dates = self._items((item.pattern, item) for item in language.relative_dates)
        self.ago = self._items((item.pattern, item) for item in language.ago)
        self.same_day = self._plain(language.same_day)
        self.next_day = self._plain(language.next_day)
        self.overnight = self._plain(language.overnight)
        self.last_night = self._plain(language.last_night)
        self.day_before = self._plain(language.day_before)
        self.not_event_date = self._plain(language.not_event_date_before)

        # Surer words first: "demonstrators were shot dead" outranks "demonstrators".
        tiers: list[list[tuple[str, int]]] = [[], [], []]
        for index, trigger in enumerate(language.triggers):
            tiers[0 if trigger.weight >= 0.8 else 1 if trigger.weight >= 0.6 else 2].append(
                (trigger.pattern, index)
            )
        self.trigger_tiers = [self._items(tier) for tier in tiers]
        self.needs = [_search(item.needs, self._number) for item in language.triggers]
        self.unless = [_search(item.unless, self._number) for item in language.triggers]
        self.references = self._plain(language.references)
        self.cues = self._items((item.pattern, item) for item in language.cues)
        self.clause_breaks = self._plain(language.clause_breaks)

        self.casualties = self._items((item.pattern, item) for item in language.casualty_words)
        self.no_casualties = self._items((item.pattern, item) for item in language.no_casualties)
        self.persons = self._items((item.pattern, item) for item in language.person_nouns)
        self.others = self._plain(language.others)
        self.including = self._plain(language.including)
        self.not_counts_after = self._plain(language.not_counts_after)
        self.not_counts_before = self._plain(language.not_counts_before)
        fillers = (*language.person_adjectives, *language.partitives)
        self.fillers = self._plain(fillers)
        self.partitives = self._plain(language.partitives)
        self.additions_before = self._plain(language.additions_before)
        self.additions_after = self._plain(language.additions_after)
        self.conjunctions = self._plain(language.conjunctions)

        self.actor_words = self._items((item.pattern, item) for item in language.actor_words)
        self.agent_markers = self._plain(language.agent_markers)
        self.target_markers = self._plain(language.target_markers)
        self.speech = self._plain(language.speech_verbs)
        self.complementizers = self._plain(language.complementizers)
        self.source_phrases = self._plain(language.source_phrases)
        self.source_nouns = self._plain(language.source_nouns)
        self.claims = self._plain(language.claims_of_responsibility)
        self.blame = self._plain(language.blame)
        self.claims = self._plain(language.claims_of_responsibility)

        self.place_before = {
            "in": self._plain(language.in_before),
            "near": self._plain(language.near_before),
            "between": self._plain(language.between_before),
            "bearing": self._plain(language.bearing_before),
            "village": self._plain(language.village_before),
            "district": self._plain(language.district_before),
            "governorate": self._plain(language.governorate_before),
            "road": self._plain(language.road_words),
            "not": self._plain(language.not_place_before),
        }
        self.place_after = {
            "near": self._plain(language.near_after),
            "village": self._plain(language.village_after),
            "district": self._plain(language.district_after),
            "governorate": self._plain(language.governorate_after),
            "road": self._plain(language.road_words),
            "not": self._plain(language.not_place_after),
        }
        self.distance = [
            re.compile(rf"(?<!\w){expand(item, self._number)}(?!\w)") for item in language.distance
        ]
        self.bearings = [
            (re.compile(rf"(?:{fold_pattern(pattern)})\Z"), degrees)
            for pattern, degrees in sorted(language.bearings.items(), key=lambda item: -len(item[0]))
        ]
        self.unknown_name = re.compile(fold_pattern(language.unknown_name)) if language.unknown_name else None
        self.everyday_names = self._plain(language.everyday_names)
        self.same_place = self._plain(language.same_place)

        self.rooms = self._plain(language.rooms)
        self.weak_rooms = self._plain(language.weak_rooms)
        self.dateline = re.compile(fold_pattern(language.dateline)) if language.dateline else None
        self.trailers = (
            re.compile(rf"(?m)^(?:{fold_pattern('|'.join(language.trailers))})")
            if language.trailers
            else None
        )
        self.boilerplate = _search("|".join(language.boilerplate), self._number)

    def _items(self, items: Iterable[tuple[str, T]]) -> Matcher[T]:
        return Matcher(items, self.language.proclitics, self.language.enclitics, self._number)

    def _mapped(self, mapping: Mapping[str, T]) -> Matcher[T]:
        return self._items(mapping.items())

    def _plain(self, patterns: Patterns) -> Matcher[bool]:
        return self._items((pattern, True) for pattern in patterns)


def _whole(pattern: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{fold_pattern(pattern)})?\Z") if pattern else None


def _search(pattern: str, number: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?<!\w)(?:{expand(pattern, number)})(?!\w)") if pattern else None


@cache
def get_grammar(code: str) -> Grammar:
    """Return the compiled language of a code (en, ar, ckb).

    Raises:
        UnknownLanguageError: there is no such language file.

    """
    if code not in LANGUAGES:
        raise UnknownLanguageError(f"no language file for {code!r}; known are {', '.join(LANGUAGES)}")
    language: Language = import_module(f"sources.extraction.languages.{code}").LANGUAGE
    return Grammar(language)
