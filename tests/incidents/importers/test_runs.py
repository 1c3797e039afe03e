"""The life of an import: at the console, as an upload, broken off, gone on, checked only."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from incidents import tasks
from incidents.enums import DatasetFormat, ImportState
from incidents.importers import runs
from incidents.importers.errors import ImportFileError
from incidents.importers.runs import BusyError, abandoned, begin, dataset_for, start_anew, work, work_upload
from incidents.models import Area, Change, Dataset, DatasetActor, ImportRun, Incident, Region, Rejection
from tests.incidents.factories import IncidentFactory, make_user
from tests.incidents.importers.files import UCDP as PLAIN
from tests.incidents.importers.files import counts, rows, run_bytes, run_rows, text_of, write

UCDP, ACLED = DatasetFormat.UCDP, DatasetFormat.ACLED


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def upload(*changes: dict[str, Any], **options: Any) -> ImportRun:
    """Note an upload of rows, as the admin does."""
    options = {"dry_run": False, "publish": False, "user": None, **options}
    run = begin(dataset_for(UCDP), "rows.csv", **options)
    run.file.save("rows.csv", ContentFile(text_of(rows(UCDP, *changes)).encode()))
    return run


def command(path: Path, *arguments: str) -> str:
    out = io.StringIO()
    call_command("import_events", str(path), *arguments, stdout=out)
    return out.getvalue()


# The command


def test_the_command_imports_and_says_what_became_of_the_rows(tmp_path: Path) -> None:
    path = write(tmp_path, rows(UCDP, {}, {"best": 9}))
    missed, rejected = tmp_path / "missed.csv", tmp_path / "rejected.csv"
    IncidentFactory(date_start="2021-05-02", longitude=45.9, latitude=36.9, district="Far", title="Unseen")
    said = command(path, "--format", "ucdp", "--rejected", str(rejected), "--missed", str(missed))
    assert said.startswith("Imported rows.csv in ")
    assert "1 created, 0 updated, 0 unchanged, 0 matched, 0 uncertain, 0 kept, 0 outside, 1 rejected." in said
    lines = list(csv.reader(io.StringIO(rejected.read_text())))
    assert lines == [
        ["line", "column", "value", "reason"],
        ["3", "best", "9", "not the sum of the sides' deaths (3)"],
    ]
    assert "Unseen" in missed.read_text()


def test_rejected_cells_are_never_run_by_a_spreadsheet(tmp_path: Path) -> None:
    path = write(tmp_path, rows(UCDP, {}, {"best": "=cmd|' /C calc'!A0"}))
    rejected = tmp_path / "rejected.csv"
    command(path, "--format", "ucdp", "--rejected", str(rejected))
    assert ",'=cmd|' /C calc'!A0," in rejected.read_text()


def test_a_dry_run_leaves_nothing_behind(tmp_path: Path) -> None:
    path = write(tmp_path, rows(UCDP, {}, {"side_b": "Band"}, {"best": 9}))
    rejected = tmp_path / "rejected.csv"
    said = command(path, "--format", "ucdp", "--dry-run", "--rejected", str(rejected))
    assert said.startswith("Checked rows.csv in ")
    assert "2 created" in said
    assert len(rejected.read_text().splitlines()) == 2
    for model in (Incident, ImportRun, Dataset, Rejection, DatasetActor):
        assert not model.objects.exists()


def test_the_command_says_that_rows_are_for_the_desk_only_and_which_may_be_known(tmp_path: Path) -> None:
    IncidentFactory(date_start="2021-05-02", latitude=35.6)
    said = command(write(tmp_path, rows(ACLED, {})), "--format", "acled", "--publish")
    assert "for the desk only" in said
    assert "1 of the created may be incidents that were there" in said
    assert Incident.objects.get(sensitivity="restricted").status == "in_review"


def test_another_name_makes_another_data_set(tmp_path: Path) -> None:
    path = write(tmp_path, rows(UCDP, {}))
    command(path, "--format", "ucdp", "--dataset", "UCDP candidate")
    assert Dataset.objects.get().source.name == "UCDP candidate"
    with pytest.raises(CommandError, match="UCDP candidate is a data set in the format ucdp"):
        command(path, "--format", "acled", "--dataset", "UCDP candidate")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rows.csv is empty."),
        (b"a,b\n1,2\n", "rows.csv is no CSV file of this format"),
        (text_of(rows(UCDP, {"id": ""})).encode(), "rows.csv: none of its 1 rows can be used"),
    ],
)
def test_a_file_that_can_not_be_used_is_an_error(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=message):
        command(path, "--format", "ucdp")
    assert ImportRun.objects.get().state == "failed"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.csv can't be opened: No such file"):
        command(tmp_path / "gone.csv", "--format", "ucdp")


def test_without_a_region_nothing_can_be_imported(tmp_path: Path) -> None:
    Area.objects.exclude(parent=None).delete()
    Area.objects.all().delete()
    Region.objects.all().delete()
    with pytest.raises(CommandError, match="No region is loaded"):
        command(write(tmp_path, [PLAIN]), "--format", "ucdp")


# Broken off


def test_a_run_goes_on_where_it_was_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    run = upload(*[{} for _ in range(5)], {"id": 10}, {"best": 9})
    for records in (2, 4, 6):
        assert work_upload(run.pk, seconds=1e-9)
        run.refresh_from_db()
        assert (run.records, run.state) == (records, "running")
    assert 0 < run.percent < 100
    while work_upload(run.pk, seconds=1e-9):
        pass
    run.refresh_from_db()
    # Line 7 repeats a key that an earlier attempt has dealt with.
    assert counts(run) == {"created": 5, "rejected": 2}
    assert (run.state, run.percent, Incident.objects.count(), run.file.name) == ("done", 100, 5, "")
    assert "stands in line 2 already" in set(run.rejections.values_list("reason", flat=True))


def test_a_batch_that_fails_leaves_no_half_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "BATCH", 2)
    run = upload(*[{} for _ in range(4)])
    assert work_upload(run.pk, seconds=1e-9)

    def die(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(runs, "_count", die)
        with pytest.raises(KeyboardInterrupt):
            work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert (run.records, run.created, Incident.objects.count()) == (2, 2, 2)
    assert not work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert (run.state, run.created, Incident.objects.count()) == ("done", 4, 4)


def test_an_unforeseen_error_ends_the_run_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(runs, "import_batch", break_down)
    run = run_rows(UCDP, {})
    assert (run.state, run.error) == ("failed", "ZeroDivisionError: by nought")


def test_a_run_that_kills_its_worker_again_and_again_is_given_up() -> None:
    run = upload({})
    ImportRun.objects.filter(pk=run.pk).update(attempts=runs.MOST_ATTEMPTS)
    assert not work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert (run.state, "Given up" in run.error) == ("failed", True)


def test_a_message_that_comes_twice_does_nothing_twice() -> None:
    run = upload({})
    for _ in range(3):
        tasks.import_file(run.pk)
    tasks.import_file(0)
    assert Incident.objects.count() == 1


def test_a_file_that_is_gone_is_said() -> None:
    run = upload({})
    run.file.storage.delete(run.file.name)
    assert not work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert run.state == "failed"
    assert run.error.startswith("rows.csv can't be read")


@pytest.mark.django_db(transaction=True)
def test_one_import_runs_at_a_time() -> None:
    settings = connection.get_connection_params()
    place = {
        key: settings[key] for key in ("dbname", "user", "password", "host", "port") if settings.get(key)
    }
    with psycopg.connect(**place) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [runs._LOCK])
        with pytest.raises(BusyError):
            run_rows(UCDP, {})
        run = upload({})
        assert not work_upload(run.pk, seconds=60)
        run.refresh_from_db()
        assert run.state == "waiting"
    assert not work_upload(run.pk, seconds=60)
    assert Incident.objects.count() == 1


def test_what_nobody_works_on_is_found_again() -> None:
    waiting, console, fresh = (
        upload({}),
        begin(dataset_for(UCDP), "x.csv", dry_run=False, publish=False),
        upload({}),
    )
    long_ago = timezone.now() - timedelta(hours=2)
    ImportRun.objects.filter(pk__in=[waiting.pk, console.pk]).update(active_at=long_ago, state="running")
    assert abandoned() == [waiting.pk]
    assert abandoned() == []
    console.refresh_from_db()
    fresh.refresh_from_db()
    assert (console.state, console.error, fresh.state) == ("failed", "Broken off.", "waiting")
    tasks.resume_waiting()


# Checked only, then imported


def test_an_upload_that_was_checked_can_be_imported_without_another_upload() -> None:
    user = make_user("Reviewer")
    run = upload({}, {"side_b": "Band"}, {"best": 9}, dry_run=True)
    work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert (counts(run), run.state) == ({"created": 2, "rejected": 1}, ImportState.DONE)
    assert run.file
    assert not Incident.objects.exists()
    assert start_anew(run, user)
    assert not start_anew(run, user)
    work_upload(run.pk, seconds=60)
    run.refresh_from_db()
    assert (counts(run), run.dry_run, run.started_by) == ({"created": 2, "rejected": 1}, False, user)
    assert Incident.objects.filter(created_by=user).count() == 2
    assert not run.file


# Who may


def test_publishing_needs_the_permission_and_keeps_to_four_eyes(settings: Any) -> None:
    text = text_of(rows(UCDP, {})).encode()
    refused = run_bytes(text, UCDP, publish=True, user=make_user("Editor"))
    assert "a permission is missing" in refused.error
    settings.HAMRIN_FOUR_EYES = True
    reviewer = make_user("Reviewer")
    assert "Another person must publish" in run_bytes(text, UCDP, publish=True, user=reviewer).error
    assert counts(run_bytes(text, UCDP, user=reviewer)) == {"created": 1}


def test_whoever_may_not_decide_reports_may_not_import() -> None:
    run = run_rows(UCDP, {}, user=make_user("Contributor"))
    assert "a permission is missing" in run.error
    assert not Incident.objects.exists()
    assert not Change.objects.exists()


def test_a_run_says_what_it_is() -> None:
    run = run_rows(UCDP, {}, {"best": 9})
    assert str(run) == "UCDP GED, rows.csv"
    assert str(run.rejections.get()) == "3: not the sum of the sides' deaths (3)"
    assert str(run.rows.get()) == "UCDP GED 10"
    with pytest.raises(ImportFileError):
        dataset_for(ACLED, "UCDP GED")
    assert work(run, io.BytesIO(b"")) is True
