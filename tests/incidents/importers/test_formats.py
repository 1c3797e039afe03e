"""The codes of the data sets in our terms, by the codebook."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incidents.enums import ActorKind, DatasetFormat, TargetType, WeaponType
from incidents.models import Actor, Claim, DatasetActor, Incident, Report
from tests.incidents.importers.files import counts, run_rows

ACLED, UCDP, GTD, HAMRIN = DatasetFormat.ACLED, DatasetFormat.UCDP, DatasetFormat.GTD, DatasetFormat.HAMRIN


def only(form: DatasetFormat, **changes: Any) -> Incident:
    """Import one row and return its incident."""
    run = run_rows(form, changes)
    assert counts(run) == {"created": 1}, list(run.rejections.values())
    return Incident.objects.get()


def refusal(form: DatasetFormat, **changes: Any) -> tuple[str, str]:
    """Import one row that is refused; return the column and the reason."""
    rejection = run_rows(form, changes).rejections.get()
    return rejection.column, rejection.reason


def parties(incident: Incident) -> set[tuple[str, str]]:
    return {(p.actor.name, p.role) for p in incident.participations.select_related("actor")}


def killed(incident: Incident) -> tuple[int | None, ...]:
    return incident.killed_low, incident.killed_best, incident.killed_high


# ACLED


def test_an_acled_row_is_an_incident_for_the_desk_only() -> None:
    incident = only(ACLED)
    assert (incident.sub_event_type, incident.date_start, incident.date_precision) == (
        "Armed clash",
        date(2021, 5, 2),
        "day",
    )
    assert (incident.place_name, incident.district, incident.governorate) == ("Ford", "Middle", "North")
    assert (incident.longitude, incident.latitude, incident.location_precision) == (44.4, 35.4, "near")
    assert killed(incident) == (3, 3, 3)
    assert (incident.sensitivity, incident.status) == ("restricted", "in_review")
    assert parties(incident) == {("Raiders", "participant"), ("Guards", "participant")}
    report = Report.objects.get()
    assert (report.restricted, report.coder, str(report.source), report.state) == (
        True,
        "importer",
        "ACLED",
        "accepted",
    )
    assert set(report.claims.values_list("coder", "attributed_to")) == {("importer", "Testland Gazette")}
    assert incident.title == "Armed clash near Ford"
    assert {area.name for area in incident.areas.all()} == {"North", "Middle"}


@pytest.mark.parametrize(
    ("code", "precision", "start", "end"),
    [
        (1, "day", date(2021, 5, 2), date(2021, 5, 2)),
        (2, "week", date(2021, 4, 29), date(2021, 5, 5)),
        (3, "month", date(2021, 5, 1), date(2021, 5, 31)),
    ],
)
def test_acled_time_precision(code: int, precision: str, start: date, end: date) -> None:
    incident = only(ACLED, time_precision=code)
    assert (incident.date_precision, incident.date_start, incident.date_end) == (precision, start, end)


@pytest.mark.parametrize(
    ("code", "district", "precision", "has_point", "place"),
    [
        (1, "Middle", "exact", True, "Ford"),
        (2, "Middle", "near", True, "Ford"),
        (3, "Middle", "district", False, ""),
        (3, "", "governorate", False, ""),
    ],
)
def test_acled_geo_precision(code: int, district: str, precision: str, has_point: bool, place: str) -> None:  # noqa: FBT001
    incident = only(ACLED, geo_precision=code, admin2=district)
    assert (incident.location_precision, incident.has_point, incident.place_name) == (
        precision,
        has_point,
        place,
    )


def test_no_fatalities_are_none_reported() -> None:
    assert killed(only(ACLED, fatalities=0)) == (None, None, None)


@pytest.mark.parametrize(
    ("sub_type", "family", "inter1", "inter2", "roles"),
    [
        ("Attack", "Violence against civilians", 2, 7, ("perpetrator", "target")),
        ("Attack", "Violence against civilians", 7, 2, ("target", "perpetrator")),
        ("Excessive force against protesters", "Protests", 6, 1, ("target", "perpetrator")),
        ("Peaceful protest", "Protests", 6, 1, ("participant", "participant")),
        ("Remote explosive/landmine/IED", "Explosions/Remote violence", 2, 7, ("perpetrator", "target")),
        ("Remote explosive/landmine/IED", "Explosions/Remote violence", 2, 1, ("participant", "participant")),
    ],
)
def test_acled_order_does_not_say_who_attacked(
    sub_type: str, family: str, inter1: int, inter2: int, roles: tuple[str, str]
) -> None:
    incident = only(
        ACLED,
        sub_event_type=sub_type,
        event_type=family,
        actor1="One",
        actor2="Two",
        inter1=inter1,
        inter2=inter2,
    )
    assert parties(incident) == {("One", roles[0]), ("Two", roles[1])}
    assert Actor.objects.get(name="One").kind == inter1


def test_codes_in_words_and_associated_actors() -> None:
    incident = only(
        ACLED, inter1="Rebel groups", inter2="", actor2="", assoc_actor_1="Band of the hills; Raiders"
    )
    assert parties(incident) == {("Raiders", "participant"), ("Band of the hills", "participant")}
    assert Actor.objects.get(name="Band of the hills").kind == ActorKind.REBELS


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"sub_event_type": "Raid"}, "sub_event_type", "not in the code list"),
        ({"event_type": "Riots"}, "event_type", "belongs to “Battles”"),
        ({"inter1": 9}, "inter1", "not one of ACLED's inter codes"),
        ({"geo_precision": 4}, "geo_precision", "not in the code list (1, 2, 3)"),
        ({"fatalities": "many"}, "fatalities", "no whole number"),
        ({"fatalities": 99999999}, "fatalities", "more than 10000000"),
        ({"event_date": "1 Floreal 2021"}, "event_date", "no date"),
        ({"event_date": "0021-05-02"}, "event_date", "not between 1900 and 2100"),
        ({"event_date": ""}, "event_date", "a value is missing"),
        ({"latitude": ""}, "latitude", "one coordinate without the other"),
        ({"latitude": "nan"}, "latitude", "is not between"),
        ({"location": "x" * 201}, "location", "longer than 200 characters"),
        ({"actor1": "x" * 201}, "actor1", "longer than 200 characters"),
        ({"latitude": "", "longitude": ""}, "latitude", "needs a point"),
    ],
)
def test_an_acled_row_that_does_not_hold_is_refused(
    changes: dict[str, Any], column: str, reason: str
) -> None:
    found = refusal(ACLED, **changes)
    assert found[0] == column
    assert reason in found[1]


# UCDP


def test_a_ucdp_row_is_public_under_its_licence() -> None:
    incident = only(UCDP)
    assert (incident.sub_event_type, incident.location_precision, incident.sensitivity) == (
        "Armed clash",
        "exact",
        "public",
    )
    assert killed(incident) == (2, 3, 5)
    assert parties(incident) == {("Guards", "participant"), ("Raiders", "participant")}
    own = {p.actor.name: p.killed_best for p in incident.participations.select_related("actor")}
    assert own == {"Guards": 1, "Raiders": 2}
    report = Report.objects.get()
    assert not report.restricted
    assert "CC BY 4.0" in report.licence
    whole = Claim.objects.get(field="killed", value__who=None)
    assert whole.value == {"low": 2, "best": 3, "high": 5, "who": None}
    assert set(Claim.objects.filter(field="killed").values_list("value__who", flat=True)) == {
        None,
        "Guards",
        "Raiders",
    }


def test_one_sided_violence_is_an_attack_on_civilians() -> None:
    incident = only(UCDP, type_of_violence=3, side_b="Civilians", deaths_b=0, deaths_civilians=2)
    assert incident.sub_event_type == "Attack"
    assert parties(incident) == {("Guards", "perpetrator"), ("Civilians", "target")}


def test_civilians_killed_in_a_clash_took_part_neither_as_a_side_nor_as_its_target() -> None:
    incident = only(UCDP, deaths_b=1, deaths_civilians=1)
    assert ("Civilians", "participant") in parties(incident)


@pytest.mark.parametrize(
    ("side", "violence", "kind"),
    [
        ("Government of Testland", 1, ActorKind.STATE),
        ("Government of Elsewhere", 1, ActorKind.EXTERNAL),
        ("Unheard-of front", 1, ActorKind.REBELS),
        ("Unheard-of clan", 2, ActorKind.POLITICAL_MILITIA),
    ],
)
def test_an_actor_that_nobody_knows_is_made_and_marked(side: str, violence: int, kind: ActorKind) -> None:
    only(UCDP, side_a=side, type_of_violence=violence)
    name = DatasetActor.objects.get(made=True)
    assert (name.name, name.actor.name, name.actor.kind) == (side, side, kind)
    assert name.actor not in Actor.objects.known()


@pytest.mark.parametrize(
    ("code", "precision"), [(1, "day"), (2, "week"), (3, "week"), (4, "month"), (5, "year")]
)
def test_ucdp_date_precision(code: int, precision: str) -> None:
    assert only(UCDP, date_prec=code, date_end="2021-05-20").date_precision == precision


@pytest.mark.parametrize(
    ("code", "precision", "district", "governorate", "note"),
    [
        (1, "exact", "Middle", "North", "by the ford"),
        (2, "near", "Middle", "North", "by the ford"),
        (3, "district", "Middle", "North", "by the ford"),
        (4, "governorate", "", "North", "by the ford"),
        (5, "governorate", "", "North", "UCDP knows a part of the country only. by the ford"),
        (6, "governorate", "", "", "UCDP knows the country only. by the ford"),
        (7, "governorate", "", "", "UCDP places it in international waters or airspace. by the ford"),
    ],
)
def test_ucdp_where_precision(code: int, precision: str, district: str, governorate: str, note: str) -> None:
    incident = only(UCDP, where_prec=code)
    assert (incident.location_precision, incident.district, incident.governorate, incident.location_note) == (
        precision,
        district,
        governorate,
        note,
    )
    assert incident.has_point == (precision in {"exact", "near"})


def test_names_of_areas_that_are_not_known_come_from_the_point() -> None:
    incident = only(UCDP, adm_1="Septentrion province", adm_2="Unheard-of district")
    assert (incident.district, incident.governorate) == ("Middle", "North")


def test_several_events_in_one_row_are_said_to_be() -> None:
    assert "several events together" in only(UCDP, event_clarity=2).summary


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"best": 4}, "best", "not the sum of the sides' deaths (3)"),
        ({"best": ""}, "best", "a value is missing"),
        ({"low": 4}, "best", "must be in order"),
        ({"side_b": ""}, "side_b", "a value is missing"),
        ({"date_end": "2021-05-01"}, "date_end", "lies before the start"),
        ({"date_end": "9999-12-31"}, "date_end", "not between 1900 and 2100"),
        ({"where_prec": 8}, "where_prec", "not in the code list"),
        ({"where_prec": 1, "latitude": "", "longitude": ""}, "latitude", "a value is missing"),
    ],
)
def test_a_ucdp_row_that_does_not_hold_is_refused(changes: dict[str, Any], column: str, reason: str) -> None:
    found = refusal(UCDP, **changes)
    assert found[0] == column
    assert reason in found[1]


# GTD


def test_a_gtd_row_is_an_incident_for_the_desk_only() -> None:
    incident = only(GTD)
    assert (incident.sub_event_type, incident.weapons, incident.target_type) == (
        "Remote explosive/landmine/IED",
        WeaponType.EXPLOSIVES,
        TargetType.PRIVATE,
    )
    assert (killed(incident), incident.wounded_best, incident.captured_best) == ((3, 3, 3), 4, None)
    assert parties(incident) == {("Raiders", "perpetrator"), ("Civilians", "target")}
    assert (incident.sensitivity, Report.objects.get().restricted) == ("restricted", True)


@pytest.mark.parametrize(
    ("changes", "sub_type"),
    [
        ({"attacktype1": 1, "targtype1": 14, "weaptype1": 5}, "Attack"),
        ({"attacktype1": 1, "targtype1": 3, "weaptype1": 5}, "Armed clash"),
        ({"attacktype1": 2, "targtype1": 4, "weaptype1": 5}, "Armed clash"),
        ({"attacktype1": 2, "targtype1": 15, "weaptype1": 5}, "Attack"),
        ({"attacktype1": 3, "weapsubtype1": 7}, "Grenade"),
        ({"attacktype1": 3, "weapsubtype1": 11}, "Shelling/artillery/missile attack"),
        ({"attacktype1": 3, "suicide": 1}, "Suicide bomb"),
        ({"attacktype1": 4, "weaptype1": 5}, "Abduction/forced disappearance"),
        ({"attacktype1": 5, "weaptype1": 5}, "Abduction/forced disappearance"),
        ({"attacktype1": 6, "weaptype1": 13}, "Abduction/forced disappearance"),
        ({"attacktype1": 7, "weaptype1": 8}, "Looting/property destruction"),
        ({"attacktype1": 8, "weaptype1": 9}, "Attack"),
        ({"attacktype1": 8, "weaptype1": 2}, "Chemical weapon"),
        ({"attacktype1": 9, "weaptype1": 6}, "Remote explosive/landmine/IED"),
        ({"attacktype1": 9, "weaptype1": 13, "targtype1": 20}, "Attack"),
        ({"attacktype1": -9, "weaptype1": -9, "targtype1": -9}, "Attack"),
    ],
)
def test_gtd_attack_types(changes: dict[str, Any], sub_type: str) -> None:
    assert only(GTD, **changes).sub_event_type == sub_type


def test_gtd_unknowns_are_nothing() -> None:
    unknown = only(
        GTD,
        nkill=-99,
        nwound="",
        nperpcap=-99,
        gname="Unknown",
        targtype1=-9,
        weaptype1=-9,
        claimed=-9,
        doubtterr=-9,
        vicinity=-9,
    )
    assert killed(unknown) == (None, None, None)
    assert (unknown.wounded_best, unknown.captured_best, unknown.claimed_by) == (None, None, None)
    assert (unknown.target_type, unknown.weapons, parties(unknown)) == ("Unknown", "Unknown", set())


@pytest.mark.parametrize(
    ("month", "day", "precision", "start", "end"),
    [
        (5, 0, "month", date(2021, 5, 1), date(2021, 5, 31)),
        (0, 0, "year", date(2021, 1, 1), date(2021, 12, 31)),
        (5, -9, "month", date(2021, 5, 1), date(2021, 5, 31)),
    ],
)
def test_gtd_days_that_are_not_known(month: int, day: int, precision: str, start: date, end: date) -> None:
    incident = only(GTD, imonth=month, iday=day)
    assert (incident.date_precision, incident.date_start, incident.date_end) == (precision, start, end)


def test_gtd_kidnappings_last_and_count_hostages() -> None:
    incident = only(GTD, attacktype1=6, extended=1, resolution="2021-05-09", ishostkid=1, nhostkid=7)
    assert (incident.date_end, incident.captured_best) == (date(2021, 5, 9), 7)


def test_gtd_claims_and_attackers_losses() -> None:
    incident = only(GTD, claimed=1, nkillter=1, nwoundte=2, nperpcap=1)
    assert str(incident.claimed_by) == "Raiders"
    attacker = incident.participations.get(role="perpetrator")
    assert (attacker.killed_best, attacker.wounded_best, attacker.captured_best) == (1, 2, 1)


def test_gtd_doubts_lower_the_confidence_and_are_said() -> None:
    assert "GTD doubts that this was terrorism." in only(GTD, doubtterr=1).summary
    assert Report.objects.get().confidence == 0.5


@pytest.mark.parametrize(
    ("code", "vicinity", "precision"),
    [
        (1, 0, "exact"),
        (1, 1, "near"),
        (2, 0, "district"),
        (3, 0, "district"),
        (4, 0, "governorate"),
        (5, 0, "governorate"),
    ],
)
def test_gtd_specificity(code: int, vicinity: int, precision: str) -> None:
    assert only(GTD, specificity=code, vicinity=vicinity).location_precision == precision


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"specificity": 9}, "specificity"),
        ({"attacktype1": 12}, "attacktype1"),
        ({"weaptype1": 20}, "weaptype1"),
        ({"imonth": 13}, "iday"),
        ({"iyear": 1800}, "iday"),
        ({"latitude": "", "longitude": ""}, "latitude"),
    ],
)
def test_a_gtd_row_that_does_not_hold_is_refused(changes: dict[str, Any], column: str) -> None:
    assert refusal(GTD, **changes)[0] == column


def test_a_gtd_row_without_a_place_belongs_to_its_province_or_to_nobody() -> None:
    nowhere = {"specificity": 5, "latitude": "", "longitude": "", "city": "Unknown"}
    run = run_rows(GTD, nowhere, {**nowhere, "provstate": "Elsewhere"})
    assert counts(run) == {"created": 1, "outside": 1}


# Hamrin


def test_our_own_csv_keeps_the_uid_and_all_values() -> None:
    incident = only(HAMRIN)
    assert str(incident.uid) == "6f1c2b1e-6a3e-4b1e-9d59-0d5a3b0b7a01"
    assert (incident.title, incident.time_of_day, incident.weapons) == (
        "Clash at the ford",
        "night",
        "Firearms",
    )
    assert parties(incident) == {("Raiders", "perpetrator"), ("Guards", "target"), ("Civilians", "target")}
    assert Report.objects.get().source_url == "https://gazette.example.org/1"


def test_a_text_that_the_export_guarded_is_itself_again() -> None:
    assert only(HAMRIN, title="'=Clash", source_urls="javascript:alert(1)").title == "=Clash"
    assert Report.objects.get().source_url == ""


def test_a_uid_that_is_none_is_refused() -> None:
    assert refusal(HAMRIN, uid="1") == ("uid", "no UUID")


def test_a_row_of_hxl_tags_is_passed_over() -> None:
    tags = dict.fromkeys(["uid"], "") | {"title": "", "sub_event_type": "#event+type+sub"}
    run = run_rows(HAMRIN, tags, {})
    assert counts(run) == {"created": 1}
