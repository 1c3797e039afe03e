"""Merging, splitting, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import review
from incidents.enums import IncidentStatus
from incidents.merging import RANGES, merge_incidents, split, undo_merge
from incidents.models import Claim, Incident, Merge, Report
from tests.incidents.factories import (
    ArticleFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> Any:
    RegionFactory()
    return make_user("Reviewer")


def with_reports(*tolls: int, **values: Any) -> Incident:
    """Make a published incident on which so many articles report, each with its own toll."""
    known = {"killed_low": min(tolls), "killed_best": tolls[0], "killed_high": max(tolls)}
    incident: Incident = IncidentFactory(**known, **values)
    for number, toll in enumerate(tolls):
        state = "merged" if number else "accepted"
        report = ReportFactory(incident=incident, state=state)
        ClaimFactory(report=report, value={"low": toll, "best": toll, "high": toll, "who": None})
    return incident


def state_of(incident: Incident) -> tuple[Any, ...]:
    incident.refresh_from_db()
    reports = frozenset(incident.reports.values_list("pk", flat=True))
    return (incident.status, incident.merged_into_id, reports, *(getattr(incident, name) for name in RANGES))


def test_a_merge_moves_the_reports_and_widens_the_ranges(reviewer: Any) -> None:
    absorbed, survivor = with_reports(9), with_reports(4)
    merge = merge_incidents(absorbed, survivor, reviewer, "the same attack")
    survivor.refresh_from_db()
    absorbed.refresh_from_db()
    assert (survivor.killed_low, survivor.killed_best, survivor.killed_high) == (4, 4, 9)
    assert survivor.reports.count() == 2
    assert (absorbed.status, absorbed.merged_into) == (IncidentStatus.MERGED, survivor)
    assert survivor.verification == "corroborated"
    assert merge.reason == "the same attack"


def test_an_undone_merge_leaves_everything_as_it_was(reviewer: Any) -> None:
    absorbed, survivor = with_reports(9, 8), with_reports(4, 5)
    before = state_of(absorbed), state_of(survivor)
    undo_merge(merge_incidents(absorbed, survivor, reviewer), reviewer)
    assert (state_of(absorbed), state_of(survivor)) == before
    with pytest.raises(review.ReviewError, match="undone already"):
        undo_merge(Merge.objects.get(), reviewer)


def test_undoing_keeps_what_the_desk_changed_since(reviewer: Any) -> None:
    absorbed, survivor = with_reports(9), with_reports(4)
    merge = merge_incidents(absorbed, survivor, reviewer)
    Incident.objects.filter(pk=survivor.pk).update(killed_high=11)
    undo_merge(merge, reviewer)
    survivor.refresh_from_db()
    assert (survivor.killed_best, survivor.killed_high) == (4, 11)


def test_an_article_never_stands_behind_an_incident_twice(reviewer: Any) -> None:
    article = ArticleFactory()
    absorbed, survivor = IncidentFactory(), IncidentFactory()
    for number, incident in enumerate((absorbed, survivor)):
        ReportFactory(article=article, ordinal=number, incident=incident, state="accepted")
    merge_incidents(absorbed, survivor, reviewer)
    assert absorbed.reports.count() == survivor.reports.count() == 1


def test_what_cannot_be_merged_says_why(reviewer: Any) -> None:
    one, other, third = with_reports(1), with_reports(2), with_reports(3)
    with pytest.raises(review.ReviewError, match="into itself"):
        merge_incidents(one, one, reviewer)
    first = merge_incidents(one, other, reviewer)
    with pytest.raises(review.ReviewError, match="merged into another"):
        merge_incidents(one, third, reviewer)
    merge_incidents(other, third, reviewer)
    with pytest.raises(review.ReviewError, match="later merge"):
        undo_merge(first, reviewer)


def test_a_split_moves_reports_with_their_claims(reviewer: Any) -> None:
    incident = with_reports(4, 7)
    ParticipationFactory(incident=incident)
    second = incident.reports.order_by("pk").last()
    new = split(incident, [second], reviewer, "two attacks")
    assert new.status == IncidentStatus.IN_REVIEW
    assert (new.killed_low, new.killed_best, new.killed_high) == (7, 7, 7)
    assert (new.title, new.participations.count()) == (incident.title, 1)
    assert list(new.reports.all()) == [second]
    for wrong in ([], list(incident.reports.all())):
        with pytest.raises(review.ReviewError, match="some of the reports"):
            split(incident, wrong, reviewer)


def everything() -> tuple[frozenset[int], frozenset[int], int]:
    """All reports and claims there are, and the sum of all tolls claimed."""
    claims = dict(Claim.objects.values_list("pk", "value"))
    return (
        frozenset(Report.objects.values_list("pk", flat=True)),
        frozenset(claims),
        sum(value["best"] for value in claims.values()),
    )


def attempt(action: Callable[[], Any]) -> None:
    """Do what a hasty editor tries; a refusal is an answer too."""
    with suppress(review.ReviewError):
        action()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["merge", "undo", "split"]), st.integers(0, 5), st.integers(0, 5)),
        max_size=12,
    )
)
def test_no_sequence_loses_a_report_a_claim_or_a_sum(
    reviewer: Any, steps: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        for number in range(4):
            with_reports(number + 1, number + 2, code=f"TL-{Incident.objects.count():06}")
        before = everything()
        for step, first, second in steps:
            incidents = list(Incident.objects.order_by("pk"))
            one, other = incidents[first % len(incidents)], incidents[second % len(incidents)]
            if step == "merge":
                attempt(lambda one=one, other=other: merge_incidents(one, other, reviewer))
            elif step == "undo" and (merges := list(Merge.objects.order_by("pk"))):
                merge = merges[first % len(merges)]
                attempt(lambda merge=merge: undo_merge(merge, reviewer))
            elif step == "split":
                attempt(lambda one=one: split(one, list(one.reports.all()[:1]), reviewer))
        assert everything() == before
        assert not Report.objects.decided().filter(incident__isnull=True).exists()
        for incident in Incident.objects.all():
            incident.full_clean(exclude=["areas", "tags"])
        transaction.set_rollback(True)  # the next example starts afresh
