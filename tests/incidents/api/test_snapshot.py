"""The snapshot and the statistics over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from incidents import snapshot
from incidents.models import Incident
from tests.incidents.api.conftest import body, make_full_incident
from tests.incidents.factories import IncidentFactory

pytestmark = pytest.mark.django_db


def raw(response: Any) -> bytes:
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    return content


def test_the_manifest_leads_to_the_files(api: Any, client: Any, conforms: Any) -> None:
    assert api("snapshot/").status_code == 404
    make_full_incident()
    built = snapshot.build()
    found = conforms(api("snapshot/"), "/api/v1/snapshot/")
    assert (found["name"], found["rows"]) == (built.name, 1)
    for kind in ("arrow", "parquet"):
        response = client.get(found[kind]["url"])
        content = raw(response)
        assert len(content) == found[kind]["bytes"] == int(response["Content-Length"])
        assert "immutable" in response["Cache-Control"]
        assert client.get(found[kind]["url"], HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    today = datetime.now(UTC).date()
    assert body(api("snapshot/", on=today.isoformat())) == found
    assert api("snapshot/", on="2020-01-01").status_code == 404


def test_parts_of_a_file(client: Any) -> None:
    IncidentFactory()
    built = snapshot.build()
    address = f"/api/v1/snapshot/{built.name}.parquet"
    whole = raw(client.get(address))
    for asked, expected in (
        ("bytes=0-3", whole[:4]),
        ("bytes=4-", whole[4:]),
        ("bytes=-8", whole[-8:]),
        ("bytes=2-999999999", whole[2:]),
    ):
        part = client.get(address, HTTP_RANGE=asked, HTTP_ACCEPT_ENCODING="gzip")
        assert (part.status_code, raw(part)) == (206, expected)
        assert part["Content-Range"].endswith(f"/{len(whole)}")
    assert client.get(address, HTTP_RANGE=f"bytes={len(whole)}-").status_code == 416
    assert raw(client.get(address, HTTP_RANGE="lines=1-2")) == whole


@pytest.mark.parametrize(
    "name", ["manifest.json", "..%2fmanifest.json", "x.arrow", f"{'0' * 32}.arrow", "duration"]
)
def test_nothing_else_is_served(client: Any, name: str) -> None:
    snapshot.build()
    assert client.get(f"/api/v1/snapshot/{name}", follow=True).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_changes_since_a_snapshot_begin_where_it_ends(api: Any, client: Any) -> None:
    make_full_incident()
    snapshot.build()
    since = body(api("snapshot/"))["changes_since"]
    assert body(client.get(since))["results"] == []
    later = IncidentFactory()
    assert [row["uid"] for row in body(client.get(since))["results"]] == [str(later.uid)]


@pytest.mark.django_db(transaction=True)
def test_polars_reads_both_by_address(live_server: Any) -> None:
    incident = make_full_incident()
    built = snapshot.build()
    for read, kind in ((pl.read_ipc, "arrow"), (pl.read_parquet, "parquet")):
        table = read(f"{live_server.url}/api/v1/snapshot/{built.name}.{kind}")
        assert table["uid"].to_list() == [str(incident.uid)]


def test_statistics_are_as_documented(api: Any, conforms: Any) -> None:
    make_full_incident(killed_best=4)
    make_full_incident(killed_best=1, sub_event_type="Raid")
    make_full_incident(killed_best=5, status="draft")
    snapshot.build()
    found = conforms(api("stats/", by="month,event_type"), "/api/v1/stats/")
    assert [(row["month"], row["event_type"], row["killed_best"]) for row in found["results"]] == [
        ("2021-05-01", "Battles", 4),
        ("2021-05-01", "Operations", 1),
    ]
    [total] = body(api("stats/", killed_min=2))["results"]
    assert total["incidents"] == 1
    response = api("stats/")
    assert api("stats/").status_code == 200
    assert response["ETag"].startswith("W/")


def test_statistics_are_asked_for_strictly(api: Any) -> None:
    for bad in ({"by": "colour"}, {"by": "month,week,day,year"}, {"limit": "1"}, {"bbox": "1"}):
        response = api("stats/", **bad)
        assert response.status_code == 400
        assert body(response)["errors"][0]["parameter"] in bad


def test_statistics_build_the_first_snapshot(api: Any) -> None:
    make_full_incident()
    assert Incident.objects.public().count() == body(api("stats/"))["results"][0]["incidents"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_statistics_take_no_query(api: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    snapshot.build()
    with django_assert_num_queries(0):
        assert body(api("stats/", by="event_type"))["results"][0]["incidents"] == count
