"""Reported incidents into the database: in sets, once, and never over a person's decision."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from incidents.areas import assign_areas
from incidents.claims import totals
from incidents.enums import Coder, IncidentStatus, ReportState
from incidents.models import CASUALTIES, Claim, Decision, Incident, Participation, Region, Report, make_code

from .reported import BOUNDS, Reported
from .sync import BATCH, Progress, Synced, edited_by_people, sync

COUNTS = tuple(f"{kind}_{bound}" for kind in CASUALTIES for bound in BOUNDS)
INCIDENT_FIELDS = (
    "title", "summary", "sub_event_type", "date_start", "date_end", "date_precision", "place_id",
    "place_name", "district", "governorate", "longitude", "latitude", "location_precision",
    "location_note", "claimed_by_id", "verification", *COUNTS,
)  # fmt: skip
RULE = "data set"
REASON = "The data set's figures; its sources differ."
ClaimKey = tuple[int, str, str, str]


def store_reported(region: Region, found: list[Reported], progress: Progress, *, areas_changed: bool) -> None:
    """Write incidents, parties, reports and claims; new incidents arrive published.

    An incident that a person has touched stays as it is, with everything behind it.
    """
    edited = _edited_incidents()
    synced = _store_incidents(region, found, edited)
    for reported in found:
        reported.incident = synced.rows[reported.incident.reference,]
    untouched = [reported for reported in found if reported.incident.pk not in edited]
    parties = _store_parties(untouched)
    reports = _store_reports(untouched)
    claims = _store_claims(untouched, reports.rows)
    _store_decisions(untouched, reports.rows)
    moved = [*synced.new, *synced.changed]
    assign_areas(Incident.objects.filter(region=region) if areas_changed else moved)
    progress(synced.describe("incidents"))
    progress(parties.describe("participations"))
    progress(reports.describe("reports"))
    progress(f"claims: {claims} new")


def _edited_incidents() -> frozenset[int]:
    return (
        edited_by_people(Incident)
        | edited_by_people(Participation, "incident_id")
        | edited_by_people(Report, "incident_id")
    )


def _store_incidents(region: Region, found: list[Reported], edited: frozenset[int]) -> Synced[Incident]:
    taken = set(Incident.objects.values_list("code", flat=True))
    for reported in found:
        code = make_code(region.prefix)
        while code in taken:
            code = make_code(region.prefix)
        taken.add(code)
        # A data set's incident was decided by those who coded it; later changes go through review.
        reported.incident.code, reported.incident.status = code, IncidentStatus.PUBLISHED
    stored = Incident.objects.filter(region=region).exclude(reference="")
    return sync(stored, [r.incident for r in found], ("reference",), INCIDENT_FIELDS, edited=edited)


def _store_parties(found: list[Reported]) -> Synced[Participation]:
    wanted = []
    for reported in found:
        for party in reported.parties:
            party.incident = reported.incident
            wanted.append(party)
    stored = Participation.objects.filter(incident__in=[r.incident for r in found])
    return sync(stored, wanted, ("incident_id", "actor_id", "role"), COUNTS)


def _store_reports(found: list[Reported]) -> Synced[Report]:
    now = timezone.now()
    wanted = [
        Report(
            incident=reported.incident,
            source=said.source,
            source_url=said.url,
            source_date=said.date,
            state=ReportState.MERGED if number else ReportState.ACCEPTED,
            coder=Coder.IMPORTER,
            decided_at=now,
        )
        for reported in found
        for number, said in enumerate(reported.reports)
    ]
    stored = Report.objects.filter(incident__in=[r.incident for r in found], coder=Coder.IMPORTER)
    return sync(stored, wanted, ("incident_id", "source_url"), ("source_id", "source_date"))


def _claims(found: list[Reported], reports: dict[tuple[Any, ...], Report]) -> Iterable[Claim]:
    for reported in found:
        for said in reported.reports:
            report = reports[reported.incident.pk, said.url]
            for claim in said.claims:
                yield Claim(
                    report=report,
                    field=claim.field,
                    value=claim.value,
                    attributed_to=claim.attributed_to,
                    source_url=said.url,
                    rule=RULE,
                    coder=Coder.IMPORTER,
                )


def _key(claim: Claim) -> ClaimKey:
    value = json.dumps(claim.value, sort_keys=True, ensure_ascii=False)
    return claim.report_id or 0, claim.field, value, claim.attributed_to


def _store_claims(found: list[Reported], reports: dict[tuple[Any, ...], Report]) -> int:
    """Add the claims that are missing, and take back this loader's own that are no longer said."""
    wanted = {_key(claim): claim for claim in _claims(found, reports)}
    stored = {_key(c): c for c in Claim.objects.filter(report__in=reports.values(), coder=Coder.IMPORTER)}
    gone = [claim.pk for key, claim in stored.items() if key not in wanted]
    Decision.objects.filter(claim__in=gone).delete()
    Claim.objects.filter(pk__in=gone).delete()
    new = [claim for key, claim in wanted.items() if key not in stored]
    Claim.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


def _store_decisions(found: list[Reported], reports: dict[tuple[Any, ...], Report]) -> None:
    """Note, where sources differ on a figure, which claim the incident's best figure follows."""
    disputed = [r for r in found if r.disputed_fields & set(CASUALTIES)]
    claims: dict[int, list[Claim]] = {r.incident.pk: [] for r in disputed}
    ids = [report.pk for report in reports.values() if report.incident_id in claims]
    for claim in Claim.objects.filter(report__in=ids).select_related("report").order_by("pk"):
        if claim.report and claim.report.incident_id:
            claims[claim.report.incident_id].append(claim)
    wanted = [
        Decision(incident=r.incident, field=kind, claim=_followed(r.incident, kind, claims), reason=REASON)
        for r in disputed
        for kind in CASUALTIES
        if kind in r.disputed_fields
    ]
    stored = Decision.objects.filter(incident__in=[r.incident for r in disputed], actor=None)
    sync(stored, wanted, ("incident_id", "field"), ("claim_id", "reason"))


def _followed(incident: Incident, kind: str, claims: dict[int, list[Claim]]) -> Claim | None:
    best = getattr(incident, f"{kind}_best")
    for claim in totals(claims[incident.pk]).get(kind, []):
        if best is not None and claim.value.get("best") == best:
            return claim
    return None
