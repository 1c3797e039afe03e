"""Actors: names of forces and groups, nouns for persons, and who is only being quoted."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sources.extraction.document import Document

Side = Literal["group", "force", "civilian", "any"]

ISLAMIC_STATE = "Islamic State"
UNIDENTIFIED = "Unidentified armed group"
CIVILIANS = "Civilians"
PROTESTERS = "Protesters"
SECURITY_FORCES = "Iraqi Security Forces"
KURDISH = frozenset({"Peshmerga", "Asayish", "Zeravani", "Kurdistan Counter-Terrorism", "Unit 70", "Unit 80"})

_SIDES: dict[int, Side] = {
    1: "force",
    2: "group",
    3: "group",
    4: "force",
    5: "civilian",
    6: "civilian",
    7: "civilian",
    8: "force",
}
_SPEECH_REACH = 45
_SOURCE_REACH = 25


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor at ``[start, end)``.

    ``noun`` where a person noun stands for it (soldiers, gunmen), ``count`` what that noun's form
    counts by itself; ``weak`` where the words name it only by default; ``quoted`` where it speaks or
    is spoken for and so takes no part in the event by this mention.
    """

    start: int
    end: int
    name: str
    side: Side
    noun: bool = False
    count: int = 0
    weak: bool = False
    quoted: bool = False
    blamed: bool = False
    unknown: bool = False


def find_actors(document: Document) -> list[ActorMention]:
    """Return the actors of an article in order, the longest where several overlap."""
    found = [*_named(document), *_words(document), *_nouns(document)]
    found.sort(key=lambda item: (item.start, -item.end, item.noun))
    kept: list[ActorMention] = []
    for item in found:
        if kept and item.start < kept[-1].end:
            kept[-1] = _together(kept[-1], item)
            continue
        kept.append(item)
    return _mark_quoted(document, kept)


def _together(left: ActorMention, right: ActorMention) -> ActorMention:
    """Keep the longer of two overlapping mentions, and what a noun says about number."""
    longer = left if left.end - left.start >= right.end - right.start else right
    noun = left if left.noun else right
    name = longer.name or left.name or right.name
    unknown, noun_too = left.unknown or right.unknown, left.noun or right.noun
    if (left.start, left.end) == (right.start, right.end):
        # The lexicon says who it is, the noun that it can be counted.
        named = left if not left.noun else right
        return replace(named, noun=noun_too, count=noun.count, name=named.name or noun.name, unknown=unknown)
    if left.noun and left.count and left.start < right.start and left.end < right.end:
        # "One of the members of X": the noun counts, what it runs into says whose.
        side = right.side if right.side != "any" else left.side
        return replace(right, start=left.start, side=side, name=name, noun=True, count=left.count)
    side = longer.side if longer.side != "any" else (left.side if left.side != "any" else right.side)
    count = longer.count or (noun.count if left.start == right.start else 0)
    return replace(longer, name=name, side=side, noun=noun_too, count=count, unknown=unknown)


def _named(document: Document) -> list[ActorMention]:
    found = []
    for name in document.names:
        if name.actors and not name.places:
            actor = name.actors[0]
            found.append(ActorMention(name.start, name.end, actor.name, _SIDES.get(actor.inter, "any")))
    return found


def _words(document: Document) -> list[ActorMention]:
    return [
        ActorMention(
            hit.start, hit.end, hit.value.actor, side_of(document, hit.value.actor), weak=hit.value.weak
        )
        for hit in document.find(document.grammar.actor_words)
    ]


def _nouns(document: Document) -> list[ActorMention]:
    return [
        ActorMention(
            hit.start,
            hit.end,
            hit.value.actor,
            hit.value.side,
            noun=True,
            count=hit.value.count,
            unknown=hit.value.unknown,
            weak=hit.value.side == "group" and not hit.value.actor,
        )
        for hit in document.find(document.grammar.persons)
    ]


def side_of(document: Document, name: str) -> Side:
    """Return on which side an actor of the lexicon usually stands."""
    actor = document.lexicon.actors.get(name)
    if actor is not None:
        return _SIDES.get(actor.inter, "any")
    return {CIVILIANS: "civilian", PROTESTERS: "civilian", ISLAMIC_STATE: "group", UNIDENTIFIED: "group"}.get(
        name, "force"
    )  # type: ignore[return-value]


def _mark_quoted(document: Document, mentions: list[ActorMention]) -> list[ActorMention]:
    """Mark those that speak ("a police source said") or are blamed ("... was blamed on")."""
    text, grammar = document.text, document.grammar
    speech = [(hit.start, hit.end) for hit in document.find(grammar.speech)]
    speech_starts = [start for start, _ in speech]
    speech_ends = [end for _, end in speech]
    phrases = [hit.end for hit in document.find(grammar.source_phrases)]
    nouns = [(hit.start, hit.end) for hit in document.find(grammar.source_nouns)]
    noun_starts = [start for start, _ in nouns]
    noun_ends = [end for _, end in nouns]
    blame = [(hit.start, hit.end) for hit in document.find(grammar.blame)]
    order = grammar.language.speech_subject
    busy = sorted(
        [hit.start for hit in document.triggers] + [hit.start for hit in document.find(grammar.casualties)]
    )

    def clear(start: int, end: int) -> bool:
        """Tell whether nothing happens between two positions, and no sentence ends."""
        index = bisect_left(busy, start)
        return (
            not (index < len(busy) and busy[index] < end)
            and "\n" not in text[start:end]
            and ". " not in text[start:end]
        )

    marked = []
    for mention in mentions:
        quoted = False
        position = bisect_left(noun_starts, mention.end)
        if position < len(noun_starts) and noun_starts[position] - mention.end <= 2:
            quoted = True
        index = bisect_left(phrases, mention.start + 1) - 1
        if (
            index >= 0
            and mention.start - phrases[index] <= _SOURCE_REACH
            and clear(phrases[index], mention.start)
        ):
            quoted = True
        if order in {"before", "either"}:
            index = bisect_left(speech_starts, mention.end)
            if index < len(speech_starts) and speech_starts[index] - mention.end <= 3:
                quoted = True
            elif index < len(speech_starts) and speech_starts[index] - mention.end <= _SPEECH_REACH:
                before = bisect_left(noun_ends, mention.start + 1) - 1
                near_noun = before >= 0 and mention.start - noun_ends[before] <= _SOURCE_REACH
                quoted = quoted or (near_noun and clear(mention.end, speech_starts[index]))
        if order in {"after", "either"}:
            index = bisect_left(speech_ends, mention.start + 1) - 1
            reach = 3 if order == "either" else _SPEECH_REACH
            if (
                index >= 0
                and mention.start - speech_ends[index] <= reach
                and clear(speech_ends[index], mention.start)
            ):
                quoted = True
        if mention.noun:
            # A noun speaks only where the verb touches it: "a Peshmerga commander said".
            index = bisect_left(speech_starts, mention.end)
            touches = index < len(speech_starts) and speech_starts[index] - mention.end <= 1
            quoted = touches and order in {"before", "either"}
        blamed = any(0 <= mention.start - end <= 30 or 0 <= start - mention.end <= 4 for start, end in blame)
        marked.append(replace(mention, quoted=quoted, blamed=blamed))
    return marked
