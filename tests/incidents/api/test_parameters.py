"""Every parameter is strict: what is not understood is refused by name, never ignored."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from incidents.enums import EventFamily, Verification
from tests.incidents.api.conftest import body
from tests.incidents.factories import IncidentFactory

pytestmark = pytest.mark.django_db

SQUARE = '{"type":"Polygon","coordinates":[[[44,35],[45,35],[45,36],[44,35]]]}'
BOW = '{"type":"Polygon","coordinates":[[[44,35],[45,36],[45,35],[44,36],[44,35]]]}'
FAR = '{"type":"Polygon","coordinates":[[[44,35],[45,35],[45,136],[44,35]]]}'
LINE = '{"type":"LineString","coordinates":[[44,35],[45,35]]}'
BAD = {
    "date_from": ["2021-5-1", "20210501", "2021-02-30", "yesterday", "2021-05-01T00:00:00Z", "2021-W01-1"],
    "event_type": ["battles", "Battles,Wars"],
    "sub_event_type": ["Battles"],
    "actor": ["Nobody at all", "999999999", "-1"],
    "area": ["kirkuk", "district:nowhere", "planet:earth", ":"],
    "room": ["nowhere", "6da63d69-9729-4334-b112-325233dc0cac"],
    "source": ["The Daily Nothing"],
    "bbox": [
        "1,2,3",
        "1,2,3,4,5",
        "a,b,c,d",
        "44,36,45,35",
        "45,35,44,36",
        "35,44,36,190",
        "44,35,45,nan",
        "inf,1,2,3",
        "1_0,1,20,3",
        "-10,1,-20,3",
        "٤٤,35,45,36",
    ],
    "near": ["44", "44,95", "44;35"],
    "radius_km": ["0", "-5", "20000", "ten", "nan"],
    "within": [
        "{",
        "[]",
        "null",
        LINE,
        BOW,
        FAR,
        '{"type":"Polygon"}',
        '{"type":"Polygon","coordinates":[]}',
    ],
    "has_point": ["true", "1", "Yes"],
    "killed": ["-1", "5-4", "1.5", "1-2-3", "few", "٣"],
    "not_perpetrator": ["Nobody at all"],
    "killed_min": ["-1", "1.5", "many", "99999999999", "٣"],
    "verification": ["Confirmed"],
    "precision": ["village"],
    "language": ["english"],
    "updated_since": [
        "2021-05-01",
        "2021-05-01T00:00:00",
        "2021-05-01T25:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ],
    "limit": ["0", "1001", "-1", "ten", "1e2"],
    "cursor": ["x", "AAAA", "!!!", "eyJ9"],
    "ordering": ["title", "date"],
    "with_total": ["1"],
    "format": ["xml"],
}
PAIRS = {
    "near": {"near": "44,35"},
    "radius_km": {"radius_km": "5"},
    "date_from": {"date_from": "2021-05-02", "date_to": "2021-05-01"},
    "killed_min": {"killed_min": "5", "killed_max": "4"},
}


def refused(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    found = body(response)
    assert found["status"] == 400
    assert found["detail"].startswith(found["errors"][0]["parameter"])
    errors: list[dict[str, Any]] = found["errors"]
    return errors


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in BAD.items() for value in values]
)
def test_a_bad_value_is_refused_by_name(api: Any, name: str, value: str) -> None:
    errors = refused(api("incidents/", **{name: value}))
    assert errors[0]["parameter"] == name
    assert errors[0]["value"] == value
    assert errors[0]["detail"]


@pytest.mark.parametrize("name", PAIRS)
def test_parameters_that_do_not_go_together(api: Any, name: str) -> None:
    assert [error["parameter"] for error in refused(api("incidents/", **PAIRS[name]))] == [name]


def test_allowed_values_are_listed(api: Any) -> None:
    [error] = refused(api("incidents/", verification="sure"))
    assert error["allowed"] == Verification.values
    [error] = refused(api("incidents.geojson", event_type="War"))
    assert error["allowed"] == EventFamily.values


@pytest.mark.parametrize(
    "address",
    ["incidents/", "incidents.geojson", "rooms/", "rooms.geojson", "actors/", "areas/", "places/", ""],
)
def test_an_unknown_parameter_is_refused_everywhere(api: Any, address: str) -> None:
    [error] = refused(api(address, colour="red"))
    assert error["parameter"] == "colour"
    assert isinstance(error["allowed"], list)


def test_one_incident_takes_no_parameters(api: Any) -> None:
    assert refused(api(f"incidents/{IncidentFactory().uid}/", q="x"))


def test_every_problem_is_named_at_once(api: Any) -> None:
    errors = refused(api("incidents/", colour="red", bbox="1", killed_min="x"))
    assert {error["parameter"] for error in errors} == {"colour", "bbox", "killed_min"}


def test_a_single_parameter_may_not_be_repeated(client: Any) -> None:
    [error] = refused(client.get("/api/v1/incidents/?date_from=2021-05-01&date_from=2021-05-02"))
    assert (error["parameter"], error["detail"]) == ("date_from", "may be given only once")


@pytest.mark.parametrize("value", ["", " ", "Battles,", ",Battles"])
def test_an_empty_value_is_refused(api: Any, value: str) -> None:
    [error] = refused(api("incidents/", event_type=value))
    assert error["detail"] == "has no value"


@pytest.mark.parametrize("query", ["q=a%00b", "%00=1", "actor=%00", "q=%ff%fe", "bbox=1,2,3,%00"])
def test_nul_bytes_and_broken_utf8_are_refused(client: Any, query: str) -> None:
    refused(client.get(f"/api/v1/incidents/?{query}"))


def test_too_many_parameters_are_refused(client: Any) -> None:
    response = client.get("/api/v1/incidents/?" + "&".join(f"p{number}=1" for number in range(2000)))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_deeply_nested_polygon_is_refused(api: Any) -> None:
    value = '{"type":"Polygon","coordinates":' + "[" * 2000 + "]" * 2000 + "}"
    refused(api("incidents/", within=value))


def test_a_cursor_belongs_to_its_ordering(api: Any) -> None:
    IncidentFactory.create_batch(2)
    cursor = body(api("incidents/", limit=1))["next"].split("cursor=")[1]
    [error] = refused(api("incidents/", cursor=cursor, ordering="updated_at"))
    assert error["parameter"] == "cursor"


@pytest.mark.parametrize(
    "packed",
    [
        '["-date_start","2021-05-01",0]',
        '["-date_start","2021-05-01",99999999999999999999]',
        '["-date_start","2021-05-01",true]',
        '["-date_start","x",1]',
        '["title","x",1]',
        '["updated_at","2021-05-01T00:00:00",1]',
        "[]",
        "{}",
        "[[],1,1]",
    ],
)
def test_a_made_up_cursor_is_refused(api: Any, packed: str) -> None:
    from base64 import urlsafe_b64encode  # noqa: PLC0415 - used here alone

    refused(api("incidents/", cursor=urlsafe_b64encode(packed.encode()).decode().rstrip("=")))


def test_other_errors_are_problems_too(client: Any) -> None:
    for method, address, status in (
        ("get", "/api/v1/nothing/", 404),
        ("get", "/api/v1/incidents/not-a-uid/", 404),
        ("get", "/api/v1/incidents/6da63d69-9729-4334-b112-325233dc0cac/", 404),
        ("get", "/api/v1/rooms/6da63d69-9729-4334-b112-325233dc0cac/", 404),
        ("post", "/api/v1/incidents/", 405),
        ("delete", "/api/v1/rooms/", 405),
    ):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json"), (
            address
        )
        assert json.loads(response.content)["status"] == status


def test_an_address_without_its_slash_leads_to_the_one_with_it(client: Any) -> None:
    response = client.get(f"/api/v1/incidents?q={quote('كركوك')}")
    assert response.status_code == 301
    assert response["Location"] == f"/api/v1/incidents/?q={quote('كركوك')}"
