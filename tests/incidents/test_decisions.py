"""Which claim a value rests on, and verification that the desk sets itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from incidents import review
from incidents.claims import derive_verification, sum_of_sides
from incidents.decisions import decide, decide_side, derive_again, set_verification
from incidents.enums import ClaimField, IncidentStatus, Verification
from incidents.history import restore, timeline
from incidents.models import Claim, Incident, Report
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


@pytest.fixture
def editor() -> Any:
    RegionFactory()
    return make_user("Editor")


@pytest.fixture
def incident() -> Incident:
    """Make an incident of which two reports differ on the toll: 7 and 10."""
    made: Incident = IncidentFactory(killed_low=7, killed_best=7, killed_high=10)
    for number, toll in enumerate((7, 10)):
        report = ReportFactory(incident=made, state="merged" if number else "accepted")
        ClaimFactory(report=report, value={"low": toll, "best": toll, "high": toll, "who": None})
    return made


def add_claim(incident: Incident, field: str, value: dict[str, Any]) -> Claim:
    report = incident.reports.order_by("pk").first()
    claim: Claim = ClaimFactory(report=report, field=field, value=value)
    return claim


def test_another_claim_moves_the_best_figure_within_the_range(editor: Any, incident: Incident) -> None:
    other = Claim.objects.get(value__best=10)
    decision = decide(incident, ClaimField.KILLED, other, editor, "the ministry corrected itself")
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (7, 10, 10)
    assert (decision.claim, decision.decided_by) == (other, editor)
    newest = timeline(incident)[0]
    assert (newest.action, newest.reason) == ("decide killed", "the ministry corrected itself")
    assert newest.user == "editor"


def test_a_decision_is_one_and_can_change(editor: Any, incident: Incident) -> None:
    for claim in Claim.objects.order_by("pk"):
        decide(incident, ClaimField.KILLED, claim, editor)
    decide(incident, ClaimField.KILLED, {"low": 8, "best": 8, "high": 9}, editor, "counted the graves")
    decision = incident.decisions.get(field="killed")
    assert (decision.claim, decision.reason) == (None, "counted the graves")
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (8, 8, 9)


def test_an_own_value_needs_a_reason_and_keeps_the_rules(editor: Any, incident: Incident) -> None:
    with pytest.raises(review.ReviewError, match="needs a reason"):
        decide(incident, ClaimField.KILLED, {"best": 8}, editor, " ")
    with pytest.raises(ValidationError, match="in order"):
        decide(incident, ClaimField.KILLED, {"low": 9, "best": 8, "high": 10}, editor, "why not")
    assert not incident.decisions.exists()


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("sub_event_type", {"code": "Attack"}, {"sub_event_type": "Attack"}),
        (
            "date",
            {"start": "2021-05-03", "end": "2021-05-09", "precision": "week"},
            {"date_precision": "week"},
        ),
        (
            "place",
            {"name": "", "district": "Other", "governorate": "North", "precision": "district"},
            {"district": "Other", "longitude": None, "location_precision": "district"},
        ),
        (
            "place",
            {"name": "Hill", "precision": "near", "longitude": 44.5, "latitude": 35.5},
            {"place_name": "Hill", "longitude": 44.5, "district": ""},
        ),
    ],
)
def test_each_kind_of_value_is_written(
    editor: Any, incident: Incident, field: str, value: dict[str, Any], expected: dict[str, Any]
) -> None:
    decide(incident, ClaimField(field), add_claim(incident, field, value), editor)
    incident.refresh_from_db()
    assert {name: getattr(incident, name) for name in expected} == expected


def test_actors_of_a_claim_are_added_and_own_ones_replace(editor: Any, incident: Incident) -> None:
    raiders, others = ActorFactory(name="Raiders"), ActorFactory(name="Others")
    ParticipationFactory(incident=incident, actor=others)
    decide(incident, ClaimField.PERPETRATOR, add_claim(incident, "perpetrator", {"actor": "Raiders"}), editor)
    assert {p.actor for p in incident.participations.all()} == {raiders, others}
    decide(incident, ClaimField.PERPETRATOR, {"actors": ["Raiders"]}, editor, "the others were elsewhere")
    assert [p.actor for p in incident.participations.all()] == [raiders]
    decide(incident, ClaimField.CLAIMED_BY, {"actor": "Raiders"}, editor, "heard it")
    incident.refresh_from_db()
    assert incident.claimed_by == raiders
    decide(incident, ClaimField.CLAIMED_BY, {"actor": ""}, editor, "they took it back")
    incident.refresh_from_db()
    assert incident.claimed_by is None
    with pytest.raises(ValidationError, match="No actor"):
        decide(incident, ClaimField.CLAIMED_BY, {"actor": "Nobody we know"}, editor, "x")


def test_only_claims_behind_the_incident_about_the_whole_decide(editor: Any, incident: Incident) -> None:
    with pytest.raises(review.ReviewError, match="does not stand behind"):
        decide(incident, ClaimField.KILLED, ClaimFactory(), editor)
    with pytest.raises(review.ReviewError, match="does not stand behind"):
        decide(incident, ClaimField.WOUNDED, Claim.objects.earliest("pk"), editor)
    part = add_claim(incident, "killed", {"low": 3, "best": 3, "high": 3, "who": "Guards"})
    with pytest.raises(review.ReviewError, match="one side only"):
        decide(incident, ClaimField.KILLED, part, editor)


def claim_of_side(incident: Incident, who: str, toll: int) -> Claim:
    report = ReportFactory(incident=incident, state="merged")
    value = {"low": toll, "best": toll, "high": toll, "who": who}
    claim: Claim = ClaimFactory(report=report, value=value)
    return claim


def test_one_sides_own_figure_rests_on_a_claim_about_it(editor: Any, incident: Incident) -> None:
    guards = ParticipationFactory(incident=incident, actor=ActorFactory(name="Guards"), role="target")
    farmers = ParticipationFactory(incident=incident, actor=ActorFactory(name="Farmers"), role="target")
    seven, ten = (claim_of_side(incident, "Guards", toll) for toll in (7, 10))
    of_farmers = claim_of_side(incident, "Farmers", 3)
    of_all = Claim.objects.filter(value__who=None).earliest("pk")
    total = decide(incident, ClaimField.KILLED, of_all, editor)
    for claim in (seven, ten):
        decision = decide_side(guards, ClaimField.KILLED, claim, editor, "named in the obituary")
        guards.refresh_from_db()
        assert (guards.killed_low, guards.killed_best, guards.killed_high) == (7, claim.value["best"], 10)
        assert (decision.claim, decision.actor, decision.role) == (claim, guards.actor, "target")
    decide_side(farmers, ClaimField.KILLED, of_farmers, editor)
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (7, 7, 10)
    assert sum_of_sides(incident, "killed") == {"low": 10, "best": 13, "high": 13}
    assert incident.decisions.get(actor=None) == total
    assert incident.decisions.count() == 3
    told = next(change for change in timeline(incident) if change.subject and change.fields)
    assert (told.action, told.user) == ("decide killed", "editor")

    for wrong, problem in (
        (of_farmers, "does not speak of Guards"),
        (of_all, "does not speak of Guards"),
    ):
        with pytest.raises(review.ReviewError, match=problem):
            decide_side(guards, ClaimField.KILLED, wrong, editor)
    with pytest.raises(review.ReviewError, match="needs a reason"):
        decide_side(guards, ClaimField.KILLED, {"best": 8}, editor)
    with pytest.raises(ValidationError, match="in order"):
        decide_side(guards, ClaimField.KILLED, {"low": 9, "best": 8}, editor, "why not")
    own = decide_side(
        guards, ClaimField.KILLED, {"low": 8, "best": 8, "high": 8}, editor, "counted the graves"
    )
    guards.refresh_from_db()
    assert (guards.killed_best, own.claim, own.reason) == (8, None, "counted the graves")
    with pytest.raises(PermissionDenied):
        decide_side(guards, ClaimField.KILLED, seven, make_user("Contributor"))


def test_who_may_decide_and_where(editor: Any, incident: Incident) -> None:
    claim = Claim.objects.earliest("pk")
    with pytest.raises(PermissionDenied):
        decide(incident, ClaimField.KILLED, claim, make_user("Contributor"))
    Incident.objects.update(status=IncidentStatus.RETRACTED)
    with pytest.raises(review.ReviewError, match="retracted"):
        decide(incident, ClaimField.KILLED, claim, editor)


def test_a_verification_that_was_set_stands_until_it_is_taken_back(editor: Any, incident: Incident) -> None:
    with pytest.raises(review.ReviewError, match="needs a reason"):
        set_verification(incident, Verification.CONFIRMED, editor, "")
    confirmed = set_verification(incident, Verification.CONFIRMED, editor, "The ministry concedes it")
    assert confirmed.verification == Verification.CONFIRMED
    review.merge(ReportFactory(), incident, editor)
    incident.refresh_from_db()
    assert incident.verification == Verification.CONFIRMED
    first = [change.number for change in timeline(incident) if not change.subject][-1]
    restore(incident, first, editor)
    incident.refresh_from_db()
    assert (incident.verification, incident.verification_reason) == (
        Verification.CONFIRMED,
        "The ministry concedes it",
    )
    derived = derive_again(incident, editor)
    assert derived.verification == derive_verification(derived) == Verification.CORROBORATED
    assert derived.verification_reason == ""
    assert Report.objects.count() == 3
