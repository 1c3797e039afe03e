"""Joint operation rooms and the places they are named with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.extraction.facts import RoomMention

if TYPE_CHECKING:
    from sources.extraction.document import Document
    from sources.extraction.facts import Span
    from sources.extraction.place_names import PlaceMention

_REACH = 160


def find_rooms(document: Document, places: list[PlaceMention]) -> list[RoomMention]:
    """Return the rooms named in an article: a room's words and the places listed with them."""
    grammar, _text = document.grammar, document.text
    full = document.find(grammar.rooms)
    if not full:
        return []
    words = sorted([*full, *document.find(grammar.weak_rooms)], key=lambda hit: (hit.start, -hit.end))
    spans: dict[str, list[Span]] = {}
    for hit in words:
        sentence = document.sentence_at(hit.start)
        inside = [place for place in places if sentence.start <= place.start < sentence.end]
        strong = any(other.start <= hit.start < other.end for other in full)
        for place in _listed(document, inside, hit.end) or _leading(inside, hit.start, strong=strong):
            name = place.key.split("–")[0] or place.name
            if place.rule == "place.governorate":
                name = place.governorate
            span = document.span(min(hit.start, place.start), max(hit.end, place.end))
            spans.setdefault(name, [])
            if span is not None:
                spans[name].append(span)
    return [RoomMention(name, tuple(dict.fromkeys(found))) for name, found in spans.items() if found]


def _listed(document: Document, places: list[PlaceMention], end: int) -> list[PlaceMention]:
    """Return the places that follow: "... in Khanaqin, Makhmour and Kirkuk"."""
    grammar, text = document.grammar, document.text
    listed: list[PlaceMention] = []
    position = end
    for place in places:
        if place.start < end or place.start - end > _REACH:
            continue
        gap = text[position : place.start]
        prepositions = [*grammar.place_before["in"].find(gap), *grammar.place_before["district"].find(gap)]
        if listed:
            if len(gap) > 75:
                break
            joined = bool(grammar.conjunctions.find(f" {gap} ")) or "," in gap or ";" in gap
            if not joined and not prepositions:
                break
        elif '"' in gap or (len(gap) > 40 and not (prepositions or ":" in gap)) or len(gap) > 110:
            break
        listed.append(place)
        position = place.end
    return listed


def _leading(places: list[PlaceMention], start: int, *, strong: bool) -> list[PlaceMention]:
    """Return the place right before: "the Kirkuk joint coordination centre"."""
    before = [place for place in places if place.end <= start and start - place.end <= (12 if strong else 3)]
    return before[-1:]
