"""Reports through the API: the queue, one report, and the decisions about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from incidents import review
from incidents.assignment import assign
from incidents.enums import IncidentStatus, ReportState
from incidents.models import Incident, Report, ReportGroup
from tests.incidents.api.desk.conftest import Desk, pointers
from tests.incidents.factories import (
    ArticleFactory,
    ClaimFactory,
    IncidentFactory,
    RegionFactory,
    ReportFactory,
    SourceFactory,
    make_proposal,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(as_role: Any) -> Desk:
    RegionFactory()
    return as_role("Editor")


def test_a_report_tells_what_it_claims_and_what_it_suggests(editor: Desk) -> None:
    alike = IncidentFactory(killed_best=2)
    report = make_proposal()
    group = ReportGroup.objects.create(article=report.article)
    group.reports.add(report)
    ClaimFactory(report=None, group=group)
    found = editor.get(f"reports/{report.pk}/").json()
    assert (found["state"], found["incident"], len(found["claims"])) == ("proposed", None, 6)
    assert [one["code"] for one in found["candidates"]] == [alike.code]
    assert found["groups"][0]["reports"] == [report.pk]
    suggested = found["suggested"]
    assert suggested["killed"] == {"low": 2, "best": 2, "high": 2}
    assert (suggested["date_start"], suggested["location"]["name"]) == ("2021-05-01", "Village")
    assert [(one["actor"], one["role"]) for one in suggested["actors"]] == [
        ("Raiders", "perpetrator"),
        ("Guards", "target"),
    ]
    # What it suggests is what accepting takes.
    made = editor.post(f"reports/{report.pk}/accept/", suggested).json()
    assert made["status"] == "in_review"
    assert {name: made[name] for name in ("title", "date_start", "killed")} == {
        name: suggested[name] for name in ("title", "date_start", "killed")
    }


def test_accepting_takes_what_is_suggested_unless_told_otherwise(editor: Desk) -> None:
    report = make_proposal()
    response = editor.post(
        f"reports/{report.pk}/accept/", {"title": "Raid", "killed": {"high": 4}, "tags": ["night"]}
    )
    assert response.status_code == 201, response.content
    incident = Incident.objects.get()
    assert response["Location"].endswith(f"/desk/incidents/{incident.uid}/")
    assert (incident.title, incident.killed_best, incident.killed_high) == ("Raid", 2, 4)
    assert (incident.place_name, incident.longitude) == ("Village", 44.4)
    assert incident.participations.count() == 2
    assert response.json()["reports"][0]["id"] == report.pk
    report.refresh_from_db()
    assert (report.state, report.decided_by) == (ReportState.ACCEPTED, editor.user)
    again = editor.post(f"reports/{report.pk}/accept/")
    assert (again.status_code, again.json()["type"]) == (409, "urn:hamrin:problem:not-possible")
    assert "editor" in again.json()["detail"]


def test_a_broken_rule_leaves_the_report_waiting(editor: Desk) -> None:
    report = make_proposal()
    body = {"killed": {"low": 9}, "actors": [{"actor": "Raiders", "role": "perpetrator"}]}
    assert "/killed/best" in pointers(editor.post(f"reports/{report.pk}/accept/", body))
    report.refresh_from_db()
    assert report.state == ReportState.PROPOSED
    made = editor.post(f"reports/{report.pk}/accept/", {"actors": body["actors"]}).json()
    assert [one["actor"] for one in made["actors"]] == ["Raiders"]


def test_merging_rejecting_and_taking_back(editor: Desk) -> None:
    incident = IncidentFactory(killed_low=1, killed_best=1, killed_high=1)
    report = make_proposal()
    at = f"reports/{report.pk}/"
    assert "/incident" in pointers(editor.post(f"{at}merge/", {}))
    assert "/incident" in pointers(editor.post(f"{at}merge/", {"incident": "x"}))
    assert "/incident" in pointers(editor.post(f"{at}merge/", {"incident": str(editor_uid())}))
    merged = editor.post(f"{at}merge/", {"incident": str(incident.uid)}).json()
    assert (merged["killed"]["high"], merged["report_count"]) == (2, 1)
    undone = editor.post("reports/undo/").json()
    assert (undone["id"], undone["state"]) == (report.pk, "proposed")
    incident.refresh_from_db()
    assert incident.killed_high == 1
    assert editor.post("reports/undo/").status_code == 409
    assert "/reason" in pointers(editor.post(f"{at}reject/", {"reason": ""}))
    rejected = editor.post(f"{at}reject/", {"reason": "a drill"}).json()
    assert (rejected["state"], rejected["reason"], rejected["suggested"]) == ("rejected", "a drill", None)
    assert editor.post(f"{at}reopen/").json()["state"] == "proposed"
    assert editor.post(f"{at}reopen/").status_code == 409


def editor_uid() -> Any:
    """Return a uid that no incident has."""
    return IncidentFactory.build(region=None, code="x").uid


def test_what_another_person_has_in_hand_is_theirs(editor: Desk) -> None:
    report, other = make_proposal(), make_user("Editor", "colleague")
    assign(report, other, other)
    refused = editor.post(f"reports/{report.pk}/reject/", {"reason": "a drill"})
    assert refused.status_code == 409
    assert "colleague" in refused.json()["detail"]
    assert editor.get(f"reports/{report.pk}/").json()["assigned_to"] == "colleague"


def test_the_queue_has_the_filters_of_its_page(editor: Desk) -> None:
    outlet = SourceFactory(name="Herald")
    wanted = [make_proposal(article=ArticleFactory(source=outlet)) for _ in range(3)]
    make_proposal()
    page = editor.get("reports/?source=Herald&limit=2").json()
    rest = Client().get(page["next"], headers={"Authorization": f"Bearer {editor.key}"}).json()
    assert [one["id"] for one in page["results"] + rest["results"]] == [one.pk for one in wanted]
    assert (len(page["results"]), rest["next"]) == (2, None)
    for query, name in (
        ("state=gone", "state"),
        ("limit=0", "limit"),
        ("colour=red", "colour"),
        ("state=failed", "state"),
    ):
        response = editor.get(f"reports/?{query}")
        assert response.status_code == 400
        assert response.json()["errors"][0]["parameter"] == name
    review.reject(wanted[0], make_user("Editor", "colleague"), "a drill")
    assert [one["id"] for one in editor.get("reports/?state=decided").json()["results"]] == [wanted[0].pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_six_queries(editor: Desk, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_proposal()
    editor.get("reports/")
    # The token; the permissions of the user and of its groups; the page; then two for its rows.
    with django_assert_num_queries(6):
        assert len(editor.get("reports/").json()["results"]) == count


def test_reports_of_what_is_restricted_are_as_hidden_as_it_is(contributor: Desk, editor: Desk) -> None:
    hidden = IncidentFactory(sensitivity="restricted", status=IncidentStatus.DRAFT)
    report = ReportFactory(incident=hidden, state=ReportState.ACCEPTED)
    ClaimFactory(report=report)
    waiting = make_proposal(article=report.article, ordinal=1)
    assert contributor.get(f"reports/{report.pk}/").status_code == 404
    assert editor.get(f"reports/{report.pk}/").status_code == 200
    assert [one["id"] for one in contributor.get("reports/").json()["results"]] == [waiting.pk]
    article = f"articles/{report.article.pk}/"
    assert contributor.get(article).json()["reports"] == [waiting.pk]
    assert editor.get(article).json()["reports"] == [report.pk, waiting.pk]
    hidden_alike = IncidentFactory(sensitivity="restricted")
    assert hidden_alike.code in {
        one["code"] for one in editor.get(f"reports/{waiting.pk}/").json()["candidates"]
    }
    assert contributor.get(f"reports/{waiting.pk}/").json()["candidates"] == []


def test_who_sees_no_restricted_incidents_merges_nothing_into_them(as_role: Any) -> None:
    RegionFactory()
    contributor = as_role("Contributor")
    contributor.user.user_permissions.add(Permission.objects.get(codename="review_report"))
    hidden, report = IncidentFactory(sensitivity="restricted"), make_proposal()
    body = {"incident": str(hidden.uid)}
    assert "/incident" in pointers(contributor.post(f"reports/{report.pk}/merge/", body))
    assert Report.objects.get(pk=report.pk).state == ReportState.PROPOSED
