"""A web page to the text of its article: never rendered, never trusted. Pure functions."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

import trafilatura
from trafilatura.settings import Document

from sources.decoding import decode
from sources.errors import TextError
from sources.published import Moment, day, stated_in_page

MIN_LETTERS: Final = 60
_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""", re.IGNORECASE
)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_BULLET: Final = re.compile(r"^[-*•] +", re.MULTILINE)
_ROW: Final = re.compile(r"^[^\S\n]*\|(.*)\|[^\S\n]*$", re.MULTILINE)
_RULE: Final = re.compile(r"^\|[-|: ]+\|[^\S\n]*$\n?", re.MULTILINE)
# Dates from metadata and addresses only: one guessed from the text would be taken for the publication.
_DATES: Final = {"original_date": True, "extensive_search": False}

# It logs every page that has no article, which is our error's task.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says about its article; ``address`` is what it declares, not to be believed as such."""

    text: str
    title: str
    author: str
    published: Moment | None
    address: str


def read_page(data: bytes | str, zone: tzinfo, *, charset: str = "") -> WebPage:
    """Extract the article of a page; ``charset`` is the one its HTTP header names.

    Raises TextError where the page can't be decoded or has no article.
    """
    html = data if isinstance(data, str) else _decode(data, charset)
    html = _DECLARATION.sub("", html.replace("\0", ""))
    if len(html) < 2_000 and "<body" not in html.lower():
        html = f"<html><body><article>{html}</article></body></html>"
    try:
        return _extract(html, zone)
    except TextError:
        raise
    except Exception as error:  # hostile mark-up reaches every corner of the parsers below
        raise TextError(f"The page can't be parsed ({type(error).__name__}).") from error


def _decode(data: bytes, charset: str) -> str:
    declared = _CHARSET.search(data[:4096])
    return decode(data, charset or (declared[1].decode("ascii") if declared else ""))


def _extract(html: str, zone: tzinfo) -> WebPage:
    tree = trafilatura.load_html(html)
    if tree is None:
        raise TextError("The page is no HTML.")
    published = stated_in_page(tree, zone)
    document = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    found: Any = document if isinstance(document, Document) else Document()
    text = found.text or ""
    if _letters(text) < MIN_LETTERS:
        text = trafilatura.baseline(html)[1] or text
    if _letters(text) < MIN_LETTERS:
        raise TextError("The page has no article text.")
    if published is None and found.date:
        published = day(datetime.fromisoformat(found.date), zone)
    title = (found.title or "").strip()
    return WebPage(_body(text, title), title, found.author or "", published, _declared_address(tree))


def _body(text: str, title: str) -> str:
    """Return the text without its headline, which the title has, and without signs of lists and tables."""
    first, _, rest = text.partition("\n")
    if rest and first.strip() == title:
        text = rest
    text = _RULE.sub("", _BULLET.sub("", text))
    return _ROW.sub(lambda row: "; ".join(cell.strip() for cell in row[1].split("|") if cell.strip()), text)


def _declared_address(tree: Any) -> str:
    paths = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
    return next((str(found).strip() for path in paths for found in tree.xpath(path)[:1]), "")


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)
