"""What each filter finds; the same through the API, the map and the filter set itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict

from incidents.api.schema import fields_of
from incidents.enums import AreaKind
from incidents.filters import CHOICES, IncidentFilterSet, filter_incidents
from incidents.models import Incident, IncidentArea
from tests.incidents.api.conftest import uids
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


def with_party(name: str, role: str, **values: Any) -> Incident:
    incident: Incident = IncidentFactory(**values)
    ParticipationFactory(incident=incident, actor=ActorFactory(name=name), role=role)
    return incident


def with_report(**values: Any) -> Incident:
    incident: Incident = IncidentFactory()
    ReportFactory(incident=incident, state="accepted", **values)
    return incident


def in_area() -> Incident:
    incident: Incident = IncidentFactory()
    area = make_area(incident.region, AreaKind.DISPUTED, "kirkuk", "Kirkuk")
    IncidentArea.objects.create(incident=incident, area=area)
    return incident


HOLED = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [
            [[43, 34], [46, 34], [46, 37], [43, 37], [43, 34]],
            [[44.5, 35.5], [45, 35.5], [45, 36], [44.5, 36], [44.5, 35.5]],
        ],
    }
)
POINT = {"longitude": 44.39, "latitude": 35.47}
# What a filter finds, what it does not, and how it asks.
CASES: dict[str, tuple[Callable[[], Incident], Callable[[], Incident], str]] = {
    "date_from": (
        lambda: IncidentFactory(date_start=date(2021, 5, 1), date_end=date(2021, 5, 31)),
        lambda: IncidentFactory(date_start=date(2021, 5, 14)),
        "date_from=2021-05-15",
    ),
    "date_to": (
        lambda: IncidentFactory(date_start=date(2021, 5, 1), date_end=date(2021, 5, 31)),
        lambda: IncidentFactory(date_start=date(2021, 5, 16)),
        "date_to=2021-05-15",
    ),
    "event_type": (
        lambda: IncidentFactory(sub_event_type="Suicide bomb"),
        IncidentFactory,
        "event_type=Explosions/Remote violence,Riots",
    ),
    "sub_event_type": (
        lambda: IncidentFactory(sub_event_type="Raid"),
        IncidentFactory,
        "sub_event_type=Raid&sub_event_type=Attack",
    ),
    "actor": (lambda: with_party("A", "target"), lambda: with_party("B", "target"), "actor=A"),
    "perpetrator": (
        lambda: with_party("A", "perpetrator"),
        lambda: with_party("A", "target"),
        "perpetrator=A",
    ),
    "target": (lambda: with_party("A", "target"), lambda: with_party("A", "perpetrator"), "target=A"),
    "participant": (
        lambda: with_party("A", "participant"),
        lambda: with_party("A", "target"),
        "participant=A",
    ),
    "responder": (lambda: with_party("A", "responder"), lambda: with_party("A", "target"), "responder=A"),
    "area": (in_area, IncidentFactory, "area=disputed:kirkuk"),
    "room": (
        lambda: IncidentFactory(room=RoomFactory(code="JCC-A")),
        lambda: IncidentFactory(room=RoomFactory()),
        "room=JCC-A",
    ),
    "bbox": (
        lambda: IncidentFactory(**POINT),
        lambda: IncidentFactory(longitude=46.1, latitude=35.47),
        "bbox=44,35,45,36",
    ),
    "near": (
        lambda: IncidentFactory(**POINT),
        lambda: IncidentFactory(longitude=44.5, latitude=35.47),
        "near=44.39,35.4&radius_km=8",
    ),
    "within": (
        lambda: IncidentFactory(longitude=44.4, latitude=35.7),
        lambda: IncidentFactory(longitude=44.7, latitude=35.7),
        f"within={HOLED}",
    ),
    "has_point": (
        lambda: IncidentFactory(longitude=None, latitude=None, location_precision="district"),
        IncidentFactory,
        "has_point=no",
    ),
    "killed": (
        lambda: IncidentFactory(killed_best=3),
        lambda: IncidentFactory(killed_best=5),
        "killed=0,3-4",
    ),
    "wounded": (
        lambda: IncidentFactory(wounded_best=9),
        lambda: IncidentFactory(wounded_best=4),
        "wounded=5-",
    ),
    "captured": (IncidentFactory, lambda: IncidentFactory(captured_best=4), "captured=unknown"),
    "killed_min": (
        lambda: IncidentFactory(killed_best=3),
        lambda: IncidentFactory(killed_best=2),
        "killed_min=3",
    ),
    "killed_max": (lambda: IncidentFactory(killed_best=0), IncidentFactory, "killed_max=0"),
    "wounded_min": (lambda: IncidentFactory(wounded_best=3), IncidentFactory, "wounded_min=1"),
    "wounded_max": (lambda: IncidentFactory(wounded_best=3), IncidentFactory, "wounded_max=3"),
    "captured_min": (lambda: IncidentFactory(captured_best=3), IncidentFactory, "captured_min=1"),
    "captured_max": (lambda: IncidentFactory(captured_best=3), IncidentFactory, "captured_max=3"),
    "verification": (
        lambda: IncidentFactory(verification="confirmed"),
        IncidentFactory,
        "verification=confirmed,disputed",
    ),
    "precision": (
        lambda: IncidentFactory(location_precision="exact", public_location_precision="district"),
        IncidentFactory,
        "precision=district",
    ),
    "date_precision": (
        lambda: IncidentFactory(date_precision="month"),
        IncidentFactory,
        "date_precision=month",
    ),
    "weapons": (lambda: IncidentFactory(weapons="Firearms"), IncidentFactory, "weapons=Firearms"),
    "target_type": (lambda: IncidentFactory(target_type="Police"), IncidentFactory, "target_type=Police"),
    "source": (
        lambda: with_report(article=ArticleFactory(source=SourceFactory(name="Gazette"))),
        lambda: with_report(article=ArticleFactory()),
        "source=Gazette",
    ),
    "language": (
        lambda: with_report(article=ArticleFactory(language="ckb")),
        lambda: with_report(article=ArticleFactory(language="ar")),
        "language=ckb",
    ),
    "q": (
        lambda: IncidentFactory(title="Bomb at the bridge", summary="Two guards died."),
        lambda: IncidentFactory(title="Bomb at the market"),
        'q="at the bridge" guards',
    ),
    "updated_since": (
        IncidentFactory,
        lambda: changed_at(datetime(2021, 1, 1, tzinfo=UTC)),
        "updated_since=2022-01-01T00:00:00Z",
    ),
}


def changed_at(moment: datetime) -> Incident:
    incident: Incident = IncidentFactory()
    Incident.objects.filter(pk=incident.pk).update(updated_at=moment)
    return incident


@pytest.mark.parametrize("name", CASES)
def test_a_filter_finds_what_it_should(client: Any, name: str) -> None:
    make_match, make_other, query = CASES[name]
    match, _other = make_match(), make_other()
    encoded = QueryDict(query.replace("+", "%2B")).urlencode()
    assert uids(client.get(f"/api/v1/incidents/?{encoded}")) == [str(match.uid)]
    assert uids(client.get(f"/api/v1/incidents.geojson?{encoded}")) == [str(match.uid)]
    found, _values = filter_incidents(Incident.objects.public(), QueryDict(encoded))
    assert list(found) == [match]


@pytest.mark.parametrize("name", CHOICES)
def test_its_opposite_finds_the_rest(client: Any, name: str) -> None:
    make_match, make_other, query = CASES[name]
    _match, other = make_match(), make_other()
    encoded = QueryDict(f"not_{query.replace(f'&{name}', f'&not_{name}')}").urlencode()
    assert uids(client.get(f"/api/v1/incidents/?{encoded}")) == [str(other.uid)]


def test_every_filter_has_a_case() -> None:
    opposites = {f"not_{name}" for name in CHOICES}
    assert set(fields_of(IncidentFilterSet)) == {*CASES, "radius_km"} | opposites


def test_leaving_out_keeps_what_is_not_known(api: Any) -> None:
    """What has no room, no figure, no report is none of them."""
    incident = IncidentFactory()
    RoomFactory(code="JCC-A")
    SourceFactory(name="Gazette")
    for parameters in ({"not_room": "JCC-A"}, {"not_killed": "0,1-"}, {"not_source": "Gazette"}):
        assert uids(api("incidents/", **parameters)) == [str(incident.uid)]


def test_a_name_may_hold_a_comma(api: Any) -> None:
    incident = with_party("Group, the", "perpetrator")
    assert uids(api("incidents/", perpetrator="Group, the")) == [str(incident.uid)]
    assert uids(api("incidents/", not_perpetrator="Group, the")) == []


def test_values_of_one_parameter_are_alternatives_and_parameters_are_not(api: Any) -> None:
    first = IncidentFactory(sub_event_type="Raid", killed_best=1)
    second = IncidentFactory(sub_event_type="Attack", killed_best=2)
    assert set(uids(api("incidents/", sub_event_type="Raid,Attack"))) == {str(first.uid), str(second.uid)}
    assert uids(api("incidents/", sub_event_type="Raid,Attack", killed_min=2)) == [str(second.uid)]


def test_an_actor_is_found_by_id_and_by_alias(api: Any) -> None:
    incident = with_party("Islamic State", "perpetrator")
    actor = incident.participations.get().actor
    actor.aliases.create(language="ar", text="تنظيم الدولة")
    for value in (str(actor.pk), "تنظيم الدوله", "Islamic State,تنظيم الدولة"):
        assert uids(api("incidents/", actor=value)) == [str(incident.uid)]


def test_a_room_is_found_by_uid(api: Any) -> None:
    incident = IncidentFactory(room=RoomFactory())
    assert uids(api("incidents/", room=str(incident.room.uid).upper())) == [str(incident.uid)]


def test_search_knows_the_letters_of_three_scripts(api: Any) -> None:
    arabic = IncidentFactory(title="هجوم قرب كركوك")
    sorani = IncidentFactory(title="هێرشێک لە نزیک کەرکوک")
    assert uids(api("incidents/", q="هجوم")) == [str(arabic.uid)]
    assert uids(api("incidents/", q="کركوک")) == [str(arabic.uid)]
    assert uids(api("incidents/", q="كەركوك")) == [str(sorani.uid)]


def test_long_incidents_are_found_from_their_middle(api: Any) -> None:
    long = IncidentFactory(date_start=date(2019, 1, 1), date_end=date(2021, 12, 31), date_precision="year")
    IncidentFactory(date_start=date(2019, 1, 1))
    assert uids(api("incidents/", date_from="2021-06-01", date_to="2021-06-30")) == [str(long.uid)]


@pytest.mark.parametrize(
    ("box", "found"), [("179,-1,-179,1", True), ("178,-1,180,1", False), ("-180,-1,-179,1", True)]
)
def test_a_box_may_cross_the_antimeridian(api: Any, box: str, found: bool) -> None:  # noqa: FBT001 - a case
    incident = IncidentFactory(longitude=-179.5, latitude=0)
    assert uids(api("incidents/", bbox=box)) == ([str(incident.uid)] if found else [])


@pytest.mark.parametrize(("longitude", "latitude"), [(179.9, 0.0), (-179.9, 0.0), (10.0, 89.9), (44.4, 35.4)])
def test_a_circle_is_round_wherever_it_lies(api: Any, longitude: float, latitude: float) -> None:
    incident = IncidentFactory(longitude=longitude, latitude=latitude)
    beyond = -longitude if abs(longitude) > 179 else longitude
    assert uids(api("incidents/", near=f"{beyond},{latitude}", radius_km=30)) == [str(incident.uid)]
    assert uids(api("incidents/", near=f"{longitude},{latitude}", radius_km=0.001)) == [str(incident.uid)]


def test_dates_of_a_long_history(api: Any) -> None:
    RegionFactory()
    rows = [IncidentFactory(date_start=date(2020, 1, 1) + timedelta(days=30 * n)) for n in range(12)]
    found = uids(api("incidents/", date_from="2020-03-01", date_to="2020-06-30"))
    expected = [row for row in rows if date(2020, 3, 1) <= row.date_start <= date(2020, 6, 30)]
    assert found == [str(row.uid) for row in reversed(expected)]
