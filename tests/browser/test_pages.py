"""Pages of one incident and one room, with and without scripts."""

from __future__ import annotations

from playwright.sync_api import expect

from incidents.analysis import around_opening
from incidents.enums import RoomPhase, SubEventType, Verification, WeaponType
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


def test_incident_page_tells_what_is_nearby_and_how_to_cite(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert site.incident.title in copied
    assert copied.endswith(f"/incidents/{site.incident.uid}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="This incident as JSON").click()
    assert str(site.incident.uid) in download.value.path().read_text(encoding="utf-8")


def test_room_page_compares_before_and_after(open_page: Open, site: Site) -> None:
    rows = around_opening(site.room)
    page = open_page(f"/rooms/{site.room.uid}/")
    shown = page.locator("section[aria-labelledby=comparison-heading] tbody tr")
    assert shown.count() == len(rows)
    for row, cells in zip(rows, shown.all(), strict=True):
        numbers = [int(text) for text in cells.locator("td").all_text_contents()]
        assert numbers == [row.incidents_before, row.incidents_after, row.killed_before, row.killed_after]


def test_codebook_has_every_value(open_page: Open) -> None:
    page = open_page("/codebook/")
    shown = set(page.locator("code").all_text_contents())
    for values in (SubEventType.values, Verification.values, WeaponType.values, RoomPhase.values):
        assert set(values) - {""} <= shown


def test_other_sites_may_embed_the_map_and_nothing_else(open_page: Open, site: Site) -> None:
    page = open_page("/embed/?event_type=Battles", size=(700, 500))
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#panel-list")).to_be_hidden()
    full = page.get_by_role("link", name="Hamrin: the whole map")
    assert "event_type=Battles" in (full.get_attribute("href") or "")
    headers = page.request.get(f"{site.url}/embed/").headers
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    for path in ("/", "/codebook/", f"/incidents/{site.incident.uid}/"):
        headers = page.request.get(site.url + path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
