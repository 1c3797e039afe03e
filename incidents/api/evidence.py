"""What incidents rest on: reports, claims, and the words that say them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, Model, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from incidents.enums import ClaimField
from incidents.models import Claim, Decision, Incident, Participation, Report, ReportGroup
from incidents.models.report import ReportQuerySet
from incidents.past import Past

from .links import Links
from .rows import (
    COLUMNS,
    PARTICIPATION_COLUMNS,
    Row,
    grouped,
    hides_place,
    incident,
    participation,
    source,
    utc,
    with_outlets,
)

DETAIL_COLUMNS: Final = (*COLUMNS, "verification_reason")
CLAIM_COLUMNS: Final = ("field", "value", "quote", "start", "end", "attributed_to", "source_url", "coder")


def _report(row: Any, claims: list[Row]) -> Row:
    return {
        **source(row),
        "title": row["article__title"] or "",
        "state": row["state"],
        "licence": row["licence"],
        "claims": claims,
    }


def _visible(claims: list[Row], *, place_hidden: bool) -> list[Row]:
    """Leave out what would tell a hidden place: claims of it, and the sentences, which may name it."""
    if not place_hidden:
        return claims
    return [
        {**claim, "quote": "", "start": None, "end": None}
        for claim in claims
        if claim["field"] != ClaimField.PLACE
    ]


def reports(rows: list[Row]) -> dict[int, list[Row]]:
    """Return each incident's reports with their claims, from rows of ``rows.COLUMNS``: two queries."""
    hidden = {row["pk"]: hides_place(row) for row in rows}
    behind = Report.objects.public().filter(incident__in=list(hidden)).order_by("pk")
    found = list(_rows(behind))
    claims_of = grouped(
        _claims(Claim.objects.filter(report__in=[row["pk"] for row in found]), "report"), "report"
    )
    reports_of: dict[int, list[Row]] = {pk: [] for pk in hidden}
    for row in found:
        incident = int(row["incident"] or 0)
        told = _visible(claims_of.get(row["pk"], []), place_hidden=hidden[incident])
        reports_of[incident].append(_report(row, told))
    return reports_of


def _rows(reports: ReportQuerySet) -> Any:
    licence = Coalesce("source__dataset__licence", Value(""))
    return with_outlets(reports, "pk", "incident", "state", "article__title", licence=licence)


def _claims(claims: QuerySet[Claim], *columns: str) -> Any:
    chosen = Exists(Decision.objects.filter(claim=OuterRef("pk")))
    return claims.order_by("pk").values(*CLAIM_COLUMNS, *columns, chosen=chosen)


def groups(behind: ReportQuerySet, *, place_hidden: bool, until: datetime | None = None) -> list[Row]:
    """Return figures given only for several incidents together, of public reports ``behind`` one.

    Of the incidents only the public ones are named; of the claims, those made by ``until``.
    """
    found = list(
        ReportGroup.objects.filter(reports__in=behind).distinct().order_by("pk").values_list("pk", flat=True)
    )
    if not found:
        return []
    made = Claim.objects.filter(group__in=found)
    claims = grouped(_claims(made if until is None else made.filter(created_at__lte=until), "group"), "group")
    uids: dict[int, list[str]] = {}
    public = Incident.objects.public().filter(reports__groups__in=found).order_by("pk")
    for group, uid in public.values_list("reports__groups", "uid").distinct():
        uids.setdefault(group, []).append(str(uid))
    return [
        {
            "claims": _visible(claims.get(group, []), place_hidden=place_hidden),
            "incident_uids": uids.get(group, []),
        }
        for group in found
    ]


def add_evidence(row: Row, incident: Row) -> Row:
    """Return the public incident with all that stands behind it; ``row`` has ``DETAIL_COLUMNS``."""
    behind = Report.objects.public().filter(incident=row["pk"])
    merged = Incident.objects.once_public().filter(merged_into=row["pk"])
    return {
        **incident,
        "verification_reason": "" if hides_place(row) else row["verification_reason"],
        "reports": reports([row])[row["pk"]],
        "groups": groups(behind, place_hidden=hides_place(row)),
        "merged_codes": list(merged.order_by("pk").values_list("code", flat=True)),
        "as_known_on": None,
    }


def past_incident(past: Past, links: Links) -> Row:
    """Return an incident as the public knew it, in the form of ``add_evidence``."""
    row = {column: _read(past.incident, column) for column in DETAIL_COLUMNS}
    behind = Report.objects.filter(pk__in=[report.pk for report in past.reports])
    told = list(_rows(behind.order_by("pk")))
    # What a value rests on is known of today alone: decisions are replaced, not kept.
    claims = ({**claim, "chosen": None} for claim in _claims(past.claims, "report"))
    claims_of = grouped(claims, "report")
    hidden = past.quotes_hidden
    return {
        **incident(row, links),
        "actors": [participation(_values(party)) for party in past.participations],
        "areas": [{"kind": area.kind, "code": area.code, "name": area.name} for area in past.areas],
        "tags": past.tags,
        "sources": [source(one) for one in told],
        "report_count": len(told),
        "verification_reason": "" if hidden else past.incident.verification_reason,
        "reports": [_report(r, _visible(claims_of.get(r["pk"], []), place_hidden=hidden)) for r in told],
        "groups": groups(behind, place_hidden=hidden, until=past.at),
        "merged_codes": past.merged_codes,
        "as_known_on": utc(past.at),
    }


def _values(party: Participation) -> Row:
    return {column: _read(party, column) for column in PARTICIPATION_COLUMNS}


def _read(row: Model, column: str) -> Any:
    """Return a column as ``values`` would, of a row that is not stored; None behind a key to nothing."""
    value: Any = row
    for name in column.split("__"):
        value = None if value is None else getattr(value, name)
    return value
