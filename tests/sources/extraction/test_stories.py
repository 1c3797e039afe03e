from __future__ import annotations

from datetime import date

from sources.extraction.assemble import extract
from sources.extraction.stories import Told, group_stories, same_text, tell
from tests.sources.extraction.articles import lexicon


def told(text: str, day: date, language: str = "en") -> Told:
    return tell(text, "", day, extract(text, "", day, language, lexicon()))


ATTACK = "ISIS gunmen attacked an army post near Daquq on Monday, killing two soldiers and wounding three."
SAME = "Four soldiers died when militants of the Islamic State stormed their post near Daquq on Monday night."
ARABIC = "قُتل جنديان بهجوم شنه عناصر تنظيم داعش على نقطة للجيش العراقي قرب داقوق يوم الاثنين."
OTHER = "A roadside bomb hit a police vehicle in Khanaqin on Monday, killing one policeman."
TUESDAY = date(2022, 5, 10)


def test_reports_of_one_attack_are_one_story_though_their_tolls_differ() -> None:
    articles = [told(ATTACK, TUESDAY), told(OTHER, TUESDAY), told(SAME, date(2022, 5, 11))]
    assert group_stories(articles) == [0, 1, 0]


def test_a_story_crosses_languages() -> None:
    assert group_stories([told(ATTACK, TUESDAY), told(ARABIC, TUESDAY, "ar")]) == [0, 0]


def test_the_same_place_weeks_later_is_another_story() -> None:
    assert group_stories([told(ATTACK, TUESDAY), told(ATTACK, date(2022, 6, 7))]) == [0, 1]


def test_a_copied_text_is_the_same_story_even_without_an_incident() -> None:
    text = (
        "The minister met officers in Erbil and spoke about pay, vehicles and the weather in the mountains."
    )
    copied = f"ERBIL – {text} He then left."
    assert same_text(told(text, TUESDAY), told(copied, TUESDAY)) > 0.9
    assert group_stories([told(text, TUESDAY), told(copied, TUESDAY)]) == [0, 0]
