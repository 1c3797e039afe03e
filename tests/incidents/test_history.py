"""The history of every change, and the way back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from incidents.history import compare, restore, restore_as_of, timeline
from incidents.known import as_of
from incidents.models import Actor, Incident, Participation, Tag
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    ReportFactory,
    RoomFactory,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_change_says_who_why_and_what_field_by_field() -> None:
    editor = make_user("Editor")
    incident = IncidentFactory(title="Before")
    with pghistory.context(user=editor.pk, reason="better"):
        incident.title = "After"
        incident.save()
    changed, made = timeline(incident)
    assert (changed.user, changed.reason, changed.label) == ("editor", "better", "update")
    assert [(f.name, f.before, f.after) for f in changed.fields] == [("title", "Before", "After")]
    assert made.label == "insert"


def test_a_save_that_changes_nothing_is_no_history() -> None:
    incident, actor = IncidentFactory(), ActorFactory()
    incident.save()
    actor.save()
    assert len(timeline(incident)) == len(timeline(actor)) == 1


def test_bulk_updates_are_recorded_too() -> None:
    incidents = [IncidentFactory() for _ in range(3)]
    Incident.objects.update(summary="Told anew")
    assert [timeline(i)[0].fields[0].after for i in incidents] == ["Told anew"] * 3


def test_a_state_is_restored_but_never_the_status() -> None:
    editor = make_user("Editor")
    incident = IncidentFactory(title="Before", status="draft")
    first = timeline(incident)[0].number
    Incident.objects.filter(pk=incident.pk).update(title="After", status="published")
    incident.refresh_from_db()
    restore(incident, first, editor)
    incident.refresh_from_db()
    assert (incident.title, incident.status) == ("Before", "published")
    assert timeline(incident)[0].action == "restore"


def test_restoring_works_for_actors_and_asks_for_permission() -> None:
    actor = ActorFactory(name="Old name")
    first = timeline(actor)[0].number
    Actor.objects.update(name="New name")
    actor.refresh_from_db()
    with pytest.raises(PermissionDenied):
        restore(actor, first, make_user("Contributor"))
    with pytest.raises(LookupError):
        restore(actor, first + 1000, make_user("Administrator"))
    restore(actor, first, make_user("Editor"))
    assert Actor.objects.get().name == "Old name"


def test_what_was_deleted_is_in_the_history() -> None:
    participation = ParticipationFactory(role="target")
    number = participation.pk
    participation.delete()
    event = Participation.pgh_event_model.objects.get(pgh_obj_id=number, pgh_label="delete")  # type: ignore[attr-defined]
    assert event.role == "target"


def test_nobody_rewrites_history() -> None:
    incident = IncidentFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        incident.events.update(title="Forged")
    with pytest.raises(DatabaseError), transaction.atomic():
        incident.events.all().delete()


def test_the_timeline_tells_of_all_that_belongs_to_an_incident() -> None:
    incident = IncidentFactory()
    party = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"))
    party.killed_best = 3
    party.save()
    report = ReportFactory(incident=incident, state="accepted")
    tag = Tag.objects.create(name="river")
    incident.tags.add(tag)
    incident.tags.remove(tag)
    told = [(change.subject, change.label) for change in timeline(incident)]
    assert told.count(("participation of Raiders as perpetrator", "update")) == 1
    assert (f"report {report.pk}: {report.article}", "insert") in told
    assert {("tag “river”", "insert"), ("tag “river”", "delete"), ("", "insert")} <= set(told)
    killed = next(change for change in timeline(incident) if change.label == "update")
    assert [(f.name, f.before, f.after) for f in killed.fields] == [("killed", "", "3")]


def test_values_are_said_as_people_know_them() -> None:
    room = RoomFactory(name="Room of the river")
    incident = IncidentFactory(status="draft")
    Incident.objects.update(room=room, status="published", sub_event_type="Attack")
    said = {field.name: (field.before, field.after) for field in timeline(incident)[0].fields}
    assert said == {
        "event type": ("Armed clash", "Attack"),
        "room that coordinated it": ("", "Room of the river"),
        "status": ("draft", "published"),
    }


def test_two_states_are_compared() -> None:
    incident = IncidentFactory(title="One")
    Incident.objects.update(title="Two")
    Incident.objects.update(title="Three", summary="x")
    last, _second, first = (change.number for change in timeline(incident))
    assert [(f.name, f.before, f.after) for f in compare(incident, first, last)] == [
        ("title", "One", "Three"),
        ("summary", "", "x"),
    ]
    with pytest.raises(LookupError):
        compare(incident, first, last + 1000)


@pytest.mark.django_db(transaction=True)
def test_an_incident_as_known_at_a_moment() -> None:
    """In transactions of their own, since the database's clock stands still within one."""
    incident = IncidentFactory(title="Early")
    raiders = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"))
    report = ReportFactory(incident=incident, state="accepted")
    ClaimFactory(report=report)
    tag = Tag.objects.create(name="river")
    incident.tags.add(tag)
    before = now()
    Incident.objects.update(title="Late")
    raiders.delete()
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Others"))
    ReportFactory(incident=incident, state="merged")
    incident.tags.clear()
    early, late = as_of(incident, before), as_of(incident, timezone.now() + timedelta(minutes=1))
    assert early
    assert late
    assert (early.incident.title, late.incident.title) == ("Early", "Late")
    assert [p.actor.name for p in early.participations] == ["Raiders"]
    assert [p.actor.name for p in late.participations] == ["Others"]
    assert [r.pk for r in early.reports] == [report.pk]
    assert len(late.reports) == 2
    assert (early.tags, late.tags) == (["river"], [])
    assert as_of(incident, timezone.now() - timedelta(days=1)) is None


@pytest.mark.django_db(transaction=True)
def test_restoring_brings_participations_and_tags_back_as_they_were() -> None:
    editor = make_user("Editor")
    incident = IncidentFactory(title="Early", claimed_by=ActorFactory(name="Gone later"))
    raiders = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"), killed_best=3)
    guards = ParticipationFactory(incident=incident, actor=ActorFactory(name="Guards"), role="target")
    incident.tags.add(Tag.objects.create(name="river"))
    before, first = now(), timeline(incident)[-1].number
    Incident.objects.update(title="Late", claimed_by=None)
    Actor.objects.filter(name="Gone later").delete()
    key = raiders.pk
    raiders.delete()
    Participation.objects.filter(pk=guards.pk).update(killed_best=9)
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Others"))
    incident.tags.set([Tag.objects.create(name="hill")])
    late = now()

    incident.refresh_from_db()
    restore_as_of(incident, before, editor)
    found = {p.actor.name: (p.pk, p.killed_best) for p in incident.participations.all()}
    assert found == {"Raiders": (key, 3), "Guards": (guards.pk, None)}
    assert [tag.name for tag in incident.tags.all()] == ["river"]
    incident.refresh_from_db()
    assert (incident.title, incident.claimed_by) == ("Early", None)
    assert timeline(incident)[0].action == "restore"
    known = as_of(incident, now())
    assert known
    assert [p.actor.name for p in known.participations] == ["Raiders", "Guards"]

    restore_as_of(incident, late, editor)
    assert {p.actor.name: p.killed_best for p in incident.participations.all()} == {
        "Guards": 9,
        "Others": None,
    }
    assert [tag.name for tag in incident.tags.all()] == ["hill"]
    restore(incident, first, editor)  # when it was entered, nobody was named yet
    assert not incident.participations.exists()
    with pytest.raises(LookupError):
        restore_as_of(incident, before - timedelta(days=1), editor)
    with pytest.raises(PermissionDenied):
        restore_as_of(incident, before, User.objects.create_user("nobody"))


def now() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
