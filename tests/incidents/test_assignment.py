"""Proposals in hand, and decisions that are taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents import review
from incidents.assignment import ASSIGNED_FOR, assign, release
from incidents.enums import IncidentStatus, ReportState
from incidents.history import timeline
from incidents.models import Incident, Report
from tests.incidents.factories import (
    IncidentFactory,
    RegionFactory,
    ReportFactory,
    make_proposal,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region() -> Any:
    return RegionFactory()


@pytest.fixture
def editor() -> Any:
    return make_user("Editor")


def test_a_report_in_hand_is_nobody_elses_to_decide(editor: Any) -> None:
    report, colleague = make_proposal(), make_user("Editor", "colleague")
    assert assign(report, editor, editor).holder == editor
    with pytest.raises(review.ReviewError, match="editor has this report in hand until"):
        review.reject(report, colleague, "no event")
    with pytest.raises(review.ReviewError, match="in hand"):
        assign(report, colleague, colleague)
    assert assign(report, colleague, editor).holder == colleague
    assert release(report, editor).holder == colleague
    review.reject(report, colleague, "no event")
    report.refresh_from_db()
    assert (report.assigned_to, report.state) == (None, ReportState.REJECTED)
    with pytest.raises(review.ReviewError, match="decided already"):
        assign(report, editor, editor)


def test_an_assignment_expires_by_itself(editor: Any) -> None:
    report, colleague = make_proposal(), make_user("Editor", "colleague")
    assign(report, editor, editor)
    assert report.assigned_until
    assert report.assigned_until - timezone.now() <= ASSIGNED_FOR
    Report.objects.update(assigned_until=timezone.now() - timedelta(seconds=1))
    report.refresh_from_db()
    assert report.holder is None
    assert assign(report, colleague, colleague).holder == colleague
    assert release(report, colleague).holder is None


def test_an_assignment_is_work_not_history(editor: Any) -> None:
    report = make_proposal()
    assign(report, editor, editor)
    assert len(timeline(report)) == 1


def test_only_those_who_decide_hold_reports(editor: Any) -> None:
    report, contributor = make_proposal(), make_user("Contributor")
    with pytest.raises(review.ReviewError, match="may not decide"):
        assign(report, contributor, editor)
    with pytest.raises(PermissionDenied):
        assign(report, editor, contributor)


def test_many_are_taken_and_given_back_in_the_list(client: Client, editor: Any) -> None:
    first, second, taken = make_proposal(), make_proposal(), make_proposal()
    colleague = make_user("Editor", "colleague")
    assign(taken, colleague, colleague)
    client.force_login(editor)
    address = reverse("admin:incidents_report_changelist")
    chosen = {"_selected_action": [first.pk, second.pk, taken.pk]}
    told = client.post(address, {**chosen, "action": "take_selected"}, follow=True).content.decode()
    assert f"{taken.pk}: colleague has this report in hand" in told
    assert set(Report.objects.filter(assigned_to=editor)) == {first, second}
    client.post(address, {**chosen, "action": "give_back_selected"})
    assert list(Report.objects.exclude(assigned_to=None)) == [taken]
    client.force_login(make_user("Contributor"))
    client.post(address, {**chosen, "action": "take_selected"})
    assert list(Report.objects.exclude(assigned_to=None)) == [taken]


def test_the_last_decision_of_ones_own_is_taken_back(editor: Any) -> None:
    colleague = make_user("Editor", "colleague")
    first, second, other = make_proposal(), make_proposal(), make_proposal()
    review.reject(first, editor, "no event")
    review.reject(second, editor, "no event")
    review.reject(other, colleague, "no event")
    assert review.undo_last(editor) == second
    assert review.undo_last(editor) == first
    with pytest.raises(review.ReviewError, match="no decision of yours"):
        review.undo_last(editor)


def test_a_merge_taken_back_leaves_the_ranges_as_they_were(editor: Any) -> None:
    incident = IncidentFactory(killed_low=4, killed_best=4, killed_high=4)
    ReportFactory(incident=incident, state="accepted")
    review.merge(make_proposal(), incident, editor)
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (2, 4, 4)
    review.undo_last(editor)
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (4, 4, 4)
    assert incident.status == IncidentStatus.PUBLISHED


def test_a_range_that_the_desk_changed_since_stays(editor: Any) -> None:
    incident = IncidentFactory(killed_low=4, killed_best=4, killed_high=4)
    ReportFactory(incident=incident, state="accepted")
    review.merge(make_proposal(), incident, editor)
    Incident.objects.update(killed_low=3)
    review.undo_last(editor)
    incident.refresh_from_db()
    assert incident.killed_low == 3


def test_with_four_eyes_another_person_publishes(settings: Any) -> None:
    reviewer, second = make_user("Reviewer"), make_user("Reviewer", "second")
    incident = IncidentFactory(status=IncidentStatus.IN_REVIEW, updated_by=reviewer)
    settings.HAMRIN_FOUR_EYES = True
    with pytest.raises(review.ReviewError, match="somebody else must publish"):
        review.publish(incident, reviewer)
    assert review.publish(incident, second).status == IncidentStatus.PUBLISHED
    imported = IncidentFactory(status=IncidentStatus.IN_REVIEW)
    assert review.publish(imported, reviewer).status == IncidentStatus.PUBLISHED


def test_a_status_is_given_back_only_where_it_was_published_or_retracted() -> None:
    reviewer = make_user("Reviewer")
    incident = IncidentFactory(status=IncidentStatus.PUBLISHED)
    assert review.restore_status(incident, IncidentStatus.DRAFT, reviewer, "wrong").status == "draft"
    with pytest.raises(review.ReviewError, match="neither"):
        review.restore_status(incident, IncidentStatus.RETRACTED, reviewer, "")
    assert review.restore_status(incident, IncidentStatus.PUBLISHED, reviewer, "").status == "published"
    with pytest.raises(review.ReviewError, match="can't be given back"):
        review.restore_status(incident, IncidentStatus.MERGED, reviewer, "")
