"""Changes of many incidents, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents import bulk, review
from incidents.enums import IncidentStatus
from incidents.history import timeline
from incidents.models import Batch, Incident, Tag
from tests.incidents.factories import IncidentFactory, RegionFactory, RoomFactory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> Any:
    RegionFactory()
    return make_user("Reviewer")


def keys() -> list[int]:
    return list(Incident.objects.order_by("pk").values_list("pk", flat=True))


def state() -> list[tuple[Any, ...]]:
    columns = ("status", "sensitivity", "public_location_precision", "room_id", "public_longitude")
    return [
        (*(getattr(i, c) for c in columns), tuple(sorted(t.name for t in i.tags.all())))
        for i in Incident.objects.order_by("pk")
    ]


def test_a_preview_writes_nothing(reviewer: Any) -> None:
    tagged, plain = IncidentFactory(), IncidentFactory()
    tagged.tags.add(Tag.objects.create(name="river"))
    before = state()
    steps = bulk.preview("tag", keys(), "river", reviewer)
    assert [(s.incident, s.before, s.after, s.changes) for s in steps] == [
        (tagged, "river", "river", False),
        (plain, "–", "river", True),
    ]
    assert state() == before
    assert not Batch.objects.exists()


def test_each_incident_has_one_line_of_history_with_the_batch(reviewer: Any) -> None:
    first, second = IncidentFactory(), IncidentFactory()
    batch = bulk.apply("sensitivity", keys(), "restricted", reviewer, "names of victims")
    for incident in (first, second):
        newest, made = timeline(incident)
        assert (newest.action, newest.reason, newest.user) == (
            "batch sensitivity",
            "names of victims",
            "reviewer",
        )
        assert made.label == "insert"
        event = incident.events.latest("pgh_id")
        assert event.pgh_context.metadata["batch"] == batch.pk
    assert Incident.objects.public().count() == 0
    assert set(batch.changes) == {str(first.pk), str(second.pk)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tag", "river"),
        ("untag", "old"),
        ("publish", ""),
        ("retract", ""),
        ("sensitivity", "restricted"),
        ("public_precision", "district"),
        ("room", "ROOM"),
    ],
)
def test_every_action_can_be_undone(reviewer: Any, name: str, value: str) -> None:
    room = RoomFactory()
    old = Tag.objects.create(name="old")
    for status in ("draft", "in_review", "published", "retracted"):
        IncidentFactory(status=status).tags.add(old)
    before = state()
    batch = bulk.apply(name, keys(), str(room.pk) if value == "ROOM" else value, reviewer, "why")
    assert state() != before
    undone = bulk.undo(batch, reviewer)
    assert state() == before
    assert undone.undone_by == reviewer
    with pytest.raises(review.ReviewError, match="undone already"):
        bulk.undo(batch, reviewer)


def test_what_cannot_be_done_is_named_and_leaves_the_others_alone(reviewer: Any) -> None:
    survivor = IncidentFactory(status="draft")
    merged = IncidentFactory(status=IncidentStatus.MERGED, merged_into=survivor)
    batch = bulk.apply("publish", keys(), "", reviewer)
    survivor.refresh_from_db()
    assert survivor.status == IncidentStatus.PUBLISHED
    assert list(batch.changes) == [str(survivor.pk)]
    assert "merged into another" in batch.refused[str(merged.pk)]
    assert "merged into" in bulk.apply("sensitivity", keys(), "restricted", reviewer).refused[str(merged.pk)]


def test_undoing_leaves_alone_what_was_changed_since(reviewer: Any) -> None:
    first, second = IncidentFactory(), IncidentFactory()
    batch = bulk.apply("public_precision", keys(), "district", reviewer)
    Incident.objects.filter(pk=first.pk).update(public_location_precision="governorate")
    undone = bulk.undo(batch, reviewer)
    assert list(undone.refused) == [str(first.pk)]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.public_location_precision, second.public_location_precision) == ("governorate", "")


def test_four_eyes_hold_in_batches_too(reviewer: Any, settings: Any) -> None:
    settings.HAMRIN_FOUR_EYES = True
    own = IncidentFactory(status="draft", updated_by=reviewer)
    other = IncidentFactory(status="draft")
    batch = bulk.apply("publish", keys(), "", reviewer)
    assert list(batch.changes) == [str(other.pk)]
    assert "somebody else" in batch.refused[str(own.pk)]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("nothing", "", ""),
        ("tag", " ", ""),
        ("sensitivity", "secret", ""),
        ("public_precision", "far", ""),
        ("room", "0", ""),
        ("retract", "", " "),
    ],
)
def test_wrong_values_are_refused(reviewer: Any, name: str, value: str, reason: str) -> None:
    IncidentFactory()
    with pytest.raises(ValidationError):
        bulk.apply(name, keys(), value, reviewer, reason)
    with pytest.raises(ValidationError):
        bulk.preview("tag", [], "river", reviewer)
    assert not Batch.objects.exists()


def test_who_may_not_do_it_alone_may_not_do_it_to_many() -> None:
    IncidentFactory(status="draft")
    editor = make_user("Editor")
    with pytest.raises(PermissionDenied):
        bulk.apply("publish", keys(), "", editor)
    batch = bulk.apply("publish", keys(), "", make_user("Reviewer"))
    with pytest.raises(PermissionDenied):
        bulk.undo(batch, editor)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.sampled_from(
            [
                ("tag", "a"),
                ("tag", "b"),
                ("untag", "a"),
                ("publish", ""),
                ("retract", ""),
                ("sensitivity", "restricted"),
            ]
        ),
        max_size=5,
    )
)
def test_undoing_all_batches_in_reverse_gives_back_everything(
    reviewer: Any, steps: list[tuple[str, str]]
) -> None:
    Batch.objects.all().delete()
    Incident.objects.all().delete()
    for number, status in enumerate(("draft", "published", "retracted")):
        IncidentFactory(status=status, code=f"TL-{number}")
    before = state()
    batches = [bulk.apply(name, keys(), value, reviewer, "why") for name, value in steps]
    for batch in reversed(batches):
        assert not bulk.undo(batch, reviewer).refused
    assert state() == before


def test_the_pages_of_a_batch(client: Client, reviewer: Any) -> None:
    client.force_login(reviewer)
    first, second = IncidentFactory(), IncidentFactory(status="draft")
    chosen = {"_selected_action": [first.pk, second.pk], "action": "change_selected"}
    asked = client.post(reverse("admin:incidents_incident_changelist"), chosen)
    assert asked.status_code == 200
    address = reverse("admin:incidents_incident_batch")
    values = {"keys": f"{first.pk},{second.pk}", "action": "tag", "tag": "river", "reason": "told twice"}
    shown = client.post(address, values)
    assert b"2 of 2 would change" in shown.content
    assert not Batch.objects.exists()
    assert b"A tag has 1 to 60" in client.post(address, {**values, "tag": ""}).content
    assert (
        b"This needs a reason" in client.post(address, {**values, "action": "retract", "reason": ""}).content
    )
    assert client.post(address, {**values, "keys": "x"}).status_code == 400
    done = client.post(address, {**values, "apply": "yes"}, follow=True)
    batch = Batch.objects.get()
    assert b"2 incidents changed" in done.content
    assert b"river" in done.content
    page = reverse("admin:incidents_batch_change", args=[batch.pk])
    assert client.get(reverse("admin:incidents_batch_changelist")).status_code == 200
    assert b"Undo" in client.get(page).content
    undone = client.post(reverse("admin:incidents_batch_undo", args=[batch.pk]), follow=True)
    assert b"undone" in undone.content
    assert not first.tags.exists()
    again = client.post(reverse("admin:incidents_batch_undo", args=[batch.pk]), follow=True)
    assert b"undone already" in again.content
