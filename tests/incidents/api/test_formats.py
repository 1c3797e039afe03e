"""Every format: what stands in it, that it holds the same incidents, and that it is asked for strictly."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from incidents import snapshot
from incidents.api.formats import FORMATS
from incidents.enums import SubEventType
from incidents.export_tables import ACLED, PLAIN, UCDP
from incidents.models import Incident
from tests.incidents.api.conftest import body, make_full_incident, read_workbook, uids
from tests.incidents.factories import (
    ActorFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    make_proposal,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def raw(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return content


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw(response).decode())))


def test_our_table_has_every_column(api: Any) -> None:
    incident = make_full_incident(summary="Line one\nline two", killed_low=2)
    ParticipationFactory(incident=incident, actor=ActorFactory(name="More"), role="perpetrator")
    response = api("incidents.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "incidents.csv" in response["Content-Disposition"]
    [row] = table(response)
    assert list(row) == list(PLAIN.order)
    assert row["uid"] == str(incident.uid)
    assert row["summary"] == "Line one\nline two"
    assert (row["perpetrators"], row["targets"], row["participants"]) == ("Raiders; More", "Guards", "")
    assert (row["killed_low"], row["killed_best"], row["wounded_best"]) == ("2", "4", "")
    assert (row["longitude"], row["latitude"], row["location_precision"]) == ("44.4", "35.4", "near")
    assert row["event_type"] == "Battles"
    assert row["sources"].count(";") == 1
    assert row["source_urls"].endswith("https://other.example.org/1")
    assert (row["tags"], row["report_count"], row["claimed_by"]) == ("ambush", "2", "Raiders")
    assert row["updated_at"].endswith("Z")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\n=1"])
def test_a_cell_is_never_a_formula(api: Any, start: str) -> None:
    IncidentFactory(title=start, summary=start, place_name=start)
    for address in ("incidents.csv", "incidents.acled.csv", "incidents.ucdp.csv"):
        [row] = table(api(address))
        for value in row.values():
            assert not value.startswith(tuple("=+@＝\t\r\n")), (address, value)
            assert not value.startswith("-"), (address, value)
    [row] = table(api("incidents.csv"))
    assert row["title"] == f"'{start}"


def test_numbers_stay_numbers(api: Any) -> None:
    IncidentFactory(longitude=-71.5, latitude=-33.25)
    [row] = table(api("incidents.csv"))
    assert (row["longitude"], row["latitude"]) == ("-71.5", "-33.25")


def test_a_mark_and_tags_on_request(api: Any) -> None:
    incident = IncidentFactory(title="كركوك")
    content = raw(api("incidents.csv", bom="yes", hxl="yes", fields="code,title,killed_best"))
    assert content.startswith(b"\xef\xbb\xbfcode,title,killed_best\n#event+code,,#affected+killed\n")
    assert content.decode().endswith(f"{incident.code},كركوك,\n")
    assert not raw(api("incidents.csv", bom="no")).startswith(b"\xef")


def test_acled_columns(api: Any) -> None:
    region = RegionFactory(country_code="368")
    incident = make_full_incident(
        region=region, date_precision="month", date_end=date(2021, 5, 31), summary="What happened"
    )
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Villagers", kind=7), role="target")
    [row] = table(api("incidents.acled.csv"))
    assert list(row) == list(ACLED.order)
    expected = {
        "event_id_cnty": incident.code,
        "event_date": "2021-05-01",
        "year": "2021",
        "time_precision": "3",
        "disorder_type": "Political violence",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Raiders",
        "assoc_actor_1": "",
        "inter1": "2",
        "actor2": "Guards",
        "assoc_actor_2": "Villagers",
        "inter2": "1",
        "interaction": "12",
        "civilian_targeting": "Civilian targeting",
        "iso": "368",
        "admin1": "North",
        "admin2": "Middle",
        "location": "Village",
        "geo_precision": "2",
        "notes": "What happened",
        "fatalities": "4",
        "tags": "ambush",
        "timestamp": str(int(Incident.objects.get().updated_at.timestamp())),
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("parties", "first", "second", "interaction"),
    [
        ([("A", "participant", 1), ("B", "participant", 3)], "A", "B", "13"),
        ([("A", "target", 7)], "A", "", "70"),
        ([("A", "participant", 8), ("B", "target", 2)], "A", "B", "28"),
        ([("A", "perpetrator", 2)], "A", "", "20"),
        ([], "", "", "0"),
    ],
)
def test_acled_sides(api: Any, parties: Any, first: str, second: str, interaction: str) -> None:
    incident = IncidentFactory()
    for name, role, kind in parties:
        ParticipationFactory(incident=incident, actor=ActorFactory(name=name, kind=kind), role=role)
    [row] = table(api("incidents.acled.csv"))
    assert (row["actor1"], row["actor2"], row["interaction"]) == (first, second, interaction)


def test_acled_knows_no_operations(api: Any) -> None:
    for sub_type in SubEventType:
        IncidentFactory(sub_event_type=sub_type)
    rows = table(api("incidents.acled.csv"))
    assert len({row["event_type"] for row in rows}) == 6
    assert len({row["sub_event_type"] for row in rows}) == 25


def test_ucdp_columns(api: Any) -> None:
    incident = make_full_incident(killed_best=6, killed_low=5, killed_high=9)
    civilians = ActorFactory(name="Villagers", kind=7)
    ParticipationFactory(incident=incident, actor=civilians, role="target", killed_best=2)
    ParticipationFactory(
        incident=incident, actor=ActorFactory(name="Police"), role="responder", killed_best=1
    )
    [row] = table(api("incidents.ucdp.csv"))
    assert list(row) == list(UCDP.order)
    expected = {
        "relid": incident.code,
        "type_of_violence": "3",
        "side_a": "Raiders",
        "side_b": "Guards",
        "number_of_sources": "2",
        "where_prec": "2",
        "geom_wkt": "POINT (44.4 35.4)",
        "priogrid_gid": "180449",
        "date_prec": "1",
        "deaths_a": "1",
        "deaths_b": "1",
        "deaths_civilians": "2",
        "deaths_unknown": "2",
        "best": "6",
        "low": "5",
        "high": "9",
    }
    assert {name: row[name] for name in expected} == expected
    assert int(row["id"]) > 0


def test_a_workbook_has_the_same_cells(api: Any) -> None:
    incident = make_full_incident(title="=1+1")
    header, row = read_workbook(api("incidents.xlsx"))
    assert header == list(PLAIN.order)
    assert incident.code in row
    assert "=1+1" in row
    assert read_workbook(api("incidents.xlsx", fields="code"))[1] == [incident.code]


def test_lines_are_the_incidents_of_the_list(api: Any) -> None:
    for _ in range(3):
        make_full_incident()
    listed = body(api("incidents/"))["results"]
    lines = [json.loads(line) for line in raw(api("incidents.ndjson", ordering="-date_start")).splitlines()]
    assert lines == listed
    assert json.loads(raw(api("incidents.ndjson", fields="uid", limit=1))).keys() == {"uid"}


def test_a_feed_has_entries_with_points(api: Any) -> None:
    first = make_full_incident(title="Attack \x08here")
    IncidentFactory(longitude=None, latitude=None, location_precision="district")
    feed = ET.fromstring(raw(api("incidents.atom")))  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    entry = next(one for one in entries if one.findtext(f"{ATOM}id") == f"urn:uuid:{first.uid}")
    assert entry.findtext("{http://www.georss.org/georss}point") == "35.4 44.4"
    assert entry.findtext(f"{ATOM}title") == "Attack here"
    nothing = ET.fromstring(raw(api("incidents.atom", sub_event_type="Raid")))  # noqa: S314 - our own
    assert nothing.findall(f"{ATOM}entry") == []


def uids_of_columns(api: Any, kind: str, **query: Any) -> list[str]:
    read = {"arrow": pl.read_ipc, "parquet": pl.read_parquet}[kind]
    uids: list[str] = read(raw(api(f"incidents.{kind}", **query)))["uid"].to_list()
    return uids


def test_columns_of_a_selection_are_those_of_the_snapshot(api: Any) -> None:
    incident = make_full_incident()
    make_full_incident(killed_best=0)
    [row] = pl.read_parquet(raw(api("incidents.parquet", killed_min=1))).to_dicts()
    assert (row["uid"], row["perpetrators"], row["killed_best"]) == (str(incident.uid), ["Raiders"], 4)
    whole = {one["uid"]: one for one in pl.read_parquet(snapshot.build().parquet).to_dicts()}
    assert whole[row["uid"]] == row
    assert pl.read_ipc(raw(api("incidents.arrow", q="nothing such"))).height == 0


@pytest.mark.parametrize("name", FORMATS)
def test_the_parameter_and_the_extension_give_the_same(api: Any, name: str) -> None:
    make_full_incident()
    by_parameter = api("incidents/", format=name, killed_min=1)
    by_extension = (
        api(f"incidents.{name}", killed_min=1) if name != "json" else api("incidents/", killed_min=1)
    )
    assert by_parameter["Content-Type"] == by_extension["Content-Type"]
    if name != "xlsx":  # which holds the second of its making
        own = b"incidents/?format=atom&amp;killed_min=1", b"incidents.atom?killed_min=1"
        assert raw(by_parameter).replace(*own) == raw(by_extension)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_a_format_takes_its_own_parameters_only(api: Any, name: str) -> None:
    assert api(f"incidents.{name}", include="claims").status_code == 400
    assert api(f"incidents.{name}", limit=0).status_code == 400


@pytest.mark.parametrize("ordering", [None, "-date_start", "updated_at"])
def test_exports_go_on_from_batch_to_batch(
    api: Any, monkeypatch: pytest.MonkeyPatch, ordering: str | None
) -> None:
    monkeypatch.setattr("incidents.api.formats.EXPORT_BATCH", 2)
    monkeypatch.setattr("incidents.api.formats.LINES", 2)
    monkeypatch.setattr("incidents.prepared.AT_ONCE", 2)
    monkeypatch.setattr("incidents.column_stream.ROW_GROUP", 3)
    made = [str(IncidentFactory().uid) for _ in range(7)]
    asked = {} if ordering is None else {"ordering": ordering}
    for limit in (1, 2, 4, 7, 9):
        rows = [row["uid"] for row in table(api("incidents.csv", limit=limit, **asked))]
        lines = [
            json.loads(line)["uid"]
            for line in raw(api("incidents.ndjson", limit=limit, **asked)).splitlines()
        ]
        expected = made if ordering != "-date_start" else made[::-1]
        columns = [uids_of_columns(api, kind, limit=limit, **asked) for kind in ("arrow", "parquet")]
        assert rows == lines == expected[:limit]
        assert columns == [rows, rows]
    assert len(table(api("incidents.csv", **asked))) == 7


@pytest.mark.parametrize("count", [1, 3])
def test_exports_take_a_fixed_number_of_queries(api: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    for name, queries in (("ndjson", 6), ("xlsx", 3), ("atom", 2)):
        with django_assert_num_queries(queries):
            raw(api(f"incidents.{name}"))


def test_only_the_members_asked_for(api: Any, django_assert_num_queries: Any) -> None:
    make_full_incident()
    with django_assert_num_queries(2):
        [row] = body(api("incidents/", fields="uid,title"))["results"]
    assert row.keys() == {"uid", "title"}
    assert api("incidents/", fields="uid,secret").status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_claims_on_request(api: Any, conforms: Any, count: int, django_assert_num_queries: Any) -> None:
    make_proposal()
    for _ in range(count):
        make_full_incident()
    with django_assert_num_queries(8):
        response = api("incidents/", include="claims")
    found = conforms(response, "/api/v1/incidents/")["results"]
    assert [len(one["reports"]) for one in found] == [2] * count
    one = body(api(f"incidents/{found[0]['uid']}/"))
    assert one["reports"] == found[0]["reports"]


def test_every_format_finds_the_same(api: Any) -> None:
    for number in range(5):
        make_full_incident(
            sub_event_type="Raid" if number % 2 else "Attack", killed_best=number % 3, killed_high=9
        )
    query = {"sub_event_type": "Attack", "killed_min": 1}
    expected = set(uids(api("incidents/", **query)))
    codes = {one.code for one in Incident.objects.filter(uid__in=expected)}
    assert len(expected) == 2
    assert set(uids(api("incidents.geojson", **query))) == expected
    assert {row["uid"] for row in table(api("incidents.csv", **query))} == expected
    assert {row["event_id_cnty"] for row in table(api("incidents.acled.csv", **query))} == codes
    assert {row["relid"] for row in table(api("incidents.ucdp.csv", **query))} == codes
    assert {
        json.loads(line)["uid"] for line in raw(api("incidents.ndjson", **query)).splitlines()
    } == expected
    assert {row[0] for row in read_workbook(api("incidents.xlsx", **query))[1:]} == expected
    for kind in ("arrow", "parquet"):
        assert set(uids_of_columns(api, kind, **query)) == expected
    assert {code for code in codes if code.encode() in raw(api("incidents.atom", **query))} == set()
