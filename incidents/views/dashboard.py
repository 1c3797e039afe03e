"""The map: the page and what it needs before the data come."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie

from incidents.enums import SUB_TYPES_OF, DatePrecision, LocationPrecision, Role, RoomPhase, Verification
from incidents.models import Incident, Region

WITHOUT_SCRIPT = 100  # rows of the table that stands in for the map


def code_lists() -> dict[str, Any]:
    """Return the code lists with their labels in the page's language."""
    return {
        "families": [
            {
                "value": family.value,
                "sub_types": [{"value": item.value, "label": str(item.label)} for item in sub_types],
            }
            for family, sub_types in SUB_TYPES_OF.items()
        ],
        "location_precision": {item.value: str(item.label) for item in LocationPrecision},
        "date_precision": {item.value: str(item.label) for item in DatePrecision},
        "verification": {item.value: str(item.label) for item in Verification},
        "phases": {item.value: str(item.label) for item in RoomPhase},
        "roles": {item.value: str(item.label) for item in Role},
    }


@ensure_csrf_cookie
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """Show the dashboard; without scripts, the latest incidents as a table."""
    region = Region.objects.order_by("pk").first()
    context = {
        "codes": code_lists(),
        "region": region,
        "api": reverse("dashboard") + "api/v1/",
        "latest": Incident.objects.public().newest_first()[:WITHOUT_SCRIPT],
    }
    return render(request, "dashboard.html", context)
