"""Whatever was changed since, restoring a moment gives back that moment's values, participants and tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from incidents import decisions, review
from incidents.enums import ClaimField
from incidents.history import restore_as_of
from incidents.models import Claim, Incident, Participation, Tag
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    ReportFactory,
    make_user,
)

SIDES = ("Raiders", "Guards", "Farmers")
NUMBERS = st.integers(0, 5)


class Entry(RuleBasedStateMachine):
    """An editor at one incident, whose every state is noted with its moment."""

    @initialize()
    def fill(self) -> None:
        name = f"restoring-{Incident.objects.count()}"
        self.user: Any = make_user("Editor", name)
        self.incident: Incident = IncidentFactory(killed_low=2, killed_best=9, killed_high=9)
        report = ReportFactory(incident=self.incident, state="accepted")
        for toll, side in enumerate(SIDES):
            value = {"low": toll, "best": toll + 1, "high": toll + 1, "who": side}
            ClaimFactory(report=report, value=value)
        review.refresh(self.incident)
        self.claims = self.claimed()
        self.noted: list[tuple[datetime, Any]] = []
        self.note()

    def claimed(self) -> list[Any]:
        of_incident = Claim.objects.filter(report__incident=self.incident)
        return sorted(of_incident.values_list("pk", "value__best"))

    def state(self) -> Any:
        """Return all that restoring gives back."""
        incident = Incident.objects.get(pk=self.incident.pk)
        parties = incident.participations.values_list(
            "pk", "actor__name", "role", "killed_low", "killed_best"
        )
        tags = sorted(incident.tags.values_list("name", flat=True))
        return incident.title, incident.killed_best, sorted(parties), tags

    def note(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            self.noted.append((cursor.fetchone()[0], self.state()))

    @rule(side=st.sampled_from(SIDES), toll=NUMBERS)
    def take_part(self, side: str, toll: int) -> None:
        actor = ActorFactory(name=side)
        party = self.incident.participations.filter(actor=actor).first()
        party = party or ParticipationFactory(incident=self.incident, actor=actor, role="target")
        party.killed_low = party.killed_best = toll
        party.killed_high = None
        party.save()
        self.note()

    @rule(number=NUMBERS)
    def leave(self, number: int) -> None:
        if parties := list(self.incident.participations.order_by("pk")):
            parties[number % len(parties)].delete()
            self.note()

    @rule(number=NUMBERS)
    def rename(self, number: int) -> None:
        Incident.objects.filter(pk=self.incident.pk).update(title=f"Title {number}", killed_best=2 + number)
        self.note()

    @rule(number=NUMBERS)
    def tag(self, number: int) -> None:
        tag, _made = Tag.objects.get_or_create(name=f"tag {number % 3}")
        if self.incident.tags.filter(pk=tag.pk).exists():
            self.incident.tags.remove(tag)
        else:
            self.incident.tags.add(tag)
        self.note()

    @rule(number=NUMBERS)
    def decide(self, number: int) -> None:
        parties = list(
            Participation.objects.filter(incident=self.incident).select_related("actor").order_by("pk")
        )
        if not parties:
            return
        party = parties[number % len(parties)]
        claim = Claim.objects.get(report__incident=self.incident, value__who=party.actor.name)
        total = self.state()[1]
        decisions.decide_side(party, ClaimField.KILLED, claim, self.user)
        party.refresh_from_db()
        assert (party.killed_best, self.state()[1]) == (claim.value["best"], total)
        self.note()

    @rule(number=st.integers(0, 30))
    def restore(self, number: int) -> None:
        moment, expected = self.noted[number % len(self.noted)]
        incident = Incident.objects.get(pk=self.incident.pk)
        restore_as_of(incident, moment, self.user)
        assert self.state() == expected
        self.note()

    @invariant()
    def no_claim_is_lost(self) -> None:
        if hasattr(self, "claims"):
            assert self.claimed() == self.claims


@pytest.mark.django_db(transaction=True)
def test_every_moment_comes_back(transactional_db: None) -> None:
    """In transactions of their own, since the database's clock stands still within one."""
    run_state_machine_as_test(
        Entry,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
