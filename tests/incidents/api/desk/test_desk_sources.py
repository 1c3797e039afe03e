"""Articles that programs hand in, and sources."""

from __future__ import annotations

from typing import Any

import pytest

from sources.enums import ArticleState, IntakeState
from sources.models import Article, Intake, Source
from tests.factories import make_article, make_source, story
from tests.incidents.api.desk.conftest import Desk, pointers

pytestmark = pytest.mark.django_db

ARTICLE = {
    "title": "Two killed near the river",
    "text": story(1),
    "url": "https://NEWS.example.org/1?utm_source=x",
    "language": "en",
    "published_at": "2021-05-31T18:00:00+03:00",
    "source": "Herald",
}


@pytest.fixture
def sender(as_role: Any) -> Desk:
    make_source("Herald")
    return as_role("Contributor", "ingest")


def test_an_article_that_is_handed_in_is_stored_once(sender: Desk) -> None:
    response = sender.post("articles/", ARTICLE)
    assert response.status_code == 201, response.content
    article = Article.objects.get()
    assert response["Location"].endswith(f"/api/v1/desk/articles/{article.pk}/")
    assert response.json()["article"] == article.pk
    assert (article.source.name, article.url) == ("Herald", "https://news.example.org/1")
    assert (article.title, article.text, article.language) == (ARTICLE["title"], ARTICLE["text"], "en")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2021-05-31T15:00:00+00:00"
    assert article.state == ArticleState.WAITING
    again = sender.post("articles/", ARTICLE)
    assert (again.status_code, again.json()["state"], again.json()["article"]) == (
        200,
        "duplicate",
        article.pk,
    )
    assert Intake.objects.filter(article=article, reference="https://news.example.org/1").count() == 2
    assert sender.get(f"articles/{article.pk}/").status_code == 403  # a token to hand in reads nothing


def test_a_day_a_missing_address_and_the_detected_language(sender: Desk) -> None:
    plain = {"text": story(2), "published_at": "2021-05-31"}
    article = Article.objects.get(pk=sender.post("articles/", plain).json()["article"])
    assert (article.url, article.source.name, article.language) == ("", "Added by hand", "en")
    assert article.published_has_time is False
    assert sender.post("articles/", plain).status_code == 200
    assert Intake.objects.values("reference").distinct().count() == 1


def test_what_holds_no_text_is_kept_with_its_reason(sender: Desk) -> None:
    response = sender.post("articles/", {**ARTICLE, "text": "123 …"})
    assert response.status_code == 422
    intake = Intake.objects.get()
    assert (intake.state, response.json()["intake"]) == (IntakeState.FAILED, intake.pk)
    assert response.json()["detail"] == intake.reason == "There is no text in it."
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": None}, "/text"),
        ({"url": "ftp://example.org/1"}, "/url"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"language": "xx"}, "/language"),
        ({"published_at": "31.5.2021"}, "/published_at"),
        ({"published_at": "2021-05-31T18:00:00"}, "/published_at"),
        ({"source": 4711}, "/source"),
        ({"source": "x" * 201}, "/source"),
        ({"html": "<p>"}, "/html"),
    ],
)
def test_a_bad_member_is_named_and_nothing_is_stored(sender: Desk, change: Any, pointer: str) -> None:
    assert pointer in pointers(sender.post("articles/", {**ARTICLE, **change}))
    assert not Intake.objects.exists()


def test_a_new_outlet_needs_the_right_to_add_one(sender: Desk, as_role: Any) -> None:
    body = {**ARTICLE, "source": "Gazette"}
    refused = sender.post("articles/", body)
    assert refused.status_code == 403
    assert "Gazette" in refused.json()["detail"]
    assert as_role("Editor", "ingest").post("articles/", body).status_code == 201
    assert Article.objects.get().source.name == "Gazette"
    assert (
        sender.post("articles/", {**body, "text": story(3), "url": "https://example.org/3"}).status_code
        == 201
    )


def test_an_article_is_no_larger_than_any_other(sender: Desk, settings: Any) -> None:
    settings.ARTICLE_MAX_BYTES = 1000
    response = sender.post("articles/", {**ARTICLE, "text": "a" * 1000})
    assert response.status_code == 413
    assert response.json()["type"] == "urn:hamrin:problem:too-large"


@pytest.mark.parametrize("count", [1, 3])
def test_articles_are_listed_without_their_texts(
    as_role: Any, count: int, django_assert_num_queries: Any
) -> None:
    desk = as_role("Contributor")
    for _ in range(count):
        make_article()
    make_article(state=ArticleState.FAILED, error="too odd")
    desk.get("articles/")
    with django_assert_num_queries(4):  # the token, two for permissions, the page
        found = desk.get("articles/?state=waiting").json()["results"]
    assert len(found) == count
    assert "text" not in found[0]
    failed = desk.get("articles/?state=failed").json()["results"]
    assert [one["error"] for one in failed] == ["too odd"]
    first = desk.get("articles/?limit=1").json()
    assert first["results"][0]["state"] == "failed"
    assert first["next"]
    detail = desk.get(f"articles/{found[0]['id']}/").json()
    assert detail["text"] == Article.objects.get(pk=found[0]["id"]).text


def test_a_source_is_added_and_changed_by_the_rules_of_its_form(as_role: Any) -> None:
    desk = as_role("Editor")
    body = {"name": "Herald", "kind": "rss", "url": "https://example.org/feed", "reliability": "B"}
    response = desk.post("sources/", body)
    assert response.status_code == 201, response.content
    source = Source.objects.get()
    assert (source.reliability, source.poll_minutes, source.paused) == ("B", 15, False)
    at = f"sources/{source.pk}/"
    Source.objects.update(failures_in_a_row=3, etag="x", last_error="no answer")
    seen = desk.get(at)
    assert seen.json()["last_error"] == "no answer"
    changed = desk.patch(at, {"url": "https://example.org/rss", "paused": True}, If_Match=seen["ETag"])
    assert changed.status_code == 200, changed.content
    source.refresh_from_db()
    assert (source.url, source.paused, source.name, source.etag) == (
        "https://example.org/rss",
        True,
        "Herald",
        "",
    )
    assert source.failures_in_a_row == 3
    assert desk.patch(at, {"medium": "radio"}, If_Match=seen["ETag"]).status_code == 412
    assert desk.patch(at, {"medium": "radio"}).json()["medium"] == "radio"
    assert desk.get(f"sources/{source.pk + 1}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": "Known"}, "/name"),
        ({"name": ""}, "/name"),
        ({"kind": "carrier pigeon"}, "/kind"),
        ({"url": ""}, "/url"),
        ({"url": "ftp://example.org/feed"}, "/url"),
        ({"url": "http://127.0.0.1/feed"}, "/url"),
        ({"url": "http://[::1]/feed"}, "/url"),
        ({"url": "http://169.254.169.254/latest/"}, "/url"),
        ({"url": "http://localhost:8000/"}, "/url"),
        ({"kind": "inbox", "url": "../../etc"}, "/url"),
        ({"homepage": "javascript:alert(1)"}, "/homepage"),
        ({"reliability": "Z"}, "/reliability"),
        ({"poll_minutes": -1}, "/poll_minutes"),
        ({"paused": "no"}, "/paused"),
        ({"last_error": ""}, "/last_error"),
    ],
)
def test_a_bad_source_is_refused(as_role: Any, change: Any, pointer: str) -> None:
    make_source("Known")
    desk = as_role("Editor")
    body = {"name": "Herald", "kind": "rss", "url": "https://example.org/feed", **change}
    assert pointer in pointers(desk.post("sources/", body))
    assert Source.objects.count() == 1


def test_sources_are_listed_and_paged(as_role: Any) -> None:
    desk = as_role("Contributor")
    made = [
        make_source(kind="rss", url="https://example.org/feed", paused=number == 1) for number in range(3)
    ]
    page = desk.get("sources/?kind=rss&limit=2").json()
    assert [one["id"] for one in page["results"]] == [one.pk for one in made[:2]]
    assert page["next"]
    assert [one["id"] for one in desk.get("sources/?paused=yes").json()["results"]] == [made[1].pk]
    assert desk.get("sources/?kind=x").status_code == 400
