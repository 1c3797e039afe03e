"""The actors of an article as incidents need them: who is near, meant, blamed, firing or hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.extraction.actors import ISLAMIC_STATE, UNIDENTIFIED, ActorMention
from sources.extraction.claimants import find_claimant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.extraction.drafts import Draft, Reading

STATES_ABROAD = frozenset(
    {"Turkish Armed Forces", "Iranian Armed Forces", "Global Coalition", "United States Armed Forces"}
)
# Named as victims or speakers; attackers only where they are blamed.
PARTIES = {"Kurdistan Democratic Party", "Patriotic Union of Kurdistan", "Iraqi Turkmen Front"}


_TOUCHING = 2


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in an event, with the mention that says so."""

    name: str
    role: str
    mention: ActorMention
    rule: str


class Cast:
    """The actors of one article, to be asked about its incidents."""

    def __init__(self, reading: Reading, drafts: Sequence[Draft] = ()) -> None:
        self.reading = reading
        self.drafts = drafts
        self.groups = self._groups()
        self.claimant = find_claimant(reading, STATES_ABROAD)

    def _near(self, draft: Draft) -> list[ActorMention]:
        """Return the actors in the sentences that report the event, those of the text first."""
        own = [m.sentence for m in draft.mentions if not m.reference] or [m.sentence for m in draft.mentions]
        order = sorted(dict.fromkeys(own), key=lambda index: (self._is_title(index), index))
        found = [actor for index in order[:3] for actor in self.reading.actors[index]]
        if not any(not actor.quoted for actor in found):
            rest = [index for index in sorted(draft.sentences) if index not in order]
            found += [actor for index in rest[:2] for actor in self.reading.actors[index]]
        return found

    def _is_title(self, index: int) -> bool:
        return self.reading.document.sentences[index].paragraph == 0

    def _groups(self) -> list[ActorMention]:
        """Return the armed groups that the article names outside of history, by where they stand."""
        found = []
        for index, actors in enumerate(self.reading.actors):
            cues = self.reading.cues(index)
            # "The group still carries out attacks" says nothing of who did this one.
            aside = cues.has("historical", "habitual", "background") or index in self.reading.events.asides
            found += [
                actor
                for actor in actors
                if (self._is_rebel(actor) or (actor.side == "group" and actor.blamed))
                and actor.name != UNIDENTIFIED
                and (actor.name not in PARTIES or actor.blamed)
                and (not aside or (actor.blamed and not cues.has("historical")))
            ]
        return found

    def _is_rebel(self, actor: ActorMention) -> bool:
        """Tell rebels, who attack as a rule, from parties and militias, who may as well be hit."""
        known = self.reading.document.lexicon.actors.get(actor.name)
        return actor.side == "group" and (known.inter == 2 if known is not None else bool(actor.name))

    def _group_for(
        self, mention: ActorMention | None, draft: Draft | None = None
    ) -> tuple[str, ActorMention] | None:
        """Resolve gunmen, militants and "the group" to the armed group that the article names."""
        if mention is None:
            return None
        if mention.name not in {UNIDENTIFIED, ""} and not (mention.noun and mention.name == ISLAMIC_STATE):
            return mention.name, mention
        unknown = self._says_unknown(mention)
        named = [actor for actor in self.groups if not actor.noun or actor.name != ISLAMIC_STATE]
        blamed = [
            actor
            for actor in self.groups
            if actor.blamed and not (draft is not None and self._is_of_another(actor, draft))
        ]
        pool = blamed if unknown else (named or self.groups)
        if pool:
            best = min(pool, key=lambda actor: abs(actor.start - mention.start))
            return best.name, best
        return (mention.name or UNIDENTIFIED), mention

    def _says_unknown(self, mention: ActorMention) -> bool:
        document = self.reading.document
        if any(noun.unknown for noun in document.grammar.language.person_nouns):
            return mention.unknown
        return mention.name == UNIDENTIFIED and " " in document.text[mention.start : mention.end]

    def _belongs_elsewhere(self, actor: ActorMention, draft: Draft) -> bool:
        """Tell whether a group is named only in what is told of another incident, on another day."""
        index = self.reading.document.sentence_at(actor.start).index
        others = [
            other
            for other in self.drafts
            if other is not draft
            and index in other.sentences
            and other.when is not None
            and draft.when is not None
            and not other.when.overlaps(draft.when, 0)
        ]
        return bool(others) and index not in draft.sentences

    def _is_of_another(self, actor: ActorMention, draft: Draft) -> bool:
        """Tell whether a group is named only in a sentence that tells of another incident."""
        index = self.reading.document.sentence_at(actor.start).index
        return index not in draft.sentences and any(index in other.sentences for other in self.drafts)

    def _is_hit(self, draft: Draft, actor: ActorMention) -> bool:
        """Tell whether a foreign force is what was fired at: a base of its own, or after "targeting"."""
        document = self.reading.document
        targeted = {
            hit.end
            for hit in document.grammar.target_markers.find(
                document.text[max(0, actor.start - 40) : actor.start]
            )
        }
        offset = actor.start - max(0, actor.start - 40)
        near_marker = any(0 <= offset - end <= 8 for end in targeted)
        trigger = draft.mentions[0]
        return near_marker and actor.start >= trigger.end

    def _is_doer(self, draft: Draft, actor: ActorMention) -> bool:
        """Tell whether a foreign force fired: it stands before the event's words, in them, or after "by"."""
        document = self.reading.document
        verb_first = document.grammar.language.speech_subject == "after"
        for mention in draft.mentions:
            if document.sentence_at(actor.start).index != mention.sentence:
                continue
            if verb_first and mention.voice == "active" and 0 <= actor.start - mention.end <= 3:
                return not self._is_hit(draft, actor)
            if (
                actor.start < mention.end
                and mention.start - actor.end <= 60
                and not self._is_hit(draft, actor)
            ):
                return True
        return self._is_agent(actor)

    def _opens(self, draft: Draft, actor: ActorMention) -> bool:
        """Tell whether a name stands right before the event's verb: "the Front opened fire"."""
        return any(m.voice == "active" and 0 <= m.start - actor.end <= _TOUCHING for m in draft.mentions)

    def _is_agent(self, actor: ActorMention) -> bool:
        """Tell whether "by" stands right before the name."""
        document = self.reading.document
        head = max(0, actor.start - 20)
        agents = document.grammar.agent_markers.find(document.text[head : actor.start])
        return any(actor.start - head - hit.end <= 5 for hit in agents)

    def _abroad_in_article(self) -> Part | None:
        for index, actors in enumerate(self.reading.actors):
            if self.reading.cues(index).has("historical"):
                continue
            for actor in actors:
                if actor.name in STATES_ABROAD:
                    return Part(actor.name, "perpetrator", actor, "actor.article_state")
        return None


def first_of_each(actors: list[ActorMention]) -> list[ActorMention]:
    """Return the first mention of each named actor, in order."""
    seen: dict[str, ActorMention] = {}
    for actor in actors:
        if actor.name and actor.name not in seen:
            seen[actor.name] = actor
    return list(seen.values())
