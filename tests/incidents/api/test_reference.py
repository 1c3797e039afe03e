"""Rooms, actors, areas, places, the list of addresses, and the document."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from openapi_spec_validator import validate

from incidents import snapshot
from incidents.enums import AreaKind
from incidents.models import PlaceAlias, RoomForce, RoomPhaseEvent
from tests.incidents.api.conftest import body
from tests.incidents.factories import ActorFactory, PlaceFactory, RoomFactory, make_area

pytestmark = pytest.mark.django_db


def make_full_room() -> Any:
    room = RoomFactory(status_note="opened")
    RoomForce.objects.create(room=room, actor=ActorFactory(), staff=4)
    room.aliases.create(language="ar", text=f"غرفة {room.code}")
    for phase, day in (("opened", 19), ("agreed", 1)):
        start = date(2021, 5, day)
        RoomPhaseEvent.objects.create(room=room, phase=phase, date_start=start, date_end=start)
    return room


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["rooms/", "rooms.geojson"])
def test_rooms_take_four_queries(api: Any, address: str, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_room()
    with django_assert_num_queries(4):
        found = body(api(address))
    assert len(found.get("results") or found["features"]) == count


def test_rooms_are_as_documented(api: Any, conforms: Any) -> None:
    room = make_full_room()
    room.area_of_responsibility = make_area(room.region, AreaKind.RESPONSIBILITY, "aor", "Area of the room")
    room.save()
    [listed] = conforms(api("rooms/"), "/api/v1/rooms/")["results"]
    assert [phase["phase"] for phase in listed["phases"]] == ["agreed", "opened"]
    assert listed["forces"][0]["staff"] == 4
    assert listed["area_of_responsibility"]["code"] == "aor"
    assert conforms(api(f"rooms/{room.uid}/"), "/api/v1/rooms/{uid}/") == listed
    [feature] = conforms(api("rooms.geojson"), "/api/v1/rooms.geojson")["features"]
    assert feature["geometry"]["coordinates"] == [44.4, 35.4]
    assert feature["properties"]["name"] == room.name


@pytest.mark.parametrize("count", [1, 3])
def test_actors_take_two_queries(api: Any, conforms: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        ActorFactory(parent=ActorFactory(name="Parent")).aliases.create(language="en", text="Alias")
    with django_assert_num_queries(2):
        response = api("actors/")
    found = conforms(response, "/api/v1/actors/")["results"]
    assert len(found) == count + 1
    assert found[0]["part_of"] == "Parent"


def test_actors_are_found_by_the_beginning_of_an_alias(api: Any) -> None:
    actor = ActorFactory(name="Peshmerga", name_ckb="پێشمەرگە")
    actor.aliases.create(language="ckb", text="هێزی پێشمەرگە")
    ActorFactory(name="Other", kind=2)
    assert [row["name"] for row in body(api("actors/", q="هێزی"))["results"]] == ["Peshmerga"]
    assert [row["name"] for row in body(api("actors/", inter="2,3"))["results"]] == ["Other"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["areas/", "areas.geojson"])
def test_areas_take_one_query(
    api: Any, region: Any, address: str, count: int, django_assert_num_queries: Any
) -> None:
    parent = make_area(region, AreaKind.GOVERNORATE, "g", "Governorate")
    for number in range(count):
        make_area(region, AreaKind.DISTRICT, f"d{number}", f"District {number}", parent=parent)
    with django_assert_num_queries(1):
        found = body(api(address))
    assert len(found.get("results") or found["features"]) == count + 1


def test_areas_have_a_geometry_where_asked(api: Any, region: Any, conforms: Any) -> None:
    make_area(region, AreaKind.DISPUTED, "kirkuk", "Kirkuk")
    make_area(region, AreaKind.DISTRICT, "erbil", "Erbil")
    [plain] = conforms(api("areas/", kind="disputed"), "/api/v1/areas/")["results"]
    assert "geometry" not in plain
    assert plain["bbox"] == [44.0, 35.0, 45.0, 36.0]
    [drawn] = conforms(api("areas/", kind="disputed", geometry="yes"), "/api/v1/areas/")["results"]
    assert drawn["geometry"]["type"] == "Polygon"
    [feature] = conforms(api("areas.geojson", kind="disputed"), "/api/v1/areas.geojson")["features"]
    assert feature["geometry"] == drawn["geometry"]
    assert feature["id"] == "disputed:kirkuk"
    assert len(body(api("areas.geojson", kind="disputed,district"))["features"]) == 2


def make_place(name: str, *aliases: tuple[str, str], **values: Any) -> Any:
    place = PlaceFactory(name=name, **values)
    for language, text in (("en", name), *aliases):
        PlaceAlias.objects.create(place=place, language=language, text=text)
    return place


@pytest.mark.parametrize("count", [1, 3])
def test_places_take_one_query(api: Any, conforms: Any, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        make_place(f"Kifri {number}")
    with django_assert_num_queries(1):
        response = api("places/", q="kif")
    assert len(conforms(response, "/api/v1/places/")["results"]) == count


def test_places_are_found_in_three_scripts(api: Any) -> None:
    make_place("Altun Kupri", ("ar", "ألتون كوبري"), ("ckb", "پردێ"), ("en", "Prde"), population=9)
    make_place("Prdelan", population=99)
    for query, first in (
        ("prde", "Altun Kupri"),
        ("prd", "Prdelan"),
        ("پردی", "Altun Kupri"),
        ("التون", "Altun Kupri"),
        ("ALTUN k", "Altun Kupri"),
    ):
        found = body(api("places/", q=query))["results"]
        assert found[0]["name"] == first, query
    assert body(api("places/", q="پرد"))["results"][0]["matched"] == "پردێ"
    assert body(api("places/", q="100%"))["results"] == []
    assert len(body(api("places/", limit=1))["results"]) == 1


def test_the_root_lists_addresses_that_answer(api: Any, client: Any, conforms: Any) -> None:
    links = conforms(api(""), "/api/v1/")["links"]
    assert {"incidents", "incidents.geojson", "rooms", "actors", "areas", "places", "schema", "docs"} <= set(
        links
    )
    snapshot.build()
    for address in links.values():
        assert client.get(address).status_code == 200, address


def test_other_sites_may_read(api: Any) -> None:
    assert api("incidents/")["Access-Control-Allow-Origin"] == "*"


def test_the_document_is_valid_openapi_and_complete(
    document: dict[str, Any], client: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    validate(document)
    assert "Warning" not in capsys.readouterr().err
    listed = {one["name"] for one in document["paths"]["/api/v1/incidents/"]["get"]["parameters"]}
    response = client.get("/api/v1/incidents/?nothing=1")
    assert listed == set(json.loads(response.content)["errors"][0]["allowed"])
    served = client.get("/api/v1/schema/", HTTP_ACCEPT="application/json").json()
    assert served["paths"].keys() == document["paths"].keys()
