"""Reviewing by keyboard alone: a queue worked off, without a wait, undone, in English and in Arabic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Page, expect

from incidents.enums import ReportState
from incidents.models import Claim, Decision, Incident, Report
from incidents.proposals import propose
from sources.models import Article, Source
from tests.browser.conftest import Open, Site, Watch
from tests.factories import make_article, make_source

TEXT = (
    "A roadside bomb killed {n} federal police officers near Hawija on Tuesday evening, a security source "
    "told the agency.\nThe police blamed the Islamic State for the attack.\n{outlet}, {n}."
)
NAMES = ("worked off in en", "worked off in ar", "wrong values", "another person", "switch", "filters")


@pytest.fixture(scope="module")
def batches(site: Site, django_db_blocker: Any) -> Iterator[dict[str, list[int]]]:
    """Propose four straightforward reports of an outlet for each test; delete at the end what became of them."""
    with django_db_blocker.unblock():
        made = {name: _propose(make_source(f"Outlet {name}"), month) for month, name in enumerate(NAMES, 1)}
        colleague = User.objects.create_user("colleague", is_staff=True)
        colleague.groups.add(Group.objects.get(name="Editor"))
        yield made
        _delete()
        colleague.delete()


def _propose(source: Source, month: int) -> list[int]:
    for n in range(2, 6):
        text = TEXT.format(n=n, outlet=source.name)
        told = datetime(2020, month, 4, 9, tzinfo=UTC)
        title = f"Bomb kills {n} near Hawija"
        propose(make_article(source=source, title=title, text=text, published_at=told).pk)
    return list(Report.objects.waiting().filter(article__source=source).values_list("pk", flat=True))


def _delete() -> None:
    sources = Source.objects.filter(name__in=[f"Outlet {name}" for name in NAMES])
    reports = Report.objects.filter(article__source__in=sources)
    incidents = [report.incident for report in reports if report.incident]
    incidents += Incident.objects.filter(status="retracted", title__contains="Hawija", reports=None)
    Decision.objects.filter(incident__in=incidents).delete()
    Claim.objects.filter(report__in=reports).delete()
    reports.delete()
    for incident in {one.pk: one for one in incidents}.values():
        incident.participations.all().delete()
        incident.delete()
    Article.objects.filter(source__in=sources).delete()
    sources.delete()


@pytest.fixture(scope="module")
def colleagues_cookie(batches: dict[str, list[int]], django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(User.objects.get(username="colleague"))
        return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def asked(name: str) -> str:
    """Return the question for a test's own reports."""
    return f"?source={quote_plus(f'Outlet {name}')}"


def state_of(key: int) -> str:
    return Report.objects.get(pk=key).state


def start(page: Page) -> None:
    """Go from the filtered list to its first report by keyboard."""
    page.locator("#start").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*/?*")
    page.wait_for_selector("#hands[data-holder=me]")


def shown(page: Page, key: int) -> None:
    """Wait until a report is shown, without the page having been loaded anew, and is in hand."""
    page.wait_for_url(f"**/review/{key}/?*")
    page.wait_for_selector("#hands[data-holder=me]")
    assert page.evaluate("window.sameDocument") is True


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_queue_is_worked_off_by_keys(open_page: Open, batches: dict[str, list[int]], language: str) -> None:
    name = f"worked off in {language}"
    first, second, third, fourth = batches[name]
    page = open_page(f"/review/{asked(name)}", editor=True, language=language)
    start(page)
    page.evaluate("window.sameDocument = true")
    expect(page.locator("#review-progress")).to_have_text({"en": "1 of 4"}.get(language, re.compile("١.*٤")))
    page.keyboard.press("a")  # accept
    shown(page, second)
    expect(page.locator("#review-status")).to_contain_text("IQ-")
    expect(page.locator("#article-heading")).to_be_focused()
    accepted = Report.objects.get(pk=first)
    assert accepted.state == ReportState.ACCEPTED
    page.keyboard.press("m")  # merge into what was accepted just now
    expect(page.locator(".candidates .merge").first).to_be_focused()
    page.keyboard.press("Enter")
    shown(page, third)
    assert Report.objects.get(pk=second).incident == accepted.incident
    page.keyboard.press("u")  # undo
    shown(page, second)
    assert state_of(second) == ReportState.PROPOSED
    page.keyboard.press("n")
    shown(page, third)
    page.keyboard.press("r")  # reject
    page.keyboard.type("Told already")
    page.keyboard.press("Control+Enter")
    shown(page, fourth)
    assert Report.objects.get(pk=third).reason == "Told already"
    page.keyboard.press("p")
    shown(page, second)
    assert Report.objects.get(pk=fourth).holder is None
    page.keyboard.press("?")
    expect(page.locator("#help-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")  # edit, in which letters are letters
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" anr")
    expect(page.locator("#id_title")).to_have_value(re.compile(" anr$"))
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+A")
    shown(page, fourth)
    assert Report.objects.get(pk=second).incident.status == "published"  # type: ignore[union-attr] # accepted
    page.keyboard.press("a")
    page.wait_for_url("**/review/?source=*")
    expect(page.locator(".queue-chips")).to_contain_text(name)


def test_wrong_values_stay_and_are_named_without_a_new_page(
    open_page: Open, batches: dict[str, list[int]], watch: Watch
) -> None:
    watch.expected = ["422"]  # the browser logs every such answer
    batch = batches["wrong values"]
    page = open_page(f"/review/{batch[0]}/{asked('wrong values')}", editor=True)
    page.wait_for_selector("#hands[data-holder=me]")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Title").fill("")
    page.get_by_label("Summary").fill("as typed")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator("#id_title")).to_be_focused()
    expect(page.locator("[role=alert]")).to_contain_text("Some values cannot stay")
    expect(page.get_by_label("Summary")).to_have_value("as typed")
    expect(page.locator("#point-map .leaflet-pane").first).to_be_attached()
    page.keyboard.type("Mended")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    shown(page, batch[1])


def test_another_persons_report_is_named_and_refused(
    open_page: Open, site: Site, batches: dict[str, list[int]], colleagues_cookie: str, watch: Watch
) -> None:
    watch.expected = ["409"]  # as above
    batch = batches["another person"]
    page = open_page(f"/review/{batch[0]}/", editor=True)
    page.wait_for_selector("#hands[data-holder=me]")
    page.locator("#hand-over-to").focus()
    page.keyboard.type("coll")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#hands.taken")).to_contain_text("colleague")
    page.locator("#article-heading").focus()
    page.keyboard.press("r")
    page.keyboard.type("No event")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#review-status")).to_contain_text("colleague has this report in hand until")
    assert state_of(batch[0]) == ReportState.PROPOSED
    other = open_page(f"/review/{batch[0]}/")
    other.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": colleagues_cookie, "url": site.url}]
    )
    other.goto(f"{site.url}/review/{batch[0]}/")
    expect(other.locator("#hands")).to_contain_text("In your hands until")
    other.keyboard.press("t")
    expect(other.locator("#hands[data-holder='']")).to_be_visible()


def test_single_keys_can_be_switched_off(open_page: Open, batches: dict[str, list[int]]) -> None:
    page = open_page(f"/review/{batches['switch'][0]}/", editor=True)
    page.wait_for_selector("#hands[data-holder=me]")
    page.keyboard.press("?")
    page.locator("#keys-on").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#reject-dialog")).not_to_be_visible()
    expect(page.locator("#accept kbd")).not_to_be_visible()
    page.locator("#open-help").focus()
    page.keyboard.press("Enter")
    page.locator("#keys-on").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    # The key that writes R on a Latin keyboard, in Arabic.
    page.locator("#article-heading").focus()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ق', code: 'KeyR', bubbles: true, cancelable: true}))"
    )
    expect(page.locator("#reject-dialog")).to_be_visible()


def test_the_filters_are_used_by_keyboard(open_page: Open, batches: dict[str, list[int]]) -> None:
    page = open_page("/review/", editor=True)
    page.locator(".queue-facet[data-facet=source] summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Outlet filters").focus()
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".queue-total")).to_contain_text("4 reports wait")
    expect(page.locator(".queue-chips")).to_contain_text("Outlet filters")
    page.locator("#choose-all").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Take in hand").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("4 reports are in your hands")
    page.locator(".queue-states a", has_text="In my hands").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert set(batches["filters"]) <= {
        int(box.get_attribute("value") or 0) for box in page.locator("[name=reports]").all()
    }
