"""Which dates only tell when someone spoke."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document

# Where the verb ends the clause, "today" may stand far before "said".
_VERB_FINAL_REACH = 90


def mark_statement_dates(document: Document, dates: list[DateMention]) -> list[tuple[DateMention, bool]]:
    """Pair each date with whether it only tells when something was said; drop those of other things."""
    _text, grammar = document.text, document.grammar
    speech = document.find(grammar.speech)
    speech_ends = [hit.end for hit in speech]
    speech_starts = [hit.start for hit in speech]
    busy = sorted(
        [hit.start for hit in document.triggers] + [hit.start for hit in document.find(grammar.casualties)]
    )
    barred = {hit.end for hit in document.find(grammar.not_event_date)}
    verb_final = grammar.language.speech_subject == "before"
    marked = []
    for item in dates:
        if item.start in barred or item.start - 1 in barred:
            continue
        sentence = document.sentence_at(item.start)
        index = bisect_right(speech_ends, item.start) - 1
        said = False
        # Where the verb ends its clause, what follows "said" is what was said.
        if (
            not verb_final
            and index >= 0
            and speech_starts[index] >= sentence.start
            and item.start - speech_ends[index] <= 130
        ):
            said = _only_speech(document, busy, speech_ends[index], item.start)
        index = bisect_left(speech_starts, item.end)
        # "On Tuesday, the ministry announced": the date opens the sentence, then someone speaks.
        if not verb_final and index < len(speech_starts):
            close = speech_starts[index] < min(sentence.end, item.end + 130)
            said = said or (close and _only_speech(document, busy, sentence.start, speech_starts[index]))
        reach = _VERB_FINAL_REACH if verb_final else 2
        if index < len(speech_starts) and speech_starts[index] - item.end <= reach:
            between = bisect_left(busy, item.end)
            clear = not (between < len(busy) and busy[between] < speech_starts[index])
            said = said or (clear and speech_starts[index] < sentence.end)
        marked.append((item, said))
    return marked


def _only_speech(document: Document, busy: list[int], start: int, end: int) -> bool:
    """Tell whether no event is told between two positions, and what was said has not begun."""
    index = bisect_left(busy, start)
    if index < len(busy) and busy[index] < end:
        return False
    gap = document.text[start:end]
    return '"' not in gap and not document.grammar.complementizers.find(gap)
