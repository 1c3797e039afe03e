from __future__ import annotations

import gzip
import socket
import time
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.utils import timezone

from sources import http
from sources.errors import FetchError
from tests.sources.site import Site


def refused(address: str, *, permanent: bool) -> str:
    with pytest.raises(FetchError) as caught:
        http.fetch(address)
    assert caught.value.permanent is permanent
    assert str(caught.value).startswith(caught.value.url)
    return caught.value.problem


def test_a_page_comes_with_what_its_headers_say(site: Site) -> None:
    address = site.add(
        "/a", "text", headers={"ETag": '"1"', "Last-Modified": "Fri, 04 Jun 2021 10:00:00 GMT"}
    )
    page = http.fetch(address)
    assert (page.body, page.content_type, page.charset) == (b"text", "text/html", "utf-8")
    assert (page.etag, page.last_modified) == ('"1"', "Fri, 04 Jun 2021 10:00:00 GMT")
    agent = site.requests[-1][1]["User-Agent"]
    assert agent.startswith("Hamrin/")
    again = http.fetch(address, etag=page.etag, last_modified=page.last_modified)
    assert again.not_modified
    assert again.body == b""


def test_redirects_are_followed_and_counted(site: Site) -> None:
    site.add("/to", "arrived")
    assert http.fetch(site.add("/from", status=301, headers={"Location": "/to"})).url == site.url("/to")
    loop = site.add("/loop", status=302, headers={"Location": "/loop"})
    assert refused(loop, permanent=True) == "more than 5 redirects"


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    address = site.add("/out", status=302, headers={"Location": site.url("/secret", host="localhost")})
    site.add("/secret", "secret")
    assert "no address of the public internet" in refused(address, permanent=True)
    assert site.asked("/secret") == 0


@pytest.mark.parametrize(
    "host",
    [
        "[::1]",
        "0.0.0.0",  # noqa: S104 - refused
        "2130706433",
        "0x7f.1",
        "localhost",
    ],
)
def test_other_ways_to_write_loopback_are_refused(site: Site, host: str) -> None:
    site.add("/secret", "secret")
    refused(site.url("/secret", host=host), permanent=True)
    assert site.asked("/secret") == 0


def test_a_name_that_resolves_differently_a_moment_later_gains_nothing(
    site: Site, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FETCH_ALLOWED_PRIVATE_HOSTS = []
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    connected: list[str] = []
    resolve = socket.getaddrinfo

    def rebinding(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host == "rebinding.example":
            asked.append(host)
            host = next(answers)
        return resolve(host, port, *args, **kwargs)

    def connect(address: Any, *_: Any, **__: Any) -> Any:
        connected.append(address[0])
        raise TimeoutError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket, "create_connection", connect)
    site.add("/secret", "secret")
    refused(site.url("/secret", host="rebinding.example"), permanent=False)
    assert connected == ["93.184.216.34"]
    assert asked == ["rebinding.example"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http://[::1",
        "nothing",
        "http://\udcff.example/",
        f"http://{'a' * 70}.example/",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(FetchError):
        http.fetch(address)


def test_an_unknown_name_may_be_known_later(site: Site) -> None:
    assert "not known" in refused("http://nobody.invalid/", permanent=False)


@pytest.mark.parametrize(
    ("status", "permanent"), [(404, True), (403, True), (410, True), (429, False), (503, False)]
)
def test_answers_say_whether_to_ask_again(site: Site, *, status: int, permanent: bool) -> None:
    problem = refused(site.add("/a", status=status), permanent=permanent)
    assert problem.startswith(f"answered {status}")


def test_the_servers_wish_to_wait_is_kept_within_a_day(site: Site) -> None:
    later = format_datetime(timezone.now() + timedelta(hours=1), usegmt=False)
    for header, low, high in [
        ("120", 120, 120),
        (later, 3500, 3600),
        ("9" * 30, 86400, 86400),
        ("soon", 0, 0),
    ]:
        address = site.add("/busy", status=503, headers={"Retry-After": header})
        with pytest.raises(FetchError) as caught:
            http.fetch(address)
        assert low <= caught.value.retry_after <= high


def test_a_page_that_is_too_large_is_not_read_to_its_end(site: Site, settings: Any) -> None:
    settings.ARTICLE_MAX_BYTES = 1000
    assert "larger than 1,000 bytes" in refused(site.add("/said", b"x" * 1001), permanent=True)
    assert "larger than 1,000 bytes" in refused(
        site.add("/unsaid", b"x" * 1001, length=False), permanent=True
    )
    assert len(http.fetch(site.add("/fits", b"x" * 1000)).body) == 1000


def test_compressed_pages_are_unpacked_within_the_limit(site: Site, settings: Any) -> None:
    packed = {"Content-Encoding": "gzip"}
    assert http.fetch(site.add("/a", gzip.compress(b"text"), headers=packed)).body == b"text"
    settings.ARTICLE_MAX_BYTES = 100_000
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    assert "larger than" in refused(site.add("/bomb", bomb, headers=packed), permanent=True)
    twice = site.add("/twice", gzip.compress(bomb), headers={"Content-Encoding": "gzip, gzip"})
    assert "coding" in refused(twice, permanent=True)
    cut = site.add("/cut", gzip.compress(b"text" * 999)[:-10], headers=packed)
    assert refused(cut, permanent=False) == "was cut off"
    assert "damaged" in refused(site.add("/no", b"no gzip at all", headers=packed), permanent=False)


def test_a_slow_site_is_left_after_the_timeout(site: Site, settings: Any) -> None:
    settings.FETCH_TIMEOUT = 1
    start = time.monotonic()
    refused(site.add("/silent", b"x", pause=5), permanent=False)
    # Each byte comes within the time of one read; all of them together would take ten seconds.
    refused(site.add("/drip", b"x" * 50, pause=0.2, pieces=50), permanent=False)
    assert time.monotonic() - start < 4


def test_a_site_that_nobody_runs_can_be_tried_again(site: Site) -> None:
    site.close()
    refused(site.url("/a"), permanent=False)


def test_robots_txt_is_obeyed_and_asked_once(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /private\n\nUser-agent: Hamrin\nDisallow: /not-for-us")
    address = site.add("/a", "text")
    assert http.fetch(address).body == http.fetch(address).body == b"text"
    assert "robots.txt" in refused(site.add("/not-for-us/1"), permanent=True)
    onward = site.add("/onward", status=302, headers={"Location": "/not-for-us/2"})
    assert "robots.txt" in refused(onward, permanent=True)
    assert site.asked("/robots.txt") == 1
    assert site.asked("/not-for-us/1") == site.asked("/not-for-us/2") == 0


def test_a_site_that_can_not_say_what_it_wishes_is_not_read(site: Site) -> None:
    site.add("/robots.txt", status=500)
    refused(site.add("/a", "text"), permanent=False)
    assert site.asked("/a") == 0


def test_the_crawl_delay_is_kept(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 0.3")
    address = site.add("/a", "text")
    start = time.monotonic()
    http.fetch(address)
    http.fetch(address)
    assert time.monotonic() - start >= 0.3
