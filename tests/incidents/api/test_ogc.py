"""OGC API – Features, read by GDAL itself."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from incidents.enums import AreaKind
from incidents.models import Incident, IncidentArea
from tests.incidents.api.conftest import body, make_full_incident
from tests.incidents.factories import IncidentFactory, RegionFactory, RoomFactory, make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def ogc(client: Any) -> Any:
    def get(path: str, **parameters: Any) -> Any:
        return client.get(f"/ogc/{path}", parameters)

    return get


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [one["id"] for one in body(response)["features"]]


def test_the_landing_page_leads_everywhere(ogc: Any, client: Any) -> None:
    make_area(RegionFactory(), AreaKind.DISTRICT, "d", "D")
    links = {link["rel"]: link["href"] for link in body(ogc(""))["links"]}
    assert set(links) == {"self", "service-desc", "service-doc", "conformance", "data"}
    for address in links.values():
        assert client.get(address).status_code == 200
    assert len(body(client.get(links["conformance"]))["conformsTo"]) == 2
    listed = body(client.get(links["data"]))["collections"]
    assert [one["id"] for one in listed] == ["incidents", "rooms", "areas"]
    assert listed[0]["extent"]["spatial"]["bbox"] == [[44, 35, 45, 36]]
    for one in listed:
        addresses = {link["rel"]: link["href"] for link in one["links"]}
        assert body(client.get(addresses["self"])) == one
        assert client.get(addresses["items"]).status_code == 200


def test_pages_follow_one_another(ogc: Any, client: Any) -> None:
    for number in range(5):
        IncidentFactory(date_start=date(2021, 5, 1 + number))
        RoomFactory(name=f"Room {number}")
    for name in ("incidents", "rooms"):
        found, response = [], ogc(f"collections/{name}/items", limit=2)
        while True:
            page = body(response)
            found += [one["id"] for one in page["features"]]
            following = [link["href"] for link in page["links"] if link["rel"] == "next"]
            if not following:
                break
            response = client.get(following[0])
        assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize(
    ("period", "matches"),
    [
        ("2021-05-15", True),
        ("2021-05-31T22:00:00Z", True),
        ("2021-06-01", False),
        ("2021-04-01/2021-05-01", True),
        ("../2021-04-30", False),
        ("2021-05-31/..", True),
        ("2021-06-01/", False),
        ("/2021-05-01T00:00:00+03:00", False),
    ],
)
def test_incidents_of_a_time(ogc: Any, period: str, matches: bool) -> None:  # noqa: FBT001 - a case
    incident = IncidentFactory(
        date_start=date(2021, 5, 1), date_end=date(2021, 5, 31), date_precision="month"
    )
    expected = [str(incident.uid)] if matches else []
    assert ids(ogc("collections/incidents/items", datetime=period)) == expected


def test_filters_of_space_and_properties(ogc: Any) -> None:
    incident = make_full_incident()
    IncidentFactory(longitude=42.5, latitude=34.5, sub_event_type="Raid")
    room = RoomFactory(longitude=44.1, latitude=35.1)
    RoomFactory(longitude=None, latitude=None)
    assert ids(ogc("collections/incidents/items", bbox="44,35,45,36")) == [str(incident.uid)]
    assert ids(ogc("collections/incidents/items", event_type="Battles")) == [str(incident.uid)]
    assert ids(ogc("collections/rooms/items", bbox="44,35,0,44.2,36,100")) == [str(room.uid)]
    assert ids(ogc("collections/areas/items", bbox="44.9,35.9,50,40")) == ["district:mid"]
    assert ids(ogc("collections/areas/items", bbox="45.1,35.9,50,40")) == []
    assert ids(ogc("collections/areas/items", datetime="2021-05-01")) == ["district:mid"]


def test_one_feature(ogc: Any) -> None:
    incident, room = make_full_incident(), RoomFactory()
    for name, key in (("incidents", incident.uid), ("rooms", room.uid), ("areas", "district:mid")):
        assert body(ogc(f"collections/{name}/items/{key}"))["id"] == str(key)
    for name, key in (
        ("incidents", "x"),
        ("rooms", "x"),
        ("areas", "x"),
        ("incidents", room.uid),
        ("planets", "x"),
        ("incidents", IncidentFactory(status="draft").uid),
    ):
        response = ogc(f"collections/{name}/items/{key}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "bad",
    [
        {"datetime": "2021-05-02/2021-05-01"},
        {"datetime": "May"},
        {"datetime": "2021-02-30"},
        {"datetime": "1/2/3"},
        {"datetime": ".."},
        {"bbox": "1,2,3"},
        {"bbox": "1,2,3,4,5,x"},
        {"limit": "0"},
        {"limit": "10001"},
        {"colour": "red"},
    ],
)
@pytest.mark.parametrize("name", ["incidents", "rooms", "areas"])
def test_bad_parameters(ogc: Any, name: str, bad: dict[str, str]) -> None:
    response = ogc(f"collections/{name}/items", **bad)
    assert response.status_code == 400
    assert body(response)["errors"][0]["parameter"] in bad


def test_nothing_hidden(ogc: Any) -> None:
    make_full_incident(status="draft")
    make_full_incident(sensitivity="restricted")
    hidden = make_full_incident(place_name="Secretville", public_location_precision="district")
    area = make_area(hidden.region, AreaKind.RANGE, "secret", "Ridge")
    IncidentArea.objects.create(incident=hidden, area=area, public=False)
    response = ogc("collections/incidents/items")
    text = b"".join(response.streaming_content).decode()
    assert "Secretville" not in text
    assert text.count('"Feature"') == 1
    assert ids(ogc("collections/incidents/items", bbox="44,35,45,36")) == []


# GDAL keeps Python's lock while it waits for an answer, so it runs in a process of its own.
GDAL = """
import json, sys
import pyogrio
address = sys.argv[1]
read = lambda **options: pyogrio.raw.read(address, layer="incidents", **options)
meta, _fids, geometry, columns = read(PAGE_SIZE="2")
print(json.dumps({
    "layers": sorted(str(name) for name, _kind in pyogrio.list_layers(address)),
    "uids": sorted(str(uid) for uid in columns[list(meta["fields"]).index("uid")]),
    "points": sum(point is not None for point in geometry),
    "inside": len(read(bbox=(44, 35, 45, 36))[2]),
    "killed": len(read(where="killed_best = 5")[2]),
    "areas": pyogrio.read_info(address, layer="areas")["features"],
    "rooms": pyogrio.read_info(address, layer="rooms")["features"],
}))
"""


@pytest.mark.django_db(transaction=True)
def test_gdal_lists_filters_and_reads(live_server: Any) -> None:
    make_full_incident(killed_best=5)
    for number in range(4):
        IncidentFactory(longitude=42 + number / 10, latitude=34, date_start=date(2020, 1, 1 + number))
    command = [sys.executable, "-c", GDAL, f"OAPIF:{live_server.url}/ogc/"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == {
        "layers": ["areas", "incidents", "rooms"],
        "uids": sorted(str(one.uid) for one in Incident.objects.all()),
        "points": 5,
        "inside": 1,
        "killed": 1,
        "areas": 1,
        "rooms": 1,
    }
