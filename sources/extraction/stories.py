"""Which articles tell the same story: near-duplicate texts and accounts of one incident.

Pure functions over facts; the review page compares single accounts with
:mod:`sources.extraction.similarity`, this module puts the articles of a file together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sources.extraction.kinds import FAMILY
from sources.extraction.normalise import normalise
from sources.extraction.similarity import Account, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.extraction.facts import Facts, IncidentFacts

# An article takes up an incident again for about this long.
MOST_DAYS = 10
SAME_INCIDENT = 0.72
SAME_TEXT = 0.5
_SHINGLE = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """One article as far as stories go: its day, its text's shingles and its accounts, main ones first."""

    day: date | None
    shingles: frozenset[int]
    main: tuple[Account, ...]
    background: tuple[Account, ...]


def tell(text: str, title: str, published: date | None, facts: Facts) -> Told:
    """Reduce an article and its facts to what stories compare."""
    return Told(
        published,
        shingles_of(f"{title} {text}"),
        tuple(account_of(incident) for incident in facts.incidents if incident.main),
        tuple(account_of(incident) for incident in facts.incidents if not incident.main),
    )


def account_of(incident: IncidentFacts) -> Account:
    """Return one incident's preferred values as an account that can be compared."""
    first: dict[str, dict[str, Any]] = {}
    names: dict[str, set[str]] = {"perpetrator": set(), "target": set(), "participant": set()}
    for claim in incident.claims:
        first.setdefault(claim.field, claim.value)
        if claim.field in names:
            names[claim.field].add(claim.value["actor"])
    sub_type = first["sub_event_type"]["code"]
    place, when = first.get("place", {}), first.get("date", {})
    return Account(
        sub_event_type=sub_type,
        family=FAMILY[sub_type],
        date_start=date.fromisoformat(when["start"]) if when else None,
        date_end=date.fromisoformat(when["end"]) if when else None,
        longitude=place.get("longitude"),
        latitude=place.get("latitude"),
        district=place.get("district", ""),
        governorate=place.get("governorate", ""),
        perpetrators=frozenset(names["perpetrator"] or names["participant"]),
        targets=frozenset(names["target"]),
        killed=_bounds(first.get("killed")),
        wounded=_bounds(first.get("wounded")),
    )


def _bounds(value: dict[str, Any] | None) -> tuple[int, int] | None:
    if value is None:
        return None
    high = value["high"] if value["high"] is not None else value["best"]
    return value["low"], max(high, value["best"])


def shingles_of(text: str) -> frozenset[int]:
    """Return the hashes of all runs of four normalised words."""
    words = _WORD.findall(normalise(text).text)
    return frozenset(
        hash(tuple(words[index : index + _SHINGLE])) for index in range(len(words) - _SHINGLE + 1)
    )


def same_text(one: Told, other: Told) -> float:
    """Return how much of the shorter text stands in the longer one, from 0 to 1."""
    shorter = min(len(one.shingles), len(other.shingles))
    return len(one.shingles & other.shingles) / shorter if shorter else 0.0


def same_story(one: Told, other: Told) -> bool:
    """Tell whether two articles report the same main incident, in any language."""
    if one.day and other.day and abs((one.day - other.day).days) > MOST_DAYS:
        return False
    if same_text(one, other) >= SAME_TEXT:
        return True
    pairs = [(a, b) for a in one.main for b in other.main]
    # A follow-up tells the incident again as its background.
    pairs += [(a, b) for a in one.main[:1] for b in other.background]
    pairs += [(a, b) for a in one.background for b in other.main[:1]]
    if not one.main and not other.main:
        pairs += [(a, b) for a in one.background for b in other.background]
    return any(compare(a, b).score >= SAME_INCIDENT for a, b in pairs)


def group_stories(articles: Sequence[Told]) -> list[int]:
    """Return for each article the index of the first article of its story, its own where it is alone.

    Articles are compared within a window of days only, so the work grows with the articles a week.
    """
    leader = list(range(len(articles)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    order = sorted(range(len(articles)), key=lambda index: articles[index].day or date.min)
    start = 0
    for position, index in enumerate(order):
        day = articles[index].day
        while day and (articles[order[start]].day or day) < day - timedelta(days=MOST_DAYS):
            start += 1
        for other in order[start:position]:
            if find(other) != find(index) and same_story(articles[other], articles[index]):
                low, high = sorted((find(other), find(index)))
                leader[high] = low
    return [find(index) for index in range(len(articles))]
