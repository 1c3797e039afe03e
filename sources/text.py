"""What arrived, as bytes, to the text of one article. Pure functions: no network, no database."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from sources.detection import detect_language
from sources.enums import Language
from sources.errors import TextError
from sources.published import Moment
from sources.webpage import WebPage

MAX_TEXT: Final = 300_000
MAX_TITLE: Final = 1000
MAX_AUTHOR: Final = 500
_LINES: Final = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_BREAKS: Final = re.compile(r" ?\n[ \n]*")
# Control characters, lone surrogates, and marks that only steer the direction of display and can turn a
# sentence round; the joiners of Persian and Kurdish stay.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_WRAPPED: Final = range(50, 100)
_ENDINGS: Final = '.!?؟:…»”"'


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as read: paragraphs separated by a line feed, NFC, without control characters.

    ``published`` is aware; ``has_time`` is false where only its day is known. ``address`` and ``outlet``
    are what the file itself names. ``notes`` say what could not be read of it.
    """

    text: str
    title: str = ""
    author: str = ""
    published: datetime | None = None
    has_time: bool = False
    language: Language = Language.OTHER
    address: str = ""
    outlet: str = ""
    notes: tuple[str, ...] = field(default=())


def clean(text: str) -> str:
    """Return the text in NFC with one line a paragraph and single spaces, without control characters."""
    text = _UNWANTED.sub("", _LINES.sub("\n", text))
    text = _BREAKS.sub("\n", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    return text.strip(" \n")


def clean_line(text: str, limit: int) -> str:
    """Return the text on one line, at most ``limit`` characters of it."""
    return " ".join(clean(text).split())[:limit]


def unwrap(text: str) -> str:
    """Join the lines of paragraphs that were broken at a fixed width, as e-mails and old texts are.

    Only where blank lines separate the paragraphs: otherwise each line is a paragraph of its own.
    """
    blocks = re.split(r"\n[^\S\n]*\n", _LINES.sub("\n", text.strip()))
    if len(blocks) < 2:
        return text
    return "\n".join(_unwrap_block(block.strip("\n")) for block in blocks)


def _unwrap_block(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    full, ended = lines[:-1], sum(line.endswith(tuple(_ENDINGS)) for line in lines[:-1])
    wrapped = full and all(len(line) in _WRAPPED for line in full) and ended * 2 <= len(full)
    return " ".join(lines) if wrapped else block


def finish(
    article: ArticleText,
    moment: Moment | None = None,
    *,
    hint: str = "",
    now: datetime | None = None,
) -> ArticleText:
    """Clean all that was read, detect the language, and judge the date.

    ``hint`` is a language code that the file names; it decides where it is one of ours. Raises
    TextError for a text that is empty or longer than any article.
    """
    text = clean(article.text)
    if not any(char.isalpha() for char in text):
        raise TextError("There is no text in it.")
    if len(text) > MAX_TEXT:
        raise TextError(f"The text has {len(text):,} characters; an article has at most {MAX_TEXT:,}.")
    named = hint.strip().lower()
    language = (
        Language(named) if named in Language.values and named != Language.OTHER else detect_language(text)
    )
    notes = article.notes
    if moment and moment.at > (now or datetime.now(UTC)).astimezone(moment.at.tzinfo).replace(
        hour=23, minute=59
    ):
        notes += (f"its date, {moment.at:%Y-%m-%d}, lies in the future",)
        moment = None
    return replace(
        article,
        text=text,
        title=clean_line(article.title, MAX_TITLE),
        author=clean_line(article.author, MAX_AUTHOR),
        published=moment.at if moment else None,
        has_time=bool(moment and moment.has_time),
        language=language,
        outlet=clean_line(article.outlet, 200),
        notes=notes,
    )


def from_page(page: WebPage, *, fallback: Moment | None = None) -> ArticleText:
    """Return a web page's article; a date from the feed goes before one that names only the day."""
    moment = page.published if page.published and page.published.has_time else fallback or page.published
    return finish(ArticleText(page.text, page.title, page.author, address=page.address), moment)
