"""The timeline: brushing by pointer and keyboard, dates in the address, playing, folding."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.reading import ask, in_timeline, query, shown


def drag(page: Page, start: float, end: float) -> None:
    """Drag over the bars, from one share of their width to another."""
    box = page.locator(".timeline-canvas").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + (start + (end - start) * step / 5) * box["width"], y)
    page.mouse.up()


def dates(page: Page) -> list[tuple[str, str]]:
    return [(name, query(page)[name][0]) for name in ("date_from", "date_to")]


def test_brushing_filters_and_dragging_moves(open_page: Open, site: Site) -> None:
    page = open_page("/")
    total = shown(page)
    drag(page, 0.3, 0.5)
    first = dates(page)
    assert 0 < shown(page) == len(ask(site, first)) < total
    expect(page.get_by_label("from", exact=True)).to_have_value(first[0][1])
    drag(page, 0.4, 0.6)
    moved = dates(page)
    assert moved[0][1] > first[0][1]
    assert moved[1][1] > first[1][1]
    assert shown(page) == len(ask(site, moved))
    page.go_back()
    assert dates(page) == first
    page.get_by_role("button", name="Whole time").click()
    assert shown(page) == total


def test_brushing_by_keyboard(open_page: Open, site: Site) -> None:
    page = open_page("/")
    page.get_by_role("slider", name="First day").focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    narrowed = dates(page)
    assert shown(page) == len(ask(site, narrowed))
    page.get_by_role("slider", name="Last day").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("Shift+ArrowLeft")
    moved = dates(page)
    assert moved[0][1] < narrowed[0][1]
    assert page.get_by_role("slider", name="Last day").get_attribute("aria-valuetext")
    assert shown(page) == len(ask(site, moved))


def test_short_spans_are_shown_by_week_and_day(open_page: Open, site: Site) -> None:
    page = open_page("/?date_from=2021-01-01&date_to=2021-12-31")
    expect(page.locator(".timeline-caption")).to_contain_text("by month")
    page.get_by_role("button", name="Enlarge these dates").click()
    expect(page.locator(".timeline-caption")).to_contain_text("by week")
    assert shown(page) == len(ask(site, dates(page)))
    page.goto(f"{site.url}/?date_from=2021-05-01&date_to=2021-06-30")
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    page.get_by_role("button", name="Enlarge these dates").click()
    expect(page.locator(".timeline-caption")).to_contain_text("by day")


def test_rooms_and_numbers_are_there_as_a_table(open_page: Open) -> None:
    page = open_page("/")
    expect(page.locator("#timeline caption")).to_contain_text("Joint operation rooms opened")
    assert in_timeline(page) == shown(page)


def test_nothing_plays_with_reduced_motion_and_folding_works(open_page: Open) -> None:
    page = open_page("/")
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
    page.get_by_role("button", name="Timeline").click()
    expect(page.locator("#timeline")).to_be_hidden()
    page.get_by_role("button", name="Timeline").click()
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Stop").click()
    assert query(page)["date_from"] > ["2017"]


def test_time_runs_left_to_right_in_arabic(open_page: Open) -> None:
    page = open_page("/?date_from=2019-01-01&date_to=2020-12-31", language="ar")
    handles = [box for handle in page.locator(".timeline-handle").all() if (box := handle.bounding_box())]
    assert handles[0]["x"] < handles[1]["x"]
