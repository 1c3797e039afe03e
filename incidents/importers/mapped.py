"""A row of any data set in the project's own terms, checked by the project's own rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, NoReturn

from django.core.exceptions import ValidationError

from incidents.enums import ActorKind, LocationPrecision, Role, SubEventType
from incidents.models import CASUALTIES, Incident
from incidents.validators import POINTLESS, check_casualties, check_dates, check_location

from .errors import RowError

BOUNDS: Final = ("low", "best", "high")
Figures = dict[str, int | None]
_TEXTS: Final = {"place_name": 200, "district": 100, "governorate": 100}


@dataclass
class Party:
    """An actor by the data set's name for it, in its role, with its own casualties by column."""

    name: str
    kind: ActorKind
    role: Role
    figures: Figures = field(default_factory=dict)


@dataclass
class Mapped:
    """What one row says. ``incident`` is unsaved and holds the values; its region comes later.

    ``coarse``: the data set's code for the kind of event is too wide to compare sub types by. ``title``
    of the incident may be empty. ``confidence`` is that of the report, where the data set doubts it.
    """

    key: str
    incident: Incident
    parties: list[Party] = field(default_factory=list)
    claimed_by: Party | None = None
    attributed_to: str = ""
    source_url: str = ""
    source_date: date | None = None
    confidence: float | None = None
    coarse: bool = False


def figures(kind: str, low: int | None, best: int | None, high: int | None) -> Figures:
    """Return the three columns of one kind of casualty."""
    return {f"{kind}_low": low, f"{kind}_best": best, f"{kind}_high": high}


def exactly(kind: str, number: int | None) -> Figures:
    """Return the three columns where the data set gives one figure alone."""
    return figures(kind, number, number, number)


def settle_place(incident: Incident) -> None:
    """Take the point from an incident whose place is known to the district or governorate only."""
    if incident.location_precision in POINTLESS:
        incident.longitude = incident.latitude = None


def unlocated(incident: Incident, note: str) -> None:
    """Say that the place is known to the governorate at most, and why."""
    incident.location_precision = LocationPrecision.GOVERNORATE
    incident.district = ""
    incident.location_note = f"{note} {incident.location_note}".strip()


def check(mapped: Mapped) -> None:
    """Raise RowError where a value breaks a rule that forms keep too."""
    incident = mapped.incident
    for column, most in _TEXTS.items():
        if len(value := getattr(incident, column)) > most:
            raise RowError(column, value, f"longer than {most} characters")
    for party in [*mapped.parties, *([mapped.claimed_by] if mapped.claimed_by else [])]:
        if len(party.name) > 200:
            raise RowError("actor", party.name, "longer than 200 characters")
    if incident.sub_event_type not in SubEventType.values:
        raise RowError("sub_event_type", incident.sub_event_type, "not in the code list")
    try:
        check_dates(incident.date_start, incident.date_end)
    except ValidationError as error:
        _refuse("date_end", str(incident.date_end), error)
    for kind in CASUALTIES:
        values = [getattr(incident, f"{kind}_{bound}") for bound in BOUNDS]
        try:
            check_casualties(kind, *values)
        except ValidationError as error:
            _refuse(kind, " ".join(map(str, values)), error)
    try:
        check_location(incident.longitude, incident.latitude, incident.location_precision)
    except ValidationError as error:
        _refuse("latitude", f"{incident.longitude} {incident.latitude}", error)


def _refuse(column: str, value: str, error: ValidationError) -> NoReturn:
    raise RowError(column, value, " ".join(error.messages)) from error
