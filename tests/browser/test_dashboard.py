"""The dashboard as a reader uses it."""

from __future__ import annotations

import re
from random import Random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from incidents.enums import EventFamily, SubEventType
from incidents.models import Incident
from tests.browser.conftest import Open, Site, Watch, refuse
from tests.browser.reading import ask, listed, placed, query, shown


def test_loads_whole_under_the_strict_policy(open_page: Open, site: Site) -> None:
    page = open_page("/")
    total = Incident.objects.public().count()
    assert shown(page) == listed(page) == total
    assert placed(page) == Incident.objects.public().exclude(public_longitude=None).count()
    policy = page.request.get(site.url).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    # Leaflet drew something: neither the map nor its canvas is empty.
    assert page.locator(".leaflet-incidents-pane canvas").count() == 1
    assert page.locator(".room-marker").count() > 5


@pytest.mark.parametrize("seed", range(4))
def test_map_list_facets_and_api_agree(open_page: Open, site: Site, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - choices that repeat
    parameters = [
        ("event_type", family) for family in chance.sample(EventFamily.values, chance.randint(0, 3))
    ] or [("sub_event_type", item) for item in chance.sample(SubEventType.values, chance.randint(1, 6))]
    year = chance.choice([2018, 2019, 2020, 2021, 2022])
    parameters += [("date_from", f"{year}-03-0{chance.randint(1, 9)}"), ("date_to", f"{year + 1}-06-30")]
    page = open_page(f"/?{urlencode(parameters)}")
    features = ask(site, parameters)
    assert shown(page) == listed(page) == len(features)
    assert placed(page) == sum(feature["geometry"] is not None for feature in features)
    boxes = page.locator(".facet-types input:checked")
    assert sum(
        int(boxes.nth(i).locator("xpath=../span[@class='count']").text_content() or 0)
        for i in range(boxes.count())
    ) == len(features)


def test_filters_live_in_the_address_and_back_goes_back(open_page: Open) -> None:
    page = open_page("/")
    total = shown(page)
    page.get_by_label("Battles", exact=False).first.check()
    assert query(page) == {"event_type": ["Battles"]}
    battles = shown(page)
    assert 0 < battles < total
    page.get_by_label("from").fill("2021-01-01")
    page.get_by_label("from").blur()
    assert query(page) == {"event_type": ["Battles"], "date_from": ["2021-01-01"]}
    later = shown(page)
    assert later < battles
    page.go_back()
    expect(page.get_by_label("from")).to_have_value("")
    assert shown(page) == battles
    page.go_back()
    assert shown(page) == total
    page.go_forward()
    page.reload()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert shown(page) == battles
    page.get_by_role("button", name="Clear all filters").click()
    assert query(page) == {}
    assert shown(page) == total


def test_part_of_a_family_is_written_as_its_types(open_page: Open, site: Site) -> None:
    page = open_page("/?event_type=Battles")
    family = page.locator(".facet-family").nth(1)
    family.locator("summary").click()
    family.get_by_label("Suicide bomb").check()
    wanted = {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Suicide bomb",
    }
    assert set(query(page)["sub_event_type"]) == wanted
    assert "event_type" not in query(page)
    assert shown(page) == len(ask(site, [("sub_event_type", item) for item in wanted]))


def test_what_has_no_point_is_counted_and_opens_as_a_list(open_page: Open) -> None:
    page = open_page("/")
    unplaced = Incident.objects.public().filter(public_longitude=None).count()
    page.get_by_role("button", name=f"{unplaced} not on the map").click()
    assert listed(page) == unplaced
    assert shown(page) > unplaced
    expect(
        page.get_by_role("heading", name=f"{unplaced} incidents without a point on the map")
    ).to_be_visible()
    page.get_by_role("button", name="List all again").click()
    assert listed(page) == shown(page)


def test_list_by_keyboard(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".incident-table tbody tr").first.focus()
    for key in ("ArrowDown", "ArrowDown", "PageDown", "ArrowUp", "Home", "End", "ArrowUp"):
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    row = page.locator(".incident-table tbody tr:focus")
    title = row.locator(".event-title").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".detail-title")).to_have_text(title)
    expect(page.locator("tr[aria-selected=true] .event-title")).to_have_text(title)
    page.get_by_role("button", name="Killed").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=descending]")).to_have_text(re.compile("Killed"))
    # The rows follow their heading by a frame.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    numbers = page.locator(".column-killed.number").all_inner_texts()[:5]
    best = [int(re.split("[–]", number)[-1].replace(",", "")) for number in numbers]
    assert best[0] >= 20


def test_evidence_of_an_incident(open_page: Open, site: Site) -> None:
    page = open_page(f"/?incident={site.incident.uid}")
    expect(page.locator(".detail-title")).to_have_text(site.incident.title)
    report = site.incident.reports.decided().earliest("pk")
    links = page.locator(".detail .claim-source a")
    assert report.address in [link.get_attribute("href") for link in links.all()]
    page.get_by_role("button", name="Close details").click()
    assert query(page) == {}
    expect(page.locator("#panel-detail")).to_be_hidden()


def test_clicking_the_map_opens_what_is_there(open_page: Open) -> None:
    lonely = Incident.objects.public().exclude(public_longitude=None).first()
    assert lonely
    page = open_page(f"/?view=16/{lonely.public_latitude}/{lonely.public_longitude}")
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    here = (
        Incident.objects.public()
        .filter(public_longitude=lonely.public_longitude, public_latitude=lonely.public_latitude)
        .count()
    )
    if here == 1:
        expect(page.locator(".detail-title")).to_have_text(lonely.title)
    else:
        assert listed(page) == here


def test_rooms_open_by_keyboard(open_page: Open) -> None:
    page = open_page("/")
    page.locator(".room-marker[aria-label*=Khanaqin]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".detail-title")).to_contain_text("Khanaqin")
    assert page.locator(".detail .phases li").count() >= 4
    assert "joint_room" in query(page)


def test_search_asks_the_api(open_page: Open, site: Site) -> None:
    page = open_page("/")
    page.get_by_label("Search incidents").fill("Makhmur")
    page.keyboard.press("Enter")
    expect(page.locator("#search-filter")).to_contain_text("Makhmur")
    assert shown(page) == len(ask(site, [("q", "Makhmur")])) > 0


def test_nothing_found_says_why(open_page: Open) -> None:
    page = open_page("/?date_from=1950-01-01&date_to=1950-02-01")
    assert shown(page) == 0
    expect(page.locator("#map-message")).to_contain_text("No incident matches these filters")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("#map-message")).to_be_hidden()


def test_dates_the_wrong_way_round_are_named(open_page: Open) -> None:
    page = open_page("/?date_from=2022-01-01&date_to=2021-01-01")
    expect(page.locator("#date-error")).to_contain_text("after the last")


def test_a_failing_server_is_said_with_a_way_out(open_page: Open, watch: Watch) -> None:
    watch.expected = ["500", "404"]
    page = open_page("/no-such-page", prepare=lambda page: page.route("**/api/v1/snapshot/", refuse))
    page.goto(watch.site.url)
    expect(page.locator("#map-message")).to_contain_text("The disk is full.")
    expect(page.locator("#counts")).to_have_text("The incidents could not be loaded.")
    page.unroute("**/api/v1/snapshot/")
    page.get_by_role("button", name="Try again").click()
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def test_phone_layout(open_page: Open) -> None:
    page = open_page("/", size=(390, 844), has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#panel-list")).to_be_hidden()
    page.get_by_role("button", name="List").click()
    expect(page.locator("#panel-list")).to_be_visible()
    title = page.locator(".incident-table tbody .event-title").first.inner_text()
    page.locator(".incident-table tbody tr").first.click()
    expect(page.locator(".detail-title")).to_have_text(title)
    expect(page.locator("#panel-list")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_right_to_left(open_page: Open, language: str) -> None:
    page = open_page("/", language=language)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert re.search("[٠-٩]", page.locator("#counts").inner_text())
    filters, list_ = page.locator("#panel-filters").bounding_box(), page.locator("#panel-list").bounding_box()
    assert filters
    assert list_
    assert filters["x"] > list_["x"]
    assert page.evaluate("document.fonts.check('16px \"Hamrin Arabic\"', 'کەرکووک')")


def test_theme_is_kept(open_page: Open) -> None:
    page = open_page("/", theme="light")
    light = page.evaluate(
        "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor"
    )
    page.get_by_label("Theme").select_option("dark")
    dark = page.evaluate(
        "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).backgroundColor"
    )
    assert light != dark
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_language_is_changed_in_place(open_page: Open) -> None:
    page = open_page("/?event_type=Riots")
    page.get_by_label("Language").select_option("ar")
    page.wait_for_selector("html[lang=ar][data-ready=yes]", state="attached")
    assert query(page) == {"event_type": ["Riots"]}


def test_without_scripts_there_is_a_table(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    assert page.locator("noscript tbody tr, .plain-table tbody tr").count() == 100
    expect(page.locator("#map-area")).to_be_hidden()
