from __future__ import annotations

import pytest

from sources.extraction.grammar import get_grammar
from sources.extraction.normalise import normalise


def bounds(text: str, language: str) -> list[tuple[int, int | None]]:
    return [(n.low, n.high) for n in get_grammar(language).numbers.find(normalise(text).text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("five", (5, 5)),
        ("twenty-five", (25, 25)),
        ("two dozen", (24, 24)),
        ("two hundred and fifty", (250, 250)),
        ("1,200", (1200, 1200)),
        ("at least five", (5, None)),
        ("more than 20", (20, None)),
        ("between 5 and 7", (5, 7)),
        ("between five and seven", (5, 7)),
        ("5-7", (5, 7)),
        ("up to ten", (0, 10)),
    ],
)
def test_english(text: str, expected: tuple[int, int | None]) -> None:
    assert bounds(text, "en") == [expected]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("عشرة", "ar", (10, 10)),
        ("ثلاثة وعشرون", "ar", (23, 23)),
        ("١٥", "ar", (15, 15)),
        ("دوانزە", "ckb", (12, 12)),
    ],
)
def test_other_languages(text: str, language: str, expected: tuple[int, int | None]) -> None:
    assert bounds(text, language) == [expected]


def test_two_counts_in_a_row_stay_two() -> None:
    assert bounds("two and three", "en") == [(2, 2), (3, 3)]
