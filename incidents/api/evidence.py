"""What incidents rest on: reports, claims, and the words that say them."""

from __future__ import annotations

from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from incidents.enums import ClaimField
from incidents.models import Claim, Incident, Report, ReportGroup

from .rows import Row, grouped, hides_place, report_date

CLAIM_COLUMNS = ("field", "value", "quote", "start", "end", "attributed_to", "source_url", "coder")
REPORT_COLUMNS = (
    "pk",
    "incident",
    "state",
    "article_id",
    "article__url",
    "article__title",
    "article__published_at",
    "source_url",
    "source_date",
)


def _report(row: Any, claims: list[Row]) -> Row:
    return {
        "outlet": row["outlet"],
        "url": row["article__url"] if row["article_id"] else row["source_url"],
        "date": report_date(row),
        "language": row["language"],
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
    found = list(
        Report.objects.public()
        .filter(incident__in=list(hidden))
        .order_by("pk")
        .values(
            *REPORT_COLUMNS,
            outlet=Coalesce("article__source__name", "source__name"),
            language=Coalesce("article__language", "source__language"),
            licence=Coalesce("source__dataset__licence", Value("")),
        )
    )
    claims = Claim.objects.filter(report__in=[row["pk"] for row in found]).order_by("pk")
    claims_of = grouped(claims.values("report", *CLAIM_COLUMNS), "report")
    reports_of: dict[int, list[Row]] = {pk: [] for pk in hidden}
    for row in found:
        incident = int(row["incident"] or 0)
        told = _visible(claims_of.get(row["pk"], []), place_hidden=hidden[incident])
        reports_of[incident].append(_report(row, told))
    return reports_of


def groups(incident: int, *, place_hidden: bool) -> list[Row]:
    """Return figures given only for several incidents together; of these, the public ones."""
    behind = ReportGroup.objects.filter(reports__incident=incident, reports__in=Report.objects.public())
    found = list(behind.distinct().order_by("pk").values_list("pk", flat=True))
    if not found:
        return []
    claims = grouped(Claim.objects.filter(group__in=found).values("group", *CLAIM_COLUMNS), "group")
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
    """Return the public incident with all that stands behind it; ``row`` has ``rows.COLUMNS``."""
    merged = Incident.objects.once_public().filter(merged_into=row["pk"])
    return {
        **incident,
        "reports": reports([row])[row["pk"]],
        "groups": groups(row["pk"], place_hidden=hides_place(row)),
        "merged_codes": list(merged.order_by("pk").values_list("code", flat=True)),
    }
