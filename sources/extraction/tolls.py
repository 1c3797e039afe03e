"""Casualty arithmetic: parts and totals, both sides, updates and contradictions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sources.extraction.casualties import RISEN

if TYPE_CHECKING:
    from sources.extraction.casualties import Figure


# So many sentences behind the first count another may be added to it.
_ADDED_REACH = 2


@dataclass(frozen=True, slots=True)
class Toll:
    """One value of one kind for an incident, with the figures that say so."""

    low: int
    best: int
    high: int | None
    figures: tuple[Figure, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence of a figure says about it."""

    updated: bool = False
    superseded: bool = False
    title: bool = False
    contested: bool = False


def add_up(figures: list[Figure], contexts: dict[int, Context]) -> list[Toll]:
    """Return the tolls of one kind, the one to prefer first; several where reports contradict.

    ``contexts`` is by sentence index. Both sides' losses are added; a detail never replaces a total.
    """
    whole = [figure for figure in figures if not figure.part]
    positive = [figure for figure in whole if figure.best > 0]
    if not positive:
        zero = [figure for figure in whole if figure.best == 0]
        if zero:
            return [Toll(0, 0, 0, (zero[0],), "toll.none")]
        parts = [figure for figure in figures if figure.part]
        return [_single(parts[0], "toll.part")] if parts else []
    text = [figure for figure in positive if not _context(figure, contexts).title]
    positive = _without_breakdown(text or positive)
    attackers = [figure for figure in positive if figure.side == "group"]
    victims = [figure for figure in positive if figure.side != "group"]
    own, theirs = _prefer(victims, contexts), _prefer(attackers, contexts)
    if own and theirs and _is_same(own[0], theirs[0]):
        return theirs
    if own and theirs:
        return [_sum(own[0], theirs[0]), *(_sum(other, theirs[0]) for other in own[1:])]
    return own or theirs


def part_of(figures: list[Figure]) -> Toll:
    """Return the toll of one actor from its figures, of which there is at least one."""
    total = _single(figures[0], "toll.side")
    for figure in figures[1:]:
        total = replace(_sum(total, _single(figure, "toll.side")), rule="toll.side")
    return total


def _is_same(own: Toll, theirs: Toll) -> bool:
    """Tell whether "four" and "four fighters", told in two sentences, are the same people."""
    unnamed = all(figure.side == "any" and not figure.who for figure in own.figures)
    apart = {figure.sentence for figure in own.figures}.isdisjoint(
        figure.sentence for figure in theirs.figures
    )
    return unnamed and apart and own.best == theirs.best


def _without_breakdown(figures: list[Figure]) -> list[Figure]:
    """Drop a sentence whose figures only say of whom a total told before consists."""
    if not figures or figures[0].side != "any" or figures[0].who:
        return figures
    total = figures[0]
    sums: dict[int, int] = {}
    counts: dict[int, int] = {}
    for figure in figures:
        sums[figure.sentence] = sums.get(figure.sentence, 0) + figure.best
        counts[figure.sentence] = counts.get(figure.sentence, 0) + 1
    return [
        figure
        for figure in figures
        if figure.sentence == total.sentence
        or counts[figure.sentence] < 2
        or sums[figure.sentence] != total.best
    ]


def _prefer(figures: list[Figure], contexts: dict[int, Context]) -> list[Toll]:
    """Choose among the figures for one side: the latest update, else the first told."""
    if not figures:
        return []
    current = [figure for figure in figures if not _context(figure, contexts).superseded] or figures
    text = [figure for figure in current if not _context(figure, contexts).title] or current
    updated = [figure for figure in text if _context(figure, contexts).updated]
    updated.sort(key=lambda figure: figure.rule != RISEN)
    if updated:
        return [_single(updated[0], "toll.updated")]
    first = text[0]
    same_sentence = [
        figure for figure in text[1:] if figure.sentence == first.sentence and _is_separate(first, figure)
    ]
    total = _single(first, "toll.first")
    for figure in same_sentence:
        total = _sum(total, _single(figure, "toll.first"))
    added = [
        figure for figure in text[1:] if figure.extra and 0 < figure.sentence - first.sentence <= _ADDED_REACH
    ]
    for figure in added[:1]:
        total = replace(_sum(total, _single(figure, "toll.first")), rule="toll.added")
    out = [total]
    for figure in text[1:]:
        if figure in added:
            continue
        if figure.sentence == first.sentence or figure.best == total.best:
            continue
        if _context(figure, contexts).contested and total.best / 3 <= figure.best <= total.best * 3:
            out.append(_single(figure, "toll.contested"))
    return out


def _is_separate(first: Figure, other: Figure) -> bool:
    overlap = other.start < first.end and first.start < other.end
    return not overlap and bool(first.who or other.who) and first.who != other.who


def _context(figure: Figure, contexts: dict[int, Context]) -> Context:
    return contexts.get(figure.sentence, Context())


def _single(figure: Figure, rule: str) -> Toll:
    return Toll(figure.low, figure.best, figure.high, (figure,), rule)


def _sum(one: Toll, two: Toll) -> Toll:
    high = None if one.high is None or two.high is None else one.high + two.high
    return Toll(one.low + two.low, one.best + two.best, high, one.figures + two.figures, "toll.both_sides")
