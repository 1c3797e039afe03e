from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from sources.extraction.predict import predict_articles
from sources.extraction.scoring import evaluate, load_rows, same_count, story_pairs
from tests.sources.extraction.articles import ROOT, further, lexicon

SHARED = ROOT.parent / "shared" / "eval"


def incident(**changes: Any) -> dict[str, Any]:
    return {
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "date_start": "2022-05-09",
        "date_end": "2022-05-09",
        "place": {"lat": 35.139, "lon": 44.449, "precision": "near"},
        "actors": [{"name": "Islamic State", "role": "perpetrator"}],
        "killed": 2,
        "wounded": None,
        "captured": None,
    } | changes


def rows(*incidents: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"a": {"id": "a", "language": "en", "incidents": list(incidents)}}


def test_a_perfect_prediction_scores_one() -> None:
    figures = evaluate(rows(incident()), rows(incident())).figures()
    assert figures["incident_f1"] == figures["record_f1"] == 1.0
    assert set(figures["slots"].values()) == {1.0}


@pytest.mark.parametrize(
    ("changes", "matched"),
    [
        ({"date_start": "2022-05-10", "date_end": "2022-05-10"}, 1),
        ({"date_start": "2022-05-11", "date_end": "2022-05-11"}, 0),
        ({"place": {"lat": 35.3, "lon": 44.449}}, 1),
        ({"place": {"lat": 35.5, "lon": 44.449}}, 0),
        ({"place": {"lat": None, "lon": None}}, 0),
        ({"event_type": "Operations"}, 0),
    ],
)
def test_what_matches(changes: dict[str, Any], matched: int) -> None:
    assert evaluate(rows(incident()), rows(incident(**changes))).hits == matched


def test_an_older_incident_is_optional() -> None:
    older = incident(main=False)
    assert evaluate(rows(older), rows()).figures()["incident_f1"] == 1.0
    found = evaluate(rows(older), rows(incident()))
    assert (found.hits, found.spurious, found.missed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [(2, 2, True), (2, [2, 2], True), (None, None, True), (None, 0, False), (0, None, False),
     ([3, 5], 4, True), ([3, 5], [3, 5], True), ([3, 5], [3, 4], False), ([3, 5], None, False)],
)  # fmt: skip
def test_counts(gold: object, found: object, *, same: bool) -> None:
    assert same_count(gold, found) is same


def test_stories_are_compared_as_pairs() -> None:
    told = [{"id": "a", "story": "s"}, {"id": "b", "story": "s"}, {"id": "c", "story": "t"}, {"id": "d"}]
    assert story_pairs(told) == {("a", "b")}


def test_a_line_that_is_no_article_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "incidents": []}\n{"incidents": []}\n', "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        load_rows(path)


def flat(figures: dict[str, Any]) -> dict[str, float]:
    slots = figures.pop("slots")
    return {name: round(float(value), 9) for name, value in {**figures, **slots}.items()}


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the shared scorer is not here")
def test_it_agrees_with_the_shared_scorer() -> None:
    shared = runpy.run_path(str(SHARED / "score.py"))
    wanted = {row["id"]: row for row in further("en")}
    for row in (json.loads(line) for line in (SHARED / "dev.jsonl").read_text("utf-8").splitlines()):
        wanted[row["id"]] = row
    found = {str(row["id"]): row for row in predict_articles(wanted.values(), lexicon())}
    assert flat(evaluate(wanted, found).figures()) == flat(shared["score"](wanted, found))
