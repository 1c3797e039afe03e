from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from sources import fetch, http
from sources.adapters.rss import parse_feed
from sources.enums import IntakeState, SourceKind
from sources.fetch import Poll
from sources.models import Article, Intake, Source
from tests.factories import make_article, make_source, story
from tests.sources.site import Site, feed, item, page

pytestmark = pytest.mark.django_db


def poll(source: Source) -> Poll:
    Source.objects.filter(pk=source.pk).update(due_at=None)
    result = fetch.poll_source(source.pk)
    assert result is not None
    source.refresh_from_db()
    return result


def make_feed(site: Site, *items: str, **values: Any) -> Source:
    site.add("/feed", feed(*items), media_type="application/rss+xml", **values)
    return make_source(kind=SourceKind.RSS, url=site.url("/feed"))


def add_page(site: Site, number: int, published: str = "2021-06-04T10:30:00+03:00") -> str:
    return site.add(f"/{number}", page(f"Story {number}", story(number), published))


def test_new_entries_become_articles_and_known_ones_are_not_fetched(site: Site) -> None:
    source = make_feed(site, item(add_page(site, 2)), item(add_page(site, 1) + "?utm_source=feed"))
    assert poll(source) == Poll(stored=2)
    assert [path for path, _ in site.requests] == ["/robots.txt", "/feed", "/1", "/2"]
    assert poll(source) == Poll()
    assert site.asked("/1") == site.asked("/2") == 1
    article = Article.objects.get(url=site.url("/1"))
    assert (article.source, article.title, article.text) == (source, "Story 1", story(1))
    assert article.published_at == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert source.last_success_at is not None


def test_an_entry_that_redirects_is_fetched_once(site: Site) -> None:
    add_page(site, 1)
    source = make_feed(site, item(site.add("/short", status=301, headers={"Location": "/1"})))
    assert poll(source) == Poll(stored=1)
    assert poll(source) == Poll()
    assert Article.objects.get().url == site.url("/1")


def test_an_article_that_came_another_way_is_not_fetched(site: Site) -> None:
    make_article(url=add_page(site, 1))
    assert poll(make_feed(site, item(site.url("/1")))) == Poll()
    assert site.asked("/1") == 0


def test_an_unchanged_feed_is_not_sent_again(site: Site) -> None:
    source = make_feed(site, item(add_page(site, 1)), headers={"ETag": '"1"'})
    poll(source)
    assert source.etag == '"1"'
    assert poll(source) == Poll()
    assert site.requests[-1][1]["If-None-Match"] == '"1"'


def test_the_feeds_date_is_used_where_the_page_has_no_time(site: Site) -> None:
    date = "Fri, 04 Jun 2021 07:30:00 GMT"
    bare, day = add_page(site, 1, ""), add_page(site, 2, "2021-06-03")
    poll(make_feed(site, item(bare, date=date), item(day, date=date)))
    assert set(Article.objects.values_list("published_at", "published_has_time")) == {
        (datetime(2021, 6, 4, 7, 30, tzinfo=UTC), True)
    }


def test_a_page_that_fails_does_not_keep_the_others_from_being_read(site: Site) -> None:
    source = make_feed(
        site,
        item(add_page(site, 1)),
        item(site.url("/gone")),
        item(site.add("/busy", status=503)),
        item(site.add("/list", "<html><body><ul><li>Home</li></ul></body></html>")),
        item(site.add("/file", b"%PDF", media_type="application/pdf")),
        item("mailto:desk@news.example"),
        headers={"ETag": '"1"'},
    )
    assert poll(source) == Poll(stored=1, failed=5, complete=False)
    reasons = dict(Intake.objects.values_list("reference", "reason"))
    assert reasons[site.url("/gone")].endswith("/gone: answered 404 Not Found")
    assert reasons[site.url("/file")].endswith("is application/pdf, no page with an article.")
    assert reasons["mailto:desk@news.example"] == "The feed's entry has no web address."
    assert source.failures_in_a_row == 0
    assert source.etag == ""
    add_page(site, 7)
    site.replies["/busy"] = site.replies["/7"]
    assert poll(source) == Poll(stored=1)
    assert site.asked("/gone") == site.asked("/list") == 1
    assert source.etag == '"1"'


def test_a_page_is_tried_five_times(site: Site) -> None:
    source = make_feed(site, item(site.add("/busy", status=503)))
    for _ in range(7):
        poll(source)
    assert site.asked("/busy") == 5
    assert Intake.objects.get().attempts == 5


def test_the_feeds_own_text_stands_in_for_a_page_that_can_not_be_read(site: Site) -> None:
    text = "".join(f"<p>{line}</p>" for line in story(3).split("\n"))
    source = make_feed(
        site,
        item(site.url("/gone"), "Story 3", "Fri, 04 Jun 2021 07:30:00 GMT", text),
        item(site.url("/gone-too"), description="Too short to be an article."),
    )
    assert poll(source) == Poll(stored=1, failed=1)
    article = Article.objects.get()
    assert (article.text, article.title, article.url) == (story(3), "Story 3", site.url("/gone"))
    assert article.published_at == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert Intake.objects.get(article=article).reason.startswith("Taken from the feed itself")


def test_a_page_in_plain_text_and_a_page_that_names_its_address(site: Site) -> None:
    plain = site.add("/plain", story(1), media_type="text/plain")
    head = '<link rel="canonical" href="/story"><meta name="x" content="y">'
    named = site.add("/named?session=1", page("Story 2", story(2), head=head))
    assert poll(make_feed(site, item(plain), item(named))) == Poll(stored=2)
    assert set(Article.objects.values_list("url", flat=True)) == {plain, site.url("/story")}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "is empty"),
        ("<!DOCTYPE html><html><body>Hello</body></html>", "is a web page"),
        ("no XML at all", "is no XML of a kind we know"),
        ('<?xml version="1.0"?><catalogue><book/></catalogue>', "is no XML of a kind we know"),
        ("\x89PNG\0\0\0", "is no XML of a kind we know"),
    ],
)
def test_what_is_no_feed_is_the_sources_failure(site: Site, body: str, reason: str) -> None:
    source = make_source(kind=SourceKind.RSS, url=site.add("/feed", body))
    other = make_feed(site, item(add_page(site, 1)))
    other.url = site.add("/other", site.replies["/feed"].body)
    other.save()
    site.add("/feed", body)
    assert reason in poll(source).error
    assert reason in source.last_error
    assert poll(other) == Poll(stored=1)


def test_a_feed_without_entries_is_a_feed(site: Site) -> None:
    assert poll(make_feed(site)) == Poll()


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(site: Site) -> None:
    broken = feed(item(add_page(site, 1), title="Fire & smoke")).replace("</channel></rss>", "")
    source = make_source(kind=SourceKind.RSS, url=site.add("/feed", broken))
    assert poll(source) == Poll(stored=1)


def test_entities_do_not_blow_up() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body += "<rss version='2.0'><channel><item><title>&l11;&f;</title><link>http://a.example/</link></item></channel></rss>"
    (entry,) = parse_feed(http.Page("http://a.example/feed", body.encode()))
    assert len(entry.title) < 1000
    assert "root:" not in entry.title


def test_one_address_listed_twice_is_one_entry() -> None:
    body = feed(item("http://a.example/1", "First"), item("http://a.example/1", "Second"), item("", ""))
    entries = parse_feed(http.Page("http://a.example/feed", body.encode(), "text/xml", "utf-8"))
    assert [entry.title for entry in entries] == ["First"]


def test_a_failing_source_is_asked_less_and_less(site: Site) -> None:
    source = make_source(kind=SourceKind.RSS, url=site.add("/feed", status=500), poll_minutes=10)
    waits = []
    for _ in range(10):
        before = timezone.now()
        poll(source)
        assert source.due_at
        waits.append(round((source.due_at - before) / timedelta(minutes=1)))
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert source.failures_in_a_row == 10
    assert source.last_error.endswith("answered 500 Internal Server Error")
    site.replies["/feed"].headers["Retry-After"] = "7200"
    Source.objects.update(failures_in_a_row=0)
    before = timezone.now()
    poll(source)
    assert source.due_at
    assert source.due_at >= before + timedelta(hours=2)
    site.add("/feed", feed())
    poll(source)
    assert (source.failures_in_a_row, source.last_error) == (0, "")


def test_listing_a_feed_asks_the_database_a_fixed_number_of_questions(
    site: Site, django_assert_num_queries: Any
) -> None:
    items = []
    for number in range(20):
        source = make_source()
        Intake.objects.create(source=source, reference=f"{site.url('/')}{number}", state=IntakeState.STORED)
        items.append(item(make_article().url))
    source = make_feed(site, *items)
    # Claim, load, intakes, articles, the feed's state, and the end.
    with django_assert_num_queries(6):
        fetch.poll_source(source.pk)
