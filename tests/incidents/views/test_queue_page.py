"""The queue's page: filters, pages, reports taken in hand, and decisions taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import review
from incidents.assignment import assign
from incidents.enums import ReportState
from incidents.models import Incident, Report
from incidents.views import queue
from sources.enums import ArticleState
from tests.incidents.factories import ArticleFactory, RegionFactory, SourceFactory, make_proposal, make_user

pytestmark = pytest.mark.django_db

QUEUE = "/review/"
JSON = {"accept": "application/json"}


@pytest.fixture
def colleague() -> User:
    return make_user("Editor", "colleague")


@pytest.fixture
def desk(client: Client, colleague: User) -> Client:
    RegionFactory()
    client.force_login(make_user("Reviewer"))
    return client


@pytest.fixture
def reviewer(desk: Client) -> User:
    return User.objects.get(username="reviewer")


def address(report: Report) -> str:
    return reverse("review-report", args=[report.pk])


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_what_waits_is_listed_in_words(desk: Client) -> None:
    assert "Nothing waits" in text_of(desk.get(QUEUE))
    report = make_proposal(confidence=0.94)
    text = text_of(desk.get(QUEUE))
    for shown in (
        "Armed clash",
        "1 May 2021",
        "near Village, Middle, North",
        "Two killed near the river",
        "94 %",
        f'href="{address(report)}"',
    ):
        assert shown in text


def test_one_report_takes_as_many_queries_as_three(desk: Client, django_assert_num_queries: Any) -> None:
    make_proposal()
    desk.get(QUEUE)  # loads the areas once
    for more in (0, 2):
        for _ in range(more):
            make_proposal()
        with django_assert_num_queries(19):
            desk.get(QUEUE)


def test_the_address_asks_and_stays_with_the_links(desk: Client) -> None:
    make_proposal(article=ArticleFactory(source=SourceFactory(name="Beta & Co")))
    other = make_proposal()
    response = desk.get(QUEUE, {"source": "Beta & Co", "sort": "newest"})
    text = text_of(response)
    assert f"{address(other)}" not in text
    assert "?source=Beta+%26+Co&amp;sort=newest" in text
    assert response.context["chips"] == [("Source", "Beta & Co", "?sort=newest")]
    nothing = text_of(desk.get(QUEUE, {"language": "tr"}))
    assert "Nothing here passes the filters" in nothing


def test_a_bad_question_is_named_on_the_list_and_at_a_report(desk: Client) -> None:
    report = make_proposal()
    for path in (QUEUE, address(report)):
        response = desk.get(path, {"confidence": "<b>"})
        assert response.status_code == 400
        assert "confidence=&lt;b&gt;" in text_of(response)
    assert desk.get(QUEUE, {"age": "", "sort": "newest"})["Location"] == "/review/?sort=newest"


def test_pages_follow_each_other(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    made = [make_proposal() for _ in range(5)]
    seen: list[int] = []
    path = "?sort=newest"
    while path:
        response = desk.get(QUEUE + path)
        seen += [report.pk for report, _found in response.context["rows"]]
        path = response.context["next_page"]
    assert seen == [report.pk for report in reversed(made)]


def test_chosen_reports_are_taken_given_back_and_handed_over(
    desk: Client, reviewer: User, colleague: User
) -> None:
    first, second, taken = make_proposal(), make_proposal(), make_proposal()
    assign(taken, colleague, colleague)
    keys = [first.pk, second.pk, taken.pk]
    told = text_of(desk.post(f"{QUEUE}?sort=newest", {"action": "take", "reports": keys}, follow=True))
    assert "2 reports are in your hands." in told
    assert "colleague has this report in hand until" in told
    assert set(Report.objects.filter(assigned_to=reviewer)) == {first, second}
    told = text_of(
        desk.post(QUEUE, {"action": "hand_over", "reports": [first.pk], "to": colleague.pk}, follow=True)
    )
    assert "1 report was handed over to colleague." in told
    assert "Choose to whom" in text_of(
        desk.post(QUEUE, {"action": "hand_over", "reports": [second.pk], "to": ""}, follow=True)
    )
    desk.post(QUEUE, {"action": "release", "reports": keys})
    assert not Report.objects.filter(assigned_to=reviewer).exists()
    assert Report.objects.filter(assigned_to=colleague).count() == 2
    assert "No report was chosen" in text_of(desk.post(QUEUE, {"action": "take"}, follow=True))


def test_only_those_who_decide_are_offered_to_hand_over_to(desk: Client, colleague: User) -> None:
    make_user("Contributor")
    make_proposal()
    assert desk.get(QUEUE).context["deskmates"] == [colleague]


def test_opening_takes_and_another_person_is_named(client: Client, desk: Client, colleague: User) -> None:
    report = make_proposal()
    body = desk.post(address(report), {"action": "take"}, headers=JSON).json()
    assert body["address"] == address(report)
    assert "In your hands until" in body["bar"]
    client.force_login(colleague)
    text = text_of(client.get(address(report)))
    assert "<bdi>reviewer</bdi>" in text
    assert "has this report in hand until" in text
    refused = client.post(address(report), {"action": "reject", "reason": "old"}, headers=JSON)
    assert refused.status_code == 409
    assert "reviewer has this report in hand until" in refused.json()["message"]
    assert "reviewer has this report" in text_of(
        client.post(address(report), {"action": "reject", "reason": "old"}, follow=True)
    )
    Report.objects.update(assigned_until=timezone.now() - timedelta(seconds=1))
    assert (
        client.post(address(report), {"action": "reject", "reason": "old"}, headers=JSON).status_code == 200
    )


def test_a_decision_leads_to_the_next_report_as_filtered(desk: Client) -> None:
    beta = SourceFactory(name="Beta")
    first = make_proposal(article=ArticleFactory(source=beta))
    make_proposal()
    third = make_proposal(article=ArticleFactory(source=beta))
    question = "?source=Beta"
    answer = desk.post(address(first) + question, {"action": "reject", "reason": "old"}, headers=JSON).json()
    assert answer["address"] == address(third) + question
    assert "1 of 1" in answer["bar"]
    assert answer["waiting"] == "2"
    assert "Undo" in answer["bar"]
    last = desk.post(address(third) + question, {"action": "reject", "reason": "old"}, headers=JSON).json()
    assert (last["address"], last["bar"]) == (QUEUE + question, "")


def test_a_report_takes_the_same_queries_in_a_long_queue(
    desk: Client, django_assert_num_queries: Any
) -> None:
    report = make_proposal()
    desk.get(address(report))
    for _ in range(2):
        with django_assert_num_queries(27):
            desk.get(address(report))
        make_proposal()


def test_the_last_decision_is_offered_and_taken_back(desk: Client, reviewer: User) -> None:
    first, second = make_proposal(), make_proposal()
    desk.post(address(first), {"action": "reject", "reason": "old"})
    desk.post(address(second), {"action": "reject", "reason": "old"})
    assert desk.get(QUEUE).context["last"] == second
    stale = desk.post(QUEUE, {"action": "undo", "report": first.pk}, headers=JSON)
    assert stale.status_code == 409
    assert "decided another report since" in stale.json()["message"]
    answer = desk.post(QUEUE, {"action": "undo", "report": second.pk}, follow=True)
    assert answer.redirect_chain == [(address(second), 302)]
    assert Report.objects.get(pk=second.pk).state == ReportState.PROPOSED
    assert desk.get(QUEUE).context["last"] == first
    Report.objects.filter(pk=first.pk).update(decided_at=timezone.now() - timedelta(days=2))
    assert desk.get(QUEUE).context["last"] is None


def test_an_accepted_incident_is_taken_back_too(desk: Client, reviewer: User) -> None:
    report = make_proposal()
    incident = review.accept(report, *_values(), reviewer)
    assert incident.code in text_of(desk.get(QUEUE))
    desk.post(QUEUE, {"action": "undo", "report": report.pk})
    assert Incident.objects.get().status == "retracted"


def _values() -> tuple[Incident, list[Any]]:
    return Incident(
        title="Clash",
        sub_event_type="Armed clash",
        date_start="2021-05-01",
        date_end="2021-05-01",
        place_name="Village",
        district="Middle",
        governorate="North",
        longitude=44.4,
        latitude=35.4,
    ), []


def test_what_was_decided_and_what_could_not_be_read(desk: Client, reviewer: User) -> None:
    report = make_proposal()
    review.reject(report, reviewer, "old")
    ArticleFactory(state=ArticleState.FAILED, error="ValueError: <odd>", title="Unreadable")
    text = text_of(desk.get(QUEUE, {"state": "decided"}))
    assert "rejected" in text
    assert address(report) in text
    failed = text_of(desk.get(QUEUE, {"state": "failed"}))
    assert "ValueError: &lt;odd&gt;" in failed
    assert "Unreadable" in failed
    assert desk.get(address(report), {"state": "decided"}).context["queue"].position == 1


def test_a_candidate_is_compared_field_by_field(desk: Client) -> None:
    incident = review.accept(make_proposal(), *_values(), User.objects.get(username="reviewer"))
    report = make_proposal()
    (compared,) = desk.get(address(report)).context["candidates"]
    assert compared.candidate.incident == incident
    told = {field.label: (field.proposed, field.known, field.differs) for field in compared.fields}
    assert told["event type"] == ("Armed clash", "Armed clash", False)
    assert told["perpetrator"] == ("Raiders", "", False)
    assert told["killed"] == ("2", "", False)
    Incident.objects.update(killed_low=5, killed_best=5, killed_high=5)
    (compared,) = desk.get(address(report)).context["candidates"]
    assert compared.differing == 1
    assert "differs" in text_of(desk.get(address(report)))
