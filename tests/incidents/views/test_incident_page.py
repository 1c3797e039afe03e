"""The page of one incident: what it shows, and what it keeps back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents import review
from incidents.enums import IncidentStatus, ReportState
from incidents.models import Claim, Incident, Report, ReportGroup
from incidents.views.evidence import differ
from incidents.views.timeline import history_of
from tests.incidents.factories import (
    ArticleFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    ReportFactory,
    make_user,
)

pytestmark = pytest.mark.django_db
PLACE = {
    "name": "Secret Farm",
    "district": "Middle",
    "governorate": "North",
    "longitude": 44.4,
    "latitude": 35.4,
    "precision": "exact",
    "note": "",
}


def page(client: Client, incident: Incident) -> str:
    return client.get(reverse("incident", args=[incident.uid])).content.decode()


def report_on(incident: Incident, **values: object) -> Report:
    report: Report = ReportFactory(incident=incident, state=ReportState.ACCEPTED, **values)
    return report


def test_every_value_with_its_words_and_source(client: Client) -> None:
    incident = IncidentFactory(killed_low=7, killed_best=7, killed_high=10)
    ParticipationFactory(incident=incident)
    report = report_on(incident)
    ClaimFactory(report=report, quote="seven <b>died</b>", start=0, end=3, attributed_to="the ministry")
    ClaimFactory(report=report_on(incident), value={"low": 10, "best": 10, "high": 10, "who": None})
    ClaimFactory(
        report=report, field="date", value={"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}
    )
    ClaimFactory(report=report, field="place", value=PLACE | {"precision": "near"})
    ClaimFactory(report=report, field="sub_event_type", value={"code": "Armed clash"})
    ClaimFactory(report=report, field="perpetrator", value={"actor": "Raiders"})
    text = page(client, incident)
    assert "7–10" in text
    assert "seven &lt;b&gt;died&lt;/b&gt;" in text
    assert "the ministry" in text
    assert f'href="{report.address}"' in text
    assert "Where reports differ" in text
    assert "near Secret Farm, Middle, North" in text
    assert "May 2021" in text
    assert "not reported" in text
    assert "History of this entry" in text


def test_a_withheld_place_is_nowhere_on_the_page(client: Client) -> None:
    incident = IncidentFactory(
        place_name="Secret Farm",
        longitude=44.41237,
        latitude=35.40123,
        location_precision="exact",
        location_note="behind the mill",
        public_location_precision="district",
    )
    report = report_on(incident)
    ClaimFactory(report=report, field="place", value=PLACE, quote="at Secret Farm", start=0, end=3)
    ClaimFactory(report=report, quote="two died at Secret Farm", start=0, end=3)
    text = page(client, incident)
    for secret in ("Secret Farm", "44.41", "behind the mill"):
        assert secret not in text
    assert "withheld to protect people" in text
    client.force_login(make_user("Editor"))
    assert "Secret Farm" in page(client, incident)


def test_restricted_reports_are_for_the_desk(client: Client) -> None:
    incident = IncidentFactory()
    ClaimFactory(report=report_on(incident, restricted=True), quote="licensed words", start=0, end=3)
    assert "licensed words" not in page(client, incident)
    client.force_login(make_user("Editor"))
    assert "licensed words" in page(client, incident)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"status": IncidentStatus.DRAFT}, 404),
        ({"status": IncidentStatus.IN_REVIEW}, 404),
        ({"sensitivity": "restricted"}, 404),
        ({"status": IncidentStatus.RETRACTED}, 410),
        ({"status": IncidentStatus.RETRACTED, "sensitivity": "restricted"}, 404),
    ],
)
def test_what_is_not_public(client: Client, values: dict[str, str], status: int) -> None:
    incident = IncidentFactory(title="Hidden title", **values)
    response = client.get(reverse("incident", args=[incident.uid]))
    assert response.status_code == status
    assert b"Hidden title" not in response.content
    client.force_login(make_user("Editor"))
    assert b"Not public" in client.get(reverse("incident", args=[incident.uid])).content


def test_nothing_at_an_unknown_address(client: Client) -> None:
    assert client.get(reverse("incident", args=[uuid4()])).status_code == 404


def test_a_merged_incident_leads_to_where_it_went(client: Client) -> None:
    last = IncidentFactory()
    middle = IncidentFactory(status=IncidentStatus.MERGED, merged_into=last)
    first = IncidentFactory(status=IncidentStatus.MERGED, merged_into=middle)
    response = client.get(reverse("incident", args=[first.uid]))
    assert (response.status_code, response["Location"]) == (301, reverse("incident", args=[last.uid]))
    Incident.objects.filter(pk=last.pk).update(sensitivity="restricted")
    assert client.get(reverse("incident", args=[first.uid])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_history_names_public_values_and_never_people(client: Client) -> None:
    incident = IncidentFactory(status=IncidentStatus.DRAFT, title="Never public")
    reviewer = make_user("Reviewer", "secretive")
    incident.title, incident.killed_best = "Clash", 3
    incident.save()
    review.publish(incident, reviewer)
    incident.refresh_from_db()
    incident.killed_best = 4
    incident.save()
    text = page(client, incident)
    assert [
        (step.what, [(d.before, d.after) for d in step.differences]) for step in history_of(incident)
    ] == [
        ("changed", [("3", "4")]),
        ("published", []),
    ]
    assert "Never public" not in text
    assert "secretive" not in text


def test_figures_for_several_incidents_stand_apart(client: Client) -> None:
    one, other = IncidentFactory(title="First attack"), IncidentFactory(title="Second attack")
    article = ArticleFactory()
    report = report_on(one, article=article)
    group = ReportGroup.objects.create(article=article)
    group.reports.set([report, ReportFactory(article=article, ordinal=1, incident=other, state="accepted")])
    ClaimFactory(report=None, group=group, value={"low": 4, "best": 4, "high": 4, "who": None})
    text = page(client, one)
    assert "Figures given for several incidents together" in text
    assert "Second attack" in text


def claims(field: str, *values: tuple[int, dict[str, Any]]) -> list[Claim]:
    return [Claim(field=field, report_id=report, value=value) for report, value in values]


def test_when_reports_differ() -> None:
    four = {"low": 4, "best": 4, "high": 4}
    five = {"low": 5, "best": 5, "high": 5}
    assert differ("killed", claims("killed", (1, four), (2, five)))
    assert differ("killed", claims("killed", (1, four | {"who": "A"}), (2, five | {"who": "A"})))
    assert not differ("killed", claims("killed", (1, four | {"who": "A"}), (2, five | {"who": "B"})))
    assert not differ(
        "target", claims("target", (1, {"actor": "A"}), (1, {"actor": "B"}), (2, {"actor": "B"}))
    )
    assert differ("perpetrator", claims("perpetrator", (1, {"actor": "A"}), (2, {"actor": "B"})))
    assert not differ("participant", claims("participant", (1, {"actor": "A"}), (2, {"actor": "B"})))


def test_queries_do_not_grow_with_reports(client: Client) -> None:
    counts = []
    for reports in (1, 3):
        incident = IncidentFactory()
        for _ in range(reports):
            ClaimFactory(report=report_on(incident))
        with CaptureQueriesContext(connection) as queries:
            page(client, incident)
        counts.append(len(queries))
    assert counts[0] == counts[1]
