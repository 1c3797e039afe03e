"""What must hold for any text: no exception, every quote where it says, work that stays linear."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.extraction.assemble import extract
from sources.extraction.predict import describe
from tests.sources.extraction.articles import lexicon

if TYPE_CHECKING:
    from sources.extraction.facts import Facts, Span

LANGUAGES = ("en", "ar", "ckb")
WORDS = [
    "two", "soldiers", "killed", "wounding", "ISIS", "militants", "attacked", "near", "Kirkuk", "on Monday",
    "in the attacks", "20 km south of", "village of", "Xyz", "bomb", "exploded", ".", "\n", ",", "and", '"',
    "مقتل", "جنديين", "في", "كركوك", "هجوم", "داعش", "يوم", "الاثنين", "دوو", "پێشمەرگە", "شەهید", "بوون",
    "لە", "کەرکووک", "هێرش", "\u200c", "\u0640", "\u202e", "0", "٣", "1,000", "12/5/2021", "َ", "ﷺ", "İ", "ẞ",
    "between", "-", "–", "road", "May", "last night", "joint operations room in", "Khanaqin", "\ud800", "👍🏽",
]  # fmt: skip
HOSTILE = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
    st.text(st.characters(codec=None), max_size=300),
)


def spans_of(facts: Facts) -> list[Span]:
    claims = [claim for incident in facts.incidents for claim in incident.claims]
    claims += [claim for group in facts.groups for claim in group.claims]
    spans = [span for claim in claims for span in claim.spans]
    spans += [span for incident in facts.incidents for span in incident.evidence]
    return spans + [span for room in facts.rooms for span in room.spans]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=HOSTILE, title=HOSTILE, language=st.sampled_from(LANGUAGES), dated=st.booleans())
def test_any_text_gives_facts_whose_spans_lie_in_it(
    text: str, title: str, language: str, *, dated: bool
) -> None:
    facts = extract(text, title, date(2021, 6, 4) if dated else None, language, lexicon())
    for span in spans_of(facts):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
    for incident in facts.incidents:
        for claim in incident.claims:
            assert claim.spans
            assert claim.rule
            assert 0 < claim.confidence <= 1
    describe(facts, {"id": "x", "text": text})


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE)
def test_without_a_publication_day_nothing_relative_is_dated(text: str) -> None:
    facts = extract(text, "", None, "en", lexicon())
    rules = [c.rule for i in facts.incidents for c in i.claims if c.field == "date"]
    assert not [rule for rule in rules if "weekday" in rule or "relative" in rule or "published" in rule]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ["a", "killed ", "1 ", "two soldiers killed and ", "near Kirkuk and ", "\n", "قتل", "قتل جنديان في كركوك و ",
     "(", '"said ', "Abcdef ", "village of Xyzuv ", "bomb was planted by the men of the ", "on 12 May 2021 ",
     ". ", "\u200c", "a\u0301", "20 km south of Kirkuk ", "the attacks killed three in the two attacks near Kirkuk. "],
)  # fmt: skip
def test_work_grows_no_faster_than_the_text(piece: str, language: str) -> None:
    """Compare one length with four times that length: a quadratic step would take sixteen times as long."""

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            extract(text, "", date(2021, 6, 4), language, lexicon())
            best = min(best, time.process_time() - started)
        return best

    short, long = seconds(4_000), seconds(16_000)
    assert long < 0.08 or long < 11 * short


def test_two_hundred_thousand_characters_take_less_than_two_seconds() -> None:
    sentence = (
        "ISIS militants killed two soldiers near Kirkuk on Monday, a source in the Diyala police said. "
    )
    text = (sentence * 2_200)[:200_000]
    extract(text[:2_000], "", date(2021, 6, 4), "en", lexicon())
    started = time.process_time()
    extract(text, "", date(2021, 6, 4), "en", lexicon())
    assert time.process_time() - started < 2
