"""Proposals as points, for the desk's map: what nobody has reviewed is never shown to anyone else."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.enums import ClaimField, SubEventType
from incidents.models import Report
from incidents.views.evidence import describe_value

MOST: Final = 2_000


@permission_required("incidents.review_report", raise_exception=True)
@require_safe
def map_proposals(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view's signature
    """Return the waiting proposals that name a point, as GeoJSON, longitude first."""
    waiting = Report.objects.waiting().prefetch_related("claims")[:MOST]
    features = [feature for report in waiting if (feature := _feature(report))]
    response = JsonResponse({"type": "FeatureCollection", "features": features})
    response["Cache-Control"] = "private, no-store"
    return response


def _feature(report: Report) -> dict[str, Any] | None:
    first: dict[str, dict[str, Any]] = {}
    for claim in report.claims.all():
        first.setdefault(claim.field, claim.value)
    place = first.get(ClaimField.PLACE, {})
    code = first.get(ClaimField.SUB_EVENT_TYPE, {}).get("code", "")
    if place.get("longitude") is None or code not in SubEventType.values:
        return None
    what = SubEventType(code)
    where = describe_value(ClaimField.PLACE, place)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
        "properties": {
            "event_type": what.family.value,
            "title": _("Proposed: %(what)s, %(where)s") % {"what": what.label, "where": where},
            "url": reverse("review-report", args=[report.pk]),
        },
    }
