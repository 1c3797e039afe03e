"""Sudden death in the middle of the work: nothing lost, nothing doubled. Real servers, real kills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.installation import Installation, eventually, installed

pytestmark = pytest.mark.services

ARTICLES = 30
DAYS = ("Monday", "Tuesday", "Wednesday")


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with installed() as running:
        yield running


def article(run: str, number: int) -> dict[str, Any]:
    """Write a report of one attack; no two are alike enough to be taken for the same text."""
    details = " ".join(f"Witness {number}-{i} of {run} spoke of {number * 7 + i} shots." for i in range(40))
    return {
        "title": f"Attack {number} near Daquq, {run}",
        "published": "2021-06-04",
        "url": f"https://example.org/{run}/{number}",
        "text": (
            f"Islamic State militants attacked a federal police checkpoint near Daquq on "
            f"{DAYS[number % 3]}, killing {number + 2} policemen, a security source said.\n{details}"
        ),
    }


def extracted(installation: Installation, run: str) -> int:
    ((count,),) = installation.query(
        "SELECT count(*) FROM sources_article WHERE url LIKE %s AND state = 'extracted'",
        f"https://example.org/{run}/%",
    )
    return int(count)


def assert_each_article_is_there_once(installation: Installation, run: str) -> None:
    rows = installation.query(
        "SELECT a.url, count(DISTINCT a.id), count(r.id) FROM sources_article a "
        "LEFT JOIN incidents_report r ON r.article_id = a.id WHERE a.url LIKE %s GROUP BY a.url",
        f"https://example.org/{run}/%",
    )
    assert len(rows) == ARTICLES
    assert {(articles, reports) for _, articles, reports in rows} == {(1, 1)}
    inbox = installation.folder / "inbox"
    assert len(list((inbox / "done").glob(f"{run}-*.json"))) == ARTICLES
    assert not list(inbox.glob("*.json"))


def drop_all(installation: Installation, run: str) -> None:
    for number in range(ARTICLES):
        installation.drop(f"{run}-{number:02}", article(run, number))


@pytest.mark.parametrize("victim", ["worker", "postgres"])
def test_a_kill_loses_nothing_and_doubles_nothing(installation: Installation, victim: str) -> None:
    drop_all(installation, victim)
    eventually(lambda: extracted(installation, victim) >= 2, what="the first extractions")
    assert extracted(installation, victim) < ARTICLES, "the kill came too late to prove anything"
    {"worker": installation.kill_worker, "postgres": installation.kill_postgres}[victim]()
    eventually(
        lambda: extracted(installation, victim) == ARTICLES, 120, f"extraction after the kill of {victim}"
    )
    assert_each_article_is_there_once(installation, victim)
