"""Questions about where and when: what is near an incident, and whether attacks fell after a room opened.

Everything here reads the public points alone, so that a hidden place can't be told from its neighbours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Aggregate, Count, F, FloatField, Q, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from incidents import filter_queries
from incidents.enums import RoomPhase
from incidents.filter_queries import EARTH_KM, Circle
from incidents.models import Incident, IncidentQuerySet, JointOperationRoom
from incidents.parameters import Point

NEARBY_KM: Final = 50
NEARBY_DAYS: Final = 30
RADII_KM: Final = (10, 25, 50)
WINDOW_DAYS: Final = 30
ENDED: Final = frozenset({RoomPhase.SUSPENDED, RoomPhase.CLOSED})
BEGUN: Final = frozenset(
    {RoomPhase.OPENED, RoomPhase.OPERATIONAL, RoomPhase.JOINT_CHECKPOINTS, RoomPhase.JOINT_OPERATIONS}
)


def kilometres_from(point: Point) -> Combinable:
    """Return the distance of the public point from ``point`` in kilometres, as an expression."""
    latitude = Radians(F("public_latitude"))
    here = Radians(Value(point.latitude))
    cosine = Sin(here) * Sin(latitude) + Cos(here) * Cos(latitude) * Cos(
        Radians(F("public_longitude") - Value(point.longitude))
    )
    angle = ACos(Least(Greatest(cosine, Value(-1.0)), Value(1.0)), output_field=FloatField())
    return angle * Value(EARTH_KM)


def incidents_near(incident: Incident, *, limit: int = 8) -> IncidentQuerySet:
    """Return public incidents within 50 km and 30 days of one, the nearest first, each with ``km``.

    Nothing where the incident has no public point.
    """
    if incident.public_longitude is None or incident.public_latitude is None:
        return Incident.objects.none()
    center = Point(incident.public_longitude, incident.public_latitude)
    span = timedelta(days=NEARBY_DAYS)
    begun = Incident.objects.public().filter(
        date_start__range=(incident.date_start - span, incident.date_end + span)
    )
    found = filter_queries.near(begun.exclude(pk=incident.pk), Circle(center, NEARBY_KM))
    return (
        found.alias(away=kilometres_from(center)).annotate(km=F("away")).order_by("km", "-date_start")[:limit]
    )


@dataclass(frozen=True)
class RoomAway:
    """A joint operation room and how far off it is."""

    room: JointOperationRoom
    km: float


def is_active(phases: list[tuple[str, date]], day: date) -> bool:
    """Whether a room was open on a day, from its (phase, first day) pairs: begun, and not ended since."""
    reached = [phase for phase, begun in sorted(phases, key=lambda one: one[1]) if begun <= day]
    return bool(BEGUN & set(reached)) and reached[-1] not in ENDED


def nearest_active_room(incident: Incident) -> RoomAway | None:
    """Return the nearest room that was open when the incident began; None without one, or without a point."""
    if incident.public_longitude is None or incident.public_latitude is None:
        return None
    center = Point(incident.public_longitude, incident.public_latitude)
    rooms = JointOperationRoom.objects.exclude(longitude=None).prefetch_related("phase_events")
    away = [
        RoomAway(room, distance_km(center, Point(room.longitude, room.latitude)))
        for room in rooms
        if room.longitude is not None
        and room.latitude is not None
        and is_active([(one.phase, one.date_start) for one in room.phase_events.all()], incident.date_start)
    ]
    return min(away, key=lambda one: one.km, default=None)


def distance_km(one: Point, other: Point) -> float:
    """Return the distance of two points along the great circle in kilometres."""
    latitude, other_latitude = math.radians(one.latitude), math.radians(other.latitude)
    cosine = math.sin(latitude) * math.sin(other_latitude) + math.cos(latitude) * math.cos(
        other_latitude
    ) * math.cos(math.radians(other.longitude - one.longitude))
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


@dataclass(frozen=True)
class BeforeAfter:
    """Incidents, and persons killed in them (best figures), within a radius before and after a day."""

    radius_km: int
    incidents_before: int
    incidents_after: int
    killed_before: int
    killed_after: int


def opening_day(room: JointOperationRoom) -> date | None:
    """Return the first day on which a room is reported as opened, or else as operating."""
    phases = [(one.phase, one.date_start) for one in room.phase_events.all()]
    opened = [day for phase, day in phases if phase == RoomPhase.OPENED]
    return min(opened or [day for phase, day in phases if phase in BEGUN], default=None)


def around_opening(room: JointOperationRoom) -> list[BeforeAfter]:
    """Compare the thirty days before a room opened with the thirty days from then on, in one query.

    Nothing where its site or its opening is not reported. By the first day of each incident.
    """
    day = opening_day(room)
    if day is None or room.longitude is None or room.latitude is None:
        return []
    center = Point(room.longitude, room.latitude)
    window = timedelta(days=WINDOW_DAYS)
    begun = Incident.objects.public().filter(date_start__gte=day - window, date_start__lt=day + window)
    within = filter_queries.near(begun, Circle(center, max(RADII_KM))).alias(km=kilometres_from(center))
    sums: dict[str, Aggregate] = {}
    for radius in RADII_KM:
        for side, dates in (("before", Q(date_start__lt=day)), ("after", Q(date_start__gte=day))):
            wanted = dates & Q(km__lte=radius)
            sums[f"incidents_{side}_{radius}"] = Count("pk", filter=wanted)
            sums[f"killed_{side}_{radius}"] = Sum("killed_best", filter=wanted, default=0)
    found = within.aggregate(**sums)
    return [
        BeforeAfter(
            radius,
            *(
                found[f"{what}_{side}_{radius}"]
                for what in ("incidents", "killed")
                for side in ("before", "after")
            ),
        )
        for radius in RADII_KM
    ]
