"""Pages of one incident and one room, with and without scripts."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Open, Site


def test_incident_page(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(site.incident.title)
    assert page.locator(".claim").count() >= 4
    expect(page.get_by_role("heading", name="History of this entry")).to_be_visible()
    page.get_by_role("link", name="Show on the map").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    expect(page.locator(".detail-title")).to_have_text(site.incident.title)


def test_room_page(open_page: Open, site: Site) -> None:
    page = open_page(f"/rooms/{site.room.uid}/")
    assert page.locator(".phases li").count() == site.room.phase_events.count()
    expect(page.get_by_role("heading", name="Where reports differ")).to_be_visible()
    expect(page.locator(".room-marker")).to_be_visible()
    page.get_by_role("link", name="Show on the map").click()
    expect(page.locator(".detail-title")).to_have_text(site.room.name)


def test_pages_without_scripts(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text(site.incident.title)
    expect(page.locator(".place-map")).to_have_count(1)
    expect(page.locator(".place-map")).to_be_hidden()


def test_pages_fit_a_phone(open_page: Open, site: Site) -> None:
    for path in (
        f"/incidents/{site.incident.uid}/",
        f"/rooms/{site.room.uid}/",
        f"/review/{site.reports[0]}/",
    ):
        page = open_page(path, size=(390, 844), editor=True)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
