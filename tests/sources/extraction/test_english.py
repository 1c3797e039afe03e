"""How English reports are read, sentence by sentence, in words of our own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sources.extraction.assemble import extract
from sources.extraction.predict import predict_article
from tests.sources.extraction.articles import further, lexicon, names, read, read_one, tally


def one(text: str, **kwargs: str) -> dict[str, Any]:
    return read_one(text, "en", **kwargs)


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("ISIS gunmen ambushed an army patrol near Daquq on Monday.", "Armed clash"),
        ("ISIS gunmen opened fire on farmers near Daquq on Monday, killing two of them.", "Attack"),
        ("A roadside bomb hit a police vehicle in Hawija on Monday.", "Remote explosive/landmine/IED"),
        ("Three mortar rounds landed on a village near Jalawla on Monday.", "Shelling/artillery/missile attack"),
        ("Iraqi F-16s bombed an ISIS hideout in the Hamrin mountains on Monday.", "Air/drone strike"),
        ("A suicide bomber blew himself up at a checkpoint in Kirkuk on Monday.", "Suicide bomb"),
        ("Unknown men threw a hand grenade at a party office in Kirkuk on Monday.", "Grenade"),
        ("ISIS militants kidnapped two shepherds near Daquq on Monday.", "Abduction/forced disappearance"),
        ("Police arrested three suspects in Tuz Khurmatu on Monday.", "Arrests"),
        ("Army engineers defused a bomb beside a road in Khanaqin on Monday.", "Disrupted weapons use"),
        ("The army launched a search operation in the Hamrin mountains on Monday.", "Security sweep"),
        ("The Iraqi army and Peshmerga launched a joint operation near Makhmour on Monday.", "Joint operation"),
        ("Hundreds of teachers protested in Kirkuk on Monday.", "Peaceful protest"),
    ],
)  # fmt: skip
def test_kinds_of_events(text: str, sub_type: str) -> None:
    assert one(text)["sub_event_type"] == sub_type


@pytest.mark.parametrize(
    "text",
    [
        "The army denied that militants had attacked a village near Khanaqin on Monday.",
        "The president condemned violence and called for unity in Kirkuk.",
        "The army plans to launch an operation near Hawija next week.",
        "Officials warned that militants could attack villages near Daquq.",
        "ISIS militants often attack villages near Daquq.",
        "A court in Kirkuk sentenced three members of ISIS to death on Monday.",
        "Four people were killed in a traffic accident near Kirkuk on Monday.",
        "In 2014 ISIS militants attacked Sinjar and killed thousands.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert read(text, "en") == []


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("on Monday", "2022-05-09", "2022-05-09"),
        ("on Friday", "2022-05-06", "2022-05-06"),
        ("late on Sunday", "2022-05-08", "2022-05-08"),
        ("yesterday", "2022-05-09", "2022-05-09"),
        ("last night", "2022-05-09", "2022-05-09"),
        ("overnight", "2022-05-09", "2022-05-10"),
        ("three days ago", "2022-05-07", "2022-05-07"),
        ("on 3 May", "2022-05-03", "2022-05-03"),
        ("on May 3, 2022", "2022-05-03", "2022-05-03"),
        ("on Tuesday, 3 May,", "2022-05-03", "2022-05-03"),
        ("in April", "2022-04-01", "2022-04-30"),
        ("over Saturday and Sunday", "2022-05-07", "2022-05-08"),
        ("last month", "2022-04-01", "2022-04-30"),
    ],
)
def test_dates_count_from_the_day_of_publication(words: str, start: str, end: str) -> None:
    incident = one(f"ISIS gunmen attacked an army post near Daquq {words} and killed two soldiers.")
    assert (incident["date_start"], incident["date_end"]) == (start, end)


def test_the_day_of_a_statement_is_not_the_day_of_the_event() -> None:
    incident = one(
        "A police source told reporters on Monday that gunmen attacked a post near Daquq on Saturday."
    )
    assert incident["date_start"] == "2022-05-07"


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("killing two soldiers and wounding three", 2, 3),
        ("in which an officer and two soldiers were killed and four wounded", 3, 4),
        ("leaving one soldier dead and another wounded", 1, 1),
        ("killing five people, including two children", 5, None),
        ("without causing casualties", 0, 0),
        ("which claimed the lives of four policemen", 4, None),
        ("killing two soldiers. Three of the militants were also killed", 5, None),
    ],
)
def test_casualties(text: str, killed: int | None, wounded: int | None) -> None:
    incident = one(f"ISIS militants attacked an army post near Daquq on Monday, {text}.")
    assert (incident["killed"], incident["wounded"]) == (killed, wounded)


def test_officials_who_differ_give_a_range() -> None:
    incident = one(
        "ISIS militants attacked an army post near Daquq on Monday, killing five soldiers, the army said. "
        "Another source put the number of dead at seven soldiers killed."
    )
    assert incident["killed"] in (5, [5, 7])


def test_a_toll_over_two_attacks_is_a_group_and_never_doubled() -> None:

    text = (
        "ISIS militants attacked Peshmerga forces near Altun Kupri and in Kifri district in May. "
        "Four Peshmerga were killed and three wounded in the attacks, officials said."
    )
    found = predict_article({"id": "a", "language": "en", "published": "2021-06-04", "text": text}, lexicon())
    assert [(i["place"]["name"], i["killed"], i["wounded"]) for i in found["incidents"]] == [
        ("Altun Kupri", None, None),
        ("Kifri", None, None),
    ]
    assert found["incident_groups"] == [{"incidents": [0, 1], "killed": 4, "wounded": 3}]


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("in the village of Zanqar, Daquq district", None, None),
        ("near Daquq", "Daquq", "near"),
        ("in Kifri district", "Kifri", "district"),
        ("in Diyala province", "Diyala governorate", "governorate"),
        ("on the road between Kirkuk and Dibis", "Kirkuk–Dibis", "near"),
        ("in the unknown village of Qorxabad in Daquq district", "Qorxabad", "district"),
    ],
)
def test_places(words: str, name: str | None, precision: str | None) -> None:
    place = one(f"ISIS gunmen ambushed an army patrol {words} on Monday.")["place"]
    if name is not None:
        assert (place["name"], place["precision"]) == (name, precision)


def test_a_distance_moves_the_point() -> None:
    place = one("ISIS gunmen ambushed an army patrol 20 km south of Erbil on Monday.")["place"]
    assert place["precision"] == "near"
    assert 35.98 < place["lat"] < 36.03


@pytest.mark.parametrize(
    "text",
    [
        "BAGHDAD – ISIS gunmen attacked a post near Daquq on Monday, the Diyala Operations Command said.",
        "ISIS gunmen attacked a post near Daquq on Monday. The wounded were taken to a hospital in Kirkuk.",
        "The Kirkuk police chief said ISIS gunmen attacked a post near Daquq on Monday.",
    ],
)
def test_datelines_titles_and_hospitals_are_not_the_place(text: str) -> None:
    assert one(text)["place"]["name"] == "Daquq"


def test_one_who_is_quoted_takes_no_part() -> None:
    incident = one("ISIS gunmen attacked a police post near Daquq on Monday, a Peshmerga commander said.")
    assert names(incident, "perpetrator") == {"Islamic State"}
    assert "Peshmerga" not in names(incident, "target")


def test_one_who_claims_an_attack_is_named_as_such() -> None:
    text = (
        "Gunmen attacked an army post near Daquq on Monday, a police source said. "
        "Islamic State claimed responsibility for the attack."
    )
    facts = extract(text, "", date(2022, 5, 10), "en", lexicon())
    claims = {claim.field: claim for claim in facts.incidents[0].claims}
    assert claims["claimed_by"].value == claims["perpetrator"].value == {"actor": "Islamic State"}
    assert claims["place"].attributed_to == "a police source"


def test_rooms_are_no_operations() -> None:
    text = (
        "The army and the Peshmerga opened joint operations rooms in Khanaqin, Makhmour and Kirkuk on Monday."
    )
    assert read(text, "en") == []


def test_further_articles() -> None:
    """Articles that were written after the rules."""
    result = tally(further("en"))
    assert result.f1 >= 0.8
    assert result.slots_right / result.slots >= 0.85


def test_two_attacks_in_one_sentence_keep_their_own_dead() -> None:
    bomb, shots = read(
        "A roadside bomb hit a police vehicle near Daquq on Monday, killing two policemen, and gunmen then "
        "fired on those who came to help. The second attack, minutes after the blast, left another "
        "policeman dead.",
        "en",
    )
    assert (bomb["killed"], shots["killed"]) == (2, 1)


def test_those_who_died_of_their_wounds_are_not_the_wounded() -> None:
    incident = one(
        "The death toll of Monday's attack on an army post near Daquq has risen to four after two of the "
        "wounded died. Three soldiers are still being treated."
    )
    assert (incident["killed"], incident["wounded"]) == (4, 3)


def test_what_might_have_been_is_not_counted() -> None:
    incident = one(
        "Police defused a bomb beside a market in Daquq on Monday. An officer said it would have left "
        "thirty dead."
    )
    assert incident["killed"] is None
