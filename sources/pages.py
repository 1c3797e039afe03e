"""One article from its web address."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.utils import timezone

from sources import http
from sources.addresses import canonical_address
from sources.errors import TextError
from sources.files import read_file
from sources.published import Moment
from sources.storing import Original
from sources.text import ArticleText, from_page
from sources.webpage import read_page

_HTML: Final = {"text/html", "application/xhtml+xml", "application/xml", "text/xml", ""}


def read_address(address: str, fallback: Moment | None = None) -> tuple[ArticleText, Original]:
    """Fetch a page and extract its article; ``fallback`` is its date where it does not say one itself.

    Raises ReadingError.
    """
    page = http.fetch(address)
    zone = timezone.get_default_timezone()
    original = Original(page.body, page.content_type or "text/html")
    if page.content_type in _HTML:
        parsed = from_page(read_page(page.body, zone, charset=page.charset), fallback=fallback)
    elif page.content_type == "text/plain":
        parsed = read_file("page.txt", page.body, zone)[0]
    else:
        raise TextError(f"{page.url} is {page.content_type}, no page with an article.")
    return replace(parsed, address=canonical_address(page.url, parsed.address)), original
