"""Decisions of the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import translation

from incidents import claims, review
from incidents.enums import IncidentStatus, ReportState, Verification
from incidents.forms import IncidentForm
from incidents.history import timeline
from incidents.models import Incident, Participation, Report
from sources.models import Article
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


@pytest.fixture(autouse=True)
def region() -> Any:
    return RegionFactory()


@pytest.fixture
def editor() -> Any:
    return make_user("Editor")


@pytest.fixture
def reviewer() -> Any:
    return make_user("Reviewer")


def values_of(report: Report) -> tuple[Incident, list[Participation]]:
    """Return what the review form hands over where the editor changes nothing."""
    incident = Incident(**{k: v for k, v in claims.initial_values(report).items() if v is not None})
    incident.date_start = date.fromisoformat(str(incident.date_start))
    incident.date_end = date.fromisoformat(str(incident.date_end))
    return incident, [Participation(**row) for row in claims.initial_participations(report)]


def test_accepting_makes_one_incident_with_its_evidence(editor: Any) -> None:
    report = make_proposal()
    incident = review.accept(report, *values_of(report), editor)
    report.refresh_from_db()
    assert (report.state, report.incident, report.decided_by) == (ReportState.ACCEPTED, incident, editor)
    assert incident.status == IncidentStatus.IN_REVIEW
    assert incident.verification == Verification.SINGLE_SOURCE
    assert incident.code.startswith("TL-")
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (2, 2, 2)
    assert {(p.actor.name, p.role) for p in incident.participations.all()} == {
        ("Raiders", "perpetrator"),
        ("Guards", "target"),
    }
    assert {d.field for d in incident.decisions.filter(claim__isnull=False)} == {
        "sub_event_type",
        "date",
        "place",
        "perpetrator",
        "target",
        "killed",
    }


def test_an_own_value_is_recorded_as_the_editors(editor: Any) -> None:
    report = make_proposal()
    incident, parties = values_of(report)
    incident.killed_low = incident.killed_best = incident.killed_high = 3
    review.accept(report, incident, parties, editor)
    assert incident.decisions.get(field="killed").claim is None


def test_a_decided_report_is_not_decided_again(editor: Any) -> None:
    report = make_proposal()
    review.accept(report, *values_of(report), editor)
    with pytest.raises(review.ReviewError, match="decided already"):
        review.reject(report, editor, "late")
    with pytest.raises(review.ReviewError, match="decided already"):
        review.accept(report, *values_of(report), editor)
    assert Incident.objects.count() == 1


def test_a_value_that_breaks_a_rule_leaves_nothing_half_written(editor: Any) -> None:
    report = make_proposal()
    incident, parties = values_of(report)
    parties.append(Participation(actor=parties[0].actor, role="nobody"))
    with pytest.raises(ValidationError):
        review.accept(report, incident, parties, editor)
    report.refresh_from_db()
    assert report.state == ReportState.PROPOSED
    assert not Incident.objects.exists()


def test_merging_puts_another_sources_claims_beside_the_first(editor: Any) -> None:
    first, second = make_proposal(), make_proposal()
    second.claims.filter(field="killed").update(value={"low": 4, "best": 4, "high": 4, "who": None})
    incident = review.accept(first, *values_of(first), editor)
    merged = review.merge(second, incident, editor)
    assert merged.verification == Verification.CORROBORATED
    assert (merged.killed_low, merged.killed_best, merged.killed_high) == (2, 2, 4)
    assert claims.contradict(claims.claims_by_field(merged)["killed"])


def test_two_outlets_of_one_owner_are_one_source(editor: Any) -> None:
    outlets = [SourceFactory(ownership_group="One house") for _ in range(2)]
    first, second = (make_proposal(article=ArticleFactory(source=outlet)) for outlet in outlets)
    incident = review.accept(first, *values_of(first), editor)
    assert review.merge(second, incident, editor).verification == Verification.SINGLE_SOURCE


def test_one_article_stands_behind_an_incident_once(editor: Any) -> None:
    article = ArticleFactory()
    first = make_proposal(article=article)
    second = make_proposal(article=article, ordinal=1)
    incident = review.accept(first, *values_of(first), editor)
    with pytest.raises(review.ReviewError, match="Another report of this article"):
        review.merge(second, incident, editor)


def test_a_rejection_keeps_its_reason(editor: Any) -> None:
    report = make_proposal()
    with pytest.raises(review.ReviewError, match="needs a reason"):
        review.reject(report, editor, "  ")
    review.reject(report, editor, "An anniversary, no event")
    report.refresh_from_db()
    assert (report.state, report.reason) == (ReportState.REJECTED, "An anniversary, no event")


def test_a_decision_taken_back_retracts_what_nothing_supports(editor: Any) -> None:
    report = make_proposal()
    incident = review.accept(report, *values_of(report), editor)
    review.reopen(report, editor)
    incident.refresh_from_db()
    assert incident.status == IncidentStatus.RETRACTED
    assert Report.objects.waiting().get() == report
    with pytest.raises(review.ReviewError, match="not been decided"):
        review.reopen(report, editor)


def test_only_reviewers_publish(editor: Any, reviewer: Any) -> None:
    incident = IncidentFactory(status=IncidentStatus.IN_REVIEW)
    with pytest.raises(PermissionDenied):
        review.publish(incident, editor)
    assert review.publish(incident, reviewer).status == IncidentStatus.PUBLISHED
    with pytest.raises(review.ReviewError, match="published already"):
        review.publish(incident, reviewer)
    assert Incident.objects.public().get() == incident


def test_a_retraction_needs_a_reason_and_is_recorded(reviewer: Any) -> None:
    incident = IncidentFactory()
    with pytest.raises(review.ReviewError, match="needs a reason"):
        review.retract(incident, reviewer, "")
    review.retract(incident, reviewer, "Told twice")
    newest = timeline(incident)[0]
    assert (newest.user, newest.action, newest.reason) == ("reviewer", "retract", "Told twice")
    assert ("status", "published", "retracted") in [(f.name, f.before, f.after) for f in newest.fields]
    with pytest.raises(review.ReviewError, match="already"):
        review.retract(incident, reviewer, "again")


def test_a_contributor_enters_but_does_not_review() -> None:
    contributor = make_user("Contributor")
    report = make_proposal()
    incident, parties = values_of(report)
    with pytest.raises(PermissionDenied):
        review.accept(report, incident, parties, contributor)
    entered = review.create(incident, parties, contributor)
    assert entered.status == IncidentStatus.DRAFT
    assert entered.verification == Verification.UNVERIFIED


def test_merged_incidents_take_no_more_reports(editor: Any, reviewer: Any) -> None:
    survivor = IncidentFactory()
    merged = IncidentFactory(status=IncidentStatus.MERGED, merged_into=survivor)
    with pytest.raises(review.ReviewError, match="merged into another"):
        review.merge(make_proposal(), merged, editor)
    with pytest.raises(review.ReviewError, match="merged into another"):
        review.publish(merged, reviewer)


def test_the_database_holds_one_report_per_article_and_incident() -> None:
    article: Article = ArticleFactory()
    incident = IncidentFactory()
    ReportFactory(article=article, incident=incident, state=ReportState.ACCEPTED)
    with pytest.raises(IntegrityError):
        ReportFactory(article=article, ordinal=1, incident=incident, state=ReportState.MERGED)


def test_the_form_starts_with_the_claims_and_checks_the_ranges() -> None:
    report = make_proposal()
    ClaimFactory(report=report, field="killed", value={"low": 1, "best": 1, "high": 1, "who": "Guards"})
    initial = claims.initial_values(report)
    assert initial["killed_best"] == 2
    assert initial["title"] == "Armed clash (Guards) near Village"
    assert claims.initial_participations(report)[1]["killed_best"] == 1
    form = IncidentForm({**initial, "sensitivity": "public", "killed_low": 5})
    assert not form.is_valid()
    assert "killed_best" in form.errors


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date_end": "2021-04-01"}, "date_end"),
        ({"longitude": ""}, "location_precision"),
        ({"location_precision": "district"}, "location_precision"),
        ({"longitude": "", "latitude": ""}, "location_precision"),
        ({"latitude": "95"}, "__all__"),
    ],
)
def test_the_form_names_the_field_that_breaks_a_rule(changes: dict[str, str], field: str) -> None:
    initial = claims.initial_values(make_proposal())
    form = IncidentForm({**initial, "sensitivity": "public", **changes})
    assert field in form.errors


def test_a_title_is_in_the_sites_language_in_whichever_language_it_is_reviewed() -> None:
    with translation.override("ar"):
        assert claims.initial_values(make_proposal())["title"] == "Armed clash (Guards) near Village"


def test_pasted_coordinates_replace_the_point() -> None:
    initial = {**claims.initial_values(make_proposal()), "sensitivity": "public"}
    form = IncidentForm({**initial, "coordinates": "34.9, 44.6"})
    assert form.is_valid(), form.errors
    assert (form.instance.longitude, form.instance.latitude) == (44.6, 34.9)
    assert "coordinates" in IncidentForm({**initial, "coordinates": "over there"}).errors


def test_no_region_is_a_clear_error(editor: Any, region: Any) -> None:
    region.delete()
    with pytest.raises(ValidationError, match="load_region"):
        review.region_of(Incident())
