"""What a proposal says in columns of its own, so that a long queue is sorted and filtered quickly.

The claims stay what counts: the columns repeat the first claim of each field, and are written once, with
the proposal, which is never changed afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from incidents.enums import LocationPrecision
from incidents.models import Claim, Report

COUNTED: Final = ("killed", "wounded")
_POINTLESS: Final = (LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE)


def write_outline(report: Report, claims: Iterable[Claim], waits_since: datetime) -> None:
    """Put the outline of a report's claims on it, unsaved; ``waits_since`` is when its article came in."""
    first: dict[str, dict[str, Any]] = {}
    claims = list(claims)
    for claim in claims:
        if not claim.value.get("who"):
            first.setdefault(claim.field, claim.value)
    where = first.get("place", {})
    pointless = where.get("precision") in _POINTLESS
    report.waits_since = waits_since
    report.sub_event_type = first.get("sub_event_type", {}).get("code", "")
    report.district = where.get("district") or ""
    report.governorate = where.get("governorate") or ""
    report.longitude = None if pointless else where.get("longitude")
    report.latitude = None if pointless else where.get("latitude")
    report.casualties = sum(_persons(claims, field) for field in COUNTED)


def _persons(claims: Iterable[Claim], field: str) -> int:
    """Return how many persons a field's claims speak of at most: the total, or else all sides together."""
    totals, parts = [0], [0]
    for claim in claims:
        if claim.field == field:
            bounds = [claim.value.get(bound) or 0 for bound in ("low", "best", "high")]
            (parts if claim.value.get("who") else totals).append(max(bounds))
    return max(totals) or sum(parts)
