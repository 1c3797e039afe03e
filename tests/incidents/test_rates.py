"""Budgets in a real Valkey: exact under threads, refilled evenly, and no obstacle while it is away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis

from incidents import rates
from incidents.rates import spend


@pytest.fixture
def whose() -> str:
    return uuid4().hex


def ask(whose: str, limit: int, period: int = 60) -> rates.Budget:
    budget = spend("test", whose, limit, period)
    assert budget is not None
    return budget


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_a_budget_lets_as_many_through_as_it_holds(whose: str, limit: int) -> None:
    # A day, so that none comes back meanwhile.
    left = [ask(whose, limit, 86_400).remaining for _ in range(limit)]
    assert left == list(range(limit - 1, -1, -1))
    refused = ask(whose, limit, 86_400)
    assert (refused.allowed, refused.remaining) == (False, 0)
    assert 86_400 / limit - 60 < refused.wait <= 86_400 / limit
    assert ask(f"another than {whose}", limit).allowed


def test_threads_share_a_budget_exactly(whose: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: ask(whose, 150, 86_400).allowed, range(400)))
    assert answers.count(True) == 150


def test_it_refills_evenly(whose: str) -> None:
    while ask(whose, 40, 1).allowed:
        pass
    wait = ask(whose, 40, 1).wait
    assert 0 < wait <= 1 / 40
    begin = time.monotonic()
    while not ask(whose, 40, 1).allowed:
        assert time.monotonic() < begin + 5
    assert time.monotonic() - begin >= wait - 0.005


def test_what_is_stored_goes_by_itself_and_names_nobody(settings: Any) -> None:
    address = "203.0.113.77"
    ask(address, 10)
    valkey: Any = redis.Redis.from_url(rates._address(settings.CELERY_BROKER_URL))
    keys = [key.decode() for key in valkey.keys("hamrin:rate:*")]
    assert keys
    assert not [key for key in keys if address in key]
    assert all(0 < valkey.pttl(key) <= 86_400_000 for key in keys)


def test_nobody_is_refused_while_valkey_is_away(
    whose: str, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"
    begin = time.perf_counter()
    assert [spend("test", whose, 1) for _ in range(50)] == [None] * 50
    assert time.perf_counter() - begin < 1
    assert [record.levelname for record in caplog.records if record.name == "incidents.rates"] == ["WARNING"]


def test_it_is_asked_again_after_a_while(
    whose: str, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "incidents.rates")
    valkey = rates._valkey(settings.CELERY_BROKER_URL)
    monkeypatch.setattr(valkey, "_away_until", time.monotonic() + 60)
    assert spend("test", whose, 1) is None
    monkeypatch.setattr(valkey, "_away_until", time.monotonic() - 1)
    assert ask(whose, 1).allowed
    assert "again" in caplog.text


def test_a_lost_connection_or_script_is_replaced(
    whose: str, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    valkey: Any = redis.Redis.from_url(rates._address(settings.CELERY_BROKER_URL))
    ask(whose, 9)
    valkey.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    assert ask(whose, 9).remaining == 7
    valkey.script_flush()
    assert ask(whose, 9).remaining == 6
    assert not caplog.records


@pytest.mark.parametrize(
    ("broker", "address"),
    [
        ("redis://:secret@valkey:6379/0", "redis://:secret@valkey:6379/0"),
        ("redis+socket:///run/a%20b/valkey.sock?virtual_host=2", "unix:///run/a b/valkey.sock?db=2"),
    ],
)
def test_the_broker_s_address_as_the_client_writes_it(broker: str, address: str) -> None:
    assert rates._address(broker) == address
