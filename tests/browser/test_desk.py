"""The desk's admin in a browser: the point on the map, places in three scripts, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from incidents.models import Actor, Incident
from tests.browser.conftest import SCREENSHOTS, Open, Site
from tests.browser.test_accessibility import THEMES, violations, wear


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


def choose(page: Page, control: str, text: str, shown: re.Pattern[str]) -> None:
    """Choose in an auto-complete by keyboard alone."""
    page.locator(f"{control} + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-container--open .select2-search__field")).to_be_focused()
    page.keyboard.type(text)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(shown)
    page.keyboard.press("Enter")


# What is typed in the page's language: date (each its own) and actor.
TYPED = {"en": ("3 June 2009", "daesh"), "ar": ("3 حزيران 2012", "داعش")}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_incident_is_entered_by_keyboard_alone(open_page: Open, site: Site, language: str) -> None:
    """Place in another script, date in words, an actor by an alias; no mouse."""
    when, alias = TYPED[language]
    page = open_page("/admin/incidents/incident/add/", editor=True, language=language)
    title = f"Entered by keyboard in {language}"
    page.locator("#id_title").focus()
    page.keyboard.type(title)
    page.locator("#id_sub_event_type").focus()
    page.keyboard.press("ArrowDown")
    page.locator("#id_when").focus()
    page.keyboard.type(when)
    choose(page, "#id_place", "مخمور", re.compile("Makhm|مخمور"))
    expect(page.locator("#id_district")).to_have_value("Makhmur")
    choose(page, "#id_participations-0-actor", alias, re.compile("Islamic State|داعش"))
    page.locator("#id_participations-0-role").focus()
    page.keyboard.press("ArrowDown")
    page.locator("[name=_save]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    incident = Incident.objects.get(title=title)
    try:
        day = {"en": "2009-06-03", "ar": "2012-06-03"}[language]
        assert (incident.date_start.isoformat(), incident.sub_event_type) == (day, "Armed clash")
        part = incident.participations.get()
        assert (part.actor, part.role) == (Actor.objects.get(name="Islamic State"), "perpetrator")
        assert incident.longitude
    finally:
        incident.participations.all().delete()
        incident.incident_areas.all().delete()
        incident.delete()


def test_a_claim_is_chosen_by_keyboard(open_page: Open, site: Site) -> None:
    incident = Incident.objects.get(date_start="2021-12-02", district="Makhmur")
    page = open_page(f"/admin/incidents/incident/{incident.pk}/claims/", editor=True)
    expect(page.locator("section", has_text="claims contradict").first).to_be_visible()
    radio = page.locator("section[aria-labelledby=field-date] input[type=radio]").first
    radio.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Decided: date")
    incident.decisions.filter(field="date").delete()
    Incident.objects.filter(pk=incident.pk).update(updated_by=None)


def addresses(site: Site) -> dict[str, str]:
    key = Incident.objects.get(date_start="2021-12-02", district="Makhmur").pk
    other = Incident.objects.public().exclude(pk=key).earliest("pk").code
    start = f"/admin/incidents/incident/{key}"
    return {
        "form": f"{start}/change/",
        "claims": f"{start}/claims/",
        "merge": f"{start}/merge/?other={other}",
        "split": f"{start}/split/",
        "comments": f"{start}/comments/",
        "history": f"{start}/history/?as_of=2999-01-01",
    }


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
@pytest.mark.parametrize("name", ["form", "claims", "merge", "split", "comments", "history"])
def test_axe_finds_nothing_on_the_desks_pages(open_page: Open, site: Site, name: str, language: str) -> None:
    page = open_page(addresses(site)[name], editor=True, language=language, bypass_csp=True)
    for theme in THEMES:
        wear(page, theme)
        assert violations(page) == []
        if name in {"form", "claims"}:
            page.screenshot(path=SCREENSHOTS / f"desk-{name}-{theme}-{language}.png")
    wide = page.evaluate("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth")
    assert not wide
