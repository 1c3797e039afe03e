"""Without a network, after a first visit: the map and what was read, never what was private."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from incidents.models import Incident
from incidents.views import offline
from tests.browser.conftest import Open, Site, Watch
from tests.browser.reading import facet, listed, placed, query, shown

KEPT = """async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = name.startsWith('hamrin-snapshot') ? '' : await (await cache.match(request)).text();
      pages.push([name, decodeURI(new URL(request.url).pathname + new URL(request.url).search), text]);
    }
  }
  return pages;
}"""


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def kept(page: Page) -> dict[str, str]:
    """Return the texts of all that is kept, by address."""
    found: list[tuple[str, str, str]] = page.evaluate(KEPT)
    return {address: text for _name, address, text in found}


def eventually(page: Page, promise: str, seconds: float = 20) -> None:
    """Wait until what an expression promises is true (wait_for_function takes the promise itself for true)."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(promise):
        assert time.monotonic() < deadline, promise
        page.wait_for_timeout(50)


def wait_for_worker(page: Page) -> None:
    """Wait until the worker serves this page and what the page had loaded before is kept."""
    page.wait_for_function("() => navigator.serviceWorker.controller", timeout=20_000)
    eventually(page, "caches.match('/kept/en/texts').then(Boolean)")
    eventually(
        page, "caches.open('hamrin-snapshot-1').then((one) => one.keys()).then((keys) => keys.length === 2)"
    )


@pytest.fixture
def visited(open_page: Open, watch: Watch) -> Page:
    """Open the map for the first time, and wait for what the worker keeps of it."""
    watch.expected = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_CONNECTION", "Failed to fetch"]
    page = open_page("/", worker=True)
    wait_for_worker(page)
    return page


def test_the_map_works_and_says_from_when_its_data_are(visited: Page, site: Site) -> None:
    page, context = visited, visited.context
    line = page.locator("#freshness")
    expect(line).to_have_text(re.compile(r"Data from \d+ \w+ \d{4}, \d\d:\d\d · up to date"))
    total, number, counts = shown(page), placed(page), facet(page, "perpetrator")
    context.set_offline(True)
    page.reload()
    ready(page)
    expect(line).to_have_text(re.compile(r"Offline: data from \d+ \w+ \d{4}, \d\d:\d\d"))
    assert shown(page) == listed(page) == total
    assert placed(page) == number
    assert facet(page, "perpetrator") == counts
    assert page.locator(".room-marker").count() > 5
    assert page.locator(".place-name").count() > 5
    expect(page.locator(".event-title").first).not_to_be_empty()
    page.locator(".facet-family input").first.check()
    assert 0 < shown(page) < total
    # What the columns know of an incident that was not read.
    page.locator(".incident-table tbody tr").first.click()
    expect(page.locator("#detail-body")).to_contain_text("The server does not answer")
    expect(page.locator("#detail-body .facts")).to_contain_text("Killed")
    expect(page.locator("#freshness-state")).to_contain_text("Offline")
    context.set_offline(False)
    expect(line).to_contain_text("up to date", timeout=10_000)
    expect(page.locator("#freshness-state")).to_contain_text("answers again")


def test_pages_that_were_read_and_those_that_were_not(visited: Page, site: Site) -> None:
    page, context = visited, visited.context
    other = Incident.objects.public().exclude(pk=site.incident.pk).earliest("pk")
    page.goto(f"{site.url}/incidents/{site.incident.uid}/")
    title = page.locator("h1").inner_text()
    page.goto(f"{site.url}/?incident={site.incident.uid}")
    ready(page)
    expect(page.locator(".detail-title")).to_have_text(site.incident.title)
    context.set_offline(True)
    page.reload()
    ready(page)
    expect(page.locator("#detail-body .claim-source").first).to_be_visible()
    page.goto(f"{site.url}/incidents/{site.incident.uid}/")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".notice")).to_contain_text("You are offline")
    page.goto(f"{site.url}/incidents/{other.uid}/")
    ready(page)
    assert query(page) == {"incident": [str(other.uid)]}
    expect(page.locator("#detail-body .facts")).to_be_visible()
    page.goto(f"{site.url}/codebook/")
    expect(page.locator("h1")).to_have_text("You are offline")
    page.get_by_role("link", name="The map works").click()
    ready(page)
    # There is a copy in each language, and the theme of now.
    page.get_by_label("Theme").select_option("dark")
    page.get_by_label("Language").select_option("ar")
    page.wait_for_selector("html[lang=ar][data-ready=yes]", state="attached")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator("#freshness.is-offline")).to_have_text(re.compile("[٠-٩]"))


def add_session(context: BrowserContext, site: Site) -> None:
    context.add_cookies([{"name": "sessionid", "value": site.cookie, "url": site.url}])


def test_nothing_of_somebody_who_is_logged_in_is_kept(visited: Page, site: Site) -> None:
    page, context = visited, visited.context
    add_session(context, site)
    for path in ("/", f"/incidents/{site.incident.uid}/", "/review/", "/codebook/", "/admin/"):
        page.goto(site.url + path)
        expect(page.get_by_role("button", name="Log out").first).to_be_attached()
    texts = kept(page)
    assert any(address.startswith("/kept/en/") for address in texts)
    assert not any("Log out" in text for address, text in texts.items() if not address.endswith(".js"))
    assert not any(
        address.startswith(("/kept/en/review", "/kept/en/codebook", "/admin")) for address in texts
    )
    context.clear_cookies()
    context.set_offline(True)
    page.goto(site.url)
    ready(page)
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    expect(page.get_by_role("link", name="Review")).to_have_count(0)


def test_a_new_version_takes_over_at_the_next_visit(
    visited: Page, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visited
    text = offline.worker_script()
    newer = re.sub(r'"version": "\w+"', '"version": "next"', text)
    monkeypatch.setattr(offline, "worker_script", lambda: newer)
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    eventually(page, "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
    # The old one serves this page until it is left.
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if name.startswith("hamrin-shell-")]) == 2
    for _visit in range(10):
        page.goto("about:blank")
        page.wait_for_timeout(300)  # the browser notes a little later that nobody uses the old one
        page.goto(site.url)
        ready(page)
        names = page.evaluate("caches.keys()")
        if [name for name in names if name.startswith("hamrin-shell-")] == ["hamrin-shell-next"]:
            break
    else:
        pytest.fail(str(names))
    assert "hamrin-snapshot-1" in page.evaluate("caches.keys()")


def test_a_page_in_other_sites_has_none(open_page: Open) -> None:
    page = open_page("/embed/", worker=True)
    page.wait_for_timeout(300)
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(Boolean)") is False
