"""Scores predictions against a gold set in the form that docs/extraction.md describes.

A predicted incident matches a gold one of the same article where the place is near enough for the
gold precision, the dates meet within a day and the family of events is the same; one to one, best
pairs first. A gold incident with ``main`` false is optional.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from sources.extraction.geometry import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Row = dict[str, Any]

REACH_KM: Final = {"exact": 30.0, "near": 30.0, "district": 60.0, "governorate": 120.0}
COUNTS: Final = ("killed", "wounded", "captured")
NEAR_KM: Final = 10.0


@dataclass(slots=True)
class Scores:
    """Counts over articles, and the figures that follow from them."""

    articles: int = 0
    hits: int = 0
    spurious: int = 0
    missed: int = 0
    whole: int = 0
    slots: Counter[str] = field(default_factory=Counter)
    negatives: int = 0
    clean: int = 0
    groups_wanted: int = 0
    groups_found: int = 0
    rooms_hit: int = 0
    rooms_found: int = 0
    rooms_wanted: int = 0
    stories_hit: int = 0
    stories_found: int = 0
    stories_wanted: int = 0

    def figures(self) -> dict[str, Any]:
        """Return precision, recall, F1 and shares, each from 0 to 1."""
        found, wanted = self.hits + self.spurious, self.hits + self.missed
        return {
            "articles": self.articles,
            "gold_incidents": wanted,
            "precision": self.hits / found if found else 0.0,
            "recall": self.hits / wanted if wanted else 0.0,
            "incident_f1": f1(self.hits, found, wanted),
            "record_f1": f1(self.whole, found, wanted),
            "slots": {name: self.slots[name] / self.hits if self.hits else 0.0 for name in SLOTS},
            "clean_negatives": self.clean / self.negatives if self.negatives else 1.0,
            "groups": self.groups_found / self.groups_wanted if self.groups_wanted else 1.0,
            "rooms_f1": f1(self.rooms_hit, self.rooms_found, self.rooms_wanted),
            "story_f1": f1(self.stories_hit, self.stories_found, self.stories_wanted),
        }


SLOTS: Final = ("captured", "date", "killed", "perpetrator", "place_10km", "sub_event_type", "wounded")


def f1(hit: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall; 1 where nothing was wanted and none found."""
    return 2 * hit / (found + wanted) if found + wanted else 1.0


def load_rows(path: Path) -> dict[str, Row]:
    """Read a JSON Lines file by article id; raises ValueError naming the line that cannot be read."""
    rows: dict[str, Row] = {}
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                rows[str(row["id"])] = row
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(
                    f"{path}, line {number}: no article in the schema's form ({error})"
                ) from error
    return rows


def evaluate(gold: Mapping[str, Row], found: Mapping[str, Row]) -> Scores:
    """Score the predictions for the articles of a gold set; a missing prediction counts as empty."""
    scores = Scores()
    for ident, article in gold.items():
        _score_article(article, found.get(ident, {}), scores)
    wanted = story_pairs(gold.values())
    given = story_pairs(found[ident] for ident in gold if ident in found)
    scores.stories_hit = len(wanted & given)
    scores.stories_found, scores.stories_wanted = len(given), len(wanted)
    return scores


def _score_article(article: Row, prediction: Row, scores: Scores) -> None:
    wanted, given = article["incidents"], prediction.get("incidents", [])
    pairs = match(wanted, given)
    required = {index for index, incident in enumerate(wanted) if incident.get("main", True)}
    real = [(i, j) for i, j in pairs if i in required]
    scores.articles += 1
    scores.hits += len(real)
    scores.missed += len(required) - len(real)
    scores.spurious += len(given) - len(pairs)
    if not wanted:
        scores.negatives += 1
        scores.clean += not given
    for i, j in real:
        right = right_slots(wanted[i], given[j])
        scores.whole += all(right.values())
        scores.slots.update(name for name, ok in right.items() if ok)
    tolls = [_tolls(group) for group in prediction.get("incident_groups", [])]
    for group in article.get("incident_groups") or []:
        scores.groups_wanted += 1
        scores.groups_found += _tolls(group) in tolls
    want_rooms = {room["place"] for room in article.get("operation_rooms") or []}
    have_rooms = {room["place"] for room in prediction.get("operation_rooms") or []}
    scores.rooms_hit += len(want_rooms & have_rooms)
    scores.rooms_found += len(have_rooms)
    scores.rooms_wanted += len(want_rooms)


def match(gold: list[Row], found: list[Row]) -> list[tuple[int, int]]:
    """Pair gold and predicted incidents one to one, the pairs with most right slots first."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(found):
            far = _km(wanted["place"], given.get("place") or {})
            if (
                far <= REACH_KM[wanted["place"]["precision"]]
                and dates_meet(wanted, given)
                and wanted["event_type"] == given.get("event_type")
            ):
                quality = sum(right_slots(wanted, given).values()) - far / 1000
                candidates.append((quality + 0.5 * bool(wanted.get("main", True)), i, j))
    chosen: list[tuple[int, int]] = []
    for _, i, j in sorted(candidates, reverse=True):
        if all(i != used_i and j != used_j for used_i, used_j in chosen):
            chosen.append((i, j))
    return chosen


def right_slots(gold: Row, found: Row) -> dict[str, bool]:
    """Tell for each slot of a matched pair whether it is right."""
    right = {
        "sub_event_type": gold["sub_event_type"] == found.get("sub_event_type"),
        "date": gold["date_start"] == found.get("date_start")
        and gold["date_end"] == (found.get("date_end") or found.get("date_start")),
        "place_10km": bool(gold["place"].get("approximate"))
        or _km(gold["place"], found.get("place") or {}) <= NEAR_KM,
        "perpetrator": _names(gold) == _names(found),
    }
    return right | {name: same_count(gold.get(name), found.get(name)) for name in COUNTS}


def same_count(gold: object, found: object) -> bool:
    """Compare two counts: null only meets null, and a gold range is met inside it."""
    if isinstance(found, list) and len(found) == 2 and found[0] == found[1]:
        found = found[0]
    if not isinstance(gold, list):
        return gold == found
    if isinstance(found, list):
        return found == gold
    return isinstance(found, int) and gold[0] <= found <= gold[1]


def dates_meet(gold: Row, found: Row) -> bool:
    """Tell whether two date ranges meet within a day."""
    try:
        first, last = date.fromisoformat(gold["date_start"]), date.fromisoformat(gold["date_end"])
        start = date.fromisoformat(found["date_start"])
        end = date.fromisoformat(found.get("date_end") or found["date_start"])
    except (KeyError, TypeError, ValueError):
        return False
    day = timedelta(days=1)
    return start <= last + day and end >= first - day


def story_pairs(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the pairs of articles that carry the same ``story``."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.get("story"):
            members[row["story"]].append(str(row["id"]))
    return {pair for idents in members.values() for pair in combinations(sorted(idents), 2)}


def _km(one: Row, two: Row) -> float:
    values = (one.get("lon"), one.get("lat"), two.get("lon"), two.get("lat"))
    if None in values:
        return float("inf")
    lon1, lat1, lon2, lat2 = (float(value) for value in values if value is not None)
    return distance_km((lon1, lat1), (lon2, lat2))


def _names(incident: Row) -> set[str]:
    return {actor["name"] for actor in incident.get("actors", []) if actor.get("role") == "perpetrator"}


def _tolls(group: Row) -> tuple[object, ...]:
    return tuple(group.get(name) for name in COUNTS)
