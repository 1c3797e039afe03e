"""One form of each letter for matching, with the way back to the stored text.

Stored text keeps its Unicode; only matching sees the normalised form. Arabic and Sorani share one
folding, since Sorani pages mix Arabic and Kurdish letters (ك/ک, ي/ی, ه/ە with a ZWNJ). Sorani also
writes long vowels single or double as it pleases (کەرکوک, کەرکووک), so a doubled و or ي counts once.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from sources.extraction.facts import Span

_LETTERS = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیێېے", "ي"),
    **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("ةەھہۀ", "ه"),
    **dict.fromkeys("ؤۆۊۇ", "و"),
    "ڕ": "ر",
    "ڵ": "ل",
    **dict.fromkeys("،٬", ","),
    "؛": ";",
    "؟": "?",
    "٫": ".",
    **dict.fromkeys("‘’‛ʼʿʾ`´", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": ".",
    "_": " ",  # hashtags join words with it
    "ı": "i",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ß": "ss",
}
_DOUBLED = "وي"
_DROPPED = {"\u0640", "\u200c", "\u200d", "\u00ad", "\ufeff"}
_SPACES = " \t\r\f\v\u00a0\u2028\u2029"


class _Folding(dict[str, str]):
    """Character to its normalised form; filled as characters are met, a few hundred in practice."""

    def __missing__(self, char: str) -> str:
        folded = _fold_char(char)
        if len(self) < 10_000:
            self[char] = folded
        return folded


def _fold_char(char: str) -> str:
    if char in _LETTERS or char == "\n":
        return _LETTERS.get(char, char)
    category = unicodedata.category(char)
    if char in _DROPPED or category in {"Mn", "Me", "Cf", "Cs"}:
        return ""
    if char in _SPACES or category in {"Zs", "Cc"}:
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    parts = unicodedata.normalize("NFKD", char).casefold()
    return "".join(_LETTERS.get(part, part) for part in parts if unicodedata.category(part) != "Mn") or char


_FOLDING = _Folding()
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED_RUN = re.compile(rf"([{_DOUBLED}])(?:\1\?|\1)+")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text for matching; ``text[i]`` stands for the stored ``[offsets[i], ends[i])``.

    ``offsets`` has one entry more than the text, the stored text's length.
    """

    text: str
    offsets: array[int]
    ends: array[int]

    def span(self, start: int, end: int) -> Span:
        """Return the stored span of ``text[start:end]``; raises ValueError where it is empty."""
        if end <= start:
            raise ValueError(f"empty span {start}:{end}")
        return Span(self.offsets[start], self.ends[end - 1])


def normalise(stored: str) -> Normalised:
    """Fold a stored text for matching, in linear time and for any Unicode."""
    out: list[str] = []
    offsets, ends = array("q"), array("q")
    previous = " "
    fold = _FOLDING
    for index, char in enumerate(stored):
        for folded in fold[char]:
            if folded == " " and previous in " \n":
                continue
            if folded == previous and folded in _DOUBLED:
                ends[-1] = index + 1
                continue
            out.append(folded)
            offsets.append(index)
            ends.append(index + 1)
            previous = folded
    offsets.append(len(stored))
    return Normalised("".join(out), offsets, ends)


def normalise_name(name: str) -> str:
    """Fold a name as written in a lexicon, with single spaces and none at the ends."""
    return " ".join(normalise(name).text.split())


def fold_pattern(pattern: str) -> str:
    """Fold the letters of a regular expression, leaving its ASCII syntax as it is.

    A doubled vowel letter is written once here too; one with a quantifier (``وو?``) just loses it.
    """
    folded = _NON_ASCII.sub(lambda match: "".join(_FOLDING[char] for char in match.group()), pattern)
    return _DOUBLED_RUN.sub(r"\1", folded)
