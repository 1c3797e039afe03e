"""Facets: live counts, several values, exclusion, the address; the same numbers as the API."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from incidents.enums import EventFamily, Verification
from incidents.models import Actor, Area, Incident
from sources.models import Source
from tests.browser.conftest import Open, Site
from tests.browser.reading import (
    all_facets,
    ask,
    count_all,
    count_by,
    facet,
    in_timeline,
    listed,
    placed,
    query,
    shown,
)

BANDS = ["unknown", "0", "1-4", "5-"]
OWN = {"band": "killed", "sub_event_type": "event_type"}  # the parameters of facets that have other names


def random_filters(chance: Random) -> list[tuple[str, str]]:
    """Return filters that both the page and the API know."""
    names = {
        "perpetrator": [
            *Actor.objects.filter(participations__role="perpetrator").values_list("name", flat=True)
        ],
        "target": [*Actor.objects.filter(participations__role="target").values_list("name", flat=True)],
        "verification": Verification.values,
        "event_type": EventFamily.values,
        "area": [
            f"district:{code}" for code in Area.objects.filter(kind="district").values_list("code", flat=True)
        ],
        "source": [*Source.objects.filter(reports__isnull=False).values_list("name", flat=True)],
    }
    chosen = [
        (name, value)
        for name in chance.sample(list(names), 2)
        for value in chance.sample(sorted(set(names[name])), min(4, len(set(names[name]))))
        if "," not in value
    ]
    low = chance.choice([None, 0, 1, 5])
    if low is not None:
        chosen.append(("killed_min", str(low)))
    if chance.random() < 0.5:
        chosen.append(("date_from", f"{chance.randint(2017, 2021)}-0{chance.randint(1, 9)}-15"))
    if chance.random() < 0.4:
        chosen += [("near", "44.4,35.3"), ("radius_km", str(chance.randint(40, 160)))]
    if chance.random() < 0.3:
        ring = "[[43,34.2],[45.5,34.1],[45.6,35.9],[43.1,36],[43,34.2]]"
        chosen.append(("within", f'{{"type":"Polygon","coordinates":[{ring}]}}'))
    return chosen


@pytest.mark.parametrize("seed", range(6))
def test_map_list_timeline_facets_and_api_agree_for_random_filters(
    open_page: Open, site: Site, seed: int
) -> None:
    parameters = random_filters(Random(seed))  # noqa: S311 - choices that repeat
    page = open_page(f"/?{urlencode(parameters)}")
    features = ask(site, parameters)
    assert shown(page) == listed(page) == len(features), parameters
    assert placed(page) == sum(feature["geometry"] is not None for feature in features)
    page.wait_for_timeout(250)  # the timeline's table waits for the end of brushing
    assert in_timeline(page) == len(features)
    assert count_all(site, parameters) == len(features)
    assert_facets_agree(page, site, parameters)


def assert_facets_agree(page: Page, site: Site, parameters: list[tuple[str, str]]) -> None:
    """Compare each facet's numbers with the API's, under the filters of all other facets."""
    codes = page.evaluate("JSON.parse(document.getElementById('code-lists').textContent)")
    labels = {area["value"]: area["label"] for area in codes["areas"]} | codes["verification"]
    for name, values in all_facets(page).items():
        parameter = OWN.get(name, name)
        own = {value for key, value in parameters if key == parameter}
        if own and not own <= set(count_by(site, [], parameter)):
            continue  # for values that no incident has, the server answers, and the facet is narrowed with the rest
        others = [(key, value) for key, value in parameters if key.removesuffix("_min") != parameter]
        if name == "band":
            counts = {band: count_all(site, [*others, ("killed", band)]) for band in BANDS}
        else:
            counts = count_by(site, others, name)
        if name == "area":
            counts = {value: count for value, count in counts.items() if value.startswith("district:")}
        there = sorted((labels.get(value, value), count) for value, count in counts.items() if count)
        if name == "band":
            assert [count for _label, count in values] == list(counts.values()), parameters
        else:
            assert sorted((label, count) for label, count in values if count) == there, (name, parameters)


def test_counts_say_what_choosing_would_show(open_page: Open, site: Site) -> None:
    page = open_page("/?verification=single_source")
    counts = facet(page, "perpetrator")
    assert counts["Islamic State"] == len(
        ask(site, [("verification", "single_source"), ("perpetrator", "Islamic State")])
    )
    page.locator(".value-facet[data-facet=perpetrator]").get_by_label(
        "Islamic State", exact=False
    ).first.check()
    assert query(page)["perpetrator"] == ["Islamic State"]
    assert shown(page) == counts["Islamic State"]
    other = max((name for name in counts if name != "Islamic State"), key=lambda name: counts[name])
    page.locator(".value-facet[data-facet=perpetrator] label", has_text=other).first.locator("input").check()
    wanted = [("verification", "single_source"), ("perpetrator", "Islamic State"), ("perpetrator", other)]
    assert shown(page) == len(ask(site, wanted))


def test_excluding_leaves_the_rest(open_page: Open, site: Site) -> None:
    page = open_page("/")
    total, counts = shown(page), facet(page, "perpetrator")
    page.get_by_role("button", name="Exclude Islamic State").click()
    assert query(page) == {"not_perpetrator": ["Islamic State"]}
    assert shown(page) == listed(page) == total - counts["Islamic State"]
    expect(page.get_by_role("button", name="Exclude Islamic State")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    assert shown(page) == total


def test_killed_none_few_many_and_unknown(open_page: Open, site: Site) -> None:
    page = open_page("/")
    counts = facet(page, "band")
    public = Incident.objects.public()
    assert list(counts.values()) == [
        public.filter(killed_best=None).count(),
        public.filter(killed_best=0).count(),
        public.filter(killed_best__range=(1, 4)).count(),
        public.filter(killed_best__gte=5).count(),
    ]
    boxes = page.locator(".value-facet[data-facet=band] input")
    boxes.nth(2).check()
    assert query(page) == {"killed_min": ["1"], "killed_max": ["4"]}
    boxes.nth(0).check()
    assert sorted(query(page)["killed"]) == ["1-4", "unknown"]
    assert (
        shown(page)
        == public.filter(killed_best__range=(1, 4)).count() + counts["not reported, or only a bound"]
    )
