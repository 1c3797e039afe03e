"""Changing, publishing and retracting incidents through the API: nothing lost, whoever else is at it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from incidents.enums import IncidentStatus
from incidents.history import timeline
from incidents.models import Participation
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.api.desk.conftest import Desk, pointers
from tests.incidents.factories import ActorFactory, IncidentFactory

pytestmark = pytest.mark.django_db


def test_a_patch_changes_what_is_given_and_nothing_else(reviewer: Desk) -> None:
    incident = make_full_incident()
    before = reviewer.get(f"incidents/{incident.uid}/")
    response = reviewer.patch(
        f"incidents/{incident.uid}/",
        {
            "title": "Ambush",
            "killed": {"best": 5},
            "location": {"note": "at the mill"},
            "reason": "the ministry said so",
        },
        If_Match=before["ETag"],
    )
    assert response.status_code == 200, response.content
    was, now = before.json(), response.json()
    expected = {
        **was,
        "title": "Ambush",
        "killed": {"low": None, "best": 5, "high": 5},
        "location": {**was["location"], "note": "at the mill"},
    }
    moved = {"version", "updated_at", "updated_by"}
    # A test's incident says of its verification what its reports do not: saving lets it follow from them.
    assert {k: v for k, v in now.items() if k not in moved | {"verification"}} == {
        k: v for k, v in expected.items() if k not in moved | {"verification"}
    }
    assert now["version"] != was["version"]
    [line] = [line for line in timeline(incident) if line.action == "change"]
    assert (line.user, line.reason) == ("reviewer", "the ministry said so")
    again = reviewer.patch(f"incidents/{incident.uid}/", expected_members(now), If_Match=response["ETag"])
    assert again["ETag"] == response["ETag"]  # what changes nothing makes no new version


def expected_members(row: dict[str, Any]) -> dict[str, Any]:
    """Return what a PATCH takes of an incident as it was given."""
    names = (
        "title summary sub_event_type date_start date_end date_precision time_of_day location killed wounded "
        "captured weapons target_type claimed_by room sensitivity actors tags"
    )
    return {name: row[name] for name in names.split()}


def test_actors_are_replaced_and_keep_what_is_not_said_of_them(reviewer: Desk) -> None:
    incident = make_full_incident()
    kept = incident.participations.get(actor__name="Raiders")
    ActorFactory(name="Villagers")
    etag = reviewer.get(f"incidents/{incident.uid}/")["ETag"]
    body = {
        "actors": [
            {"actor": "Raiders", "role": "perpetrator", "wounded": {"best": 3}},
            {"actor": "Villagers", "role": "target"},
        ],
        "tags": ["night"],
        "killed": None,
        "room": None,
    }
    found = reviewer.patch(f"incidents/{incident.uid}/", body, If_Match=f"W/{etag}").json()
    assert [(one["actor"], one["role"]) for one in found["actors"]] == [
        ("Raiders", "perpetrator"),
        ("Villagers", "target"),
    ]
    assert found["actors"][0]["killed"]["best"] == 1
    assert found["actors"][0]["wounded"]["best"] == 3
    assert Participation.objects.get(pk=kept.pk).wounded_best == 3
    assert (found["tags"], found["killed"], found["room"]) == (["night"], None, None)


def test_a_change_says_what_it_changes(reviewer: Desk) -> None:
    incident = IncidentFactory()
    for header in ({}, {"If_Match": "*"}):
        response = reviewer.patch(f"incidents/{incident.uid}/", {"title": "Ambush"}, **header)
        assert response.status_code == 428
        assert response.json()["type"] == "urn:hamrin:problem:version-missing"


def test_two_at_once_lose_nothing(reviewer: Desk, as_role: Any) -> None:
    incident = make_full_incident(title="Clash")
    etag = reviewer.get(f"incidents/{incident.uid}/")["ETag"]
    other = as_role("Editor")
    guards = ActorFactory(name="Militia")
    theirs = {
        "title": "Ambush",
        "actors": [
            {"actor": "Raiders", "role": "perpetrator"},
            {"actor": "Guards", "role": "target"},
            {"actor": guards.pk, "role": "target"},
        ],
    }
    assert other.patch(f"incidents/{incident.uid}/", theirs, If_Match=etag).status_code == 200
    response = reviewer.patch(f"incidents/{incident.uid}/", {"title": "Raid"}, If_Match=etag)
    assert response.status_code == 412
    problem = response.json()
    assert problem["version"] == reviewer.get(f"incidents/{incident.uid}/").json()["version"]
    told = {
        (one["subject"], one["field"], one["before"], one["after"], one["by"]) for one in problem["changes"]
    }
    assert ("", "title", "Clash", "Ambush", "editor") in told
    assert any("Militia" in subject for subject, *_rest in told)
    incident.refresh_from_db()
    assert incident.title == "Ambush"
    assert reviewer.patch(f"incidents/{incident.uid}/", {"title": "Raid"}, If_Match='"x"').status_code == 412


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_the_same_moment_one_is_told_of_the_other(as_role: Any) -> None:
    incident = IncidentFactory(title="Clash")
    desk = as_role("Reviewer")
    etag = desk.get(f"incidents/{incident.uid}/")["ETag"]

    def change(title: str) -> int:
        try:
            return int(desk.patch(f"incidents/{incident.uid}/", {"title": title}, If_Match=etag).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(change, ["A", "B", "C", "D"]))
    assert answers == [200, 412, 412, 412]


def test_publishing_and_retracting(reviewer: Desk, settings: Any) -> None:
    incident = IncidentFactory(status=IncidentStatus.DRAFT)
    at = f"incidents/{incident.uid}/"
    etag = reviewer.get(at)["ETag"]
    assert reviewer.post(f"{at}publish/", If_Match='"0.0.0"').status_code == 412
    published = reviewer.post(f"{at}publish/", If_Match=etag)
    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert published["ETag"] != etag
    again = reviewer.post(f"{at}publish/")
    assert (again.status_code, again.json()["type"]) == (409, "urn:hamrin:problem:not-possible")
    assert incident.code in again.json()["detail"]
    assert "/reason" in pointers(reviewer.post(f"{at}retract/", {}))
    assert "/reason" in pointers(reviewer.post(f"{at}retract/", {"reason": "  "}))
    assert reviewer.post(f"{at}retract/", {"reason": "a hoax"}).json()["status"] == "retracted"
    assert timeline(incident)[0].reason == "a hoax"
    assert reviewer.post(f"{at}publish/", {"now": True}).status_code == 400
    settings.HAMRIN_FOUR_EYES = True
    refused = reviewer.post(f"{at}publish/")
    assert refused.status_code == 409
    assert "somebody else" in refused.json()["detail"]


def test_a_contributor_takes_nobody_out(contributor: Desk) -> None:
    incident = make_full_incident()
    etag = contributor.get(f"incidents/{incident.uid}/")["ETag"]
    response = contributor.patch(f"incidents/{incident.uid}/", {"actors": [], "title": "X"}, If_Match=etag)
    assert response.status_code == 403
    assert "delete_participation" in response.json()["detail"]
    incident.refresh_from_db()
    assert incident.title != "X"
    assert incident.participations.count() == 2
