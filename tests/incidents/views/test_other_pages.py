"""The dashboard's page and the page of a room, as the server writes them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.enums import IncidentStatus, RoomPhase
from incidents.models import RoomAlias, RoomForce, RoomPhaseEvent
from incidents.views.room import split_addresses
from tests.incidents.factories import ActorFactory, IncidentFactory, RoomFactory

pytestmark = pytest.mark.django_db


def test_dashboard_lists_public_incidents_without_scripts(client: Client) -> None:
    IncidentFactory(title="Shown <i>clash</i>", killed_low=5)
    IncidentFactory(title="Draft", status=IncidentStatus.DRAFT)
    IncidentFactory(title="Restricted", sensitivity="restricted")
    IncidentFactory(place_name="Secret Farm", public_location_precision="district", location_precision="near")
    text = client.get(reverse("dashboard")).content.decode()
    assert "Shown &lt;i&gt;clash&lt;/i&gt;" in text
    assert "at least 5" in text
    for hidden in ("Draft", "Restricted", "Secret Farm"):
        assert hidden not in text


def test_dashboard_takes_as_many_queries_for_three_as_for_one(client: Client) -> None:
    counts = []
    for _ in range(2):
        IncidentFactory()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("dashboard"))
        counts.append(len(queries))
    assert counts == [3, 3]


def test_pages_allow_no_inline_script_or_style(client: Client) -> None:
    response = client.get(reverse("dashboard"))
    text = response.content.decode()
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]
    assert "style=" not in text
    assert "<style" not in text
    scripts = [piece.split(">", 1)[0] for piece in text.split("<script")[1:]]
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


def test_room_page(client: Client) -> None:
    room = RoomFactory(
        name="Northern room",
        conflicting_claims="staff: 8 (https://a.example/1) | 10 (https://b.example/2); opening day not reported",
    )
    RoomForce.objects.create(room=room, actor=ActorFactory(name="Guards"), staff=4)
    RoomAlias.objects.create(room=room, language="ar", text="غرفة الشمال")
    RoomPhaseEvent.objects.create(
        room=room,
        phase=RoomPhase.OPENED,
        date_start=date(2021, 5, 23),
        date_end=date(2021, 5, 31),
        date_precision="week",
        note="officers arrive",
        source_url="https://a.example/1",
    )
    IncidentFactory(room=room, title="Joint sweep")
    IncidentFactory(room=room, title="Not yet public", status=IncidentStatus.DRAFT)
    text = client.get(reverse("room", args=[room.uid])).content.decode()
    for shown in ("Northern room", "Guards", "4 persons", "غرفة الشمال", "23–31 May 2021", "Joint sweep"):
        assert shown in text
    assert text.count('href="https://a.example/1"') == 3
    assert "Not yet public" not in text


def test_addresses_in_notes_become_links() -> None:
    assert split_addresses("8 (https://a.example/1) | 10") == [
        ("8 (", "https://a.example/1"),
        (") | 10", ""),
    ]


def test_translations_come_as_a_script_of_our_own(client: Client) -> None:
    response = client.get(reverse("javascript-catalog"))
    assert response["Content-Type"].startswith("text/javascript")
    assert b"gettext" in response.content


def test_the_theme_of_a_cookie_is_one_we_know(client: Client) -> None:
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get(reverse("dashboard")).content.decode()
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get(reverse("dashboard")).content.decode()


def test_favicon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("icons/hamrin.svg")
