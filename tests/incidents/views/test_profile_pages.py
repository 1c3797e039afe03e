"""Pages of an actor, an area and a source: what they add up, and what they keep back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents import profiles, snapshot
from incidents.areas import assign_areas
from incidents.enums import AreaKind, DatasetFormat, IncidentStatus, Role
from incidents.models import (
    Actor,
    Area,
    Dataset,
    DatasetActor,
    Incident,
    JointOperationRoom,
    Participation,
    RoomForce,
)
from incidents.profiles import Meeting, Reliance, Scope, Tally, Toll
from sources.models import Source
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
    make_user,
)

pytestmark = pytest.mark.django_db
HIDDEN: list[dict[str, Any]] = [
    {"status": IncidentStatus.DRAFT},
    {"status": IncidentStatus.RETRACTED},
    {"sensitivity": "restricted"},
]


def page(client: Client, address: str, **headers: str) -> str:
    """Return a page, after what is public now was counted."""
    snapshot.build()
    return seen(client, address, **headers)


def seen(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return response.content.decode()


def actor_page(actor: Actor) -> str:
    return reverse("actor", args=[actor.pk])


def area_page(area: Area) -> str:
    return reverse("area", args=[area.kind, area.code])


def source_page(source: Source) -> str:
    return reverse("source", args=[source.pk])


def make_district(**values: Any) -> Area:
    return make_area(RegionFactory(), AreaKind.DISTRICT, "M1", "Middle", **values)


def make_incident(*, killed: tuple[int | None, ...] = (None, None, None), **values: Any) -> Incident:
    low, best, high = killed
    made: Incident = IncidentFactory(killed_low=low, killed_best=best, killed_high=high, **values)
    assign_areas([made])
    return made


@pytest.fixture(autouse=True)
def snapshots(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path


def scope_of(thing: Actor | Area | Source) -> Scope:
    snapshot.build()
    return profiles.scope_of(thing)


def test_persons_add_up_as_ranges() -> None:
    area = make_district()
    for killed in ((2, 2, 2), (3, None, 7), (None, 4, None), (None, None, None)):
        make_incident(killed=killed)
    for values in HIDDEN:
        make_incident(killed=(90, 90, 90), **values)
    [cell] = profiles.by_month(scope_of(area))
    assert (cell.month, cell.tally.incidents) == (date(2021, 5, 1), 4)
    assert cell.tally.killed == Toll(9, 13, 3)
    assert cell.tally.wounded == Toll()
    make_incident(killed=(5, None, None))
    [cell] = profiles.by_month(scope_of(area))
    assert cell.tally.killed == Toll(14, 18, 4, open_ended=True)


def test_an_actor_by_role_and_year_with_its_own_casualties() -> None:
    actor = ActorFactory()
    one, other = make_incident(killed=(4, 4, 4)), make_incident(date_start=date(2020, 1, 2))
    ParticipationFactory(incident=one, actor=actor, killed_low=1, killed_best=1, killed_high=2)
    ParticipationFactory(incident=other, actor=actor, role="target")
    for values in HIDDEN:
        ParticipationFactory(incident=make_incident(**values), actor=actor, killed_best=50)
    assert profiles.roles_of(scope_of(actor)) == {
        Role.PERPETRATOR: {2021: Tally(1, Toll(4, 4, 1))},
        Role.TARGET: {2020: Tally(1)},
    }
    assert profiles.own_casualties(actor) == {Role.PERPETRATOR: Tally(1, Toll(1, 2, 1))}


def test_whom_an_actor_meets() -> None:
    actor, victim, ally = ActorFactory(), ActorFactory(), ActorFactory()
    for others in (
        [(victim, "target")],
        [(victim, "target"), (ally, "participant")],
        [(victim, "perpetrator")],
    ):
        incident = make_incident()
        own = "target" if others[0][1] == "perpetrator" else "perpetrator"
        ParticipationFactory(incident=incident, actor=actor, role=own)
        for other, role in others:
            ParticipationFactory(incident=incident, actor=other, role=role)
    hidden = make_incident(sensitivity="restricted")
    ParticipationFactory(incident=hidden, actor=actor)
    ParticipationFactory(incident=hidden, actor=ally)
    found = profiles.counterparts_of(actor, scope_of(actor))
    assert found == [Meeting(victim, 3, 2, 1), Meeting(ally, 1, 0, 0)]


def test_actor_page(client: Client) -> None:
    parent = ActorFactory(name="Ministry of Defence")
    actor = ActorFactory(
        name="Guards", name_ar="الحرس", parent=parent, note="a <b>note</b>", active_from=2014
    )
    ActorFactory(name="First brigade", parent=actor)
    RoomForce.objects.create(room=RoomFactory(name="Northern room"), actor=actor)
    incident = make_incident(title="Clash at the ford", killed=(7, 7, 10))
    ParticipationFactory(incident=incident, actor=actor)
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"), role="target")
    ParticipationFactory(incident=make_incident(title="Kept back", sensitivity="restricted"), actor=actor)
    text = page(client, actor_page(actor))
    for shown in (
        *("Guards", "الحرس", "Ministry of Defence", "First brigade"),
        *("Northern room", "Clash at the ford", "7–10", "Raiders", "May 2021", "since 2014"),
        f"/api/v1/incidents/?actor={actor.pk}",
        "/?perpetrator=Guards",
    ):
        assert shown in text, shown
    assert "Kept back" not in text
    note = "a &lt;b&gt;note&lt;/b&gt;"  # of coders, for coders
    assert note not in text
    client.force_login(make_user("Editor"))
    assert note in page(client, actor_page(actor))
    assert "الحرس</h1>" in page(client, actor_page(actor), **{"accept-language": "ar"})


def test_names_of_restricted_data_sets_have_no_page(client: Client) -> None:
    secret, shown = ActorFactory(name="Secret front"), ActorFactory(name="Guards")
    dataset = Dataset.objects.create(
        name="Closed", format=DatasetFormat.ACLED, source=SourceFactory(), licence="closed", restricted=True
    )
    DatasetActor.objects.create(dataset=dataset, name=secret.name, actor=secret, made=True)
    incident = make_incident()
    for actor in (secret, shown):
        ParticipationFactory(incident=incident, actor=actor)
    Actor.objects.filter(pk=secret.pk).update(parent=shown)
    assert client.get(actor_page(secret)).status_code == 404
    assert "Secret front" not in page(client, actor_page(shown))
    assert "Secret front" not in page(client, reverse("actors"))
    assert client.get(reverse("actors"), {"name": "Secret front"}).status_code == 404
    assert actor_page(secret) not in page(client, reverse("incident", args=[incident.uid]))


def test_area_page(client: Client) -> None:
    governorate = make_area(RegionFactory(), AreaKind.GOVERNORATE, "G1", "North")
    district = make_district(parent=governorate, note="Drawn by hand, CC BY", name_ckb="ناوەڕاست")
    RoomFactory(name="Northern room", area_of_responsibility=district)
    ParticipationFactory(
        incident=make_incident(title="Deadly", killed=(9, 9, 9)), actor=ActorFactory(name="Raiders")
    )
    make_incident(title="Kept back", sensitivity="restricted")
    make_incident(title="Told by governorate", public_location_precision="governorate")
    text = page(client, area_page(district))
    for shown in (
        "Middle",
        "ناوەڕاست",
        "Drawn by hand, CC BY",
        "Northern room",
        "Deadly",
        "Raiders",
        "place-outline",
    ):
        assert shown in text, shown
    assert text.count("Deadly") == 2
    assert area_page(governorate) in text
    for hidden in ("Kept back", "Told by governorate"):
        assert hidden not in text
    assert "Told by governorate" in page(client, area_page(governorate))


def test_who_else_reports_what_rests_on_a_source() -> None:
    source, sister = SourceFactory(ownership_group="One"), SourceFactory(ownership_group="One")
    stranger = SourceFactory()
    for outlets in ([source], [source, sister], [source, sister, stranger], [stranger]):
        incident = make_incident()
        for outlet in outlets:
            ReportFactory(incident=incident, state="accepted", article=ArticleFactory(source=outlet))
    alone = make_incident()
    ReportFactory(
        incident=alone, state="accepted", article=None, source=source, source_url="https://a.example/"
    )
    ReportFactory(incident=alone, state="accepted", restricted=True, article=ArticleFactory(source=stranger))
    hidden = make_incident(sensitivity="restricted")
    ReportFactory(incident=hidden, state="accepted", article=ArticleFactory(source=source))
    assert profiles.reliance_on(source, scope_of(source)) == Reliance(alone=2, owner_only=1, independent=1)


def test_source_page_tells_nothing_of_how_it_is_read(client: Client) -> None:
    source = SourceFactory(
        name="The Gazette",
        kind="rss",
        url="https://feeds.example.org/secret-token",
        homepage="https://gazette.example.org/",
        ownership_group="Press House",
        last_error="disk full",
        failures_in_a_row=4,
    )
    ReportFactory(
        incident=make_incident(title="Clash at the ford"),
        state="accepted",
        article=ArticleFactory(source=source),
    )
    text = page(client, source_page(source))
    for shown in ("The Gazette", "https://gazette.example.org/", "Press House", "Clash at the ford"):
        assert shown in text
    for hidden in ("secret-token", "disk full", "Last read"):
        assert hidden not in text
    client.force_login(make_user("Editor"))
    text = page(client, source_page(source))
    assert "Last read" in text
    assert "secret-token" not in text


@pytest.mark.parametrize(
    ("incident", "report"),
    [
        ({}, {"state": "accepted", "restricted": True}),
        ({"sensitivity": "restricted"}, {"state": "accepted"}),
        ({"status": IncidentStatus.DRAFT}, {"state": "accepted"}),
        (None, {"state": "proposed"}),
    ],
)
def test_sources_that_nothing_public_rests_on_are_the_desks(
    client: Client, incident: dict[str, Any] | None, report: dict[str, Any]
) -> None:
    source = SourceFactory(name="Letter box")
    about = None if incident is None else make_incident(**incident)
    ReportFactory(incident=about, article=ArticleFactory(source=source), **report)
    assert client.get(source_page(source)).status_code == 404
    assert "Letter box" not in page(client, reverse("sources"))
    client.force_login(make_user("Editor"))
    assert "Letter box" in page(client, source_page(source))


def test_pages_of_the_latest_incidents(client: Client) -> None:
    actor = ActorFactory()
    for n in range(27):
        day = date(2021, 1, 1) + timedelta(days=n)
        ParticipationFactory(incident=make_incident(title=f"Clash no. {n:02}", date_start=day), actor=actor)
    text = page(client, actor_page(actor))
    assert "Clash no. 26" in text
    assert "Clash no. 01" not in text
    cursor = text.split("?cursor=", 1)[1].split("#", 1)[0]
    earlier = page(client, f"{actor_page(actor)}?cursor={cursor}")
    assert [f"Clash no. {n:02}" in earlier for n in (2, 1, 0)] == [False, True, True]
    assert 'rel="next"' not in earlier
    for wrong in ("nonsense", "", "WyJ1cGRhdGVkX2F0Il0"):
        assert client.get(actor_page(actor), {"cursor": wrong}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *("/actors/99999/", "/areas/district/none/", "/areas/none/M1/", "/sources/99999/"),
        *("/areas/district/%00/", "/actors/?name=%00", "/sources/?name=a%00"),
    ],
)
def test_nothing_at_unknown_addresses(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def grow() -> tuple[Actor, Area, Source, JointOperationRoom]:
    """Add one of everything to the same actor, area, source and room; return them."""
    actor = Actor.objects.filter(name="Guards").first() or ActorFactory(name="Guards")
    area = Area.objects.first() or make_district()
    source = Source.objects.filter(name="Gazette").first() or SourceFactory(
        name="Gazette", ownership_group="One"
    )
    room = JointOperationRoom.objects.first() or RoomFactory(area_of_responsibility=area)
    incident = make_incident(room=room, killed=(1, 1, 1))
    Participation.objects.create(incident=incident, actor=actor, role="perpetrator")
    Participation.objects.create(incident=incident, actor=ActorFactory(parent=actor), role="target")
    ReportFactory(incident=incident, state="accepted", article=ArticleFactory(source=source))
    ReportFactory(incident=incident, state="accepted", article=ArticleFactory(source__ownership_group="One"))
    RoomForce.objects.get_or_create(room=room, actor=ActorFactory())
    return actor, area, source, room


@pytest.mark.parametrize(
    ("which", "queries"),
    [("actor", 15), ("area", 12), ("source", 7)],
)
def test_queries_do_not_grow(client: Client, which: str, queries: int) -> None:
    found = []
    for _ in range(2):
        actor, area, source, _room = grow()
        address = {"actor": actor_page(actor), "area": area_page(area), "source": source_page(source)}[which]
        snapshot.build()
        with CaptureQueriesContext(connection) as captured:
            seen(client, address)
        found.append(len(captured))
    assert found == [queries, queries]


@pytest.mark.parametrize("name", ["actors", "areas", "rooms", "sources"])
def test_lists_count_from_the_snapshot(client: Client, name: str) -> None:
    for _ in range(3):
        grow()
    assert "counted a few seconds after" in seen(client, reverse(name))
    snapshot.build()
    with CaptureQueriesContext(connection) as captured:
        text = seen(client, reverse(name))
    assert len(captured) == 1
    assert '<span class="muted">3</span>' in text


def test_pages_before_anything_was_counted(client: Client) -> None:
    actor, area, source, _room = grow()
    for address in (actor_page(actor), area_page(area), source_page(source)):
        text = seen(client, address)
        assert "counted a few seconds after" in text
        assert "Clash" in text


def test_a_name_leads_to_its_page(client: Client) -> None:
    actor, _area, source, _room = grow()
    response = client.get(reverse("actors"), {"name": "Guards"})
    assert (response.status_code, response["Location"]) == (302, actor_page(actor))
    assert client.get(reverse("sources"), {"name": "Gazette"})["Location"] == source_page(source)
    assert client.get(reverse("actors"), {"name": "Nobody"}).status_code == 404


def test_chart_of_one_month_and_of_many_years(client: Client) -> None:
    area = make_district()
    make_incident()
    text = page(client, area_page(area))
    assert "Incidents by month" in text
    assert 'height="104.00"' in text
    make_incident(date_start=date(2004, 3, 1))
    text = page(client, area_page(area))
    assert "Incidents by year" in text
    assert "2004 – 2021" in text
    assert "style=" not in text
