"""ACLED's columns (https://acleddata.com), by the codebook's table.

The order of actors does not say who attacked. Where the kind of event does (violence against civilians,
force against protesters, strikes on civilians), civilians and protesters are targets and the others
perpetrators; in all else both sides are participants. Fatalities 0 is "none reported", so nothing is
claimed about killed persons.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from incidents.enums import (
    ActorKind,
    DatePrecision,
    EventFamily,
    LocationPrecision,
    Role,
    SubEventType,
)
from incidents.models import Incident

from .cells import Cells
from .mapped import Mapped, Party, exactly

REQUIRED: Final = (
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "inter1",
    "actor2",
    "inter2",
    "admin1",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "notes",
    "fatalities",
)
OPTIONAL: Final = ("assoc_actor_1", "assoc_actor_2", "admin2", "civilian_targeting")
OFFERED: Final = tuple(s for s in SubEventType if s.family != EventFamily.OPERATIONS)
KINDS: Final = {
    **{str(kind.value): kind for kind in ActorKind},
    # Newer files spell the codes out, and the earlier words differ a little.
    **{kind.label.lower(): kind for kind in ActorKind},
}
TIME_PRECISION: Final = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}
GEO_PRECISION: Final = {
    "1": LocationPrecision.EXACT,
    "2": LocationPrecision.NEAR,
    "3": LocationPrecision.DISTRICT,
}
NAMES: Final = {
    "date_end": "event_date",
    "killed": "fatalities",
    "place_name": "location",
    "district": "admin2",
    "governorate": "admin1",
    "actor": "actor1",
}
_HARMED: Final = {ActorKind.CIVILIANS, ActorKind.PROTESTERS}


def map_row(cells: Cells) -> Mapped:
    """Return what a row says; raises RowError."""
    sub_type = SubEventType(cells.one_of("sub_event_type", OFFERED))
    if cells.text("event_type") != sub_type.family:
        cells.fail("event_type", f"“{sub_type}” belongs to “{sub_type.family}”")
    time_precision = cells.code("time_precision", TIME_PRECISION)
    start, end = days(cells.required_day("event_date"), time_precision)
    longitude, latitude = cells.point()
    incident = Incident(
        summary=cells.text("notes"),
        sub_event_type=sub_type.value,
        date_start=start,
        date_end=end,
        date_precision=time_precision.value,
        longitude=longitude,
        latitude=latitude,
        district=cells.text("admin2"),
        governorate=cells.text("admin1", required=True),
        **exactly("killed", cells.count("fatalities") or None),
    )
    _place(cells, incident)
    return Mapped(
        key=cells.text("event_id_cnty"),
        incident=incident,
        parties=_parties(cells, sub_type),
        attributed_to=cells.text("source")[:300],
    )


def days(day: date, precision: DatePrecision) -> tuple[date, date]:
    """Return the days that a date of a precision may mean: itself, the week around it, its month."""
    if precision == DatePrecision.WEEK:
        return day - timedelta(days=3), day + timedelta(days=3)
    if precision == DatePrecision.MONTH:
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


def _place(cells: Cells, incident: Incident) -> None:
    precision = cells.code("geo_precision", GEO_PRECISION)
    location = cells.text("location")
    if precision == LocationPrecision.DISTRICT:
        # The point and the name are those of a town that stands for all of it.
        if not incident.district:
            precision = LocationPrecision.GOVERNORATE
        incident.location_note = f"ACLED places it at {location}, for want of a place." if location else ""
    else:
        incident.place_name = location
    incident.location_precision = precision.value


def _parties(cells: Cells, sub_type: SubEventType) -> list[Party]:
    sides = [side for number in "12" for side in _side(cells, number)]
    kinds = {party.kind for party in sides}
    one_sided = (
        sub_type.family == EventFamily.CIVILIANS
        or sub_type == SubEventType.EXCESSIVE_FORCE
        or bool(cells.text("civilian_targeting"))
        or (sub_type.family == EventFamily.EXPLOSIONS and kinds & _HARMED and kinds - _HARMED)
    )
    if one_sided:
        for party in sides:
            party.role = Role.TARGET if party.kind in _HARMED else Role.PERPETRATOR
    return sides


def _side(cells: Cells, number: str) -> list[Party]:
    name = cells.text(f"actor{number}")
    if not name:
        return []
    column = f"inter{number}"
    kind = KINDS.get(cells.text(column).lower().removesuffix(".0"))
    if kind is None:
        cells.fail(column, "not one of ACLED's inter codes")
    names = [name, *cells.texts(f"assoc_actor_{number}")]
    return [Party(one, kind, Role.PARTICIPANT) for one in dict.fromkeys(names)]
