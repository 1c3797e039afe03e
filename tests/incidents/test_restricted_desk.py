"""What is restricted, for a member of the desk without the right to see it: admin, review, bulk changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from incidents import bulk, review
from incidents.enums import IncidentStatus, ReportState
from incidents.models import Attachment, Batch, Incident, Report
from tests.incidents.factories import IncidentFactory, RegionFactory, ReportFactory, make_proposal, make_user
from tests.incidents.test_admin import INCIDENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def contributor() -> User:
    """Make a contributor who may decide, publish and look at imports too, but sees nothing restricted."""
    RegionFactory()
    user = make_user("Contributor")
    more = ("review_report", "publish_incident", "view_importrun")
    user.user_permissions.set(Permission.objects.filter(codename__in=more))
    return user


@pytest.fixture
def desk(client: Client, contributor: User) -> Client:
    client.force_login(contributor)
    return client


@pytest.fixture
def hidden() -> list[Incident]:
    """Make an incident that is restricted, and one whose place the public is not told."""
    RegionFactory()
    return [
        IncidentFactory(title="Secret meeting", sensitivity="restricted"),
        IncidentFactory(title="Secret house", status="draft", public_location_precision="district"),
    ]


def text_of(client: Client, address: str, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return str(response.content.decode())


def test_the_admin_s_list_has_what_a_person_may_see(
    desk: Client, contributor: User, hidden: list[Incident]
) -> None:
    shown = [
        IncidentFactory(title="Open clash"),
        IncidentFactory(title="Own note", sensitivity="restricted", created_by=contributor),
    ]
    ReportFactory(incident=hidden[0], state=ReportState.ACCEPTED, article__title="Secret words")
    ReportFactory(incident=shown[0], state=ReportState.ACCEPTED, article__title="Open words")
    listed = text_of(desk, reverse("admin:incidents_incident_changelist"))
    assert all(one.title in listed for one in shown)
    assert "Secret" not in listed
    assert "Secret" not in text_of(desk, reverse("admin:incidents_incident_changelist"), q=hidden[0].code)
    reports = text_of(desk, reverse("admin:incidents_report_changelist"))
    assert "Open words" in reports
    assert "Secret" not in reports
    desk.force_login(make_user("Editor"))
    assert "Secret meeting" in text_of(desk, reverse("admin:incidents_incident_changelist"))


PAGES = ("change", "history", "claims", "merge", "split", "comments", "publish", "retract")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_restricted_incident_opens(desk: Client, hidden: list[Incident], page: str) -> None:
    for incident in hidden:
        address = reverse(f"admin:incidents_incident_{page}", args=[incident.pk])
        for response in (desk.get(address), desk.post(address, {"reason": "why", "text": "seen"})):
            # Django sends who asks for a row that there is not back to the start.
            gone = response.status_code == 404 or response.headers.get("Location") == reverse("admin:index")
            assert gone, (address, response.status_code)
    assert {one.status for one in Incident.objects.all()} == {one.status for one in hidden}


def test_its_page_and_files_are_not_there(desk: Client, hidden: list[Incident]) -> None:
    attachment = Attachment(incident=hidden[0], content_type="text/plain", name="note.txt", size=1)
    attachment.file.save("note.txt", ContentFile(b"x"))
    assert desk.get(reverse("admin:incidents_attachment_original", args=[attachment.uid])).status_code == 404
    assert desk.get(reverse("incident", args=[hidden[0].uid])).status_code == 404
    report = ReportFactory(incident=hidden[0], state=ReportState.ACCEPTED)
    for name in ("admin:incidents_report_change", "admin:incidents_report_history"):
        assert desk.get(reverse(name, args=[report.pk])).status_code in {302, 404}
    assert desk.get(reverse("review-report", args=[report.pk])).status_code == 404


def test_a_published_place_that_is_coarsened_is_shown_as_to_the_public(desk: Client) -> None:
    incident = IncidentFactory(place_name="Secret house", public_location_precision="district")
    assert "Secret house" not in text_of(desk, reverse("incident", args=[incident.uid]))


def test_nothing_is_compared_or_merged_with_it(desk: Client, hidden: list[Incident]) -> None:
    mine = IncidentFactory(title="Open clash")
    merge = reverse("admin:incidents_incident_merge", args=[mine.pk])
    assert "Secret" not in text_of(desk, merge)
    assert "Secret" not in text_of(desk, merge, other=hidden[0].code)
    asked = desk.post(reverse("admin:incidents_incident_add"), INCIDENT)
    assert "Open clash" in asked.content.decode()
    assert "Secret" not in asked.content.decode()
    desk.force_login(make_user("Editor"))
    assert "Secret meeting" in desk.post(reverse("admin:incidents_incident_add"), INCIDENT).content.decode()


def test_review_tells_nothing_of_it(desk: Client, contributor: User, hidden: list[Incident]) -> None:
    proposal = make_proposal()
    page = reverse("review-report", args=[proposal.pk])
    assert "Secret" not in text_of(desk, page)
    answer = desk.post(page, {"action": "merge", "incident": str(hidden[0].uid)})
    assert answer.status_code == 404
    review.merge(proposal, incident := IncidentFactory(), contributor)
    assert incident.code in text_of(desk, reverse("review-queue"), state="decided")
    Incident.objects.filter(pk=incident.pk).update(sensitivity="restricted")
    told = text_of(desk, reverse("review-queue"), state="decided")
    assert incident.code not in told
    desk.post(reverse("review-queue"), {"action": "undo"})
    assert Report.objects.get(pk=proposal.pk).state == ReportState.MERGED


def test_a_change_of_many_leaves_it_alone(desk: Client, contributor: User, hidden: list[Incident]) -> None:
    mine = IncidentFactory()
    keys = [mine.pk, *(one.pk for one in hidden)]
    values = {"keys": ",".join(map(str, keys)), "action": "tag", "tag": "river"}
    assert "Secret" not in desk.post(reverse("admin:incidents_incident_batch"), values).content.decode()
    desk.post(reverse("admin:incidents_incident_batch"), {**values, "apply": "yes"})
    assert set(Batch.objects.get().changes) == {str(mine.pk)}
    batch = bulk.apply("tag", keys, "bridge", make_user("Editor"))
    assert set(batch.changes) == {str(key) for key in keys}
    shown = text_of(desk, reverse("admin:incidents_batch_change", args=[batch.pk]))
    assert mine.title in shown
    assert "Secret" not in shown
    bulk.undo(batch, contributor)
    assert set(Batch.objects.get(pk=batch.pk).refused) == {str(one.pk) for one in hidden}
    assert [one.tags.filter(name="bridge").exists() for one in (mine, *hidden)] == [False, True, True]
    assert "Secret" not in text_of(desk, reverse("admin:incidents_batch_change", args=[batch.pk]))
    assert mine.status == IncidentStatus.PUBLISHED
