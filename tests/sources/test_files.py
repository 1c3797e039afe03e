from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.errors import TextError
from sources.files import read_file
from sources.text import MAX_TEXT, ArticleText, clean, unwrap
from tests.sources.site import page
from tests.sources.texts import ARABIC, ENGLISH, SORANI

BAGHDAD = ZoneInfo("Asia/Baghdad")


def read(name: str, content: str | bytes | dict[str, Any]) -> ArticleText:
    if isinstance(content, dict):
        content = json.dumps(content)
    return read_file(name, content.encode() if isinstance(content, str) else content, BAGHDAD)[0]


def test_plain_text_with_headers() -> None:
    article = read(
        "a.txt",
        f"Title: Attack near the town\nDate: 2021-06-04\nURL: https://news.example/a\nOutlet: The Outlet\n\n{ENGLISH}",
    )
    assert article.text == ENGLISH
    assert (article.title, article.outlet) == ("Attack near the town", "The Outlet")
    assert article.address == "https://news.example/a"
    assert article.published == datetime(2021, 6, 4, tzinfo=BAGHDAD)
    assert not article.has_time
    assert article.language == "en"
    assert article.notes == ()


def test_a_short_first_line_is_the_title() -> None:
    article = read("a.txt", f"Attack near the town\n{ENGLISH}")
    assert (article.title, article.text) == ("Attack near the town", ENGLISH)


@pytest.mark.parametrize("text", [ENGLISH, "Only one line", "It ended.\nThen more came"])
def test_other_first_lines_stay_in_the_text(text: str) -> None:
    article = read("a.txt", text)
    assert (article.title, article.text) == ("", text)
    assert article.published is None


def test_header_lines_need_a_blank_line_after_them() -> None:
    text = "Date: it was a Friday\nand the text goes on."
    assert read("a.txt", text).text == "and the text goes on."
    assert read("a.txt", text).title == "Date: it was a Friday"


def test_headers_that_can_not_be_read_are_noted() -> None:
    article = read("a.txt", f"Date: last week\nURL: nowhere\n\n{ENGLISH}")
    assert article.published is None
    assert article.notes == ("its date, last week, can't be read", "its address, nowhere, is no web address")


def test_a_date_in_the_future_is_not_believed() -> None:
    article = read("a.txt", f"Date: 2999-01-01\n\n{ENGLISH}")
    assert article.published is None
    assert article.notes == ("its date, 2999-01-01, lies in the future",)


def test_web_page() -> None:
    article = read("a.html", page("Attack near the town", ENGLISH, "2021-06-04T10:30:00+03:00"))
    assert article.text == ENGLISH
    assert article.title == "Attack near the town"
    assert article.published == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert article.has_time


def test_web_page_in_an_old_encoding() -> None:
    head = '<meta charset="windows-1256"><link rel="canonical" href="https://news.example/a">'
    article = read("a.htm", page("هجوم قرب القضاء", ARABIC, head=head).encode("cp1256"))
    assert (article.text, article.title, article.language) == (ARABIC, "هجوم قرب القضاء", "ar")
    assert article.address == "https://news.example/a"


def test_a_page_without_a_date_gets_none_from_its_text() -> None:
    text = f"{ENGLISH}\nThe group was declared defeated on 9 December 2017 in that town, officials said."
    article = read("a.html", page("Attack", text))
    assert article.text == text
    assert article.published is None


def test_lists_and_tables_are_plain_lines() -> None:
    extra = "<ul><li>First one</li></ul><table><tr><th>Killed</th><th>4</th></tr><tr><td>Wounded</td><td>3</td></tr></table>"
    article = read("a.html", page("Attack", ENGLISH).replace("</article>", f"{extra}</article>"))
    assert article.text == f"{ENGLISH}\nFirst one\nKilled; 4\nWounded; 3"


def test_a_first_sentence_that_begins_like_the_title_stays_whole() -> None:
    assert read("a.html", page("Two soldiers were killed", ENGLISH)).text == ENGLISH


def test_markup_is_never_kept() -> None:
    text = f"{ENGLISH} <script>alert(1)</script><img src=x onerror=alert(2)>"
    article = read("a.html", page("Attack", text))
    assert "alert" not in article.text
    assert "<" not in article.text


def test_json() -> None:
    article = read(
        "a.json",
        {
            "title": "هێرش",
            "text": SORANI,
            "published": "2021-06-04T10:30:00+03:00",
            "url": "https://news.example/a",
            "author": "A. Writer",
            "outlet": "The Outlet",
            "language": "ckb",
        },
    )
    assert (article.text, article.title, article.author) == (SORANI, "هێرش", "A. Writer")
    assert (article.language, article.outlet) == ("ckb", "The Outlet")
    assert article.published == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)


def test_json_with_html() -> None:
    article = read(
        "a.json", {"html": page("Attack", ENGLISH, "2021-06-04T10:30:00+03:00"), "title": "Own title"}
    )
    assert (article.text, article.title) == (ENGLISH, "Own title")
    assert article.published == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)


def test_a_named_language_decides_unless_it_is_none_of_ours() -> None:
    assert read("a.json", {"text": ENGLISH, "language": "KMR"}).language == "kmr"
    assert read("a.json", {"text": ENGLISH, "language": "xx"}).language == "en"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"text": ', "no JSON"),
        ("[]", "no object"),
        ("{}", "neither text nor html; it has nothing"),
        ('{"body": "x"}', "neither text nor html; it has body"),
        ('{"text": 3}', "text must be a text"),
        ('{"text": "\\u0000 1 2"}', "no text"),
        ('{"text": "…"}', "no text"),
        ("[" * 100_000, "nested too deeply|no JSON"),
    ],
)
def test_json_that_is_no_article(content: str, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read("a.json", content)


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    return made


def test_email_in_plain_text() -> None:
    mail = message(
        Subject="Attack near the town",
        From="Desk <desk@news.example>",
        Date="Fri, 04 Jun 2021 10:30:00 +0300",
    )
    wrapped = (
        ENGLISH.replace("\n", "\n\n")
        .replace("when gunmen", "when\ngunmen")
        .replace("fled towards", "fled\ntowards")
    )
    mail.set_content(wrapped)
    article = read("a.eml", mail.as_bytes())
    assert article.title == "Attack near the town"
    assert article.author == "Desk <desk@news.example>"
    assert article.published == datetime(2021, 6, 4, 7, 30, tzinfo=UTC)
    assert article.text.split() == ENGLISH.split()


def test_email_in_html_and_another_encoding() -> None:
    mail = message(Subject="هجوم")
    mail.set_content("See the HTML part.")
    mail.add_alternative(f"<p>{ARABIC}</p>", subtype="html", charset="windows-1256")
    article = read("a.eml", b"Date: last week\n" + mail.as_bytes())
    assert article.text == ARABIC.replace("\n", " ")
    assert article.published is None
    assert article.notes == ("its date, last week, can't be read",)


def test_email_with_a_picture_alone_or_nothing() -> None:
    mail = message(Subject="Photo")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    for data in (mail.as_bytes(), b"Subject: x\n\n"):
        with pytest.raises(TextError, match="no text"):
            read("a.eml", data)
    with pytest.raises(TextError, match="empty"):
        read("a.eml", b"")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.txt.exe"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(TextError, match="not read"):
        read(name, ENGLISH)


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(TextError, match="no article"):
        read("a.html", "<html><body><nav><a href=/>Home</a></nav></body></html>")


def test_a_text_longer_than_any_article_is_refused() -> None:
    with pytest.raises(TextError, match="at most 300,000"):
        read("a.txt", "word. " * (MAX_TEXT // 5))


def test_cleaning() -> None:
    assert clean("a\0b\x07c\r\nd\u2029e  \t f\u00a0g\n\n\n h ") == "abc\nd\ne f g\nh"
    assert clean("e\u0301") == "é"
    assert clean("می\u200cشود \u202eevil\u202c \ufeffx \ud800y") == "می\u200cشود evil x y"


def test_only_lines_broken_at_a_width_are_joined() -> None:
    line = "a line of text that is about as long as a line in an old e-mail"
    assert unwrap(f"{line}\n{line}\nend.\n\nNext.") == f"{line} {line} end.\nNext."
    for text in (f"{line}\n{line}", "short\nlines\n\nhere", f"{line}.\n{line}.\n{line}\n\nlast"):
        assert clean(unwrap(text)) == clean(text)


@given(st.text(max_size=300))
def test_cleaned_text_is_stable_and_fit_for_the_database(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\0" not in cleaned
    assert "\n\n" not in cleaned
    cleaned.encode()


@example("a.txt", "\x85".encode())  # a line's end, to Unicode, and nothing else
@given(st.sampled_from(["a.txt", "a.html", "a.json", "a.eml"]), st.binary(max_size=400))
def test_any_file_gives_an_article_or_a_reason(name: str, data: bytes) -> None:
    with suppress(TextError):
        assert read(name, data).text
