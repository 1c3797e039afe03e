"""Whom a value is attributed to, in each language."""

from __future__ import annotations

from datetime import date

import pytest

from sources.extraction.assemble import extract
from tests.sources.extraction.articles import lexicon


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "en",
            "Gunmen ambushed a police patrol near Daquq on Monday, according to a source in Kirkuk police.",
            "a source in Kirkuk police",
        ),
        (
            "ar",
            "قتل ثلاثة من البيشمركة بهجوم شنه داعش قرب مخمور مساء السبت، بحسب وزارة البيشمركة.",
            "وزارة البيشمركة",
        ),
    ],
)
def test_the_speaker_stands_without_the_word_that_leads_to_it(language: str, text: str, speaker: str) -> None:
    (incident,) = extract(text, "", date(2021, 12, 7), language, lexicon()).incidents
    assert {claim.attributed_to for claim in incident.claims} == {speaker}
