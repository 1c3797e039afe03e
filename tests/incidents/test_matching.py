"""Incidents that could be the same."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.enums import IncidentStatus
from incidents.matching import account_of_incident, candidates, similar
from incidents.models import Report
from tests.incidents.factories import ActorFactory, IncidentFactory, ParticipationFactory, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_proposal()


def test_the_same_incident_comes_first_with_reasons(report: Report) -> None:
    same = IncidentFactory(killed_low=3, killed_best=3, killed_high=3)
    ParticipationFactory(incident=same, actor=ActorFactory(name="Raiders"), role="perpetrator")
    IncidentFactory(longitude=44.7, date_start=date(2021, 5, 3))
    first, *others = candidates(report)
    assert first.incident == same
    assert first.score > 0.9
    assert "same date" in first.reasons
    assert "other casualties" in first.reasons
    assert all(other.score < first.score for other in others)


@pytest.mark.parametrize(
    "values",
    [
        {"date_start": date(2021, 5, 20)},
        {"longitude": 46.0},
        {"longitude": None, "latitude": None, "location_precision": "district", "district": "Elsewhere"},
        {"status": IncidentStatus.MERGED},
    ],
)
def test_other_incidents_are_not_offered(report: Report, values: dict[str, object]) -> None:
    if values.get("status") == IncidentStatus.MERGED:
        values["merged_into"] = IncidentFactory(date_start=date(2020, 1, 1))
    IncidentFactory(**values)
    assert candidates(report) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_calendars_ends_are_days_too(day: date) -> None:
    incident = IncidentFactory(date_start=day, date_end=day)
    assert [one.incident for one in similar(account_of_incident(incident))] == [incident]


def test_a_month_and_a_district_match_a_day_there(report: Report) -> None:
    report.claims.filter(field="date").update(
        value={"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}
    )
    incident = IncidentFactory(longitude=None, latitude=None, location_precision="district")
    (candidate,) = candidates(report)
    assert candidate.incident == incident
    assert {"dates overlap", "same district"} <= set(candidate.reasons)


def test_retracted_incidents_are_offered_so_that_they_are_not_made_anew(report: Report) -> None:
    retracted = IncidentFactory(status=IncidentStatus.RETRACTED)
    assert [c.incident for c in candidates(report)] == [retracted]


def test_a_report_without_a_date_has_no_candidates(report: Report) -> None:
    report.claims.filter(field="date").delete()
    IncidentFactory()
    assert candidates(report) == []
