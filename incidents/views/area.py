"""One area: its outline and where that comes from, its public incidents, who is active in it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents import profiles
from incidents.local_names import list_incidents
from incidents.models import Area
from incidents.views.profile import latest_context, links_context, sums_context


def outline_of(*areas: Area | None) -> dict[str, Any] | None:
    """Return areas as a GeoJSON collection for the small map, None where there is none."""
    features = [
        {"type": "Feature", "geometry": area.geometry, "properties": {"kind": area.kind}}
        for area in areas
        if area
    ]
    return {"type": "FeatureCollection", "features": features} if features else None


@require_safe
def show_area(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show an area; of regions that use the same code, the first one's."""
    if "\0" in kind + code:  # which PostgreSQL takes in no text
        raise Http404
    shown = Area.objects.filter(kind=kind, code=code).select_related("parent").order_by("pk").first()
    if shown is None:
        raise Http404
    scope = profiles.scope_of(shown)
    value = f"{shown.kind}:{shown.code}"
    context = {
        "area": shown,
        "outline": outline_of(shown),
        "children": shown.children.defer("geometry").order_by("kind", "name"),
        "namesakes": Area.objects.filter(region=shown.region_id, code=shown.code)
        .exclude(pk=shown.pk)
        .defer("geometry")
        .order_by("kind"),
        "rooms": shown.rooms.order_by("name"),
        "deadliest": list_incidents(profiles.deadliest(scope)),
        "active": profiles.actors_in(scope),
        **sums_context(scope),
        **latest_context(request, profiles.of_area(shown)),
        **links_context("area", value, area=value),
    }
    return render(request, "profiles/area.html", context)
