"""The desk's forms."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from incidents.enums import AreaKind, IncidentStatus, Verification
from incidents.models import Area, Attachment, Incident
from tests.incidents.factories import (
    SQUARE,
    ActorFactory,
    IncidentFactory,
    ParticipationFactory,
    PlaceFactory,
    RegionFactory,
    RoomFactory,
    SourceFactory,
    make_area,
    make_proposal,
    make_user,
)

pytestmark = pytest.mark.django_db

EMPTY_FORMSETS = {
    f"{prefix}-{name}": value
    for prefix in ("participations", "reports", "attachments")
    for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}
INCIDENT = {
    "title": "Clash near Village",
    "sub_event_type": "Armed clash",
    "date_start": "2021-05-01",
    "date_end": "2021-05-02",
    "date_precision": "day",
    "place_name": "Village",
    "district": "Middle",
    "longitude": "44.4",
    "latitude": "35.4",
    "location_precision": "near",
    "killed_low": "1",
    "killed_best": "2",
    "killed_high": "3",
    "sensitivity": "public",
    **EMPTY_FORMSETS,
}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reviewer(client: Client) -> Client:
    RegionFactory()
    client.force_login(make_user("Reviewer"))
    return client


def one_photo() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (2, 2)).save(out, format="PNG")
    return SimpleUploadedFile("proof.png", out.getvalue())


def test_an_incident_is_entered_by_hand_with_all_that_belongs_to_it(reviewer: Client) -> None:
    actor, source = ActorFactory(), SourceFactory()
    middle = make_area(RegionFactory(), AreaKind.DISTRICT, "M", "Middle")
    answer = reviewer.post(
        reverse("admin:incidents_incident_add"),
        {
            **INCIDENT,
            "participations-TOTAL_FORMS": "1",
            "participations-0-actor": actor.pk,
            "participations-0-role": "perpetrator",
            "reports-TOTAL_FORMS": "1",
            "reports-0-source": source.pk,
            "reports-0-source_url": "https://news.example.org/1",
            "attachments-TOTAL_FORMS": "1",
            "attachments-0-file": one_photo(),
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    incident = Incident.objects.get()
    assert incident.status == IncidentStatus.DRAFT
    assert incident.verification == Verification.SINGLE_SOURCE
    assert incident.created_by == incident.updated_by
    assert [a.pk for a in incident.areas.all()] == [middle.pk]
    assert incident.participations.get().actor == actor
    assert incident.reports.get().state == "accepted"
    original = reverse("admin:incidents_attachment_original", args=[Attachment.objects.get().uid])
    assert b"".join(reviewer.get(original)).startswith(b"\x89PNG")  # type: ignore[arg-type]


def test_a_broken_rule_is_shown_at_its_field(reviewer: Client) -> None:
    answer = reviewer.post(reverse("admin:incidents_incident_add"), {**INCIDENT, "killed_low": "9"})
    assert "killed_best" in answer.context["adminform"].form.errors
    assert not Incident.objects.exists()


def test_a_file_of_another_kind_is_refused_at_its_field(reviewer: Client) -> None:
    upload = SimpleUploadedFile("evil.svg", b"<svg/>")
    answer = reviewer.post(
        reverse("admin:incidents_incident_add"),
        {**INCIDENT, "attachments-TOTAL_FORMS": "1", "attachments-0-file": upload},
    )
    assert b"Only JPEG, PNG and WebP" in answer.content
    assert not Incident.objects.exists()


def test_the_same_file_again_is_named(reviewer: Client) -> None:
    files = {
        "attachments-TOTAL_FORMS": "2",
        "attachments-0-file": one_photo(),
        "attachments-1-file": one_photo(),
    }
    answer = reviewer.post(reverse("admin:incidents_incident_add"), {**INCIDENT, **files}, follow=True)
    assert b"roof.png: This incident has this file already." in answer.content
    assert Attachment.objects.count() == 1


def test_publish_and_retract_by_button(reviewer: Client) -> None:
    incident = IncidentFactory(status=IncidentStatus.DRAFT)
    page = reverse("admin:incidents_incident_change", args=[incident.pk])
    assert b"Publish" in reviewer.get(page).content
    publish = reverse("admin:incidents_incident_publish", args=[incident.pk])
    reviewer.get(publish)
    incident.refresh_from_db()
    assert incident.status == IncidentStatus.DRAFT
    reviewer.post(publish)
    incident.refresh_from_db()
    assert incident.status == IncidentStatus.PUBLISHED
    assert b"published already" in reviewer.post(publish, follow=True).content
    retract = reverse("admin:incidents_incident_retract", args=[incident.pk])
    assert reviewer.post(retract, {"reason": ""}).status_code == 200
    assert b"tombstone" in reviewer.get(retract).content
    reviewer.post(retract, {"reason": "Told twice"})
    incident.refresh_from_db()
    assert incident.status == IncidentStatus.RETRACTED
    assert b"already" in reviewer.post(retract, {"reason": "again"}, follow=True).content
    history = reviewer.get(reverse("admin:incidents_incident_history", args=[incident.pk]))
    assert b"Told twice" in history.content


def test_an_editor_has_no_publish_button(client: Client) -> None:
    client.force_login(make_user("Editor"))
    incident = IncidentFactory(status=IncidentStatus.DRAFT)
    page = reverse("admin:incidents_incident_change", args=[incident.pk])
    assert b"publish/" not in client.get(page).content
    publish = reverse("admin:incidents_incident_publish", args=[incident.pk])
    assert client.post(publish).status_code == 403
    assert client.post(reverse("admin:incidents_incident_delete", args=[incident.pk])).status_code == 403


def test_the_selected_are_published_and_the_rest_named(reviewer: Client) -> None:
    draft, done = IncidentFactory(status="draft"), IncidentFactory()
    answer = reviewer.post(
        reverse("admin:incidents_incident_changelist"),
        {"action": "publish_selected", "_selected_action": [draft.pk, done.pk]},
        follow=True,
    )
    draft.refresh_from_db()
    assert draft.status == IncidentStatus.PUBLISHED
    assert f"{done.code} is published already" in answer.content.decode()


def test_a_state_is_restored_from_the_history_page(reviewer: Client) -> None:
    incident = IncidentFactory(title="Before")
    Incident.objects.update(title="After")
    page = reverse("admin:incidents_incident_history", args=[incident.pk])
    first = min(change.number for change in reviewer.get(page).context["changes"])
    reviewer.post(page, {"event": first})
    incident.refresh_from_db()
    assert incident.title == "Before"
    assert b"no such state" in reviewer.post(page, {"event": "x"}, follow=True).content
    assert reviewer.get(reverse("admin:incidents_incident_history", args=[0])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_was_deleted_comes_back_from_the_history_page(reviewer: Client) -> None:
    incident = IncidentFactory()
    raiders = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"), killed_best=3)
    raiders.delete()
    page = reverse("admin:incidents_incident_history", args=[incident.pk])
    shown = reviewer.get(page)
    deleted = next(c for c in shown.context["changes"] if c.kind == "participation" and c.label == "delete")
    assert f'name="before" value="{deleted.at.isoformat()}"' in shown.content.decode()
    reviewer.post(page, {"before": deleted.at.isoformat()})
    back = incident.participations.get()
    assert (back.actor.name, back.killed_best) == ("Raiders", 3)
    for nonsense in ("", "yesterday", "2021-05-01", "2021-05-01T00:00:00+00:00"):
        answer = reviewer.post(page, {"before": nonsense}, follow=True)
        assert "There is no such state to restore." in answer.content.decode()


def test_versions_are_compared_on_the_history_page(reviewer: Client) -> None:
    incident = IncidentFactory(title="Before")
    Incident.objects.update(title="After")
    page = reverse("admin:incidents_incident_history", args=[incident.pk])
    last, first = (change.number for change in reviewer.get(page).context["versions"])
    shown = reviewer.get(page, {"from": first, "to": last})
    assert [(f.before, f.after) for f in shown.context["compared"]] == [("Before", "After")]
    assert b"They are the same" in reviewer.get(page, {"from": first, "to": first}).content
    assert reviewer.get(page, {"from": first, "to": "x"}).context["compared"] is None


def test_an_incident_as_known_on_a_day(reviewer: Client) -> None:
    incident = IncidentFactory(title="Clash at the ford")
    page = reverse("admin:incidents_incident_history", args=[incident.pk])
    assert b"not recorded yet" in reviewer.get(page, {"as_of": "2001-01-01"}).content
    known = reviewer.get(page, {"as_of": "2999-01-01"})
    assert ("title", "Clash at the ford") in known.context["known_values"]
    for wrong in ("2021-02-31", "soon"):
        assert "known" not in reviewer.get(page, {"as_of": wrong}).context


def test_an_area_must_be_a_polygon_and_has_its_bounds(reviewer: Client) -> None:
    values = {"region": RegionFactory().pk, "kind": "drawn", "code": "mine", "name": "Mine"}
    add = reverse("admin:incidents_area_add")
    wrong = reviewer.post(add, {**values, "geometry": '{"type": "Point", "coordinates": [1, 2]}'})
    assert "geometry" in wrong.context["adminform"].form.errors
    assert reviewer.post(add, {**values, "geometry": json.dumps(SQUARE)}).status_code == 302
    assert (Area.objects.get().west, Area.objects.get().north) == (44, 36)


@pytest.mark.parametrize(
    "model", ["actor", "area", "place", "jointoperationroom", "report", "incident", "tag"]
)
def test_every_list_and_form_opens(reviewer: Client, model: str) -> None:
    rows = {
        "actor": ActorFactory,
        "area": lambda: make_area(RegionFactory(), AreaKind.DRAWN, "x", "X"),
        "place": PlaceFactory,
        "jointoperationroom": RoomFactory,
        "report": make_proposal,
        "incident": IncidentFactory,
    }
    assert reviewer.get(reverse(f"admin:incidents_{model}_changelist"), {"q": "a"}).status_code == 200
    if model in rows:
        row = rows[model]()
        assert reviewer.get(reverse(f"admin:incidents_{model}_change", args=[row.pk])).status_code == 200
    else:
        assert reviewer.get(reverse(f"admin:incidents_{model}_add")).status_code == 200


def test_who_may_only_look_sees_the_form(client: Client) -> None:
    user = User.objects.create_user("reader", password="a long pass phrase", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_incident"))
    client.force_login(user)
    incident = IncidentFactory(title="Clash at the ford")
    page = client.get(reverse("admin:incidents_incident_change", args=[incident.pk]))
    assert b"Clash at the ford" in page.content
    assert b'name="title"' not in page.content


def test_a_visitor_sees_no_history(client: Client) -> None:
    incident = IncidentFactory()
    page = reverse("admin:incidents_incident_history", args=[incident.pk])
    assert client.get(page).status_code == 302
