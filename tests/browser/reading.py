"""What tests read from the dashboard, and ask of the API."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
from playwright.sync_api import Page

from tests.browser.conftest import Site

COUNTS = re.compile(r"([\d,]+) of ([\d,]+) incidents")


def settle(page: Page) -> None:
    """Wait until what the page put off to its next frames is drawn."""
    page.evaluate(
        "() => new Promise((done) => {"
        " const later = (frames) => frames ? requestAnimationFrame(() => later(frames - 1)) : setTimeout(done, 250);"
        " later(3); })"
    )


def shown(page: Page) -> int:
    """Return how many incidents the dashboard says that it shows."""
    settle(page)
    found = COUNTS.search(page.locator("#counts").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def listed(page: Page) -> int:
    """Return how many rows the list has."""
    return int(page.locator(".incident-table").get_attribute("aria-rowcount") or 0) - 1


def placed(page: Page) -> int:
    """Return how many incidents the map has."""
    return int(page.locator("#map").get_attribute("data-placed") or -1)


def in_timeline(page: Page) -> int:
    """Return the sum of the timeline's table."""
    cells = page.locator("#timeline tbody td").all_text_contents()
    return sum(int(text.replace(",", "")) for text in cells)


def query(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the address, without the view."""
    search: str = page.evaluate("location.search")  # page.url hears of a change a little later
    return {name: values for name, values in parse_qs(search.removeprefix("?")).items() if name != "view"}


def ask(site: Site, parameters: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the API's features for parameters."""
    answer = httpx.get(f"{site.url}/api/v1/incidents.geojson?{urlencode(parameters)}", timeout=20)
    features: list[dict[str, Any]] = answer.raise_for_status().json()["features"]
    return features


def all_facets(page: Page) -> dict[str, list[tuple[str, int]]]:
    """Return the values and counts of each value facet, all of them, and of the types of events."""
    page.evaluate("for (const box of document.querySelectorAll('.value-facet')) box.open = true")
    settle(page)
    found: dict[str, list[tuple[str, int]]] = page.evaluate(
        """() => {
          for (const box of document.querySelectorAll('.value-facet')) {
            const more = box.querySelector(':scope > button');
            if (!more.hidden) more.click();
          }
          const number = (row) => Number(row.querySelector('.count').textContent.replaceAll(',', ''));
          const read = (rows) => [...rows].map((row) => [row.querySelector('.facet-name').textContent, number(row)]);
          const facets = [...document.querySelectorAll('.value-facet')].map((box) => [box.dataset.facet, read(box.querySelectorAll('li'))]);
          return Object.fromEntries([
            ...facets,
            ['event_type', read(document.querySelectorAll('.facet-family > label'))],
            ['sub_event_type', read(document.querySelectorAll('.facet-types label'))],
          ]);
        }"""
    )
    return {name: [(label, count) for label, count in values] for name, values in found.items()}


def count_by(site: Site, parameters: list[tuple[str, str]], name: str) -> dict[str, int]:
    """Return the API's numbers of incidents by a dimension, under the parameters."""
    answer = httpx.get(f"{site.url}/api/v1/stats/?{urlencode([*parameters, ('by', name)])}", timeout=20)
    return {row[name]: row["incidents"] for row in answer.raise_for_status().json()["results"]}


def count_all(site: Site, parameters: list[tuple[str, str]]) -> int:
    """Return how many incidents the API says that there are under the parameters."""
    asked = urlencode([*parameters, ("with_total", "yes"), ("limit", "1")])
    total: int = (
        httpx.get(f"{site.url}/api/v1/incidents/?{asked}", timeout=20).raise_for_status().json()["total"]
    )
    return total


def facet(page: Page, name: str) -> dict[str, int]:
    """Return a facet's values and counts, all of them."""
    box = page.locator(f".value-facet[data-facet={name}]")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    settle(page)
    more = box.get_by_role("button", name=re.compile("^All "))
    if more.is_visible():
        more.click()
    # Both at once: the page may draw between two questions.
    names, counts = box.evaluate(
        "(box) => ['.facet-name', '.count'].map((part) =>"
        " [...box.querySelectorAll(part)].map((element) => element.textContent))"
    )
    return {name: int(count.replace(",", "")) for name, count in zip(names, counts, strict=True)}
