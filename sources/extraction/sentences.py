"""Sentences, clauses and paragraphs of a normalised text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.language import Language

# A "sentence" without any full stop (tables, hostile input) is cut here, so that work stays linear.
LONGEST = 1_500


@dataclass(frozen=True, slots=True)
class Sentence:
    """``[start, end)`` in the normalised text; ``paragraph`` counts lines, the title being line 0."""

    index: int
    start: int
    end: int
    paragraph: int


def split_sentences(text: str, language: Language) -> list[Sentence]:
    """Cut at line ends and at sentence punctuation followed by white space."""
    ends = re.escape(language.sentence_ends)
    # Arabic script has no capitals, so no white space is needed behind a word of some letters.
    follow = r"\s|$|(?<!\W\w[^\w\s])[\u0600-\u06ff]" if language.script == "arabic" else r"\s|$"
    cut = re.compile(rf"[{ends}]+[\"')\]]*(?={follow})|\n")
    sentences: list[Sentence] = []
    start, paragraph = 0, 0

    def close(end: int) -> None:
        nonlocal start
        for piece_start in range(start, end, LONGEST):
            piece_end = min(piece_start + LONGEST, end)
            if text[piece_start:piece_end].strip():
                first = piece_start + (text[piece_start] == " ")
                sentences.append(Sentence(len(sentences), first, piece_end, paragraph))
        start = end

    for match in cut.finditer(text):
        if match.group() == "\n":
            close(match.start())
            start = match.end()
            paragraph += 1
        elif not _is_abbreviation(text, match.start(), language):
            close(match.end())
    close(len(text))
    return sentences


def _is_abbreviation(text: str, stop: int, language: Language) -> bool:
    """Tell whether the full stop at ``stop`` ends an abbreviation or an initial, not a sentence."""
    if text[stop] != ".":
        return False
    head = stop
    while head > 0 and stop - head < 12 and not text[head - 1].isspace():
        head -= 1
    word = text[head:stop].strip("\"'(")
    return word in language.abbreviations or (len(word) == 1 and word.isalpha())
