"""The map: the page and what it needs before the data come."""

from __future__ import annotations

from functools import cache
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import ensure_csrf_cookie

from incidents.enums import (
    SUB_TYPES_OF,
    AreaKind,
    DatePrecision,
    LocationPrecision,
    Role,
    RoomPhase,
    Verification,
)
from incidents.filters import FILTER_NAMES
from incidents.models import Actor, Area, Incident, Region

# Scripts of other pages, and those that this page names itself.
NOT_IMPORTED = {
    *("js/admin-names.js", "js/admin-point.js", "js/copy.js", "js/early.js", "js/place-map.js", "js/site.js"),
    "js/dashboard/main.js",
}
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
        "areas": [
            {"value": f"{area.kind}:{area.code}", "name": area.name, "label": area.local_name}
            for area in Area.objects.filter(kind=AreaKind.DISTRICT).order_by("name")
        ],
        "names": local_names(),
        "filters": FILTER_NAMES,
    }


def local_names() -> dict[str, str]:
    """Return actors', districts' and governorates' names in the page's language, by their English ones."""
    if (get_language() or "en").startswith("en"):
        return {}
    areas = Area.objects.filter(kind__in=[AreaKind.DISTRICT, AreaKind.GOVERNORATE])
    named = [*areas, *Actor.objects.public()]
    return {one.name: one.local_name for one in named if one.local_name != one.name}


@cache
def script_modules() -> list[str]:
    """Return the addresses of the modules that the map's script imports, so that they come at once."""
    root = settings.BASE_DIR / "static"
    folders = ("js", "js/dashboard", "js/data", "js/map")
    paths = sorted(
        path.relative_to(root).as_posix() for folder in folders for path in root.glob(f"{folder}/*.js")
    )
    return [static(path) for path in paths if path not in NOT_IMPORTED]


def dashboard_context() -> dict[str, Any]:
    """Return what the map's page needs."""
    return {
        "codes": code_lists(),
        "modules": script_modules(),
        "region": Region.objects.order_by("pk").first(),
        "api": reverse("dashboard") + "api/v1/",
        "latest": Incident.objects.public().newest_first()[:WITHOUT_SCRIPT],
    }


@ensure_csrf_cookie
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """Show the dashboard; without scripts, the latest incidents as a table."""
    return render(request, "dashboard.html", dashboard_context())


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def show_embedded(request: HttpRequest) -> HttpResponse:
    """Show the map alone, for other sites' pages: the same address parameters, what is public, no forms."""
    request.user = AnonymousUser()
    return render(request, "embed.html", {**dashboard_context(), "full": reverse("dashboard")})
