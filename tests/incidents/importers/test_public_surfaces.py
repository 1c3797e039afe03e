"""Rows that may not be republished are on no public address, in no format, file or feed.

The addresses are taken from the URL configuration itself: one that is added later is walked too, and one
whose parameters this test does not know makes it fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from incidents import review, snapshot
from incidents.enums import AreaKind, DatasetFormat
from incidents.models import Actor, Change, Incident
from sources.models import Source
from tests.incidents.factories import (
    IncidentFactory,
    RegionFactory,
    ReportFactory,
    RoomFactory,
    make_area,
    make_user,
)
from tests.incidents.importers.files import counts, run_rows

pytestmark = pytest.mark.django_db(transaction=True)
ACLED, GTD, UCDP = DatasetFormat.ACLED, DatasetFormat.GTD, DatasetFormat.UCDP

# What only the restricted rows say: names, words, figures, keys.
SECRETS = (
    "Secret front",
    "Secret ford",
    "whispered words",
    "Whisper Gazette",
    "7654321",
    "7,654,321",
    "8765432",
    "SECRETKEY",
    "ACLED terms of use",
    "GTD terms of use",
)
# Pages for people who are logged in, and what is no content of ours.
NOT_PUBLIC = ("admin/", "review/", "i18n/", "healthz", "static/")


def public_routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    """Yield the routes of the URL configuration that anyone may ask for."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(NOT_PUBLIC):
            continue
        if isinstance(pattern, URLResolver):
            yield from public_routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def filled(route: str, values: dict[str, list[str]]) -> list[str]:
    """Return the addresses of a route with every value that its parameters can have here."""
    addresses = [route]
    for parameter, choices in values.items():
        addresses = [
            address.replace(parameter, choice)
            for address in addresses
            for choice in (choices if parameter in address else [""])
        ]
    assert not any("<" in address for address in addresses), f"teach this test the parameters of {route}"
    return addresses


@pytest.fixture
def planted(settings: Any, tmp_path: Path) -> Incident:
    """Make a public incident with restricted reports behind it, and a restricted one of its own."""
    settings.SNAPSHOT_DIR = tmp_path
    make_area(RegionFactory(), AreaKind.DISTRICT, "M1", "Middle")
    known: Incident = IncidentFactory(
        date_start="2021-05-02",
        killed_low=3,
        killed_best=3,
        killed_high=3,
        location_precision="exact",
        room=RoomFactory(),
        title="Clash that all may see",
    )
    ReportFactory(incident=known, state="accepted")
    review.refresh(known)
    told = {
        "fatalities": 7654321,
        "source": "Whisper Gazette",
        "notes": "whispered words",
        "location": "Secret ford",
    }
    run = run_rows(
        ACLED,
        {**told, "event_id_cnty": "SECRETKEY1", "actor1": "Secret front", "geo_precision": 1},
        {**told, "event_id_cnty": "SECRETKEY2", "event_date": "2019-05-02", "actor1": "Secret front"},
        publish=True,
    )
    assert counts(run) == {"created": 1, "matched": 1}
    bombs = {
        "nkill": 7654321,
        "nwound": 8765432,
        "summary": "whispered words",
        "city": "Secret ford",
        "gname": "Secret front",
        "attacktype1": 2,
        "targtype1": 4,
        "weaptype1": 5,
    }
    run = run_rows(GTD, bombs, {**bombs, "iyear": 2018}, publish=True)
    assert counts(run) == {"created": 1, "matched": 1}
    run_rows(UCDP, {"date_start": "2020-01-01", "date_end": "2020-01-01"}, publish=True)
    snapshot.refresh()
    return known


def addresses_of(known: Incident) -> list[str]:
    """Return every public address, with the identifiers of all that is stored."""
    uids = [str(uid) for uid in Incident.objects.values_list("uid", flat=True)]
    assert known.room
    current = snapshot.current()
    values = {
        "<uuid:uid>": [*uids, str(known.room.uid)],
        "<str:name>": [current.name if current else "none", "incidents", "rooms", "areas"],
        "<str:extension>": ["arrow", "parquet", "geojson", "csv"],
        "<str:key>": uids,
        "<path:rest>": ["anything"],
        "<int:actor>": [str(pk) for pk in Actor.objects.values_list("pk", flat=True)],
        "<int:source>": [str(pk) for pk in Source.objects.values_list("pk", flat=True)],
        "<int:pk>": ["1"],
        "<str:kind>": ["district"],
        "<str:code>": ["M1"],
    }
    return [f"/{address}" for route in public_routes(get_resolver()) for address in filled(route, values)]


def content_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")


def test_no_public_address_tells_what_restricted_rows_say(client: Client, planted: Incident) -> None:
    answered = 0
    for address in addresses_of(planted):
        response = client.get(address, headers={"accept-encoding": "identity"})
        assert response.status_code < 500, address
        text = content_of(response)
        found = [secret for secret in SECRETS if secret in text]
        assert not found, (address, found)
        answered += response.status_code == 200
    assert answered > 20


ASKING = (
    "source=ACLED",
    "source=GTD",
    "actor=Secret front",
    "q=whispered",
    "q=Secret ford",
    "with_total=yes&q=Secret",
)
OFFERED = ("include=claims", "hxl=yes", "table=acled", "table=ucdp")
PATHS = ("incidents/", "incidents.geojson", "incidents.csv", "incidents.ndjson", "stats/")


def test_nothing_is_found_by_asking_for_it(client: Client, planted: Incident) -> None:
    answered = 0
    for path in PATHS:
        for query in (*ASKING, *OFFERED):
            response = client.get(f"/api/v1/{path}?{query}")
            assert response.status_code in {200, 400}, (path, query)
            if response.status_code == 200:
                answered += 1
                text = content_of(response)
                assert not [secret for secret in SECRETS if secret in text], (path, query)
                assert query in OFFERED or str(planted.uid) not in text, (path, query)
    assert answered > 10


def test_restricted_incidents_are_in_no_change_and_no_snapshot(client: Client, planted: Incident) -> None:
    assert Incident.objects.filter(sensitivity="restricted").exists()
    hidden = {
        str(uid) for uid in Incident.objects.filter(sensitivity="restricted").values_list("uid", flat=True)
    }
    assert not hidden & {str(uid) for uid in Change.objects.values_list("uid", flat=True)}
    for uid in hidden:
        assert client.get(f"/incidents/{uid}/").status_code == 404
        assert client.get(f"/api/v1/incidents/{uid}/").status_code == 404
    current = snapshot.current()
    assert current is not None
    assert current.rows == Incident.objects.public().count() == 2
    assert planted.killed_best == 3


def test_the_desk_sees_them_and_the_public_sees_the_licence_of_open_rows(
    client: Client, planted: Incident
) -> None:
    open_row = Incident.objects.get(date_start="2020-01-01")
    assert "CC BY 4.0" in content_of(client.get(f"/incidents/{open_row.uid}/"))
    report = client.get(f"/api/v1/incidents/{open_row.uid}/").json()["reports"][0]
    assert "CC BY 4.0" in report["licence"]
    client.force_login(make_user("Editor"))
    page = content_of(client.get(f"/incidents/{planted.uid}/"))
    assert "Secret front" in page
    assert "7,654,321" in page
