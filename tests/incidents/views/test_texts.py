"""Titles and places for the list: public ones, in the page's language, no more exact than may be known."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.incidents.factories import ClaimFactory, IncidentFactory, PlaceFactory, ReportFactory

pytestmark = pytest.mark.django_db
URL = reverse("incident-texts")


def test_only_what_is_public_is_told(client: Client) -> None:
    shown = IncidentFactory(status="published", title="Seen", place_name="Here")
    hidden = IncidentFactory(status="published", place_name="Secret", public_location_precision="district")
    others = [IncidentFactory(status="draft"), IncidentFactory(status="published", sensitivity="restricted")]
    uids = ",".join(str(one.uid) for one in [shown, hidden, *others])
    found = client.get(URL, {"uid": uids}).json()
    assert set(found) == {str(shown.uid), str(hidden.uid)}
    assert found[str(shown.uid)] == {"title": "Seen", "place": "Here"}
    assert found[str(hidden.uid)]["place"] == ""


def test_places_are_named_in_the_page_s_language(client: Client) -> None:
    place = PlaceFactory(name="Kifri", name_ar="كفري")
    incident = IncidentFactory(status="published", place=place, place_name="Kifri")
    found = client.get(URL, {"uid": str(incident.uid)}, headers={"accept-language": "ar"}).json()
    assert found[str(incident.uid)]["place"] == "كفري"


def test_two_queries_for_any_number(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (1, 3):
        uids = [str(IncidentFactory(status="published", place=PlaceFactory()).uid) for _ in range(number)]
        with django_assert_num_queries(2):
            client.get(URL, {"uid": ",".join(uids)})


@pytest.mark.parametrize("uids", ["no-uid", ",".join(["00000000-0000-4000-8000-000000000000"] * 201)])
def test_what_is_no_list_of_uids_is_refused(client: Client, uids: str) -> None:
    assert client.get(URL, {"uid": uids}).status_code == 400


def test_reports_that_differ_on_the_killed_are_told_of_public_ones_alone(client: Client) -> None:
    same, apart, by_side, secret = (IncidentFactory(status="published") for _ in range(4))
    figures: list[tuple[Any, int, str | None, bool]] = [
        (same, 7, None, False),
        (same, 7, None, False),
        (apart, 7, None, False),
        (apart, 10, None, False),
        (by_side, 7, "Border force", False),
        (by_side, 3, "Civilians", False),
        (secret, 7, None, False),
        (secret, 10, None, True),
    ]
    for incident, killed, who, restricted in figures:
        report = ReportFactory(incident=incident, state="accepted", restricted=restricted)
        value = {"low": killed, "best": killed, "high": killed, "who": who}
        ClaimFactory(report=report, field="killed", value=value)
    uids = ",".join(str(one.uid) for one in (same, apart, by_side, secret))
    found = client.get(URL, {"uid": uids}).json()
    assert [uid for uid, told in found.items() if told.get("differ")] == [str(apart.uid)]
