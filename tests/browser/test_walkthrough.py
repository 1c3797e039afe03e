"""docs/walkthrough.md step by step: how many Peshmerga Islamic State killed around Makhmur, and who says so."""

from __future__ import annotations

import httpx
from playwright.sync_api import Page, expect

from incidents.enums import ClaimField
from incidents.models import Area, Claim, Incident, Participation
from incidents.presentation import format_range
from tests.browser.conftest import Open, Site
from tests.browser.reading import settle


def choose(page: Page, facet: str, name: str) -> None:
    """Open a facet, if it is not open yet, show all its values and tick one."""
    box = page.locator(f".value-facet[data-facet={facet}]")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    settle(page)
    value = box.get_by_role("checkbox", name=name)
    if not value.count():
        box.locator(":scope > button").click()
    value.check()


def test_a_newcomer_finds_how_many_peshmerga_were_killed_and_who_says_so(open_page: Open, site: Site) -> None:
    page = open_page("/")
    page.get_by_label("from", exact=True).fill("2021-01-01")
    page.get_by_label("to", exact=True).fill("2021-12-31")
    choose(page, "perpetrator", "Islamic State")
    choose(page, "target", "Peshmerga")
    choose(page, "area", "Makhmur")

    makhmur = Area.objects.get(kind="district", name="Makhmur")
    [incident] = (
        Incident.objects.public()
        .filter(date_start__lte="2021-12-31", date_end__gte="2021-01-01", areas=makhmur)
        .filter(participations__actor__name="Islamic State", participations__role="perpetrator")
        .filter(
            pk__in=Participation.objects.filter(actor__name="Peshmerga", role="target").values("incident")
        )
    )
    own = incident.participations.get(actor__name="Peshmerga")
    peshmerga = format_range(own.killed_low, own.killed_best, own.killed_high)
    total = format_range(incident.killed_low, incident.killed_best, incident.killed_high)
    assert (peshmerga, total) == ("7–10", "10–13")  # as docs/walkthrough.md says

    expect(page.locator("#counts")).to_contain_text("1 of ")
    summary = page.locator("#list-summary")
    expect(summary).to_contain_text(f"Killed: {total} (reported of 1 of 1)")
    expect(summary).to_contain_text("Killed on the side of Islamic State: not reported")
    expect(summary).to_contain_text(f"{peshmerga} (reported of 1 of 1)")
    row = page.locator(".incident-table tbody tr[data-position]")
    expect(row).to_have_count(1)
    expect(row.locator(".differs")).to_be_visible()
    row.click()

    facts = page.locator("#detail-body .facts")
    expect(facts).to_contain_text(f"Peshmerga · killed {peshmerga}")
    killed = page.locator(".field-evidence").filter(has=page.get_by_role("heading", name="Killed"))
    expect(killed).to_contain_text("reports differ")
    told = Claim.objects.filter(report__in=incident.reports.public(), field=ClaimField.KILLED)
    about = [claim for claim in told if claim.value.get("who") == "Peshmerga"]
    assert {claim.value["best"] for claim in about} == {7, 10}
    for claim in about:
        item = killed.locator(".claim", has_text=f"{claim.value['best']} (Peshmerga)").first
        expect(item).to_contain_text(claim.attributed_to)

    filters = {"date_from": "2021-01-01", "date_to": "2021-12-31", "area": f"district:{makhmur.code}"}
    filters |= {"perpetrator": "Islamic State", "target": "Peshmerga"}
    answer = httpx.get(f"{site.url}/api/v1/stats/sides/", params=filters, timeout=20)
    [side] = [row for row in answer.raise_for_status().json()["results"] if row["actor"] == "Peshmerga"]
    assert side["killed"] == {"low": own.killed_low, "high": own.killed_high, "reported": 1}


def test_the_list_adds_up_what_the_record_says(open_page: Open) -> None:
    page = open_page("/?perpetrator=Islamic+State")
    attacks = Incident.objects.public().filter(
        participations__actor__name="Islamic State", participations__role="perpetrator"
    )
    rows = attacks.values_list("killed_low", "killed_best", "killed_high")
    reported = [row for row in rows if row != (None, None, None)]
    low = sum(next(figure for figure in (*row[:2], 0) if figure is not None) for row in reported)
    high = sum(next(figure for figure in (*row[::-1], 0) if figure is not None) for row in reported)
    open_ended = any(row[1:] == (None, None) for row in reported)
    expected = format_range(low, None, None if open_ended else high)
    expect(page.locator("#list-summary p").first).to_have_text(
        f"Killed: {expected} (reported of {len(reported)} of {len(rows)})"
    )


def test_sides_are_not_told_of_a_part_of_what_is_filtered(open_page: Open) -> None:
    page = open_page("/?target=Peshmerga&list=unplaced")
    expect(page.locator("#list-summary p").first).to_contain_text("Killed:")
    expect(page.locator("#list-summary")).not_to_contain_text("on the side of")


def test_the_incident_of_an_address_is_in_view_in_the_list(open_page: Open) -> None:
    last = (
        Incident.objects.public()
        .filter(participations__actor__name="Peshmerga", participations__role="target")
        .earliest("date_start")
    )
    page = open_page(f"/?target=Peshmerga&incident={last.uid}")
    expect(page.locator("#list-summary")).to_contain_text("on the side of")
    expect(page.locator(".incident-table tr.is-selected")).to_be_in_viewport(ratio=0.9)


def test_an_address_with_an_incident_opens_it_on_a_phone(open_page: Open, site: Site) -> None:
    page = open_page(f"/?incident={site.incident.uid}", size=(390, 844))
    expect(page.locator(".detail-title")).to_be_in_viewport()
