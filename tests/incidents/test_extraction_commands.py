"""The commands that read files of articles; they need no database."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = {
    "id": "a",
    "language": "en",
    "title": "",
    "published": "2022-05-10",
    "text": "ISIS gunmen attacked an army post near Daquq on Monday, killing two soldiers.",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n\n", "utf-8")
    return path


def test_predictions_have_the_form_of_the_gold_set(articles: Path, tmp_path: Path) -> None:
    target, out = tmp_path / "out.jsonl", StringIO()
    call_command("extract_articles", articles, target, stdout=out)
    (row,) = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert {"id", "incidents", "operation_rooms", "incident_groups", "story"} <= set(row)
    (incident,) = row["incidents"]
    assert (incident["sub_event_type"], incident["date_start"], incident["killed"]) == (
        "Armed clash",
        "2022-05-09",
        2,
    )
    assert incident["evidence"] == [ARTICLE["text"]]
    assert "1 articles, 1 incidents" in out.getvalue()


@pytest.mark.parametrize(
    ("line", "problem"),
    [("{", "line 1"), ("[]", "needs an id"), (json.dumps({**ARTICLE, "language": "fr"}), "no language file")],
)
def test_what_cannot_be_read_is_said(line: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(CommandError, match=problem):
        call_command("extract_articles", path, tmp_path / "out.jsonl")


def test_a_missing_file_or_region_is_said(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("extract_articles", tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    with pytest.raises(CommandError, match="missing"):
        call_command("extract_articles", articles, tmp_path / "out.jsonl", region=tmp_path)


def test_scores_are_printed_in_all_and_by_language(articles: Path, tmp_path: Path) -> None:
    target, out = tmp_path / "out.jsonl", StringIO()
    call_command("extract_articles", articles, target, stdout=StringIO())
    gold = {**ARTICLE, **json.loads(target.read_text("utf-8"))}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold), "utf-8")
    call_command("evaluate_extraction", path, stdout=out)
    first, *_ = out.getvalue().splitlines()
    assert first.startswith("all  articles=1 incident_f1=1.000")
    call_command("evaluate_extraction", path, predictions=target, json=True, stdout=(as_json := StringIO()))
    assert json.loads(as_json.getvalue())["en"]["record_f1"] == 1.0
    with pytest.raises(CommandError, match="line 1"):
        call_command("evaluate_extraction", _bad(tmp_path))


def _bad(folder: Path) -> Path:
    path = folder / "bad.jsonl"
    path.write_text("no json", "utf-8")
    return path
