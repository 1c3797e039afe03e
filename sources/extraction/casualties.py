"""Killed, wounded and captured: which number belongs to which word, and of whom."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sources.extraction.people import People, PeopleFinder

if TYPE_CHECKING:
    from sources.extraction.actors import Side
    from sources.extraction.language import CasualtyKind, CasualtyWord
    from sources.extraction.patterns import Found
    from sources.extraction.sentences import Sentence

T = TypeVar("T")
_REACH_AFTER = 45
_REACH_BEFORE = 95
RISEN = "casualties.risen"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one kind in a sentence; ``high`` None for "at least".

    ``part`` where it only details another ("including a child"); ``extra`` where the words add it to
    one told before ("another soldier died"). ``side`` says whose persons they
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
    extra: bool = False


class CasualtyFinder(PeopleFinder):
    """Finds the casualty figures of one document."""

    def find(self) -> list[Figure]:
        """Return all figures in order of their sentences."""
        figures: list[Figure] = []
        for sentence in self.document.sentences:
            figures += self._in_sentence(sentence)
        return figures

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

    def _is_extra(self, first: People, end: int) -> bool:
        """Tell whether words beside a count add it to one before: "another soldier", "died as well"."""
        return bool({first.start, first.start - 1} & self.added) or bool({end, end + 1} & self.added_after)

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
                    extra=self._is_extra(side_groups[0], end),
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
