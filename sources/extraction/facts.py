"""What the extractor says about one article.

Every value carries the words that say it: spans are half-open code point offsets into the article's
stored text, so ``text[span.start:span.end]`` is the quote. Nothing here is a fact about the world
until an editor has accepted it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

ClaimField = Literal[
    "sub_event_type",
    "date",
    "place",
    "perpetrator",
    "target",
    "participant",
    "killed",
    "wounded",
    "captured",
    "claimed_by",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of the article's text, ``[start, end)`` in code points; ``start < end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactClaim:
    """One value of one field, with the words that say it.

    ``value`` by field (JSON types only, the form in which ``incidents.Claim.value`` stores it):

    * ``sub_event_type``: ``{"code": "Armed clash"}``, a sub type of the codebook
    * ``date``: ``{"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}``, end inclusive
    * ``place``: ``{"name", "district", "governorate", "longitude", "latitude", "precision", "note"}``;
      WGS 84 degrees or null, ``precision`` exact, near, district or governorate; ``name`` is the
      gazetteer's English name where it knows the place, otherwise the name as the text writes it
    * ``perpetrator``, ``target``, ``participant``, ``claimed_by``: ``{"actor": canonical name}``
    * ``killed``, ``wounded``, ``captured``: ``{"low": 3, "best": 4, "high": 5, "who": "Peshmerga"}``;
      persons; ``high`` is null for "at least"; ``who`` is the canonical name of the actor or null for
      the incident's total. A claim about a part never replaces the total.
    """

    field: ClaimField
    value: dict[str, Any]
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    attributed_to: str = ""


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """One incident as this article tells it; ``main`` is false for a mention of an older one.

    Where officials differ, one field has several claims; the first is the one to prefer.
    """

    claims: tuple[FactClaim, ...]
    evidence: tuple[Span, ...]
    main: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Casualties that the text gives only for several incidents together.

    ``incidents`` are indexes into :attr:`Facts.incidents`, two or more.
    """

    incidents: tuple[int, ...]
    claims: tuple[FactClaim, ...]


@dataclass(frozen=True, slots=True)
class RoomMention:
    """A joint operation room named in the text; ``place`` is the gazetteer's English name."""

    place: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one article says about incidents and joint operation rooms."""

    incidents: tuple[IncidentFacts, ...] = ()
    groups: tuple[GroupFacts, ...] = ()
    rooms: tuple[RoomMention, ...] = ()
