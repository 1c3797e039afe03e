"""Numbers in words and digits, with hedges: "at least five", "between 5 and 7", "two dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.extraction.normalise import fold_pattern
from sources.extraction.patterns import Found, Matcher

if TYPE_CHECKING:
    from sources.extraction.language import Language, RangeWord

LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``[start, end)``, hedges included; ``core`` is where the bare number starts.

    ``high`` is None for "at least"; ``low`` and ``high`` equal ``value`` for a plain number.
    """

    start: int
    end: int
    core: int
    value: int
    low: int
    high: int | None
    article: bool = False
    vague: bool = False


class NumberFinder:
    """Finds the numbers of one language in a normalised text."""

    def __init__(self, language: Language) -> None:
        fold = fold_pattern
        self.words = {fold(word): value for word, value in language.number_words.items()}
        self.multipliers = {fold(word): value for word, value in language.multipliers.items()}
        self.vague = {fold(word): bounds for word, bounds in language.vague_numbers.items()}
        ordered = sorted({*self.words, *self.multipliers}, key=len, reverse=True)
        word = "|".join(map(re.escape, ordered)) or r"(?!)"
        joint = "|".join(fold(pattern) for pattern in language.conjunctions) or r"(?!)"
        self.glue = " و" if language.script == "arabic" else "-"
        link = rf"(?:[ -]|(?: (?:{joint}) ?)|{re.escape(self.glue)})"
        digits = r"\d{1,3}(?:,\d{3})+|\d+(?![.]\d)"
        unit = rf"(?:{digits}|{word})"
        self.source = unit
        front = f"(?:{fold(language.proclitics)})?" if language.proclitics else ""
        self.number = re.compile(rf"(?<![\w.]){front}(?P<n>{unit}(?:{link}(?:{word})(?!\w))*)(?!\w)")
        self.part = re.compile(rf"(?:{unit})(?!\w)")
        self.link = re.compile(rf"(?: (?:{joint}) ?)|{re.escape(self.glue)}|[ -]")
        self.vague_matcher = Matcher(
            ((re.escape(name), bounds) for name, bounds in self.vague.items()), language.proclitics
        )
        self.days = Matcher(((name, True) for name in language.weekdays), language.proclitics)
        self.before, self.after, self.between = _hedges(language.ranges, language)

    def find(self, text: str) -> list[Number]:
        """Return the numbers of the text in order, hedged ranges already joined."""
        # Arabic Sunday and Monday are "the one" and "the two".
        days = {position for hit in self.days.find(text) for position in range(hit.start, hit.end)}
        plain = [
            number
            for match in self.number.finditer(text)
            for number in self._split(text, match)
            if number.start not in days
        ]
        plain += [
            Number(hit.start, hit.end, hit.start, sum(hit.value) // 2, hit.value[0], hit.value[1], vague=True)
            for hit in self.vague_matcher.find(text)
        ]
        vague = {position for number in plain if number.vague for position in range(number.start, number.end)}
        plain = [number for number in plain if number.vague or number.start not in vague]
        plain.sort(key=lambda number: number.start)
        before = {hit.end: hit for hit in self.before.find(text)} if self.before else {}
        after = {hit.start: hit for hit in self.after.find(text)} if self.after else {}
        between = {hit.start: hit for hit in self.between.find(text)} if self.between else {}
        return self._hedged(plain, before, after, between, text)

    def _split(self, text: str, match: re.Match[str]) -> list[Number]:
        """Parse one run of number words; "two and three" in a row stays two numbers."""
        start, end = match.span("n")
        total, current, previous = 0, 0, LARGEST
        out: list[Number] = []
        head, last_end = start, start
        position = start
        while position < end and (part := self.part.match(text, position)) is not None:
            word = part.group()
            link = self.link.match(text, part.end())
            position = link.end() if link is not None else end
            if word in self.multipliers and word not in self.words:
                factor = self.multipliers[word]
                scaled = max(current, 1) * factor
                total, current = (total + scaled, 0) if factor >= 1000 else (total, scaled)
                previous, last_end = factor, part.end()
                continue
            value = self.words.get(word)
            if value is None:
                value = int(word.replace(",", "")[:9])
            joins = current + total and value < previous and _adds(current + total, value)
            joins = joins or (self.glue == " و" and _adds_arabic(current, value))
            if (current or total) and not joins:
                out.append(_plain(head, last_end, total + current, text))
                head, total, current = part.start(), 0, 0
            current += value
            previous, last_end = value, part.end()
        out.append(_plain(head, last_end, total + current, text))
        return [number for number in out if number.end > number.start and number.value <= LARGEST]

    def _hedged(
        self,
        plain: list[Number],
        before: dict[int, Found[str]],
        after: dict[int, Found[str]],
        between: dict[int, Found[bool]],
        text: str,
    ) -> list[Number]:
        out: list[Number] = []
        index = 0
        while index < len(plain):
            number = plain[index]
            lead = before.get(number.start) or before.get(number.start - 1)
            follower = plain[index + 1] if index + 1 < len(plain) else None
            if follower is not None and self._is_range(number, follower, lead, between, text):
                start = lead.start if lead is not None else number.start
                low, high = number.value, follower.value
                out.append(Number(start, follower.end, number.start, high, low, high))
                index += 2
                continue
            out.append(_hedge(number, lead, after.get(number.end + 1) or after.get(number.end)))
            index += 1
        return out

    def _is_range(
        self,
        number: Number,
        follower: Number,
        lead: Found[str] | None,
        between: dict[int, Found[bool]],
        text: str,
    ) -> bool:
        """Tell whether two numbers in a row are the ends of one range."""
        gap = text[number.end : follower.start]
        if len(gap) > 12 or number.value >= follower.value or number.article:
            return False
        if gap.strip() == "-":
            return True
        if gap == self.glue:
            return lead is not None and lead.value == "between"
        joint = between.get(number.end + len(gap) - len(gap.lstrip()))
        if joint is None or text[joint.end : follower.start].strip():
            return False
        needs_lead = joint.value
        return not needs_lead or (lead is not None and lead.value == "between")


def _adds(sofar: int, value: int) -> bool:
    """Tell whether a smaller word continues the number: twenty + five, hundred + fifty."""
    return (sofar % 10 == 0 and sofar >= 20 and value < 10) or (
        sofar % 100 == 0 and sofar >= 100 and value < 100
    )


def _adds_arabic(sofar: int, value: int) -> bool:
    """Tell whether a tens word continues the number, units first: ثلاثة وعشرون."""
    return 0 < sofar % 100 < 10 and value % 10 == 0 and 20 <= value < 100


def _plain(start: int, end: int, value: int, text: str) -> Number:
    article = text[start:end] in {"a", "an"}
    return Number(start, end, start, value, value, value, article)


def _hedge(number: Number, lead: Found[str] | None, tail: Found[str] | None) -> Number:
    start, end, kinds = number.start, number.end, set[str]()
    if lead is not None and lead.value != "between":
        start = lead.start
        kinds.add(lead.value)
    if tail is not None:
        end = tail.end
        kinds.add(tail.value)
    low, high = number.low, number.high
    if "at_least" in kinds:
        high = None
    elif "at_most" in kinds:
        low = 0
    return Number(start, end, number.core, number.value, low, high, number.article, number.vague)


def _hedges(
    ranges: tuple[RangeWord, ...], language: Language
) -> tuple[Matcher[str], Matcher[str], Matcher[bool]]:
    """Split the range patterns at ``NUM`` into what stands before, after and between numbers."""
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    between: list[tuple[str, bool]] = []
    for item in ranges:
        parts = [part.strip() for part in item.pattern.split("NUM")]
        if item.kind == "between" and len(parts) == 3:
            if parts[0]:
                before.append((parts[0], "between"))
            between.append((parts[1], bool(parts[0])))
            continue
        if parts[0]:
            before.append((parts[0], item.kind))
        if len(parts) > 1 and parts[1]:
            after.append((parts[1], item.kind))
    clitics = language.proclitics
    return Matcher(before, clitics), Matcher(after, clitics), _between(between)


def _between(items: list[tuple[str, bool]]) -> Matcher[bool]:
    """Match joints of ranges; the same joint with and without a leading word counts as without."""
    bare = {pattern for pattern, needs in items if not needs}
    unique = {pattern: needs and pattern not in bare for pattern, needs in items}
    return Matcher(unique.items())
