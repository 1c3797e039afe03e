"""Whom the article attributes a sentence to: "a source in Diyala police", مصدر في شرطة ديالى."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.document import Document
    from sources.extraction.patterns import Found
    from sources.extraction.sentences import Sentence

_LONGEST = 90
_BOUNDARY = re.compile(r"[,.;:\"\n]| - ")


def attribution_of(document: Document, sentence: Sentence) -> str:
    """Return the speaker of a sentence as the article writes it, empty where it names none.

    The speaker is what stands between a verb of saying and the nearest boundary, on the side where
    the language puts it, and holds a word for a speaker (official, source, ministry).
    """
    order = document.grammar.language.speech_subject
    for hit in _within(document.find(document.grammar.speech), sentence):
        if order in {"before", "either"}:
            head = _last_boundary(document.text, max(sentence.start, hit.start - _LONGEST), hit.start)
            if _names_speaker(document, head, hit.start):
                return _written(document, head, hit.start)
        if order in {"after", "either"}:
            tail = _first_boundary(document, hit.end, min(sentence.end, hit.end + _LONGEST))
            if _names_speaker(document, hit.end, tail):
                return _written(document, hit.end, tail)
    for hit in _within(document.find(document.grammar.source_phrases), sentence):
        tail = _first_boundary(document, hit.end, min(sentence.end, hit.end + _LONGEST))
        # "according to" only leads to the speaker; "a source in" is part of who speaks.
        leads = not _names_speaker(document, hit.start, hit.end)
        start = hit.end if leads else hit.start
        if _names_speaker(document, start, tail):
            return _written(document, start, tail)
    return ""


def _within(hits: list[Found[bool]], sentence: Sentence) -> list[Found[bool]]:
    first = bisect_left(hits, sentence.start, key=lambda hit: hit.start)
    return hits[first : bisect_left(hits, sentence.end, key=lambda hit: hit.start)][:4]


def _last_boundary(text: str, start: int, end: int) -> int:
    ends = [match.end() for match in _BOUNDARY.finditer(text, start, end)]
    return ends[-1] if ends else start


def _first_boundary(document: Document, start: int, end: int) -> int:
    match = _BOUNDARY.search(document.text, start, end)
    stops = [match.start()] if match is not None else [end]
    stops += [hit.start for hit in document.grammar.complementizers.find(document.text, start, end)]
    return min(stops)


def _names_speaker(document: Document, start: int, end: int) -> bool:
    nouns = document.find(document.grammar.source_nouns)
    first = bisect_left(nouns, start, key=lambda hit: hit.start)
    return end - start <= _LONGEST and first < len(nouns) and nouns[first].end <= end


def _written(document: Document, start: int, end: int) -> str:
    return " ".join(document.original(start, end).strip(" ,.;:\"“”'").split())
