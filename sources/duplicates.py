"""The same text twice, the same story twice. Pure functions.

Outlets copy agencies, and one outlet puts one text at two addresses: a copy is kept as evidence of who
carried it, but it is no second witness.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import Final

SHINGLE: Final = 5
SKETCH: Final = 32
NEAR: Final = 0.7
_WORD: Final = re.compile(r"\w+")
_IGNORED: Final = re.compile(r"[\u0640\u064b-\u065f\u0670\u200c\u200d\u00ad]")


def _words(text: str) -> list[str]:
    return _WORD.findall(_IGNORED.sub("", unicodedata.normalize("NFKC", text)).casefold())


def content_hash(text: str) -> str:
    """Return a SHA-256 in hex over the text's words: layout, case, punctuation and joiners are ignored."""
    return hashlib.sha256(" ".join(_words(text)).encode()).hexdigest()


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of five words (of the whole text where it is shorter)."""
    words = _words(text)
    count = max(1, len(words) - SHINGLE + 1)
    # CRC-32 keeps its values from one release to the next, as stored sketches need; the multiplication
    # (Knuth's) spreads it so that the least values are a fair sample.
    return frozenset(
        zlib.crc32(" ".join(words[start : start + SHINGLE]).encode()) * 2654435761 & 0xFFFFFFFF
        for start in range(count)
    )


def sketch(text: str) -> list[int]:
    """Return the 32 least shingles, ascending: two texts that share seven in ten share some of these."""
    return sorted(shingles(text))[:SKETCH]


def similarity(first: frozenset[int], second: frozenset[int]) -> float:
    """Return which share of all shingles of both texts they have in common, 0 to 1."""
    return len(first & second) / len(first | second) if first or second else 0.0


def nearest(text: str, others: Iterable[tuple[int, str]]) -> tuple[int, float] | None:
    """Return the key of the text that is nearly the same, and the similarity (0.7 or more), if any."""
    ours = shingles(text)
    best: tuple[int, float] | None = None
    for key, other in others:
        score = similarity(ours, shingles(other))
        if score >= NEAR and (best is None or score > best[1]):
            best = (key, score)
    return best
