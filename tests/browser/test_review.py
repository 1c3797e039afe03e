"""An editor at work: reading, correcting, deciding, by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from incidents.enums import IncidentStatus, ReportState
from incidents.models import Incident, Report
from tests.browser.conftest import Open, Site, Watch


def test_reading_a_proposal(open_page: Open, site: Site) -> None:
    page = open_page(f"/review/{site.reports[1]}/", editor=True)
    article = Report.objects.get(pk=site.reports[1]).article
    assert article
    assert page.locator(".article-text").inner_text().replace("\n\n", "\n").strip() == article.text
    assert page.locator(".article-text mark").count() >= 4
    assert page.locator(".article-text b").count() == 0
    page.get_by_label("From:").focus()
    expect(page.locator("mark.is-lit")).to_have_attribute("data-fields", "date")
    page.locator("[data-claim]").first.click()
    expect(page.locator("mark.is-lit")).to_have_count(1)


def test_the_point_by_map_and_by_numbers(open_page: Open, site: Site) -> None:
    page = open_page(f"/review/{site.reports[1]}/", editor=True)
    longitude, latitude = page.get_by_label("Longitude"), page.get_by_label("Latitude")
    first = float(longitude.input_value())
    page.locator("#point-map").scroll_into_view_if_needed()
    page.locator("#point-map").click(position={"x": 60, "y": 60})
    moved = float(longitude.input_value())
    assert moved != first
    page.locator(".point-sign").focus()
    page.keyboard.press("ArrowRight")
    assert float(longitude.input_value()) > moved
    latitude.fill("35.5")
    latitude.blur()
    page.get_by_role("button", name="Take the point away").click()
    assert (longitude.input_value(), latitude.input_value()) == ("", "")
    expect(page.locator(".point-sign")).to_have_count(0)
    page.get_by_label("Place as reported").fill("Makhm")
    page.get_by_role("button", name="Find this name").click()
    page.locator("#found-places button").first.click()
    expect(page.get_by_label("Place as reported")).to_have_value(re.compile("^Makhm"))
    assert latitude.input_value().startswith("35.")


def test_keys_move_help_and_stay_out_of_fields(open_page: Open, site: Site) -> None:
    page = open_page(f"/review/{site.reports[0]}/", editor=True)
    page.get_by_label("Title").click()
    page.keyboard.type("n? about r")
    assert page.url.endswith(f"/review/{site.reports[0]}/")
    page.locator("#article-heading").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("accept as a new incident")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.get_by_role("dialog")).to_contain_text("Reject this proposal")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator(".candidates .merge").first).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url(f"**/review/{site.reports[1]}/")
    page.keyboard.press("k")
    page.wait_for_url(f"**/review/{site.reports[0]}/")


def test_wrong_values_are_named_beside_the_field(open_page: Open, site: Site, watch: Watch) -> None:
    watch.expected = ["422"]
    page = open_page(f"/review/{site.reports[2]}/", editor=True)
    page.get_by_label("Title").fill("")
    page.locator("#id_date_end").fill("2001-01-01")
    page.get_by_role("button", name=re.compile("^Accept A")).click()
    expect(page.locator(".field.has-error")).to_have_count(2)
    expect(page.locator("[role=alert]")).to_contain_text("Some values cannot stay")
    assert page.locator("#id_actor, [name=parties-0-actor]").first.input_value()
    assert Report.objects.get(pk=site.reports[2]).state == ReportState.PROPOSED


def test_deciding_by_key_and_going_on(open_page: Open, site: Site) -> None:
    accepted, rejected = site.reports[-1], site.reports[-2]
    page = open_page(f"/review/{accepted}/", editor=True)
    title = page.get_by_label("Title").input_value()
    page.keyboard.press("a")
    expect(page.locator("#review-status")).to_contain_text("Accepted as IQ-")
    incident = Incident.objects.get(reports=accepted)
    assert (incident.title, incident.status) == (title, IncidentStatus.IN_REVIEW)
    assert incident.participations.count() == 2

    page.goto(f"{site.url}/review/{rejected}/")
    page.keyboard.press("r")
    page.get_by_label("Reason").fill("Told already")
    page.get_by_role("dialog").get_by_role("button", name="Reject").click()
    expect(page.locator("#review-status")).to_contain_text("the reason is kept")
    report = Report.objects.get(pk=rejected)
    assert (report.state, report.reason) == (ReportState.REJECTED, "Told already")

    for key in (accepted, rejected):
        page.goto(f"{site.url}/review/{key}/")
        page.get_by_role("button", name="Take the decision back").click()
        expect(page.locator("#review-status")).to_contain_text("waits again")
        assert Report.objects.get(pk=key).state == ReportState.PROPOSED


def test_only_editors_come_in(open_page: Open, site: Site) -> None:
    page = open_page("/review/")
    page.wait_for_url("**/admin/login/**")
    assert page.locator("input[name=password]").count() == 1


def test_proposals_are_on_the_desks_map_only(open_page: Open, site: Site) -> None:
    page = open_page("/?view=13/35.3259/43.7727", editor=True)
    expect(page.locator("#legend-body")).to_contain_text("not yet reviewed")
    page.wait_for_load_state("networkidle")
    box = page.locator("#map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/review/{site.reports[1]}/")
    public = open_page("/")
    expect(public.locator("#legend-body")).not_to_contain_text("not yet reviewed")
