"""Uploads in the admin: who may, what starts, how it is followed, what it leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from incidents import tasks
from incidents.enums import DatasetFormat
from incidents.importers.runs import work_upload
from incidents.models import DatasetActor, ImportRun, Incident
from tests.incidents.factories import IncidentFactory, make_user
from tests.incidents.importers.files import rows, run_rows, text_of

UCDP = DatasetFormat.UCDP
ADD = "admin:incidents_importrun_add"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep what is enqueued, to be worked off by the test as a worker would."""
    found: list[int] = []
    monkeypatch.setattr(tasks.import_file, "delay", found.append)
    return found


@pytest.fixture
def reviewer(client: Client) -> Client:
    client.force_login(make_user("Reviewer"))
    return client


def form(*changes: dict[str, Any], **values: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("rows.csv", text_of(rows(UCDP, *changes)).encode(), "text/csv")
    return {"file": file, "format": "ucdp", "dataset": "", **values}


def test_an_upload_is_worked_off_in_the_background_and_followed(
    reviewer: Client, enqueued: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    assert reviewer.get(reverse(ADD)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        response = reviewer.post(reverse(ADD), form({}, {"best": 9}, publish="on"))
    run = ImportRun.objects.get()
    page = reverse("admin:incidents_importrun_change", args=[run.pk])
    assert (response.status_code, response["Location"], enqueued) == (302, page, [run.pk])
    waiting = reviewer.get(page)
    assert waiting["Refresh"] == "3"
    assert "<progress" in waiting.content.decode()
    work_upload(run.pk, 60)
    done = reviewer.get(page)
    assert "Refresh" not in done
    assert "not the sum of the sides&#x27; deaths" in done.content.decode()
    rejected = reviewer.get(reverse("admin:incidents_importrun_rejected", args=[run.pk]))
    assert b"".join(rejected.streaming_content).decode().splitlines()[1].startswith("3,best,9,")
    assert Incident.objects.get().status == "published"


def test_only_check_then_import(
    reviewer: Client, enqueued: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(reverse(ADD), form({}, dry_run="on"))
    run = ImportRun.objects.get()
    work_upload(run.pk, 60)
    page = reviewer.get(reverse("admin:incidents_importrun_change", args=[run.pk])).content.decode()
    assert "Import this file now" in page
    again = reverse("admin:incidents_importrun_again", args=[run.pk])
    assert reviewer.get(again).status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(again)
    assert enqueued == [run.pk, run.pk]
    work_upload(run.pk, 60)
    assert Incident.objects.count() == 1
    assert "not there any more" in reviewer.post(again, follow=True).content.decode()


def test_what_may_be_known_already_is_listed(reviewer: Client) -> None:
    known = IncidentFactory(date_start="2021-05-02", latitude=35.6)
    run = run_rows(UCDP, {})
    page = reviewer.get(reverse("admin:incidents_importrun_change", args=[run.pk])).content.decode()
    assert known.code in page
    assert "Perhaps known already" in page


def test_what_a_data_set_has_missed_is_listed(reviewer: Client) -> None:
    missed = IncidentFactory(date_start="2021-05-02", longitude=45.9, latitude=36.9, district="Far")
    run = run_rows(UCDP, {})
    page = reviewer.get(reverse("admin:incidents_dataset_missed", args=[run.dataset.pk])).content.decode()
    assert missed.code in page
    assert "1 published incident from 2021-05-02 to 2021-05-02" in page
    table = reviewer.get(reverse("admin:incidents_dataset_missed_csv", args=[run.dataset.pk]))
    assert missed.code in b"".join(table.streaming_content).decode()


def test_a_data_set_of_another_format_is_refused(reviewer: Client) -> None:
    run_rows(UCDP, {}, dataset="Ours")
    response = reviewer.post(reverse(ADD), form({}, format="acled", dataset="Ours"))
    assert "Ours is a data set in the format ucdp" in response.content.decode()
    assert reviewer.post(reverse(ADD), {"format": "ucdp"}).status_code == 200
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(("role", "sees", "starts"), [("Contributor", 403, 403), ("Editor", 200, 403)])
def test_who_may_see_imports_and_who_may_start_one(client: Client, role: str, sees: int, starts: int) -> None:
    run = run_rows(UCDP, {}, {"best": 9})
    client.force_login(make_user(role))
    pages = [
        reverse("admin:incidents_importrun_change", args=[run.pk]),
        reverse("admin:incidents_importrun_rejected", args=[run.pk]),
        reverse("admin:incidents_dataset_missed", args=[run.dataset.pk]),
        reverse("admin:incidents_dataset_missed_csv", args=[run.dataset.pk]),
        reverse("admin:incidents_importrun_changelist"),
        reverse("admin:incidents_dataset_change", args=[run.dataset.pk]),
    ]
    assert {client.get(page).status_code for page in pages} == {sees}
    assert client.get(reverse(ADD)).status_code == starts
    assert client.post(reverse("admin:incidents_importrun_again", args=[run.pk])).status_code == starts
    assert client.get(reverse("admin:incidents_dataset_add")).status_code == 403


def test_a_name_that_an_import_made_up_can_be_adopted(reviewer: Client) -> None:
    run_rows(UCDP, {"side_b": "Band"})
    name = DatasetActor.objects.get()
    page = reverse("admin:incidents_datasetactor_change", args=[name.pk])
    assert reviewer.get(page).status_code == 200
    values = {"dataset": name.dataset_id, "name": name.name, "actor": name.actor_id}
    assert reviewer.post(page, values).status_code == 302
    name.refresh_from_db()
    assert not name.made


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_asks_the_same_whatever_its_length(
    reviewer: Client, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        run_rows(UCDP, {})
    page = reverse("admin:incidents_importrun_changelist")
    reviewer.get(page)
    with django_assert_num_queries(8):
        reviewer.get(page)
