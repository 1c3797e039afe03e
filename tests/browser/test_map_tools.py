"""Tools of the map: drawing a filter, measuring, going somewhere, shading, picture and table."""

from __future__ import annotations

import re

import httpx
from django.db.models import Count
from playwright.sync_api import Page, expect

from incidents.models import Incident
from tests.browser.conftest import Open, Site
from tests.browser.reading import ask, listed, query, shown


def open_tools(page: Page) -> None:
    page.locator(".map-tools summary").click()


def click_map(page: Page, *points: tuple[float, float]) -> None:
    box = page.locator("#map").bounding_box()
    assert box
    for x, y in points:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_a_drawn_circle_filters_as_the_api_does(open_page: Open, site: Site) -> None:
    page = open_page("/")
    open_tools(page)
    page.get_by_role("button", name="Circle").click()
    click_map(page, (0.6, 0.6), (0.75, 0.6))
    given = query(page)
    wanted = [("near", given["near"][0]), ("radius_km", given["radius_km"][0])]
    assert 0 < shown(page) == len(ask(site, wanted))
    expect(page.locator("#place-filter")).to_contain_text("km of a point")
    page.get_by_role("button", name="Take it away").click()
    assert query(page) == {}


def test_a_polygon_by_pointer_and_a_circle_by_keyboard(open_page: Open, site: Site) -> None:
    page = open_page("/")
    open_tools(page)
    page.get_by_role("button", name="Polygon").click()
    click_map(page, (0.55, 0.5), (0.8, 0.5), (0.8, 0.85), (0.5, 0.85))
    page.mouse.dblclick(
        *page.evaluate(
            "(() => { const b = document.getElementById('map').getBoundingClientRect(); return [b.left + b.width * 0.5, b.top + b.height * 0.6]; })()"
        )
    )
    assert 0 < shown(page) == len(ask(site, [("within", query(page)["within"][0])]))
    page.get_by_role("button", name="Take it away").click()
    page.get_by_role("button", name="Circle").click()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    assert float(query(page)["radius_km"][0]) > 10


def test_measuring_and_going_somewhere(open_page: Open, site: Site) -> None:
    page = open_page("/")
    open_tools(page)
    page.get_by_role("button", name="Measure").click()
    click_map(page, (0.5, 0.5), (0.7, 0.5))
    expect(page.locator(".tool-output")).to_have_text(re.compile(r"[\d.]+ km"))
    page.keyboard.press("Escape")
    page.get_by_label("Go to a place or to coordinates").fill("35.4681, 44.3922")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("view=11/35.46"))
    page.get_by_label("Go to a place or to coordinates").fill("Khanaq")
    page.keyboard.press("Enter")
    page.locator(".tool-found button").first.click()
    page.wait_for_url(re.compile("view=11/34."))
    expect(page.locator(".map-coordinates")).not_to_be_empty()


def test_heat_and_districts_stand_in_for_signs(open_page: Open) -> None:
    page = open_page("/?shade=heat")
    assert page.evaluate(
        "(() => { const c = document.querySelector('.leaflet-shade-pane canvas'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v) => v > 0); })()"
    )
    open_tools(page)
    page.get_by_label("Show incidents as").select_option("districts")
    assert query(page) == {"shade": ["districts"]}
    expect(page.locator(".map-tools")).to_contain_text("incidents in the district")


def test_picture_and_table_of_the_selection(open_page: Open, site: Site) -> None:
    page = open_page("/?perpetrator=Islamic+State&killed_min=5")
    open_tools(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").click()
    assert download.value.suggested_filename == "hamrin-map.png"
    assert download.value.path().read_bytes()[:4] == b"\x89PNG"
    page.get_by_role("button", name="Exclude Islamic State").click()
    address = page.get_by_role("link", name="CSV of the selection").get_attribute("href")
    assert len(httpx.get(f"{site.url}{address}").text.strip().splitlines()) == shown(page) + 1


def test_incidents_at_one_place_open_as_a_list(open_page: Open) -> None:
    place = (
        Incident.objects.public()
        .exclude(public_longitude=None)
        .values("public_longitude", "public_latitude")
        .annotate(number=Count("pk"))
        .order_by("-number")[0]
    )
    page = open_page(f"/?view=16/{place['public_latitude']}/{place['public_longitude']}")
    click_map(page, (0.5, 0.5))
    assert listed(page) == place["number"] > 1
    expect(page.get_by_role("heading", name=f"{place['number']} incidents at one place")).to_be_visible()
