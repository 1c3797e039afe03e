"""An incident as known on a day, asked for on its page."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.browser.conftest import Open, Site


def test_a_day_is_asked_for_and_left_again(site: Site, open_page: Open) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/")
    expect(page.locator(".history")).to_contain_text("published")
    page.get_by_label("As known at the end of this day (UTC)").fill(datetime.now(UTC).date().isoformat())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("note").first).to_contain_text("As known on")
    expect(page.locator("h1")).to_have_text(site.incident.title)
    expect(page.locator("#history-heading")).to_have_count(0)
    page.get_by_role("link", name="As known today").click()
    expect(page.locator(".history a").first).to_be_visible()
