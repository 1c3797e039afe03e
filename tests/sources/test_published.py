from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from trafilatura import load_html

from sources.published import parse_moment, stated_in_page, utc

BAGHDAD = ZoneInfo("Asia/Baghdad")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2021-06-04T10:30:00+00:00", "2021-06-04 10:30+00:00"),
        ("2021-06-04T10:30:00Z", "2021-06-04 10:30+00:00"),
        ("2021-06-04 10:30", "2021-06-04 10:30+03:00"),
        ("Fri, 04 Jun 2021 10:30:00 +0300", "2021-06-04 10:30+03:00"),
        ("4 June 2021, 10:30", "2021-06-04 10:30+03:00"),
        ("June 4, 2021 at 10:30 AM", "2021-06-04 10:30+03:00"),
        ("٢٠٢١-٠٦-٠٤ ١٠:٣٠", "2021-06-04 10:30+03:00"),
    ],
)
def test_moments(text: str, at: str) -> None:
    moment = parse_moment(text, BAGHDAD)
    assert moment is not None
    assert moment.at == datetime.fromisoformat(at)
    assert moment.has_time


@pytest.mark.parametrize(
    "text", ["2021-06-04", "20210604", "4 June 2021", "Jun 4, 2021", "04.06.2021", "2021/06/04"]
)
def test_days_are_midnight_in_the_zone(text: str) -> None:
    moment = parse_moment(text, BAGHDAD)
    assert moment is not None
    assert moment.at == datetime(2021, 6, 4, tzinfo=BAGHDAD)
    assert not moment.has_time


@pytest.mark.parametrize("text", ["", "yesterday", "03/04/2021", "2021-13-45", "June", "99999999999999"])
def test_what_can_not_be_read_is_none(text: str) -> None:
    assert parse_moment(text, BAGHDAD) is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-06-04T10:30:00+03:00">',
        '<meta itemprop="datePublished" content="2021-06-04T07:30:00Z">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2021-06-04T10:30:00+03:00"}]}</script>',
        '<meta name="pubdate" content="nonsense"><meta name="date" content="2021-06-04 10:30">',
    ],
)
def test_pages_state_when_they_were_published(head: str) -> None:
    moment = stated_in_page(load_html(f"<html><head>{head}</head><body>x</body></html>"), BAGHDAD)
    assert moment is not None
    assert moment.at == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)


def test_pages_that_state_nothing_or_nonsense() -> None:
    head = '<meta name="date" content="1970-01-01T00:00:00Z"><script type="application/ld+json">{}</script>'
    assert stated_in_page(load_html(f"<html><head>{head}</head><body>x</body></html>"), BAGHDAD) is None


def test_numbers_of_a_feed() -> None:
    assert utc((2021, 6, 4, 7, 30, 0, 4, 155, 0)) == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert utc(None) is None
    assert utc((2021, 13, 4, 7, 30, 0)) is None
