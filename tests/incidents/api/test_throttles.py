"""Limits: whose budget a request is taken from, what is told of it, and what a refusal looks like."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from django.test import Client, RequestFactory

from incidents.api.throttles import client_address
from incidents.tokens import make_token
from tests.incidents.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "/api/v1/incidents/"
_NUMBERS = count(1)


@pytest.fixture
def limits(settings: Any) -> dict[str, int]:
    settings.THROTTLES = {"address": 3, "token": 5, "exports": 2}
    return dict(settings.THROTTLES)


@pytest.fixture
def address() -> str:
    """Return an address that nobody in the same Valkey had before."""
    number = next(_NUMBERS)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def remaining(response: Any) -> int:
    return int(response["RateLimit"].partition("r=")[2].partition(";")[0])


def test_an_address_has_so_many_requests(client: Client, limits: dict[str, int], address: str) -> None:
    left = [remaining(client.get(LIST, REMOTE_ADDR=address)) for _ in range(3)]
    assert left == [2, 1, 0]
    answer = client.get(LIST, REMOTE_ADDR=address)
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:hamrin:problem:too-many-requests"
    assert 1 <= int(answer["Retry-After"]) <= 20
    assert answer["RateLimit"] == f'"address";r=0;t={answer["Retry-After"]}'
    assert answer["RateLimit-Policy"] == '"address";q=3;w=60'
    assert client.get(LIST, REMOTE_ADDR="192.0.2.1").status_code == 200


def test_the_fields_are_there_without_a_body(client: Client, limits: dict[str, int], address: str) -> None:
    first = client.get(LIST, REMOTE_ADDR=address)
    for again in (
        client.get(LIST, REMOTE_ADDR=address, headers={"if-none-match": first["ETag"]}),
        client.head(LIST, REMOTE_ADDR=address, headers={"if-none-match": first["ETag"]}),
    ):
        assert again.status_code == 304
        assert again["RateLimit-Policy"] == '"address";q=3;w=60'
    assert remaining(again) == 0


def test_every_address_counts(client: Client, settings: Any, address: str) -> None:
    settings.THROTTLES = {"address": 100, "token": 100, "exports": 100}
    addresses = ["", "incidents/", "nowhere/", "incidents.csv", "stats/", "schema/", "snapshot/", "changes/"]
    for path in [*(f"/api/v1/{name}" for name in addresses), "/ogc/", "/ogc/collections/areas/items"]:
        response = client.get(path, REMOTE_ADDR=address)
        assert response["RateLimit"], path
    assert client.get(LIST, {"unknown": "1"}, REMOTE_ADDR=address)["RateLimit"]


def test_pages_have_no_limit(client: Client, limits: dict[str, int], address: str) -> None:
    assert "RateLimit" not in client.get("/codebook/", REMOTE_ADDR=address)


def test_a_token_has_a_budget_of_its_own(client: Client, limits: dict[str, int], address: str) -> None:
    user = make_user("Editor")
    headers = [
        {"authorization": f"Bearer {make_token(user, name, ['read'], None)[1]}"} for name in ("one", "two")
    ]
    left = [remaining(client.get(LIST, REMOTE_ADDR=address, headers=headers[0])) for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert client.get(LIST, REMOTE_ADDR=address, headers=headers[0]).status_code == 429
    other = client.get(LIST, REMOTE_ADDR=address, headers=headers[1])
    assert other["RateLimit-Policy"] == '"token";q=5;w=60'
    assert remaining(client.get(LIST, REMOTE_ADDR=address)) == 2


def test_exports_are_counted_apart(client: Client, limits: dict[str, int], address: str) -> None:
    asked = ["incidents.csv", "incidents/?format=ndjson", "stats/"]
    answers = [client.get(f"/api/v1/{path}", REMOTE_ADDR=address) for path in asked]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["RateLimit-Policy"] == '"exports";q=2;w=60'
    assert remaining(client.get(LIST, REMOTE_ADDR=address)) == 2


def test_guesses_are_counted(client: Client, limits: dict[str, int], address: str) -> None:
    headers = {"authorization": f"Bearer hamrin_{'0' * 12}_{'0' * 64}"}
    statuses = [client.get(LIST, REMOTE_ADDR=address, headers=headers).status_code for _ in range(4)]
    assert statuses == [401, 401, 401, 429]


def test_no_limit_is_no_count(client: Client, settings: Any, address: str) -> None:
    settings.THROTTLES = {"address": 0, "token": 0, "exports": 0}
    assert "RateLimit" not in client.get(LIST, REMOTE_ADDR=address)


def test_without_valkey_everybody_is_served(client: Client, limits: dict[str, int], settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock?virtual_host=0"
    answers = [client.get(LIST) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0]


def test_other_sites_scripts_see_the_fields(client: Client, limits: dict[str, int], address: str) -> None:
    exposed = client.get(LIST, REMOTE_ADDR=address)["Access-Control-Expose-Headers"]
    assert {"RateLimit", "Retry-After", "ETag"} <= {name.strip() for name in exposed.split(",")}


@pytest.mark.parametrize(
    ("proxies", "connected", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "", "192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "192.0.2.1", "", "192.0.2.1"),
        (1, "192.0.2.1", "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.1", "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "192.0.2.1", "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "198.51.100.7:4711", "198.51.100.7"),
        (1, "192.0.2.1", "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"),
        (1, "192.0.2.1", "2001:db8:1:2:9::1", "2001:db8:1:2::/64"),
        (1, "192.0.2.1", "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "unknown", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_whose_address_it_is(
    settings: Any, proxies: int, connected: str, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=connected, headers=headers)) == expected
