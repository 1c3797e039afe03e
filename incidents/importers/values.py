"""What an import writes, in a form that can be compared later with what the desk made of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from incidents.claims import suggest_title
from incidents.enums import ClaimField, Coder, Role
from incidents.models import CASUALTIES, Claim, Incident, Participation, Report
from incidents.regions.reported import BOUNDS, Reported, own_claims

from .actors import Actors
from .mapped import Mapped

COUNTS: Final = tuple(f"{kind}_{bound}" for kind in CASUALTIES for bound in BOUNDS)
# Columns that the desk decides on together, and the claim's field where there is one.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "summary": ("summary",),
    ClaimField.SUB_EVENT_TYPE: ("sub_event_type",),
    ClaimField.DATE: ("date_start", "date_end", "date_precision"),
    "time_of_day": ("time_of_day",),
    ClaimField.PLACE: (
        *("place_name", "district", "governorate", "longitude", "latitude"),
        *("location_precision", "location_note"),
    ),
    "weapons": ("weapons",),
    "target_type": ("target_type",),
    ClaimField.CLAIMED_BY: ("claimed_by_id",),
    **{kind: tuple(f"{kind}_{bound}" for bound in BOUNDS) for kind in CASUALTIES},
}
COLUMNS: Final = tuple(column for columns in GROUPS.values() for column in columns)
PARTIES: Final = "parties"
RULE: Final = "data set"


def participations_of(mapped: Mapped, actors: Actors) -> list[Participation]:
    """Return a row's actors, unsaved; one that stands there twice in a role takes part once."""
    found: dict[tuple[str, str], Participation] = {}
    for party in mapped.parties:
        actor = actors.of(party)
        key = (actor.name, party.role)
        if key not in found:
            found[key] = Participation(
                incident=mapped.incident, actor=actor, role=party.role.value, **party.figures
            )
    return list(found.values())


def complete(mapped: Mapped, parties: list[Participation], actors: Actors) -> None:
    """Give a row's incident who claimed it, and a title where the data set has none."""
    incident = mapped.incident
    incident.claimed_by = actors.of(mapped.claimed_by) if mapped.claimed_by else None
    if not incident.title:
        values = {column: getattr(incident, column) for column in COLUMNS}
        named = [{"actor": party.actor, "role": party.role} for party in parties]
        incident.title = suggest_title(values, named)[:300]


def values_of(incident: Incident) -> dict[str, Any]:
    """Return an incident's values in JSON types; empty ones are left out."""
    found = {}
    for column in COLUMNS:
        value = getattr(incident, column)
        if value is not None and value != "":
            found[column] = value.isoformat() if hasattr(value, "isoformat") else value
    return found


def parties_of(participations: Iterable[Participation]) -> list[list[Any]]:
    """Return actors in their roles with their figures, in JSON types and one order."""
    return sorted(
        (
            [party.actor_id, str(party.role), *(getattr(party, column) for column in COUNTS)]
            for party in participations
        ),
        key=lambda party: (party[0], party[1]),
    )


def said_by(mapped: Mapped, parties: list[Participation]) -> list[tuple[str, dict[str, Any]]]:
    """Return what a row says, as fields and values of claims."""
    said = [
        (str(claim.field), claim.value)
        for claim in own_claims(Reported(mapped.incident, parties))
        if claim.field != ClaimField.PLACE
        or claim.value["governorate"]
        or claim.value["longitude"] is not None
    ]
    for party in parties:
        if party.role != Role.RESPONDER:
            for kind in CASUALTIES:
                figures = {bound: getattr(party, f"{kind}_{bound}") for bound in BOUNDS}
                if any(number is not None for number in figures.values()):
                    said.append((kind, {**figures, "who": party.actor.name}))
    return said


def _is_located(place: dict[str, Any]) -> bool:
    return bool(place["governorate"]) or place["longitude"] is not None


def claims_of(mapped: Mapped, report: Report, parties: list[Participation]) -> list[Claim]:
    """Return what a row says, as claims of its report, unsaved."""
    return [
        Claim(
            report=report,
            field=field,
            value=value,
            attributed_to=mapped.attributed_to,
            source_url=mapped.source_url,
            rule=RULE,
            confidence=mapped.confidence,
            coder=Coder.IMPORTER,
        )
        for field, value in said_by(mapped, parties)
    ]
