"""Lists of all actors, areas, sources and joint rooms, with how many public incidents each has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from incidents import profiles, snapshot, statistics
from incidents.models import Actor, Area, JointOperationRoom

HEADINGS: Final = {
    "actor": _("Actors"),
    "area": _("Areas"),
    "room": _("Joint operation rooms"),
    "source": _("Sources"),
}


@dataclass(frozen=True)
class Entry:
    """A line of a list: its group, name and page, and by what it is found in the counts."""

    group: str
    name: str
    address: str
    key: str


def actor_entries() -> list[Entry]:
    """Return the actors that the public may know of, by kind."""
    return [
        Entry(one.get_kind_display(), one.local_name, reverse("actor", args=[one.pk]), one.name)
        for one in Actor.objects.public().order_by("kind", "name")
    ]


def area_entries() -> list[Entry]:
    """Return the areas by kind."""
    return [
        Entry(
            one.get_kind_display(),
            one.local_name,
            reverse("area", args=[one.kind, one.code]),
            f"{one.kind}:{one.code}",
        )
        for one in Area.objects.defer("geometry").order_by("kind", "name")
    ]


def room_entries() -> list[Entry]:
    """Return the joint operation rooms by kind."""
    return [
        Entry(one.get_kind_display(), one.local_name, reverse("room", args=[one.uid]), one.code)
        for one in JointOperationRoom.objects.order_by("kind", "name")
    ]


def source_entries() -> list[Entry]:
    """Return the sources that public incidents rest on, by reliability."""
    return [
        Entry(one.get_reliability_display(), one.name, reverse("source", args=[one.pk]), one.name)
        for one in profiles.public_sources().order_by("reliability", "name")
    ]


ENTRIES: Final[dict[str, Callable[[], list[Entry]]]] = {
    "actor": actor_entries,
    "area": area_entries,
    "room": room_entries,
    "source": source_entries,
}


def count_incidents(dimension: str) -> dict[str, int] | None:
    """Return the number of public incidents by a dimension of the statistics; None before any snapshot."""
    current = snapshot.current()
    if current is None:
        return None
    rows = statistics.count(current, {}, QueryDict(), [dimension])
    return {row[dimension]: row["incidents"] for row in rows}


@require_safe
def show_directory(request: HttpRequest, dimension: str) -> HttpResponse:
    """List all things of one sort; ``?name=`` leads to the page of the one with that canonical name."""
    if dimension in NAMED and "name" in request.GET:
        # PostgreSQL takes no text with a NUL.
        found = get_object_or_404(NAMED[dimension](), name=request.GET["name"].replace("\0", ""))
        return redirect(dimension, found.pk)
    counts = count_incidents(dimension)
    lines = [(entry, (counts or {}).get(entry.key, 0)) for entry in ENTRIES[dimension]()]
    context = {
        "dimension": dimension,
        "heading": HEADINGS[dimension],
        "groups": [(group, list(some)) for group, some in groupby(lines, lambda line: line[0].group)],
        "counted": counts is not None,
    }
    return render(request, "profiles/directory.html", context)


# What the map's panel knows by name only.
NAMED: Final[dict[str, Callable[[], Any]]] = {
    "actor": Actor.objects.public,
    "source": profiles.public_sources,
}
