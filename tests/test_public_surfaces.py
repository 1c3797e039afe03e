"""Whoever is not logged in asks every address there is: nothing that is not public is in any answer.

Addresses are read from the URLconf, so that a new one is walked, or fails here until ``ARGUMENTS`` says
what to put into it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from django.test import Client
from django.urls import get_resolver

from incidents import snapshot
from incidents.enums import AreaKind, ReportState
from incidents.models import Incident, IncidentArea
from sources.models import Source
from tests.incidents.api.conftest import make_full_incident, read_workbook
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    ReportFactory,
    SourceFactory,
    make_area,
    make_proposal,
)

pytestmark = pytest.mark.django_db

# In every text that may not leave; and the parts of the points that may not.
MARK: Final = "Quillon"
HIDDEN: Final = (MARK, "quillon", "44.412345", "35.412345")
FEED: Final = "http://feed.example.org/quillon.xml"
QUERIES: Final = (
    "",
    "q=again",
    "q=mill",
    "include=claims",
    "with_total=yes&ordering=-updated_at",
    "bbox=44.41,35.41,44.42,35.42",
    "area=range:ridge",
    "audience=analyst",
    "by=source,actor,area",
    "datetime=2021-05-01&limit=100",
    "kind=range&geometry=yes",
)


@dataclass(frozen=True)
class Planted:
    """The values to put into addresses, by the name of the argument."""

    arguments: dict[str, list[Any]]


@pytest.fixture
def planted(settings: Any, tmp_path: Path) -> Planted:
    """Make one public incident, and one of everything that the public may not see."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    shown = make_full_incident(title="Seen by all")
    article = ArticleFactory(
        text=f"Two people were killed near the river. {MARK} said the rest.", error=f"{MARK} broke"
    )
    ReportFactory(incident=shown, state=ReportState.ACCEPTED, article=article)
    coarse = make_full_incident(
        title="Seen roughly",
        place_name=f"{MARK}ville",
        location_note=f"behind the mill of {MARK}",
        longitude=44.412345,
        latitude=35.412345,
        location_precision="exact",
        public_location_precision="district",
    )
    ridge = make_area(coarse.region, AreaKind.RANGE, "ridge", "Ridge")
    IncidentArea.objects.create(incident=coarse, area=ridge, public=False)
    secret = {"title": f"Attack of {MARK}", "summary": f"{MARK} again", "place_name": f"{MARK}ton"}
    point = {"longitude": 44.412345, "latitude": 35.412345}
    unseen = [
        make_full_incident(**secret, **point, **values)
        for values in (
            {"sensitivity": "restricted"},
            {"status": "draft"},
            {"status": "in_review"},
            {"status": "retracted"},
        )
    ]
    gone = make_full_incident(**secret, **point)
    Incident.objects.filter(pk=gone.pk).update(status="merged", merged_into=unseen[0])
    closed = SourceFactory(name=f"{MARK} data set", url=FEED, last_error=f"{MARK} refused")
    Source.objects.exclude(pk=closed.pk).update(last_error=f"{MARK} refused")
    report = ReportFactory(
        incident=shown,
        state=ReportState.ACCEPTED,
        restricted=True,
        article=None,
        source=closed,
        source_url=FEED,
    )
    ClaimFactory(report=report, quote="", value={"low": 7, "best": 7, "high": 7, "who": MARK})
    proposal = make_proposal(article=ArticleFactory(title=f"{MARK} told", text=f"{MARK} told it."))
    rejected = ReportFactory(state=ReportState.REJECTED, reason=f"{MARK} made it up")
    only = ActorFactory(name="Nobody's force")
    built = snapshot.build()
    incidents = [shown, coarse, *unseen, gone]
    return Planted(
        {
            "uid": [one.uid for one in incidents] + [shown.room.uid if shown.room else ""],
            "key": [one.uid for one in incidents] + [one.code for one in incidents],
            "pk": [report.pk, proposal.pk, rejected.pk, article.pk, closed.pk],
            "actor": [only.pk, *(part.actor_id for part in shown.participations.all())],
            "source": [closed.pk, *Source.objects.exclude(pk=closed.pk).values_list("pk", flat=True)[:3]],
            "kind": ["range"],
            "code": ["ridge"],
            "name": [built.name, "incidents", "rooms", "areas"],
            "extension": ["arrow", "parquet", "geojson", "json", "csv"],
            "rest": ["nowhere"],
        }
    )


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Yield every address of the URLconf, as its patterns write it; the admin's as one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if route == "admin/" or not hasattr(pattern, "url_patterns"):
            yield route
        else:
            yield from routes(pattern, route)


def addresses(route: str, arguments: dict[str, list[Any]]) -> list[str]:
    """Return the addresses that a route gives with every planted value."""
    made = [f"/{route}"]
    for name in re.findall(r"<(?:\w+:)?(\w+)>", route):
        assert name in arguments, f"say in this test what to put for {name} in {route}"
        made = [
            re.sub(rf"<(?:\w+:)?{name}>", str(value), address, count=1)
            for address in made
            for value in arguments[name]
        ]
    return made


def text_of(response: Any) -> str:
    """Return all that an answer says, of whatever kind it is."""
    kind = response["Content-Type"] if response.has_header("Content-Type") else ""
    if "spreadsheet" in kind:
        return str(read_workbook(response))
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "parquet" in kind:
        return str(pl.read_parquet(io.BytesIO(content)).to_dicts())
    return str(dict(response.headers)) + str(content.decode("utf-8", "replace"))


def leaks(client: Client, asked: str) -> list[str]:
    """Return what an answer tells that it may not."""
    response = client.get(asked)
    assert response.status_code < 500, asked
    told = text_of(response)
    return [f"{asked}: {hint}" for hint in HIDDEN if hint in told]


def test_no_address_tells_a_stranger_what_is_not_public(planted: Planted) -> None:
    client = Client(raise_request_exception=False)
    found = []
    for route in sorted(set(routes())):
        queries = ("", f"on={datetime.now(UTC):%Y-%m-%d}") if "<" in route else QUERIES
        for address in addresses(route, planted.arguments):
            for query in queries if "schema" not in route else QUERIES[:1]:
                found += leaks(client, f"{address}?{query}")
    assert found == []


def test_the_test_sees_what_would_leak(planted: Planted) -> None:
    Incident.objects.filter(status="draft").update(status="published")
    client = Client()
    for address in ("/api/v1/incidents/", "/api/v1/incidents.csv", "/ogc/collections/incidents/items"):
        assert MARK in text_of(client.get(address)), address
