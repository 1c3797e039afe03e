"""The snapshot holds what the list holds, and statistics over it agree with both."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from incidents import snapshot, statistics
from incidents.api.schema import fields_of
from incidents.enums import SubEventType, Verification
from incidents.filters import IncidentFilterSet, filter_incidents
from incidents.models import Incident
from tests.incidents.factories import IncidentFactory
from tests.incidents.records import FILTERS, make_record, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"


def test_every_filter_is_drawn_and_answered() -> None:
    names = set(fields_of(IncidentFilterSet))
    assert names == {*FILTERS, "near", "radius_km"}
    assert names == {*statistics.CONDITIONS, *statistics.ASKED_OF_POSTGRESQL, "radius_km"}


@pytest.fixture
def record() -> snapshot.Snapshot:
    make_record(60, seed=7)
    return snapshot.build()


@given(query=queries())
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_list_statistics_and_snapshot_find_the_same(record: snapshot.Snapshot, query: QueryDict) -> None:
    found, values = filter_incidents(Incident.objects.public(), query)
    expected = sorted(found.values_list("pk", flat=True))
    assert statistics.ids(record, values, query) == expected
    [total] = statistics.count(record, values, query, [])
    assert total["incidents"] == len(expected)
    assert total["killed_best"] == sum(one.killed_best or 0 for one in found)


def test_dimensions_are_counted(record: snapshot.Snapshot) -> None:
    query = QueryDict()
    _found, values = filter_incidents(Incident.objects.public(), query)
    public = list(Incident.objects.public())
    by_type = statistics.count(record, values, query, ["sub_event_type", "verification"])
    assert sum(row["incidents"] for row in by_type) == len(public)
    for row in by_type:
        mine = [
            one
            for one in public
            if (one.sub_event_type, one.verification) == (row["sub_event_type"], row["verification"])
        ]
        assert row["incidents"] == len(mine)
        assert row["wounded_best"] == sum(one.wounded_best or 0 for one in mine)
    months = statistics.count(record, values, query, ["month"])
    assert {row["month"] for row in months} == {f"{one.date_start:%Y-%m}-01" for one in public}
    pairs = statistics.count(record, values, query, ["perpetrator", "target"])
    expected = {
        (a.actor.name, b.actor.name)
        for one in public
        for a in one.participations.filter(role="perpetrator")
        for b in one.participations.filter(role="target")
    }
    assert {(row["perpetrator"], row["target"]) for row in pairs} == expected
    for name in statistics.DIMENSIONS:
        statistics.count(record, values, query, [name])


def test_the_files_hold_only_what_is_public(record: snapshot.Snapshot) -> None:
    public = {str(one.uid): one for one in Incident.objects.public()}
    for table in (pl.read_ipc(record.arrow), pl.read_parquet(record.parquet)):
        rows = {row["uid"]: row for row in table.to_dicts()}
        assert rows.keys() == public.keys()
        for uid, one in public.items():
            row = rows[uid]
            assert (row["longitude"], row["latitude"]) == (one.public_longitude, one.public_latitude)
            assert row["precision"] == one.public_precision
            assert row["district"] == one.public_district
            assert (row["killed_best"], row["wounded_best"]) == (one.killed_best, one.wounded_best)
            shown = one.incident_areas.filter(public=True).values_list("area__code", flat=True)
            assert set(row["areas"]) == {f"district:{code}" for code in shown}
            actors = one.participations.filter(role="perpetrator").values_list("actor__name", flat=True)
            assert set(row["perpetrators"]) == set(actors)
            assert row["updated_at"] == one.updated_at
        starts = table["date_start"].to_list()
        assert starts == sorted(starts, reverse=True)
        assert not {"title", "summary", "place_name", "status", "sensitivity"} & set(table.columns)


def test_names_are_those_of_the_content(record: snapshot.Snapshot) -> None:
    assert snapshot.build().name == record.name
    IncidentFactory()
    changed = snapshot.build()
    assert changed.name != record.name
    assert snapshot.current() == changed
    assert {path.stem for path in snapshot.folder().glob("*.arrow")} == {record.name, changed.name}


def test_an_empty_record_has_a_snapshot() -> None:
    empty = snapshot.build()
    assert empty.rows == 0
    assert pl.read_parquet(empty.parquet).height == 0
    assert statistics.count(empty, {}, QueryDict(), ["month"]) == []
    assert statistics.count(empty, {}, QueryDict(), [])[0]["incidents"] == 0


def test_the_last_of_each_day_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    for day, hour in ((1, 8), (1, 9), (2, 8), (3, 8), (3, 9), (3, 10)):
        IncidentFactory()

        class Clock(datetime):
            """A clock that stands still."""

            moment = datetime(2021, 5, day, hour, tzinfo=UTC)

            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return cls.moment.astimezone(tz)

        monkeypatch.setattr("incidents.snapshot.datetime", Clock)
        built.append(snapshot.build())
    assert snapshot.kept() == [built[1], built[2], built[4], built[5]]
    assert snapshot.as_published_on(date(2021, 5, 1)) == built[1]
    assert snapshot.as_published_on(date(2021, 4, 30)) is None
    assert all(one.arrow.exists() and one.parquet.exists() for one in snapshot.kept())
    assert len(list(snapshot.folder().glob("*.arrow"))) == 4


@pytest.mark.django_db(transaction=True)
def test_it_is_built_again_only_when_something_changed() -> None:
    incident = IncidentFactory()
    first = snapshot.refresh()
    assert first
    assert snapshot.refresh() is None
    Incident.objects.filter(pk=incident.pk).update(verification=Verification.CONFIRMED)
    (snapshot.folder() / "duration").write_text("0", encoding="ascii")
    second = snapshot.refresh()
    assert second
    assert second.seq > first.seq
    assert snapshot.refresh() is None
    # Nor at once after a build that took its time.
    Incident.objects.filter(pk=incident.pk).update(sub_event_type=SubEventType.RAID)
    (snapshot.folder() / "duration").write_text("1000", encoding="ascii")
    assert snapshot.refresh() is None
