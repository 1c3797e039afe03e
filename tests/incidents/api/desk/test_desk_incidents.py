"""Entering and changing incidents through the API: the form's rules, nothing lost, nothing done twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from incidents.enums import AreaKind, IncidentStatus
from incidents.history import timeline
from incidents.models import ActorAlias, IdempotencyKey, Incident, PlaceAlias, Tag
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.api.desk.conftest import DRAFT, ROOT, Desk, pointers
from tests.incidents.factories import (
    ActorFactory,
    IncidentFactory,
    PlaceFactory,
    RegionFactory,
    RoomFactory,
    make_area,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_an_incident_is_entered_with_all_that_belongs_to_it(reviewer: Desk) -> None:
    raiders, room = ActorFactory(name="Raiders", kind=2), RoomFactory()
    ActorAlias.objects.create(actor=raiders, language="ar", text="المغيرون")
    middle = make_area(RegionFactory(), AreaKind.DISTRICT, "M", "Middle")
    Tag.objects.create(name="ambush")
    body = {
        **DRAFT,
        "claimed_by": "المغيرون",
        "room": room.code,
        "sensitivity": "restricted",
        "tags": ["ambush", "night"],
        "actors": [{"actor": raiders.pk, "role": "perpetrator", "killed": {"best": 1}}],
    }
    response = reviewer.post("incidents/", body)
    assert response.status_code == 201, response.content
    found = response.json()
    incident = Incident.objects.get()
    assert response["Location"] == f"http://testserver{ROOT}incidents/{incident.uid}/"
    assert response["ETag"].startswith(f'"{found["version"]}-')
    assert (incident.status, incident.created_by) == (IncidentStatus.DRAFT, reviewer.user)
    assert [area.pk for area in incident.areas.all()] == [middle.pk]
    assert found["tags"] == ["ambush", "night"]
    assert found["actors"] == [
        {
            "actor": "Raiders",
            "role": "perpetrator",
            "killed": {"low": None, "best": 1, "high": None},
            "wounded": None,
            "captured": None,
        }
    ]
    assert (found["claimed_by"], found["room"], found["date_end"]) == ("Raiders", room.code, "2021-05-01")
    assert found["location"] == {
        **DRAFT["location"],
        "place": None,
        "note": "",
        "public_precision": "",
    }
    line = timeline(incident)[-1]
    assert (line.action, line.user) == ("create", "reviewer")
    assert reviewer.get(f"incidents/{incident.uid}/").json() == found


def test_a_place_of_the_gazetteer_fills_in_what_is_not_given(reviewer: Desk) -> None:
    place = PlaceFactory(name="Gharra", longitude=44.2, latitude=35.1)
    PlaceAlias.objects.create(place=place, language="ar", text="الغرة")
    body = {**DRAFT, "location": {"place": "الغرة", "district": "Other"}}
    where = reviewer.post("incidents/", body).json()["location"]
    assert (where["place"], where["name"], where["district"]) == (place.pk, "Gharra", "Other")
    assert (where["longitude"], where["latitude"], where["precision"]) == (44.2, 35.1, "near")
    vague = {**DRAFT, "title": "Another", "location": {"place": place.pk, "precision": "district"}}
    codes = ["known:" + Incident.objects.get().code]
    where = reviewer.post("incidents/", {**vague, "looked_at": codes}).json()["location"]
    assert (where["longitude"], where["precision"]) == (None, "district")
    PlaceFactory(name="Gharra", district="Elsewhere")
    assert (
        "several places"
        in pointers(reviewer.post("incidents/", body | {"location": {"place": "Gharra"}}))["/location/place"]
    )


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": None}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": 5}, "/title"),
        ({"title": "x" * 301}, "/title"),
        ({"title": "a\0b"}, "/title"),
        ({"sub_event_type": "Party"}, "/sub_event_type"),
        ({"date_start": "yesterday"}, "/date_start"),
        ({"date_start": "2021-02-30"}, "/date_start"),
        ({"date_start": 20210501}, "/date_start"),
        ({"date_end": "2021-04-01"}, "/date_end"),
        ({"date_end": "9999-12-31"}, "/date_end"),
        ({"killed": {"low": 5, "best": 2}}, "/killed/best"),
        ({"killed": {"best": "2"}}, "/killed/best"),
        ({"killed": {"best": True}}, "/killed/best"),
        ({"killed": {"best": 2.5}}, "/killed/best"),
        ({"killed": {"best": -1}}, "/killed/best"),
        ({"killed": {"best": 10**40}}, "/killed/best"),
        ({"killed": {"most": 5}}, "/killed/most"),
        ({"killed": 5}, "/killed"),
        ({"location": {"longitude": "44", "latitude": 35}}, "/location/longitude"),
        ({"location": {"longitude": 10**400, "latitude": 35}}, "/location/longitude"),
        ({"location": {"longitude": 44.4}}, "/location/precision"),
        ({"location": {"precision": "district", "longitude": 44, "latitude": 35}}, "/location/precision"),
        ({"location": {"place": "Nowhere"}}, "/location/place"),
        ({"location": {"place": True}}, "/location/place"),
        ({"claimed_by": "Nobody"}, "/claimed_by"),
        ({"room": "NO-ROOM"}, "/room"),
        ({"actors": [{"actor": "Nobody", "role": "target"}]}, "/actors/0/actor"),
        ({"actors": [{"role": "target"}]}, "/actors/0/actor"),
        ({"actors": [{"actor": "Guards", "role": "boss"}]}, "/actors/0/role"),
        (
            {"actors": [{"actor": "Guards", "role": "target", "killed": {"low": 2, "best": 1}}]},
            "/actors/0/killed/best",
        ),
        ({"actors": [{"actor": "Guards", "role": "target"}] * 2}, "/actors"),
        ({"actors": {}}, "/actors"),
        ({"tags": ["x" * 61]}, "/tags/0"),
        ({"status": "published"}, "/status"),
        ({"a/b~c": 1}, "/a~1b~0c"),
    ],
)
def test_a_broken_rule_is_named_where_it_is_broken(reviewer: Desk, body: Any, pointer: str) -> None:
    ActorFactory(name="Guards")
    response = reviewer.post("incidents/", {**DRAFT, **body})
    assert any(found.startswith(pointer) for found in pointers(response)), response.content
    assert not Incident.objects.exists()


def test_an_unknown_member_is_told_which_there_are(reviewer: Desk) -> None:
    error = reviewer.post("incidents/", {**DRAFT, "kiled": 4}).json()["errors"][0]
    assert (error["pointer"], error["value"]) == ("/kiled", "4")
    assert "killed" in error["allowed"]
    error = reviewer.post("incidents/", {**DRAFT, "weapons": "Spoon"}).json()["errors"][0]
    assert (error["pointer"], error["value"]) == ("/weapons", "Spoon")
    assert "Unknown" in error["allowed"]


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"title": NaN}', "application/json", 400),
        (b'{"title": "a", "title": "b"}', "application/json", 400),
        (b'{"title": "\\ud800"}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{", "Application/JSON; charset=utf-8", 400),
        (b"{}", "text/plain", 415),
        (b"title=a", "application/x-www-form-urlencoded", 415),
        (b'{"title": "' + b"x" * 1_000_000 + b'"}', "application/json", 413),
    ],
)
def test_what_is_no_json_object_is_refused(reviewer: Desk, data: bytes, media_type: str, status: int) -> None:
    response = Client().post(
        f"{ROOT}incidents/",
        data,
        content_type=media_type,
        headers={"Authorization": f"Bearer {reviewer.key}"},
    )
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"


def test_what_is_odd_is_asked_about_once(reviewer: Desk) -> None:
    known = IncidentFactory()
    response = reviewer.post("incidents/", DRAFT)
    assert response.status_code == 409
    problem = response.json()
    assert problem["type"] == "urn:hamrin:problem:look-twice"
    assert [one["code"] for one in problem["cautions"]] == [f"known:{known.code}"]
    codes = [one["code"] for one in problem["cautions"]]
    assert reviewer.post("incidents/", {**DRAFT, "looked_at": codes}).status_code == 201
    late = {**DRAFT, "date_start": "2099-01-01"}
    codes = [one["code"] for one in reviewer.post("incidents/", late).json()["cautions"]]
    assert codes == ["future:2099-01-01"]


def test_a_request_that_is_sent_again_is_not_done_again(reviewer: Desk, as_role: Any) -> None:
    first = reviewer.post("incidents/", DRAFT, Idempotency_Key="a1")
    again = reviewer.post("incidents/", DRAFT, Idempotency_Key="a1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.json(), again["Location"], again["ETag"]) == (
        first.json(),
        first["Location"],
        first["ETag"],
    )
    assert Incident.objects.count() == 1
    assert reviewer.post("incidents/", {**DRAFT, "title": "X"}, Idempotency_Key="a1").status_code == 409
    assert reviewer.post("incidents/", DRAFT, Idempotency_Key="ä").status_code == 400
    known = {**DRAFT, "looked_at": [f"known:{Incident.objects.get().code}"]}
    assert as_role("Editor").post("incidents/", known, Idempotency_Key="a1").status_code == 201
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert reviewer.post("incidents/", known, Idempotency_Key="a1").status_code == 409  # three alike by now
    assert IdempotencyKey.objects.filter(user=reviewer.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_sent_twice_at_once_is_done_once(as_role: Any) -> None:
    RegionFactory()
    desk = as_role("Contributor")

    def enter(_number: int) -> str:
        try:
            return str(desk.post("incidents/", DRAFT, Idempotency_Key="once").json().get("uid"))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(enter, range(4)))) == 1
    assert Incident.objects.count() == 1


def test_what_is_restricted_is_nowhere_for_who_may_not_see_it(contributor: Desk, reviewer: Desk) -> None:
    hidden = [
        IncidentFactory(sensitivity="restricted"),
        IncidentFactory(public_location_precision="district"),
        IncidentFactory(
            sensitivity="restricted", status=IncidentStatus.DRAFT, created_by=make_user("Editor", "else")
        ),
    ]
    shown = [
        IncidentFactory(status=IncidentStatus.DRAFT),
        IncidentFactory(public_location_precision="near"),
        IncidentFactory(sensitivity="restricted", created_by=contributor.user),
    ]
    listed = {row["uid"] for row in contributor.get("incidents/").json()["results"]}
    assert listed == {str(one.uid) for one in shown}
    assert len(reviewer.get("incidents/").json()["results"]) == 6
    for one in hidden:
        at = f"incidents/{one.uid}/"
        assert contributor.get(at).status_code == 404
        assert contributor.patch(at, {"title": "X"}, If_Match='"1.0.0"').status_code == 404
    told = contributor.post("incidents/", DRAFT).json()
    assert not {f"known:{one.code}" for one in hidden} & {one["code"] for one in told["cautions"]}
    text = json.dumps(told)
    assert not any(one.title in text for one in hidden)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_eleven_queries(reviewer: Desk, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    reviewer.get("incidents/")
    # The token; the permissions of the user and of its groups; the page; then seven for its rows.
    with django_assert_num_queries(11):
        assert len(reviewer.get("incidents/").json()["results"]) == count


def test_the_list_is_filtered_and_paged(reviewer: Desk) -> None:
    drafts = [IncidentFactory(status=IncidentStatus.DRAFT) for _ in range(3)]
    IncidentFactory()
    page = reviewer.get("incidents/?status=draft&limit=2").json()
    rest = Client().get(page["next"], headers={"Authorization": f"Bearer {reviewer.key}"}).json()
    found = [row["uid"] for row in page["results"] + rest["results"]]
    assert (sorted(found), rest["next"]) == (sorted(str(one.uid) for one in drafts), None)
    assert reviewer.get("incidents/?status=gone").json()["errors"][0]["parameter"] == "status"
    assert reviewer.get("incidents/?within=x").status_code == 400
    assert reviewer.get(f"incidents/{drafts[0].uid}/?x=1").status_code == 400


def test_nobody_keeps_what_only_some_may_see(reviewer: Desk) -> None:
    response = reviewer.get(f"incidents/{IncidentFactory().uid}/")
    assert "private" in response["Cache-Control"]
    assert {"Authorization", "Cookie"} <= {one.strip() for one in response["Vary"].split(",")}
    assert "Access-Control-Allow-Origin" not in response
    again = reviewer.get(response.wsgi_request.path.removeprefix(ROOT), If_None_Match=response["ETag"])
    assert again.status_code == 304
