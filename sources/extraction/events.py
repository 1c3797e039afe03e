"""Event mentions: which sentence reports what, and which only talks about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sources.extraction.kinds import (
    ABDUCTION,
    ABSORBS,
    CLASH,
    DISRUPTED,
    GENERAL,
    IED,
    LOOTING,
    PROTESTS,
    RAID,
)
from sources.extraction.patterns import Found

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention
    from sources.extraction.casualties import Figure
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document
    from sources.extraction.language import Cue, Trigger
    from sources.extraction.sentences import Sentence

_CUE_REACH = 110
_LEAD = 4  # title and first sentences, which say what the whole article is about
_STRONG = 0.8
_BY_CASUALTIES = 0.6
_OWN = 0.7
_LEFT_TO_RIGHT = ("negated", "future", "hypothetical")


@dataclass(frozen=True, slots=True)
class EventMention:
    """One kind of event reported in one sentence, triggered by ``text[start:end]``.

    ``reference`` points back ("the attack"); ``background`` tells of an older incident, ``separate``
    of another one; ``recalls`` where the sentence also points back; ``vague`` stands in a sentence of
    opinion, habit or history and needs more support.
    """

    sentence: int
    start: int
    end: int
    sub_type: str
    voice: str
    weight: float
    reference: bool
    background: bool
    separate: bool
    vague: str
    title: bool
    weapon: bool = False
    recalls: bool = False


@dataclass(slots=True)
class SentenceCues:
    """The cues of one sentence by kind, each with its position."""

    hits: dict[str, list[Found[Cue]]] = field(default_factory=dict)

    def has(self, *kinds: str) -> bool:
        """Tell whether any of the kinds occurs."""
        return any(kind in self.hits for kind in kinds)


class EventFinder:
    """Finds the event mentions of one document."""

    def __init__(
        self,
        document: Document,
        dates: list[DateMention],
        actors: list[ActorMention],
        figures: list[Figure],
    ) -> None:
        self.document = document
        self.dated = [(date.start, date.end) for date in dates]
        self.actors = actors
        self.figures = figures
        self.text = document.text
        grammar = document.grammar
        self.triggers = document.triggers
        self.references = self.document.find(grammar.references)
        self.reference_starts = [hit.start for hit in self.references]
        self.breaks = [hit.start for hit in self.document.find(grammar.clause_breaks)]
        self.cues = self._cues_by_sentence()
        self.asides = self._asides()

    def find(self) -> list[EventMention]:
        """Return the mentions in order."""
        mentions: list[EventMention] = []
        position = 0
        for sentence in self.document.sentences:
            hits: list[Found[int]] = []
            while position < len(self.triggers) and self.triggers[position].start < sentence.end:
                if self.triggers[position].start >= sentence.start:
                    hits.append(self.triggers[position])
                position += 1
            if sentence.index in self.document.skipped:
                continue
            found = self._in_sentence(sentence, hits) if hits else []
            mentions += found or self._by_casualties(sentence)
        return mentions

    def _cues_by_sentence(self) -> list[SentenceCues]:
        by_sentence = [SentenceCues() for _ in self.document.sentences]
        for hit in self.document.find(self.document.grammar.cues):
            if self._is_dated(hit):
                continue
            index = self.document.sentence_at(hit.start).index
            by_sentence[index].hits.setdefault(hit.value.kind, []).append(hit)
            if hit.value.scope == "article" and index < _LEAD:
                for cues in by_sentence:
                    if hit.value.kind not in cues.hits:
                        cues.hits[hit.value.kind] = [hit]
        return by_sentence

    def _is_dated(self, hit: Found[Cue]) -> bool:
        """Tell whether a cue is part of a date ("may" in "On May 14")."""
        if hit.value.kind not in {"hypothetical", "future"}:
            return False
        index = bisect_left(self.dated, (hit.start + 1,)) - 1
        return index >= 0 and hit.start < self.dated[index][1]

    def _by_casualties(self, sentence: Sentence) -> list[EventMention]:
        """Read "a shepherd was killed on Sunday by militants": victims and an armed group, no other words."""
        cues = self.cues[sentence.index]
        if cues.has("unrelated", "civil_dispute", "historical", "habitual", "statement", "negated"):
            return []
        hurt = next(
            (
                figure
                for figure in self.figures
                if figure.sentence == sentence.index
                and figure.best > 0
                and figure.kind in {"killed", "wounded"}
                and figure.side != "group"
            ),
            None,
        )
        if hurt is None or not any(
            sentence.start <= actor.start < sentence.end
            and actor.side == "group"
            and not actor.quoted
            and not hurt.start <= actor.start < hurt.end
            for actor in self.actors
        ):
            return []
        return [
            EventMention(
                sentence.index,
                hurt.start,
                hurt.end,
                CLASH,
                "passive",
                _BY_CASUALTIES,
                reference=False,
                background=cues.has("background") or sentence.index in self.asides,
                separate=cues.has("separate"),
                vague="",
                title=sentence.paragraph == 0,
                recalls=self.recalls(sentence.index),
            )
        ]

    def _asides(self) -> set[int]:
        """Return sentences after the article has turned to general accounts: they tell of older incidents."""
        asides: set[int] = set()
        paragraph, turned = -1, False
        for sentence in self.document.sentences:
            if turned or sentence.paragraph == paragraph:
                asides.add(sentence.index)
            elif self.cues[sentence.index].has("habitual", "historical"):
                turned = sentence.index > _LEAD
                paragraph = sentence.paragraph if sentence.index > 1 else -1
        return asides

    def _in_sentence(self, sentence: Sentence, hits: list[Found[int]]) -> list[EventMention]:
        cues = self.cues[sentence.index]
        if cues.has("unrelated", "civil_dispute"):
            return []
        vague = next((kind for kind in ("historical", "habitual", "statement") if cues.has(kind)), "")
        words = self.text[sentence.start : sentence.end]
        grammar, language = self.document.grammar, self.document.grammar.language
        mentions = []
        for hit in hits:
            trigger = language.triggers[hit.value]
            needs, unless = grammar.needs[hit.value], grammar.unless[hit.value]
            if (needs is not None and not needs.search(words)) or (
                unless is not None and unless.search(words)
            ):
                continue
            if self._is_cancelled(hit, cues):
                continue
            mentions.append(self._mention(sentence, hit, trigger, cues, vague))
        return self._settle(mentions)

    def _mention(
        self, sentence: Sentence, hit: Found[int], trigger: Trigger, cues: SentenceCues, vague: str
    ) -> EventMention:
        separate = any(
            cue.start <= hit.end and not self._clause_between(cue.end, hit.start)
            for cue in cues.hits.get("separate", ())
        )
        sub_type = trigger.sub_type
        if sub_type == CLASH and trigger.voice == "passive" and self._by_forces(hit):
            sub_type = RAID
        return EventMention(
            sentence.index,
            hit.start,
            hit.end,
            sub_type,
            trigger.voice,
            trigger.weight,
            reference=self._is_reference(hit),
            background=cues.has("background") or sentence.index in self.asides,
            separate=separate or bool(cues.hits.get("separate")),
            # Demonstrators make demands: with them that is no statement instead of an event.
            vague="" if vague == "statement" and trigger.sub_type in PROTESTS else vague,
            title=sentence.paragraph == 0,
            weapon=trigger.weapon,
            recalls=self.recalls(sentence.index),
        )

    def _by_forces(self, hit: Found[int]) -> bool:
        """Tell whether right behind "was killed by" stands a force."""
        index = bisect_left(self.actors, hit.end, key=lambda actor: actor.start)
        return (
            index < len(self.actors)
            and self.actors[index].start - hit.end <= 4
            and self.actors[index].side == "force"
            and self.document.text[hit.start : hit.end].endswith(self._agents(hit))
        )

    def _agents(self, hit: Found[int]) -> tuple[str, ...]:
        """Return the agent markers that end a trigger's words ("by", من قبل)."""
        found = self.document.grammar.agent_markers.find(self.document.text, hit.start, hit.end)
        return tuple(self.document.text[marker.start : marker.end] for marker in found)

    def recalls(self, index: int) -> bool:
        """Tell whether a sentence points back to an event ("the incident", "the attack")."""
        sentence = self.document.sentences[index]
        position = bisect_left(self.reference_starts, sentence.start)
        return position < len(self.reference_starts) and self.reference_starts[position] < sentence.end

    def _is_reference(self, hit: Found[int]) -> bool:
        index = bisect_right(self.reference_starts, hit.end) - 1
        if index < 0:
            return False
        reference = self.references[index]
        return reference.start <= hit.start < reference.end or hit.start <= reference.start < hit.end

    def is_unreal(self, figure: Figure) -> bool:
        """Tell whether a figure stands after words like "would" or "to prevent"."""
        return self._is_cancelled(Found(figure.start, figure.end, 0), self.cues[figure.sentence])

    def _is_cancelled(self, hit: Found[int], cues: SentenceCues) -> bool:
        """Tell whether a cue before the trigger says that it did not, or not yet, happen."""
        for kind in _LEFT_TO_RIGHT:
            for cue in cues.hits.get(kind, ()):
                scope = cue.value.scope
                if scope == "sentence" or (scope == "rest" and cue.start <= hit.start):
                    return True
                if scope == "after" and cue.end <= hit.end and cue.start <= hit.start:
                    gap = self.text[cue.end : hit.start]
                    near = len(gap) <= (_CUE_REACH if kind == "negated" else 60)
                    if (
                        near
                        and not self._clause_between(cue.end, hit.start)
                        and ('"' not in gap or kind == "negated")
                    ):
                        return True
                if scope == "before" and cue.start >= hit.start and cue.start - hit.end <= _CUE_REACH:
                    return True
        return False

    def _clause_between(self, start: int, end: int) -> bool:
        if end <= start:
            return False
        index = bisect_left(self.breaks, start)
        return index < len(self.breaks) and self.breaks[index] < end

    def _settle(self, mentions: list[EventMention]) -> list[EventMention]:
        """Leave one mention for each kind, without those that another kind explains."""
        best: dict[str, EventMention] = {}
        for mention in mentions:
            known = best.get(mention.sub_type)
            if known is None or _strength(mention) > _strength(known):
                best[mention.sub_type] = mention
        kept = list(best.values())
        for mention in kept.copy():
            if any(self._absorbs(other, mention) for other in kept if other is not mention):
                kept.remove(mention)
        return sorted(kept, key=lambda mention: mention.start)

    def _absorbs(self, strong: EventMention, weak: EventMention) -> bool:  # noqa: PLR0911 - a chain of guards
        if {strong.sub_type, weak.sub_type} == GENERAL:
            # "Assassinated" says more than "opened fire", "a bomb attack on a post" less than "clashes".
            return (strong.weight, strong.sub_type) > (weak.weight, weak.sub_type)
        if LOOTING in {strong.sub_type, weak.sub_type} and {strong.sub_type, weak.sub_type} & GENERAL:
            # "Gunmen killed three and burned houses" is an attack; with nobody killed, it is the burning.
            return (weak.sub_type == LOOTING) == self._kills(weak.sentence)
        if weak.sub_type not in ABSORBS.get(strong.sub_type, frozenset()):
            return False
        if strong.reference and not weak.reference and weak.sub_type not in GENERAL:
            return False  # "searched the valley after last week's killings"
        if (
            strong.sub_type == DISRUPTED
            and weak.sub_type == IED
            and weak.weight >= 1
            and not strong.reference
        ):
            return False
        # "A bomb exploded, then gunmen opened fire": two events, told in two clauses.
        if strong.sub_type == ABDUCTION and weak.sub_type in GENERAL:
            # Bodies found, or some shot and others led away: deaths are an event of their own.
            return not (weak.weapon or (weak.weight >= _OWN and self._kills(weak.sentence)))
        if weak.sub_type in GENERAL and weak.voice == "active" and strong.weapon:
            return not self._is_second(strong, weak)
        return True

    def _kills(self, sentence: int) -> bool:
        return any(f.sentence == sentence and f.kind == "killed" and f.best > 0 for f in self.figures)

    def _is_second(self, first: EventMention, second: EventMention) -> bool:
        low, high = sorted((first.start, second.start))
        cues = self.cues[first.sentence].hits.get("separate", ())
        return any(low <= cue.start <= high for cue in cues)


def _strength(mention: EventMention) -> tuple[bool, float, int]:
    return not mention.reference, mention.weight, -mention.start
