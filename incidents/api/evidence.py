"""What an incident rests on: reports, claims, and the words that say them."""

from __future__ import annotations

from django.db.models.functions import Coalesce

from incidents.enums import ClaimField
from incidents.models import Claim, Incident, Report, ReportGroup

from .rows import Row, grouped, hides_place, report_date

CLAIM_COLUMNS = ("field", "value", "quote", "start", "end", "attributed_to", "source_url", "coder")


def _reports(incident: int) -> list[Row]:
    rows = (
        Report.objects.decided()
        .filter(incident=incident)
        .order_by("pk")
        .values(
            "pk",
            "state",
            "article_id",
            "article__url",
            "article__title",
            "article__published_at",
            "source_url",
            "source_date",
            outlet=Coalesce("article__source__name", "source__name"),
            language=Coalesce("article__language", "source__language"),
        )
    )
    return [
        {
            "pk": row["pk"],
            "outlet": row["outlet"],
            "url": row["article__url"] if row["article_id"] else row["source_url"],
            "date": report_date(row),
            "language": row["language"],
            "title": row["article__title"] or "",
            "state": row["state"],
        }
        for row in rows
    ]


def _visible(claims: list[Row], *, place_hidden: bool) -> list[Row]:
    """Leave out what would tell a hidden place: claims of it, and the sentences, which may name it."""
    if not place_hidden:
        return claims
    return [
        {**claim, "quote": "", "start": None, "end": None}
        for claim in claims
        if claim["field"] != ClaimField.PLACE
    ]


def _groups(reports: list[int], *, place_hidden: bool) -> list[Row]:
    """Return figures given only for several incidents together; of these, the public ones."""
    groups = list(
        ReportGroup.objects.filter(reports__in=reports).distinct().order_by("pk").values_list("pk", flat=True)
    )
    if not groups:
        return []
    claims = grouped(Claim.objects.filter(group__in=groups).values("group", *CLAIM_COLUMNS), "group")
    uids: dict[int, list[str]] = {}
    public = Incident.objects.public().filter(reports__groups__in=groups).order_by("pk")
    for group, uid in public.values_list("reports__groups", "uid").distinct():
        uids.setdefault(group, []).append(str(uid))
    return [
        {
            "claims": _visible(claims.get(group, []), place_hidden=place_hidden),
            "incident_uids": uids.get(group, []),
        }
        for group in groups
    ]


def add_evidence(row: Row, incident: Row) -> Row:
    """Return the public incident with its reports and claims; ``row`` has ``rows.COLUMNS``."""
    hidden = hides_place(row)
    reports = _reports(row["pk"])
    pks = [report.pop("pk") for report in reports]
    claims = grouped(
        Claim.objects.filter(report__in=pks).order_by("pk").values("report", *CLAIM_COLUMNS), "report"
    )
    merged = Incident.objects.filter(merged_into=row["pk"], sensitivity="public").order_by("pk")
    return {
        **incident,
        "reports": [
            {**report, "claims": _visible(claims.get(pk, []), place_hidden=hidden)}
            for pk, report in zip(pks, reports, strict=True)
        ],
        "groups": _groups(pks, place_hidden=hidden),
        "merged_codes": list(merged.values_list("code", flat=True)),
    }
