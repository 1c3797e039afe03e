"""Through the API: reports in hand, and sources that are put behind an incident."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.assignment import assign
from incidents.enums import Coder, ReportState
from incidents.history import timeline
from incidents.models import Report
from sources.manual import source_by_hand
from tests.incidents.api.desk.conftest import Desk, pointers
from tests.incidents.factories import IncidentFactory, RegionFactory, SourceFactory, make_proposal, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "https://news.example.org/one"


@pytest.fixture
def editor(as_role: Any) -> Desk:
    RegionFactory()
    return as_role("Editor")


def test_a_report_is_taken_and_given_back(editor: Desk) -> None:
    report, other = make_proposal(), make_user("Editor", "other")
    taken = editor.post(f"reports/{report.pk}/take/").json()
    assert taken["assigned_to"] == "editor"
    assert taken["assigned_until"]
    assert editor.post(f"reports/{report.pk}/take/", {}).status_code == 200
    assert editor.post(f"reports/{report.pk}/release/").json()["assigned_to"] is None
    assign(report, other, other)
    refused = editor.post(f"reports/{report.pk}/take/")
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert "other has this report in hand" in refused.json()["detail"]
    assert editor.post(f"reports/{report.pk}/release/").json()["assigned_to"] == "other"


def test_only_who_decides_takes(editor: Desk, contributor: Desk, as_role: Any) -> None:
    report = make_proposal()
    for action in ("take", "release"):
        assert (
            contributor.post(f"reports/{report.pk}/{action}/").json()["permission"]
            == "incidents.review_report"
        )
        assert editor.post(f"reports/{report.pk + 999}/{action}/").status_code == 404
        assert "/colour" in pointers(editor.post(f"reports/{report.pk}/{action}/", {"colour": "red"}))
        assert as_role("Reviewer", "read").post(f"reports/{report.pk}/{action}/").status_code == 403


def test_a_source_is_put_behind_an_incident_by_its_address(editor: Desk) -> None:
    incident, outlet = IncidentFactory(), SourceFactory(name="Outlet", reliability="A")
    body = {"url": f"{ADDRESS}#top", "source": "outlet", "date": "2021-05-02"}
    response = editor.post(f"incidents/{incident.uid}/sources/", body)
    made = response.json()
    assert response.status_code == 201, made
    assert response["Location"] == made["api_url"]
    assert (made["outlet"], made["url"], made["date"]) == ("Outlet", ADDRESS, "2021-05-02")
    report = Report.objects.get(pk=made["id"])
    assert (report.incident, report.source) == (incident, outlet)
    assert (report.state, report.coder, report.decided_by) == (
        ReportState.ACCEPTED,
        Coder.EDITOR,
        editor.user,
    )
    told = editor.get(f"incidents/{incident.uid}/").json()
    assert [one["id"] for one in told["reports"]] == [made["id"]]
    assert told["updated_by"] == "editor"
    assert any(change.user == "editor" for change in timeline(incident))
    again = editor.post(f"incidents/{incident.uid}/sources/", body)
    assert again.status_code == 409
    assert incident.reports.count() == 1


def test_without_an_outlet_it_is_one_added_by_hand(editor: Desk) -> None:
    incident = IncidentFactory()
    made = editor.post(f"incidents/{incident.uid}/sources/", {"url": ADDRESS}).json()
    assert made["outlet"] == source_by_hand().name


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/url"),
        ({"url": "file:///etc/passwd"}, "/url"),
        ({"url": f"{ADDRESS}/{'x' * 2000}"}, "/url"),
        ({"url": ADDRESS, "source": "Nobody"}, "/source"),
        ({"url": ADDRESS, "date": "yesterday"}, "/date"),
    ],
)
def test_what_is_no_source_is_named(editor: Desk, body: dict[str, Any], pointer: str) -> None:
    incident = IncidentFactory()
    assert pointer in pointers(editor.post(f"incidents/{incident.uid}/sources/", body))
    assert not incident.reports.exists()


def test_sources_are_added_by_who_may_and_where_one_may(editor: Desk, contributor: Desk) -> None:
    incident = IncidentFactory()
    at = f"incidents/{incident.uid}/sources/"
    assert contributor.post(at, {"url": ADDRESS}).json()["permission"] == "incidents.add_report"
    assert Desk(None).post(at, {"url": ADDRESS}).status_code == 401
    nowhere = "incidents/00000000-0000-4000-8000-000000000000/sources/"
    assert editor.post(nowhere, {"url": ADDRESS}).status_code == 404
