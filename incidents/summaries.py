"""Proposals in plain lines, for commands and logs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from incidents.models import Claim, Report, ReportGroup, RoomMention
from sources.models import Article


def proposal_lines(article: Article) -> list[str]:
    """Return a line for each report, each group of reports and each room that the article led to."""
    reports = list(Report.objects.filter(article=article).prefetch_related("claims").order_by("ordinal"))
    lines = [_report_line(report) for report in reports]
    groups = ReportGroup.objects.filter(article=article).prefetch_related("claims", "reports")
    for group in groups.order_by("ordinal"):
        numbers = " and ".join(str(report.ordinal + 1) for report in group.reports.all())
        lines.append(f"For {numbers} together: {_values(group.claims.all())}")
    mentions = RoomMention.objects.filter(article=article).select_related("room").order_by("start")
    lines += [f"Room: {mention.room or mention.place_name}" for mention in mentions]
    return lines or ["Nothing is proposed."]


def _report_line(report: Report) -> str:
    claims = list(report.claims.all())
    kind = "Proposed" if report.main else "Proposed (mentioned)"
    return f"{kind} {report.ordinal + 1}: {_values(claims)} [{report.get_state_display()}]"


def _values(claims: Iterable[Claim]) -> str:
    return "; ".join(f"{claim.get_field_display()}: {value_text(claim.value)}" for claim in claims)


def value_text(value: dict[str, Any]) -> str:
    """Return a claim's value as a person would say it; its forms are those of FactClaim."""
    if "code" in value:
        return str(value["code"])
    if "actor" in value:
        return str(value["actor"])
    if "start" in value:
        return _date_text(value)
    if "best" in value:
        who = f" ({value['who']})" if value.get("who") else ""
        return _range_text(value) + who
    return _place_text(value)


def _date_text(value: dict[str, Any]) -> str:
    start, end = str(value["start"]), str(value["end"])
    return start if start == end else f"{start} to {end} ({value.get('precision')})"


def _range_text(value: dict[str, Any]) -> str:
    low, best, high = value.get("low"), value.get("best"), value.get("high")
    if low == best == high:
        return str(best)
    return f"{best} ({low}–{'' if high is None else high})"


def _place_text(value: dict[str, Any]) -> str:
    parts = [value.get("name"), value.get("district"), value.get("governorate")]
    names = ", ".join(dict.fromkeys(str(part) for part in parts if part))
    return f"{names} ({value.get('precision')})"
