"""Who did it to whom: roles from the kind of event, the words around it and the rest of the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.extraction.actors import (
    CIVILIANS,
    ISLAMIC_STATE,
    KURDISH,
    PROTESTERS,
    SECURITY_FORCES,
    UNIDENTIFIED,
    ActorMention,
)
from sources.extraction.claimants import find_claimant
from sources.extraction.kinds import (
    AGREEMENT,
    ARRESTS,
    BASE,
    CHANGE,
    CLASH,
    DISRUPTED,
    EXCESSIVE,
    INTERVENTION,
    JOINT,
    MOB,
    PEACEFUL,
    RAID,
    REGAINS,
    SHELLING,
    STRIKE,
    SWEEP,
    TRANSFER,
    VIOLENT,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.extraction.drafts import Draft, Reading

AIR_FORCE = "Iraqi Air Force"
_STATES_ABROAD = frozenset(
    {"Turkish Armed Forces", "Iranian Armed Forces", "Global Coalition", "United States Armed Forces"}
)
_IRAQI_COMMANDS = {SECURITY_FORCES, "Iraqi Army", "Joint Operations Command", "Security Media Cell"}
_BETWEEN_REACH = 60
_BY_AIR = {STRIKE, SHELLING}
# Named as victims or speakers; attackers only where they are blamed.
_PARTIES = {"Kurdistan Democratic Party", "Patriotic Union of Kurdistan", "Iraqi Turkmen Front"}
# Where the narrower force is named, the wider word means it.
_NARROWER = {"Iraqi Police": "Iraqi Federal Police"}
_NOT_FORCES = {"Security Media Cell", "Joint Operations Command", "UNAMI"}

CLAIMED = "actor.claimed"


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in an event, with the mention that says so."""

    name: str
    role: str
    mention: ActorMention
    rule: str


class RoleFinder:
    """Assigns the actors of one article to its incidents."""

    def __init__(self, reading: Reading, drafts: Sequence[Draft] = ()) -> None:
        self.reading = reading
        self.drafts = drafts
        self.groups = self._groups()
        self.claimant = find_claimant(reading, _STATES_ABROAD)

    def assign(self, draft: Draft) -> list[Part]:
        """Return the parts of an incident, perpetrators first."""
        near = self._near(draft)
        kind = draft.sub_type
        if kind in {SWEEP, JOINT}:
            return self._sweep(near)
        if kind in {ARRESTS, RAID, REGAINS}:
            return self._by_forces(draft, near)
        if kind == DISRUPTED:
            return self._disrupted(draft, near)
        if kind in {PEACEFUL, INTERVENTION, EXCESSIVE, VIOLENT, MOB}:
            return self._protest(draft, near)
        if kind in {AGREEMENT, CHANGE, TRANSFER, BASE}:
            return [
                Part(m.name, "participant", m, "actor.participant")
                for m in _first_of_each(near)
                if m.side != "civilian"
            ]
        parts = self._from_afar(draft, near) if kind in _BY_AIR else self._attack(draft, near)
        return self._as_claimed(draft, parts)

    def _as_claimed(self, draft: Draft, parts: list[Part]) -> list[Part]:
        """Let the one who claimed the attack be who did it."""
        claimant = self.claimant
        doers = [part for part in parts if part.role == "perpetrator"]
        if claimant is None or not doers or not draft.main:
            return parts
        rest = [part for part in parts if part.role != "perpetrator" and part.name != claimant.name]
        return [Part(claimant.name, "perpetrator", claimant, CLAIMED), *rest]

    # --- what the article says ------------------------------------------------------------------------

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
                and (actor.name not in _PARTIES or actor.blamed)
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

    # --- by kind ---------------------------------------------------------------------------------------

    def _attack(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        active = [actor for actor in near if not actor.quoted and actor.name]
        near = [actor for actor in near if actor.name not in _PARTIES or actor.blamed]
        group = next((a for a in active if self._is_rebel(a) and a.name != UNIDENTIFIED), None)
        group = group or next((a for a in near if a.side == "group" and a.name in {UNIDENTIFIED, ""}), None)
        group = group or next((a for a in active if a.side == "group" and a in near), None)
        group = group or next((a for a in near if a.side == "group"), None)
        forces = [
            actor
            for actor in _first_of_each(active)
            if actor.side == "force" and actor.name not in _NOT_FORCES
        ]
        sides = self._two_sides(draft)
        if sides is not None:
            return [Part(actor.name, "participant", actor, "actor.both_sides") for actor in sides]
        if group is None and draft.sub_type == CLASH and len(forces) >= 2 and self._between(draft):
            return [Part(actor.name, "participant", actor, "actor.both_sides") for actor in forces[:2]]
        if draft.mentions[0].voice == "mutual" and not (group is not None and self._is_rebel(group)):
            trigger = draft.mentions[0]
            nobody = ActorMention(trigger.start, trigger.end, UNIDENTIFIED, "group")
            both = forces[:2] if len(forces) > 1 else [nobody]
            return [Part(actor.name, "participant", actor, "actor.mutual") for actor in both]
        parts: list[Part] = []
        perpetrator = self._perpetrator(draft, group)
        if perpetrator is not None:
            parts.append(perpetrator)
        parts += self._targets(draft, active, {part.name for part in parts})
        return parts

    def _two_sides(self, draft: Draft) -> tuple[ActorMention, ActorMention] | None:
        """Return the forces of "clashes between X and Y"; None where an armed group is one of them."""
        if draft.sub_type != CLASH:
            return None
        document = self.reading.document
        for mention in draft.mentions:
            if mention.vague in {"historical", "habitual"}:
                continue  # "the gap between the two forces lets the group attack"
            sentence = document.sentences[mention.sentence]
            named = [a for a in self.reading.actors[mention.sentence] if a.name]
            for hit in document.grammar.place_before["between"].find(
                document.text, sentence.start, sentence.end
            ):
                words = [
                    item.end for item in document.triggers if sentence.start <= item.start < sentence.end
                ]
                if not any(abs(hit.start - end) <= _BETWEEN_REACH for end in (mention.end, *words)):
                    continue
                inside = _first_of_each([a for a in named if hit.end <= a.start <= hit.end + _BETWEEN_REACH])
                if len(inside) >= 2 and all(actor.side == "force" for actor in inside[:2]):
                    return inside[0], inside[1]
        return None

    def _between(self, draft: Draft) -> bool:
        """Tell whether the words name two sides ("clashes between", "exchanged fire") and no attacker."""
        return any(mention.voice == "nominal" and mention.sub_type == CLASH for mention in draft.mentions)

    def _perpetrator(self, draft: Draft, group: ActorMention | None) -> Part | None:
        resolved = self._group_for(group, draft)
        if resolved is not None:
            return Part(resolved[0], "perpetrator", resolved[1], "actor.group")
        pool = [actor for actor in self.groups if not self._belongs_elsewhere(actor, draft)]
        pool = [actor for actor in pool if actor.blamed] or pool
        if pool:
            start = draft.mentions[0].start
            best = min(pool, key=lambda actor: abs(actor.start - start))
            return Part(best.name, "perpetrator", best, "actor.article_group")
        trigger = draft.mentions[0]
        nobody = ActorMention(trigger.start, trigger.end, UNIDENTIFIED, "group")
        return Part(UNIDENTIFIED, "perpetrator", nobody, "actor.nobody_named")

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

    def _targets(self, draft: Draft, active: list[ActorMention], taken: set[str]) -> list[Part]:
        hurt = {figure.who for figure in draft.figures if figure.who and figure.side != "group"}
        pool = [actor for actor in _first_of_each(active) if actor.side in {"force", "civilian"}]
        named = {actor.name for actor in pool}
        # "Policemen" of a patrol of the federal police are federal policemen.
        hurt |= {narrow for wide, narrow in _NARROWER.items() if wide in hurt and narrow in named}
        chosen = [actor for actor in pool if actor.name in hurt] or [
            actor for actor in pool if actor.name not in _NOT_FORCES
        ]
        names = {actor.name for actor in chosen}
        broad = {SECURITY_FORCES} | {wide for wide, narrow in _NARROWER.items() if narrow in names}
        specific = [actor for actor in chosen if actor.name not in broad] or chosen
        return [
            Part(actor.name, "target", actor, "actor.target")
            for actor in specific[:3]
            if actor.name not in taken
        ]

    def _from_afar(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        named = [actor for actor in near if actor.name]
        abroad = [actor for actor in named if actor.name in _STATES_ABROAD]
        strong = [actor for actor in abroad if not actor.weak and not actor.quoted] or abroad
        doer: Part | None = None
        doing = [actor for actor in strong if self._is_doer(draft, actor)]
        jets = next((actor for actor in named if actor.name == AIR_FORCE), None)
        if draft.sub_type == STRIKE and not doing and jets is None:
            doing = [actor for actor in strong if not self._is_hit(draft, actor)]
        if doing:
            doer = Part(doing[0].name, "perpetrator", doing[0], "actor.by_air")
        elif draft.sub_type == STRIKE:
            iraqi = next((actor for actor in named if actor.name in _IRAQI_COMMANDS), None)
            if jets is not None:
                doer = Part(AIR_FORCE, "perpetrator", jets, "actor.air_force")
            elif iraqi is not None and any(actor.name == ISLAMIC_STATE for actor in named):
                doer = Part(AIR_FORCE, "perpetrator", iraqi, "actor.air_force")
            else:
                doer = self._abroad_in_article()
        if doer is None:
            group = next((actor for actor in near if actor.side == "group" and not actor.quoted), None)
            if draft.sub_type == STRIKE and group is not None and self._is_rebel(group):
                # Rebels have no aircraft; where they are named, they are the ones hit.
                group = group if self._is_agent(group) else None
            if group is not None or draft.sub_type != STRIKE:
                doer = self._perpetrator(draft, group)
            else:
                trigger = draft.mentions[0]
                nobody = ActorMention(trigger.start, trigger.end, UNIDENTIFIED, "group")
                doer = Part(UNIDENTIFIED, "perpetrator", nobody, "actor.nobody_named")
        parts = [doer] if doer is not None else []
        taken = {part.name for part in parts}
        parts += [
            Part(actor.name, "target", actor, "actor.target")
            for actor in _first_of_each([actor for actor in named if not actor.quoted])
            if actor.name not in taken | _NOT_FORCES | {AIR_FORCE, UNIDENTIFIED}
        ][:3]
        return parts

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
                if actor.name in _STATES_ABROAD:
                    return Part(actor.name, "perpetrator", actor, "actor.article_state")
        return None

    def _forces(self, near: list[ActorMention]) -> list[ActorMention]:
        forces = [
            actor for actor in near if actor.side == "force" and actor.name not in _NOT_FORCES and actor.name
        ]
        active = [actor for actor in forces if not actor.quoted] or forces
        first = _first_of_each(active)
        if first and all(actor.name in _STATES_ABROAD for actor in first):
            # Foreign forces support; those who announce the operation carried it out.
            first = _first_of_each([*(a for a in forces if a.name not in _STATES_ABROAD), *first])
        if {actor.name for actor in first} == {SECURITY_FORCES}:
            # "Security forces arrested", says the force whose men they are.
            first = [actor for actor in _first_of_each(forces) if actor.name != SECURITY_FORCES] or first
        specific = [actor for actor in first if actor.name != SECURITY_FORCES]
        if all(actor.name in KURDISH for actor in specific):
            return first  # "Iraqi and Peshmerga forces": two sides, one of them in general words
        return specific

    def _sweep(self, near: list[ActorMention]) -> list[Part]:
        forces = self._forces(near)
        parts = [Part(actor.name, "participant", actor, "actor.force") for actor in forces[:5]]
        return parts + self._wanted(near)

    def _wanted(self, near: list[ActorMention]) -> list[Part]:
        group = next((actor for actor in near if actor.side == "group" and actor.name != UNIDENTIFIED), None)
        resolved = self._group_for(group)
        return [] if resolved is None else [Part(resolved[0], "target", resolved[1], "actor.wanted")]

    def _by_forces(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        forces = self._forces(near) or self._forces(
            [actor for actors in self.reading.actors for actor in actors]
        )
        forces = self._agents(draft, near) or forces
        limit = 2 if draft.sub_type in {RAID, REGAINS} else 1
        parts = [Part(actor.name, "perpetrator", actor, "actor.force") for actor in forces[:limit]]
        return parts + [part for part in self._wanted(near) if part.name not in {item.name for item in parts}]

    def _agents(self, draft: Draft, near: list[ActorMention]) -> list[ActorMention]:
        """Return the forces behind "was killed by": others in the sentence had no part in it."""
        if not any(mention.voice == "passive" for mention in draft.mentions):
            return []
        agents = [actor for actor in self._forces(near) if self._is_agent(actor)]
        return [
            actor
            for actor in self._forces(near)
            if any(0 <= actor.start - agent.start <= _BETWEEN_REACH for agent in agents)
        ]

    def _disrupted(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        forces = self._forces(near)
        parts = [Part(actor.name, "participant", actor, "actor.force") for actor in forces[:2]]
        group = next((actor for actor in near if actor.side == "group" and actor.name), None)
        resolved = self._group_for(group)
        blamed = [a for a in self.groups if a.blamed and not self._is_of_another(a, draft)]
        if resolved is not None:
            parts.append(Part(resolved[0], "perpetrator", resolved[1], "actor.group"))
        elif blamed:
            parts.append(Part(blamed[0].name, "perpetrator", blamed[0], "actor.article_group"))
        return parts

    def _shooter(self, draft: Draft, near: list[ActorMention]) -> ActorMention | None:
        """Return the force named right before the words of the event."""
        before = [
            actor
            for actor in near
            for mention in draft.mentions
            if mention.sub_type == EXCESSIVE
            and actor.side == "force"
            and not actor.quoted
            and 0 <= mention.start - actor.end <= 30
        ]
        return before[0] if before else None

    def _protest(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        crowd = next((actor for actor in near if actor.name == PROTESTERS), None)
        trigger = draft.mentions[0]
        crowd = crowd or ActorMention(trigger.start, trigger.end, PROTESTERS, "civilian")
        forces = self._forces(near)
        if draft.sub_type == PEACEFUL:
            return [Part(PROTESTERS, "participant", crowd, "actor.crowd")]
        if draft.sub_type == INTERVENTION:
            return [Part(PROTESTERS, "participant", crowd, "actor.crowd")] + [
                Part(actor.name, "participant", actor, "actor.force") for actor in forces[:1]
            ]
        if draft.sub_type == EXCESSIVE:
            nobody = ActorMention(trigger.start, trigger.end, SECURITY_FORCES, "force")
            shooter = self._shooter(draft, near) or (forces[0] if forces else nobody)
            return [
                Part(shooter.name, "perpetrator", shooter, "actor.force"),
                Part(PROTESTERS, "target", crowd, "actor.crowd"),
            ]
        doer = PROTESTERS if draft.sub_type == VIOLENT else UNIDENTIFIED
        return [Part(doer, "perpetrator", crowd, "actor.crowd")] + [
            Part(actor.name, "target", actor, "actor.target") for actor in forces[:1]
        ]


def hits_civilians_only(draft: Draft, parts: list[Part], reading: Reading) -> bool:
    """Tell whether an armed attack was on civilians alone, which makes it ACLED's *Attack*.

    The first sentence that names anyone attacked decides: later ones tell of the forces that came.
    """
    hurt = [figure for figure in draft.figures if figure.side != "group" and figure.best > 0]
    named = {figure.who for figure in hurt if figure.who}
    if named:
        return named == {CIVILIANS}
    own = [m.sentence for m in draft.mentions if not m.title] or [m.sentence for m in draft.mentions]
    for index in sorted(set(own)):
        sides = {
            actor.side
            for actor in reading.actors[index]
            if not actor.quoted and actor.name not in _NOT_FORCES and actor.side in {"force", "civilian"}
        }
        if sides:
            return sides == {"civilian"}
        place = next((place for place in reading.places[index] if place.rank >= 3.5), None)
        if place is not None and place.rank >= 3.5 and hurt and place.is_village:
            return True
    targets = {part.name for part in parts if part.role == "target"}
    return targets == {CIVILIANS}


def _first_of_each(actors: list[ActorMention]) -> list[ActorMention]:
    seen: dict[str, ActorMention] = {}
    for actor in actors:
        if actor.name and actor.name not in seen:
            seen[actor.name] = actor
    return list(seen.values())
