"""Saved views from the map: a dialog, by mouse and by keyboard, in both directions of writing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, Watch
from tests.browser.reading import query, shown
from tests.browser.test_accessibility import violations


@pytest.fixture(autouse=True)
def no_views(site: Site) -> Iterator[None]:
    """Take away what the server saved, in a transaction of its own."""
    yield
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("DELETE FROM incidents_savedview")
    finally:
        other.close()


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def test_save_open_rename_and_delete(open_page: Open, watch: Watch) -> None:
    watch.expected = ["400"]  # a name that is taken
    page = open_page("/?event_type=Riots", editor=True)
    riots = shown(page)
    page.get_by_role("link", name="Saved views").click()
    dialog = page.get_by_role("dialog", name="Saved views")
    expect(dialog.get_by_label("Save what the map shows as")).to_be_focused()
    page.keyboard.type("Riots")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Saved: Riots")
    expect(dialog.get_by_role("heading")).to_be_focused()
    dialog.get_by_label("Save what the map shows as").fill("Riots")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("another view of this name")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert query(page) == {"event_type": ["Riots"]}
    # What the map shows now takes the place of what was saved.
    page.get_by_role("button", name="Clear all filters").click()
    page.get_by_label("from").fill("2021-01-01")
    page.get_by_label("from").blur()
    later = shown(page)
    page.get_by_role("link", name="Saved views").click()
    dialog.get_by_role("group").locator("summary").click()
    dialog.get_by_role("button", name="Replace with what the map shows").click()
    expect(dialog.get_by_role("status")).to_have_text("Saved: Riots")
    dialog.get_by_role("link", name="Riots").click()
    ready(page)
    assert query(page) == {"date_from": ["2021-01-01"]}
    assert shown(page) == later != riots
    page.get_by_role("link", name="Saved views").click()
    dialog.get_by_role("group").locator("summary").click()
    dialog.get_by_label("Name").fill("Since 2021")
    dialog.get_by_role("button", name="Rename").click()
    expect(dialog.get_by_role("link", name="Since 2021")).to_be_visible()
    dialog.get_by_role("group").locator("summary").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog.get_by_role("status")).to_have_text("Deleted: Since 2021")
    expect(dialog.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("ar", 1440), ("en", 390)])
def test_the_dialog_fits(open_page: Open, language: str, width: int) -> None:
    page = open_page("/", editor=True, language=language, size=(width, 844), bypass_csp=True)
    page.locator("#open-views").click()
    dialog = page.locator("dialog")
    expect(dialog.locator("#view-name")).to_be_focused()
    page.keyboard.type("A long name that somebody gave to what is looked at on every single morning")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_be_visible()
    dialog.locator("summary").click()
    box = dialog.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert dialog.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    assert violations(page) == []


def test_strangers_have_none(open_page: Open) -> None:
    page = open_page("/")
    expect(page.locator("#open-views")).to_have_count(0)
