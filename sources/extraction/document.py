"""One article prepared for extraction: normalised text, sentences, numbers, cues, names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from sources.extraction.normalise import Normalised, normalise
from sources.extraction.sentences import Sentence, split_sentences

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from datetime import date

    from sources.extraction.facts import Span
    from sources.extraction.grammar import Grammar
    from sources.extraction.lexicon import Lexicon, LexiconActor, LexiconPlace
    from sources.extraction.numbers import Number
    from sources.extraction.patterns import Found, Matcher

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the lexicon at ``[start, end)``, a whole word; longest where several overlap."""

    start: int
    end: int
    places: tuple[LexiconPlace, ...]
    actors: tuple[LexiconActor, ...]


@dataclass(eq=False)
class Document:
    """The title (sentence 0, where there is one) and the text as one normalised string.

    ``title_end`` is the length of the title part; stored spans exist only behind it.
    """

    title: str
    stored: str
    published: date | None
    grammar: Grammar
    lexicon: Lexicon
    norm: Normalised = field(init=False)
    title_end: int = field(init=False)
    sentences: list[Sentence] = field(init=False)
    whole: str = field(init=False)
    _finds: dict[int, list[Found[Any]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        head = f"{' '.join(self.title.split())}\n"
        self.whole = head + self.stored
        self.norm = normalise(self.whole)
        self._head = len(head)
        self.title_end = self.norm.text.index("\n") + 1
        self.sentences = split_sentences(self.text, self.grammar.language)
        self.sentences = self._without_trailer(self.sentences)
        self._starts = [sentence.start for sentence in self.sentences]

    def find(self, matcher: Matcher[T]) -> list[Found[T]]:
        """Return a matcher's finds in the whole text, worked out once."""
        known = self._finds.get(id(matcher))
        if known is None:
            known = self._finds[id(matcher)] = matcher.find(self.text)
        return known

    @property
    def text(self) -> str:
        """The normalised title and text."""
        return self.norm.text

    def _without_trailer(self, sentences: list[Sentence]) -> list[Sentence]:
        """Leave out what follows the article: links to others, related posts."""
        trailers = self.grammar.trailers
        found = trailers.search(self.text, self.title_end) if trailers is not None else None
        if found is None:
            return sentences
        return [sentence for sentence in sentences if sentence.start < found.start()] or sentences

    @cached_property
    def skipped(self) -> set[int]:
        """Sentences in lines that are no text of the article: captions, credits."""
        boilerplate = self.grammar.boilerplate
        if boilerplate is None:
            return set()
        lines = {
            sentence.paragraph
            for sentence in self.sentences
            if sentence.paragraph > 0 and boilerplate.search(self.text, sentence.start, sentence.end)
        }
        return {sentence.index for sentence in self.sentences if sentence.paragraph in lines}

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence around a position of the normalised text."""
        return self.sentences[max(bisect_right(self._starts, position) - 1, 0)]

    def span(self, start: int, end: int) -> Span | None:
        """Return the stored span of a normalised range; None where it lies in the title."""
        if start < self.title_end or end <= start:
            return None
        found = self.norm.span(start, end)
        return type(found)(found.start - self._head, found.end - self._head)

    def position(self, span: Span) -> int:
        """Return where a stored span begins in the normalised text."""
        return bisect_left(self.norm.offsets, span.start + self._head)

    def original(self, start: int, end: int) -> str:
        """Return the text as written, title included."""
        if end <= start:
            return ""
        span = self.norm.span(start, min(end, len(self.text)))
        return self.whole[span.start : span.end]

    def capitalised(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield normalised ranges of what a pattern finds in the text as written."""
        offsets = self.norm.offsets
        for match in pattern.finditer(self.whole):
            start, end = bisect_left(offsets, match.start()), bisect_left(offsets, match.end())
            if start < end:
                yield start, end

    def in_title(self, position: int) -> bool:
        """Tell whether a position lies in the title."""
        return position < self.title_end

    @cached_property
    def numbers(self) -> list[Number]:
        """All numbers in the text, in order."""
        return self.grammar.numbers.find(self.text)

    def number_at(self, position: int) -> Number | None:
        """Return the number whose digits or words stand at a position."""
        numbers = self.numbers
        index = bisect_right(numbers, position, key=lambda number: number.core) - 1
        return numbers[index] if index >= 0 and position < numbers[index].end else None

    @cached_property
    def triggers(self) -> list[Found[int]]:
        """All trigger words, in order, surer words first where they overlap; indexes into the triggers."""
        kept: list[Found[int]] = []
        for tier in self.grammar.trigger_tiers:
            found = tier.find(self.text)
            ends = [hit.end for hit in kept]
            starts = [hit.start for hit in kept]
            free = [hit for hit in found if bisect_right(ends, hit.start) == bisect_left(starts, hit.end)]
            kept = sorted([*kept, *free], key=lambda hit: hit.start)
        return kept

    @cached_property
    def names(self) -> list[Name]:
        """All names of places and actors, whole words only, the longest of those that overlap."""
        hits = [
            hit
            for hit in self.lexicon.find(self.text)
            if self._is_word(hit.start, hit.end)
            and (not hit.upper or self.original(hit.start, hit.end).isupper())
        ]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        names: list[Name] = []
        for hit in hits:
            if not names or hit.start >= names[-1].end:
                names.append(Name(hit.start, hit.end, hit.places, hit.actors))
        return names

    def _is_word(self, start: int, end: int) -> bool:
        """Tell whether a range is a word but for the language's clitics."""
        text = self.text
        head = start
        while head > 0 and start - head < 8 and text[head - 1].isalnum():
            head -= 1
        if head < start and not (self.grammar.proclitic and self.grammar.proclitic.match(text[head:start])):
            return False
        tail = end
        while tail < len(text) and tail - end < 12 and text[tail].isalnum():
            tail += 1
        return tail == end or bool(self.grammar.enclitic and self.grammar.enclitic.match(text[end:tail]))
