"""One joint operation room: its phases in time, its forces, and where reports differ."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from incidents import analysis
from incidents.local_names import list_incidents
from incidents.models import Actor, Incident, JointOperationRoom
from incidents.presentation import safe_url
from incidents.views.area import outline_of

_ADDRESS: Final = re.compile(r"https?://[^\s)|;]+")


def split_addresses(text: str) -> list[tuple[str, str]]:
    """Return a note as (words, address) pieces, so that its source addresses can be links."""
    pieces = []
    last = 0
    for match in _ADDRESS.finditer(text):
        pieces.append((text[last : match.start()], match.group()))
        last = match.end()
    return [*pieces, (text[last:], "")]


def show_room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show a joint operation room with everything that is reported of it."""
    room = get_object_or_404(
        JointOperationRoom.objects.select_related("region", "place", "area_of_responsibility"), uid=uid
    )
    phases = list(room.phase_events.prefetch_related("articles__source"))
    incidents = Incident.objects.public().filter(room=room).select_related("place").newest_first()
    addresses = [phase.source_url for phase in phases]
    context = {
        "room": room,
        "phases": phases,
        "forces": room.forces.select_related("actor").annotate(
            known=Exists(Actor.objects.public().filter(pk=OuterRef("actor")))
        ),
        "outline": outline_of(room.area_of_responsibility),
        "opened": analysis.opening_day(room),
        "comparison": analysis.around_opening(room),
        "aliases": room.aliases.order_by("language", "pk"),
        "conflicts": [
            split_addresses(part.strip()) for part in room.conflicting_claims.split(";") if part.strip()
        ],
        "incidents": list_incidents(incidents),
        "addresses": [url for url in dict.fromkeys(map(safe_url, addresses)) if url],
    }
    return render(request, "incidents/room.html", context)
