"""What an editor should look at twice before saving: nothing here forbids anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Final
from zoneinfo import ZoneInfo

import shapely
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely.affinity import scale
from shapely.geometry import shape

from incidents.areas import area_index
from incidents.enums import AreaKind, IncidentStatus
from incidents.forms import IncidentForm
from incidents.matching import KM_PER_DEGREE, account_of_incident, similar
from incidents.models import Incident, Participation
from incidents.review import region_of

# District lines are generalised, and a village at an edge may lie beyond: less is no reason to ask.
FAR_KM: Final = 5.0
# What a caution can be about: saving other fields asks nothing.
LOOKED_AT: Final = {
    "when", "date_start", "date_end", "place", "district", "longitude", "latitude", "coordinates",
    "location_precision", "sub_event_type",
}  # fmt: skip


@dataclass(frozen=True)
class Caution:
    """One thing to look at; ``code`` tells the same thing again from a new one.

    ``known`` is the incident that this may be, where it is that.
    """

    code: str
    text: str
    known: Incident | None = None


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


def look_twice(form: IncidentForm, user: User) -> list[Caution]:
    """Return what is odd about the values in a valid form, where it changes any that can be odd.

    Of other incidents only those are named that the user may see.
    """
    if not LOOKED_AT & set(form.changed_data):
        return []
    names = {field.name for field in Incident._meta.concrete_fields}
    asked = Incident(**{name: value for name, value in form.cleaned_data.items() if name in names})
    asked.pk = form.instance.pk
    region = form.instance.region_id or region_of(asked).pk
    found = cautions(asked, region, published=_published(form.instance))
    known = [caution.known.pk for caution in found if caution.known]
    seen = set(Incident.objects.for_desk(user).filter(pk__in=known).values_list("pk", flat=True))
    return [caution for caution in found if caution.known is None or caution.known.pk in seen]


def _published(incident: Incident) -> list[date]:
    """Return the days on which an incident's sources were published."""
    if not incident.pk:
        return []
    zone = ZoneInfo(settings.TIME_ZONE)
    days = []
    for report in incident.reports.decided().select_related("article"):
        if report.article and report.article.published_at:
            days.append(report.article.published_at.astimezone(zone).date())
        elif report.source_date:
            days.append(report.source_date)
    return days


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
            known=candidate.incident,
        )
        for candidate in similar(account, but=incident.pk)
    ]
