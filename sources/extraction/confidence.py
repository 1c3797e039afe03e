"""How sure a claim is: the share of such claims that were right, measured on annotated reports.

The shares are by rule, smoothed towards the field's mean where a rule was seen a few times only. They
are measured again when rules change: docs/extraction.md says how and shows the curve.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sources.extraction.drafts import Draft

RULES: Final = {
    "event.trigger": 0.97,
    "date.ago": 0.95,
    "date.before_event": 0.9,
    "date.day_month": 0.98,
    "date.days_month": 0.94,
    "date.digits": 0.95,
    "date.iso": 0.97,
    "date.last_night": 0.96,
    "date.month": 0.97,
    "date.overnight": 0.94,
    "date.published": 0.76,
    "date.relative_day": 0.96,
    "date.relative_month": 0.96,
    "date.relative_week": 0.7,
    "date.relative_year": 0.7,
    "date.same_day": 0.93,
    "date.weekday": 0.94,
    "date.weekdays": 0.95,
    "date.year": 0.7,
    "place.between": 0.9,
    "place.bearing": 0.88,
    "place.district": 0.87,
    "place.fuzzy": 0.75,
    "place.governorate": 0.49,
    "place.name": 0.87,
    "place.near": 0.84,
    "place.offset": 0.75,
    "place.unknown_village": 0.75,
    "actor.air_force": 0.94,
    "actor.article_group": 0.86,
    "actor.article_state": 0.72,
    "actor.by_air": 0.96,
    "actor.claimed": 0.8,
    "actor.crowd": 0.93,
    "actor.force": 0.91,
    "actor.group": 0.96,
    "actor.nobody_named": 0.6,
    "toll.both_sides": 0.9,
    "toll.contested": 0.7,
    "toll.first": 0.9,
    "toll.none": 0.96,
    "toll.part": 0.7,
    "toll.updated": 0.8,
}
DEFAULT: Final = 0.8
# A date that only tells when something was said.
SAID: Final = 0.95


def claim_confidence(rule: str) -> float:
    """Return the probability from 0 to 1 that a claim made by a rule is right."""
    if rule.endswith(".said"):
        return round(RULES.get(rule.removesuffix(".said"), DEFAULT) * SAID, 2)
    return RULES.get(rule, DEFAULT)


def incident_confidence(draft: Draft) -> float:
    """Return the probability from 0 to 1 that the article reports this incident.

    It falls with what usually goes with mistakes: an older incident told in passing, a single mention
    in weak words, no place closer than a governorate, no date of its own.
    """
    score = 0.98
    score *= 1.0 if draft.main else 0.9
    score *= 1.0 if len(draft.mentions) > 1 else 0.94
    score *= 1.0 if draft.strength >= 0.6 else 0.88
    score *= 1.0 if draft.where is not None and draft.where.rank >= 2 else 0.9
    score *= 1.0 if draft.when is not None and draft.when.firm else 0.96
    return round(score, 2)
