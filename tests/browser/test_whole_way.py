"""The main job with nothing replaced: a file, a worker, an editor in a browser, the map, the API."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.installation import Installation, eventually, installed

pytestmark = pytest.mark.services

ARTICLE = {
    "title": "Two federal policemen killed in ambush near Daquq",
    "published": "2025-03-18",
    "url": "https://example.org/whole-way",
    "outlet": "Whole Way Wire",
    "text": (
        "KIRKUK – Islamic State gunmen ambushed a federal police patrol near the town of Daquq, south of "
        "Kirkuk, on Monday evening, killing two policemen and wounding one, a source in Kirkuk police said "
        "on Tuesday.\nThe attackers fled towards the Hamrin mountains before reinforcements came. A search "
        "of the orchards around the town went on until the morning."
    ),
}


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with installed() as running:
        yield running


def features(installation: Installation) -> list[dict[str, object]]:
    answer = httpx.get(f"{installation.url}/api/v1/incidents.geojson", params={"date_from": "2025-03-01"})
    answer.raise_for_status()
    return [feature["properties"] for feature in answer.json()["features"]]


def log_in(page: Page, installation: Installation) -> None:
    name, password = installation.log_in_data()
    page.goto(f"{installation.url}/")
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{installation.url}/")


def proposal(installation: Installation) -> int:
    rows = installation.query(
        "SELECT r.id FROM incidents_report r JOIN sources_article a ON a.id = r.article_id WHERE a.url = %s",
        ARTICLE["url"],
    )
    return int(rows[0][0]) if rows else 0


def test_from_a_file_in_the_inbox_to_the_map(installation: Installation, chromium: Browser) -> None:
    installation.drop("whole-way", ARTICLE)
    number = eventually(lambda: proposal(installation), what="the proposal")
    assert (installation.folder / "inbox" / "done" / "whole-way.json").exists()
    assert features(installation) == []

    page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    log_in(page, installation)
    page.get_by_role("link", name="Review").click()
    page.goto(f"{installation.url}/review/{number}/")
    expect(page.get_by_label("Place as reported")).to_have_value("Daquq")
    expect(page.get_by_label("From:")).to_have_value("2025-03-17")
    page.get_by_role("button", name="Accept and publish").click()
    expect(page.get_by_text("Accepted and published as")).to_be_visible()

    (incident,) = features(installation)
    assert incident["sub_event_type"] == "Armed clash"
    assert (incident["killed_best"], incident["wounded_best"]) == (2, 1)
    assert incident["perpetrators"] == ["Islamic State"]

    page.goto(f"{installation.url}/?date_from=2025-03-01")
    expect(page.get_by_text("1 of ")).to_be_visible()
    page.locator(".incident-table .event-title", has_text=str(incident["title"])).click()
    expect(page.get_by_text("killing two policemen").first).to_be_visible()
    assert errors == []
