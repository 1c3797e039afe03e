"""Those who claimed an attack: "the group claimed responsibility"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention
    from sources.extraction.drafts import Reading

_REACH_BEFORE = 60
_REACH_AFTER = 40
_NEGATION_REACH = 25


def find_claimant(reading: Reading, able: frozenset[str]) -> ActorMention | None:
    """Return the one group, or armed force among ``able``, that the article says claimed the attack.

    None where several did: then nothing tells which of them did which.
    """
    document = reading.document
    found: dict[str, ActorMention] = {}
    for hit in document.find(document.grammar.claims):
        sentence = document.sentence_at(hit.start)
        cues = reading.cues(sentence.index)
        denied = any(0 <= hit.start - cue.end <= _NEGATION_REACH for cue in cues.hits.get("negated", ()))
        if denied or cues.has("historical", "habitual", "background", "unrelated"):
            continue
        near = [
            actor
            for actor in reading.actors[sentence.index]
            if (actor.side == "group" or actor.name in able)
            and actor.name
            and (0 <= actor.start - hit.end <= _REACH_AFTER or 0 <= hit.start - actor.end <= _REACH_BEFORE)
        ]
        if near:
            best = min(near, key=lambda actor: min(abs(actor.start - hit.end), abs(hit.start - actor.end)))
            found[best.name] = best
    return next(iter(found.values())) if len(found) == 1 else None
