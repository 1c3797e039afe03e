"""Pages of one incident and one room, with and without scripts."""

from __future__ import annotations

from django.db.models import F
from playwright.sync_api import expect

from incidents.analysis import around_opening
from incidents.enums import RoomPhase, SubEventType, Verification, WeaponType
from incidents.models import Actor, Incident
from tests.browser.conftest import Open, Site
from tests.browser.reading import shown


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
        *site.profiles.values(),
        f"/review/{site.reports[0]}/",
    ):
        page = open_page(path, size=(390, 844), editor=True)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path


def test_incident_page_tells_what_is_nearby_and_how_to_cite(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert site.incident.title in copied
    assert copied.endswith(f"/incidents/{site.incident.uid}/")
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON", exact=True).click()
    assert str(site.incident.uid) in download.value.path().read_text(encoding="utf-8")


def test_an_incident_leads_to_its_actors_areas_and_sources(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/")
    incident = page.url
    for part, heading in (
        (site.incident.participations.earliest("pk").actor.name, "Whom it meets"),
        (site.incident.areas.filter(kind="governorate").get().name, "Deadliest incidents"),
        (str(site.incident.reports.earliest("pk").outlet), "What rests on it"),
    ):
        page.goto(incident)
        page.locator(".facts, .sources").get_by_role("link", name=part, exact=True).first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(part)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        page.get_by_text("As a table").click()
        expect(page.locator("details .plain-table")).to_be_visible()


def test_the_panel_names_places_in_the_page_s_language_and_leads_on(open_page: Open, site: Site) -> None:
    incident = (
        Incident.objects.public().filter(place__name_ckb__gt="", place__name=F("place_name")).earliest("pk")
    )
    actor = incident.participations.select_related("actor").earliest("pk").actor
    assert incident.place
    page = open_page(f"/?incident={incident.uid}", language="ckb")
    facts = page.locator(".detail .facts")
    expect(facts).to_contain_text(incident.place.name_ckb)
    facts.get_by_role("link", name=actor.name_ckb or actor.name, exact=True).click()
    expect(page).to_have_url(f"{site.url}/actors/{actor.pk}/")


def test_area_page_draws_its_outline(open_page: Open, site: Site) -> None:
    page = open_page(site.profiles["area"])
    expect(page.locator(".leaflet-areas-pane canvas")).to_be_visible()
    page.wait_for_load_state("networkidle")
    drawn = page.locator(".leaflet-areas-pane canvas").evaluate(
        "(canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.some((value) => value > 0)"
    )
    assert drawn


def test_a_district_is_outlined_where_no_more_is_known(open_page: Open) -> None:
    vague = Incident.objects.public().filter(location_precision="district").earliest("pk")
    page = open_page(f"/incidents/{vague.uid}/")
    expect(page.locator(".leaflet-areas-pane canvas")).to_be_visible()
    expect(page.locator(".leaflet-incidents-pane canvas")).to_have_count(0)
    expect(page.get_by_text("there is no point")).to_be_visible()


def test_profiles_lead_to_the_same_incidents_on_the_map(open_page: Open, site: Site) -> None:
    actor = Actor.objects.get(name="Islamic State")
    page = open_page(f"/actors/{actor.pk}/", java_script_enabled=False)
    table = page.locator("section[aria-labelledby=roles-heading] tbody tr").first
    number = int(table.locator("td").first.inner_text())
    address = page.get_by_role("link", name="On the map, as perpetrator").get_attribute("href")
    page = open_page(address)
    assert shown(page) == number


def test_pages_print_in_the_light(open_page: Open, site: Site) -> None:
    page = open_page(f"/incidents/{site.incident.uid}/", theme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".site-search")).to_be_hidden()
    expect(page.locator(".leaflet-control-zoom")).to_be_hidden()


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
