"""Which rows are incidents that exist: surely, perhaps, or not.

Scores are those of ``sources.extraction.similarity``. A row *is* an incident where all of this holds:
the score is at least ``SURE_SCORE``; both are dated to the same day or two; they lie no more than
``SURE_KM`` apart, or in the same district where one of them has no point; and no other incident is
nearly as likely. From ``matching.LEAST_SCORE`` on it *may* be one, which the desk has to decide.
A data set codes an incident once, so each incident takes one row at most. A row that is an incident that
was merged stands behind the one it was merged into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from incidents.enums import EventFamily
from incidents.matching import LEAST_SCORE, account_of_incident
from incidents.models import Incident, Participation
from sources.extraction.similarity import Account, Similarity, compare

from .known import KnownIncidents
from .mapped import Mapped

SURE_SCORE: Final = 0.8
SURE_KM: Final = 15.0
# A runner-up this close makes the choice a guess.
MARGIN: Final = 0.03
VIOLENT: Final = {EventFamily.BATTLES, EventFamily.EXPLOSIONS, EventFamily.CIVILIANS}


@dataclass(frozen=True)
class Match:
    """The incident that a row is, or perhaps is (``sure`` false)."""

    incident: Incident
    sure: bool


@dataclass(frozen=True)
class _Pair:
    row: int
    incident: Incident
    likeness: Similarity


def match_rows(
    rows: list[Mapped], parties: list[list[Participation]], known: KnownIncidents
) -> list[Match | None]:
    """Return the match of each row; ``parties`` are the rows' actors."""
    near = [known.near(row.incident) for row in rows]
    incidents = _load({pk for pks in near for pk in pks})
    survivors = {pk: _survivor(incident, incidents) for pk, incident in incidents.items()}
    known.take_reported({survivor.pk for pk, survivor in survivors.items() if survivor.pk != pk})
    pairs: list[list[_Pair]] = []
    for number, (row, pks) in enumerate(zip(rows, near, strict=True)):
        account = account_of_incident(row.incident, parties[number])
        best: dict[int, _Pair] = {}
        for pk in pks:
            likeness, incident = _compare(row, account, incidents[pk]), survivors[pk]
            before = best.get(incident.pk)
            if likeness.score >= LEAST_SCORE and (not before or before.likeness.score < likeness.score):
                best[incident.pk] = _Pair(number, incident, likeness)
        pairs.append(list(best.values()))
    return _choose(pairs, known)


def _load(pks: set[int]) -> dict[int, Incident]:
    """Return incidents by key, and with each that was merged what it was merged into."""
    found = {
        incident.pk: incident
        for incident in Incident.objects.filter(pk__in=pks).prefetch_related("participations__actor")
    }
    missing = {i.merged_into_id for i in found.values() if i.merged_into_id} - found.keys()
    return found | _load(missing) if missing else found


def _survivor(incident: Incident, found: dict[int, Incident]) -> Incident:
    while incident.merged_into_id is not None:
        incident = found[incident.merged_into_id]
    return incident


def _compare(row: Mapped, account: Account, incident: Incident) -> Similarity:
    other = account_of_incident(incident)
    if row.coarse and incident.family in VIOLENT:
        # The data set does not tell these kinds apart: neither for the match nor against it.
        account = replace(account, sub_event_type="", family=incident.family)
    return compare(account, other)


def _choose(pairs: list[list[_Pair]], known: KnownIncidents) -> list[Match | None]:
    chosen: list[Match | None] = [None] * len(pairs)
    ranked = sorted(
        (pair for row in pairs for pair in row), key=lambda p: (-p.likeness.score, p.row, p.incident.pk)
    )
    for pair in ranked:
        if chosen[pair.row] is not None or known.is_taken(pair.incident.pk):
            continue
        rivals = (
            other.likeness.score
            for other in pairs[pair.row]
            if other.incident.pk != pair.incident.pk and not known.is_taken(other.incident.pk)
        )
        sure = _is_sure(pair.likeness) and max(rivals, default=0.0) < pair.likeness.score - MARGIN
        chosen[pair.row] = Match(pair.incident, sure)
        if sure:
            known.take(pair.incident.pk)
    return chosen


def _is_sure(likeness: Similarity) -> bool:
    if likeness.score < SURE_SCORE:
        return False
    by_code = {reason.code: reason for reason in likeness.reasons}
    distance = by_code.get("km_apart")
    near = {"same_place", "same_district"} & by_code.keys() or (
        distance and (distance.number or 0) <= SURE_KM
    )
    return "same_date" in by_code and bool(near)
