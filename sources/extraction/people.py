"""Who is counted: numbers with their nouns, duals, "others", and parts ("including")."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention, Side
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document
    from sources.extraction.language import CasualtyWord
    from sources.extraction.numbers import Number
    from sources.extraction.patterns import Found

_FILLERS = 4
_LARGEST_TOLL = 20_000


@dataclass(frozen=True, slots=True)
class People:
    """Persons counted at ``[start, end)``: "two Iraqi soldiers", جنديان, "three others", "four"."""

    start: int
    end: int
    low: int
    best: int
    high: int | None
    who: str
    side: Side
    bare: bool = False
    part: bool = False


class PeopleFinder:
    """Finds the persons that a document counts: "two Iraqi soldiers", جنديان, "three others"."""

    def __init__(self, document: Document, actors: list[ActorMention], dates: list[DateMention]) -> None:
        self.document = document
        self.text = document.text
        grammar = document.grammar
        self.actors = actors
        self.dated = [(date.start, date.end) for date in dates]
        self.actor_starts = [actor.start for actor in actors]
        self.actor_ends = {actor.end: actor for actor in actors if actor.noun}
        self.words = self.document.find(grammar.casualties)
        self.word_starts = [word.start for word in self.words]
        self.none = self.document.find(grammar.no_casualties)
        self.others = {hit.start: hit.end for hit in self.document.find(grammar.others)}
        self.including = [hit.end for hit in self.document.find(grammar.including)]
        self.fillers = {hit.start: hit.end for hit in self.document.find(grammar.fillers)}
        self.partitives = {hit.end + 1 for hit in self.document.find(grammar.partitives)}
        self.risen_to = {hit.end for hit in self.document.find(grammar.cues) if hit.value.kind == "updated"}
        added = self.document.find(grammar.additions_before)
        self.added = {hit.start for hit in added} | {hit.end for hit in added}
        self.added_after = {hit.start for hit in self.document.find(grammar.additions_after)}
        self.filler_ends = set(self.fillers.values())
        self.agents = {hit.end for hit in self.document.find(grammar.agent_markers)}
        triggers = document.grammar.language.triggers
        self.deeds = [hit.end for hit in document.triggers if triggers[hit.value].voice == "active"]
        self.units = {hit.start for hit in self.document.find(grammar.not_counts_after)}
        self.unit_leads = {hit.end for hit in self.document.find(grammar.not_counts_before)}
        self.stops = self._stops()
        self.speech_starts = [hit.start for hit in self.document.find(grammar.speech)]
        self.people = self._people()
        self.people_starts = [group.start for group in self.people]

    def _people(self) -> list[People]:
        people: list[People] = []
        counted: set[int] = set()
        for number in self.document.numbers:
            if self._is_count(number):
                group = self._with_noun(number)
                if group is not None:
                    people.append(group)
                    counted.add(group.end)
        for actor in self.actors:
            if actor.noun and actor.count and actor.end not in counted and not self._numbered(actor, people):
                people.append(
                    People(
                        actor.start,
                        actor.end,
                        actor.count,
                        actor.count,
                        actor.count,
                        actor.name,
                        actor.side,
                        part=self._follows_including(actor.start),
                    )
                )
        people.sort(key=lambda group: group.start)
        return self._one_person(people, counted)

    def _one_person(self, people: list[People], counted: set[int]) -> list[People]:
        """Take nouns side by side as one: "the body of a youth" (جثة شاب), "two shepherds, brothers"."""
        merged: list[People] = []
        for group in people:
            last = merged[-1] if merged else None
            if (
                last is not None
                and (
                    last.best == group.best == 1
                    or (last.best <= group.best == 2 and group.end not in counted)
                )
                and group.start == last.end + 1
                and self.text[last.end] == " "
            ):
                who, side = (group.who, group.side) if last.side == "any" else (last.who, last.side)
                merged[-1] = replace(
                    last, end=group.end, low=group.low, best=group.best, high=group.high, who=who, side=side
                )
            else:
                merged.append(group)
        return merged

    def _numbered(self, actor: ActorMention, people: list[People]) -> bool:
        return any(group.start <= actor.start < group.end for group in people[-400:])

    def _is_count(self, number: Number) -> bool:
        if number.vague or self._is_dated(number):
            return False
        if number.value == 1 and self.document.number_at(number.end + 1) is not None:
            return False  # "another five"
        if number.value > _LARGEST_TOLL or (
            1990 <= number.value <= 2100 and self.text[number.core].isdigit()
        ):
            return False
        after = number.end + (self.text[number.end : number.end + 1] in {" ", "-"})
        if after in self.units or number.end in self.units:
            return False
        if self.text[number.end : number.end + 1] in {"%", ":", "/"}:
            return False
        return number.article or not {number.start, number.start - 1} & self.unit_leads

    def _stops(self) -> set[int]:
        """Return where words start that cannot stand between a number and its noun."""
        grammar = self.document.grammar
        groups = (grammar.place_before["in"], grammar.agent_markers, grammar.conjunctions, grammar.speech)
        starts = {hit.start for group in groups for hit in self.document.find(group)}
        return starts | set(self.word_starts)

    def _is_dated(self, number: Number) -> bool:
        index = bisect_left(self.dated, (number.core + 1,)) - 1
        return index >= 0 and number.core < self.dated[index][1]

    def _with_noun(self, number: Number) -> People | None:
        """Read on from a number to the noun it counts; a bare number may be a count, too."""
        pair = self._noun_before(number)
        if pair is not None:
            return pair
        position, unknown = number.end, 0
        for _ in range(_FILLERS + 2):
            while self.text[position : position + 1] in {" ", "-", "(", ")"} and position - number.end < 60:
                position += 1
            index = bisect_left(self.actor_starts, position)
            here = index < len(self.actors) and self.actors[index].start == position
            if here and self._is_person(index, number):
                return self._counted(number, index)
            if here:
                # "An Islamic State (ISIS) suspect": the group's name stands before the noun.
                position = self.actors[index].end
                continue
            if position in self.others:
                return self._group(number, self.others[position], "", "any", bare=False)
            if position in self.fillers and not (number.article and unknown):
                position = self.fillers[position]
                continue
            end = self._word_end(position)
            word = self.text[position:end].replace("'", "")
            if end == position or unknown or position in self.stops or not word.isalpha():
                break
            unknown += 1
            position = end
        if number.article or (number.start - 1 in self.filler_ends and number.start - 1 not in self.agents):
            # "A woman of sixty": a number after "of" counts nobody.
            return None
        return self._group(number, number.end, "", "any", bare=True)

    def _noun_before(self, number: Number) -> People | None:
        """Read a dual or plural with its "two" behind it: جنديين اثنين."""
        noun = self.actor_ends.get(number.start - 1) or self.actor_ends.get(number.end)
        if (
            noun is None
            or noun.start >= number.start
            or number.value != 2
            or self.text[number.core].isdigit()
            or noun.count == 1
        ):
            return None
        index = bisect_left(self.actor_starts, number.core)
        if index < len(self.actors) and self.actors[index].start == number.core and self.actors[index].name:
            # "Two bodies of two of the attackers": whose they are stands behind the number.
            owner = self.actors[index]
            return People(noun.start, owner.end, 2, 2, 2, owner.name, owner.side)
        return People(noun.start, number.end, 2, 2, 2, noun.name, noun.side)

    def _is_person(self, index: int, number: Number) -> bool:
        """Tell whether an actor's name can be counted; after an article only a noun can ("an ISIS ...")."""
        actor = self.actors[index]
        if number.article or (actor.weak and actor.start not in self.partitives):
            return actor.noun
        return True

    def _counted(self, number: Number, index: int) -> People:
        """Take in the noun and a force right behind it ("members of the federal police")."""
        actor = self.actors[index]
        who, side, end = actor.name, actor.side, actor.end
        if index + 1 < len(self.actors):
            following = self.actors[index + 1]
            end += self._ending(end)
            gap = self.text[end : following.start]
            if len(gap) <= 12 and "," not in gap and (not who or who == following.name or not gap.strip()):
                starts = end + (gap[:1] == " ")
                if not gap.strip() or starts in self.fillers:
                    who, side, end = following.name or who, following.side, following.end
        return self._group(number, end, who, side, bare=False)

    def _group(self, number: Number, end: int, who: str, side: Side, *, bare: bool) -> People:
        part = self._follows_including(number.start)
        return People(number.start, end, number.low, number.value, number.high, who, side, bare, part)

    def _follows_including(self, start: int) -> bool:
        index = bisect_left(self.including, start + 1) - 1
        if index < 0:
            return False
        gap = self.text[self.including[index] : start]
        told = self.words_near(self.including[index], start)
        return len(gap) <= 60 and not told and ". " not in gap and "\n" not in gap and ";" not in gap

    def _ending(self, position: int) -> int:
        """Return the length of the endings glued to a noun that ends at a position (Sorani ی, ەکانی)."""
        enclitic = self.document.grammar.enclitic
        end = self._word_end(position)
        return (
            end - position if enclitic and end > position and enclitic.match(self.text[position:end]) else 0
        )

    def _word_end(self, position: int) -> int:
        end = position
        while (
            end < len(self.text)
            and end - position < 30
            and (self.text[end].isalnum() or self.text[end] == "'")
        ):
            end += 1
        return end

    def words_near(self, low: int, high: int) -> list[Found[CasualtyWord]]:
        """Return the casualty words that start within a range."""
        return self.words[bisect_left(self.word_starts, low) : bisect_left(self.word_starts, high)]
