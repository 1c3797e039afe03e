"""Names of the gazetteer in a text, each with what the words around say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from sources.extraction.geometry import Point, move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.extraction.document import Document, Name
    from sources.extraction.lexicon import LexiconPlace

Precision = Literal["exact", "near", "district", "governorate"]

_SITES = {
    "village",
    "quarter",
    "checkpoint",
    "base",
    "camp",
    "oilfield",
    "gas field",
    "dam",
    "shrine",
    "refinery",
    "border crossing",
    "island",
    "lake",
}
_WIDE = {"mountain", "valley", "river", "lake", "area", "road"}
_CAPITALS = re.compile(r"[A-Z][\w'’-]*[a-zîûêşç][\w'’-]*(?:[ -](?:[Aa]l-|[Ee]l-)?[A-Z][\w'’-]+){0,2}")
_WORD = re.compile(r"\S+")
_YEAR_NEXT = re.compile(r"\w{0,2} ?(?:\w{2,4} )?(?:19|20)\d\d(?!\d)")

_SIZE = {"city": 5, "town": 4, "subdistrict": 3, "mountain": 3, "district": 2, "village": 2}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at ``[start, end)``.

    ``rank`` is how closely it pins an event down (4 a site or village, 3 a town, 2 a district, 1 a
    governorate); 0 for names that are no place of an event here (titles, hospitals, datelines).
    ``point`` is (longitude, latitude); None for an unknown village until a container is found.
    """

    start: int
    end: int
    name: str
    district: str
    governorate: str
    point: Point | None
    precision: Precision
    rank: float
    rule: str
    note: str = ""
    key: str = ""
    is_village: bool = False

    @property
    def abroad(self) -> bool:
        """Tell whether the place lies outside the region: its province is given with a country."""
        return self.governorate.endswith(")")

    def value(self) -> dict[str, Any]:
        """Return the claim value of the ``place`` field."""
        longitude, latitude = self.point if self.point is not None else (None, None)
        return {
            "name": self.name,
            "district": self.district,
            "governorate": self.governorate,
            "longitude": longitude,
            "latitude": latitude,
            "precision": self.precision,
            "note": self.note,
        }


class NameFinder:
    """Finds the place names of one document and what the words around make of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        grammar = document.grammar
        found = {kind: document.find(matcher) for kind, matcher in grammar.place_before.items()}
        self.before = {kind: _ends(hits) for kind, hits in found.items()}
        speakers = (grammar.speech, grammar.source_nouns) if grammar.surname_ending else ()
        self.speaker_starts = {hit.start for matcher in speakers for hit in document.find(matcher)}
        self.after = {kind: _starts(document.find(matcher)) for kind, matcher in grammar.place_after.items()}
        self.source_ends = {hit.end for hit in self.document.find(grammar.source_phrases)}
        self.dateline_end = self._dateline_end()

    def _names(self) -> Iterator[tuple[int, int, tuple[LexiconPlace, ...]]]:
        taken: list[tuple[int, int]] = []
        everyday = {hit.start for hit in self.document.find(self.document.grammar.everyday_names)}
        for name in self.document.names:
            taken.append((name.start, name.end))
            if name.start in everyday and not self._around(name.start, name.end)[0] - {"not"}:
                continue
            if name.places and (self._is_surname(name) or self._is_date(name)):
                continue
            if name.places and self._is_written_as_name(name.start, name.end):
                yield name.start, name.end, name.places
        if self.document.grammar.language.script == "latin":
            yield from self._transliterations(taken)

    def _is_date(self, name: Name) -> bool:
        """Tell the quarter "1 Huzairan" from the first of June 2023."""
        return bool(
            _YEAR_NEXT.match(self.text, name.end)
            and self.document.grammar.months.find(self.text, name.start, name.end)
        )

    def _is_surname(self, name: Name) -> bool:
        """Tell "Kirkuki" from "in Kirkuk": an ending that makes surnames and adjectives of place names."""
        ending = self.document.grammar.surname_ending
        if not ending or self._around(name.start, name.end)[0] - {"not"}:
            return False
        end = name.end + len(ending)
        if self.text[name.end : end] != ending or self.text[end : end + 1].isalnum():
            return False
        # "..., Rebwar Kirkuki, the mayor": a stop, or the title or verb of one who speaks, comes next.
        return self.text[end : end + 1].strip(" -") != "" or end + 1 in self.speaker_starts

    def _is_written_as_name(self, start: int, end: int) -> bool:
        """Tell "Hit" from "hit": names in Latin script have a capital, and in titles all words have."""
        written = self.document.original(start, end)
        if not written[:1].isascii() or not written[:1].isalpha():
            return True
        capital = any(letter.isupper() for letter in written)
        return capital and not (self.document.in_title(start) and end - start <= 3)

    def _transliterations(
        self, taken: list[tuple[int, int]]
    ) -> Iterator[tuple[int, int, tuple[LexiconPlace, ...]]]:
        """Find capitalised words that are a known place in another spelling."""
        used = {position for start, end in taken for position in range(start, end)}
        for start, end in self.document.capitalised(_CAPITALS):
            pieces = self._words(start, end)
            for size in (3, 2, 1):
                for index in range(len(pieces) - size + 1):
                    head, tail = pieces[index][0], pieces[index + size - 1][1]
                    if head in used or tail - 1 in used:
                        continue
                    places = self.document.lexicon.places_like(self.text[head:tail])
                    if places:
                        used.update(range(head, tail))
                        yield head, tail, places

    def _words(self, start: int, end: int) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(self.text, start, end)]

    def _context(self, raw: list[tuple[int, int, tuple[LexiconPlace, ...]]]) -> set[str]:
        """Return districts and governorates that the article's unambiguous names lie in."""
        context: set[str] = set()
        for _, _, places in raw:
            if len({place.name for place in places}) == 1:
                context |= {places[0].name, places[0].district, places[0].governorate}
        return context

    def _resolve(  # noqa: PLR0911 - a chain of guards
        self, start: int, end: int, places: tuple[LexiconPlace, ...], context: set[str]
    ) -> PlaceMention:
        before, after = self._around(start, end)
        place = _choose(places, context, wants_governorate="governorate" in before | after)
        base = PlaceMention(
            start,
            end,
            place.name,
            place.district,
            place.governorate,
            (place.longitude, place.latitude),
            "exact",
            _rank(place),
            "place.name",
            key=place.name,
            is_village=place.kind in {"village", "quarter"} or "village" in before | after,
        )
        if self._is_of_source(start):
            # "a security source in Kirkuk": where it happened only if nothing else says where
            base = replace(base, rank=0.6, rule="place.source")
            if place.kind in {"city", "governorate"}:
                base = replace(base, precision="governorate")
            return base
        if "not" in before or "not" in after or self._in_dateline(start):
            return replace(base, rank=0.0, rule="place.excluded")
        shifted = self._distance(base)
        if shifted is not None:
            return shifted
        if place.kind == "governorate" or "governorate" in before | after:
            return replace(
                base,
                precision="governorate",
                rank=1.0,
                rule="place.governorate",
                governorate=place.governorate or place.name,
            )
        if place.kind in {"district", "subdistrict"} or "district" in before | after:
            precision: Precision = "near" if place.kind == "subdistrict" else "district"
            if place.kind not in {"district", "city"} and place.district and place.name != place.district:
                precision = "near"
            return replace(
                base, precision=precision, rank=2.5 if precision == "near" else 2.0, rule="place.district"
            )
        if "bearing" in before:
            return replace(base, precision="near", rank=min(base.rank, 1.8), rule="place.bearing")
        if "near" in before or "near" in after or place.kind in _WIDE:
            return replace(base, precision="near", rule="place.near")
        if "road" in after or "road" in before:
            return replace(base, precision="near", rank=min(base.rank, 2.2), rule="place.road")
        return base

    def _is_of_source(self, start: int) -> bool:
        """Tell whether a name belongs to the one who speaks, a word for its kind in between or not."""
        positions = {start, start - 1}
        for kind in ("district", "governorate", "in"):
            for position in tuple(positions):
                lead = self.before[kind].get(position)
                if lead is not None:
                    positions |= {lead, lead - 1}
        return bool(positions & self.source_ends)

    def _around(self, start: int, end: int) -> tuple[set[str], set[str]]:
        text = self.text
        before = {kind for kind, ends in self.before.items() if start in ends or start - 1 in ends}
        if not before and start > 3 and text[start - 1] in "\"'(":
            before = {kind for kind, ends in self.before.items() if start - 2 in ends}
        for kind in before & {"village", "district"}:
            # "near the village of X": what stands before the kind of place holds for X, too.
            ends = self.before[kind]
            lead = ends[start] if start in ends else ends.get(start - 1, start)
            near = self.before["near"]
            before = before | ({"near"} if lead in near or lead - 1 in near else set())
        after: set[str] = set()
        position = end
        for _ in range(3):
            step = position + 1 if text[position : position + 1] in {" ", "-"} else position
            hits = {kind: starts[step] for kind, starts in self.after.items() if step in starts}
            if not hits or step > len(text):
                break
            after |= set(hits)
            position = max(hits.values())
        return before, after

    def _distance(self, base: PlaceMention) -> PlaceMention | None:
        """Read "20 km south of X" that ends right before the name."""
        grammar = self.document.grammar
        window = max(0, base.start - 90)
        for pattern in grammar.distance:
            for match in pattern.finditer(self.text, window, base.start):
                if base.start - match.end() > 5 or base.point is None:
                    continue
                number = self.document.number_at(match.start("n"))
                groups = match.groupdict()
                bearing = self._bearing(groups.get("bearing") or "")
                kilometres = float(number.value) if number is not None else None
                note = self.document.original(match.start(), base.end)
                if kilometres is None or kilometres > 200:
                    continue
                if bearing is None:
                    return replace(
                        base,
                        start=match.start(),
                        precision="near",
                        rank=min(base.rank, 2.4),
                        rule="place.distance",
                        note=note,
                    )
                point = move(base.point, bearing, kilometres)
                return replace(
                    base,
                    start=match.start(),
                    point=point,
                    precision="near",
                    rank=3.0,
                    rule="place.offset",
                    note=note,
                )
        return None

    def _bearing(self, words: str) -> float | None:
        for pattern, degrees in self.document.grammar.bearings:
            if pattern.match(words.strip()):
                return degrees
        return None

    def _in_dateline(self, position: int) -> bool:
        line = self.text.rfind("\n", 0, self.dateline_end) + 1
        return max(line, self.document.title_end) <= position < self.dateline_end

    def _dateline_end(self) -> int:
        """Return where the dateline ends: its place is where the reporter sits."""
        dateline = self.document.grammar.dateline
        if dateline is None:
            return 0
        start = self.document.title_end
        for _ in range(3):
            caption = self.document.sentence_at(start).index in self.document.skipped
            match = None if caption else dateline.match(self.text[start : start + 90])
            if match is not None:
                return start + match.end()
            start = self.text.find("\n", start) + 1
            if start == 0:
                break
        return 0


def _choose(places: tuple[LexiconPlace, ...], context: set[str], *, wants_governorate: bool) -> LexiconPlace:
    """Tell places of one name apart: by the words around, by other places of the article, by size."""

    def score(place: LexiconPlace) -> tuple[float, ...]:
        return (
            float(wants_governorate == (place.kind == "governorate")),
            float(place.district in context) + float(place.governorate in context),
            _SIZE.get(place.kind, 1),
            float(place.population),
        )

    return max(places, key=score)


def _rank(place: LexiconPlace) -> float:
    if place.kind in _SITES:
        return 4.0
    return {
        "governorate": 1.0,
        "district": 2.0,
        "subdistrict": 2.5,
        "river": 2.2,
        "road": 2.2,
        "area": 2.1,
    }.get(place.kind, 3.0)


def _ends(found: list[Any]) -> dict[int, int]:
    return {hit.end: hit.start for hit in found}


def _starts(found: list[Any]) -> dict[int, int]:
    return {hit.start: hit.end for hit in found}


def is_within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Tell whether the outer name is only the district or governorate around the inner place."""
    if inner.key == outer.key:
        return False
    if outer.precision == "governorate" and outer.governorate and outer.governorate == inner.governorate:
        return inner.precision != "governorate"
    names = {inner.district, inner.governorate}
    return outer.name in names and outer.name != inner.name and inner.rank >= outer.rank - 0.5
