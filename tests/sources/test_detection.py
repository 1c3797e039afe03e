from __future__ import annotations

import pytest

from sources.detection import detect_language, language_score
from tests.sources.texts import BY_LANGUAGE, SORANI


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_each_language_is_recognised(code: str) -> None:
    assert detect_language(BY_LANGUAGE[code]) == code
    assert detect_language(BY_LANGUAGE[code].split("\n")[0]) == code
    assert language_score(BY_LANGUAGE[code]) > 0.1


def test_sorani_in_arabic_letters_is_sorani() -> None:
    assert detect_language(SORANI.replace("ە", "ه\u200c").replace("ک", "ك").replace("ی", "ي")) == "ckb"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234 5678",
        "Zwei Soldaten wurden getötet und drei verletzt, als Bewaffnete am Freitag einen Kontrollposten angriffen.",
        "Deux soldats ont été tués et trois blessés lorsque des hommes armés ont attaqué un poste de contrôle vendredi.",
        "دو فوجی ہلاک اور تین زخمی ہوئے جب مسلح افراد نے جمعے کو ایک چوکی پر حملہ کیا تھا۔",
        "Двое солдат погибли и трое были ранены при нападении на контрольно-пропускной пункт в пятницу.",
    ],
)
def test_other_languages_are_left_undetermined(text: str) -> None:
    assert detect_language(text) == "und"
