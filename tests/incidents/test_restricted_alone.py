"""What rests on rows alone that may not be published can't be made public."""

from __future__ import annotations

import pytest

from incidents import bulk
from incidents.claims import rests_on_restricted_alone
from incidents.forms import IncidentForm
from incidents.models import Incident
from tests.incidents.factories import IncidentFactory, ReportFactory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident() -> Incident:
    made: Incident = IncidentFactory(sensitivity="restricted")
    ReportFactory(incident=made, state="accepted", restricted=True)
    return made


def errors(incident: Incident) -> dict[str, list[str]]:
    values = {
        field: getattr(incident, field) for field in ("title", "sub_event_type", "date_start", "place_name")
    }
    point = {"longitude": 44.4, "latitude": 35.4, "location_precision": "near"}
    return IncidentForm({**values, **point, "sensitivity": "public"}, instance=incident).errors


def test_the_form_refuses_until_another_source_stands_behind_it(incident: Incident) -> None:
    assert "sensitivity" in errors(incident)
    ReportFactory(incident=incident, state="merged")
    assert not rests_on_restricted_alone(incident)
    assert errors(incident) == {}


def test_bulk_names_what_it_refuses(incident: Incident) -> None:
    reviewer = make_user("Reviewer")
    batch = bulk.apply("sensitivity", [incident.pk], "public", reviewer, "a wish")
    assert "may not be published" in batch.refused[str(incident.pk)]
    incident.refresh_from_db()
    assert incident.sensitivity == "restricted"


def test_an_incident_without_reports_is_the_desks_own() -> None:
    assert errors(IncidentFactory(sensitivity="restricted")) == {}
