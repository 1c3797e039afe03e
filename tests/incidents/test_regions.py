"""Loading a region: what arrives, that a second time changes nothing, and what a bad row says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from incidents.claims import derive_verification
from incidents.history import timeline
from incidents.models import (
    Actor,
    ActorAlias,
    Area,
    Claim,
    Decision,
    Incident,
    IncidentArea,
    JointOperationRoom,
    Participation,
    Place,
    PlaceAlias,
    Region,
    Report,
    RoomPhaseEvent,
)
from incidents.proposals import store_facts
from incidents.regions import RegionError, load_region
from incidents.review import retract
from sources.extraction.facts import Facts, RoomMention, Span
from sources.models import Source
from tests.incidents.factories import ArticleFactory, make_user
from tests.incidents.region_folder import INCIDENT, ROWS, make_folder, replace, write_rows

pytestmark = pytest.mark.django_db
IRAQ = Path(__file__).parents[2] / "incidents" / "data" / "iraq"
TRACKED: tuple[Any, ...] = (Actor, Area, Incident, Participation, Report, JointOperationRoom, RoomPhaseEvent)
STAMPED: tuple[tuple[Any, str], ...] = (
    (Actor, "changed_at"),
    (ActorAlias, "changed_at"),
    (Place, "changed_at"),
    (PlaceAlias, "changed_at"),
    (Incident, "updated_at"),
)


def state_of_everything() -> dict[str, Any]:
    """Count rows and events, and note the newest time stamps and keys."""
    state: dict[str, Any] = {m.__name__: m.pgh_event_model.objects.count() for m in TRACKED}
    state |= {f"newest {m.__name__}": m.objects.aggregate(Max(f)) for m, f in STAMPED}
    for model in (Claim, Decision, IncidentArea, Source):
        rows: Any = model.objects
        state[model.__name__] = sorted(rows.values_list("pk", flat=True))
    return state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path)


@pytest.fixture
def loaded(folder: Path) -> Path:
    load_region(folder)
    return folder


def test_iraq_loads_and_a_second_time_changes_nothing() -> None:
    lines: list[str] = []
    region = load_region(IRAQ, lines.append)
    assert (region.prefix, Area.objects.count(), JointOperationRoom.objects.count()) == ("IQ", 145, 16)
    assert (Incident.objects.public().count(), RoomPhaseEvent.objects.count()) == (394, 56)
    assert Place.objects.count() > 600
    assert any(line.startswith("incidents: 394 (394 new") for line in lines)
    before = state_of_everything()
    with CaptureQueriesContext(connection) as queries:
        load_region(IRAQ)
    assert state_of_everything() == before
    assert len(queries) < 80


def test_iraq_keeps_what_reports_say_apart() -> None:
    load_region(IRAQ)
    makhmur = Incident.objects.get(date_start=date(2021, 12, 2), district="Makhmur")
    killed = Claim.objects.filter(report__incident=makhmur, field="killed").order_by("pk")
    assert [(c.value["who"], c.value["best"], c.attributed_to) for c in killed] == [
        ("Peshmerga", 7, "Peshmerga ministry"),
        ("Peshmerga", 10, "senior official"),
        ("Civilians", 3, ""),
    ]
    assert (makhmur.killed_low, makhmur.killed_best, makhmur.killed_high) == (10, 13, 13)
    peshmerga = makhmur.participations.get(actor__name="Peshmerga")
    assert (peshmerga.killed_low, peshmerga.killed_best, peshmerga.killed_high) == (7, None, 10)
    prde = Incident.objects.get(date_start=date(2021, 5, 1), place_name="Altun Kupri")
    assert set(prde.areas.values_list("kind", "name")) == {
        ("governorate", "Kirkuk"),
        ("district", "Dibis"),
        ("disputed", "Dibis"),
    }
    assert Area.objects.filter(kind="range", approximate=True).count() == 3
    assert not Incident.objects.filter(killed_low=0, killed_best=0, killed_high=0).exists()
    assert not Incident.objects.filter(incident_areas=None).exists()
    for incident in Incident.objects.all()[:40]:
        assert incident.verification == derive_verification(incident)


def test_the_small_region_arrives_whole(loaded: Path) -> None:
    clash, arrests = Incident.objects.order_by("reference")
    assert (clash.status, clash.code[:3], clash.family) == ("published", "TL-", "Battles")
    assert {a.name for a in clash.areas.all()} == {"North", "Middle"}
    assert (arrests.longitude, arrests.killed_best, arrests.captured_best) == (None, None, 2)
    assert (arrests.location_note, arrests.summary) == ("Place: two villages are named.", "")
    assert Actor.objects.get(name="Guards").parent == Actor.objects.get(name="Army")
    assert Actor.objects.get(name="Army").name_ar == "الجيش"
    assert set(Place.objects.get(name="Rivertown").aliases.values_list("language", "text")) == {
        ("en", "Rivertown"),
        ("en", "River Town"),
        ("en", "Rivertoun"),
        ("ar", "مدينة النهر"),
        ("ckb", "شاری ڕووبار"),
    }
    room = JointOperationRoom.objects.get()
    assert {f.actor.name for f in room.forces.all()} == {"Army", "Guards"}
    assert room.area_of_responsibility == Area.objects.get(kind="district")
    assert room.phase_events.get().phase == "joint_operations"
    assert all(source.paused for source in Source.objects.all())
    assert timeline(clash)[0].action == "load region"


def test_a_room_is_known_by_its_seat_and_by_its_area(loaded: Path) -> None:
    article = ArticleFactory()
    mentions = tuple(RoomMention(place, (Span(0, 3),)) for place in ("Rivertown", "Middle", "Hilltop"))
    store_facts(article, Facts(rooms=mentions))
    found = article.room_mentions.order_by("pk").values_list("place_name", "room__code")
    assert list(found) == [("Rivertown", "R-1"), ("Middle", "R-1"), ("Hilltop", None)]


def test_each_address_is_a_report_and_a_relayed_agency_no_second_source(loaded: Path) -> None:
    clash = Incident.objects.get(reference="T-1")
    reports = {r.source_url: r for r in clash.reports.select_related("source")}
    assert {url: (r.state, str(r.source), r.source.owner) for url, r in reports.items() if r.source} == {
        "https://gazette.example/1": ("accepted", "Gazette", "Gazette"),
        "https://mirror.example/1": ("merged", "Agency via Mirror", "News Agency"),
        "https://www.agency.example/9": ("merged", "News Agency", "News Agency"),
    }
    first = reports["https://gazette.example/1"].claims.all()
    assert [(c.field, c.attributed_to) for c in first if c.field == "killed"] == [("killed", "official")]
    assert {c.field for c in first} == {"sub_event_type", "date", "place", "perpetrator", "target", "killed"}
    assert all((c.quote, c.source_url) == ("", "https://gazette.example/1") for c in first)
    followed = clash.decisions.get(field="killed").claim
    assert followed is not None
    assert followed.value["best"] == 4
    assert clash.verification == "corroborated"


def test_loading_again_follows_the_file_and_says_so_in_the_history(loaded: Path) -> None:
    unchanged = Actor.objects.get(name="Army").changed_at
    replace(loaded, "incidents.csv", "Post attacked", "Outpost attacked")
    replace(loaded, "claims.csv", "T-1,killed,4,4,4", "T-1,killed,6,6,6")
    replace(loaded, "places.csv", "44.4", "44.6")
    load_region(loaded)
    clash = Incident.objects.get(reference="T-1")
    assert clash.title == "Outpost attacked near Rivertown"
    assert [c.label for c in timeline(clash) if not c.subject] == ["update", "insert"]
    killed = Claim.objects.filter(report__incident=clash, field="killed")
    assert sorted(c.value["best"] or c.value["low"] for c in killed) == [3, 5, 6]
    assert clash.decisions.get().claim is None
    assert Place.objects.get(name="Rivertown").longitude == 44.6
    assert Actor.objects.get(name="Army").changed_at == unchanged


def test_what_people_have_done_stays(loaded: Path) -> None:
    editor, clash = make_user("Administrator"), Incident.objects.get(reference="T-1")
    army = Actor.objects.get(name="Army")
    with pghistory.context(user=editor.pk):
        army.note = "seen by the desk"
        army.save()
    retract(clash, editor, "never happened")
    ActorAlias.objects.create(actor=army, language="en", text="the troops")
    Source.objects.filter(name="Gazette").update(paused=False, reliability="B")
    replace(loaded, "incidents.csv", "Post attacked", "Outpost attacked")
    replace(loaded, "claims.csv", "T-1,killed,4,4,4", "T-1,killed,6,6,6")
    lines: list[str] = []
    load_region(loaded, lines.append)
    clash.refresh_from_db()
    army.refresh_from_db()
    assert (clash.status, clash.title) == ("retracted", "Post attacked near Rivertown")
    assert clash.reports.count() == 3
    assert army.note == "seen by the desk"
    assert army.aliases.filter(text="the troops").exists()
    assert Source.objects.get(name="Gazette").reliability == "B"
    assert "incidents: 2 (0 new, 0 changed, 1 kept as people edited them)" in lines


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("incidents.csv", "2021-05-01", "1 May", "incidents.csv, line 2, column date_start: “1 May” is no date"),
        ("incidents.csv", "2021-05-01,", "2021-05-01,2021-04-30", "column date_end: 2021-04-30 is before"),
        ("incidents.csv", "Armed clash", "Fight", "column sub_event_type: “Fight” is not in the code list"),
        ("incidents.csv", "Battles", "Riots", "column event_type: “Armed clash” belongs to “Battles”"),
        ("incidents.csv", "Raiders", "Robbers", "column perpetrator: “Robbers” is not known"),
        ("incidents.csv", ",3,4,8,", ",5,4,8,", "column killed_best: low, best and high are not in order"),
        ("incidents.csv", ",3,4,8,", ",three,4,8,", "column killed_low: “three” is no whole number"),
        ("incidents.csv", "44.4,35.4", "444,35.4", "column longitude: 444 is not between -180 and 180"),
        ("incidents.csv", "44.4,35.4", ",35.4", "column longitude: a value is missing"),
        ("incidents.csv", "T-2", "T-1", "incidents.csv, line 3, column ref: “T-1” stands in line 2 already"),
        ("incidents.csv", "Gazette,https", ",https", "column source_outlet: a value is missing"),
        ("incidents.csv", "ref,", "reference,", "incidents.csv, line 1: column ref is missing"),
        ("claims.csv", "T-1", "T-9", "claims.csv, line 2, column ref: “T-9” is not known"),
        ("claims.csv", "killed,4,4,4", "killed,,,", "claims.csv, line 3, column best: a value is missing"),
        ("claims.csv", "killed,4,4,4", "place,,,", "claims.csv, line 3, column value: a value is missing"),
        ("places.csv", "44.4", "east", "places.csv, line 2, column longitude: “east” is no number"),
        ("places.csv", "44.4", "", "column longitude: one coordinate without the other"),
        ("places.csv", "44.4,35.4", ",", "places.csv, line 2, column longitude: a value is missing"),
        ("actors.csv", "Guards,1,Army", "Guards,1,Guards", "column parent: an actor cannot be part of itself"),
        ("actors.csv", "Guards,1,Army", "Guards,9,Army", "column inter_code: “9” is not in the code list"),
        ("rooms.csv", "district:D1", "district:D2", "column area: “district:D2” is not known"),
        ("room_events.csv", "joint operations", "party", "column phase: “party” is not in the code list"),
        ("room_events.csv", "R-1", "", "room_events.csv, line 2, column room_id: a value is missing"),
        ("districts.geojson", '"district"', '"county"', "districts.geojson, feature 1, property kind: “county”"),
        ("districts.geojson", '"G1"}', '"G7"}', "districts.geojson, feature 1, property parent_code: “G7”"),
        ("governorates.geojson", '"Polygon"', '"Point"', "governorates.geojson, feature 1: "),
        ("governorates.geojson", '"code": "G1"', '"code": ""', "feature 1: code or name_en is missing"),
        ("governorates.geojson", '"features"', '"shapes"', "governorates.geojson is no GeoJSON feature collection"),
        ("region.toml", 'slug = "testland"', "", "region.toml: slug is missing"),
        ("region.toml", "slug =", "slug", "region.toml: "),
    ],
)  # fmt: skip
def test_a_bad_row_names_file_line_and_column(folder: Path, name: str, old: str, new: str, says: str) -> None:
    replace(folder, name, old, new)
    with pytest.raises(RegionError) as raised:
        load_region(folder)
    assert says in str(raised.value)
    assert not Region.objects.exists()
    assert not Place.objects.exists()


def test_a_row_with_a_cell_too_many_or_too_few_is_refused(folder: Path) -> None:
    write_rows(folder, "incidents.csv", [INCIDENT])
    whole = (folder / "incidents.csv").read_text(encoding="utf-8")
    for spoiled in (whole.rstrip() + ",extra\n", whole.rstrip().removesuffix(",") + "\n"):
        (folder / "incidents.csv").write_text(spoiled, encoding="utf-8")
        with pytest.raises(RegionError, match=r"incidents\.csv, line 2: more or fewer cells"):
            load_region(folder)


def test_files_that_cannot_be_read_are_named(folder: Path) -> None:
    (folder / "places.csv").write_bytes("name_en\nKöln\n".encode("latin-1"))
    with pytest.raises(RegionError, match=r"places\.csv is not UTF-8"):
        load_region(folder)
    (folder / "places.csv").unlink()
    with pytest.raises(RegionError, match=r"places\.csv cannot be read: No such file"):
        load_region(folder)
    with pytest.raises(RegionError, match=r"region\.toml cannot be read"):
        load_region(folder / "nowhere")


def test_text_is_stored_in_one_unicode_form(folder: Path) -> None:
    decomposed = "Cafe\u0301town"
    write_rows(folder, "places.csv", [*ROWS["places.csv"], {**ROWS["places.csv"][0], "name_en": decomposed}])
    load_region(folder)
    assert Place.objects.filter(name="Caf\u00e9town").exists()


def test_the_command_shows_progress_and_names_the_bad_cell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_region", str(folder))
    said = capsys.readouterr().out
    assert "places: 2 (2 new, 0 changed)" in said
    assert "Loaded Testland in" in said
    replace(folder, "places.csv", "44.4", "east")
    with pytest.raises(CommandError, match=r"places\.csv, line 2, column longitude"):
        call_command("load_region", str(folder))
