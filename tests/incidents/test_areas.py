"""Which areas contain an incident."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from incidents import areas
from incidents.enums import AreaKind
from incidents.models import Area, IncidentArea
from tests.incidents.factories import IncidentFactory, RegionFactory, make_area

pytestmark = pytest.mark.django_db


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def region() -> Any:
    return RegionFactory()


@pytest.fixture
def north(region: Any) -> Area:
    return make_area(region, AreaKind.GOVERNORATE, "N", "North", geometry=square(43, 34, 46, 37))


@pytest.fixture
def middle(region: Any, north: Area) -> Area:
    return make_area(region, AreaKind.DISTRICT, "M", "Middle", parent=north)


def names(incident: Any) -> set[str]:
    return {f"{a.kind}:{a.code}" for a in incident.areas.all()}


def test_a_point_lies_in_every_area_that_covers_it(region: Any, middle: Area) -> None:
    make_area(region, AreaKind.RANGE, "R", "Ridge", geometry=square(44.3, 35.3, 44.5, 35.5))
    make_area(region, AreaKind.RANGE, "F", "Far", geometry=square(46, 35, 47, 36))
    incident = IncidentFactory(district="", governorate="")
    areas.assign_areas([incident])
    assert names(incident) == {"governorate:N", "district:M", "range:R"}
    assert [a.code for a in areas.area_index(region.pk).containing(46.5, 35.5)] == ["F"]


def test_the_named_district_beats_a_generalised_line(region: Any, middle: Area) -> None:
    make_area(region, AreaKind.DISTRICT, "E", "East", geometry=square(45, 35, 46, 36))
    incident = IncidentFactory(longitude=45.01)
    areas.assign_areas([incident])
    assert names(incident) == {"governorate:N", "district:M"}


def test_a_district_without_a_point_is_an_area_all_the_same(region: Any, middle: Area) -> None:
    make_area(region, AreaKind.DISPUTED, "M", "Middle")
    incident = IncidentFactory(longitude=None, latitude=None, location_precision="district")
    areas.assign_areas([incident])
    assert names(incident) == {"governorate:N", "district:M", "disputed:M"}


def test_what_the_public_precision_hides_is_not_public(region: Any, middle: Area) -> None:
    make_area(region, AreaKind.RANGE, "R", "Ridge")
    incident = IncidentFactory(public_location_precision="governorate")
    areas.assign_areas([incident])
    assert set(IncidentArea.objects.filter(public=True).values_list("area__code", flat=True)) == {"N"}
    incident.public_location_precision = "district"
    areas.assign_areas([incident])
    assert set(IncidentArea.objects.filter(public=True).values_list("area__code", flat=True)) == {"N", "M"}


def test_a_changed_polygon_reassigns_what_it_held_and_holds(region: Any) -> None:
    ridge = make_area(region, AreaKind.RANGE, "R", "Ridge")
    inside, outside = IncidentFactory(), IncidentFactory(longitude=46.5)
    areas.assign_areas([inside, outside])
    areas.set_geometry(ridge, square(46, 35, 47, 36))
    ridge.save()
    assert areas.reassign_area(ridge.pk) == 2
    assert (names(inside), names(outside)) == (set(), {"range:R"})


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [44, 35]},
        {"type": "Polygon"},
        {"type": "Nonsense", "coordinates": []},
        {"type": "Polygon", "coordinates": "x"},
        {},
    ],
)
def test_only_polygons_are_areas(geometry: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        areas.set_geometry(Area(), geometry)


def test_a_ring_that_crosses_itself_is_mended() -> None:
    area = Area()
    areas.set_geometry(area, {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]})
    assert area.geometry["type"] in {"Polygon", "MultiPolygon"}
    assert (area.west, area.east) == (0, 2)
