"""The only outbound client: public addresses only, little time, little size, and as robots.txt wishes."""

from __future__ import annotations

import ssl
import time
import zlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils import timezone

from sources.errors import FetchError
from sources.network import AddressRefusedError, GuardedBackend
from sources.robots import AGENT, Robots
from sources.robots import MAX_BYTES as ROBOTS_MAX_BYTES

USER_AGENT: Final = f"{AGENT}/1.0 (self-hosted news reader; obeys robots.txt for {AGENT})"
PAGES: Final = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1"
FEEDS: Final = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.1"
MAX_REDIRECTS: Final = 5
MAX_RETRY_AFTER: Final = 24 * 3600
_TEMPORARY: Final = {408, 425, 429}
_READ_TIMEOUT: Final = 10.0


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answered: ``url`` after redirects, the decompressed body, what its headers say.

    ``not_modified`` is true, and the body empty, where it is what etag and last_modified stand for.
    """

    url: str
    body: bytes = b""
    content_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False


class _GuardedTransport(httpx.HTTPTransport):
    def __init__(self, deadline: float) -> None:
        context = _tls()
        super().__init__(verify=context, trust_env=False)
        hosts = [host.lower() for host in settings.FETCH_ALLOWED_PRIVATE_HOSTS]
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, network_backend=GuardedBackend(deadline, hosts), max_connections=1
        )


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def fetch(address: str, *, accept: str = PAGES, etag: str = "", last_modified: str = "") -> Page:
    """Fetch a page or feed, following redirects; the whole takes FETCH_TIMEOUT seconds at most.

    Raises FetchError, ``permanent`` where asking again will not help: a refused address or size, a
    robots.txt that says no, a page that is gone.
    """
    headers = {"Accept": accept}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return _follow(address, headers, settings.ARTICLE_MAX_BYTES, ask_robots=True)


def _get_robots(url: str) -> str:
    page = _follow(url, {"Accept": "text/plain"}, ROBOTS_MAX_BYTES, ask_robots=False)
    return page.body.decode("utf-8", "replace")


robots: Final = Robots(_get_robots)


def _follow(address: str, headers: dict[str, str], limit: int, *, ask_robots: bool) -> Page:
    url = address
    deadline = time.monotonic() + settings.FETCH_TIMEOUT
    for _ in range(MAX_REDIRECTS + 1):
        _check(url)
        if ask_robots:
            asked = time.monotonic()
            robots.check(url)
            robots.wait_for_turn(url)
            deadline += time.monotonic() - asked
        answer = _request(url, headers, limit, deadline)
        if isinstance(answer, Page):
            return answer
        url = answer
    raise FetchError(address, f"more than {MAX_REDIRECTS} redirects", permanent=True)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise FetchError(url, f"is no web address ({error})", permanent=True) from error
    if parts.scheme.lower() not in {"http", "https"} or not named:
        raise FetchError(url, "is no http or https address", permanent=True)
    if parts.username or parts.password:
        raise FetchError(url, "has a log-in in it", permanent=True)


def _request(url: str, headers: dict[str, str], limit: int, deadline: float) -> Page | str:
    """Return the page, or the address that it redirects to."""
    sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **headers}
    timeout = httpx.Timeout(min(_READ_TIMEOUT, settings.FETCH_TIMEOUT))
    try:
        with (
            httpx.Client(transport=_GuardedTransport(deadline), timeout=timeout, trust_env=False) as client,
            client.stream("GET", url, headers=sent) as response,
        ):
            return _answer(url, response, limit)
    except AddressRefusedError as error:
        raise FetchError(url, f"refused: {error}", permanent=True) from error
    except httpx.TimeoutException as error:
        raise FetchError(url, "did not answer in time", permanent=False) from error
    except httpx.TransportError as error:
        raise FetchError(url, f"the connection failed: {error}", permanent=False) from error
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(url, f"is no web address ({error})", permanent=True) from error


def _answer(url: str, response: httpx.Response, limit: int) -> Page | str:
    status = response.status_code
    if response.has_redirect_location:
        return urljoin(url, response.headers["location"])
    if status == httpx.codes.NOT_MODIFIED:
        return Page(url, not_modified=True)
    if status != httpx.codes.OK:
        raise FetchError(
            url,
            f"answered {status} {response.reason_phrase}".strip(),
            permanent=400 <= status < 500 and status not in _TEMPORARY,
            retry_after=_retry_after(response.headers.get("retry-after", "")),
        )
    return Page(
        url,
        _body(url, response, limit),
        response.headers.get("content-type", "").partition(";")[0].strip().lower(),
        response.charset_encoding or "",
        response.headers.get("etag", "")[:500],
        response.headers.get("last-modified", "")[:100],
    )


def _retry_after(header: str) -> int:
    if header.strip().isdigit():
        seconds = int(header.strip()[:9])
    else:
        try:
            seconds = int((parsedate_to_datetime(header) - timezone.now()).total_seconds())
        except (ValueError, TypeError):
            return 0
    return max(0, min(seconds, MAX_RETRY_AFTER))


def _body(url: str, response: httpx.Response, limit: int) -> bytes:
    """Read the body as it comes, never holding more than ``limit`` bytes of it, decompressed or not."""
    too_large = FetchError(url, f"is larger than {limit:,} bytes", permanent=True)
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > limit:
        raise too_large
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(url, f"is sent in a coding we did not ask for ({coding})", permanent=True)
    inflater = zlib.decompressobj(31) if "gzip" in coding else None
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            # Never without a bound: 64 kB of gzip can hold 64 MB.
            body += inflater.decompress(chunk, limit + 1 - len(body)) if inflater else chunk
            if len(body) > limit:
                raise too_large
    except zlib.error as error:
        raise FetchError(url, f"is damaged ({error})", permanent=False) from error
    if inflater and not inflater.eof:
        raise FetchError(url, "was cut off", permanent=False)
    return bytes(body)
