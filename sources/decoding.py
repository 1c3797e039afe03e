"""Bytes of unknown encoding to text, without ever inventing a character. Pure functions."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sources.detection import language_score
from sources.errors import TextError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
)
# What Iraqi, Kurdish, Turkish and Persian outlets have used besides UTF-8, and Western Europe's.
_LEGACY: Final = ("cp1256", "iso8859_6", "cp1254", "cp1252")
_LABELS: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
_CONTROL: Final = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MARKUP: Final = re.compile(r"<[^<>]*>")
_BEYOND_ASCII: Final = re.compile(r"\b(?=[A-Za-z]*[^\W\d_a-zA-Z])\w+")
_ENOUGH: Final = 0.08
# A lead byte of UTF-8's Latin, Arabic or punctuation and a continuation byte, each read as a letter.
_SYMBOLS: Final = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE: Final = re.compile(rf"[ÂÃÄÅØÙÚÛâ][\u0080-\u00bf{_SYMBOLS}]|[طظ][\u00a0-\u00bf{_SYMBOLS}]")


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of ``data``; ``declared`` is the encoding that its header names, if any.

    A byte order mark decides, then valid UTF-8, then the declared encoding, then the encoding in which
    the bytes read like one of our languages. Raises TextError for what is binary or fits none.
    """
    if not data.strip():
        raise TextError("The file is empty.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding) or data.decode(encoding, "replace"))
    _refuse_binary(data)
    text = _strictly(data, "utf-8") or _nearly_utf8(data)
    if text is None and declared:
        text = _as_declared(data, declared)
    return _checked(text if text is not None else _guess(data))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError, LookupError):
        return None


def _refuse_binary(data: bytes) -> None:
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise TextError(f"This is {name}, not text.")
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls > len(sample) // 200:
        raise TextError("This is binary data, not text.")


def _nearly_utf8(data: bytes) -> str | None:
    """Return text in UTF-8 of which a few bytes are damaged: cut off, or pasted in by a server."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return text if damaged * 10 <= sum(char > "\x7f" for char in text) - damaged else None


def _as_declared(data: bytes, declared: str) -> str | None:
    label = _LABELS.get(declared.strip().lower(), declared.strip())
    try:
        known = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # A page may name any of Python's codecs; only those that are text encodings are meant.
    if not getattr(known, "_is_text_encoding", True):
        return None
    read = _strictly(data, known.name)
    return read if read is not None and _readability(read) > 0 else None


def _guess(data: bytes) -> str:
    readings = {encoding: _strictly(data, encoding) for encoding in _LEGACY}
    scores = {encoding: _readability(text) for encoding, text in readings.items() if text}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= _ENOUGH:
        return readings[best] or ""
    western = _strictly(data, "cp1252")
    if western and sum(byte < 128 for byte in data) > 0.85 * len(data):
        return western
    raise TextError("The file is not in UTF-8, and no other encoding makes readable text of it.")


def _readability(text: str) -> float:
    """Return how well a text reads; by its words beyond ASCII where it has them, since those differ."""
    telling = _BEYOND_ASCII.findall(text)
    return language_score(" ".join(telling) if len(telling) >= 20 else _MARKUP.sub(" ", text))


def _checked(text: str) -> str:
    """Undo or refuse UTF-8 that was read as another encoding and saved so ("Ø§Ù„Ø¹")."""
    found = len(_MOJIBAKE.findall(text))
    if not found:
        return text
    # That a whole text turns into valid UTF-8 by chance does not happen.
    for encoding in ("cp1252", "cp1256"):
        repaired = _strictly(_single_bytes(text, encoding), "utf-8")
        if repaired:
            return repaired
    if found > len(text) // 25:
        raise TextError("The letters are garbled: the file was saved in a wrong encoding.")
    return text


def _single_bytes(text: str, encoding: str) -> bytes:
    """Return the bytes that were read as ``text``; empty where there are none.

    Windows reads the bytes that its code page leaves open as control characters.
    """
    out = bytearray()
    for char in text:
        try:
            out += char.encode(encoding)
        except UnicodeEncodeError:
            if ord(char) > 255:
                return b""
            out.append(ord(char))
    return bytes(out)
