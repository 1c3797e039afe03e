"""An address holds any of the API's filters: map, list, table and API agree, and nothing is dropped in silence."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from incidents.models import Incident, Participation
from tests.browser.conftest import Open, Site, Watch
from tests.browser.reading import ask, listed, placed, query, shown

HOLED = json.dumps(
    {
        "type": "Polygon",
        "coordinates": [
            [[43, 34], [46, 34], [46, 37], [43, 37], [43, 34]],
            [[44, 35], [45, 35], [45, 36], [44, 36], [44, 35]],
        ],
    }
)
# Some are answered from the page's columns, others by the server.
ADDRESSES = [
    [("bbox", "43.5,34.8,44.6,35.9"), ("has_point", "yes"), ("precision", "exact,near")],
    [("actor", "Islamic State"), ("not_event_type", "Battles"), ("wounded_min", "1")],
    [("killed", "2-7,unknown"), ("not_date_precision", "day"), ("captured", "unknown")],
    [("weapons", "Firearms"), ("not_perpetrator", "Islamic State"), ("killed_min", "2")],
    [("within", HOLED)],
    [
        ("not_sub_event_type", "Armed clash"),
        ("not_killed", "0"),
        ("language", "en,ar"),
        ("target_type", "Police"),
    ],
    [("responder", "Peshmerga"), ("updated_since", "2020-01-01T00:00:00Z"), ("killed_max", "3")],
    [("perpetrator", "Daesh"), ("date_from", "2021-01-01")],
]


@pytest.mark.parametrize(
    "parameters", ADDRESSES, ids=lambda parameters: "-".join(name for name, _ in parameters)
)
def test_map_list_table_and_api_agree(open_page: Open, site: Site, parameters: list[tuple[str, str]]) -> None:
    page = open_page(f"/?{urlencode(parameters)}")
    features = ask(site, parameters)
    assert shown(page) == listed(page) == len(features) < Incident.objects.public().count()
    assert placed(page) == sum(feature["geometry"] is not None for feature in features)
    table = page.request.get(site.url + str(page.locator(".map-tools a[download]").get_attribute("href")))
    assert len(table.text().strip().splitlines()) - 1 == len(features)
    expect(page.locator("#address-problems")).to_be_hidden()


def test_another_filter_is_a_chip_that_can_be_taken_away(open_page: Open) -> None:
    total = Incident.objects.public().count()
    page = open_page("/?bbox=43.5,34.8,44.6,35.9&not_event_type=Battles")
    chips = page.locator("#other-filters .chip")
    expect(chips).to_have_count(2)
    expect(chips.last).to_contain_text("Event family, not: Battles")
    assert shown(page) < total
    page.get_by_role("button", name="Take away: Box: 43.5,34.8,44.6,35.9").click()
    assert query(page) == {"not_event_type": ["Battles"]}
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("#other-filters")).to_be_hidden()
    assert shown(page) == total


def test_what_is_not_understood_is_named(open_page: Open) -> None:
    page = open_page("/?colour=red&date_from=yesterday&event_type=War&verification=confirmed")
    notice = page.get_by_role("alert").filter(has_text="Not understood")
    for name in ("colour", "date_from", "event_type=War"):
        expect(notice).to_contain_text(name)
    assert shown(page) == Incident.objects.public().filter(verification="confirmed").count()
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()
    assert query(page) == {"verification": ["confirmed"]}


def test_what_the_server_refuses_is_said(open_page: Open, watch: Watch) -> None:
    watch.expected = ["400"]
    page = open_page("/?weapons=Slingshot")
    assert shown(page) == 0
    expect(page.locator("#map-message")).to_contain_text("weapons is not one of the allowed values")
    page.get_by_role("button", name="Take away: Weapons: Slingshot").click()
    assert shown(page) == Incident.objects.public().count()


def test_the_table_holds_an_exclusion(open_page: Open, site: Site) -> None:
    names = Participation.objects.filter(role="perpetrator").values_list("actor__name", flat=True)
    [(name, _count)] = Counter(names).most_common(1)
    page = open_page(f"/?{urlencode({'not_perpetrator': name})}")
    table = page.request.get(site.url + str(page.locator(".map-tools a[download]").get_attribute("href")))
    assert len(table.text().strip().splitlines()) - 1 == shown(page) > 0
