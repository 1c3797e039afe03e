"""A real Chromium against a real server with the demo region; nothing may go elsewhere or be refused.

The pages of all tests here are served from one database that is filled once, since no test of this
folder changes what another one reads; it is emptied again at the end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from incidents import snapshot
from incidents.models import Incident, JointOperationRoom, Report
from incidents.proposals import propose
from tests.browser.articles import ARTICLES
from tests.factories import make_article, make_source

FLAGS: Final = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE: Final = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS: Final = Path(__file__).parent / "screenshots"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # Also what makes pytest-django prepare its database; the data are filled in before any test.
            item.add_marker(pytest.mark.django_db)


@dataclass
class Site:
    """The server's address, and things of the data that tests open."""

    url: str
    incident: Incident
    room: JointOperationRoom
    cookie: str
    reports: list[int]
    profiles: dict[str, str]


@pytest.fixture(scope="package")
def site(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    snapshots = override_settings(SNAPSHOT_DIR=tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), snapshots:
        name = connection.settings_dict["NAME"]
        if not str(name).startswith("test_"):
            pytest.exit(f"{name} is no test database: it would have been emptied", returncode=3)
        call_command("load_region", settings.REGION_DIR, verbosity=0)
        server = LiveServer("localhost")
        # Playwright keeps an event loop in this thread, in which Django would refuse to be synchronous.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
        try:
            yield _fill(server.url)
        finally:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
            server.stop()
            call_command("flush", interactive=False, verbosity=0)


def _fill(url: str) -> Site:
    reports: list[int] = []
    for language, title, text, published in ARTICLES:
        source = make_source(f"Example outlet {language} {title[:20]}")
        article = make_article(
            source=source, language=language, title=title, text=text, published_at=published
        )
        propose(article.pk)
        reports += article.reports.values_list("pk", flat=True)
    editor = User.objects.create_user("editor", password="a-good-password", is_staff=True)
    editor.groups.add(Group.objects.get(name="Reviewer"))
    snapshot.build()
    incident = Incident.objects.public().filter(reports__isnull=False, killed_best__gt=5).earliest("pk")
    room = JointOperationRoom.objects.get(code="JCC-MKH")
    client = Client()
    client.force_login(editor)
    return Site(
        url=url,
        incident=incident,
        room=room,
        cookie=client.cookies[settings.SESSION_COOKIE_NAME].value,
        reports=reports,
        profiles=_profiles(incident, room),
    )


def _profiles(incident: Incident, room: JointOperationRoom) -> dict[str, str]:
    """Return the pages of an actor, an area and a source, and a list of such."""
    actor = incident.participations.earliest("pk").actor
    area, report = room.area_of_responsibility, incident.reports.earliest("pk")
    assert area
    assert report.outlet
    return {
        "actor": reverse("actor", args=[actor.pk]),
        "area": reverse("area", args=[area.kind, area.code]),
        "source": reverse("source", args=[report.outlet.pk]),
        "areas": reverse("areas"),
    }


@pytest.fixture(scope="package")
def chromium(site: Site) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong in a page, and where it asked for things."""

    site: Site
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    blocked: str = "Service Worker registration blocked by Playwright"

    def follow(self, page: Page) -> None:
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("request", self.request)

    def console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.note(message.text)

    def note(self, text: str) -> None:
        if not any(part in text for part in (self.blocked, *self.expected)):
            self.errors.append(text)

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.elsewhere.append(request.url)


Open = Callable[..., Page]


@pytest.fixture
def watch(site: Site) -> Watch:
    return Watch(site)


@pytest.fixture
def open_page(chromium: Browser, site: Site, watch: Watch) -> Iterator[Open]:
    """Return a function that opens an address in a fresh profile, and fail on any error at the end."""
    contexts: list[BrowserContext] = []

    def open_it(
        path: str,
        *,
        size: tuple[int, int] = (1440, 900),
        theme: str = "light",
        language: str = "en",
        editor: bool = False,
        prepare: Callable[[Page], None] | None = None,
        worker: bool = False,
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            reduced_motion="reduce",
            # Tests of offline use alone need it; the others' requests should be seen, and made, by the page.
            service_workers="allow" if worker else "block",
            **options,
        )
        contexts.append(context)
        cookies = {"theme": theme, settings.LANGUAGE_COOKIE_NAME: language}
        if editor:
            cookies[settings.SESSION_COOKIE_NAME] = site.cookie
        context.add_cookies(
            [{"name": name, "value": value, "url": site.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        watch.follow(page)
        if prepare:
            prepare(page)
        page.goto(site.url + path)
        if options.get("java_script_enabled", True) and page.locator("#counts").count():
            page.wait_for_selector("html[data-ready=yes]", state="attached")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert watch.errors == []
    assert watch.elsewhere == []


def refuse(route: Route) -> None:
    route.fulfill(status=500, content_type="application/problem+json", body='{"detail": "The disk is full."}')


@pytest.fixture
def waiting(site: Site) -> list[int]:
    """Return the keys of the proposals that wait."""
    return list(Report.objects.waiting().values_list("pk", flat=True))
