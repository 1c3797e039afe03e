"""An article's text cut into pieces, each with the claims whose words it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from incidents.enums import ClaimField
from incidents.models import Claim

# The colours of the marks: what a claim is about, in five kinds.
KIND_OF: Final[dict[str, str]] = {
    ClaimField.SUB_EVENT_TYPE: "what",
    ClaimField.DATE: "when",
    ClaimField.PLACE: "where",
    ClaimField.PERPETRATOR: "who",
    ClaimField.TARGET: "who",
    ClaimField.PARTICIPANT: "who",
    ClaimField.CLAIMED_BY: "who",
    ClaimField.KILLED: "casualties",
    ClaimField.WOUNDED: "casualties",
    ClaimField.CAPTURED: "casualties",
}


@dataclass(frozen=True)
class Piece:
    """A run of text that the same claims cover; ``anchors`` are claims whose words begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    anchors: tuple[int, ...] = ()
    evidence: bool = False


@dataclass(frozen=True)
class Cover:
    """One stretch ``[start, end)`` of code points that says a claim, or that is evidence (no claim)."""

    start: int
    end: int
    claim: Claim | None = None


def covers_of(claims: Iterable[Claim], evidence: Iterable[list[int]], length: int) -> list[Cover]:
    """Return all stretches inside the text; a span that does not fit the text is left out."""
    covers = [Cover(start, end) for start, end in evidence]
    for claim in claims:
        spans = claim.spans or ([[claim.start, claim.end]] if claim.start is not None else [])
        covers += [Cover(start, end, claim) for start, end in spans]
    return [cover for cover in covers if 0 <= cover.start < cover.end <= length]


def cut_text(text: str, claims: Iterable[Claim], evidence: Iterable[list[int]]) -> list[list[Piece]]:
    """Return the paragraphs of a text as pieces; offsets count code points, overlaps share a piece."""
    covers = covers_of(claims, evidence, len(text))
    breaks = [position + offset for position, mark in enumerate(text) if mark == "\n" for offset in (0, 1)]
    edges = sorted({0, len(text), *breaks, *(edge for cover in covers for edge in (cover.start, cover.end))})
    opening: dict[int, list[Cover]] = {}
    for cover in covers:
        opening.setdefault(cover.start, []).append(cover)
    paragraphs: list[list[Piece]] = [[]]
    active: list[Cover] = []
    anchored: set[int] = set()
    for start, end in pairwise(edges):
        active = [cover for cover in active if cover.end > start] + opening.get(start, [])
        if text[start:end] == "\n":
            paragraphs.append([])
        else:
            paragraphs[-1].append(_piece(text[start:end], active, start, anchored))
    return [paragraph for paragraph in paragraphs if paragraph]


def _piece(text: str, active: list[Cover], start: int, anchored: set[int]) -> Piece:
    claims = list(dict.fromkeys(cover.claim for cover in active if cover.claim))
    anchors = tuple(
        dict.fromkeys(
            cover.claim.pk
            for cover in active
            if cover.claim and cover.start == start and cover.claim.pk not in anchored
        )
    )
    anchored.update(anchors)
    fields = tuple(dict.fromkeys(claim.field for claim in claims))
    return Piece(
        text=text,
        kinds=tuple(dict.fromkeys(KIND_OF[field] for field in fields)),
        fields=fields,
        labels=tuple(str(ClaimField(field).label) for field in fields),
        anchors=anchors,
        evidence=any(cover.claim is None for cover in active),
    )
