"""What the pages of an actor, an area and a source have in common: sums, a chart, the latest incidents."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from incidents.api.pagination import DEFAULT_ORDERING, Cursor, page
from incidents.local_names import list_incidents
from incidents.models import IncidentQuerySet
from incidents.profiles import Scope, Tally, add_up, by_month
from incidents.views.chart import draw_chart

PER_PAGE: Final = 25


def sums_context(scope: Scope) -> dict[str, Any]:
    """Return the total of incidents, their chart, and their years, the latest first."""
    cells = by_month(scope)
    years = add_up(cells, lambda cell: cell.month.year)
    return {
        "total": sum((cell.tally for cell in cells), Tally()),
        "chart": draw_chart(cells),
        "years": sorted(years.items(), key=lambda one: one[0], reverse=True),
        "counted": scope.counted_in is not None,
    }


def latest_context(request: HttpRequest, incidents: IncidentQuerySet) -> dict[str, Any]:
    """Return a page of incidents, the newest first, and the cursor of the next one.

    Raises Http404 for a cursor that no page gave.
    """
    try:
        cursor = Cursor.decode(request.GET["cursor"]) if "cursor" in request.GET else None
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Http404 from error
    if cursor and cursor.ordering != DEFAULT_ORDERING:
        raise Http404
    found = list(page(incidents, DEFAULT_ORDERING, cursor, PER_PAGE + 1).select_related("place"))
    shown = found[:PER_PAGE]
    more = len(found) > PER_PAGE
    return {
        "latest": list_incidents(shown),
        "next": Cursor(DEFAULT_ORDERING, shown[-1].date_start, shown[-1].pk).encode() if more else "",
        "paged": cursor is not None,
    }


def links_context(api_filter: str, value: str, **dashboard: str) -> dict[str, Any]:
    """Return where the same incidents are found: in the API by one filter, on the map by ``dashboard``."""
    api = reverse("api:incidents")
    query = urlencode({api_filter: value})
    return {
        "api_address": f"{api}?{query}",
        "csv_address": f"{api.rstrip('/')}.csv?{query}",
        "geojson_address": f"{api.rstrip('/')}.geojson?{query}",
        "map_addresses": {
            name: f"{reverse('dashboard')}?{urlencode({name: wanted})}" for name, wanted in dashboard.items()
        },
    }
