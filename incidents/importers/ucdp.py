"""UCDP GED's columns (https://ucdp.uu.se), by the codebook's table.

UCDP tells three types of violence and not how it was done: clashes become *Armed clash*, one-sided
violence *Attack*, and neither is held against an incident of another sub type when rows are matched.
"""

from __future__ import annotations

import re
from typing import Final

from incidents.enums import ActorKind, DatePrecision, LocationPrecision, Role, SubEventType
from incidents.models import Incident

from .cells import Cells
from .mapped import Mapped, Party, exactly, figures, unlocated

REQUIRED: Final = (
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
)
OPTIONAL: Final = (
    "conflict_name",
    "dyad_name",
    "country",
    "event_clarity",
    "where_coordinates",
    "where_description",
    "source_article",
    "source_original",
    "source_headline",
)
STATE_BASED, NON_STATE, ONE_SIDED = "state-based", "non-state", "one-sided"
VIOLENCE: Final = {"1": STATE_BASED, "2": NON_STATE, "3": ONE_SIDED}
DATE_PRECISION: Final = {
    "1": DatePrecision.DAY,
    "2": DatePrecision.WEEK,
    "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH,
    "5": DatePrecision.YEAR,
}
WHERE_PRECISION: Final = {
    "1": LocationPrecision.EXACT,
    "2": LocationPrecision.NEAR,
    "3": LocationPrecision.DISTRICT,
    "4": LocationPrecision.GOVERNORATE,
}
VAGUE: Final = {
    "5": "UCDP knows a part of the country only.",
    "6": "UCDP knows the country only.",
    "7": "UCDP places it in international waters or airspace.",
}
EXPLANATIONS: Final = {
    STATE_BASED: "State-based conflict",
    NON_STATE: "Non-state conflict",
    ONE_SIDED: "One-sided violence",
}
NAMES: Final = {
    "killed": "best",
    "place_name": "where_coordinates",
    "district": "adm_2",
    "governorate": "adm_1",
    "actor": "side_a",
}
_UNIT: Final = re.compile(r"\s+(district|governorate|province|region)$", re.IGNORECASE)
CIVILIANS: Final = "Civilians"


def map_row(cells: Cells) -> Mapped:
    """Return what a row says; raises RowError."""
    violence = cells.code("type_of_violence", VIOLENCE)
    longitude, latitude = cells.point()
    deaths = {side: cells.count(f"deaths_{side}") or 0 for side in ("a", "b", "civilians", "unknown")}
    best = cells.count("best")
    if best is None:
        cells.fail("best", "a value is missing")
    if best != sum(deaths.values()):
        cells.fail("best", f"not the sum of the sides' deaths ({sum(deaths.values())})")
    sub_type = SubEventType.ATTACK if violence == ONE_SIDED else SubEventType.ARMED_CLASH
    start = cells.required_day("date_start")
    incident = Incident(
        summary=_summary(cells, violence),
        sub_event_type=sub_type.value,
        date_start=start,
        date_end=cells.day("date_end") or start,
        date_precision=cells.code("date_prec", DATE_PRECISION).value,
        longitude=longitude,
        latitude=latitude,
        district=without_unit(cells.text("adm_2")),
        governorate=without_unit(cells.text("adm_1")),
        **figures("killed", cells.count("low"), best, cells.count("high")),
    )
    _place(cells, incident)
    return Mapped(
        key=cells.text("id").removesuffix(".0"),
        incident=incident,
        parties=_parties(cells, violence, deaths),
        attributed_to=cells.text("source_original")[:300] if "source_original" in cells.cells else "",
        coarse=True,
    )


def without_unit(name: str) -> str:
    """Return the name of an administrative unit alone: “Makhmur district” is Makhmur."""
    return _UNIT.sub("", name)


def _summary(cells: Cells, violence: str) -> str:
    parts = [EXPLANATIONS[violence]]
    if name := cells.text("dyad_name") or cells.text("conflict_name"):
        parts.append(f": {name}")
    aggregated = cells.text("event_clarity").removesuffix(".0") == "2"
    return "".join(parts) + "." + (" The source gives several events together." if aggregated else "")


def _place(cells: Cells, incident: Incident) -> None:
    code = cells.text("where_prec").removesuffix(".0")
    if code in VAGUE:
        if code != "5":
            incident.governorate = ""
        incident.location_note = cells.text("where_description")
        unlocated(incident, VAGUE[code])
    else:
        precision = cells.code("where_prec", WHERE_PRECISION)
        incident.location_precision = precision.value
        incident.location_note = cells.text("where_description")
        if precision in {LocationPrecision.EXACT, LocationPrecision.NEAR}:
            incident.place_name = without_unit(cells.text("where_coordinates"))
            if incident.longitude is None:
                cells.fail("latitude", "a value is missing")
        elif precision == LocationPrecision.GOVERNORATE:
            incident.district = ""


def _parties(cells: Cells, violence: str, deaths: dict[str, int]) -> list[Party]:
    side_a, side_b = cells.text("side_a", required=True), cells.text("side_b", required=True)
    one_sided = violence == ONE_SIDED
    first = Party(
        side_a,
        _kind(cells, side_a, violence),
        Role.PERPETRATOR if one_sided else Role.PARTICIPANT,
        exactly("killed", deaths["a"] or None),
    )
    if one_sided:
        # Everyone whom one-sided violence killed is a civilian by definition.
        killed = deaths["b"] + deaths["civilians"]
        return [first, Party(side_b, ActorKind.CIVILIANS, Role.TARGET, exactly("killed", killed or None))]
    parties = [
        first,
        Party(
            side_b,
            _kind(cells, side_b, violence),
            Role.PARTICIPANT,
            exactly("killed", deaths["b"] or None),
        ),
    ]
    if deaths["civilians"]:
        parties.append(
            Party(CIVILIANS, ActorKind.CIVILIANS, Role.PARTICIPANT, exactly("killed", deaths["civilians"]))
        )
    return parties


def _kind(cells: Cells, name: str, violence: str) -> ActorKind:
    """Return the kind of an actor that nobody knows yet."""
    if name.startswith("Government of "):
        own = name.removeprefix("Government of ").startswith(cells.text("country") or " ")
        return ActorKind.STATE if own else ActorKind.EXTERNAL
    return ActorKind.POLITICAL_MILITIA if violence == NON_STATE else ActorKind.REBELS
