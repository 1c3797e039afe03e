"""The snapshot holds what the list holds, and statistics over it agree with both."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from incidents import snapshot, statistics
from incidents.api.schema import fields_of
from incidents.enums import AreaKind, SubEventType, Verification
from incidents.filters import CHOICES, IncidentFilterSet, filter_incidents
from incidents.models import Incident, IncidentArea
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    RoomFactory,
    SourceFactory,
    make_area,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"


def make_record(count: int, seed: int) -> None:
    """Make incidents with everything that a filter can ask for, at random."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    region = RegionFactory()
    actors = [ActorFactory(name=f"A{n}", kind=n + 1) for n in range(4)]
    rooms = [RoomFactory(code=f"R{n}") for n in range(2)]
    areas = [make_area(region, AreaKind.DISTRICT, f"d{n}", f"D{n}") for n in range(3)]
    sources = [SourceFactory(name=f"S{n}", language=rng.choice(["en", "ar", ""])) for n in range(3)]
    for _ in range(count):
        start = date(2021, 1, 1) + timedelta(days=rng.randrange(60))
        figures = sorted(rng.randrange(9) for _ in range(3)) if rng.random() < 0.7 else [None] * 3
        vague = rng.random() < 0.2
        incident = IncidentFactory(
            sub_event_type=rng.choice(["Attack", "Raid", "Armed clash"]),
            date_start=start,
            date_end=start + timedelta(days=rng.choice([0, 0, 6, 30])),
            longitude=None if vague else rng.uniform(44, 45),
            latitude=None if vague else rng.uniform(35, 36),
            location_precision="district" if vague else rng.choice(["exact", "near"]),
            public_location_precision=rng.choice(["", "", "near", "district", "governorate"]),
            **dict(zip(("killed_low", "killed_best", "killed_high"), figures, strict=True)),
            wounded_best=rng.choice([None, 0, 3]),
            verification=rng.choice(["unverified", "confirmed", "disputed"]),
            room=rng.choice([None, *rooms]),
            weapons=rng.choice(["", "Firearms"]),
            status=rng.choice(["published", "published", "published", "draft"]),
            sensitivity=rng.choice(["public", "public", "public", "restricted"]),
        )
        for actor in rng.sample(actors, rng.randrange(4)):
            role = rng.choice(["perpetrator", "target", "participant", "responder"])
            ParticipationFactory(incident=incident, actor=actor, role=role)
        for area in rng.sample(areas, rng.randrange(3)):
            IncidentArea.objects.create(incident=incident, area=area, public=rng.random() < 0.7)
        if rng.random() < 0.8:
            article = ArticleFactory(source=rng.choice(sources), language=rng.choice(["en", "ckb"]))
            ReportFactory(incident=incident, state="accepted", article=article)
        if rng.random() < 0.3:
            ReportFactory(incident=incident, state="merged", article=None, source=rng.choice(sources))


FILTERS = {
    "date_from": st.dates(date(2021, 1, 1), date(2021, 3, 20)).map(str),
    "date_to": st.dates(date(2021, 1, 1), date(2021, 3, 20)).map(str),
    "event_type": st.sampled_from(["Battles", "Operations,Battles", "Riots"]),
    "sub_event_type": st.sampled_from(["Attack", "Raid,Armed clash"]),
    **{
        name: st.sampled_from(["A0", "A1,A2", "A3"])
        for name in ("actor", "perpetrator", "target", "participant", "responder")
    },
    "area": st.sampled_from(["district:d0", "district:d1,district:d2"]),
    "room": st.sampled_from(["R0", "R0,R1"]),
    "bbox": st.sampled_from(["44.2,35.2,44.8,35.8", "44,35,44.5,36", "170,35,-170,36"]),
    "within": st.just('{"type":"Polygon","coordinates":[[[44,35],[45,35],[44.5,36],[44,35]]]}'),
    "has_point": st.sampled_from(["yes", "no"]),
    "killed_min": st.integers(0, 8).map(str),
    "killed_max": st.integers(0, 8).map(str),
    "wounded_min": st.integers(0, 4).map(str),
    "wounded_max": st.integers(0, 4).map(str),
    "captured_min": st.just("1"),
    "captured_max": st.just("1"),
    "verification": st.sampled_from(["confirmed", "unverified,disputed"]),
    "precision": st.sampled_from(["exact", "near,district", "governorate"]),
    "date_precision": st.sampled_from(["day", "month"]),
    "weapons": st.just("Firearms"),
    "target_type": st.just("Police"),
    "source": st.sampled_from(["S0", "S1,S2"]),
    "language": st.sampled_from(["en", "ckb,ar"]),
    **{
        kind: st.sampled_from(["0", "unknown", "1-4,unknown", "0,3,5-"])
        for kind in ("killed", "wounded", "captured")
    },
    "q": st.sampled_from(["Clash", "Nothing"]),
    "updated_since": st.just("2021-05-01T00:00:00Z"),
}
FILTERS |= {f"not_{name}": FILTERS[name] for name in CHOICES}


def test_every_filter_is_drawn_and_answered() -> None:
    names = set(fields_of(IncidentFilterSet))
    assert names == {*FILTERS, "near", "radius_km"}
    assert names == {*statistics.CONDITIONS, *statistics.ASKED_OF_POSTGRESQL, "radius_km"}


@st.composite
def queries(draw: Any) -> QueryDict:
    """Draw a few filters that go together."""
    query = QueryDict(mutable=True)
    for name in draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=4, unique=True)):
        query[name] = draw(FILTERS[name])
    if draw(st.booleans()):
        query["near"], query["radius_km"] = "44.5,35.5", draw(st.sampled_from(["5", "20", "60"]))
    for low, high in (("date_from", "date_to"), ("killed_min", "killed_max"), ("wounded_min", "wounded_max")):
        if low in query and high in query:
            query[low], query[high] = sorted((str(query[low]), str(query[high])))
    return query


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
