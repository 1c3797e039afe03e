"""Finished lines give what PostgreSQL gives, to the byte, whatever happened since they were written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from incidents import exports, prepared, snapshot
from incidents.api.pagination import ORDERINGS
from incidents.exports import batches_of_ids, copy_lines, fetch_lines
from incidents.filters import filter_incidents
from incidents.models import Actor, Incident, JointOperationRoom, PreparedExport, Region, Tag
from sources.models import Source
from tests.incidents.factories import ActorFactory, IncidentFactory, ParticipationFactory, ReportFactory
from tests.incidents.records import make_record, queries

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SNAPSHOT_DIR = tmp_path
    return tmp_path / "lines"


def _one(rng: random.Random) -> Incident:
    return rng.choice(list(Incident.objects.order_by("pk")))


def _new(model: Any, field: str) -> Callable[[random.Random], Any]:
    def edit(rng: random.Random) -> None:
        one = rng.choice(list(model.objects.order_by("pk")))
        model.objects.filter(pk=one.pk).update(**{field: f"{rng.randrange(900)}"})

    return edit


def _set(**values: Any) -> Callable[[random.Random], Any]:
    return lambda rng: Incident.objects.filter(pk=_one(rng).pk).update(**values)


NAMED = {"room", "source", "actor", "perpetrator", "target", "participant", "responder"}
EDITS: dict[str, Callable[[random.Random], Any]] = {
    "nothing": lambda _rng: None,
    "title": _set(title='=1, "quoted"\nعربي'),
    "published": _set(status="published", sensitivity="public"),
    "retracted": _set(status="retracted"),
    "restricted": _set(sensitivity="restricted"),
    "hidden": _set(public_location_precision="governorate"),
    "deleted": lambda _rng: Incident.objects.filter(
        pk__in=Incident.objects.filter(reports=None)[:1]
    ).delete(),
    "new": lambda _rng: IncidentFactory(region=Region.objects.get()),
    "actor": _new(Actor, "name"),
    "room": _new(JointOperationRoom, "name"),
    "room's code": _new(JointOperationRoom, "code"),
    "region": _new(Region, "name"),
    "country": _new(Region, "country_code"),
    "source": _new(Source, "name"),
    "tag": lambda rng: _one(rng).tags.add(Tag.objects.get_or_create(name=f"t{rng.randrange(3)}")[0]),
    "party": lambda rng: ParticipationFactory(incident=_one(rng), actor=ActorFactory()),
    "report": lambda rng: ReportFactory(incident=_one(rng), state="accepted"),
    "restricted report": lambda rng: _one(rng).reports.update(restricted=True),
    "prepared anew": lambda _rng: prepared.build(),
}


def exported(name: str, ids: list[int], size: int) -> bytes:
    parts = [np.array(ids[at : at + size], np.int64) for at in range(0, len(ids), size)]
    return b"".join(prepared.stream_lines(parts, name, prepared.TABLES[name].order))


def written_by_postgresql(name: str, ids: list[int]) -> bytes:
    table = prepared.TABLES[name]
    lines = fetch_lines(copy_lines((table, table.order)), ids)
    return b"".join(lines[pk][0] for pk in ids)


@pytest.fixture
def record() -> None:
    make_record(40, seed=11)
    prepared.build()


@given(query=queries(), edit=st.sampled_from(sorted(EDITS)), seed=st.integers(0, 2**32), data=st.data())
@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_line_is_as_postgresql_would_write_it_now(
    record: None, query: Any, edit: str, seed: int, data: Any
) -> None:
    for field in [one for one in query if one.removeprefix("not_") in NAMED]:
        query.pop(field)  # the edits change the names
    EDITS[edit](random.Random(seed))  # noqa: S311 - not for secrets
    found, _values = filter_incidents(Incident.objects.public(), query)
    ordering = data.draw(st.sampled_from([None, *ORDERINGS]))
    if ordering:
        ids = list(found.order_by(*ORDERINGS[ordering].terms).values_list("pk", flat=True))
    else:
        ids = [int(pk) for batch in batches_of_ids(found) for pk in batch]
        assert ids == sorted(found.values_list("pk", flat=True))
    for name in prepared.TABLES:
        assert exported(name, ids, data.draw(st.integers(1, 50))) == written_by_postgresql(name, ids)


def test_lines_of_what_was_withdrawn_are_not_given() -> None:
    incidents = [IncidentFactory(title=f"Title {number}") for number in range(4)]
    ids = [one.pk for one in incidents]
    prepared.build()
    assert exported("plain", ids, 9).count(b"Title") == 4
    Incident.objects.filter(pk=ids[0]).update(sensitivity="restricted")
    Incident.objects.filter(pk=ids[1]).update(status="retracted")
    incidents[2].delete()
    # Even where the keys were asked for before.
    assert exported("plain", ids, 9).count(b"Title") == exported("plain", ids, 9).count(b"Title 3") == 1


def test_only_folders_that_the_database_knows_are_good(folder: Path, monkeypatch: Any) -> None:
    pk = IncidentFactory(title="Now").pk
    made = prepared.build()
    assert prepared.current() == made
    lines = folder / made.name / "plain.lines"
    lines.write_bytes(lines.read_bytes().replace(b"Now", b"Won"))
    assert b"Won" in exported("plain", [pk], 1)
    with monkeypatch.context() as other_code:
        other_code.setattr(prepared, "MARK", "other")
        assert b"Now" in exported("plain", [pk], 1)
    PreparedExport.objects.all().delete()  # as an older backup would have it
    assert b"Now" in exported("plain", [pk], 1)


def test_files_that_are_gone_are_no_harm(folder: Path) -> None:
    pk = IncidentFactory(title="Here").pk
    made = prepared.build()
    (folder / made.name / "plain.lines").unlink()
    assert b"Here" in exported("plain", [pk], 1)
    shutil.rmtree(folder / made.name)
    assert prepared.current() is None
    assert b"Here" in exported("plain", [pk], 1)
    again = prepared.build()
    assert [path.name for path in folder.iterdir()] == [again.name]


def test_they_are_written_once_it_is_worth_it(monkeypatch: Any) -> None:
    monkeypatch.setattr(prepared, "MANY", 3)
    monkeypatch.setattr(prepared, "SHARE", 0.9)
    incidents = IncidentFactory.create_batch(2)
    assert prepared.refresh() is None
    incidents += IncidentFactory.create_batch(2)
    first = prepared.refresh()
    assert first
    for one in incidents[:3]:
        Incident.objects.filter(pk=one.pk).update(title="New")
        assert prepared.refresh() is None
    Incident.objects.filter(pk=incidents[3].pk).update(title="New")
    assert prepared.refresh() not in {None, first}


def test_what_there_was_no_time_for_is_left_to_postgresql(monkeypatch: Any) -> None:
    monkeypatch.setattr(exports, "IDS", 2)
    rows = prepared.finished_rows
    first = [IncidentFactory().pk for _ in range(3)]
    assert rows(prepared.build(seconds=0)) == 0
    assert exported("plain", first, 9) == written_by_postgresql("plain", first)
    assert rows(prepared.build()) == 3
    later = IncidentFactory().pk
    Incident.objects.filter(pk=first[0]).update(title="New")
    assert rows(prepared.build(seconds=0)) == 2
    ids = [*first, later]
    assert exported("plain", ids, 9) == written_by_postgresql("plain", ids)


def test_a_snapshot_made_of_finished_lines_is_the_same() -> None:
    make_record(30, seed=3)
    prepared.build()
    Incident.objects.filter(pk=Incident.objects.public()[0].pk).update(verification="confirmed")
    made = snapshot.build()
    PreparedExport.objects.all().delete()
    assert snapshot.build().name == made.name
