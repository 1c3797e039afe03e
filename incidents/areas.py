"""Which areas contain an incident: asked of Shapely at write time, kept in an indexed relation.

Administrative areas (governorate, district, disputed district) follow the district that an incident
names, where it is one we know: the polygons are generalised, so a town at an edge may fall on the
wrong side of a line. All other areas, and administrative ones where no district is named, contain
the incident's point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import shapely
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape

from incidents.enums import AreaKind, LocationPrecision
from incidents.models import Area, Incident, IncidentArea
from sources.extraction.normalise import normalise_name

ADMINISTRATIVE = (AreaKind.GOVERNORATE, AreaKind.DISTRICT, AreaKind.DISPUTED)
# What the public may be told of an incident's areas, by its public location precision.
PUBLIC_KINDS = {
    LocationPrecision.DISTRICT: ADMINISTRATIVE,
    LocationPrecision.GOVERNORATE: (AreaKind.GOVERNORATE,),
}


def set_geometry(area: Area, geometry: dict[str, Any]) -> None:
    """Put a GeoJSON polygon or multipolygon (WGS 84) on an area, with its bounding box; do not save.

    Raises ValidationError for anything else, and mends rings that cross themselves.
    """
    try:
        polygon = shape(geometry)
    except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise ValidationError(_("This is no GeoJSON geometry: %(error)s") % {"error": error}) from error
    if polygon.geom_type not in {"Polygon", "MultiPolygon"} or polygon.is_empty:
        raise ValidationError(
            _("An area is a Polygon or MultiPolygon, not %(type)s.") % {"type": polygon.geom_type}
        )
    if not polygon.is_valid:
        polygon = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    area.geometry = shapely.geometry.mapping(polygon)
    area.west, area.south, area.east, area.north = polygon.bounds


@dataclass(frozen=True)
class AreaIndex:
    """A region's areas, ready to be asked; ``tree`` and ``areas`` run in parallel."""

    areas: tuple[Area, ...]
    tree: shapely.STRtree

    @classmethod
    def of_region(cls, region_id: int) -> AreaIndex:
        """Load the region's polygons from the database."""
        areas = tuple(Area.objects.filter(region_id=region_id).order_by("pk"))
        return cls(areas, shapely.STRtree([shape(area.geometry) for area in areas]))

    def containing(self, longitude: float, latitude: float) -> list[Area]:
        """Return the areas whose polygon covers the point (WGS 84 degrees)."""
        point = shapely.Point(longitude, latitude)
        return [self.areas[i] for i in sorted(self.tree.query(point, predicate="intersects"))]

    @cached_property
    def _by_name(self) -> dict[str, dict[str, list[Area]]]:
        """Return the areas by kind and normalised name."""
        found: dict[str, dict[str, list[Area]]] = defaultdict(lambda: defaultdict(list))
        for area in self.areas:
            found[area.kind][normalise_name(area.name)].append(area)
        return found

    def _named(self, kind: AreaKind, name: str) -> list[Area]:
        return self._by_name[kind].get(normalise_name(name), [])

    def of_district(self, district: str) -> list[Area]:
        """Return the district of that name, what it is part of, and its disputed status."""
        found = self._named(AreaKind.DISTRICT, district)
        codes = {a.code for a in found}
        parents = {a.parent_id for a in found}
        disputed = [a for a in self.areas if a.kind == AreaKind.DISPUTED and a.code in codes]
        return [*(a for a in self.areas if a.pk in parents), *found, *disputed]

    def of_governorate(self, governorate: str) -> list[Area]:
        """Return the governorate of that name."""
        return self._named(AreaKind.GOVERNORATE, governorate)

    def of_incident(self, incident: Incident) -> list[Area]:
        """Return all areas of an incident."""
        return self.of_place(incident.district, incident.governorate, incident.longitude, incident.latitude)

    def of_place(
        self, district: str, governorate: str, longitude: float | None, latitude: float | None
    ) -> list[Area]:
        """Return all areas of a place: WGS 84 degrees, or None where only the names are known."""
        named = self.of_district(district) if district else []
        named = named or (self.of_governorate(governorate) if governorate else [])
        if longitude is None or latitude is None:
            return named
        around = self.containing(longitude, latitude)
        if not named:
            return around
        return [*named, *(a for a in around if a.kind not in ADMINISTRATIVE)]

    @cached_property
    def _known_places(self) -> dict[tuple[str, str, float | None, float | None], frozenset[int]]:
        return {}

    def keys_of_place(
        self, district: str, governorate: str, longitude: float | None, latitude: float | None
    ) -> frozenset[int]:
        """Return the keys of ``of_place``, remembered: many reports tell of few places."""
        place = (district, governorate, longitude, latitude)
        if place not in self._known_places:
            self._known_places[place] = frozenset(area.pk for area in self.of_place(*place))
        return self._known_places[place]


@lru_cache(maxsize=4)
def _cached_index(region_id: int, _version: int) -> AreaIndex:
    return AreaIndex.of_region(region_id)


def area_index(region_id: int) -> AreaIndex:
    """Return the region's index, made anew in this process when an area has changed."""
    events: Any = Area.pgh_event_model  # type: ignore[attr-defined] # made by track_history
    newest = events.objects.filter(region_id=region_id).order_by("-pgh_id").values_list("pgh_id", flat=True)
    return _cached_index(region_id, newest.first() or 0)


def _rows(incident: Incident, areas: Iterable[Area]) -> list[IncidentArea]:
    kinds = PUBLIC_KINDS.get(LocationPrecision(incident.public_precision))
    if not incident.public_location_precision:
        kinds = None
    return [
        IncidentArea(incident=incident, area=area, public=kinds is None or area.kind in kinds)
        for area in areas
    ]


def assign_areas(incidents: Iterable[Incident]) -> None:
    """Replace the areas of incidents by what their district and point say now, set by set."""
    rows: list[IncidentArea] = []
    ids: list[int] = []
    indexes: dict[int, AreaIndex] = {}
    for incident in incidents:
        region = incident.region_id
        if region not in indexes:
            indexes[region] = area_index(region)
        rows += _rows(incident, indexes[region].of_incident(incident))
        ids.append(incident.pk)
    with transaction.atomic():
        IncidentArea.objects.filter(incident_id__in=ids).delete()
        IncidentArea.objects.bulk_create(rows, batch_size=5000)


def reassign_area(area_id: int) -> int:
    """Recompute the incidents that an area contains, or contained; return how many were looked at."""
    area = Area.objects.get(pk=area_id)
    inside = Incident.objects.filter(
        region_id=area.region_id,
        longitude__range=(area.west, area.east),
        latitude__range=(area.south, area.north),
    )
    affected = (inside | Incident.objects.filter(incident_areas__area=area)).distinct()
    named = Incident.objects.filter(region_id=area.region_id, district=area.name)
    ids = {*affected.values_list("pk", flat=True), *named.values_list("pk", flat=True)}
    assign_areas(Incident.objects.filter(pk__in=ids))
    return len(ids)
