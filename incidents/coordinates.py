"""Points as people paste them: decimal, degrees–minutes–seconds, MGRS, and links of map sites."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import mgrs
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Arabic-Indic and Persian digits, the Arabic decimal separator, and typographic minute marks.
_TO_ASCII: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫،−–′’‘″“”º", "01234567890123456789.,--'''\"\"\"°")
_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_DECIMAL: Final = re.compile(rf"({_NUMBER})\s*°?\s*([NSEW]?)\s*[,;\s/]\s*({_NUMBER})\s*°?\s*([NSEW]?)")
_ANGLE = r"""(\d{1,3})\s*[°d:\s]\s*(\d{1,2})\s*['m:\s]\s*(\d{1,2}(?:\.\d+)?)?\s*(?:"|''|s)?"""
_DMS_AFTER: Final = re.compile(rf"{_ANGLE}\s*([NSEW])[,;\s]*{_ANGLE}\s*([NSEW])", re.IGNORECASE)
_DMS_BEFORE: Final = re.compile(rf"([NSEW])\s*{_ANGLE}[,;\s]*([NSEW])\s*{_ANGLE}", re.IGNORECASE)
_MGRS: Final = re.compile(r"\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V](?:\d{2}|\d{4}|\d{6}|\d{8}|\d{10})")
# What map sites put into a link, latitude first: a pin beats the middle of the view.
_IN_LINKS: Final = (
    re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})"),
    re.compile(rf"@({_NUMBER}),({_NUMBER})"),
    re.compile(rf"#(?:map=)?\d{{1,2}}(?:\.\d+)?/({_NUMBER})/({_NUMBER})"),
)
_QUERY_PAIRS: Final = ("q", "query", "ll", "center", "daddr")
LONGEST: Final = 2000


class Point(NamedTuple):
    """WGS 84 degrees, longitude first."""

    longitude: float
    latitude: float


def parse_point(text: str) -> Point:
    """Return the point that a pasted text gives; latitude comes first where no letter says otherwise.

    Understands ``35.4681, 44.3922``, ``44.3922E 35.4681N``, ``35°28'05"N 44°23'32"E``, MGRS such as
    ``38S ME 44851 25125``, ``geo:35.4,44.3``, and links of OpenStreetMap and Google Maps that hold
    the coordinates. Raises ValidationError for anything else, and for points that are not on Earth.
    """
    cleaned = text.strip().translate(_TO_ASCII)
    if not cleaned or len(cleaned) > LONGEST:
        raise _unreadable(text)
    if "://" in cleaned or cleaned.lower().startswith("geo:"):
        return _on_earth(_from_link(cleaned, text), text)
    return _on_earth(_from_text(cleaned, text), text)


def _unreadable(text: str) -> ValidationError:
    return ValidationError(
        _("“%(text)s” is no point: paste decimal degrees, degrees and minutes, MGRS, or a map link.")
        % {"text": text.strip()[:80]}
    )


def _on_earth(point: Point, text: str) -> Point:
    if not (-180 <= point.longitude <= 180 and -90 <= point.latitude <= 90):
        raise ValidationError(_("“%(text)s” lies not on Earth.") % {"text": text.strip()[:80]})
    return point


def _from_text(cleaned: str, text: str) -> Point:
    if found := _DECIMAL.fullmatch(cleaned.upper()):
        first, first_side, second, second_side = found.groups()
        return _pair((float(first), first_side), (float(second), second_side), text)
    if found := _DMS_AFTER.fullmatch(cleaned):
        d1, m1, s1, side1, d2, m2, s2, side2 = found.groups()
        return _pair((_angle(d1, m1, s1, text), side1), (_angle(d2, m2, s2, text), side2), text)
    if found := _DMS_BEFORE.fullmatch(cleaned):
        side1, d1, m1, s1, side2, d2, m2, s2 = found.groups()
        return _pair((_angle(d1, m1, s1, text), side1), (_angle(d2, m2, s2, text), side2), text)
    compact = re.sub(r"\s+", "", cleaned).upper()
    if _MGRS.fullmatch(compact):
        return _from_mgrs(compact, text)
    raise _unreadable(text)


def _from_mgrs(compact: str, text: str) -> Point:
    try:
        latitude, longitude = mgrs.MGRS().toLatLon(compact)
    except mgrs.core.MGRSError as error:
        raise _unreadable(text) from error
    return Point(round(longitude, 6), round(latitude, 6))


def _angle(degrees: str, minutes: str, seconds: str | None, text: str) -> float:
    if int(minutes) >= 60 or float(seconds or 0) >= 60:
        raise _unreadable(text)
    return round(int(degrees) + int(minutes) / 60 + float(seconds or 0) / 3600, 6)


def _pair(first: tuple[float, str], second: tuple[float, str], text: str) -> Point:
    sides = (first[1] + second[1]).upper()
    values = [-abs(value) if side and side in "SWsw" else value for value, side in (first, second)]
    if sides == "" or (sides[0] in "NS" and sides[-1] in "EW" and len(sides) == 2):
        return Point(longitude=values[1], latitude=values[0])
    if len(sides) == 2 and sides[0] in "EW" and sides[1] in "NS":
        return Point(longitude=values[0], latitude=values[1])
    raise _unreadable(text)


def _from_link(cleaned: str, text: str) -> Point:
    link = unquote(cleaned)
    if link.lower().startswith("geo:"):
        return _from_text(link[4:].split(";")[0].split("?")[0], text)
    for pattern in _IN_LINKS[:1]:
        if found := pattern.search(link):
            return Point(longitude=float(found[2]), latitude=float(found[1]))
    query = parse_qs(urlsplit(link).query)
    if "mlat" in query and "mlon" in query:
        return _from_text(f"{query['mlat'][0]}, {query['mlon'][0]}", text)
    for name in _QUERY_PAIRS:
        if name in query and _DECIMAL.fullmatch(query[name][0]):
            return _from_text(query[name][0], text)
    for pattern in _IN_LINKS[1:]:
        if found := pattern.search(link):
            return Point(longitude=float(found[2]), latitude=float(found[1]))
    raise _unreadable(text)
