"""What is not public does not leave, neither as a row, nor as a field, nor by being asked for."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from incidents import snapshot
from incidents.api.formats import FORMATS
from incidents.enums import AreaKind
from incidents.models import Incident, IncidentArea
from tests.incidents.api.conftest import body, make_full_incident, read_workbook, uids
from tests.incidents.factories import (
    ClaimFactory,
    IncidentFactory,
    ReportFactory,
    SourceFactory,
    make_area,
)

pytestmark = pytest.mark.django_db
LISTS = ["incidents/", "incidents.geojson"]
EXPORTS = [
    f"incidents.{name}" for name in FORMATS if name not in {"json", "geojson", "xlsx", "arrow", "parquet"}
]


@pytest.fixture
def hidden() -> Incident:
    """Make an incident whose exact place the public may not know."""
    incident = make_full_incident(
        title="Attack",
        place_name="Secretville",
        location_note="behind the Secretville mill",
        longitude=44.412345,
        latitude=35.412345,
        location_precision="exact",
        public_location_precision="district",
    )
    near = make_area(incident.region, AreaKind.RANGE, "secret", "Secret ridge")
    IncidentArea.objects.create(incident=incident, area=near, public=False)
    report = incident.reports.first()
    assert report is not None
    text = report.article.text if report.article else ""
    ClaimFactory(
        report=report, field="wounded", value={"low": 1, "best": 1, "high": 1}, quote=text[:5], start=0, end=5
    )
    return incident


@pytest.mark.parametrize("status", ["draft", "in_review", "retracted"])
@pytest.mark.parametrize("address", LISTS)
def test_unpublished_incidents_stay_out(api: Any, address: str, status: str) -> None:
    secret = make_full_incident(status=status, title="Unpublished")
    shown = make_full_incident()
    assert uids(api(address)) == [str(shown.uid)]
    if status != "retracted":
        assert api(f"incidents/{secret.uid}/").status_code == 404


@pytest.mark.parametrize("status", ["published", "retracted", "draft"])
def test_restricted_incidents_stay_out(api: Any, status: str) -> None:
    secret = make_full_incident(sensitivity="restricted", status=status)
    for address in LISTS:
        assert uids(api(address)) == []
    assert body(api("incidents/", with_total="yes"))["total"] == 0
    assert api(f"incidents/{secret.uid}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_merged_incident_does_not_lead_to_a_hidden_one(api: Any) -> None:
    target, merged = make_full_incident(sensitivity="restricted"), IncidentFactory()
    Incident.objects.filter(pk=merged.pk).update(status="merged", merged_into=target)
    response = api(f"incidents/{merged.uid}/")
    assert response.status_code == 410
    assert str(target.uid) not in response.content.decode()


def test_a_hidden_place_is_in_no_answer(api: Any, hidden: Incident) -> None:
    for address in (*LISTS, f"incidents/{hidden.uid}/"):
        text = json.dumps(body(api(address)), ensure_ascii=False)
        for hint in ("Secretville", "44.412345", "35.412345", "Secret ridge", "mill"):
            assert hint not in text, (address, hint)
    found = body(api(f"incidents/{hidden.uid}/"))
    assert found["location"]["longitude"] is None
    assert found["location"]["precision"] == "district"
    claims = [claim for report in found["reports"] for claim in report["claims"]]
    assert "place" not in {claim["field"] for claim in claims}
    assert {claim["quote"] for claim in claims} == {""}
    assert {claim["start"] for claim in claims} == {None}


@pytest.mark.parametrize(
    "query",
    [
        {"bbox": "44.4,35.4,44.42,35.42"},
        {"near": "44.412345,35.412345", "radius_km": "1"},
        {"within": '{"type":"Polygon","coordinates":[[[44,35],[45,35],[45,36],[44,36],[44,35]]]}'},
        {"area": "range:secret"},
        {"precision": "exact"},
        {"has_point": "yes"},
        {"q": "Secretville"},
    ],
)
@pytest.mark.parametrize("address", LISTS)
def test_a_hidden_place_is_not_found_by_asking_for_it(
    api: Any, hidden: Incident, address: str, query: dict[str, str]
) -> None:
    assert hidden.longitude == pytest.approx(44.412345)
    assert uids(api(address, **query)) == []


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("address", EXPORTS)
def test_exports_hold_nothing_hidden(api: Any, hidden: Incident, address: str) -> None:
    make_full_incident(status="draft", title="Unpublished")
    make_full_incident(sensitivity="restricted", title="Restricted")
    text = text_of(api(address))
    assert hidden.title in text or hidden.code in text
    hints = ("Secretville", "44.412345", "35.412345", "Secret ridge", "mill", "Unpublished", "Restricted")
    assert [hint for hint in hints if hint in text] == []


def test_the_workbook_holds_nothing_hidden(api: Any, hidden: Incident) -> None:
    make_full_incident(status="draft", title="Unpublished")
    rows = list(read_workbook(api("incidents.xlsx")))
    assert len(rows) == 2
    assert hidden.code in rows[1]
    for hint in ("Secretville", "44.412345", "mill", "Unpublished"):
        assert hint not in str(rows)


def test_columns_hold_nothing_hidden(api: Any, hidden: Incident) -> None:
    make_full_incident(status="draft", title="Unpublished")
    secret = make_full_incident(sensitivity="restricted", title="Restricted")
    [row] = pl.read_parquet(b"".join(api("incidents.parquet").streaming_content)).to_dicts()
    assert (row["uid"], row["longitude"], row["precision"]) == (str(hidden.uid), None, "district")
    assert "range:secret" not in row["areas"]
    assert str(secret.uid).encode() not in b"".join(api("incidents.arrow").streaming_content)


def test_a_coarse_place_is_on_the_grid_alone(api: Any) -> None:
    incident = IncidentFactory(
        longitude=44.4321, latitude=35.4321, location_precision="exact", public_location_precision="near"
    )
    found = body(api(f"incidents/{incident.uid}/"))["location"]
    assert (found["longitude"], found["latitude"], found["precision"]) == (44.4, 35.4, "near")
    assert uids(api("incidents/", bbox="44.42,35.42,44.44,35.44")) == []
    assert uids(api("incidents/", near="44.4,35.4", radius_km=1)) == [str(incident.uid)]


def test_proposals_and_rejections_stand_behind_nothing(api: Any) -> None:
    incident = make_full_incident()
    for state in ("proposed", "rejected"):
        proposal = ReportFactory(state=state, reason="no")
        ClaimFactory(report=proposal, quote="", field="killed", value={"low": 99, "best": 99, "high": 99})
    found = body(api(f"incidents/{incident.uid}/"))
    assert len(found["reports"]) == found["report_count"] == 2
    assert "99" not in json.dumps(found["reports"][0]["claims"])


def test_nothing_internal_is_told(api: Any) -> None:
    incident = make_full_incident()
    keys = {
        "id",
        "pk",
        "status",
        "sensitivity",
        "created_by",
        "updated_by",
        "public_location_precision",
        "reason",
    }
    for address in (*LISTS, f"incidents/{incident.uid}/"):
        found = body(api(address))
        rows = found.get("results") or [one["properties"] for one in found.get("features", [])] or [found]
        for row in rows:
            assert not keys & set(row)


def test_restricted_reports_are_in_no_answer(api: Any) -> None:
    incident = make_full_incident()
    secret = ReportFactory(
        incident=incident,
        state="accepted",
        restricted=True,
        article=None,
        source=SourceFactory(name="Closed data set", language="tr"),
        source_url="https://closed.example.org/1",
    )
    ClaimFactory(report=secret, value={"low": 987654, "best": 987654, "high": 987654, "who": None})
    answers = [body(api(address)) for address in (*LISTS, f"incidents/{incident.uid}/")]
    answers += [text_of(api(address)) for address in EXPORTS]
    answers.append(read_workbook(api("incidents.xlsx")))
    for answer in map(str, answers):
        assert [hint for hint in ("Closed data set", "closed.example.org", "987654") if hint in answer] == []
    assert body(api("incidents/", include="claims"))["results"][0]["report_count"] == 2
    assert uids(api("incidents/", language="tr")) == []
    response = api("incidents/", source="Closed data set")
    assert response.status_code == 400 or uids(response) == []


def test_the_snapshot_holds_no_restricted_source(api: Any) -> None:
    incident = make_full_incident()
    source = SourceFactory(name="Closed data set", language="tr")
    ReportFactory(incident=incident, state="accepted", restricted=True, article=None, source=source)
    table = pl.read_parquet(snapshot.build().parquet)
    assert "Closed data set" not in str(table["sources"].to_list())
    assert "tr" not in table["languages"].to_list()[0]
    assert {row["source"] for row in body(api("stats/", by="source"))["results"]}.isdisjoint(
        {"Closed data set"}
    )
