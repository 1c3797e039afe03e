"""Reading Arabic: spellings, numbers, dates, places and tolls."""

from __future__ import annotations

from datetime import date

import pytest

from sources.extraction.dates import find_dates
from sources.extraction.document import Document
from sources.extraction.grammar import get_grammar
from sources.extraction.normalise import normalise
from sources.extraction.places import PlaceFinder
from tests.sources.extraction.articles import lexicon, read, read_one

TATWEEL = "\u0640"


def document(text: str, published: date = date(2022, 5, 10)) -> Document:
    return Document("", text, published, get_grammar("ar"), lexicon())


# --- spellings and numbers ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spellings",
    [
        ("أربيل", "اربيل", "اَربيل", f"أر{TATWEEL}{TATWEEL}بيل"),
        ("الإرهاب", "الارهاب"),
        ("البيشمركة", "البيشمركه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("طائرة مسيّرة", "طائرة مسيرة"),
    ],
)
def test_spellings_of_a_word_are_folded_together(spellings: tuple[str, ...]) -> None:
    assert len({normalise(spelling).text for spelling in spellings}) == 1


def test_spans_lead_back_into_text_with_vowel_signs_and_stretched_letters() -> None:
    text = f"اِنفجرت عُبوةٌ ناسفة في داقـ{TATWEEL}وق."
    norm = normalise(text)
    start = norm.text.index("داقوق")
    span = norm.span(start, start + len("داقوق"))
    assert normalise(text[span.start : span.end]).text == "داقوق"
    assert text[span.end] == "."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاثة جنود", 3),
        ("خمسة عشر جنديا", 15),
        ("واحد وعشرون جنديا", 21),
        ("مئة وخمسون جنديا", 150),
        ("٢٧ جنديا", 27),
        ("بأربعة صواريخ", 4),
    ],
)
def test_numbers_in_words_and_digits(text: str, value: int) -> None:
    assert [number.value for number in document(text).numbers] == [value]


def test_names_of_weekdays_are_no_numbers() -> None:
    assert document("وقع ذلك صباح الأربعاء ومساء الخميس").numbers == []


# --- dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("وقع الانفجار اليوم الثلاثاء", "2022-05-10", "2022-05-10"),
        ("وقع الانفجار أمس", "2022-05-09", "2022-05-09"),
        ("وقع الانفجار أول أمس", "2022-05-08", "2022-05-08"),
        ("وقع الانفجار مساء أمس الأول", "2022-05-08", "2022-05-08"),
        ("وقع الانفجار الليلة الماضية", "2022-05-09", "2022-05-09"),
        ("وقع الانفجار مساء السبت", "2022-05-07", "2022-05-07"),
        ("وقع الانفجار قبل يومين", "2022-05-08", "2022-05-08"),
        ("وقع الانفجار قبل ثلاثة أيام", "2022-05-07", "2022-05-07"),
        ("وقع الانفجار في الثالث من آب 2021", "2021-08-03", "2021-08-03"),
        ("وقع الانفجار في الحادي والثلاثين من كانون الثاني الماضي", "2022-01-31", "2022-01-31"),
        ("وقع الانفجار في 4 أيار/مايو الجاري", "2022-05-04", "2022-05-04"),
        ("وقع الانفجار في 26 أبريل نيسان", "2022-04-26", "2022-04-26"),
        ("وقع الانفجار يوم 18/4", "2022-04-18", "2022-04-18"),
        ("وقع الانفجار ليلة السبت على الأحد", "2022-05-07", "2022-05-08"),
        ("وقع الانفجار في تشرين الثاني 2021", "2021-11-01", "2021-11-30"),
        ("وقع الانفجار الشهر الماضي", "2022-04-01", "2022-04-30"),
    ],
)
def test_dates(text: str, first: str, last: str) -> None:
    days = [(str(found.first), str(found.last)) for found in find_dates(document(text))]
    assert (first, last) in days


def test_the_weekday_holds_where_today_does_not_fit_it() -> None:
    days = [str(found.first) for found in find_dates(document("وقع الانفجار اليوم الأحد"))]
    assert days == ["2022-05-08"]


# --- places -------------------------------------------------------------------------------------------


def places(text: str) -> list[str]:
    return [place.name for place in PlaceFinder(document(text)).find() if place.rank > 0]


def test_prepositions_and_articles_are_glued_to_place_names() -> None:
    assert places("وقع الانفجار بكركوك") == ["Kirkuk"]
    assert places("في الحويجة وبداقوق") == ["Hawija", "Daquq"]


def test_a_name_behind_a_bearing_only_explains_the_one_before() -> None:
    assert places("في ناحية هبهب غربي بعقوبة") == ["Hibhib"]


def test_the_capital_of_a_province_behind_in_stands_for_the_province() -> None:
    assert places("في قضاء كويسنجق بأربيل") == ["Koya"]


def test_a_quarter_in_another_town_is_that_towns() -> None:
    incident = read_one("استهدفت طائرة مسيرة تركية أمس سيارة في حي النصر وسط قضاء سنجار.", "ar")
    assert incident["place"]["district"] == "Sinjar"


def test_where_someone_came_from_is_no_place_of_the_event() -> None:
    assert places("دخل رتل قادم من ناحية زمار إلى المنطقة") == []


def test_hospitals_and_datelines_are_no_places_of_events() -> None:
    assert places("نقل الجرحى إلى مستشفى كلار") == []
    assert places("كركوك/ وكالة تجريبية\nانفجرت عبوة في داقوق") == ["Daquq"]


def test_the_place_of_a_source_counts_only_where_no_other_is_told() -> None:
    incident = read_one("قال مصدر أمني في كركوك إن عبوة ناسفة انفجرت أمس على دورية في داقوق.", "ar")
    assert incident["place"]["name"] == "Daquq"
    incident = read_one("قال مصدر أمني في كركوك إن عبوة ناسفة انفجرت أمس على دورية للجيش.", "ar")
    assert incident["place"]["name"] == "Kirkuk"


def test_an_unknown_village_is_named_without_its_quotes() -> None:
    incident = read_one('انفجرت أمس عبوة ناسفة قرب قرية "تل الغراب" التابعة لقضاء داقوق.', "ar")
    assert incident["place"]["name"] == "تل الغراب"
    assert incident["place"]["district"] == "Daquq"


# --- tolls --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "killed", "wounded"),
    [
        ("ما أدى إلى مقتل جندي وإصابة اثنين آخرين", 1, 2),
        ("أسفرت عن استشهاد جنديين وجرح ثلاثة", 2, 3),
        ("ما أسفر عن سقوط قتيلين وثلاثة جرحى", 2, 3),
        ("أوقعت قتيلا وجريحين", 1, 2),
        ("أوقعت 11 قتيلا و6 جرحى", 11, 6),
        ("أودت بحياة راعيين اثنين", 2, None),
        ("راح ضحيتها أربعة من أفراد الشرطة بينهم ضابط", 4, None),
        ("وقتل خمسة من عناصر الشرطة وأصيب اثنان آخران", 5, 2),
        ("ما أدى إلى مقتل اثنين منهم وإصابة الثالث", 2, 1),
        ("أدت إلى مقتل امرأة وطفلها وإصابة زوجها", 2, 1),
        ("ما أدى إلى مقتل المختار واثنين من أبنائه", 3, None),
        ("أسفرت عن مقتل مواطن وإصابة شقيقه", 1, 1),
        ("وقتل ما لا يقل عن عشرين شخصا", 20, None),
        ("وأدت إلى إصابة ثلاثة أشخاص بينهم امرأة وطفل", None, 3),
        ("وقال مصدر إن جنديا قتل وأصيب اثنان آخران", 1, 2),
        ("وقال مصدر إن أحد عناصر الحشد الشعبي قتل وأصيب آخران", 1, 2),
        ("ما أدى إلى مقتل أحدهما وإصابة الآخر", 1, 1),
        ("وقتلت 4 جنود وأصابت واحدا", 4, 1),
        ("دون وقوع خسائر بشرية", 0, 0),
        ("ولم تسجل أي إصابات", 0, 0),
    ],
)
def test_tolls(words: str, killed: int | None, wounded: int | None) -> None:
    incident = read_one(f"انفجرت عبوة ناسفة أمس في داقوق {words}.", "ar")
    assert (incident["killed"], incident["wounded"]) == (killed, wounded)


@pytest.mark.parametrize(
    "words", ["مقتل وإصابة 12 شخصا", "سقوط عشرة مدنيين بين قتيل وجريح", "15 قتيلا وجريحا"]
)
def test_a_joint_number_of_dead_and_wounded_is_neither(words: str) -> None:
    incident = read_one(f"انفجرت عبوة ناسفة أمس في داقوق ما أدى إلى {words}.", "ar")
    assert (incident["killed"], incident["wounded"]) == (None, None)


def test_the_body_of_a_youth_is_one_person() -> None:
    incident = read_one("عثرت الشرطة أمس على جثة شاب في داقوق عليها آثار إطلاق نار.", "ar")
    assert (incident["sub_event_type"], incident["killed"]) == ("Attack", 1)


def test_both_sides_are_added_and_later_tolls_replace_earlier_ones() -> None:
    incident = read_one(
        "هاجم مسلحو داعش أمس نقطة للجيش في داقوق ما أدى إلى مقتل ثلاثة جنود.\n"
        "وتمكنت القوات من قتل خمسة عناصر من داعش في الاشتباك.",
        "ar",
    )
    assert incident["killed"] == 8
    incident = read_one(
        "هاجم مسلحو داعش أمس نقطة للجيش في داقوق ما أدى إلى مقتل ثلاثة جنود.\n"
        "وقال مصدر طبي إن حصيلة الهجوم ارتفعت إلى خمسة قتلى.",
        "ar",
    )
    assert incident["killed"] == 5


def test_brigades_and_laws_count_nobody() -> None:
    incident = read_one(
        "ألقت قوة من اللواء 45 القبض أمس على إرهابيين اثنين في داقوق وفق المادة 4 إرهاب.",
        "ar",
    )
    assert incident["captured"] == 2


def test_figures_of_another_day_stay_out() -> None:
    incidents = read(
        "هاجم مسلحو داعش أمس نقطة للجيش في داقوق ما أدى إلى مقتل جندي.\nوأصيب أربعة أشخاص في الأول من نيسان.",
        "ar",
    )
    assert [(incident["killed"], incident["wounded"]) for incident in incidents] == [(1, None)]
