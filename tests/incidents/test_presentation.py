"""Values as people read them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from incidents.presentation import (
    count_sources,
    format_count,
    format_date,
    format_range,
    iso_range,
    page_months,
    safe_url,
)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((None, None, None), "not reported"),
        ((0, 0, 0), "0"),
        ((7, 7, 7), "7"),
        ((7, 8, 10), "7–10"),
        ((5, None, None), "at least 5"),
        ((None, None, 9), "up to 9"),
        ((None, 4, None), "4"),
        ((3, 4, None), "3–4"),
        ((1200, 1200, 1200), "1,200"),
    ],
)
def test_ranges(values: tuple[int | None, int | None, int | None], words: str) -> None:
    assert format_range(*values) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2021-05-01", "2021-05-01", "day", "1 May 2021"),
        ("2017-10-16", "2017-10-17", "day", "16–17 October 2017"),
        ("2021-05-01", "2021-05-31", "month", "May 2021"),
        ("2021-05-01", "2021-06-30", "month", "May 2021 – June 2021"),
        ("2021-05-03", "2021-05-20", "month", "May 2021"),
        ("2021-01-01", "2021-12-31", "year", "2021"),
        ("2021-05-23", "2021-05-31", "week", "23–31 May 2021"),
        ("2021-09-30", "2021-10-07", "day", "30 September – 7 October 2021"),
        ("2021-12-30", "2022-01-02", "day", "30 December 2021 – 2 January 2022"),
    ],
)
def test_dates(start: str, end: str, precision: str, words: str) -> None:
    assert format_date(date.fromisoformat(start), date.fromisoformat(end), precision) == words


def test_other_scripts() -> None:
    with override("ar"):
        assert format_date(date(2021, 5, 1), date(2021, 5, 1), "day") == "١ أيار ٢٠٢١"
        assert format_count(1234) == "١٬٢٣٤"
    with override("ckb"):
        assert format_date(date(2021, 1, 1), date(2021, 1, 31), "month") == "کانوونی دووەم ٢٠٢١"
        assert len(page_months()) == len(page_months(short=True)) == 12


def test_addresses_of_the_web_only() -> None:
    assert safe_url("https://example.org/") == "https://example.org/"
    assert safe_url("javascript:alert(1)") == ""
    assert safe_url("") == ""


def test_intervals_and_counts() -> None:
    assert iso_range(date(2021, 5, 1), date(2021, 5, 1)) == "2021-05-01"
    assert iso_range(date(2021, 5, 1), date(2021, 5, 3)) == "2021-05-01/2021-05-03"
    assert (count_sources(1), count_sources(2)) == ("1 source", "2 sources")
