"""The list of incidents and one incident, as JSON and GeoJSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from incidents.enums import IncidentStatus
from incidents.models import Incident
from tests.incidents.api.conftest import body, make_full_incident, uids
from tests.incidents.factories import ClaimFactory, IncidentFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_six_queries(api: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    with django_assert_num_queries(6):
        assert len(uids(api("incidents/"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_map_takes_three_queries(api: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    with django_assert_num_queries(3):
        assert len(uids(api("incidents.geojson"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_incident_takes_ten_queries(api: Any, count: int, django_assert_num_queries: Any) -> None:
    incident = make_full_incident()
    for _ in range(count):
        report = ReportFactory(incident=incident, state="merged")
        ClaimFactory(report=report)
    with django_assert_num_queries(10):
        assert len(body(api(f"incidents/{incident.uid}/"))["reports"]) == count + 2


def test_the_list_is_as_documented(api: Any, conforms: Any) -> None:
    incident = make_full_incident()
    make_full_incident(
        longitude=None, latitude=None, location_precision="district", room=None, claimed_by=None
    )
    found = conforms(api("incidents/", with_total="yes"), "/api/v1/incidents/")
    assert (found["total"], found["next"]) == (2, None)
    row = next(one for one in found["results"] if one["uid"] == str(incident.uid))
    assert row["event_type"] == "Battles"
    assert row["disorder_type"] == "Political violence"
    assert row["killed"] == {"low": None, "best": 4, "high": 5}
    assert row["wounded"] is None
    assert [(actor["name"], actor["role"], actor["inter"]) for actor in row["actors"]] == [
        ("Raiders", "perpetrator", 2),
        ("Guards", "target", 1),
    ]
    assert row["actors"][0]["killed"] == {"low": None, "best": 1, "high": None}
    assert row["areas"] == [{"kind": "district", "code": "mid", "name": "Middle"}]
    assert row["tags"] == ["ambush"]
    assert row["report_count"] == 2
    assert row["sources"][0]["date"] == "2021-05-02"
    assert row["sources"][1] == {
        "outlet": row["sources"][1]["outlet"],
        "url": "https://other.example.org/1",
        "date": "2021-05-03",
        "language": "ckb",
    }
    assert row["api_url"] == f"http://testserver/api/v1/incidents/{incident.uid}/"
    assert row["url"] == f"http://testserver/incidents/{incident.uid}/"


def test_one_incident_is_as_documented(api: Any, conforms: Any) -> None:
    incident = make_full_incident()
    found = conforms(api(f"incidents/{incident.uid}/"), "/api/v1/incidents/{uid}/")
    report = found["reports"][0]
    assert [claim["field"] for claim in report["claims"]] == ["killed", "place"]
    assert report["claims"][0]["quote"] == "Two people were killed"
    assert "pk" not in report


def test_a_feature_has_flat_properties(api: Any, conforms: Any) -> None:
    make_full_incident()
    hidden = IncidentFactory(longitude=None, latitude=None, location_precision="governorate")
    response = api("incidents.geojson")
    assert response["Content-Type"] == "application/geo+json"
    found = conforms(response, "/api/v1/incidents.geojson")
    assert found["numberReturned"] == 2
    by_uid = {one["id"]: one for one in found["features"]}
    assert by_uid.pop(str(hidden.uid))["geometry"] is None
    [feature] = by_uid.values()
    assert feature["geometry"] == {"type": "Point", "coordinates": [44.4, 35.4]}
    properties = feature["properties"]
    assert (properties["perpetrators"], properties["targets"]) == (["Raiders"], ["Guards"])
    assert (properties["killed_best"], properties["killed_low"], properties["sources"]) == (4, None, 2)


def test_a_feature_says_what_the_incident_says(api: Any) -> None:
    text = 'A "quoted" \\ كركوك\n\t\x08 100% {uid}'
    incident = make_full_incident(title=text, place_name=text, longitude=44, latitude=-0.000001)
    [feature] = body(api("incidents.geojson"))["features"]
    whole = body(api(f"incidents/{incident.uid}/"))
    properties = feature["properties"]
    assert properties["title"] == properties["place"] == text
    assert feature["geometry"]["coordinates"] == [44, -0.000001]
    for name in ("uid", "code", "event_type", "sub_event_type", "date_start", "date_end", "date_precision"):
        assert properties[name] == whole[name]
    for name in ("verification", "url"):
        assert properties[name] == whole[name]
    for name in ("district", "governorate", "precision"):
        assert properties[name] == whole["location"][name]


def test_both_addresses_of_the_map_give_the_same(api: Any) -> None:
    make_full_incident()
    by_name, by_parameter = api("incidents.geojson"), api("incidents/", format="geojson")
    assert body(by_name) == body(by_parameter)
    assert api("incidents.geojson", format="geojson").status_code == 400


def walk(api: Any, client: Any, address: str, **parameters: Any) -> list[str]:
    response = api(address, **parameters)
    found: list[str] = []
    while True:
        page = body(response)
        rows = page.get("results") or [one["properties"] for one in page.get("features", [])]
        found += [row["uid"] for row in rows]
        if page["next"] is None:
            return found
        response = client.get(page["next"])


@pytest.mark.parametrize("address", ["incidents/", "incidents.geojson"])
@pytest.mark.parametrize("ordering", ["-date_start", "date_start", "-updated_at", "updated_at"])
def test_pages_hold_every_row_once_in_order(api: Any, client: Any, address: str, ordering: str) -> None:
    for number in range(7):
        IncidentFactory(date_start=date(2021, 5, 1) + timedelta(days=number // 3))
    field = ordering.lstrip("-")
    expected = sorted(
        Incident.objects.all(),
        key=lambda one: (getattr(one, field), one.pk),
        reverse=ordering.startswith("-"),
    )
    for limit in (1, 2, 3, 7, 8):
        assert walk(api, client, address, limit=limit, ordering=ordering) == [
            str(one.uid) for one in expected
        ]


def test_a_page_stays_where_it_was_when_rows_come_in(api: Any, client: Any) -> None:
    first = [IncidentFactory(date_start=date(2021, 5, day)) for day in (1, 2, 3, 4)]
    page = body(api("incidents/", limit=2))
    IncidentFactory(date_start=date(2021, 5, 5))
    IncidentFactory(date_start=date(2021, 5, 3))
    following = uids(client.get(page["next"]))
    assert following == [str(first[1].uid), str(first[0].uid)]


def test_a_map_is_streamed_in_batches_and_cut_at_its_limit(
    api: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidents.api.incident_features.BATCH", 2)
    IncidentFactory.create_batch(7)
    response = api("incidents.geojson", limit=5)
    assert response.streaming
    page = body(response)
    assert (page["numberReturned"], len(page["features"])) == (5, 5)
    assert len(uids(client.get(page["next"]))) == 2
    assert len(uids(api("incidents.geojson"))) == 7


@pytest.mark.django_db(transaction=True)
def test_a_retracted_incident_is_gone(api: Any, conforms: Any) -> None:
    incident = make_full_incident()
    Incident.objects.filter(pk=incident.pk).update(status=IncidentStatus.RETRACTED)
    found = conforms(api(f"incidents/{incident.uid}/"), "/api/v1/incidents/{uid}/")
    assert found["status"] == 410
    assert found["code"] == incident.code
    assert incident.title not in str(found)


@pytest.mark.django_db(transaction=True)
def test_a_merged_incident_leads_to_what_it_was_merged_into(api: Any) -> None:
    target, middle, merged = make_full_incident(), IncidentFactory(), IncidentFactory()
    Incident.objects.filter(pk=middle.pk).update(status=IncidentStatus.MERGED, merged_into=target)
    Incident.objects.filter(pk=merged.pk).update(status=IncidentStatus.MERGED, merged_into=middle)
    response = api(f"incidents/{merged.uid}/")
    assert (response.status_code, response["Location"]) == (
        301,
        f"http://testserver/api/v1/incidents/{target.uid}/",
    )
    assert body(api(f"incidents/{target.uid}/"))["merged_codes"] == [middle.code]
    Incident.objects.filter(pk=target.pk).update(status=IncidentStatus.MERGED, merged_into=merged)
    assert api(f"incidents/{merged.uid}/").status_code == 410
    target.merged_into = None
    target.status = IncidentStatus.RETRACTED
    target.save()
    assert api(f"incidents/{merged.uid}/").status_code == 410


def test_figures_for_several_incidents_stand_apart(api: Any) -> None:
    incident, other, draft = make_full_incident(), make_full_incident(), make_full_incident(status="draft")
    article = incident.reports.get(source=None).article
    from incidents.models import ReportGroup  # noqa: PLC0415 - used here alone

    assert article
    group = ReportGroup.objects.create(article=article)
    group.reports.set([one.reports.get(source=None) for one in (incident, other, draft)])
    ClaimFactory(report=None, group=group, value={"low": 4, "best": 4, "high": 4, "who": None})
    found = body(api(f"incidents/{incident.uid}/"))
    [told] = found["groups"]
    assert told["claims"][0]["value"]["best"] == 4
    assert told["incident_uids"] == [str(incident.uid), str(other.uid)]
    assert found["killed"]["best"] == 4
