"""Articles for the extractor's tests: reading invented ones and comparing them with what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sources.extraction.geometry import distance_km
from sources.extraction.lexicon import Lexicon, compile_lexicon
from sources.extraction.lexicon_files import load_entries
from sources.extraction.predict import predict_article

ROOT = Path(__file__).resolve().parents[3]
FURTHER = Path(__file__).resolve().parent / "further"
REACH_KM = {"exact": 30, "near": 30, "district": 60, "governorate": 120}


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the Iraq region, compiled once."""
    return compile_lexicon(load_entries(ROOT / "incidents" / "data" / "iraq"))


def read(text: str, language: str, *, title: str = "", published: str = "2022-05-10") -> list[dict[str, Any]]:
    """Return the incidents of an article in schema form; 10 May 2022 was a Tuesday."""
    article = {"id": "a", "language": language, "title": title, "published": published, "text": text}
    found: list[dict[str, Any]] = predict_article(article, lexicon())["incidents"]
    return found


def read_one(text: str, language: str, *, title: str = "", published: str = "2022-05-10") -> dict[str, Any]:
    """Return the one incident of an article, which must have just that."""
    found = read(text, language, title=title, published=published)
    assert len(found) == 1, [incident["sub_event_type"] for incident in found]
    return found[0]


def names(incident: dict[str, Any], role: str) -> set[str]:
    """Return the names of the actors in a role."""
    return {actor["name"] for actor in incident["actors"] if actor["role"] == role}


@dataclass(frozen=True)
class Tally:
    """How many incidents were expected, found and right, over some articles."""

    expected: int
    found: int
    matched: int
    slots: int
    slots_right: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of the matches."""
        return 2 * self.matched / max(self.expected + self.found, 1)


def further(language: str) -> list[dict[str, Any]]:
    """Return the further invented articles of a language, with what they say."""
    lines = (FURTHER / f"{language}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def tally(articles: list[dict[str, Any]]) -> Tally:
    """Extract articles and compare the incidents with what the articles say; older ones are optional."""
    expected = found = matched = slots = slots_right = 0
    for article in articles:
        told = article["incidents"]
        read_out = predict_article(article, lexicon())["incidents"]
        pairs = _pair(told, read_out)
        taken_told = {index for index, _ in pairs}
        taken_read = {index for _, index in pairs}
        matched += sum(told[index]["main"] for index, _ in pairs)
        expected += sum(incident["main"] for incident in told)
        optional = sum(not told[index]["main"] for index in taken_told)
        found += len(read_out) - optional
        assert len(taken_read) == len(pairs)
        for left, right in pairs:
            rights = _slots(told[left], read_out[right])
            slots += len(rights)
            slots_right += sum(rights)
    return Tally(expected, found, matched, slots, slots_right)


def _pair(told: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[int, int]]:
    candidates = sorted(
        (
            (-sum(_slots(left, right)), row, column)
            for row, left in enumerate(told)
            for column, right in enumerate(found)
            if _matches(left, right)
        ),
    )
    pairs: list[tuple[int, int]] = []
    for _, row, column in candidates:
        if all(row != left and column != right for left, right in pairs):
            pairs.append((row, column))
    return pairs


def _matches(told: dict[str, Any], found: dict[str, Any]) -> bool:
    day = timedelta(days=1)
    apart = date.fromisoformat(told["date_start"]) - day > date.fromisoformat(found["date_end"])
    before = date.fromisoformat(told["date_end"]) + day < date.fromisoformat(found["date_start"])
    if told["event_type"] != found["event_type"] or apart or before:
        return False
    return _distance(told, found) <= REACH_KM[told["place"]["precision"]]


def _distance(told: dict[str, Any], found: dict[str, Any]) -> float:
    here, there = told["place"], found.get("place")
    if there is None or there["lat"] is None:
        return float("inf")
    return distance_km((here["lon"], here["lat"]), (there["lon"], there["lat"]))


def _slots(told: dict[str, Any], found: dict[str, Any]) -> list[bool]:
    return [
        told["sub_event_type"] == found["sub_event_type"],
        (told["date_start"], told["date_end"]) == (found["date_start"], found["date_end"]),
        _distance(told, found) <= 10,
        names(told, "perpetrator") == names(found, "perpetrator"),
        *(told[kind] == found[kind] for kind in ("killed", "wounded", "captured")),
    ]
