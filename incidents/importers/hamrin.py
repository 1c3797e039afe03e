"""The project's own CSV export, from another installation (or from this one, where nothing is new)."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from incidents.enums import (
    ActorKind,
    DatePrecision,
    LocationPrecision,
    Role,
    SubEventType,
    TargetType,
    TimeOfDay,
    WeaponType,
)
from incidents.models import CASUALTIES, Incident

from .cells import Cells
from .mapped import BOUNDS, Mapped, Party

REQUIRED: Final = (
    "uid",
    "title",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "location_precision",
    "longitude",
    "latitude",
)
ROLES: Final = {
    "perpetrators": Role.PERPETRATOR,
    "targets": Role.TARGET,
    "participants": Role.PARTICIPANT,
    "responders": Role.RESPONDER,
}
FIGURES: Final = tuple(f"{kind}_{bound}" for kind in CASUALTIES for bound in BOUNDS)
OPTIONAL: Final = (
    *("summary", "time_of_day", "place", "district", "governorate", "location_note"),
    *(*ROLES, "claimed_by", *FIGURES, "weapons", "target_type", "sources", "source_urls"),
)
NAMES: Final = {
    **{kind: f"{kind}_best" for kind in CASUALTIES},
    "place_name": "place",
    "actor": "perpetrators",
}
FORMULA_START: Final = "=+-@＝＋－＠"


def map_row(cells: Cells) -> Mapped:
    """Return what a row says; raises RowError. The incident keeps its uid."""
    try:
        uid = UUID(cells.text("uid"))
    except ValueError:
        cells.fail("uid", "no UUID")
    start, end = cells.required_day("date_start"), cells.day("date_end")
    longitude, latitude = cells.point()
    incident = Incident(
        uid=uid,
        title=_plain(cells, "title", most=300),
        summary=_plain(cells, "summary"),
        sub_event_type=cells.one_of("sub_event_type", SubEventType.values),
        date_start=start,
        date_end=end or start,
        date_precision=cells.one_of("date_precision", DatePrecision.values),
        time_of_day=cells.one_of("time_of_day", ["", *TimeOfDay.values]),
        place_name=_plain(cells, "place"),
        district=_plain(cells, "district"),
        governorate=_plain(cells, "governorate"),
        longitude=longitude,
        latitude=latitude,
        location_precision=cells.one_of("location_precision", LocationPrecision.values),
        location_note=_plain(cells, "location_note"),
        weapons=cells.one_of("weapons", ["", *WeaponType.values]),
        target_type=cells.one_of("target_type", ["", *TargetType.values]),
        **{column: cells.count(column) for column in FIGURES},
    )
    claimed_by = _plain(cells, "claimed_by")
    return Mapped(
        key=str(uid),
        incident=incident,
        parties=[
            Party(name, _kind(name), role)
            for column, role in ROLES.items()
            for name in dict.fromkeys(_plain(cells, column).split("; "))
            if name
        ],
        claimed_by=Party(claimed_by, _kind(claimed_by), Role.PERPETRATOR) if claimed_by else None,
        attributed_to=_plain(cells, "sources")[:300],
        source_url=cells.address(cells.text("source_urls").split(" ", 1)[0]),
    )


def _plain(cells: Cells, column: str, *, most: int | None = None) -> str:
    """Return a text without the apostrophe that keeps spreadsheets from running it."""
    value = cells.text(column, most=most)
    return value[1:] if value[:1] == "'" and value[1:2] in set(FORMULA_START) else value


def _kind(name: str) -> ActorKind:
    """Return the kind of an actor that nobody here knows: the export does not tell it."""
    return ActorKind.CIVILIANS if name == "Civilians" else ActorKind.POLITICAL_MILITIA
