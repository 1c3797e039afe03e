"""The names that the extractor knows: places and actors with their aliases in three languages.

The lexicon is data handed in by the caller, so that extraction needs no database. Aliases are given
as written; matching normalises them (:mod:`sources.extraction.normalise`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import fuzz, process

from sources.extraction.normalise import normalise_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class LexiconPlace:
    """A gazetteer entry. Longitude and latitude in WGS 84 degrees, ``accuracy_km`` one sigma or so.

    ``kind`` is a place kind of the gazetteer (village, town, city, mountain, river, district,
    governorate, base, road, ...). ``aliases`` maps a language tag (en, ar, ckb, ...) to names as
    written, the main name of that language first.
    """

    name: str
    kind: str
    district: str
    governorate: str
    longitude: float
    latitude: float
    accuracy_km: float = 0.0
    population: int = 0
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LexiconActor:
    """A force, group, ministry or civilians. ``inter`` is ACLED's actor kind, 1 to 8."""

    name: str
    inter: int
    parent: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LexiconEntries:
    """What a lexicon is built from; ``version`` changes whenever an entry does."""

    places: tuple[LexiconPlace, ...]
    actors: tuple[LexiconActor, ...]
    version: str = ""


_SHORTEST_FUZZY, _LONGEST_FUZZY = 5, 40


class Lexicon:
    """Entries compiled for matching: every alias of every language in one automaton.

    Built once a process (some 10 ms) and then only read, so threads may share it.
    """

    def __init__(self, entries: LexiconEntries) -> None:
        self.version = entries.version
        self.places = entries.places
        self.actors = {actor.name: actor for actor in entries.actors}
        self._meanings: dict[str, tuple[list[LexiconPlace], list[LexiconActor], bool]] = {}
        for place in entries.places:
            for alias in _written_names(place.name, place.aliases):
                self._meaning(alias)[0].append(place)
        for actor in entries.actors:
            for alias in _written_names(actor.name, actor.aliases):
                self._meaning(alias)[1].append(actor)
        self._keys = list(self._meanings)
        self._automaton = AhoCorasick(self._keys, matchkind=MatchKind.Standard) if self._keys else None
        self._place_keys = [key for key, (places, _, _) in self._meanings.items() if places]
        self._skeletons = self._index_skeletons()
        self.districts = self._group(lambda place: place.district)
        self.governorates = self._group(lambda place: place.governorate)

    def find(self, text: str) -> Iterator[NameHit]:
        """Yield every alias that occurs in a normalised text, overlaps and parts of words included."""
        if self._automaton is None:
            return
        keys, meanings = self._keys, self._meanings
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            places, actors, upper = meanings[keys[index]]
            yield NameHit(start, end, tuple(places), tuple(actors), upper)

    def places_like(self, name: str) -> tuple[LexiconPlace, ...]:
        """Return places whose Latin-script name differs only in transliteration (Khormato, Khurmatu)."""
        return self._skeletons.get(skeleton(name), ())

    def closest_place(self, name: str, district: str = "") -> LexiconPlace | None:
        """Return the place whose name is nearly ``name`` (normalised), preferring those in a district.

        Meant for names after a cue such as "village of", never for running text.
        """
        if not _SHORTEST_FUZZY <= len(name) <= _LONGEST_FUZZY:
            return None
        best = process.extractOne(name, self._place_keys, scorer=fuzz.ratio, score_cutoff=88)
        if best is None:
            return None
        places = self._meanings[best[0]][0]
        return next((place for place in places if place.district == district), places[0])

    def _meaning(self, alias: str) -> tuple[list[LexiconPlace], list[LexiconActor], bool]:
        key = normalise_name(alias)
        return self._meanings.setdefault(key, ([], [], is_acronym(alias)))

    def _index_skeletons(self) -> dict[str, tuple[LexiconPlace, ...]]:
        index: dict[str, list[LexiconPlace]] = {}
        for key, (places, _, _) in self._meanings.items():
            if places and key.isascii() and len(form := skeleton(key)) >= 5:
                index.setdefault(form, []).extend(
                    place for place in places if place not in index.get(form, ())
                )
        return {form: tuple(places) for form, places in index.items()}

    def _group(self, field_of: Callable[[LexiconPlace], str]) -> dict[str, LexiconPlace]:
        """Return the place that stands for each district or governorate: its seat, else its largest."""
        seats: dict[str, LexiconPlace] = {}
        for place in self.places:
            name = field_of(place)
            if name and (name not in seats or _seat_rank(place, name) > _seat_rank(seats[name], name)):
                seats[name] = place
        return seats


@dataclass(frozen=True, slots=True)
class NameHit:
    """An alias at ``[start, end)`` of a normalised text; ``upper`` where only capitals count (IS, PAK)."""

    start: int
    end: int
    places: tuple[LexiconPlace, ...]
    actors: tuple[LexiconActor, ...]
    upper: bool


def compile_lexicon(entries: LexiconEntries) -> Lexicon:
    """Build the matcher over all names."""
    return Lexicon(entries)


def is_acronym(alias: str) -> bool:
    """Tell whether an alias is so short that only its capitals tell it from a common word."""
    return len(alias) <= 3 and alias.isascii() and alias.isupper()


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """Reduce a Latin-script name to what transliterations agree on.

    Vowels collapse to three classes, doubled letters to one; q is k, kh stays apart from k.
    """
    text = normalise_name(name).replace("al-", "").replace("'", "").replace("-", "").replace(" ", "")
    for old, new in _TRANSLITERATION:
        text = text.replace(old, new)
    return _REPEATED.sub(r"\1", text).rstrip("ha")


_TRANSLITERATION = (
    ("kh", "x"),
    ("q", "k"),
    ("ou", "u"),
    ("oo", "u"),
    ("aw", "u"),
    ("au", "u"),
    ("o", "u"),
    ("w", "u"),
    ("ee", "i"),
    ("ai", "i"),
    ("ay", "i"),
    ("ei", "i"),
    ("y", "i"),
    ("e", "i"),
    ("ch", "c"),
    ("dh", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("ph", "f"),
    ("v", "u"),
)
_REPEATED = re.compile(r"(.)\1+")


def _written_names(name: str, aliases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield each distinct name, with the variants that writers make of hyphens and "al-"."""
    written = dict.fromkeys([name, *(alias for names in aliases.values() for alias in names)])
    for form in written:
        yield form
        plain = form.replace("-", " ").replace("'", "").replace("’", "")
        if plain != form and plain not in written:
            yield plain


def _seat_rank(place: LexiconPlace, name: str) -> tuple[bool, bool, int]:
    same = normalise_name(place.name) == normalise_name(name)
    return same, place.kind in {"city", "town", "district", "governorate"}, place.population
