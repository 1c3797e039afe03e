"""Killed, wounded and captured: which number belongs to which word, and of whom."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention, Side
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document
    from sources.extraction.language import CasualtyKind, CasualtyWord
    from sources.extraction.numbers import Number
    from sources.extraction.patterns import Found
    from sources.extraction.sentences import Sentence

T = TypeVar("T")
_REACH_AFTER = 45
_REACH_BEFORE = 95
_FILLERS = 4
RISEN = "casualties.risen"
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


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one kind in a sentence; ``high`` None for "at least".

    ``part`` where it only details another ("including a child"). ``side`` says whose persons they
    are, ``who`` their actor where all are of one.
    """

    kind: CasualtyKind
    start: int
    end: int
    low: int
    best: int
    high: int | None
    who: str
    side: Side
    sentence: int
    part: bool
    rule: str


class CasualtyFinder:
    """Finds the casualty figures of one document."""

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

    def find(self) -> list[Figure]:
        """Return all figures in order of their sentences."""
        figures: list[Figure] = []
        for sentence in self.document.sentences:
            figures += self._in_sentence(sentence)
        return figures

    # --- who is counted -----------------------------------------------------------------------------

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
        return self._one_person(people)

    def _one_person(self, people: list[People]) -> list[People]:
        """Take two nouns side by side as one: "the body of a youth" (جثة شاب)."""
        merged: list[People] = []
        for group in people:
            last = merged[-1] if merged else None
            if (
                last is not None
                and last.best == group.best == 1
                and group.start == last.end + 1
                and self.text[last.end] == " "
            ):
                who, side = (group.who, group.side) if last.side == "any" else (last.who, last.side)
                merged[-1] = replace(last, end=group.end, who=who, side=side)
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

    # --- what happened to them ------------------------------------------------------------------------

    def _in_sentence(self, sentence: Sentence) -> list[Figure]:
        none = _within(self.none, sentence)
        covered = [(hit.start, hit.end) for hit in none]
        words = [
            word
            for word in _within(self.words, sentence)
            if not any(start <= word.start < end for start, end in covered)
        ]
        figures = [
            Figure(
                kind,
                hit.start,
                hit.end,
                0,
                0,
                0,
                "",
                "any",
                sentence.index,
                part=False,
                rule="casualties.none",
            )
            for hit in none
            for kind in hit.value.kinds
        ]
        if not words:
            return figures
        head = bisect_left(self.people_starts, sentence.start)
        people = []
        for group in self.people[head:]:
            if group.start >= sentence.end:
                break
            if not any(start <= group.start < end for start, end in covered):
                people.append(group)
        risen = [group for group in people if {group.start, group.start - 1} & self.risen_to]
        figures += [self._risen(group, words, sentence) for group in risen]
        return figures + self._link(words, [group for group in people if group not in risen], sentence)

    def _risen(self, group: People, words: list[Found[CasualtyWord]], sentence: Sentence) -> Figure:
        """Read "the number of soldiers killed has risen to four": a count right after words of an update."""
        kinds = {word.value.kind for word in words}
        kind: CasualtyKind = "killed" if "killed" in kinds or not kinds else words[0].value.kind
        start = group.start
        return Figure(
            kind,
            start,
            group.end,
            group.low,
            group.best,
            group.high,
            "",
            "any",
            sentence.index,
            part=False,
            rule=RISEN,
        )

    def _link(
        self, words: list[Found[CasualtyWord]], people: list[People], sentence: Sentence
    ) -> list[Figure]:
        """Give each group of people to one word: by the word's direction, then by distance."""
        leading = self._people_lead(words, people)
        owner: dict[int, int] = {}
        for index, group in enumerate(people):
            if {group.start, group.start - 1} & self.agents:
                continue  # "by two gunmen": those who did it
            if self.text[group.start - 2 : group.start] == ", " and self._speaks(group):
                continue  # "wounding seven, a doctor at the hospital said"
            choice = self._owner(group, words, leading=leading)
            if choice is not None:
                owner[index] = choice
        self._chain(people, owner)
        self._drop_joint_totals(people, words, owner)
        figures: list[Figure] = []
        for position, word in enumerate(words):
            mine = [people[index] for index in sorted(owner) if owner[index] == position]
            mine = self._one_side(word, self._after_deed(word, mine), leading=leading)
            figures += self._figures(word, mine, sentence)
        return figures

    def _after_deed(self, word: Found[CasualtyWord], mine: list[People]) -> list[People]:
        """Drop those whom another verb parts from the word: who fired, or of how many one was killed.

        "Two gunmen fired at a farmer, who was killed"; "they fired at two farmers; one was killed".
        """
        kept: list[People] = []
        limit = word.start
        for group in reversed(mine):
            deeds = self.deeds[bisect_left(self.deeds, group.end) : bisect_left(self.deeds, limit)]
            if group.end <= word.start and deeds and (kept or group.side == "group"):
                continue
            kept.append(group)
        return kept[::-1]

    def _one_side(self, word: Found[CasualtyWord], mine: list[People], *, leading: bool) -> list[People]:
        """Keep either the people before a word or those after it: "a sniper killed a guard"."""
        before = [group for group in mine if group.end <= word.start]
        after = [group for group in mine if group.start >= word.end]
        if word.value.counts != "either" or not before or not after:
            return mine
        return before if leading else after

    def _people_lead(self, words: list[Found[CasualtyWord]], people: list[People]) -> bool:
        """Tell "two killed and three wounded" from "killed two and wounded three"."""
        first = words[0]
        before = [group for group in people if group.end <= first.start]
        after = [group for group in people if group.start >= first.end]
        if not before:
            return False
        close_before = first.start - before[-1].end <= 25
        close_after = bool(after) and after[0].start - first.end <= 2
        return close_before and not (close_after and first.start - before[-1].end > 2)

    def _owner(self, group: People, words: list[Found[CasualtyWord]], *, leading: bool) -> int | None:
        best: tuple[float, int] | None = None
        inside: int | None = None
        for position, word in enumerate(words):
            if word.end <= group.start:
                gap = self.text[word.end : group.start]
                allowed = word.value.counts in {"after", "either"}
                against = word.value.counts == "either" and leading
                limit = _REACH_AFTER if not group.bare else 3
            elif word.start >= group.end:
                gap = self.text[group.end : word.start]
                allowed = word.value.counts in {"before", "either"}
                against = word.value.counts == "either" and not leading
                limit = _REACH_BEFORE if not group.bare else 12
            else:
                # "two of the injured died": the word is part of who is counted, unless nothing follows.
                inside = position if not word.value.weak or not group.bare else None
                continue
            if not allowed or len(gap) > limit or self._is_cut(gap, word, group):
                continue
            cost = len(gap) + (30 if against else 0) + (15 if word.value.weak else 0)
            if self._has_other_people(word, group):
                if word.end <= group.start:
                    continue  # "killing two fighters of a militia"
                cost += 40
            if best is None or cost < best[0]:
                best = (cost, position)
        if best is None or (inside is not None and self._others_between(words[best[1]], group)):
            # "11 dead and six wounded": the first number has its own word in its noun.
            return inside
        return best[1]

    def _others_between(self, word: Found[CasualtyWord], group: People) -> list[People]:
        """Return the people counted between a word and a group, those that the word itself counts too."""
        low, high = (word.start, group.start) if word.end <= group.start else (group.end, word.end)
        first = bisect_left(self.people_starts, low)
        return [other for other in self.people[first : first + 4] if low <= other.start and other.end <= high]

    def _has_other_people(self, word: Found[CasualtyWord], group: People) -> bool:
        """Tell whether others are counted between a word and a group that are no list with it."""
        between = self._others_between(word, group)
        if not between:
            return False
        left, right = (between[-1], group) if word.end <= group.start else (group, between[0])
        words = self.text[left.end : right.start].strip(" ,")
        return len(words.split()) > 1 or not self._is_list_gap(self.text[left.end : right.start])

    def _is_cut(self, gap: str, word: Found[CasualtyWord], group: People) -> bool:
        """Tell whether the words between cannot belong together: another figure or a quote ends there."""
        if ";" in gap or '"' in gap:
            return True
        low, high = (word.end, group.start) if word.end <= group.start else (group.end, word.start)
        return any(
            other is not word and low <= other.start and other.end <= high
            for other in self.words_near(low, high)
        )

    def words_near(self, low: int, high: int) -> list[Found[CasualtyWord]]:
        """Return the casualty words that start within a range."""
        return self.words[bisect_left(self.word_starts, low) : bisect_left(self.word_starts, high)]

    def _chain(self, people: list[People], owner: dict[int, int]) -> None:
        """Let "an officer and two soldiers were killed" count both."""
        for step in (range(len(people) - 2, -1, -1), range(1, len(people))):
            for index in step:
                other = index + 1 if step.step < 0 else index - 1
                if index in owner or other not in owner or people[index].bare:
                    continue
                if self._speaks(people[index]):
                    continue
                left, right = sorted((people[index], people[other]), key=lambda group: group.start)
                gap = self.text[left.end : right.start]
                if len(gap) <= 14 and self._is_list_gap(gap):
                    owner[index] = owner[other]

    def _speaks(self, group: People) -> bool:
        """Tell whether people are those who say it ("wounding two, a police officer said")."""
        index = bisect_left(self.speech_starts, group.end)
        return index < len(self.speech_starts) and self.speech_starts[index] - group.end <= 25

    def _drop_joint_totals(
        self, people: list[People], words: list[Found[CasualtyWord]], owner: dict[int, int]
    ) -> None:
        """Drop "killed and wounded 16": the number is of both kinds together, so neither is known."""
        for position in range(len(words) - 1):
            first, second = words[position], words[position + 1]
            gap = self.text[first.end : second.start]
            if first.value.kind == second.value.kind or len(gap) > 8:
                continue
            if not gap.strip(" ,") or not self._is_list_gap(gap):
                continue
            taken = set(owner.values())
            for index, word in list(owner.items()):
                after = position not in taken and word == position + 1 and people[index].start >= second.end
                before = position + 1 not in taken and word == position and people[index].end <= first.start
                if after or before:
                    del owner[index]

    def _is_list_gap(self, gap: str) -> bool:
        word = gap.strip(" ,")
        return not word or bool(self.document.grammar.conjunctions.find(f" {word} "))

    def _figures(self, word: Found[CasualtyWord], mine: list[People], sentence: Sentence) -> list[Figure]:
        if word.value.weak and all(group.bare for group in mine):
            mine = [group for group in mine if word.start - group.end <= 2 and group.end <= word.start]
        whole = [group for group in mine if not group.part]
        parts = [group for group in mine if group.part]
        figures: list[Figure] = []
        kind = word.value.kind
        for side_groups in _by_side(whole):
            names = {group.who for group in side_groups if group.who}
            sides = {group.side for group in side_groups if group.side != "any"}
            highs = [group.high for group in side_groups]
            start = min(word.start, *(group.start for group in side_groups))
            end = max(word.end, *(group.end for group in side_groups))
            figures.append(
                Figure(
                    kind,
                    start,
                    end,
                    sum(group.low for group in side_groups),
                    sum(group.best for group in side_groups),
                    None if None in highs else sum(high for high in highs if high is not None),
                    names.pop() if len(names) == 1 else "",
                    sides.pop() if len(sides) == 1 else "any",
                    sentence.index,
                    part=False,
                    rule=f"casualties.{word.value.counts}",
                )
            )
        figures += [
            Figure(
                kind,
                min(word.start, group.start),
                max(word.end, group.end),
                group.low,
                group.best,
                group.high,
                group.who,
                group.side,
                sentence.index,
                part=True,
                rule="casualties.part",
            )
            for group in parts
        ]
        return figures


def _by_side(people: list[People]) -> list[list[People]]:
    """Keep attackers apart from those attacked."""
    attackers = [group for group in people if group.side == "group"]
    others = [group for group in people if group.side != "group"]
    return [groups for groups in (others, attackers) if groups]


def _within(hits: list[Found[T]], sentence: Sentence) -> list[Found[T]]:
    first = bisect_left(hits, sentence.start, key=lambda hit: hit.start)
    last = bisect_left(hits, sentence.end, key=lambda hit: hit.start)
    return hits[first:last]
