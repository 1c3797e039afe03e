"""Files that hold one article each: .txt, .html, .json and .eml. Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from pathlib import PurePath
from typing import Final

from sources.addresses import tidy_address
from sources.decoding import decode
from sources.errors import TextError
from sources.published import Moment, parse_moment
from sources.text import ArticleText, clean_line, finish, from_page, unwrap
from sources.webpage import read_page

_HEADER: Final = re.compile(r"(title|date|published|url|outlet|author|language):[ \t]*(.*)", re.IGNORECASE)
_NAMES: Final = {"date": "published"}
_TITLE_LENGTH: Final = 150
_SHORT_PART: Final = 200


def read_file(name: str, data: bytes, zone: tzinfo) -> tuple[ArticleText, str]:
    """Return the article in a file and the file's media type; the name's ending says what it is.

    Dates without a time zone are in ``zone``. Raises TextError with the reason.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in _READERS:
        known = ", ".join(_READERS)
        raise TextError(f"Files ending in {ending or 'nothing'} are not read; an article is one of {known}.")
    reader, media_type = _READERS[ending]
    try:
        return reader(data, zone), media_type
    except RecursionError:
        raise TextError("The file is nested too deeply.") from None


def _read_text(data: bytes, zone: tzinfo) -> ArticleText:
    """Read plain text: lines such as ``Title:`` first and then a blank line, or a short line as title."""
    text = decode(data).lstrip("\ufeff")
    headers, body = _split_headers(text)
    title = headers.get("title", "")
    if not title:
        title, body = _split_title(body)
    return _from_fields({**headers, "title": title, "text": unwrap(body)}, zone)


def _split_headers(text: str) -> tuple[dict[str, str], str]:
    lines = text.lstrip().splitlines()
    headers: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        if not match:
            if headers and not line.strip():
                return headers, "\n".join(lines[number + 1 :])
            break
        key = match[1].lower()
        headers[_NAMES.get(key, key)] = match[2].strip()
    return {}, text


def _split_title(body: str) -> tuple[str, str]:
    first, _, rest = body.strip().partition("\n")
    first = first.strip()
    if len(first) > _TITLE_LENGTH or first.endswith((".", "!", "؟", ":", "۔", "…")) or not rest.strip():
        return "", body
    return first, rest


def _read_html(data: bytes, zone: tzinfo) -> ArticleText:
    return from_page(read_page(data, zone))


def _read_json(data: bytes, zone: tzinfo) -> ArticleText:
    """Read an object with text or html, and title, published, url, author, outlet, language if known."""
    try:
        content = json.loads(decode(data))
    except ValueError as error:
        raise TextError(f"The file is no JSON: {error}.") from None
    if not isinstance(content, dict):
        raise TextError("The JSON is no object; each file holds one article with a text or html.")
    fields: dict[str, str] = {}
    for key in ("title", "text", "html", "published", "url", "author", "outlet", "language"):
        value = content.get(key) or ""
        if not isinstance(value, str):
            raise TextError(f"In the JSON, {key} must be a text.")
        fields[key] = value
    if not fields["text"] and not fields["html"]:
        found = ", ".join(str(key) for key in list(content)[:10])
        raise TextError(f"The JSON has neither text nor html; it has {found or 'nothing'}.")
    return _from_fields(fields, zone)


def _from_fields(fields: dict[str, str], zone: tzinfo) -> ArticleText:
    notes: tuple[str, ...] = ()
    moment = _moment(fields.get("published", ""), zone)
    if moment is None and fields.get("published"):
        notes += (f"its date, {clean_line(fields['published'], 60)}, can't be read",)
    address = tidy_address(fields.get("url", ""))
    if fields.get("url") and not address:
        notes += (f"its address, {clean_line(fields['url'], 60)}, is no web address",)
    title, author, text = fields.get("title", ""), fields.get("author", ""), fields.get("text", "")
    if not text and fields.get("html"):
        page = read_page(fields["html"], zone)
        text, title, author = page.text, title or page.title, author or page.author
        moment = moment or page.published
    article = ArticleText(text, title, author, address=address, outlet=fields.get("outlet", ""), notes=notes)
    return finish(article, moment, hint=fields.get("language", ""))


def _moment(stated: str, zone: tzinfo) -> Moment | None:
    return parse_moment(stated, zone) if stated else None


def _read_email(data: bytes, zone: tzinfo) -> ArticleText:
    """Read an e-mail: its Date header is when it was published, its plain text goes before its HTML."""
    if not data.strip():
        raise TextError("The file is empty.")
    message = message_from_bytes(data, policy=policy.default)
    # Parsed, an unreadable date would be empty; we want to say what it was.
    stated = next((str(value) for name, value in message.raw_items() if name.lower() == "date"), "")
    moment = _moment(stated, zone)
    notes = () if moment or not stated else (f"its date, {clean_line(stated, 60)}, can't be read",)
    plain, html = _part(message, "plain"), _part(message, "html")
    text = unwrap(plain)
    if len(plain.strip()) < _SHORT_PART and html:
        text = read_page(html, zone).text
    if not text.strip():
        raise TextError("The e-mail has no text.")
    article = ArticleText(text, _header(message, "subject"), _header(message, "from"), notes=notes)
    return finish(article, moment)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "")
    except Exception:  # noqa: BLE001 - the parser of headers fails in many ways on malformed ones
        return ""


def _part(message: EmailMessage, kind: str) -> str:
    part: MIMEPart | None = message.get_body(preferencelist=(kind,))
    if part is None or part.get_content_maintype() != "text":
        return ""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        return ""
    return decode(content, str(part.get_content_charset() or ""))


_READERS: Final[dict[str, tuple[Callable[[bytes, tzinfo], ArticleText], str]]] = {
    ".txt": (_read_text, "text/plain"),
    ".html": (_read_html, "text/html"),
    ".htm": (_read_html, "text/html"),
    ".json": (_read_json, "application/json"),
    ".eml": (_read_email, "message/rfc822"),
}
