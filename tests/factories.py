"""Sources, articles and their texts for tests: plain and valid unless a test says otherwise."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from sources.duplicates import content_hash, sketch
from sources.enums import Language
from sources.models import Article, Source

_WORDS: Final = (
    "soldiers",
    "hills",
    "village",
    "night",
    "river",
    "patrol",
    "road",
    "farmers",
    "police",
    "post",
)
_NUMBERS: Final = count(1)


def story(number: int, sentences: int = 12) -> str:
    """Write an English text of about 150 words that is not nearly the same as another number's."""
    return "\n".join(
        f"The {_WORDS[(number + line) % 10]} of sector {number}-{line} were at the "
        f"{_WORDS[(number * 3 + line) % 10]} when unit {number * 31 + line} said that it was on the road."
        for line in range(sentences)
    )


def make_source(name: str = "", **values: Any) -> Source:
    """Make an outlet that is not read automatically."""
    return Source.objects.create(name=name or f"Outlet {next(_NUMBERS)}", **values)


def make_article(**values: Any) -> Article:
    """Make an English article that waits for its extraction."""
    number = next(_NUMBERS)
    text = values.get("text", story(number))
    plain: dict[str, Any] = {
        "url": f"https://example.org/articles/{number}",
        "title": f"Article {number}",
        "published_at": datetime(2021, 6, 4, 9, tzinfo=UTC),
        "language": Language.ENGLISH,
        "text": text,
        "content_hash": content_hash(text),
        "sketch": sketch(text),
        "original": zlib.compress(text.encode()),
        "original_type": "text/plain",
    }
    source = values.pop("source", None) or make_source()
    return Article.objects.create(source=source, **{**plain, **values})
