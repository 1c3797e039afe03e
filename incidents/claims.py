"""From claims to values: what a report suggests, what an incident's sources support.

The rule for casualties over several reports: low is the lowest figure claimed, high the highest, and
best the latest figure from the most reliable source. A claim about one side (``who``) or about several
incidents together (a group's) never counts as an incident's total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from incidents.enums import ClaimField, LocationPrecision, Role, Sensitivity, SubEventType, Verification
from incidents.models import CASUALTIES, Actor, Claim, Decision, Incident, Place, Report
from sources.enums import Reliability

# The rule of suggest_range, as the desk reads it beside a suggestion.
RANGE_RULE: Final = gettext_lazy(
    "Low is the lowest figure that a report claims, high the highest; best is the latest figure of the "
    "most reliable source. Figures for one side or for several incidents together are left out."
)
ACTOR_ROLES: Final = {
    ClaimField.PERPETRATOR: Role.PERPETRATOR,
    ClaimField.TARGET: Role.TARGET,
    ClaimField.PARTICIPANT: Role.PARTICIPANT,
}


def totals(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return the claims by casualty field that speak of the incident's total."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.field in CASUALTIES and not claim.value.get("who"):
            found[claim.field].append(claim)
    return found


def of_side(claims: Iterable[Claim], actor: str) -> dict[str, list[Claim]]:
    """Return the claims by casualty field that speak of one side, an actor by its canonical name."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.field in CASUALTIES and claim.value.get("who") == actor:
            found[claim.field].append(claim)
    return found


def sum_of_sides(incident: Incident, field: str) -> dict[str, int | None] | None:
    """Return low, best and high of an incident's sides together, an actor in two roles once.

    None where no side has figures of its own; a bound that one of these sides leaves open stays open.
    """
    by_actor: dict[int, tuple[int | None, ...]] = {}
    for party in incident.participations.all():
        bounds = tuple(getattr(party, f"{field}_{bound}") for bound in ("low", "best", "high"))
        if any(number is not None for number in bounds):
            by_actor.setdefault(party.actor_id, bounds)
    if not by_actor:
        return None
    columns = zip(*by_actor.values(), strict=True)
    return {
        bound: None if None in numbers else sum(n for n in numbers if n is not None)
        for bound, numbers in zip(("low", "best", "high"), columns, strict=True)
    }


def _bounds(claim: Claim) -> tuple[int | None, int | None, int | None]:
    value = claim.value
    return value.get("low"), value.get("best"), value.get("high")


def _credibility(claim: Claim) -> tuple[int, str]:
    """Order by the source's reliability, then by date: the greatest is the figure to prefer."""
    outlet = claim.report.outlet if claim.report else None
    letters = list(Reliability.values)
    rank = -letters.index(outlet.reliability) if outlet else -len(letters)
    report = claim.report
    when = ""
    if report and report.article and report.article.published_at:
        when = report.article.published_at.isoformat()
    elif report and report.source_date:
        when = report.source_date.isoformat()
    return rank, when


def suggest_range(claims: list[Claim]) -> dict[str, int | None]:
    """Return low, best and high over the total claims of one casualty field (see the module's rule).

    ``high`` stays open (None) only where the highest figure is an "at least".
    """
    lows = [n for claim in claims for n in _bounds(claim)[:2] if n is not None]
    highs = [n for claim in claims for n in _bounds(claim)[1:] if n is not None]
    preferred = max(claims, key=_credibility)
    low, best, _high = _bounds(preferred)
    best = best if best is not None else low
    lowest = min(lows, default=best)
    highest = max(highs, default=None)
    open_ended = any(_bounds(c)[2] is None and (_bounds(c)[0] or 0) >= (highest or 0) for c in claims)
    return {"low": lowest, "best": best, "high": None if open_ended else highest}


def initial_values(report: Report) -> dict[str, Any]:
    """Return what the review form starts with: the report's first claim of each field."""
    first: dict[str, dict[str, Any]] = {}
    claims = list(report.claims.all())
    for claim in claims:
        if not claim.value.get("who"):
            first.setdefault(claim.field, claim.value)
    values: dict[str, Any] = {"sub_event_type": first.get(ClaimField.SUB_EVENT_TYPE, {}).get("code", "")}
    if when := first.get(ClaimField.DATE):
        values |= {"date_start": when["start"], "date_end": when["end"], "date_precision": when["precision"]}
    values |= place_values(first.get(ClaimField.PLACE))
    for field, of_field in totals(claims).items():
        values |= {f"{field}_{bound}": n for bound, n in suggest_range(of_field[:1]).items()}
    if claimed := first.get(ClaimField.CLAIMED_BY):
        values["claimed_by"] = Actor.objects.filter(name=claimed["actor"]).first()
    values["title"] = suggest_title(values, initial_participations(report))
    return values


def place_values(value: dict[str, Any] | None) -> dict[str, Any]:
    """Return an incident's values of the place that a claim gives; a vague one has no point."""
    if not value:
        return {"location_precision": LocationPrecision.NEAR}
    pointless = value["precision"] in {LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE}
    places = Place.objects.filter(name=value["name"])
    place = places.filter(district=value.get("district") or "").first() or places.first()
    return {
        "place": place,
        "place_name": value["name"],
        "district": value.get("district") or "",
        "governorate": value.get("governorate") or "",
        "longitude": None if pointless else value.get("longitude"),
        "latitude": None if pointless else value.get("latitude"),
        "location_precision": value["precision"],
        "location_note": value.get("note") or "",
    }


def initial_participations(report: Report) -> list[dict[str, Any]]:
    """Return the actors that the report names, with their own casualties where it gives them."""
    claims = list(report.claims.all())
    names = {c.value["actor"] for c in claims if c.field in ACTOR_ROLES}
    actors = {actor.name: actor for actor in Actor.objects.filter(name__in=names)}
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for claim in claims:
        if claim.field in ACTOR_ROLES and claim.value["actor"] in actors:
            name, role = claim.value["actor"], ACTOR_ROLES[ClaimField(claim.field)]
            rows.setdefault((name, role), {"actor": actors[name], "role": role})
    for claim in claims:
        for (name, _role), row in rows.items():
            if claim.field in CASUALTIES and claim.value.get("who") == name:
                low, best, high = _bounds(claim)
                row |= {f"{claim.field}_low": low, f"{claim.field}_best": best, f"{claim.field}_high": high}
    return list(rows.values())


def suggest_title(values: dict[str, Any], parties: list[dict[str, Any]]) -> str:
    """Return a plain title from the coded values, such as “Armed clash near Altun Kupri”.

    It is stored, so it is written in the site's own language, whoever reviews in whichever.
    """
    with override(settings.LANGUAGE_CODE):
        sub_type = values.get("sub_event_type") or ""
        place = values.get("place_name") or values.get("district") or values.get("governorate") or ""
        label = SubEventType(sub_type).label if sub_type else _("Incident")
        targets = [row["actor"].name for row in parties if row["role"] == Role.TARGET]
        what = f"{label} ({', '.join(targets)})" if targets else str(label)
        if not place:
            return what
        near = values.get("location_precision") == LocationPrecision.NEAR
        return (_("%(what)s near %(place)s") if near else _("%(what)s in %(place)s")) % {
            "what": what,
            "place": place,
        }


def claims_by_field(incident: Incident) -> dict[str, list[Claim]]:
    """Return all claims of an incident's decided reports by field, in the order of the code list."""
    return by_field(Claim.objects.filter(report__in=incident.reports.decided()))


def by_field(claims: QuerySet[Claim]) -> dict[str, list[Claim]]:
    """Return reports' claims by field, in the order of the code list, with their reports: one query."""
    found: dict[str, list[Claim]] = {field: [] for field in ClaimField.values}
    sources = ("report__article__source", "report__source")
    for claim in claims.select_related(*sources).order_by("report_id", "pk"):
        found[claim.field].append(claim)
    return {field: of_field for field, of_field in found.items() if of_field}


def contradict(claims: Iterable[Claim]) -> bool:
    """Whether the claims of one field give more than one value; claims about parts do not count."""
    values = {
        str(sorted((k, v) for k, v in claim.value.items() if k != "note"))
        for claim in claims
        if not claim.value.get("who")
    }
    return len(values) > 1


def derive_verification(incident: Incident) -> Verification:
    """Count independent sources among the decided reports: one owner is one source (codebook).

    What the desk set with a reason stands until it takes that back (``incidents.decisions``).
    """
    if incident.verification_reason:
        return Verification(incident.verification)
    return derive_verifications([incident.pk])[incident.pk]


def derive_verifications(incidents: Collection[int]) -> dict[int, Verification]:
    """Return the verification of incidents by primary key: one query.

    Reports for the desk only count too: how many independent sources there are tells nothing of them.
    """
    owners: dict[int, set[str]] = {pk: set() for pk in incidents}
    reports = Report.objects.decided().filter(incident__in=incidents)
    for report in reports.select_related("article__source", "source"):
        if report.incident_id is not None and (outlet := report.outlet) is not None:
            owners[report.incident_id].add(outlet.owner)
    by_count = (Verification.UNVERIFIED, Verification.SINGLE_SOURCE, Verification.CORROBORATED)
    return {pk: by_count[min(len(found), 2)] for pk, found in owners.items()}


def widen_casualties(incident: Incident, claims: Iterable[Claim]) -> None:
    """Let the incident's ranges cover a further report's totals; the best figure stays as decided.

    Claims for the desk only do not show in the ranges of an incident that others may see.
    """
    if incident.sensitivity == Sensitivity.PUBLIC:
        claims = [claim for claim in claims if not (claim.report and claim.report.restricted)]
    for field, of_field in totals(claims).items():
        suggested = suggest_range(of_field)
        best = getattr(incident, f"{field}_best")
        if best is None:
            for bound, value in suggested.items():
                setattr(incident, f"{field}_{bound}", value)
            continue
        lows = [n for n in (getattr(incident, f"{field}_low"), suggested["low"], best) if n is not None]
        highs = [
            n
            for n in (getattr(incident, f"{field}_high"), suggested["high"], suggested["best"], best)
            if n is not None
        ]
        setattr(incident, f"{field}_low", min(lows))
        setattr(incident, f"{field}_high", max(highs))


def record_decisions(incident: Incident, report: Report, user: User) -> None:
    """Note for each field which claim the incident rests on, or that the value is the editor's own."""
    decided: dict[str, Claim | None] = {}
    for claim in report.claims.all():
        if claim.value.get("who"):
            continue
        if claim_matches(incident, claim):
            decided[claim.field] = decided.get(claim.field) or claim
        else:
            decided.setdefault(claim.field, None)
    Decision.objects.bulk_create(
        Decision(incident=incident, field=field, claim=claim, decided_by=user)
        for field, claim in decided.items()
    )


def claim_matches(incident: Incident, claim: Claim) -> bool:
    """Whether the incident's value is what the claim says."""
    value: dict[str, Any] = claim.value
    if claim.field == ClaimField.SUB_EVENT_TYPE:
        return bool(incident.sub_event_type == value["code"])
    if claim.field == ClaimField.DATE:
        dates = (incident.date_start.isoformat(), incident.date_end.isoformat(), incident.date_precision)
        return dates == (value["start"], value["end"], value["precision"])
    if claim.field == ClaimField.PLACE:
        return (incident.place_name, incident.location_precision) == (value["name"], value["precision"])
    if claim.field == ClaimField.CLAIMED_BY:
        return bool(incident.claimed_by and incident.claimed_by.name == value["actor"])
    if claim.field in ACTOR_ROLES:
        role = ACTOR_ROLES[ClaimField(claim.field)]
        return incident.participations.filter(role=role, actor__name=value["actor"]).exists()
    return bool(getattr(incident, f"{claim.field}_best") == value.get("best", value.get("low")))


RESTRICTED_ALONE: Final = gettext_lazy(
    "All that it rests on may not be published, by the terms of its data set: add another source first."
)


def rests_on_restricted_alone(incident: Incident) -> bool:
    """Whether all that stands behind an incident may not be published, by its data sets' terms."""
    reports = Report.objects.filter(incident=incident)
    return reports.decided().exists() and not reports.public().exists()
