"""Whatever the desk does in whatever order, no report, no claim and no sum is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from incidents import bulk, decisions, review
from incidents.claims import claims_by_field, derive_verification, of_side, totals
from incidents.enums import ClaimField, IncidentStatus, Verification
from incidents.history import restore, timeline
from incidents.merging import merge_incidents, split, undo_merge
from incidents.models import Batch, Claim, Incident, Merge, Report, ReportGroup
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    make_user,
)

pytestmark = pytest.mark.django_db
NUMBERS = st.integers(0, 7)


def attempt(action: Callable[[], Any]) -> None:
    """Do what a hasty editor tries; a refusal is an answer too."""
    with suppress(review.ReviewError, ValidationError), transaction.atomic():
        action()


class Desk(RuleBasedStateMachine):
    """A reviewer at work on four incidents with two reports each, and a toll of a group of two."""

    @initialize()
    def fill(self) -> None:
        self.savepoint = transaction.savepoint()
        RegionFactory()
        self.user: Any = make_user("Reviewer", f"machine-{Incident.objects.count()}")
        for number in range(4):
            incident = IncidentFactory(killed_low=number, killed_best=number + 1, killed_high=number + 2)
            for more in range(2):
                report = ReportFactory(incident=incident, state="merged" if more else "accepted")
                toll = {"low": number, "best": number + more, "high": number + 2, "who": None}
                ClaimFactory(report=report, value=toll)
                ClaimFactory(report=report, value={**toll, "who": "Guards"})
            ParticipationFactory(incident=incident, actor=ActorFactory(name="Guards"), role="target")
            review.refresh(incident)
        article = Report.objects.earliest("pk").article
        assert article
        group = ReportGroup.objects.create(article=article)
        group.reports.set(Report.objects.order_by("pk")[:2])
        ClaimFactory(report=None, group=group, value={"low": 99, "best": 99, "high": 99, "who": None})
        self.before = self.everything()

    def everything(self) -> tuple[Any, ...]:
        """Return all reports, all claims with what they say, and the sum of all tolls claimed."""
        claims = sorted(Claim.objects.values_list("pk", "report_id", "group_id", "value__best"))
        return frozenset(Report.objects.values_list("pk", flat=True)), claims, sum(c[3] for c in claims)

    def pick(self, number: int) -> Incident:
        incidents = list(Incident.objects.order_by("pk"))
        return incidents[number % len(incidents)]

    @rule(one=NUMBERS, other=NUMBERS)
    def merge(self, one: int, other: int) -> None:
        attempt(lambda: merge_incidents(self.pick(one), self.pick(other), self.user, "one"))

    @rule(number=NUMBERS)
    def take_merge_back(self, number: int) -> None:
        if merges := list(Merge.objects.order_by("pk")):
            attempt(lambda: undo_merge(merges[number % len(merges)], self.user))

    @rule(one=NUMBERS)
    def divide(self, one: int) -> None:
        incident = self.pick(one)
        attempt(lambda: split(incident, list(incident.reports.order_by("pk")[:1]), self.user, "two"))

    @rule(one=NUMBERS, version=NUMBERS)
    def go_back(self, one: int, version: int) -> None:
        incident = self.pick(one)
        versions = [change.number for change in timeline(incident) if not change.subject]
        attempt(lambda: restore(incident, versions[version % len(versions)], self.user))

    @rule(one=NUMBERS, number=NUMBERS)
    def decide(self, one: int, number: int) -> None:
        incident = self.pick(one)
        if whole := totals(claims_by_field(incident).get(ClaimField.KILLED, []))[ClaimField.KILLED]:
            claim = whole[number % len(whole)]
            attempt(lambda: decisions.decide(incident, ClaimField.KILLED, claim, self.user))

    @rule(one=NUMBERS, number=NUMBERS)
    def decide_side(self, one: int, number: int) -> None:
        party = self.pick(one).participations.select_related("actor").first()
        claims = claims_by_field(self.pick(one)).get(ClaimField.KILLED, [])
        if party and (own := of_side(claims, party.actor.name)[ClaimField.KILLED]):
            total = self.pick(one).killed_best
            claim = own[number % len(own)]
            attempt(lambda: decisions.decide_side(party, ClaimField.KILLED, claim, self.user))
            assert self.pick(one).killed_best == total

    @rule(number=NUMBERS)
    def reopen(self, number: int) -> None:
        reports = list(Report.objects.order_by("pk"))
        attempt(lambda: review.reopen(reports[number % len(reports)], self.user))

    @rule(one=NUMBERS, number=NUMBERS)
    def merge_report(self, one: int, number: int) -> None:
        if waiting := list(Report.objects.waiting().order_by("pk")):
            attempt(lambda: review.merge(waiting[number % len(waiting)], self.pick(one), self.user))

    @rule(one=NUMBERS)
    def retract(self, one: int) -> None:
        attempt(lambda: review.retract(self.pick(one), self.user, "never happened"))

    @rule(action=st.sampled_from(["publish", "retract", "sensitivity"]))
    def change_all(self, action: str) -> None:
        keys = list(Incident.objects.values_list("pk", flat=True))
        value = "restricted" if action == "sensitivity" else ""
        attempt(lambda: bulk.apply(action, keys, value, self.user, "why"))

    @rule(number=NUMBERS)
    def take_change_back(self, number: int) -> None:
        if batches := list(Batch.objects.order_by("pk")):
            attempt(lambda: bulk.undo(batches[number % len(batches)], self.user))

    @rule(one=NUMBERS)
    def verify(self, one: int) -> None:
        attempt(lambda: decisions.set_verification(self.pick(one), Verification.CONFIRMED, self.user, "seen"))

    @invariant()
    def nothing_is_lost(self) -> None:
        if hasattr(self, "before"):
            assert self.everything() == self.before

    @invariant()
    def every_incident_holds(self) -> None:
        for incident in Incident.objects.all():
            merged = incident.status == IncidentStatus.MERGED
            assert merged == (incident.merged_into_id is not None)
            assert incident.verification == derive_verification(incident)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)


def test_no_sequence_loses_anything(db: None) -> None:
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
