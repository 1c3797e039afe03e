"""How likely two accounts tell of the same incident: a score with its reasons, pure functions.

The score is a weighted mean of what both accounts say: date, place, kind of event, actors and
casualties. What one of them leaves open neither helps nor harms. Figures that differ lower the score
a little only: early reports are often corrected, and outlets disagree on the same attack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal

ReasonCode = Literal[
    "same_date",
    "dates_overlap",
    "days_apart",
    "same_place",
    "km_apart",
    "same_district",
    "same_governorate",
    "same_type",
    "same_family",
    "other_type",
    "same_perpetrator",
    "same_target",
    "other_actors",
    "same_toll",
    "other_toll",
]

WEIGHTS: Final = {"date": 3.0, "place": 3.0, "type": 2.0, "actors": 1.5, "toll": 1.0}
# Beyond these two accounts are of different incidents, whatever else they share.
FARTHEST_KM: Final = 60.0
MOST_DAYS_APART: Final = 3
SAME_PLACE_KM: Final = 2.0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two accounts are alike or not: ``code``, its number (days, km) and its part score from 0 to 1."""

    code: ReasonCode
    part: float
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Similarity:
    """A score from 0 to 1, and its reasons, strongest parts first."""

    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says of an incident; WGS 84 degrees, dates inclusive, None for what it leaves open."""

    sub_event_type: str
    family: str
    date_start: date | None = None
    date_end: date | None = None
    longitude: float | None = None
    latitude: float | None = None
    district: str = ""
    governorate: str = ""
    perpetrators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    killed: tuple[int, int] | None = None
    wounded: tuple[int, int] | None = None


NOTHING: Final = Similarity(0.0, ())


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Return the great-circle distance of two points (degrees) in kilometres (haversine)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    half = sin((phi_b - phi_a) / 2) ** 2 + cos(phi_a) * cos(phi_b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def compare(one: Account, other: Account) -> Similarity:
    """Compare two accounts; 0 where date or place rule out that they tell of the same incident."""
    when = _compare_dates(one, other)
    where = _compare_places(one, other)
    if (when and when.part == 0) or (where and where.part == 0) or not when or not where:
        return NOTHING
    reasons = {
        "date": when,
        "place": where,
        "type": _compare_types(one, other),
        "actors": _compare_actors(one, other),
        "toll": _compare_tolls(one, other),
    }
    said = {name: reason for name, reason in reasons.items() if reason is not None}
    total = sum(WEIGHTS[name] for name in said)
    score = sum(WEIGHTS[name] * reason.part for name, reason in said.items()) / total
    ordered = sorted(said.items(), key=lambda item: -WEIGHTS[item[0]] * item[1].part)
    return Similarity(round(score, 3), tuple(reason for _, reason in ordered))


def _compare_dates(one: Account, other: Account) -> Reason | None:
    if one.date_start is None or other.date_start is None:
        return None
    one_end, other_end = one.date_end or one.date_start, other.date_end or other.date_start
    gap = max((other.date_start - one_end).days, (one.date_start - other_end).days)
    if gap > MOST_DAYS_APART:
        return Reason("days_apart", 0.0, gap)
    if gap > 0:
        return Reason("days_apart", 0.7 - 0.2 * gap, gap)
    spans = sorted([(one_end - one.date_start).days, (other_end - other.date_start).days])
    if spans[1] <= 1:
        return Reason("same_date", 1.0)
    # A day inside a month is weaker evidence than the same day.
    return Reason("dates_overlap", 0.8 if spans[1] <= 7 else 0.6)


def _compare_places(one: Account, other: Account) -> Reason | None:
    if None not in (one.longitude, one.latitude, other.longitude, other.latitude):
        km = distance_km(one.longitude, one.latitude, other.longitude, other.latitude)  # type: ignore[arg-type]
        if km <= SAME_PLACE_KM:
            return Reason("same_place", 1.0, km)
        return Reason("km_apart", max(0.0, 1 - km / FARTHEST_KM) ** 1.5, km)
    if one.district and other.district:
        same = one.district == other.district
        return Reason("same_district", 0.7) if same else Reason("km_apart", 0.0)
    if one.governorate and other.governorate:
        same = one.governorate == other.governorate
        return Reason("same_governorate", 0.4) if same else Reason("km_apart", 0.0)
    return None


def _compare_types(one: Account, other: Account) -> Reason:
    if one.sub_event_type == other.sub_event_type:
        return Reason("same_type", 1.0)
    if one.family == other.family:
        return Reason("same_family", 0.6)
    return Reason("other_type", 0.2)


def _compare_actors(one: Account, other: Account) -> Reason | None:
    if one.perpetrators and other.perpetrators and one.perpetrators & other.perpetrators:
        return Reason("same_perpetrator", 1.0)
    if one.targets and other.targets and one.targets & other.targets:
        return Reason("same_target", 0.9)
    if (one.perpetrators and other.perpetrators) or (one.targets and other.targets):
        return Reason("other_actors", 0.2)
    return None


def _compare_tolls(one: Account, other: Account) -> Reason | None:
    parts = []
    for a, b in ((one.killed, other.killed), (one.wounded, other.wounded)):
        if a is None or b is None:
            continue
        gap = max(0, a[0] - b[1], b[0] - a[1])
        parts.append(1.0 if gap == 0 else max(0.3, 1 - gap / max(a[1], b[1], 1)))
    if not parts:
        return None
    part = sum(parts) / len(parts)
    return Reason("same_toll" if part == 1.0 else "other_toll", part)
