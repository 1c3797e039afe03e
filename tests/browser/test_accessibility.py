"""axe-core finds nothing on any page, in two themes and two directions of writing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE, Open, Site

PAGES = ["dashboard", "filtered", "embed", "codebook", "incident", "room", "queue", "review"]


def address(site: Site, name: str) -> str:
    return {
        "dashboard": f"/?incident={site.incident.uid}",
        "filtered": "/?not_perpetrator=Peshmerga&near=44.4,35.3&radius_km=90&shade=districts",
        "embed": "/embed/",
        "codebook": "/codebook/",
        "incident": f"/incidents/{site.incident.uid}/",
        "room": f"/rooms/{site.room.uid}/",
        "queue": "/review/",
        "review": f"/review/{site.reports[0]}/",
    }[name]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{item['id']}: {item['help']}: {[node['target'] for node in item['nodes'][:5]]} "
        f"{item['nodes'][0]['failureSummary']}"
        for item in found
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page: Open, site: Site, name: str, theme: str, language: str) -> None:
    desk = name in {"queue", "review"}
    page = open_page(address(site, name), theme=theme, language=language, editor=desk, bypass_csp=True)
    if name == "dashboard":
        page.wait_for_selector(".detail .claim")
    if name == "filtered":
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["contrast"])
def test_axe_finds_nothing_in_high_contrast_and_on_a_phone(open_page: Open, site: Site, theme: str) -> None:
    page = open_page("/", theme=theme, size=(390, 844), bypass_csp=True)
    for tab in ("Filters", "List", "Time", "Details"):
        page.get_by_role("button", name=tab, exact=True).click()
        assert violations(page) == []
