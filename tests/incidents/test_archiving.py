"""Sources by their address, and articles that are read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents import proposals, review
from incidents.archiving import archive_source
from incidents.enums import ActorKind, Coder, IncidentStatus, ReportState
from incidents.merging import merge_incidents
from incidents.models import Actor, ActorAlias, Claim, Incident, Report, ReportGroup
from incidents.tasks import archive_source as archive_task
from sources import http
from sources.enums import ArticleState
from sources.manual import source_by_hand
from sources.models import Article, Intake
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    PlaceFactory,
    RegionFactory,
    ReportFactory,
    make_user,
)
from tests.incidents.test_admin import INCIDENT
from tests.incidents.test_review import values_of
from tests.sources.site import Site

pytestmark = pytest.mark.django_db

STORY = (
    "ISIS militants attacked Peshmerga forces near the village of Redhill on 1 May 2021. "
    "Four Peshmerga were killed in the attack, a local official said.\n"
    "On 20 April 2021 a roadside bomb exploded in Bluetown. Two soldiers were killed there, the army said.\n"
    "The officials said that both places had been quiet for months and that patrols were out again."
)


@pytest.fixture(autouse=True)
def names() -> None:
    RegionFactory()
    for name, longitude in (("Redhill", 44.4), ("Bluetown", 43.2)):
        PlaceFactory(name=name, kind="village", district=f"{name} District", longitude=longitude)
    for name, kind, alias in (
        ("Islamic State", ActorKind.REBELS, "ISIS militants"),
        ("Peshmerga", ActorKind.STATE, "Peshmerga forces"),
        ("Iraqi Army", ActorKind.STATE, "soldiers"),
    ):
        ActorAlias.objects.create(actor=ActorFactory(name=name, kind=kind), text=alias)


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.FETCH_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.FETCH_TIMEOUT = 2
    http.robots.forget()
    running = Site()
    yield running
    running.close()


def page(text: str = STORY) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
    return (
        '<html lang="en"><head><title>Attack near Redhill</title>'
        '<meta property="article:published_time" content="2021-05-02T09:00:00+03:00"></head>'
        f"<body><article><h1>Attack near Redhill</h1>{body}</article></body></html>"
    )


def redhill(**values: Any) -> Incident:
    made: Incident = IncidentFactory(
        place_name="Redhill", district="Redhill District", killed_best=4, **values
    )
    return made


def by_address(incident: Incident, address: str) -> Report:
    report: Report = ReportFactory(
        article=None,
        source=source_by_hand(),
        source_url=address,
        incident=incident,
        state=ReportState.ACCEPTED,
        coder=Coder.EDITOR,
    )
    return report


def test_a_source_by_address_is_archived_and_read_for_its_claims(site: Site) -> None:
    incident = redhill()
    report = by_address(incident, site.add("/story", page()))
    assert archive_source(report.pk)
    report.refresh_from_db()
    assert report.article
    assert report.article.original
    assert report.article.state == ArticleState.EXTRACTED
    killed = report.claims.get(field="killed", value__who=None)
    assert killed.value["best"] == 4
    assert report.article.text[killed.start : killed.end] == killed.quote
    waiting = Report.objects.waiting()
    assert [r.claims.get(field="place").value["name"] for r in waiting] == ["Bluetown"]
    assert {report.ordinal, *(r.ordinal for r in waiting)} == {0, 1}
    assert not archive_source(report.pk)


def test_what_cannot_be_fetched_keeps_its_address(site: Site) -> None:
    report = by_address(redhill(), site.url("/missing"))
    assert not archive_source(report.pk)
    report.refresh_from_db()
    assert (report.article, report.source_url) == (None, site.url("/missing"))
    assert Intake.objects.get().reason
    assert not archive_source(report.pk + 1000)


def test_an_article_that_is_known_is_linked_once(site: Site) -> None:
    incident = redhill()
    address = site.add("/story", page())
    first, second = by_address(incident, address), by_address(incident, address)
    archive_task(first.pk)
    archive_task(second.pk)
    second.refresh_from_db()
    assert second.article is None
    elsewhere = by_address(IncidentFactory(), address)
    assert archive_source(elsewhere.pk)
    assert Article.objects.count() == 1


def test_the_form_takes_an_address_alone(
    client: Client, site: Site, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    client.force_login(make_user("Editor"))
    address = site.add("/story", page())
    posted = {**INCIDENT, "reports-TOTAL_FORMS": "1", "reports-0-source_url": address}
    with django_capture_on_commit_callbacks() as callbacks:
        answer = client.post(reverse("admin:incidents_incident_add"), posted)
    assert answer.status_code == 302, answer.context["errors"]
    report = Report.objects.get()
    assert report.source == source_by_hand()
    assert callbacks
    nothing = {**posted, "reports-0-source_url": "", "reports-0-source_date": "2021-05-02"}
    refused = client.post(reverse("admin:incidents_incident_add"), nothing)
    assert b"Give the address of the source" in refused.content


@pytest.fixture
def article() -> Article:
    made: Article = ArticleFactory(text=STORY, published_at=datetime(2021, 5, 2, 9, tzinfo=UTC))
    proposals.propose(made.pk)
    return made


def read_again(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(state=ArticleState.WAITING, attempts=0)
    proposals.propose(article.pk)
    article.refresh_from_db()
    assert article.state == ArticleState.EXTRACTED, article.error


def test_reading_again_replaces_what_waits(article: Article) -> None:
    before = {r.pk for r in article.reports.all()}
    said = sorted(str(claim) for claim in Claim.objects.all())
    read_again(article)
    assert article.reports.count() == len(before) == 2
    assert not before & {r.pk for r in article.reports.all()}
    assert sorted(str(claim) for claim in Claim.objects.all()) == said


@pytest.mark.parametrize("fate", ["accepted", "rejected", "retracted", "merged"])
def test_reading_again_never_proposes_what_was_decided(article: Article, fate: str) -> None:
    reviewer = make_user("Reviewer")
    report = article.reports.earliest("ordinal")
    if fate == "rejected":
        review.reject(report, reviewer, "an anniversary")
    else:
        incident = review.accept(report, *values_of(report), reviewer)
        if fate == "retracted":
            review.retract(incident, reviewer, "told twice")
        if fate == "merged":
            merge_incidents(incident, redhill(), reviewer, "one attack")
    claims = set(report.claims.values_list("pk", flat=True))
    state = sorted(Incident.objects.values_list("pk", "status"))
    read_again(article)
    report.refresh_from_db()
    assert report.state != ReportState.PROPOSED
    assert set(report.claims.values_list("pk", flat=True)) == claims
    assert sorted(Incident.objects.values_list("pk", "status")) == state
    waiting = Report.objects.waiting()
    assert [r.claims.get(field="place").value["name"] for r in waiting] == ["Bluetown"]
    if fate in {"retracted", "merged"}:
        assert IncidentStatus(fate) in [status for _pk, status in state]


def test_reading_again_keeps_groups_that_were_decided(article: Article) -> None:
    group = ReportGroup.objects.create(article=article, ordinal=7)
    group.reports.set(article.reports.all())
    reviewer = make_user("Reviewer")
    review.reject(article.reports.earliest("ordinal"), reviewer, "no event")
    read_again(article)
    assert ReportGroup.objects.get() == group
    assert Actor.objects.exists()
