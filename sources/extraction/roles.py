"""Who did it to whom: roles from the kind of event, the words around it and the rest of the article."""

from __future__ import annotations

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
from sources.extraction.cast import PARTIES, STATES_ABROAD, Cast, Part, first_of_each
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
    from sources.extraction.drafts import Draft, Reading

AIR_FORCE = "Iraqi Air Force"
_IRAQI_COMMANDS = {SECURITY_FORCES, "Iraqi Army", "Joint Operations Command", "Security Media Cell"}
_BETWEEN_REACH = 60
_BY_AIR = {STRIKE, SHELLING}
# Where the narrower force is named, the wider word means it.
_NARROWER = {"Iraqi Police": "Iraqi Federal Police"}
_NOT_FORCES = {"Security Media Cell", "Joint Operations Command", "UNAMI"}

CLAIMED = "actor.claimed"


class RoleFinder(Cast):
    """Assigns the actors of one article to its incidents."""

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
                for m in first_of_each(near)
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

    # --- by kind ---------------------------------------------------------------------------------------

    def _attack(self, draft: Draft, near: list[ActorMention]) -> list[Part]:
        active = [actor for actor in near if not actor.quoted and actor.name]
        near = [
            actor for actor in near if actor.name not in PARTIES or actor.blamed or self._opens(draft, actor)
        ]
        group = next((a for a in active if self._is_rebel(a) and a.name != UNIDENTIFIED), None)
        group = group or next((a for a in near if a.side == "group" and a.name in {UNIDENTIFIED, ""}), None)
        group = group or next((a for a in active if a.side == "group" and a in near), None)
        group = group or next((a for a in near if a.side == "group"), None)
        forces = [
            actor
            for actor in first_of_each(active)
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
                inside = first_of_each([a for a in named if hit.end <= a.start <= hit.end + _BETWEEN_REACH])
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

    def _targets(self, draft: Draft, active: list[ActorMention], taken: set[str]) -> list[Part]:
        hurt = {figure.who for figure in draft.figures if figure.who and figure.side != "group"}
        pool = [actor for actor in first_of_each(active) if actor.side in {"force", "civilian"}]
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
        abroad = [actor for actor in named if actor.name in STATES_ABROAD]
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
            for actor in first_of_each([actor for actor in named if not actor.quoted])
            if actor.name not in taken | _NOT_FORCES | {AIR_FORCE, UNIDENTIFIED}
        ][:3]
        return parts

    def _forces(self, near: list[ActorMention]) -> list[ActorMention]:
        forces = [
            actor for actor in near if actor.side == "force" and actor.name not in _NOT_FORCES and actor.name
        ]
        active = [actor for actor in forces if not actor.quoted] or forces
        first = first_of_each(active)
        if first and all(actor.name in STATES_ABROAD for actor in first):
            # Foreign forces support; those who announce the operation carried it out.
            first = first_of_each([*(a for a in forces if a.name not in STATES_ABROAD), *first])
        if {actor.name for actor in first} == {SECURITY_FORCES}:
            # "Security forces arrested", says the force whose men they are.
            first = [actor for actor in first_of_each(forces) if actor.name != SECURITY_FORCES] or first
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
