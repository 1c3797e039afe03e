"""Reported incidents: what happened by the data set, and what each report of it says.

There is no text of the reports, so claims have no quote: each gives its source's address instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from incidents.enums import (
    ClaimField,
    DatePrecision,
    LocationPrecision,
    Role,
    SubEventType,
    Verification,
)
from incidents.models import CASUALTIES, Actor, Incident, Participation
from sources.models import Source

from .outlets import Outlets
from .reference import Folder, Known
from .table import Row, once, read_table

INCIDENT_COLUMNS = (
    "ref", "date_start", "date_end", "date_precision", "title", "event_type", "sub_event_type", "place",
    "district", "governorate", "longitude", "latitude", "location_precision", "perpetrator", "target",
    "other_actors", "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best",
    "wounded_high", "captured", "claimed_by", "source_outlet", "source_url", "source_date",
    "second_source_outlet", "second_source_url", "note",
)  # fmt: skip
CLAIM_COLUMNS = ("ref", "field", "low", "best", "high", "who", "value", "attributed_to", "source_url")
CLAIM_FIELDS = (*CASUALTIES, ClaimField.PLACE, ClaimField.PERPETRATOR)
BOUNDS = ("low", "best", "high")
VAGUE = (LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE)
PARTIES = {"perpetrator": Role.PERPETRATOR, "target": Role.TARGET, "other_actors": Role.PARTICIPANT}
CLAIM_OF_ROLE = {
    Role.PERPETRATOR: ClaimField.PERPETRATOR,
    Role.TARGET: ClaimField.TARGET,
    Role.PARTICIPANT: ClaimField.PARTICIPANT,
}


@dataclass
class SaidClaim:
    """One value that one source gives."""

    field: str
    value: dict[str, Any]
    attributed_to: str = ""


@dataclass
class SaidReport:
    """One source's account of an incident."""

    source: Source
    url: str
    date: Any = None
    claims: list[SaidClaim] = field(default_factory=list)


@dataclass
class Reported:
    """One incident with all that stands behind it, not stored yet."""

    incident: Incident
    parties: list[Participation] = field(default_factory=list)
    reports: list[SaidReport] = field(default_factory=list)
    disputed_fields: set[str] = field(default_factory=set)


def read_reported(folder: Folder, known: Known, outlets: Outlets) -> list[Reported]:
    """Read incidents and claims; raises RegionError for the first row that does not hold."""
    rows = list(once(read_table(folder.file("incidents"), INCIDENT_COLUMNS), "ref"))
    claims: dict[str, list[Row]] = defaultdict(list)
    by_ref = {row.text("ref"): row for row in rows}
    for row in read_table(folder.file("claims"), CLAIM_COLUMNS):
        row.text("ref", required=True)
        row.known("ref", by_ref)
        claims[row.text("ref")].append(row)
    return [_reported(row, claims[row.text("ref")], known, outlets) for row in rows]


def _reported(row: Row, claims: list[Row], known: Known, outlets: Outlets) -> Reported:
    incident = _incident(row, known)
    found = Reported(incident, list(_parties(row, incident, known)))
    found.reports = _sources(row, outlets)
    found.disputed_fields = {claim.text("field") for claim in claims}
    found.reports[0].claims = list(own_claims(found))
    for claim in claims:
        _report_at(claim, found, outlets).claims.append(_said(claim, known))
    _count_by_party(found)
    owners = {report.source.owner for report in found.reports}
    incident.verification = Verification.SINGLE_SOURCE if len(owners) == 1 else Verification.CORROBORATED
    return found


def _incident(row: Row, known: Known) -> Incident:
    start, end = row.days()
    place = row.known("place", known.places)
    precision = row.one_of("location_precision", LocationPrecision.values)
    longitude, latitude = row.point(required=precision not in VAGUE)
    if precision in VAGUE:
        longitude = latitude = None
    sub_type = SubEventType(row.one_of("sub_event_type", SubEventType.values))
    if row.text("event_type") != sub_type.family:
        row.fail("event_type", f"“{sub_type}” belongs to “{sub_type.family}”")
    note = row.text("note")
    about_place = note.startswith("Place:")
    return Incident(
        region=known.region,
        reference=row.text("ref", most=100),
        title=row.text("title", required=True, most=300),
        summary="" if about_place else note,
        sub_event_type=sub_type.value,
        date_start=start,
        date_end=end,
        date_precision=row.one_of("date_precision", DatePrecision.values),
        place=place,
        place_name=place.name if place else "",
        district=row.text("district", most=100),
        governorate=row.text("governorate", most=100),
        longitude=longitude,
        latitude=latitude,
        location_precision=precision,
        location_note=note if about_place else "",
        claimed_by=row.known("claimed_by", known.actors),
        **_casualties(row),
    )


def _casualties(row: Row) -> dict[str, int | None]:
    """Return the nine columns of casualties; see the data's notes for killed 0."""
    counts: dict[str, int | None] = {}
    for kind in ("killed", "wounded"):
        low, best, high = (row.count(f"{kind}_{bound}") for bound in BOUNDS)
        known = [n for n in (low, best, high) if n is not None]
        if known != sorted(known):
            row.fail(f"{kind}_best", "low, best and high are not in order")
        # All zero means "none, or only the wounded are listed": nobody says that none was killed.
        if kind == "killed" and known and not any(known):
            low = best = high = None
        counts |= {f"{kind}_low": low, f"{kind}_best": best, f"{kind}_high": high}
    return counts | {f"captured_{bound}": row.count("captured") for bound in BOUNDS}


def _parties(row: Row, incident: Incident, known: Known) -> Iterator[Participation]:
    for column, role in PARTIES.items():
        for name in row.texts(column):
            yield Participation(incident=incident, actor=row.known(column, known.actors, name), role=role)


def _sources(row: Row, outlets: Outlets) -> list[SaidReport]:
    url = row.text("source_url", required=True, most=2000)
    first = SaidReport(
        outlets.of_name(row.text("source_outlet", required=True, most=200), url), url, row.day("source_date")
    )
    second_url, second = row.text("second_source_url", most=2000), row.text("second_source_outlet", most=200)
    if not second_url or second_url == url:
        return [first]
    return [
        first,
        SaidReport(outlets.of_name(second or outlets.of_url(second_url).name, second_url), second_url),
    ]


def _report_at(row: Row, found: Reported, outlets: Outlets) -> SaidReport:
    """Return the report at a claim's address, a further one where no other has it."""
    url = row.text("source_url", required=True, most=2000)
    for report in found.reports:
        if report.url == url:
            return report
    report = SaidReport(outlets.of_url(url), url)
    found.reports.append(report)
    return report


def own_claims(found: Reported) -> Iterator[SaidClaim]:
    """Yield what the first source says: the incident's values, but for fields where sources differ."""
    incident = found.incident
    yield SaidClaim(ClaimField.SUB_EVENT_TYPE, {"code": incident.sub_event_type})
    dates = {"start": incident.date_start.isoformat(), "end": incident.date_end.isoformat()}
    yield SaidClaim(ClaimField.DATE, {**dates, "precision": incident.date_precision})
    if ClaimField.PLACE not in found.disputed_fields:
        yield SaidClaim(ClaimField.PLACE, _place_value(incident))
    for party in found.parties:
        name = CLAIM_OF_ROLE.get(Role(party.role))
        if name and name not in found.disputed_fields:
            yield SaidClaim(name, {"actor": party.actor.name})
    if incident.claimed_by:
        yield SaidClaim(ClaimField.CLAIMED_BY, {"actor": incident.claimed_by.name})
    for kind in CASUALTIES:
        value = {bound: getattr(incident, f"{kind}_{bound}") for bound in BOUNDS}
        if kind not in found.disputed_fields and any(n is not None for n in value.values()):
            yield SaidClaim(kind, {**value, "who": None})


def _place_value(incident: Incident) -> dict[str, Any]:
    return {
        "name": incident.place_name,
        "district": incident.district,
        "governorate": incident.governorate,
        "longitude": incident.longitude,
        "latitude": incident.latitude,
        "precision": incident.location_precision,
        "note": incident.location_note,
    }


def _said(row: Row, known: Known) -> SaidClaim:
    name = row.one_of("field", CLAIM_FIELDS)
    value: dict[str, Any]
    if name == ClaimField.PLACE:
        place = row.known("value", known.places)
        if place is None:
            row.fail("value", "a value is missing")
        value = {
            "name": place.name,
            "district": place.district,
            "governorate": place.governorate,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "precision": LocationPrecision.NEAR.value,
            "note": "",
        }
    elif name == ClaimField.PERPETRATOR:
        value = {"actor": _actor(row, "value", known).name}
    else:
        value = {bound: row.count(bound) for bound in BOUNDS}
        if not any(n is not None for n in value.values()):
            row.fail("best", "a value is missing")
        value["who"] = _actor(row, "who", known).name if row.text("who") else None
    return SaidClaim(name, value, row.text("attributed_to", most=300))


def _actor(row: Row, column: str, known: Known) -> Actor:
    actor = row.known(column, known.actors)
    if actor is None:
        row.fail(column, "a value is missing")
    return actor


def _count_by_party(found: Reported) -> None:
    """Give a party its own casualties where claims speak of it alone; best only where they agree."""
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for report in found.reports:
        for claim in report.claims:
            if claim.field in CASUALTIES and claim.value.get("who"):
                said = (claim.value[bound] for bound in BOUNDS)
                numbers[claim.value["who"], claim.field] += [n for n in said if n is not None]
    counted: set[tuple[str, str]] = set()
    for party in found.parties:
        for kind in CASUALTIES:
            key = (party.actor.name, kind)
            if key in counted or not numbers[key]:
                continue
            counted.add(key)
            low, high = min(numbers[key]), max(numbers[key])
            setattr(party, f"{kind}_low", low)
            setattr(party, f"{kind}_high", high)
            setattr(party, f"{kind}_best", low if low == high else None)
