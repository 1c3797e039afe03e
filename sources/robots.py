"""What a site's robots.txt lets us read, asked once an hour for each site."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from protego import Protego

from sources.errors import FetchError

AGENT: Final = "Hamrin"
MAX_BYTES: Final = 500 * 1024
MAX_CRAWL_DELAY: Final = 10.0  # seconds; a site that wishes more gets this much
_KEPT_FOR: Final = 3600.0
_KEPT_AT_MOST: Final = 1000


@dataclass(slots=True)
class _Rules:
    rules: Protego
    expires: float
    next_turn: float = 0.0


class Robots:
    """The rules of the sites met so far. ``get`` fetches a robots.txt: address to text.

    ``get`` raises FetchError; a permanent one (404 and the like) means that all is allowed.
    """

    def __init__(self, get: Callable[[str], str]) -> None:
        self._get = get
        self._sites: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Raise FetchError where the site does not want ``url`` read, or does not say what it wants."""
        if not self._site(url).rules.can_fetch(url, AGENT):
            raise FetchError(url, "the site's robots.txt does not allow it to be read", permanent=True)

    def wait_for_turn(self, url: str) -> None:
        """Sleep until the site's crawl delay since the last page has passed."""
        site = self._site(url)
        now = time.monotonic()
        wait = max(site.next_turn - now, 0.0)
        delay = min(site.rules.crawl_delay(AGENT) or 0.0, MAX_CRAWL_DELAY)
        site.next_turn = now + wait + delay
        time.sleep(wait)

    def forget(self) -> None:
        """Ask every site again."""
        self._sites.clear()

    def _site(self, url: str) -> _Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        site = self._sites.get(origin)
        if site is None or site.expires < time.monotonic():
            if len(self._sites) >= _KEPT_AT_MOST:
                self._sites.clear()
            site = _Rules(Protego.parse(self._read(origin)), time.monotonic() + _KEPT_FOR)
            self._sites[origin] = site
        return site

    def _read(self, origin: str) -> str:
        try:
            return self._get(urljoin(origin, "/robots.txt"))
        except FetchError as error:
            if error.permanent:
                return ""
            raise
