"""What each filter means in SQL: functions from a queryset and a parsed value to a queryset."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

import shapely
from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Exists, F, FloatField, Func, Max, OuterRef, Q, TextField, Value
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from incidents.enums import FAMILY_OF, EventFamily, Role
from incidents.models import Incident, IncidentArea, IncidentQuerySet, Participation, Report
from incidents.models.expressions import days_long, fold_letters, search_vector
from incidents.parameters import Box, Point

EARTH_KM: Final = 6371.0088

Apply: TypeAlias = Callable[[IncidentQuerySet, Any], IncidentQuerySet]
Condition: TypeAlias = Callable[[Any], Q]
Band: TypeAlias = tuple[int, int | None] | None  # lowest and highest; None for what is not reported


@dataclass(frozen=True)
class Circle:
    """What lies within ``radius_km`` of a point."""

    center: Point
    radius_km: float

    @property
    def box(self) -> Box:
        """The smallest box around it; around a pole, all longitudes."""
        angle = self.radius_km / EARTH_KM
        latitude = math.radians(self.center.latitude)
        south, north = latitude - angle, latitude + angle
        if south <= -math.pi / 2 or north >= math.pi / 2:
            return Box(-180, max(-90.0, math.degrees(south)), 180, min(90.0, math.degrees(north)))
        width = math.degrees(math.asin(math.sin(angle) / math.cos(latitude)))
        west, east = self.center.longitude - width, self.center.longitude + width
        west = west + 360 if west < -180 else west
        east = east - 360 if east > 180 else east
        return Box(west, math.degrees(south), east, math.degrees(north))


def with_value(**lookups: str) -> Apply:
    """Return a filter that puts its value into one lookup: ``with_value(weapons="in")``."""
    [(field, lookup)] = lookups.items()

    def apply(queryset: IncidentQuerySet, value: Any) -> IncidentQuerySet:
        return queryset.filter(**{f"{field}__{lookup}": value})

    return apply


def one_of(condition: Condition) -> Apply:
    """Return a filter for what fulfils a condition."""
    return lambda queryset, value: queryset.filter(condition(value))


def none_of(condition: Condition) -> Apply:
    """Return a filter for what does not fulfil a condition, unknown values included."""
    return lambda queryset, value: queryset.filter(~condition(value))


def value_in(field: str) -> Condition:
    """Return the condition that a column has one of several values."""
    return lambda values: Q(**{f"{field}__in": values})


def in_bands(field: str) -> Condition:
    """Return the condition that a figure lies in one of several bands."""

    def condition(bands: Iterable[Band]) -> Q:
        wanted = Q(pk=None)
        for band in bands:
            if band is None:
                wanted |= Q(**{f"{field}__isnull": True})
                continue
            low, high = band
            within_band = Q(**{f"{field}__gte": low})
            wanted |= within_band if high is None else within_band & Q(**{f"{field}__lte": high})
        return wanted

    return condition


def until(queryset: IncidentQuerySet, day: date) -> IncidentQuerySet:
    """Return incidents that began by ``day``."""
    return queryset.filter(date_start__lte=day)


def since(queryset: IncidentQuerySet, day: date) -> IncidentQuerySet:
    """Return incidents that had not ended before ``day``.

    What starts earlier than ``day`` less the longest incident has ended by then: a bound that the index
    on the first day can use, and given as a constant, so that the planner knows how much it leaves.
    """
    longest = Incident.objects.aggregate(days=Max(days_long()))["days"] or 0
    try:
        earliest = day - timedelta(days=longest)
    except OverflowError:
        earliest = date.min
    return queryset.filter(date_end__gte=day, date_start__gte=earliest)


def of_families(families: Iterable[str]) -> Q:
    """Return the condition that the sub type belongs to one of the families."""
    wanted = {EventFamily(family) for family in families}
    return Q(sub_event_type__in=[sub for sub, family in FAMILY_OF.items() if family in wanted])


def with_actor(*roles: Role) -> Condition:
    """Return the condition that one of the actors has one of ``roles``, any if none is given."""

    def condition(actors: list[int]) -> Q:
        parts = Participation.objects.filter(incident=OuterRef("pk"), actor__in=actors)
        return Q(Exists(parts.filter(role__in=roles) if roles else parts))

    return condition


def in_areas(areas: list[int]) -> Q:
    """Return the condition that the public may know it to lie in one of the areas."""
    links = IncidentArea.objects.filter(incident=OuterRef("pk"), area__in=areas, public=True)
    return Q(Exists(links))


def in_box(queryset: IncidentQuerySet, box: Box) -> IncidentQuerySet:
    """Return incidents whose public point lies in the box, its edge included."""
    longitudes = (
        Q(public_longitude__range=(box.west, box.east))
        if box.west <= box.east
        else Q(public_longitude__gte=box.west) | Q(public_longitude__lte=box.east)
    )
    return queryset.filter(longitudes, public_latitude__range=(box.south, box.north))


def near(queryset: IncidentQuerySet, circle: Circle) -> IncidentQuerySet:
    """Return incidents whose public point lies in the circle."""
    latitude = Radians(F("public_latitude"))
    center = math.radians(circle.center.latitude)
    cosine = Value(math.sin(center)) * Sin(latitude) + Value(math.cos(center)) * Cos(latitude) * Cos(
        Radians(F("public_longitude") - Value(circle.center.longitude))
    )
    # Rounding may carry the cosine of a distance of nothing beyond 1, where PostgreSQL raises an error.
    angle = ACos(Least(Greatest(cosine, Value(-1.0)), Value(1.0)))
    return in_box(queryset, circle.box).filter(
        Exact(angle, Value(circle.radius_km / EARTH_KM), arg_joiner=" <= ")
    )


class Exact(Func):
    """Two expressions joined by an operator, as a condition."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


def _contains(ring: shapely.LinearRing) -> Exact:
    """Return the condition that a ring contains the public point, by PostgreSQL's own geometry."""
    text = ",".join(f"({x!r},{y!r})" for x, y in shapely.get_coordinates(ring).tolist())
    polygon = Func(Value(f"({text})"), template="%(expressions)s::polygon", output_field=TextField())
    point = Func(F("public_longitude"), F("public_latitude"), function="point", output_field=FloatField())
    return Exact(polygon, point, arg_joiner=" @> ")


def within(queryset: IncidentQuerySet, geometry: shapely.Polygon | shapely.MultiPolygon) -> IncidentQuerySet:
    """Return incidents whose public point lies in the geometry, its edge included."""
    wanted = Q(pk=None)
    for polygon in getattr(geometry, "geoms", [geometry]):
        inside = Q(_contains(polygon.exterior))
        for hole in polygon.interiors:
            inside &= ~Q(_contains(hole))
        wanted |= inside
    return in_box(queryset, Box(*geometry.bounds)).filter(wanted)


def with_point(queryset: IncidentQuerySet, wanted: bool) -> IncidentQuerySet:  # noqa: FBT001 - a filter's value
    """Return incidents that can, or cannot, be drawn as a public point."""
    return queryset.filter(public_longitude__isnull=not wanted)


def as_precise_as(precisions: list[str]) -> Q:
    """Return the condition that the public is told one of these location precisions."""
    told = Q(public_location_precision__in=precisions)
    return told | Q(public_location_precision="", location_precision__in=precisions)


def _with_report(condition: Q) -> Q:
    return Q(Exists(Report.objects.public().filter(condition, incident=OuterRef("pk"))))


def from_sources(sources: list[int]) -> Q:
    """Return the condition that one of the outlets reports it."""
    return _with_report(Q(article__source__in=sources) | Q(article=None, source__in=sources))


def in_languages(languages: list[str]) -> Q:
    """Return the condition that an article in one of the languages reports it."""
    return _with_report(Q(article__language__in=languages) | Q(article=None, source__language__in=languages))


def matching(queryset: IncidentQuerySet, words: str) -> IncidentQuerySet:
    """Return incidents whose title or summary has the words; ``"a phrase"``, ``or`` and ``-not`` work."""
    query = SearchQuery(fold_letters(Value(words)), config="simple", search_type="websearch")
    return queryset.alias(words=search_vector()).filter(words=query)


def changed_since(queryset: IncidentQuerySet, moment: datetime) -> IncidentQuerySet:
    """Return incidents changed at ``moment`` or later."""
    return queryset.filter(updated_at__gte=moment)
