"""What can be asked of the queue, in which order it comes, and how many reports each filter leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils import timezone

from incidents import queue, review
from incidents.assignment import assign
from incidents.enums import AreaKind
from incidents.models import Region, Report
from incidents.models.report import OUTLINE
from incidents.outline import write_outline
from incidents.parameters import BadParameters
from incidents.queue import WAITING, Choice, find_failed, find_reports, first_of, neighbours, read_choice
from incidents.queue_counts import LABELS, count_facets, count_states
from sources.enums import ArticleState
from tests.incidents.factories import (
    ArticleFactory,
    RegionFactory,
    SourceFactory,
    make_area,
    make_proposal,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    made: Region = RegionFactory()
    return made


@pytest.fixture
def editor(region: Region) -> User:
    return make_user("Editor")


def waiting(outlet: str = "Alpha", *, days: float = 0.1, language: str = "en", **values: Any) -> Report:
    """Make a proposal that has waited for some days; claims may be replaced by ``values``."""
    source = SourceFactory._meta.model.objects.filter(name=outlet).first() or SourceFactory(name=outlet)
    fetched = timezone.now() - timedelta(days=days)
    report = make_proposal(
        article=ArticleFactory(source=source, language=language, fetched_at=fetched),
        confidence=values.pop("confidence", 0.95),
    )
    for field, value in values.items():
        claim = report.claims.get(field=field)
        claim.value |= value
        claim.save()
    write_outline(report, report.claims.order_by("pk"), fetched)
    report.save(update_fields=OUTLINE)
    return report


def ask(text: str, user: User) -> list[int]:
    """Return the keys of the reports that a query string asks for, in its order."""
    choice = read_choice(QueryDict(text))
    return list(choice.order.forwards(find_reports(choice, user)).values_list("pk", flat=True))


def options(text: str, user: User) -> dict[str, dict[str, int]]:
    """Return the counts of all filters by name and value."""
    facets = count_facets(read_choice(QueryDict(text)), user)
    return {facet.name: {option.value: option.count for option in facet.options} for facet in facets}


def test_each_filter_leaves_what_it_says(editor: User, region: Region) -> None:
    make_area(region, AreaKind.DISTRICT, "D1", "Middle")
    make_area(region, AreaKind.RANGE, "R1", "Ridge")
    old = waiting(days=40, language="ar", confidence=0.7, place={"district": "Elsewhere", "longitude": 47.0})
    bomb = waiting("Beta", days=3, sub_event_type={"code": "Suicide bomb"}, confidence=0.85)
    vague = waiting("Beta", place={"precision": "district"}, confidence=None)
    assign(bomb, editor, editor)
    assign(vague, colleague := make_user("Editor", "colleague"), colleague)
    for text, expected in {
        "": [old, bomb, vague],
        "source=Beta": [bomb, vague],
        "source=Beta&source=Alpha": [old, bomb, vague],
        "language=ar": [old],
        "language=ar,ckb": [old],
        "event_type=Battles": [old, vague],
        "sub_event_type=Suicide bomb": [bomb],
        "area=district:D1": [bomb, vague],
        "area=range:R1": [bomb],
        "confidence=high": [],
        "confidence=middle": [bomb],
        "confidence=low": [old, vague],
        "age=older,day": [old, vague],
        "age=week": [bomb],
        "age=month": [],
        "assigned=me": [bomb],
        "assigned=nobody": [old],
        "assigned=others": [vague],
        "assigned=me,nobody&source=Beta": [bomb],
    }.items():
        assert ask(text, editor) == [report.pk for report in expected], text


def test_orders_and_the_pages_of_each(editor: User) -> None:
    one = waiting(days=3, confidence=0.8, killed={"best": 9, "high": 9})
    two = waiting(days=2, confidence=0.9)
    three = waiting(days=1, confidence=0.9, killed={"best": 30, "high": 30})
    for sort, expected in {
        "oldest": [one, two, three],
        "newest": [three, two, one],
        "confident": [two, three, one],
        "casualties": [three, one, two],
    }.items():
        assert ask(f"sort={sort}", editor) == [report.pk for report in expected]
        choice = read_choice(QueryDict(f"sort={sort}"))
        cursor = choice.order.place_of(expected[0], sort).encode()
        after = read_choice(QueryDict(f"sort={sort}&cursor={cursor}")).after
        assert after
        rest = choice.order.forwards(find_reports(choice, editor).filter(choice.order.after(after)))
        assert list(rest) == expected[1:]


@pytest.mark.parametrize(
    ("text", "parameter", "part"),
    [
        ("sauce=Alpha", "sauce", "not a parameter"),
        ("source=Nobody", "source", "no known source"),
        ("language=xx", "language", "not one of the allowed"),
        ("confidence=very", "confidence", "not one of the allowed"),
        ("age=", "age", "no value"),
        ("area=district:none", "area", "no known area"),
        ("sort=best", "sort", "not one of the allowed"),
        ("state=waiting&state=decided", "state", "only once"),
        ("cursor=rubbish", "cursor", "no place in the queue"),
        ("cursor=WyJvbGRlc3QiLCIyMDIxIiwxXQ", "cursor", "no place in the queue"),
        ("cursor=WyJjb25maWRlbnQiLDEsMV0", "cursor", "another order"),
        ("state=failed&confidence=high", "confidence", "articles that could not be read"),
        ("state=failed&sort=casualties", "sort", "no order of these"),
    ],
)
def test_a_bad_question_is_named(editor: User, text: str, parameter: str, part: str) -> None:
    with pytest.raises(BadParameters) as error:
        read_choice(QueryDict(text))
    assert [problem["parameter"] for problem in error.value.problems] == [parameter]
    assert part in error.value.problems[0]["detail"]


def test_counts_stand_beside_each_filter_among_what_the_others_leave(
    editor: User, region: Region, django_assert_num_queries: Any
) -> None:
    make_area(region, AreaKind.DISTRICT, "D1", "Middle")
    waiting("Alpha", days=40, language="ar", confidence=0.7)
    waiting("Beta", sub_event_type={"code": "Suicide bomb"})
    waiting("Beta")
    counts = options("", editor)
    assert counts == {
        "source": {"Alpha": 1, "Beta": 2},
        "language": {"en": 2, "ar": 1},
        "event_type": {"Battles": 2, "Explosions/Remote violence": 1},
        "sub_event_type": {"Armed clash": 2, "Suicide bomb": 1},
        "area": {"district:D1": 3},
        "confidence": {"high": 2, "low": 1},
        "age": {"day": 2, "older": 1},
        "assigned": {"nobody": 3},
    }
    assert list(counts) == list(LABELS)
    chosen = options("source=Alpha&language=ckb", editor)
    assert chosen["source"] == {"Alpha": 0}
    assert chosen["language"] == {"ar": 1, "ckb": 0}
    assert chosen["age"] == {}
    for _ in range(2):
        waiting("Gamma", days=8)
        with django_assert_num_queries(5):  # one pass, the outlets, the region, its areas' age, the areas
            count_facets(read_choice(QueryDict()), editor)


def test_what_was_decided_and_what_could_not_be_read(editor: User) -> None:
    first, second, third = waiting(), waiting("Beta"), waiting()
    colleague = make_user("Editor", "colleague")
    review.reject(second, editor, "no event")
    review.reject(first, colleague, "no event")
    failed = ArticleFactory(state=ArticleState.FAILED, error="ValueError: odd", language="ar")
    assert count_states(editor) == {"waiting": 1, "decided": 2, "failed": 1}
    assert ask("state=decided", editor) == [first.pk, second.pk]
    assert ask("state=decided&sort=oldest", editor) == [second.pk, first.pk]
    assert ask("state=decided&assigned=me", editor) == [second.pk]
    assert ask("state=decided&assigned=others", editor) == [first.pk]
    assert ask("", editor) == [third.pk]
    assert list(find_failed(read_choice(QueryDict("state=failed&language=ar&age=day")))) == [failed]
    assert not find_failed(read_choice(QueryDict("state=failed&source=Beta"))).exists()
    assert options("state=failed", editor) == {
        "source": {failed.source.name: 1},
        "language": {"ar": 1},
        "age": {"day": 1},
    }


def test_neighbours_pass_over_what_another_person_has_in_hand(
    editor: User, django_assert_num_queries: Any
) -> None:
    first, second, third, fourth = (waiting(days=days) for days in (4, 3, 2, 1))
    colleague = make_user("Editor", "colleague")
    assign(second, colleague, colleague)
    editor.get_all_permissions()  # as a request has asked for them already
    with django_assert_num_queries(3):
        found = neighbours(first, Choice(), editor)
    assert found == queue.Neighbours(previous=None, next=third.pk, position=1, length=4)
    assert neighbours(third, Choice(), editor) == queue.Neighbours(first.pk, fourth.pk, 3, 4)
    review.reject(third, editor, "no event")
    third.refresh_from_db()
    assert neighbours(third, Choice(), editor) == queue.Neighbours(first.pk, fourth.pk, None, 3)
    assert first_of(Choice(), editor) == first.pk
    assert first_of(Choice(), editor, but=first.pk) == fourth.pk
    assert first_of(Choice(sort="newest"), colleague) == fourth.pk


def test_a_report_that_was_nobodys_stays_in_that_queue_when_it_is_opened(editor: User) -> None:
    first, second = waiting(days=2), waiting(days=1)
    assign(first, editor, editor)
    found = neighbours(first, Choice({"assigned": ["nobody"]}, WAITING), editor)
    assert found == queue.Neighbours(previous=None, next=second.pk, position=1, length=2)
