"""Makhmour, 2 December 2021: a ministry says seven Peshmerga, a senior official ten, and three civilians."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents import review
from incidents.merging import merge_incidents
from incidents.models import Incident
from incidents.regions import load_region
from tests.incidents.factories import make_user
from tests.incidents.region_folder import make_folder, replace

pytestmark = pytest.mark.django_db
IRAQ = Path(__file__).parents[2] / "incidents" / "data" / "iraq"


def test_it_is_one_incident_with_its_claims_everywhere(client: Client) -> None:
    load_region(IRAQ)
    incident = Incident.objects.get(date_start=date(2021, 12, 2), district="Makhmur")
    said = [
        ("Peshmerga", 7, "Peshmerga ministry"),
        ("Peshmerga", 10, "senior official"),
        ("Civilians", 3, ""),
    ]

    detail = json.loads(client.get(f"/api/v1/incidents/{incident.uid}/").content)
    claims = [c for report in detail["reports"] for c in report["claims"] if c["field"] == "killed"]
    assert [(c["value"]["who"], c["value"]["best"], c["attributed_to"]) for c in claims] == said
    assert detail["killed"] == {"low": 10, "best": 13, "high": 13}

    page = client.get(reverse("incident", args=[incident.uid]))
    killed = next(field for field in page.context["conflicts"] if field.name == "killed")
    assert [c.value for c in killed.claims] == ["7 (Peshmerga)", "10 (Peshmerga)", "3 (Civilians)"]
    told = page.content.decode()
    assert "Where reports differ" in told
    assert told.index("Peshmerga ministry") < told.index("senior official")

    client.force_login(make_user("Editor"))
    desk = client.get(reverse("admin:incidents_incident_claims", args=[incident.pk]))
    row = next(r for r in desk.context["rows"] if r.name == "killed")
    assert [(c.shown.value, c.shown.attributed_to) for c in row.claims] == [
        ("7 (Peshmerga)", "Peshmerga ministry"),
        ("10 (Peshmerga)", "senior official"),
        ("3 (Civilians)", ""),
    ]
    assert row.contradicted
    assert row.value == "at least 10, best 13, at most 13"
    assert "claims contradict" in desk.content.decode()


@pytest.mark.parametrize("fate", ["retracted", "merged"])
def test_loading_again_never_makes_anew_what_the_desk_took_away(tmp_path: Path, fate: str) -> None:
    folder = make_folder(tmp_path)
    load_region(folder)
    reviewer = make_user("Reviewer")
    clash, arrests = Incident.objects.order_by("reference")
    if fate == "retracted":
        review.retract(clash, reviewer, "never happened")
    else:
        merge_incidents(clash, arrests, reviewer, "one event")
    replace(folder, "incidents.csv", "Post attacked", "Outpost attacked")
    before: list[Any] = [
        sorted(Incident.objects.values_list("pk", "status", "title")),
        sorted((i.pk, tuple(sorted(r.pk for r in i.reports.all()))) for i in Incident.objects.all()),
    ]
    load_region(folder)
    assert before == [
        sorted(Incident.objects.values_list("pk", "status", "title")),
        sorted((i.pk, tuple(sorted(r.pk for r in i.reports.all()))) for i in Incident.objects.all()),
    ]
