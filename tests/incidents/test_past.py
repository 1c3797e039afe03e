"""What the public knew of an incident, and that asking for the past tells nothing kept back today."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from incidents import review
from incidents.models import Incident, Participation, Report, Tag
from incidents.past import public_coordinate, public_past
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    ReportFactory,
    make_user,
)

# In transactions of their own, since the database's clock stands still within one.
pytestmark = pytest.mark.django_db(transaction=True)


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def told(incident: Incident, moment: datetime) -> str:
    """Return all that page and API tell of the past of an incident, as one text."""
    on = moment.isoformat()
    answers = [
        Client().get(f"/incidents/{incident.uid}/", {"on": on}),
        Client().get(f"/api/v1/incidents/{incident.uid}/", {"on": on}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    return " ".join(answer.content.decode() for answer in answers)


def past(incident: Incident, moment: datetime) -> Any:
    answer = Client().get(f"/api/v1/incidents/{incident.uid}/", {"on": moment.isoformat()})
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_values_parties_reports_claims_and_tags_of_then() -> None:
    reviewer = make_user("Reviewer", "secretive")
    incident = IncidentFactory(status="draft", title="Early title", killed_low=2, killed_best=2)
    raiders = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"), killed_best=1)
    first = ReportFactory(incident=incident, state="accepted")
    ClaimFactory(report=first, quote="two died", start=0, end=8)
    incident.tags.add(Tag.objects.create(name="river"))
    drafted = now()
    review.publish(incident, reviewer)
    early = now()
    Incident.objects.update(title="Late title", killed_best=5, verification_reason="The ministry concedes it")
    raiders.delete()
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Others"))
    later = ReportFactory(incident=incident, state="merged")
    ClaimFactory(
        report=later, value={"low": 5, "best": 5, "high": 5, "who": None}, quote="five died", start=0, end=9
    )
    ClaimFactory(report=first, field="target", value={"actor": "Guards"})
    incident.tags.clear()

    then, today = past(incident, early), past(incident, now())
    assert (then["title"], then["killed"]) == ("Early title", {"low": 2, "best": 2, "high": None})
    assert [(actor["name"], actor["killed"]["best"]) for actor in then["actors"]] == [("Raiders", 1)]
    assert (then["tags"], then["report_count"], len(then["sources"])) == (["river"], 1, 1)
    claims = [(c["field"], c["quote"], c["chosen"]) for r in then["reports"] for c in r["claims"]]
    assert claims == [("killed", "two died", None)]
    assert (then["verification_reason"], today["verification_reason"]) == ("", "The ministry concedes it")
    assert then["as_known_on"] == early.isoformat().replace("+00:00", "Z")
    assert (today["title"], today["report_count"], today["tags"]) == ("Late title", 2, [])
    current = json.loads(Client().get(f"/api/v1/incidents/{incident.uid}/").content)
    dated = {"as_known_on", "updated_at", "areas", "reports"}
    assert {k: v for k, v in current.items() if k not in dated} == {
        k: v for k, v in today.items() if k not in dated
    }

    page = Client().get(f"/incidents/{incident.uid}/", {"on": early.isoformat()})
    text = page.content.decode()
    for shown in ("Early title", "Raiders", "two died", "As known on", 'name="robots" content="noindex"'):
        assert shown in text
    for hidden in ("Others", "five died", "The ministry concedes it", "secretive"):
        assert hidden not in text
    assert f'rel="canonical" href="http://testserver/incidents/{incident.uid}/"' in text

    for address in (f"/incidents/{incident.uid}/", f"/api/v1/incidents/{incident.uid}/"):
        answer = Client().get(address, {"on": drafted.isoformat()})
        assert answer.status_code == 404
        assert "was not public at" in answer.content.decode()
        assert "Early title" not in answer.content.decode()

    history = Client().get(f"/incidents/{incident.uid}/").content.decode()
    for shown in ("Early title", "Late title", "Raiders", "Others", "river", "published"):
        assert shown in history
    assert "secretive" not in history


def test_a_place_that_is_withheld_since_is_not_told_by_asking_for_the_past() -> None:
    incident = IncidentFactory(
        title="Attack on Secretville",
        summary="At Secretville, behind the mill",
        place_name="Secretville",
        location_note="the mill",
        longitude=44.412345,
        latitude=35.412345,
        location_precision="exact",
    )
    report = ReportFactory(incident=incident, state="accepted")
    ClaimFactory(report=report, quote="two died at Secretville", start=0, end=9)
    ClaimFactory(report=report, field="place", value={"name": "Secretville", "precision": "exact"})
    before = now()
    assert "Secretville" in told(incident, before)
    Incident.objects.update(title="Attack", summary="", public_location_precision="district")
    text = told(incident, before) + Client().get(f"/incidents/{incident.uid}/").content.decode()
    assert [hint for hint in ("Secretville", "mill", "44.41", "35.41") if hint in text] == []
    assert past(incident, before)["location"]["precision"] == "district"


def test_a_place_that_became_vaguer_is_told_as_vaguely_in_the_past() -> None:
    incident = IncidentFactory(place_name="Secretville", longitude=44.412345, location_precision="exact")
    before = now()
    Incident.objects.update(place_name="", longitude=None, latitude=None, location_precision="district")
    assert past(incident, before)["location"] == past(incident, now())["location"]
    assert "Secretville" not in told(incident, before)


def test_a_place_that_was_withheld_then_stays_so_in_that_past() -> None:
    incident = IncidentFactory(
        place_name="Secretville",
        longitude=44.4321,
        location_precision="exact",
        public_location_precision="near",
    )
    ClaimFactory(report=ReportFactory(incident=incident, state="accepted"), quote="words", start=0, end=5)
    before = now()
    Incident.objects.update(public_location_precision="")
    then = past(incident, before)
    assert (then["location"]["longitude"], then["location"]["precision"]) == (44.4, "near")
    assert [c["quote"] for r in then["reports"] for c in r["claims"]] == [""]


def test_what_is_not_public_any_more_has_no_public_past() -> None:
    incident = IncidentFactory(title="Taken back")
    kept = ReportFactory(incident=incident, state="accepted")
    closed = ReportFactory(incident=incident, state="merged")
    moved = ReportFactory(incident=incident, state="merged")
    ClaimFactory(report=closed, quote="licensed words", start=0, end=9)
    ClaimFactory(report=moved, quote="moved words", start=0, end=9)
    before = now()
    Report.objects.filter(pk=closed.pk).update(restricted=True)
    Report.objects.filter(pk=moved.pk).update(incident=IncidentFactory(sensitivity="restricted"))
    text = told(incident, before)
    assert [word for word in ("licensed words", "moved words") if word in text] == []
    assert "2 reports" in text
    known = public_past(incident, before)
    assert known
    assert ([r.pk for r in known.reports], known.withdrawn) == ([kept.pk], 2)

    api, page = f"/api/v1/incidents/{incident.uid}/", f"/incidents/{incident.uid}/"
    for values, statuses in (
        ({"sensitivity": "restricted"}, (410, 404)),
        ({"status": "retracted"}, (410, 410)),
    ):
        plain = {"sensitivity": "public", "status": "published"}
        Incident.objects.filter(pk=incident.pk).update(**{**plain, **values})
        for address, status in zip((api, page), statuses, strict=True):
            answer = Client().get(address, {"on": before.isoformat()})
            assert (answer.status_code, b"Taken back" in answer.content) == (status, False)


def test_the_desk_sees_the_public_past_too() -> None:
    incident = IncidentFactory(place_name="Secretville", location_precision="exact")
    before = now()
    Incident.objects.update(public_location_precision="district", sensitivity="public", title="Now")
    client = Client()
    client.force_login(make_user("Editor"))
    page = client.get(f"/incidents/{incident.uid}/", {"on": before.isoformat()})
    assert page.status_code == 200
    assert "Secretville" not in page.content.decode()


@pytest.mark.parametrize(
    ("on", "problem"),
    [
        ("2999-01-01", "lies in the future"),
        ("2021-13-01", "must be a date"),
        ("yesterday", "must be a date"),
        ("2021-05-01T10:00:00", "must be a time with its offset"),
        ("", "has no value"),
    ],
)
def test_a_date_that_is_none_is_named(on: str, problem: str) -> None:
    incident = IncidentFactory()
    for address in (f"/api/v1/incidents/{incident.uid}/", f"/incidents/{incident.uid}/"):
        answer = Client().get(address, {"on": on})
        assert answer.status_code == 400
        assert problem in answer.content.decode()


def test_days_lists_and_where_a_merged_one_went() -> None:
    incident, other = IncidentFactory(), IncidentFactory()
    api = f"/api/v1/incidents/{incident.uid}/"
    today = now().date().isoformat()
    assert Client().get(api, {"on": today}).status_code == 200
    assert Client().get(api, {"on": "2001-01-01"}).status_code == 404
    listed = Client().get("/api/v1/incidents/", {"on": today})
    assert listed.status_code == 400
    assert f"/api/v1/snapshot/?on={today}" in listed.json()["detail"]
    Incident.objects.filter(pk=incident.pk).update(status="merged", merged_into=other)
    for address, target in (
        (api, f"/api/v1/incidents/{other.uid}/"),
        (f"/incidents/{incident.uid}/", f"/incidents/{other.uid}/"),
    ):
        assert Client().get(address, {"on": today})["Location"].endswith(f"{target}?on={today}")


@pytest.mark.parametrize("degrees", [44.45, 44.35, -0.05, 35.412345, 44.449999999])
def test_coordinates_are_coarsened_as_the_database_does(degrees: float) -> None:
    incident = IncidentFactory(
        longitude=degrees, latitude=degrees, location_precision="exact", public_location_precision="near"
    )
    incident.refresh_from_db()
    assert public_coordinate(degrees, "near") == incident.public_longitude
    assert Participation.objects.count() == 0
