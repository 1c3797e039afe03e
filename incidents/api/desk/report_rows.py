"""Reports as the desk sees them: their claims, what they suggest, and which incidents they may be of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse

from incidents.api.evidence import CLAIM_COLUMNS
from incidents.api.rows import Row, grouped, report_date, utc
from incidents.claims import initial_participations, initial_values
from incidents.forms import BOUNDS
from incidents.matching import candidates
from incidents.models import CASUALTIES, Claim, Incident, Report, ReportGroup

from .entry import LOCATION, PLAIN
from .rows import address

COLUMNS: Final = (
    "pk",
    "state",
    "article_id",
    "article__url",
    "article__title",
    "article__published_at",
    "source_url",
    "source_date",
    "incident__uid",
    "main",
    "confidence",
    "restricted",
    "coder",
    "reason",
    "waits_since",
    "assigned_to__username",
    "assigned_until",
    "decided_by__username",
    "decided_at",
)


def report_address(request: HttpRequest, pk: int) -> str:
    """Return the address of a report among the desk's."""
    return request.build_absolute_uri(reverse("api:desk-report", kwargs={"pk": pk}))


def report_rows(ids: list[int], request: HttpRequest) -> list[Row]:
    """Return reports by their keys, in that order, with their claims: two queries."""
    found = Report.objects.filter(pk__in=ids).order_by()
    rows: dict[int, Any] = {
        row["pk"]: row
        for row in found.values(
            *COLUMNS,
            outlet=Coalesce("article__source__name", "source__name"),
            language=Coalesce("article__language", "source__language"),
        )
    }
    claims = Claim.objects.filter(report__in=ids).order_by("pk")
    claims_of = grouped(claims.values("report", "id", *CLAIM_COLUMNS), "report")
    return [_report(rows[pk], claims_of.get(pk, []), request) for pk in ids if pk in rows]


def _report(row: Row, claims: list[Row], request: HttpRequest) -> Row:
    return {
        "id": row["pk"],
        "state": row["state"],
        "outlet": row["outlet"],
        "url": row["article__url"] if row["article_id"] else row["source_url"],
        "date": report_date(row),
        "language": row["language"],
        "title": row["article__title"] or "",
        "article": row["article_id"],
        "incident": row["incident__uid"] and str(row["incident__uid"]),
        "main": row["main"],
        "confidence": row["confidence"],
        "restricted": row["restricted"],
        "coder": row["coder"],
        "reason": row["reason"],
        "waits_since": utc(row["waits_since"]),
        "assigned_to": row["assigned_to__username"],
        "assigned_until": utc(row["assigned_until"]),
        "decided_by": row["decided_by__username"],
        "decided_at": utc(row["decided_at"]),
        "claims": claims,
        "api_url": report_address(request, row["pk"]),
    }


def reports_behind(incident: Incident, request: HttpRequest) -> list[Row]:
    """Return the reports that stand behind an incident, the restricted ones too: three queries."""
    behind = list(incident.reports.decided().order_by("pk").values_list("pk", flat=True))
    return report_rows(behind, request)


def report_detail(report: Report, request: HttpRequest, user: User) -> Row:
    """Return a report with what it suggests, incidents it may be of, and figures for several together."""
    row = report_rows([report.pk], request)[0]
    proposed = row["state"] == "proposed"
    return {
        **row,
        "suggested": suggested(report) if proposed else None,
        "candidates": _candidates(report, request, user) if proposed else [],
        "groups": _groups(report),
    }


def suggested(report: Report) -> Row:
    """Return the values that a report suggests, as accepting it takes them: absent where it says nothing."""
    values = {name: value for name, value in initial_values(report).items() if value not in {None, ""}}
    plain = {name: _said(values[name]) for name in PLAIN if name in values}
    place = {member: values[name] for name, member in LOCATION.items() if name in values}
    if "place" in place:
        place["place"] = place["place"].pk
    return {
        **plain,
        **({"location": place} if place else {}),
        **_ranges(values),
        "actors": [
            {"actor": party["actor"].name, "role": str(party["role"]), **_ranges(party)}
            for party in initial_participations(report)
        ],
    }


def _said(value: Any) -> Any:
    """Return a value as JSON has it; an actor by name."""
    return getattr(value, "name", value) if hasattr(value, "pk") else value


def _ranges(values: Row) -> Row:
    ranges = {kind: {bound: values.get(f"{kind}_{bound}") for bound in BOUNDS} for kind in CASUALTIES}
    return {kind: one for kind, one in ranges.items() if any(n is not None for n in one.values())}


def _candidates(report: Report, request: HttpRequest, user: User) -> list[Row]:
    found = candidates(report)
    keys = [candidate.incident.pk for candidate in found]
    seen = set(Incident.objects.for_desk(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        {
            "uid": str(candidate.incident.uid),
            "code": candidate.incident.code,
            "title": candidate.incident.title,
            "status": candidate.incident.status,
            "score": round(candidate.score, 3),
            "reasons": candidate.reasons,
            "api_url": address(request, candidate.incident.uid),
        }
        for candidate in found
        if candidate.incident.pk in seen
    ]


def _groups(report: Report) -> list[Row]:
    groups = list(ReportGroup.objects.filter(reports=report).order_by("pk").values_list("pk", flat=True))
    if not groups:
        return []
    claims = Claim.objects.filter(group__in=groups).order_by("pk")
    claims_of = grouped(claims.values("group", "id", *CLAIM_COLUMNS), "group")
    reports: dict[int, list[int]] = defaultdict(list)
    pairs: Iterable[tuple[int, int]] = ReportGroup.objects.filter(pk__in=groups).values_list(
        "pk", "reports__pk"
    )
    for group, pk in pairs:
        reports[group].append(pk)
    return [{"claims": claims_of.get(group, []), "reports": sorted(reports[group])} for group in groups]
