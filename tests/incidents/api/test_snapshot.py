"""The snapshot and the statistics over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import polars as pl
import pytest
from django.db import connection

from incidents import snapshot
from incidents.enums import AreaKind
from incidents.models import Incident, IncidentArea
from incidents.snapshot_tables import Audience
from incidents.tokens import make_token
from tests.incidents.api.conftest import body, make_full_incident
from tests.incidents.factories import IncidentFactory, ReportFactory, SourceFactory, make_area, make_user

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


ANALYST = "/api/v1/snapshot/?audience=analyst"


def plant_secrets() -> tuple[Incident, Incident]:
    """Make an incident that is restricted, and one whose place and a source of which are."""
    secret = make_full_incident(sensitivity="restricted", longitude=44.412345, latitude=35.412345)
    hidden = make_full_incident(
        longitude=44.512345, latitude=35.512345, location_precision="exact", public_location_precision="near"
    )
    area = make_area(hidden.region, AreaKind.RANGE, "secret", "Secret ridge")
    IncidentArea.objects.create(incident=hidden, area=area, public=False)
    closed = SourceFactory(name="Closed data set")
    ReportFactory(incident=hidden, state="accepted", restricted=True, article=None, source=closed)
    make_full_incident(status="draft")
    return secret, hidden


def test_analysts_have_a_snapshot_of_all_that_is_published(client: Any, conforms: Any) -> None:
    secret, hidden = plant_secrets()
    client.force_login(make_user("Editor"))
    response = client.get(ANALYST)
    assert response["Cache-Control"].startswith("private")
    found = conforms(response, "/api/v1/snapshot/")
    for read, kind in ((pl.read_ipc, "arrow"), (pl.read_parquet, "parquet")):
        response = client.get(found[kind]["url"])
        assert response["Cache-Control"].startswith("private")
        rows = {row["uid"]: row for row in read(raw(response)).to_dicts()}
        assert rows.keys() == {str(secret.uid), str(hidden.uid)}
        row = rows[str(hidden.uid)]
        assert (row["longitude"], row["latitude"], row["precision"]) == (44.512345, 35.512345, "exact")
        assert "range:secret" in row["areas"]
        assert "Closed data set" in row["sources"]
        assert rows[str(secret.uid)]["sensitivity"] == "restricted"
    # And nobody else's is another for it.
    snapshot.build()
    public = body(client.get("/api/v1/snapshot/?audience=public"))
    assert public["rows"] == 1
    assert "analyst" not in str(public)


@pytest.mark.django_db(transaction=True)
def test_those_who_ask_first_at_once_wait_for_one_snapshot() -> None:
    plant_secrets()
    together = Barrier(3)

    def ask(_number: int) -> int:
        try:
            together.wait()
            return snapshot.current_or_first(Audience.ANALYST).parquet.stat().st_mtime_ns
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        assert len(set(threads.map(ask, range(3)))) == 1


@pytest.mark.parametrize("role", ["", "Contributor"])
def test_an_analysts_snapshot_is_for_those_who_may(client: Any, role: str) -> None:
    plant_secrets()
    built = snapshot.build(Audience.ANALYST)
    if role:
        client.force_login(make_user(role))
    addresses = [ANALYST, *(f"/api/v1/snapshot/analyst/{built.name}.{kind}" for kind in ("arrow", "parquet"))]
    for address in addresses:
        for headers in ({}, {"HTTP_RANGE": "bytes=0-99"}, {"HTTP_IF_NONE_MATCH": f'"{built.name}-arrow"'}):
            assert client.get(address, **headers).status_code == (403 if role else 401)
    # Its name alone opens nothing at the address of what is public.
    for kind in ("arrow", "parquet"):
        assert client.get(f"/api/v1/snapshot/{built.name}.{kind}").status_code == 404


def test_a_token_opens_it_with_scope_and_right(client: Any) -> None:
    plant_secrets()
    for role, scopes, status in (
        ("Editor", ["read"], 200),
        ("Editor", ["edit"], 403),
        ("Contributor", ["read"], 403),
    ):
        _token, key = make_token(make_user(role, f"{role}-{scopes[0]}"), "R", scopes, None)
        headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"}
        response = client.get(ANALYST, **headers)
        assert response.status_code == status
        if status == 200:
            url = body(response)["parquet"]["url"]
            assert client.get(url, **headers).status_code == 200
            assert client.get(url).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_an_analysts_snapshot_is_kept_up_to_date_while_it_is_read(client: Any) -> None:
    secret, _hidden = plant_secrets()
    assert snapshot.refresh(Audience.ANALYST) is None  # nobody asks for it
    snapshot.ask(Audience.ANALYST)
    first = snapshot.refresh(Audience.ANALYST)
    assert first
    (snapshot.folder(Audience.ANALYST) / "duration").write_text("0", encoding="ascii")
    Incident.objects.filter(pk=secret.pk).update(verification="confirmed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    Incident.objects.exists()
    second = snapshot.refresh(Audience.ANALYST)
    assert second
    assert second.name != first.name
    assert snapshot.kept() == []
