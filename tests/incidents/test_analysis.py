"""What is near an incident, which room was open, and the month before and after a room opened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from incidents import analysis
from incidents.enums import RoomPhase
from incidents.models import Incident, JointOperationRoom, RoomPhaseEvent
from incidents.parameters import Point
from tests.incidents.factories import IncidentFactory, RoomFactory

pytestmark = pytest.mark.django_db
OPENED = date(2021, 6, 1)
CENTER = Point(45.4, 34.35)
KM_NORTH = 1 / 111.195  # degrees of latitude


def make_incident(days: int, km: float, **values: object) -> Incident:
    """Make a public incident so many days from the opening, so many kilometres north of the room."""
    day = OPENED + timedelta(days=days)
    defaults = {
        "date_start": day,
        "date_end": day,
        "longitude": CENTER.longitude,
        "latitude": CENTER.latitude + km * KM_NORTH,
        "location_precision": "exact",
        "public_location_precision": "",
        "status": "published",
        "sensitivity": "public",
    }
    made: Incident = IncidentFactory(**{**defaults, **values})
    made.refresh_from_db()
    return made


def make_room(*phases: tuple[RoomPhase, date], km: float = 0) -> JointOperationRoom:
    room: JointOperationRoom = RoomFactory(
        code=f"R{km}-{len(phases)}", longitude=CENTER.longitude, latitude=CENTER.latitude + km * KM_NORTH
    )
    for phase, day in phases:
        RoomPhaseEvent.objects.create(
            room=room, phase=phase, date_start=day, date_end=day, source_url="https://news.example/"
        )
    return room


def test_the_month_before_and_after_by_distance() -> None:
    room = make_room((RoomPhase.AGREED, OPENED - timedelta(days=90)), (RoomPhase.OPENED, OPENED))
    for days, km, killed in [
        (-30, 5, 2),
        (-1, 20, None),
        (-31, 5, 9),
        (0, 9, 1),
        (29, 40, 4),
        (30, 5, 9),
        (3, 60, 9),
    ]:
        make_incident(days, km, killed_low=killed, killed_best=killed, killed_high=killed)
    make_incident(-5, 5, killed_best=9, status="draft")
    make_incident(-5, 5, killed_best=9, public_location_precision="district")
    assert analysis.around_opening(room) == [
        analysis.BeforeAfter(10, 1, 1, 2, 1),
        analysis.BeforeAfter(25, 2, 1, 2, 1),
        analysis.BeforeAfter(50, 2, 2, 2, 5),
    ]


def test_comparing_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    room = make_room((RoomPhase.OPENED, OPENED))
    with django_assert_num_queries(2):
        analysis.around_opening(room)


def test_nothing_to_compare_without_a_site_or_an_opening() -> None:
    assert analysis.around_opening(make_room((RoomPhase.AGREED, OPENED))) == []
    nowhere = make_room((RoomPhase.OPENED, OPENED), km=1)
    nowhere.longitude = nowhere.latitude = None
    assert analysis.around_opening(nowhere) == []


def test_a_room_is_active_from_its_opening_until_it_is_suspended() -> None:
    phases = [
        (RoomPhase.AGREED.value, date(2021, 1, 1)),
        (RoomPhase.OPENED.value, OPENED),
        (RoomPhase.SUSPENDED.value, date(2022, 1, 1)),
    ]
    assert [
        analysis.is_active(phases, day)
        for day in (date(2021, 5, 31), OPENED, date(2021, 12, 31), date(2022, 1, 1))
    ] == [False, True, True, False]


def test_the_nearest_room_that_was_open() -> None:
    make_room((RoomPhase.AGREED, date(2020, 1, 1)), km=1)
    make_room((RoomPhase.OPENED, OPENED), km=30)
    make_room((RoomPhase.OPENED, OPENED), (RoomPhase.CLOSED, OPENED + timedelta(days=1)), km=5)
    near = analysis.nearest_active_room(make_incident(10, 0))
    assert near
    assert near.km == pytest.approx(30, rel=0.001)
    assert analysis.nearest_active_room(make_incident(-10, 0)) is None
    assert analysis.nearest_active_room(make_incident(10, 0, public_location_precision="district")) is None


def test_incidents_near_in_place_and_time_the_nearest_first() -> None:
    incident = make_incident(0, 0)
    near, nearer = make_incident(20, 30), make_incident(-30, 10)
    for days, km, values in [
        (31, 5, {}),
        (0, 51, {}),
        (1, 5, {"sensitivity": "restricted"}),
        (1, 5, {"public_location_precision": "district"}),
    ]:
        make_incident(days, km, **values)
    found = list(analysis.incidents_near(incident))
    assert found == [nearer, near]
    assert [one.km for one in found] == [pytest.approx(10, rel=0.001), pytest.approx(30, rel=0.001)]  # type: ignore[attr-defined] # annotated
