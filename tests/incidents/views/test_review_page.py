"""The review pages: who may come in, what is shown, what each decision does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.enums import IncidentStatus, ReportState
from incidents.models import Incident, Report, ReportGroup
from incidents.queue import Neighbours
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
def desk(client: Client) -> Client:
    RegionFactory()
    client.force_login(make_user("Reviewer"))
    return client


def address(report: Report) -> str:
    return reverse("review-report", args=[report.pk])


def form_of(response: Any) -> dict[str, Any]:
    """Return the values that the page's forms would post if nothing were changed."""
    form, parties = response.context["form"], response.context["parties"]
    fields = [*form, *parties.management_form, *(field for row in parties for field in row)]
    return {field.html_name: "" if field.value() is None else field.value() for field in fields} | {
        "action": "accept"
    }


def test_only_reviewers_come_in(client: Client) -> None:
    report = make_proposal()
    for path in (reverse("review-queue"), address(report)):
        assert client.get(path)["Location"].startswith(reverse("admin:login"))
    client.force_login(make_user("Contributor"))
    for path in (reverse("review-queue"), address(report)):
        assert client.get(path).status_code == 403


def test_words_are_marked_and_escaped(desk: Client) -> None:
    report = make_proposal(article=ArticleFactory(text="<b>Two</b> were killed"), evidence=[[0, 10]])
    report.claims.filter(field="killed").update(start=3, end=6, quote="Two", spans=[[3, 6]])
    text = desk.get(address(report)).content.decode()
    assert '<span class="evidence">&lt;b&gt;</span><mark class="mark-casualties evidence"' in text
    assert "</a>Two</mark>" in text


def test_accepting_what_is_proposed(desk: Client) -> None:
    report = make_proposal()
    following = make_proposal()
    response = desk.post(address(report), form_of(desk.get(address(report))))
    assert response["Location"] == address(following)
    incident = Incident.objects.get(reports=report)
    assert (incident.status, incident.killed_best) == (IncidentStatus.IN_REVIEW, 2)
    assert set(incident.participations.values_list("actor__name", "role")) == {
        ("Raiders", "perpetrator"),
        ("Guards", "target"),
    }


def test_accepting_and_publishing_at_once(desk: Client) -> None:
    report = make_proposal()
    response = desk.post(address(report), form_of(desk.get(address(report))) | {"publish": "yes"})
    assert response["Location"] == reverse("review-queue")
    assert Incident.objects.public().filter(reports=report).exists()


def test_an_editor_without_the_right_does_not_publish(client: Client) -> None:
    RegionFactory()
    client.force_login(make_user("Editor"))
    report = make_proposal()
    assert "Accept and publish" not in client.get(address(report)).content.decode()
    client.post(address(report), form_of(client.get(address(report))) | {"publish": "yes"})
    assert Incident.objects.get(reports=report).status == IncidentStatus.IN_REVIEW


def test_wrong_values_come_back_with_what_was_typed(desk: Client) -> None:
    report = make_proposal()
    values = form_of(desk.get(address(report))) | {"title": "", "killed_low": "9", "summary": "as typed"}
    response = desk.post(address(report), values)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "killed_best"}
    assert "as typed" in response.content.decode()
    assert Report.objects.get(pk=report.pk).state == ReportState.PROPOSED


def test_words_of_a_date_are_meant_from_the_articles_day(desk: Client) -> None:
    report = make_proposal()
    values = form_of(desk.get(address(report))) | {"when": "yesterday", "coordinates": "35.5, 44.5"}
    desk.post(address(report), values)
    incident = Incident.objects.get()
    assert (incident.date_start.isoformat(), incident.longitude) == ("2021-05-01", 44.5)


def test_merging(desk: Client) -> None:
    incident = IncidentFactory(title="The same")
    report = make_proposal()
    response = desk.get(address(report))
    assert "The same" in response.content.decode()
    desk.post(address(report), {"action": "merge", "incident": incident.uid})
    assert Report.objects.get(pk=report.pk).incident == incident
    assert desk.post(address(report), {"action": "merge", "incident": "no uuid"}).status_code == 404


def test_rejecting_needs_a_reason(desk: Client) -> None:
    report = make_proposal()
    response = desk.post(address(report), {"action": "reject", "reason": " "})
    assert response.status_code == 422
    assert "data-open" in response.content.decode()
    desk.post(address(report), {"action": "reject", "reason": "an old attack"})
    assert Report.objects.get(pk=report.pk).reason == "an old attack"


def test_a_decided_report_says_so_and_can_be_reopened(desk: Client) -> None:
    report = make_proposal()
    desk.post(address(report), {"action": "reject", "reason": "an old attack"})
    text = desk.get(address(report)).content.decode()
    assert "an old attack" in text
    response = desk.post(address(report), {"action": "reject", "reason": "again"}, follow=True)
    assert "decided already" in response.content.decode()
    desk.post(address(report), {"action": "reopen"})
    assert Report.objects.get(pk=report.pk).state == ReportState.PROPOSED


def test_neighbours_and_figures_given_together(desk: Client) -> None:
    article = ArticleFactory()
    first, second = make_proposal(article=article), make_proposal(article=article, ordinal=1)
    group = ReportGroup.objects.create(article=article)
    group.reports.set([first, second])
    ClaimFactory(report=None, group=group, value={"low": 4, "best": 4, "high": 4, "who": None}, quote="")
    response = desk.get(address(second))
    assert response.context["queue"] == Neighbours(first.pk, None, 2, 2)
    assert "given for this and other incidents together" in response.content.decode()
    assert desk.get(address(first)).context["queue"].next == second.pk


def test_a_report_without_an_article(desk: Client) -> None:
    report = ReportFactory(article=None, source=SourceFactory(), source_url="javascript:alert(1)")
    text = desk.get(address(report)).content.decode()
    assert "entered by its address" in text
    assert 'href="javascript' not in text


def test_an_unknown_action_changes_nothing(desk: Client) -> None:
    report = make_proposal()
    assert desk.post(address(report), {"action": "delete"}).status_code == 200
    assert Report.objects.get(pk=report.pk).state == ReportState.PROPOSED
    assert User.objects.count() == 1


def test_proposals_on_the_map_are_for_reviewers(client: Client) -> None:
    report = make_proposal()
    path = reverse("review-proposals")
    assert client.get(path).status_code == 403
    client.force_login(make_user("Editor"))
    response = client.get(path)
    assert response["Cache-Control"] == "private, no-store"
    features = response.json()["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[44.4, 35.4]]
    assert features[0]["properties"] == {
        "event_type": "Battles",
        "title": "Proposed: Armed clash, near Village, Middle, North",
        "url": address(report),
    }


def test_proposals_without_a_point_stay_off_the_map(desk: Client) -> None:
    report = make_proposal()
    report.claims.filter(field="place").delete()
    assert desk.get(reverse("review-proposals")).json()["features"] == []
    with CaptureQueriesContext(connection) as one:
        desk.get(reverse("review-proposals"))
    make_proposal()
    make_proposal()
    with CaptureQueriesContext(connection) as three:
        desk.get(reverse("review-proposals"))
    assert len(one) == len(three)
