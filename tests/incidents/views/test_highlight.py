"""Cutting an article's text into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.enums import ClaimField
from incidents.models import Claim
from incidents.views.highlight import Piece, cut_text

TEXT = "Two were killed near Hawija\nPolice blamed IS."


def claim(pk: int, field: str, *spans: list[int]) -> Claim:
    return Claim(pk=pk, field=field, spans=list(spans))


def texts(paragraphs: list[list[Piece]]) -> list[list[str]]:
    return [[piece.text for piece in paragraph] for paragraph in paragraphs]


def test_plain_text_is_whole_paragraphs() -> None:
    assert texts(cut_text(TEXT, [], [])) == [["Two were killed near Hawija"], ["Police blamed IS."]]


def test_spans_overlap_in_pieces_of_their_own() -> None:
    pieces = cut_text(TEXT, [claim(1, "killed", [0, 15]), claim(2, "sub_event_type", [9, 20])], [])[0]
    assert [(piece.text, piece.fields, piece.anchors) for piece in pieces] == [
        ("Two were ", ("killed",), (1,)),
        ("killed", ("killed", "sub_event_type"), (2,)),
        (" near", ("sub_event_type",), ()),
        (" Hawija", (), ()),
    ]
    assert pieces[1].kinds == ("casualties", "what")


def test_a_span_over_a_line_end_goes_on_in_the_next_paragraph() -> None:
    paragraphs = cut_text(TEXT, [claim(1, "place", [21, 34])], [[0, 27]])
    assert texts(paragraphs) == [["Two were killed near ", "Hawija"], ["Police", " blamed IS."]]
    assert paragraphs[1][0].fields == ("place",)
    assert paragraphs[1][0].anchors == ()
    assert paragraphs[0][0].evidence
    assert not paragraphs[1][0].evidence


def test_offsets_count_code_points_and_joiners_stay() -> None:
    text = "𐎀 پێشمه‌رگه شەهید بوو"
    start = text.index("پ")
    pieces = cut_text(text, [claim(1, "target", [start, start + 9])], [])[0]
    assert [piece.text for piece in pieces] == ["𐎀 ", "پێشمه‌رگه"[:9], text[start + 9 :]]
    assert "\u200c" in pieces[1].text


@pytest.mark.parametrize("span", [[5, 5], [9, 3], [-1, 4], [0, 10_000]])
def test_a_span_that_does_not_fit_is_left_out(span: list[int]) -> None:
    assert texts(cut_text(TEXT, [claim(1, "date", span)], [])) == texts(cut_text(TEXT, [], []))


def test_a_claim_without_a_list_of_spans_uses_its_own() -> None:
    one = Claim(pk=1, field="date", start=0, end=3, spans=[])
    assert cut_text(TEXT, [one], [])[0][0].fields == ("date",)


@given(
    st.text(alphabet="ab \nپ\u200c𐎀", max_size=40),
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(ClaimField.values)), max_size=6
    ),
)
def test_no_letter_is_lost_or_doubled(text: str, spans: list[tuple[int, int, str]]) -> None:
    claims = [claim(number, field, [start, end]) for number, (start, end, field) in enumerate(spans)]
    whole = "".join(piece.text for paragraph in cut_text(text, claims, []) for piece in paragraph)
    assert whole == text.replace("\n", "")
