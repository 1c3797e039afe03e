"""The names that the extractor knows: places and actors with their aliases in three languages.

The lexicon is data handed in by the caller, so that extraction needs no database. Aliases are given
as written; matching normalises them (:mod:`sources.extraction.normalise`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LexiconPlace:
    """A gazetteer entry. Longitude and latitude in WGS 84 degrees, ``accuracy_km`` one sigma or so.

    ``kind`` is a place kind of the gazetteer (village, town, city, mountain, river, district,
    governorate, base, road, ...). ``aliases`` maps a language tag (en, ar, ckb, ...) to names as
    written, the main name of that language first.
    """

    name: str
    kind: str
    district: str
    governorate: str
    longitude: float
    latitude: float
    accuracy_km: float = 0.0
    population: int = 0
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LexiconActor:
    """A force, group, ministry or civilians. ``inter`` is ACLED's actor kind, 1 to 8."""

    name: str
    inter: int
    parent: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LexiconEntries:
    """What a lexicon is built from; ``version`` changes whenever an entry does."""

    places: tuple[LexiconPlace, ...]
    actors: tuple[LexiconActor, ...]
    version: str = ""
