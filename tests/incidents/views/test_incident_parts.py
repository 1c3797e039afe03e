"""What the page of an incident leads to: names in its language, an outline, a reason, files to take along."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.enums import AreaKind, IncidentStatus
from incidents.models import Incident, RoomForce
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    PlaceFactory,
    RegionFactory,
    ReportFactory,
    RoomFactory,
    make_area,
    make_user,
)

pytestmark = pytest.mark.django_db


def page(client: Client, incident: Incident, language: str = "en") -> str:
    address = reverse("incident", args=[incident.uid])
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_names_lead_to_pages_in_the_page_s_language(client: Client) -> None:
    make_area(RegionFactory(), AreaKind.DISTRICT, "M1", "Middle", name_ar="الوسط")
    place = PlaceFactory(name="Village", name_ar="القرية")
    actor = ActorFactory(name="Guards", name_ar="الحرس")
    incident = IncidentFactory(place=place, place_name="Village")
    ParticipationFactory(incident=incident, actor=actor)
    report = ReportFactory(incident=incident, state="accepted")
    ClaimFactory(report=report, field="perpetrator", value={"actor": "Guards"})
    told = {"name": "Village", "district": "Middle", "governorate": "North", "precision": "near"}
    ClaimFactory(
        report=report, field="place", value={**told, "longitude": 44.4, "latitude": 35.4, "note": ""}
    )
    ClaimFactory(report=report, value={"low": 2, "best": 2, "high": 2, "who": "Guards"})
    text = page(client, incident, "ar")
    assert text.count(f'href="{reverse("actor", args=[actor.pk])}"') == 2
    assert f'href="{reverse("source", args=[report.outlet.pk])}"' in text
    assert "القرية، الوسط، North" in text
    assert text.count("الوسط") == 2
    assert "الحرس" in text.split("claim-value", 1)[1]
    assert ">Guards<" not in text


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ({"location_precision": "district", "longitude": None, "latitude": None}, "district"),
        ({"location_precision": "governorate", "longitude": None, "latitude": None}, "governorate"),
        ({"location_precision": "exact", "public_location_precision": "district"}, "district"),
        ({"location_precision": "exact", "public_location_precision": "governorate"}, "governorate"),
        ({"location_precision": "near"}, None),
    ],
)
def test_what_is_known_by_district_only_is_drawn_as_that(
    client: Client, values: dict[str, Any], drawn: str | None
) -> None:
    governorate = make_area(RegionFactory(), AreaKind.GOVERNORATE, "G1", "North")
    make_area(RegionFactory(), AreaKind.DISTRICT, "M1", "Middle", parent=governorate)
    text = page(client, IncidentFactory(**values))
    assert ("data-longitude" in text) is (drawn is None)
    if drawn is None:
        assert "place-outline" not in text
    else:
        outline = json.loads(text.split('id="place-outline" type="application/json">', 1)[1].split("<", 1)[0])
        assert [one["properties"]["kind"] for one in outline["features"]] == [drawn]


def test_the_desk_s_reason_for_a_verification_is_told(client: Client) -> None:
    reason = {"verification": "confirmed", "verification_reason": "The ministry <showed> the place."}
    text = page(client, IncidentFactory(**reason))
    assert "because the desk says: <bdi>The ministry &lt;showed&gt; the place.</bdi>" in text
    withheld = IncidentFactory(**reason, location_precision="exact", public_location_precision="district")
    assert "The ministry" not in page(client, withheld)
    client.force_login(make_user("Editor"))
    assert "The ministry" in page(client, withheld)


def test_an_incident_as_a_file(client: Client) -> None:
    incident = IncidentFactory(
        title="Clash at the ford", place_name="Farm", public_location_precision="district"
    )
    IncidentFactory()
    text = page(client, incident)
    found = {}
    for extension in ("geojson", "csv"):
        address = reverse("incident-file", args=[incident.uid, extension])
        assert address in text
        response = client.get(address)
        assert response["Content-Disposition"] == f'attachment; filename="{incident.code}.{extension}"'
        found[extension] = response.getvalue().decode()
        assert "Farm" not in found[extension]
    [feature] = json.loads(found["geojson"])["features"]
    assert (feature["properties"]["title"], feature["geometry"]) == ("Clash at the ford", None)
    [row] = csv.DictReader(io.StringIO(found["csv"]))
    assert row["code"] == incident.code


@pytest.mark.parametrize("values", [{"status": IncidentStatus.DRAFT}, {"sensitivity": "restricted"}])
def test_no_file_of_what_is_not_public(client: Client, values: dict[str, str]) -> None:
    incident = IncidentFactory(**values)
    client.force_login(make_user("Editor"))
    for extension in ("geojson", "csv"):
        assert client.get(reverse("incident-file", args=[incident.uid, extension])).status_code == 404


def test_no_file_in_other_formats(client: Client) -> None:
    assert client.get(f"/incidents/{IncidentFactory().uid}.exe").status_code == 404


def test_how_to_cite_names_the_version_and_the_day(client: Client) -> None:
    text = page(client, IncidentFactory(title="Clash at the ford"))
    assert "“Clash at the ford” (1 May 2021). Hamrin, TL-" in text
    assert "as published on" in text
    assert "Accessed" in text


def test_a_room_leads_to_its_forces_and_its_area(client: Client) -> None:
    area = make_area(RegionFactory(), AreaKind.RESPONSIBILITY, "R1", "Sector")
    room = RoomFactory(area_of_responsibility=area, longitude=None, latitude=None)
    actor = ActorFactory(name="Guards")
    RoomForce.objects.create(room=room, actor=actor)
    place = PlaceFactory(name="Village", name_ckb="گوند")
    IncidentFactory(room=room, place=place, place_name="Village", title="Joint sweep")
    text = client.get(reverse("room", args=[room.uid]), headers={"accept-language": "ckb"}).content.decode()
    for shown in (
        reverse("actor", args=[actor.pk]),
        reverse("area", args=["responsibility", "R1"]),
        "place-outline",
        "گوند",
        "Joint sweep",
    ):
        assert shown in text, shown
