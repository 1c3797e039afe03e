from __future__ import annotations

from sources.duplicates import SKETCH, content_hash, nearest, shingles, similarity, sketch
from tests.factories import story
from tests.sources.texts import SORANI


def test_layout_case_and_marks_do_not_make_another_text() -> None:
    assert content_hash("Two men, “here”.\nThree") == content_hash("two MEN here three!")
    assert content_hash(SORANI) == content_hash(SORANI.replace(" ", "  ").replace("ە", "ە\u200c"))
    assert content_hash("two men") != content_hash("two women")


def test_a_lightly_edited_text_is_near_and_another_is_not() -> None:
    text = story(1, 30)
    edited = "KIRKUK (Agency) — " + text.replace("sector 1-4 ", "area 1-4 ").replace("1-20", "1-21")
    assert 0.7 < similarity(shingles(text), shingles(edited)) < 1
    assert set(sketch(text)) & set(sketch(edited))
    assert nearest(edited, [(1, story(2, 30)), (2, text), (3, edited[:200])]) == (
        2,
        similarity(shingles(text), shingles(edited)),
    )
    assert nearest(story(3, 30), [(1, text)]) is None


def test_very_short_texts() -> None:
    assert len(sketch("one two")) == 1
    assert nearest("one two", [(7, "One, two!")]) == (7, 1.0)
    assert similarity(frozenset(), frozenset()) == 0


def test_sketches_are_bounded_and_sorted() -> None:
    made = sketch(story(5, 60))
    assert len(made) == SKETCH
    assert made == sorted(made)
    assert max(made) < 2**32
