"""The data's way into the page: columns, changes while it is open, the second visit, and without a snapshot."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.test.utils import override_settings
from playwright.sync_api import Page, expect

from incidents.models import Incident
from tests.browser.conftest import Open, Site, Watch
from tests.browser.reading import listed, placed, shown


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready=yes]", state="attached")


def set_sensitivity(uid: UUID, sensitivity: str) -> None:
    """Change an incident in a transaction of its own: that of the test is never seen by the server."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "UPDATE incidents_incident SET sensitivity = %s WHERE uid = %s", [sensitivity, uid]
            )
    finally:
        other.close()


def test_columns_are_loaded_and_no_geojson_of_incidents(open_page: Open, site: Site) -> None:
    asked: list[str] = []
    page = open_page("/", prepare=lambda page: page.on("request", lambda request: asked.append(request.url)))
    assert any(url.endswith(".arrow") for url in asked)
    assert not any("incidents.geojson" in url for url in asked)
    assert shown(page) == Incident.objects.public().count()


def test_a_second_visit_needs_no_columns_from_the_network(open_page: Open, site: Site) -> None:
    page = open_page("/")
    page.wait_for_function(
        "caches.open('hamrin-snapshot-1').then((cache) => cache.keys()).then((keys) => keys.length === 2)"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    ready(page)
    assert not any(url.endswith(".arrow") for url in asked)
    assert shown(page) == Incident.objects.public().count()


def test_a_change_shows_on_an_open_map_within_five_seconds(open_page: Open, site: Site) -> None:
    page = open_page("/")
    before = shown(page)
    uid = Incident.objects.public().exclude(pk=site.incident.pk).values_list("uid", flat=True).earliest("pk")
    number = placed(page)
    try:
        began = time.monotonic()
        set_sensitivity(uid, "restricted")
        expect(page.locator("#counts")).to_contain_text(
            f"{before - 1} of {before - 1} incidents", timeout=8000
        )
        assert time.monotonic() - began < 5
        assert listed(page) == before - 1
    finally:
        set_sensitivity(uid, "public")
    expect(page.locator("#counts")).to_contain_text(f"{before} of {before} incidents", timeout=8000)
    assert placed(page) == number


def test_without_a_snapshot_geojson_does(open_page: Open, site: Site, tmp_path: Path, watch: Watch) -> None:
    watch.expected = ["404"]  # the browser notes that there is no snapshot
    with override_settings(SNAPSHOT_DIR=tmp_path):
        page = open_page("/")
        assert shown(page) == listed(page) == Incident.objects.public().count()
        expect(page.locator(".value-facet[data-facet=source]")).to_be_hidden()


def test_places_stand_in_the_page_s_script(open_page: Open, site: Site) -> None:
    page = open_page("/", language="ar")
    names = page.locator(".place-name").all_text_contents()
    assert sum(any("؀" <= letter <= "ۿ" for letter in name) for name in names) > len(names) / 2
