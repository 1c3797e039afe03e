"""Reading Arabic: what happened, to whom and by whom; what is no incident; several in one article."""

from __future__ import annotations

import pytest

from sources.extraction.predict import predict_article
from tests.sources.extraction.articles import further, lexicon, names, read, read_one, tally


@pytest.mark.parametrize(
    ("sentence", "sub_type", "perpetrator"),
    [
        ("هاجم مسلحو داعش أمس نقطة للجيش العراقي في الحويجة.", "Armed clash", "Islamic State"),
        ("تعرضت دورية للبيشمركة أمس قرب كفري إلى هجوم شنه إرهابيو داعش.", "Armed clash", "Islamic State"),
        (
            "انفجرت عبوة ناسفة أمس على دورية للجيش في داقوق.",
            "Remote explosive/landmine/IED",
            "Unidentified armed group",
        ),
        ("شنت طائرات حربية تركية أمس سلسلة غارات على جبل متين.", "Air/drone strike", "Turkish Armed Forces"),
        (
            "قصفت المدفعية الإيرانية أمس أطراف ناحية سيدكان.",
            "Shelling/artillery/missile attack",
            "Iranian Armed Forces",
        ),
        (
            "سقطت ثلاثة صواريخ كاتيوشا أمس قرب مطار أربيل.",
            "Shelling/artillery/missile attack",
            "Unidentified armed group",
        ),
        ("فجر انتحاري نفسه أمس في سوق وسط خانقين.", "Suicide bomb", "Unidentified armed group"),
        ("ألقى مجهولون أمس رمانة يدوية على منزل في داقوق.", "Grenade", "Unidentified armed group"),
        ("اغتال مسلحون مجهولون أمس شيخ عشيرة في المقدادية.", "Attack", "Unidentified armed group"),
        ("اختطف عناصر داعش أمس راعيين اثنين قرب خانقين.", "Abduction/forced disappearance", "Islamic State"),
        ("ألقت الشرطة الاتحادية أمس القبض على ثلاثة متهمين في داقوق.", "Arrests", "Iraqi Federal Police"),
        ("أضرم مسلحو داعش النار أمس في حقول الحنطة بداقوق.", "Looting/property destruction", "Islamic State"),
        ("سيطر مسلحو داعش أمس على قرية لهيبان.", "Non-state actor overtakes territory", "Islamic State"),
    ],
)
def test_kinds_and_perpetrators(sentence: str, sub_type: str, perpetrator: str) -> None:
    incident = read_one(sentence, "ar")
    assert incident["sub_event_type"] == sub_type
    assert names(incident, "perpetrator") == {perpetrator}
    assert (incident["date_start"], incident["date_end"]) == ("2022-05-09", "2022-05-09")


@pytest.mark.parametrize(
    ("sentence", "sub_type", "participants"),
    [
        (
            "انطلقت اليوم عملية أمنية في داقوق بمشاركة الجيش العراقي والحشد الشعبي لملاحقة فلول داعش.",
            "Security sweep",
            {"Iraqi Army", "Popular Mobilization Forces"},
        ),
        (
            "نفذ الجيش العراقي وقوات البيشمركة اليوم عملية تفتيش مشتركة قرب كفري.",
            "Joint operation",
            {"Iraqi Army", "Peshmerga"},
        ),
        (
            "عثرت الشرطة الاتحادية اليوم على كدس للعتاد يضم تسع عبوات ناسفة في داقوق.",
            "Disrupted weapons use",
            {"Iraqi Federal Police"},
        ),
        ("خرج العشرات اليوم في تظاهرة وسط كركوك للمطالبة بالخدمات.", "Peaceful protest", {"Protesters"}),
        ("اندلع نزاع عشائري مسلح اليوم في بلدروز.", "Armed clash", {"Unidentified armed group"}),
    ],
)
def test_kinds_with_participants_only(sentence: str, sub_type: str, participants: set[str]) -> None:
    incident = read_one(sentence, "ar")
    assert incident["sub_event_type"] == sub_type
    assert names(incident, "participant") == participants
    assert names(incident, "perpetrator") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "لقي خمسة أشخاص مصرعهم أمس بحادث سير على طريق بغداد كركوك.",
        "انفجرت أمس أسطوانة غاز داخل مطعم في أربيل وأصيب سبعة أشخاص.",
        "اندلع حريق أمس في سوق وسط كركوك بسبب تماس كهربائي.",
        "أصدرت محكمة جنايات كركوك أمس حكما بالإعدام بحق إرهابي شارك في هجوم على نقطة للشرطة.",
        "قتل شخص أمس على يد شقيقه إثر خلاف عائلي في السليمانية.",
        "ألقت الشرطة أمس القبض على قاتل زوجته في الموصل.",
        "نفت قيادة العمليات أمس تعرض حقل باي حسن لهجوم صاروخي.",
        "حذر خبير أمس من أن داعش قد يشن هجمات في كركوك.",
        "تستعد القوات الأمنية لإطلاق عملية عسكرية في حمرين الأسبوع المقبل.",
        "بحث وزير الدفاع أمس مع وفد من البيشمركة الوضع الأمني في كركوك.",
        "جرى أمس تفجير تحت السيطرة لمخلفات حربية قرب كركوك.",
        "شهدت سنجار أمس مراسم في الذكرى الثامنة لهجوم داعش عام 2014 الذي قتل فيه الآلاف.",
    ],
)
def test_accidents_courts_statements_and_plans_are_no_incidents(sentence: str) -> None:
    assert read(sentence, "ar") == []


def test_the_counter_terrorism_law_is_no_force() -> None:
    incident = read_one("ألقت الشرطة أمس القبض على متهم في داقوق وفق قانون مكافحة الإرهاب.", "ar")
    assert names(incident, "perpetrator") == {"Iraqi Police"}


def test_an_ambush_that_ends_in_an_arrest_is_no_fight() -> None:
    incident = read_one("ألقت الشرطة أمس القبض على مطلوبين اثنين في داقوق بعد نصب كمين لهما.", "ar")
    assert (incident["sub_event_type"], incident["captured"]) == ("Arrests", 2)


def test_one_who_claims_an_attack_did_it() -> None:
    incident = read_one(
        "انفجرت سيارة مفخخة أمس في سوق وسط طوزخورماتو وقتل ثلاثة مدنيين.\nوتبنى تنظيم داعش التفجير في بيان.",
        "ar",
    )
    assert names(incident, "perpetrator") == {"Islamic State"}


def test_an_attack_not_claimed_names_nobody() -> None:
    incident = read_one(
        "انفجرت سيارة مفخخة أمس في سوق وسط طوزخورماتو وقتل ثلاثة مدنيين.\nولم تتبن أي جهة التفجير.", "ar"
    )
    assert names(incident, "perpetrator") == {"Unidentified armed group"}


def test_a_bomber_counts_as_killed_where_no_other_is() -> None:
    incident = read_one("فجر انتحاري نفسه أمس في داقوق وأصيب ثلاثة جنود.", "ar")
    assert (incident["killed"], incident["wounded"]) == (1, 3)


def test_a_body_found_is_dated_by_the_finding() -> None:
    incidents = read("عثرت الشرطة اليوم على جثة مدني في جلولاء كان قد اختطف قبل يومين.", "ar")
    assert incidents[0]["sub_event_type"] == "Attack"
    assert (incidents[0]["date_start"], incidents[0]["killed"]) == ("2022-05-10", 1)


def test_two_attacks_of_one_day_are_told_apart() -> None:
    incidents = read(
        "انفجرت عبوة ناسفة أمس على دورية للشرطة قرب جلولاء ما أدى إلى مقتل شرطيين.\n"
        "وفي اليوم ذاته هاجم مسلحو داعش نقطة للحشد الشعبي في أطراف السعدية وأصيب ثلاثة مقاتلين.",
        "ar",
    )
    assert [incident["sub_event_type"] for incident in incidents] == [
        "Remote explosive/landmine/IED",
        "Armed clash",
    ]
    assert [(incident["killed"], incident["wounded"]) for incident in incidents] == [(2, None), (None, 3)]


def test_a_toll_of_two_attacks_together_goes_to_the_group() -> None:
    article = {
        "id": "a",
        "language": "ar",
        "title": "",
        "published": "2022-05-10",
        "text": "نفذ مسلحو داعش هجومين منفصلين في محافظة كركوك أمس.\n"
        "واستهدف الهجوم الأول نقطة للجيش في داقوق، بينما انفجرت عبوة ناسفة على دورية في الحويجة.\n"
        "وقتل في الهجومين خمسة جنود وأصيب ثلاثة.",
    }
    found = predict_article(article, lexicon())
    assert [incident["killed"] for incident in found["incidents"]] == [None, None]
    assert [(group["incidents"], group["killed"]) for group in found["incident_groups"]] == [([0, 1], 5)]


def test_the_example_of_the_documentation() -> None:
    first, second = read(
        "كركوك/ وكالة تجريبية\n"
        "أفاد مصدر أمني، اليوم الثلاثاء، بأن عبوة ناسفة انفجرت مساء أمس على دورية للشرطة الاتحادية قرب ناحية الرشاد"
        " جنوب غربي كركوك، ما أسفر عن استشهاد شرطيين اثنين وإصابة ثلاثة آخرين بينهم ضابط.\n"
        "وفي اليوم ذاته، هاجم مسلحو داعش نقطة للحشد الشعبي في أطراف داقوق، وقُتل أحد المهاجمين.\n"
        "ونفى المصدر وقوع هجوم ثالث في الحويجة.",
        "ar",
    )
    assert (first["place"]["name"], first["killed"], first["wounded"]) == ("Rashad", 2, 3)
    assert names(first, "target") == {"Iraqi Federal Police"}
    assert (second["place"]["name"], second["killed"], second["wounded"]) == ("Daquq", 1, None)
    assert names(second, "target") == {"Popular Mobilization Forces"}
    assert first["date_start"] == second["date_start"] == "2022-05-09"


def test_angry_demonstrators_who_burn_offices_are_no_mob() -> None:
    incident = read_one("أضرم متظاهرون غاضبون أمس النار في مقر حزبي وسط السليمانية.", "ar")
    assert incident["sub_event_type"] == "Violent demonstration"


def test_a_bombing_is_a_strike_once_aircraft_are_named() -> None:
    incident = read_one(
        "قتل ثلاثة مسلحين أمس في قصف على سيارتهم قرب سنجار.\nوقال مصدر إن طائرة مسيرة تركية استهدفت السيارة.",
        "ar",
    )
    assert incident["sub_event_type"] == "Air/drone strike"
    assert names(incident, "perpetrator") == {"Turkish Armed Forces"}


def test_rooms_are_named_by_their_places() -> None:
    article = {
        "id": "a",
        "language": "ar",
        "title": "",
        "published": "2022-05-10",
        "text": "بحث وزير الدفاع تفعيل مراكز التنسيق المشترك في كركوك وديالى.",
    }
    found = predict_article(article, lexicon())
    assert found["incidents"] == []
    assert [room["place"] for room in found["operation_rooms"]] == ["Kirkuk", "Diyala"]


def test_older_attacks_are_marked() -> None:
    incidents = read(
        "انفجرت عبوة ناسفة أمس على دورية للشرطة في داقوق ما أدى إلى مقتل شرطي.\n"
        "وكان هجوم لداعش في الحويجة قد أسفر في 12 نيسان عن مقتل جنديين.",
        "ar",
    )
    assert [(incident["date_start"], incident["main"]) for incident in incidents] == [
        ("2022-05-09", True),
        ("2022-04-12", False),
    ]


def test_further_articles() -> None:
    found = tally(further("ar"))
    assert found.f1 >= 0.9
    assert found.slots_right / found.slots >= 0.9


def test_further_articles_without_incidents_stay_empty() -> None:
    for article in further("ar"):
        if not article["incidents"]:
            assert predict_article(article, lexicon())["incidents"] == []


def test_unknown_gunmen_stay_unknown_where_only_another_incident_names_a_group() -> None:
    first, second = read(
        "اختطف مسلحون مجهولون، يوم الاثنين، راعيي أغنام شقيقين قرب داقوق. "
        "وفي الحويجة، ألقت الشرطة القبض، يوم الاثنين، على ثلاثة متهمين بالانتماء إلى داعش.",
        "ar",
    )
    assert names(first, "perpetrator") == {"Unidentified armed group"}
    assert first["captured"] == 2
    assert second["captured"] == 3


def test_bodies_of_attackers_are_added_to_the_dead() -> None:
    (incident,) = read(
        "هاجم داعش نقطة للشرطة قرب داقوق يوم الاثنين ما أسفر عن مقتل خمسة شرطيين. "
        "وعثرت القوات على جثتي اثنين من المهاجمين.",
        "ar",
    )
    assert incident["killed"] == 7
