"""How fast pages become text, and articles are stored among many others.

Run alone: ``make bench ARGS=ingest``; ``measure`` needs no database, ``measure_storing`` a migrated one, in
which it leaves nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Final
from zoneinfo import ZoneInfo

import django
import trafilatura
from django.core.management import call_command

from tests.benchmarks.results import report

ZONE: Final = ZoneInfo("Asia/Baghdad")
PAGES: Final = 60
STORED: Final = 5_000
Result = dict[str, Any]


def _page(number: int, text: str) -> bytes:
    """Write a news page of about 28 kB: menus, related stories and scripts around 2 kB of article."""
    menu = "".join(f'<li class="menu-item"><a href="/s/{i}">Section {i} news</a></li>' for i in range(160))
    cards = "".join(
        f'<div class="card"><a href="/n/{i}"><img src="/i/{i}.jpg"><h3>Another headline {i}</h3></a></div>'
        for i in range(20)
    )
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    script = "<script>" + "var a=1;function f(x){return x+1};" * 300 + "</script>"
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Story {number} - Outlet</title>{script}'
        f'<link rel="canonical" href="https://news.example/{number}">'
        f'<meta property="article:published_time" content="2021-06-04T10:00:00+03:00"></head><body>'
        f"<nav><ul>{menu}</ul></nav><main><article><h1>Story {number}</h1><div>{paragraphs}</div></article>"
        f"<aside>{cards}</aside></main><footer>All rights reserved</footer></body></html>"
    ).encode()


def _rate(work: Callable[[bytes], object], items: Iterable[bytes]) -> float:
    items = list(items)
    work(items[0])
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        for item in items:
            work(item)
        best = max(best, len(items) / (time.perf_counter() - start))
    return best


def measure() -> list[Result]:
    """Measure HTML to text against trafilatura's own function on the same pages."""
    from sources.files import read_file  # noqa: PLC0415 - Django's settings first
    from tests.factories import story  # noqa: PLC0415
    from tests.sources.texts import ARABIC, SORANI  # noqa: PLC0415

    texts = [story(number, 18) for number in range(PAGES // 3)]
    texts += [ARABIC * 4] * (PAGES // 3) + [SORANI * 4] * (PAGES // 3)
    pages = [_page(number, text) for number, text in enumerate(texts)]
    ours = _rate(lambda page: read_file("a.html", page, ZONE), pages)
    peer = _rate(lambda page: trafilatura.bare_extraction(page, with_metadata=True), pages)
    return [
        {"name": "HTML to text", "value": round(ours, 1), "unit": "pages/s", "compared_with": "budget 20"},
        {
            "name": "trafilatura alone",
            "value": round(peer, 1),
            "unit": "pages/s",
            "compared_with": "HTML to text",
        },
    ]


def measure_storing() -> list[Result]:
    """Measure storing among 5,000 articles of the last days, near duplicates looked for."""
    from django.db import connection, transaction  # noqa: PLC0415

    from sources.enums import Language  # noqa: PLC0415
    from sources.intake import begin_intake  # noqa: PLC0415
    from sources.storing import Original, store_article  # noqa: PLC0415
    from sources.text import ArticleText  # noqa: PLC0415
    from tests.factories import make_source, story  # noqa: PLC0415

    with transaction.atomic():
        source = make_source("Benchmark of storing")

        def store(number: int) -> None:
            parsed = ArticleText(story(number), language=Language.ENGLISH)
            intake = begin_intake(source, f"story {number}")
            store_article(source, parsed, Original(b"x", "text/plain"), intake, announce=False)

        for number in range(STORED):
            store(number)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE sources_article")
        start = time.perf_counter()
        for number in range(STORED, STORED + 300):
            store(number)
        rate = 300 / (time.perf_counter() - start)
        transaction.set_rollback(True)
    return [
        {
            "name": "store among 5,000",
            "value": round(rate, 1),
            "unit": "articles/s",
            "compared_with": "budget 20",
        }
    ]


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    for figure in measure() + measure_storing():
        report(**figure)
