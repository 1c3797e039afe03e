from __future__ import annotations

import pytest

from sources.extraction.normalise import normalise, normalise_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كەركوك", "کەرکووک"),
        ("كه‌ركوك", "کەرکووک"),
        ("أربيل", "اربيل"),
        ("مُقتَل", "مقتل"),
        ("خانقـــين", "خانقين"),
        ("Xaneqîn", "xaneqin"),
        ("Pirdê", "Pirde"),
        ("٢٥", "25"),
        ("۲۵", "25"),
        ("“Da’esh”", '"Da\'esh"'),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


def test_a_span_leads_back_to_the_stored_letters() -> None:
    stored = "قُتِلَ  جنديان في كَركوك"
    folded = normalise(stored)
    start = folded.text.index(normalise_name("كركوك"))
    span = folded.span(start, start + 5)
    assert stored[span.start : span.end] == "كَركوك"


def test_an_empty_range_has_no_span() -> None:
    with pytest.raises(ValueError, match="empty span"):
        normalise("abc").span(1, 1)
