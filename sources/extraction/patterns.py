"""Many patterns as one regular expression, compiled once a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from sources.extraction.normalise import fold_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

GAP = r"(?:[^\s.,;:!?]+ ){0,4}?"


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A match in the normalised text, ``[start, end)``, and what was looked for."""

    start: int
    end: int
    value: T


class Matcher(Generic[T]):
    """Finds the patterns of a group in a text, each as a whole word, without overlaps."""

    def __init__(
        self, items: Iterable[tuple[str, T]], proclitics: str = "", enclitics: str = "", number: str = r"\d+"
    ) -> None:
        ordered = sorted(((expand(pattern, number), value) for pattern, value in items), key=_longest_first)
        self.values = [value for _, value in ordered]
        self.regex: re.Pattern[str] | None = None
        if ordered:
            front = f"(?:{fold_pattern(proclitics)})?" if proclitics else ""
            back = f"(?:{fold_pattern(enclitics)})?" if enclitics else ""
            body = "|".join(f"({pattern})" for pattern, _ in ordered)
            self.regex = re.compile(rf"(?<!\w)(?=\w){front}(?:{body}){back}(?!\w)")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Found[T]]:
        """Return the matches within ``text[start:end]``, in order."""
        if self.regex is None:
            return []
        values = self.values
        found = []
        for match in self.regex.finditer(text, start, len(text) if end is None else end):
            index = match.lastindex
            if index is not None and match.end(index) > match.start(index):
                found.append(Found(match.start(index), match.end(index), values[index - 1]))
        return found

    def __bool__(self) -> bool:
        return self.regex is not None


def expand(pattern: str, number: str) -> str:
    """Fold a pattern and put in what ``GAP`` and ``NUM`` stand for."""
    return fold_pattern(pattern).replace("GAP ", GAP).replace("GAP", GAP).replace("NUM", number)


def _longest_first(item: tuple[str, object]) -> int:
    return -len(item[0])
