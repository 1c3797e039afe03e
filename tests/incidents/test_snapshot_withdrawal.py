"""What was restricted since, or is told less exactly, is in no snapshot of the past that is kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from incidents import snapshot
from incidents.models import Incident
from tests.incidents.factories import IncidentFactory

# Changes are numbered when a transaction commits.
pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = date(2026, 1, 2)


@pytest.fixture(autouse=True)
def past(settings: Any, tmp_path: Any) -> snapshot.Snapshot:
    """Build a snapshot of two incidents that is kept as that of a day in the past."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    IncidentFactory(title="Stays", location_precision="exact")
    IncidentFactory(title="Goes", location_precision="exact")
    built = snapshot.build()
    manifest = snapshot.folder() / "manifest.json"
    [listed] = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps([{**listed, "built_at": f"{BEFORE}T12:00:00Z"}]), encoding="utf-8")
    IncidentFactory(title="Later")
    snapshot.build()
    kept = snapshot.as_published_on(BEFORE)
    assert kept
    assert kept.name == built.name
    return kept


def change(**values: Any) -> None:
    Incident.objects.filter(title="Goes").update(**values)
    assert snapshot.refresh()


@pytest.mark.parametrize(
    "values", [{"sensitivity": "restricted"}, {"public_location_precision": "district"}], ids=str
)
def test_it_goes(past: snapshot.Snapshot, values: dict[str, str]) -> None:
    change(**values)
    assert snapshot.as_published_on(BEFORE) is None
    assert not past.arrow.exists()
    assert not past.parquet.exists()


@pytest.mark.parametrize("values", [{"title": "Told anew"}, {"status": "retracted"}], ids=str)
def test_it_stays(past: snapshot.Snapshot, values: dict[str, str]) -> None:
    change(**values)
    assert snapshot.as_published_on(BEFORE) == past
    assert past.parquet.exists()


def test_one_that_was_coarse_all_along_takes_nothing_away() -> None:
    change(public_location_precision="near")
    coarse = snapshot.current()
    Incident.objects.filter(title="Goes").update(killed_low=3, killed_best=3, killed_high=3)
    snapshot.build()
    assert coarse in snapshot.kept()


def test_taking_back_does_not_wait(past: snapshot.Snapshot) -> None:
    (snapshot.folder() / "duration").write_text("3600", encoding="ascii")
    Incident.objects.filter(title="Stays").update(title="Told anew")
    assert snapshot.refresh() is None
    Incident.objects.filter(title="Goes").update(sensitivity="restricted")
    assert snapshot.refresh()


def test_another_change_of_what_was_coarse_before_waits(past: snapshot.Snapshot) -> None:
    change(public_location_precision="near")
    (snapshot.folder() / "duration").write_text("3600", encoding="ascii")
    Incident.objects.filter(title="Goes").update(title="Told anew")
    assert snapshot.refresh() is None
