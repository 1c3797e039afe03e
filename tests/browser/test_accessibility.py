"""axe-core finds nothing on any page, in three languages and two themes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE, Open, Site

PAGES = ["dashboard", "filtered", "embed", "codebook", "incident", "room", "queue", "review"]
PROFILES = ["actor", "area", "source", "areas"]
THEMES = ("light", "dark")


def address(site: Site, name: str) -> str:
    return {
        **site.profiles,
        "dashboard": f"/?incident={site.incident.uid}",
        "filtered": "/?not_perpetrator=Peshmerga&near=44.4,35.3&radius_km=90&shade=districts&bbox=43,34,46,37&x=1",
        "embed": "/embed/",
        "codebook": "/codebook/",
        "incident": f"/incidents/{site.incident.uid}/",
        "room": f"/rooms/{site.room.uid}/",
        "queue": "/review/",
        "review": f"/review/{site.reports[0]}/",
        "views": "/views/?query=q%3Dx",
        "offline": "/offline/",
    }[name]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)"
    )
    return [
        f"{item['id']}: {item['help']}: {[node['target'] for node in item['nodes'][:5]]} "
        f"{item['nodes'][0]['failureSummary']}"
        for item in found
    ]


def wear(page: Page, theme: str) -> None:
    """Change the page's theme as its own choice of it does, and wait until no colour is on its way."""
    page.evaluate(
        "async (theme) => { document.documentElement.dataset.theme = theme;"
        " document.dispatchEvent(new CustomEvent('theme-changed'));"
        " await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"
        " await Promise.allSettled(document.getAnimations()"
        " .filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished)); }",
        theme,
    )


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("name", [*PAGES, *PROFILES])
def test_axe_finds_nothing(open_page: Open, site: Site, name: str, language: str) -> None:
    desk = name in {"queue", "review"}
    page = open_page(address(site, name), theme=THEMES[0], language=language, editor=desk, bypass_csp=True)
    if name == "dashboard":
        page.wait_for_selector(".detail .claim")
    if name in {"filtered", *PROFILES}:
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
    for theme in THEMES:
        wear(page, theme)
        assert violations(page) == [], theme


@pytest.mark.parametrize("name", ["views", "offline"])
def test_axe_finds_nothing_on_small_pages(open_page: Open, site: Site, name: str) -> None:
    page = open_page(address(site, name), language="ar", editor=name == "views", bypass_csp=True)
    for theme in THEMES:
        wear(page, theme)
        assert violations(page) == [], theme


@pytest.mark.parametrize("theme", ["contrast"])
def test_axe_finds_nothing_in_high_contrast_and_on_a_phone(open_page: Open, site: Site, theme: str) -> None:
    page = open_page("/", theme=theme, size=(390, 844), bypass_csp=True)
    for tab in ("Filters", "List", "Time", "Details"):
        page.get_by_role("button", name=tab, exact=True).click()
        assert violations(page) == []
