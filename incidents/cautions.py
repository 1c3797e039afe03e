"""What an editor should look at twice before saving: nothing here forbids anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Final

import shapely
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely.affinity import scale
from shapely.geometry import shape

from incidents.areas import area_index
from incidents.enums import AreaKind, IncidentStatus
from incidents.matching import KM_PER_DEGREE, account_of_incident, similar
from incidents.models import Incident, Participation

# District lines are generalised, and a village at an edge may lie beyond: less is no reason to ask.
FAR_KM: Final = 5.0


@dataclass(frozen=True)
class Caution:
    """One thing to look at; ``code`` tells the same thing again from a new one."""

    code: str
    text: str


def cautions(
    incident: Incident,
    region_id: int,
    *,
    published: Iterable[date] = (),
    parties: Iterable[Participation] = (),
) -> list[Caution]:
    """Return what is odd about an incident that is about to be saved; ``published`` are its sources' days."""
    found = [*_far_away(incident, region_id), *_late(incident, list(published))]
    return [*found, *_known_already(incident, list(parties))]


def _far_away(incident: Incident, region_id: int) -> list[Caution]:
    kilometres = kilometres_outside(incident, region_id)
    if kilometres is None or kilometres <= FAR_KM:
        return []
    text = _("The point lies %(km)d km outside the district %(district)s.") % {
        "km": round(kilometres),
        "district": incident.district,
    }
    return [Caution(f"far:{incident.district}:{incident.longitude}:{incident.latitude}", text)]


def kilometres_outside(incident: Incident, region_id: int) -> float | None:
    """Return how far the point lies outside the named district; 0 inside, None where that can't be said."""
    if incident.longitude is None or incident.latitude is None or not incident.district:
        return None
    named = [a for a in area_index(region_id).of_district(incident.district) if a.kind == AreaKind.DISTRICT]
    if not named:
        return None
    # Degrees of longitude shrunk to the length of those of latitude, which is exact enough for a warning.
    shrink = cos(radians(incident.latitude))
    point = shapely.Point(incident.longitude * shrink, incident.latitude)
    polygons = [scale(shape(area.geometry), xfact=shrink, yfact=1, origin=(0, 0)) for area in named]
    return min(point.distance(polygon) for polygon in polygons) * KM_PER_DEGREE


def _late(incident: Incident, published: list[date]) -> list[Caution]:
    start = incident.date_start
    if start > timezone.localdate():
        return [Caution(f"future:{start}", _("The date %(date)s has not come yet.") % {"date": start})]
    if published and start > min(published):
        text = _("The date %(date)s lies after the publication of a source (%(published)s).")
        return [Caution(f"late:{start}", text % {"date": start, "published": min(published)})]
    return []


def _known_already(incident: Incident, parties: list[Participation]) -> list[Caution]:
    account = account_of_incident(incident, parties)
    return [
        Caution(
            f"known:{candidate.incident.code}",
            _("This may be known as %(code)s “%(title)s” (%(status)s): %(reasons)s.")
            % {
                "code": candidate.incident.code,
                "title": candidate.incident.title,
                "status": IncidentStatus(candidate.incident.status).label,
                "reasons": ", ".join(candidate.reasons),
            },
        )
        for candidate in similar(account, but=incident.pk)
    ]
