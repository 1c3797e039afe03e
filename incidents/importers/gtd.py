"""GTD's columns (https://www.start.umd.edu/gtd), by the codebook's codes; -9 and -99 are "unknown"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Final, TypeVar

from incidents.enums import (
    ActorKind,
    DatePrecision,
    LocationPrecision,
    Role,
    SubEventType,
    TargetType,
    WeaponType,
)
from incidents.models import Incident

from .cells import Cells
from .mapped import Mapped, Party, exactly, unlocated

CodeT = TypeVar("CodeT", TargetType, WeaponType)

REQUIRED: Final = (
    "eventid",
    "iyear",
    "imonth",
    "iday",
    "specificity",
    "latitude",
    "longitude",
    "provstate",
    "city",
    "attacktype1",
    "targtype1",
    "weaptype1",
    "gname",
    "nkill",
    "nwound",
)
OPTIONAL: Final = (
    "extended",
    "resolution",
    "vicinity",
    "location",
    "summary",
    "doubtterr",
    "suicide",
    "weapsubtype1",
    "claimed",
    "nkillter",
    "nwoundte",
    "nperpcap",
    "ishostkid",
    "nhostkid",
    "dbsource",
    "scite1",
)
UNKNOWN: Final = frozenset({"-9", "-99"})
# GTD's own order of the codes 1, 2, 3, …
TARGETS: Final = {
    str(code): value
    for code, value in enumerate(
        (
            *(TargetType.BUSINESS, TargetType.GOVERNMENT, TargetType.POLICE, TargetType.MILITARY),
            *(TargetType.ABORTION, TargetType.AIRPORTS, TargetType.DIPLOMATIC, TargetType.EDUCATION),
            *(TargetType.FOOD_WATER, TargetType.JOURNALISTS, TargetType.MARITIME, TargetType.NGO),
            *(TargetType.OTHER, TargetType.PRIVATE, TargetType.RELIGIOUS, TargetType.TELECOM),
            *(TargetType.MILITIA, TargetType.TOURISTS, TargetType.TRANSPORT, TargetType.UNKNOWN),
            *(TargetType.UTILITIES, TargetType.PARTY),
        ),
        1,
    )
}
WEAPONS: Final = {
    str(code): value
    for code, value in enumerate(
        (
            *(WeaponType.BIOLOGICAL, WeaponType.CHEMICAL, WeaponType.RADIOLOGICAL, WeaponType.NUCLEAR),
            *(WeaponType.FIREARMS, WeaponType.EXPLOSIVES, WeaponType.FAKE, WeaponType.INCENDIARY),
            *(WeaponType.MELEE, WeaponType.VEHICLE, WeaponType.SABOTAGE, WeaponType.OTHER),
            WeaponType.UNKNOWN,
        ),
        1,
    )
}
ATTACKS: Final = {str(code): code for code in range(1, 10)}
TAKING_PEOPLE: Final = {4, 5, 6}
BOMBING, FACILITY, UNKNOWN_ATTACK = 3, 7, 9
SUB_WEAPONS: Final = {"7": SubEventType.GRENADE, "11": SubEventType.SHELLING}
ARMED: Final = {TargetType.POLICE, TargetType.MILITARY, TargetType.MILITIA}
UNARMED: Final = {
    *(TargetType.BUSINESS, TargetType.EDUCATION, TargetType.JOURNALISTS, TargetType.NGO),
    *(TargetType.PRIVATE, TargetType.RELIGIOUS, TargetType.TOURISTS),
}
NAMES: Final = {
    "date_end": "resolution",
    "killed": "nkill",
    "wounded": "nwound",
    "captured": "nhostkid",
    "place_name": "city",
    "governorate": "provstate",
    "actor": "gname",
}
NOBODY: Final = {"", "unknown"}


def map_row(cells: Cells) -> Mapped:
    """Return what a row says; raises RowError."""
    start, end, date_precision = _days(cells)
    target = _coded(cells, "targtype1", TARGETS, TargetType.UNKNOWN)
    longitude, latitude = cells.point()
    doubted = _yes(cells, "doubtterr")
    incident = Incident(
        summary=_summary(cells, doubted=doubted),
        sub_event_type=_sub_type(cells, target).value,
        date_start=start,
        date_end=end,
        date_precision=date_precision.value,
        longitude=longitude,
        latitude=latitude,
        governorate=_known(cells, "provstate"),
        weapons=_coded(cells, "weaptype1", WEAPONS, WeaponType.UNKNOWN).value,
        target_type=target.value,
        **exactly("killed", cells.count("nkill", UNKNOWN)),
        **exactly("wounded", cells.count("nwound", UNKNOWN)),
        **exactly("captured", _captured(cells)),
    )
    _place(cells, incident)
    attackers = _attackers(cells)
    return Mapped(
        key=cells.text("eventid").removesuffix(".0"),
        incident=incident,
        parties=[*attackers, *_targets(target)],
        claimed_by=attackers[0] if attackers and _yes(cells, "claimed") else None,
        attributed_to=cells.text("scite1")[:300],
        confidence=0.5 if doubted else None,
    )


def _yes(cells: Cells, column: str) -> bool:
    """Return whether a flag is 1; -9 is unknown, and so no."""
    return cells.text(column).removesuffix(".0") == "1"


def _known(cells: Cells, column: str) -> str:
    value = cells.text(column)
    return "" if value.lower() in NOBODY or value in UNKNOWN else value


def _coded(cells: Cells, column: str, codes: Mapping[str, CodeT], unknown: CodeT) -> CodeT:
    value = cells.text(column).removesuffix(".0")
    return unknown if value in UNKNOWN or not value else cells.code(column, codes)


def _days(cells: Cells) -> tuple[date, date, DatePrecision]:
    year, month, day = (cells.count(column, UNKNOWN) or 0 for column in ("iyear", "imonth", "iday"))
    if not month:
        first, last = cells.date_of("iyear", year, 1, 1), cells.date_of("iyear", year, 12, 31)
        return first, last, DatePrecision.YEAR
    if not day:
        first = cells.date_of("imonth", year, month, 1)
        return first, first.replace(day=monthrange(year, month)[1]), DatePrecision.MONTH
    first = cells.date_of("iday", year, month, day)
    resolved = cells.day("resolution") if _yes(cells, "extended") else None
    return first, resolved or first, DatePrecision.DAY


def _sub_type(cells: Cells, target: TargetType) -> SubEventType:
    attack = (
        cells.code("attacktype1", ATTACKS) if cells.text("attacktype1") not in UNKNOWN else UNKNOWN_ATTACK
    )
    weapon = cells.text("weaptype1").removesuffix(".0")
    explosive = weapon == "6"
    if weapon == "2":
        return SubEventType.CHEMICAL
    if _yes(cells, "suicide") and (explosive or attack == BOMBING):
        return SubEventType.SUICIDE_BOMB
    if attack == BOMBING or (attack == UNKNOWN_ATTACK and explosive):
        return SUB_WEAPONS.get(cells.text("weapsubtype1").removesuffix(".0"), SubEventType.IED)
    if attack in TAKING_PEOPLE:
        return SubEventType.ABDUCTION
    if attack == FACILITY:
        return SubEventType.LOOTING
    return SubEventType.ARMED_CLASH if target in ARMED else SubEventType.ATTACK


def _captured(cells: Cells) -> int | None:
    """Return the hostages of a kidnapping, or else the attackers who were captured."""
    if _yes(cells, "ishostkid"):
        return cells.count("nhostkid", UNKNOWN)
    return cells.count("nperpcap", UNKNOWN) or None


def _place(cells: Cells, incident: Incident) -> None:
    """Set the place by ``specificity``: 1 a town, 2 and 3 a district, 4 a province, 5 unknown."""
    city = _known(cells, "city")
    incident.location_note = cells.text("location")
    code = cells.text("specificity").removesuffix(".0")
    if code == "1":
        near = _yes(cells, "vicinity")
        incident.location_precision = LocationPrecision.NEAR if near else LocationPrecision.EXACT
        incident.place_name = city
        if incident.longitude is None:
            cells.fail("latitude", "a value is missing")
    elif code in {"2", "3"}:
        # The point is the middle of the district, which only its polygon can name.
        incident.location_precision = LocationPrecision.DISTRICT
        incident.place_name = city
    elif code == "4":
        incident.location_precision = LocationPrecision.GOVERNORATE
    elif code == "5" or code in UNKNOWN:
        unlocated(incident, "GTD does not know the place.")
    else:
        cells.fail("specificity", "not in the code list (1, 2, 3, 4, 5)")


def _attackers(cells: Cells) -> list[Party]:
    name = _known(cells, "gname")
    if not name:
        return []
    own = {
        **exactly("killed", cells.count("nkillter", UNKNOWN) or None),
        **exactly("wounded", cells.count("nwoundte", UNKNOWN) or None),
        **exactly("captured", cells.count("nperpcap", UNKNOWN) or None),
    }
    return [Party(name, ActorKind.REBELS, Role.PERPETRATOR, own)]


def _targets(target: TargetType) -> list[Party]:
    """Return civilians where the type of target says so; GTD's names of targets are free text."""
    return [Party("Civilians", ActorKind.CIVILIANS, Role.TARGET)] if target in UNARMED else []


def _summary(cells: Cells, *, doubted: bool) -> str:
    doubt = "GTD doubts that this was terrorism." if doubted else ""
    return f"{cells.text('summary')} {doubt}".strip()
