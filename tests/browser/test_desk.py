"""The desk's admin in a browser: the point on the map, places in three scripts, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site


def choose_place(page: Page, text: str) -> None:
    """Choose the first place of the auto-complete by keyboard."""
    page.locator("#select2-id_place-container").locator("xpath=..").focus()
    page.keyboard.press("Enter")
    page.locator(".select2-container--open .select2-search__field").fill(text)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("Makhm")
    page.keyboard.press("Enter")


def test_the_point_by_click_keys_and_numbers(open_page: Open, site: Site) -> None:
    page = open_page("/admin/incidents/incident/add/", editor=True)
    longitude, latitude = page.locator("#id_longitude"), page.locator("#id_latitude")
    chart = page.locator("#admin-point")
    chart.scroll_into_view_if_needed()
    expect(page.locator(".point-sign")).to_have_count(0)
    chart.click(position={"x": 100, "y": 100})
    first = float(longitude.input_value())
    page.locator(".point-sign").focus()
    page.keyboard.press("ArrowRight")
    assert float(longitude.input_value()) > first
    longitude.fill("44.4")
    latitude.fill("35.5")
    latitude.press("Tab")
    sign, frame = page.locator(".point-sign").bounding_box(), chart.bounding_box()
    assert sign
    assert frame
    assert frame["x"] <= sign["x"] <= frame["x"] + frame["width"]


@pytest.mark.parametrize("written", ["Makhm", "مخمور", "مەخموور"])
def test_a_chosen_place_fills_the_form_in_three_scripts(open_page: Open, site: Site, written: str) -> None:
    page = open_page("/admin/incidents/incident/add/", editor=True)
    choose_place(page, written)
    expect(page.locator("#id_place_name")).to_have_value(re.compile("^Makhm"))
    expect(page.locator("#id_district")).to_have_value("Makhmur")
    expect(page.locator("#id_longitude")).to_have_value(re.compile(r"^43\."))
    expect(page.locator(".point-sign")).to_have_count(1)


def test_a_place_itself_has_the_map_too(open_page: Open, site: Site) -> None:
    page = open_page(f"/admin/incidents/jointoperationroom/{site.room.pk}/change/", editor=True)
    expect(page.locator("#admin-point .point-sign")).to_have_count(1)
