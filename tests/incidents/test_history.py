"""The history of every change, and the way back."""

from __future__ import annotations

import pghistory
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from incidents.history import restore, timeline
from incidents.models import Actor, Incident, Participation
from tests.incidents.factories import ActorFactory, IncidentFactory, ParticipationFactory, make_user

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
