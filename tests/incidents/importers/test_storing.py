"""Rows that are known, rows that come again, rows that changed: nothing twice, nothing of the desk lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents import merging, review
from incidents.enums import DatasetFormat, IncidentStatus
from incidents.importers.missed import missed_by, missed_csv, period_of
from incidents.importers.runs import dataset_for
from incidents.models import (
    Actor,
    Change,
    Claim,
    DatasetActor,
    DatasetRow,
    Decision,
    Incident,
    Participation,
    Report,
)
from tests.incidents.factories import IncidentFactory, ParticipationFactory, ReportFactory, make_user
from tests.incidents.importers.files import counts, rows, run_bytes, run_rows, text_of

UCDP, ACLED, HAMRIN = DatasetFormat.UCDP, DatasetFormat.ACLED, DatasetFormat.HAMRIN


@pytest.fixture
def known() -> Incident:
    """Make a published incident that the plain rows tell of, with a report of an outlet."""
    incident: Incident = IncidentFactory(
        date_start=date(2021, 5, 2), killed_low=3, killed_best=3, killed_high=3, location_precision="exact"
    )
    ParticipationFactory(incident=incident, actor=Actor.objects.get(name="Raiders"))
    ReportFactory(incident=incident, state="accepted")
    review.refresh(incident)
    return incident


def stored() -> dict[str, Any]:
    """Return everything that an import could write: rows, history, change log, time stamps."""
    tables = ("incident", "incidentevent", "participation", "participationevent", "report", "reportevent")
    tables += ("claim", "incidentarea", "datasetrow", "datasetactor", "actor", "change")
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            # The names are those above.
            digest = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM incidents_{table} t"  # noqa: S608
            cursor.execute(digest)
            found[table] = cursor.fetchone()[0]
    return found


# Again


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", list(DatasetFormat))
def test_a_second_import_writes_nothing(form: DatasetFormat) -> None:
    plain: list[dict[str, Any]] = [{}] if form == HAMRIN else [{}, {}, {}]
    first = run_rows(form, *plain, publish=True)
    assert first.created == len(plain)
    before = stored()
    again = run_rows(form, *plain, publish=True)
    assert counts(again) == {"unchanged": len(plain)}
    assert stored() == before
    assert again.state == "done"


def test_a_second_import_asks_a_fixed_number_of_questions() -> None:
    def queries(number: int) -> int:
        text = text_of(rows(UCDP, *[{}] * number)).encode()
        with CaptureQueriesContext(connection) as captured:
            run_bytes(text, UCDP)
        return len(captured)

    queries(3)
    assert queries(1) == queries(3)


def test_new_rows_are_written_in_sets() -> None:
    def queries(start: int, number: int) -> int:
        text = text_of(rows(UCDP, *[{"id": start + n} for n in range(number)])).encode()
        with CaptureQueriesContext(connection) as captured:
            run_bytes(text, UCDP)
        return len(captured)

    queries(1, 1)
    assert queries(100, 1) == queries(200, 30)


def test_published_only_where_asked_for_and_only_what_is_surely_new(known: Incident) -> None:
    doubtful = {"latitude": 35.6}
    run = run_rows(UCDP, doubtful, {"date_start": "2020-01-01", "date_end": "2020-01-01"}, publish=True)
    assert counts(run) == {"created": 2, "uncertain": 1}
    assert set(Incident.objects.exclude(pk=known.pk).values_list("date_start__year", "status")) == {
        (2021, "in_review"),
        (2020, "published"),
    }
    assert DatasetRow.objects.exclude(resembles=None).get().resembles == known
    assert Incident.objects.filter(status="published", sensitivity="public").count() == 2


# Matching


def test_a_row_of_a_known_incident_becomes_a_report_behind_it(known: Incident) -> None:
    run = run_rows(UCDP, {})
    assert counts(run) == {"matched": 1}
    assert Incident.objects.count() == 1
    known.refresh_from_db()
    assert (known.verification, known.killed_low, known.killed_best, known.killed_high) == (
        "corroborated",
        2,
        3,
        5,
    )
    report = known.reports.get(coder="importer")
    assert report.state == "merged"
    assert set(report.claims.values_list("field", flat=True)) >= {"date", "place", "killed", "sub_event_type"}
    assert counts(run_rows(UCDP, {})) == {"unchanged": 1}


def test_restricted_figures_do_not_show_in_public_ranges(known: Incident) -> None:
    assert counts(run_rows(ACLED, {"fatalities": 4})) == {"matched": 1}
    known.refresh_from_db()
    assert (known.killed_low, known.killed_best, known.killed_high) == (3, 3, 3)
    assert known.verification == "corroborated"


def test_a_verification_with_a_reason_stands(known: Incident) -> None:
    Incident.objects.filter(pk=known.pk).update(verification="confirmed", verification_reason="seen")
    run_rows(UCDP, {})
    known.refresh_from_db()
    assert known.verification == "confirmed"


@pytest.mark.parametrize("status", ["draft", "in_review", "retracted"])
def test_a_row_brings_nothing_back(known: Incident, status: str) -> None:
    Incident.objects.filter(pk=known.pk).update(status=status)
    assert counts(run_rows(UCDP, {}, publish=True)) == {"matched": 1}
    known.refresh_from_db()
    assert (known.status, Incident.objects.count()) == (status, 1)


def test_a_row_of_a_merged_incident_stands_behind_the_one_it_went_into(known: Incident) -> None:
    survivor = IncidentFactory(date_start=date(2019, 1, 1))
    merging.merge_incidents(known, survivor, make_user("Reviewer"))
    assert counts(run_rows(UCDP, {})) == {"matched": 1}
    assert survivor.reports.filter(coder="importer").count() == 1


def test_a_merged_incident_takes_no_second_row_of_a_data_set(known: Incident) -> None:
    survivor = IncidentFactory(date_start=date(2019, 1, 1), location_precision="exact")
    run_rows(UCDP, {"id": 1, "date_start": "2019-01-01", "date_end": "2019-01-01"})
    merging.merge_incidents(known, survivor, make_user("Reviewer"))
    assert counts(run_rows(UCDP, {"id": 2})) == {"created": 1}


def test_a_data_set_codes_an_incident_once(known: Incident) -> None:
    run = run_rows(UCDP, {"latitude": 35.45}, {}, {"latitude": 35.43})
    assert counts(run)["matched"] == 1
    assert run.created == 2
    assert DatasetRow.objects.get(made=None).key == "11"  # the nearest of the three


def test_a_choice_between_two_is_the_desks(known: Incident) -> None:
    twin = IncidentFactory(
        date_start=date(2021, 5, 2), killed_low=3, killed_best=3, killed_high=3, location_precision="exact"
    )
    assert counts(run_rows(UCDP, {})) == {"created": 1, "uncertain": 1}
    assert DatasetRow.objects.get().resembles in {known, twin}


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"latitude": 35.5}, {"matched": 1}),
        ({"latitude": 35.6}, {"created": 1, "uncertain": 1}),
        ({"latitude": 36.2}, {"created": 1}),
        ({"date_start": "2021-05-03", "date_end": "2021-05-03"}, {"created": 1, "uncertain": 1}),
        ({"date_start": "2021-05-08", "date_end": "2021-05-08"}, {"created": 1}),
        (
            {"date_prec": 5, "date_start": "2021-01-01", "date_end": "2021-12-31"},
            {"created": 1, "uncertain": 1},
        ),
        ({"where_prec": 3}, {"matched": 1}),
        ({"where_prec": 4}, {"created": 1, "uncertain": 1}),
        ({"where_prec": 6}, {"created": 1}),
    ],
)
def test_how_near_a_row_must_be(known: Incident, change: dict[str, Any], outcome: dict[str, int]) -> None:
    assert known.pk
    assert counts(run_rows(UCDP, change)) == outcome


def test_an_incident_of_a_whole_year_is_looked_at_too(known: Incident) -> None:
    Incident.objects.filter(pk=known.pk).update(date_start=date(2021, 1, 1), date_end=date(2021, 12, 31))
    assert counts(run_rows(UCDP, {})) == {"created": 1, "uncertain": 1}


def test_rows_of_two_data_sets_meet_in_one_incident() -> None:
    run_rows(UCDP, {}, publish=True)
    assert counts(run_rows(ACLED, {"geo_precision": 1})) == {"matched": 1}
    incident = Incident.objects.get()
    assert set(incident.reports.values_list("source__name", "restricted")) == {
        ("UCDP GED", False),
        ("ACLED", True),
    }


# Changed


def test_a_changed_row_is_followed_where_the_desk_has_decided_nothing() -> None:
    run_rows(UCDP, {"id": 1}, publish=True)
    incident = Incident.objects.get()
    changed = {
        "id": 1,
        "best": 4,
        "deaths_b": 3,
        "latitude": 36.5,
        "side_b": "Band",
        "where_coordinates": "Hill",
    }
    assert counts(run_rows(UCDP, changed)) == {"updated": 1}
    incident.refresh_from_db()
    assert (incident.killed_best, incident.latitude, incident.place_name) == (4, 36.5, "Hill")
    assert incident.status == "published"
    assert {(p.actor.name, p.killed_best) for p in incident.participations.select_related("actor")} == {
        ("Guards", 1),
        ("Band", 3),
    }
    assert {area.name for area in incident.areas.all()} == {"North", "Middle"}
    totals = Claim.objects.filter(field="killed", value__who=None)
    assert [claim.value["best"] for claim in totals] == [4]
    assert counts(run_rows(UCDP, changed)) == {"unchanged": 1}


def test_what_the_desk_has_changed_stays_and_the_rest_follows() -> None:
    run_rows(UCDP, {"id": 1})
    incident = Incident.objects.get()
    incident.killed_best, incident.title = 5, "What the desk calls it"
    incident.save()
    incident.participations.filter(actor__name="Raiders").delete()
    change = {"id": 1, "best": 4, "deaths_b": 3, "where_coordinates": "Hill"}
    assert counts(run_rows(UCDP, change)) == {"updated": 1, "kept": 1}
    incident.refresh_from_db()
    assert (incident.killed_best, incident.title, incident.place_name) == (
        5,
        "What the desk calls it",
        "Hill",
    )
    assert [p.actor.name for p in incident.participations.select_related("actor")] == ["Guards"]
    # The desk's own value stays its own, even when the data set comes round to it and leaves it again.
    for best, deaths in ((5, 4), (3, 2)):
        run_rows(UCDP, {**change, "best": best, "deaths_b": deaths})
        incident.refresh_from_db()
        assert incident.killed_best == 5


def test_a_decision_with_a_reason_stands_though_the_value_is_the_same() -> None:
    run_rows(UCDP, {"id": 1})
    incident = Incident.objects.get()
    claim = Claim.objects.get(field="killed", value__who=None)
    Decision.objects.create(incident=incident, field="killed", claim=claim, decided_by=make_user("Editor"))
    assert counts(run_rows(UCDP, {"id": 1, "best": 4, "deaths_b": 3})) == {"updated": 1, "kept": 1}
    incident.refresh_from_db()
    assert incident.killed_best == 3
    claim.refresh_from_db()  # a decision rests on it, so it stays beside the new one
    assert Claim.objects.filter(field="killed", value__who=None).count() == 2


@pytest.mark.parametrize("fate", ["retracted", "merged", "reopened"])
def test_an_incident_that_the_desk_put_away_is_not_made_again(fate: str) -> None:
    reviewer = make_user("Reviewer")
    run_rows(UCDP, {"id": 1}, publish=True)
    incident = Incident.objects.get()
    other = IncidentFactory(date_start=date(2018, 1, 1))
    if fate == "retracted":
        review.retract(incident, reviewer, "never happened")
    elif fate == "merged":
        merging.merge_incidents(incident, other, reviewer)
    else:
        review.reopen(Report.objects.get(coder="importer"), reviewer)
    before = Incident.objects.get(pk=incident.pk)
    for change in ({"id": 1}, {"id": 1, "best": 4, "deaths_b": 3}):
        run_rows(UCDP, change, publish=True)
    after = Incident.objects.get(pk=incident.pk)
    assert Incident.objects.count() == 2
    assert (after.status, after.killed_best) == (before.status, 3)
    assert after.status != IncidentStatus.PUBLISHED
    assert Claim.objects.get(field="killed", value__who=None).value["best"] == 4


def test_a_changed_row_of_a_matched_incident_changes_its_claims_and_ranges(known: Incident) -> None:
    run_rows(UCDP, {"id": 1})
    assert counts(run_rows(UCDP, {"id": 1, "high": 9})) == {"updated": 1}
    known.refresh_from_db()
    assert (known.killed_best, known.killed_high) == (3, 9)


def test_cells_that_are_not_read_change_nothing() -> None:
    run_rows(UCDP, {"id": 1})
    assert counts(run_rows(UCDP, {"id": 1, "priogrid_gid": 9})) == {"unchanged": 1}


def test_a_digest_that_differs_for_nothing_counts_as_unchanged() -> None:
    run_rows(UCDP, {"id": 1})
    assert counts(run_rows(UCDP, {"id": 1, "conflict_name": "Another name"})) == {"unchanged": 1}


def test_the_history_says_that_an_import_did_it() -> None:
    run = run_rows(UCDP, {}, user=make_user("Reviewer", "rita"))
    event = Incident.objects.get().events.get()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata == {"action": "import", "reason": f"UCDP GED, import {run.pk} by rita"}


# Actors


def test_the_desk_can_say_whom_a_name_means() -> None:
    dataset = dataset_for(UCDP)
    DatasetActor.objects.create(dataset=dataset, name="The band", actor=Actor.objects.get(name="Raiders"))
    run_rows(UCDP, {"side_b": "The band"})
    assert {p.actor.name for p in Participation.objects.select_related("actor")} == {"Guards", "Raiders"}


def test_names_with_aliases_countries_and_years_are_known() -> None:
    run_rows(ACLED, {"actor1": "The raiders (Testland)", "actor2": "Guards (2014-)"})
    assert not DatasetActor.objects.exists()


def test_a_name_that_two_data_sets_made_is_one_actor() -> None:
    run_rows(UCDP, {"side_b": "Band"})
    run_rows(ACLED, {"actor1": "Band", "event_date": "2019-05-02"})
    assert Actor.objects.filter(name="Band").count() == 1
    assert DatasetActor.objects.filter(made=True).count() == 2


# Hamrin's own


def test_our_own_incidents_are_not_made_reports_of_themselves() -> None:
    own = IncidentFactory()
    run = run_rows(HAMRIN, {"uid": str(own.uid), "title": "Another title"})
    assert counts(run) == {"unchanged": 1}
    own.refresh_from_db()
    assert own.title != "Another title"
    assert not Report.objects.exists()


# Missed


def test_what_a_data_set_has_missed(known: Incident) -> None:
    late = IncidentFactory(date_start=date(2021, 5, 4), title="=Missed")
    IncidentFactory(date_start=date(2022, 1, 1))
    IncidentFactory(date_start=date(2021, 5, 4), status="draft")
    run_rows(UCDP, {}, {"date_start": "2021-05-09", "date_end": "2021-05-09"})
    dataset = dataset_for(UCDP)
    assert period_of(dataset) == (date(2021, 5, 2), date(2021, 5, 9))
    assert list(missed_by(dataset)) == [late]
    assert not missed_by(dataset, date(2021, 5, 5)).exists()
    assert known not in missed_by(dataset)
    assert list(missed_csv(dataset))[1].endswith(",Middle,North,'=Missed\n")


def test_a_data_set_that_was_never_imported_has_missed_nothing_yet() -> None:
    IncidentFactory()
    assert not missed_by(dataset_for(UCDP)).exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_published_reaches_the_change_log() -> None:
    run_rows(UCDP, {}, {}, publish=True)
    run_rows(ACLED, {"event_date": "2019-05-02"}, publish=True)
    assert Change.objects.count() == 2
