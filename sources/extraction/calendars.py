"""Kurdish (solar) and Hijri dates as Gregorian ranges."""

from __future__ import annotations

from datetime import date, timedelta

_KURDISH_STARTS = (0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336)
_HIJRI_EPOCH = date(622, 7, 19).toordinal()


def kurdish_month(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month (1 to 12) of the year that begins at Newroz ``year``.

    Newroz is taken as 21 March, which is right to a day.
    """
    newroz = date(year, 3, 21)
    first = newroz + timedelta(days=_KURDISH_STARTS[month - 1])
    after = newroz + timedelta(days=_KURDISH_STARTS[month]) if month < 12 else date(year + 1, 3, 21)
    return first, after - timedelta(days=1)


def hijri_month(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a Hijri month by the tabular calendar, right to a day or two."""
    first = _hijri_ordinal(year, month)
    after = _hijri_ordinal(year, month + 1) if month < 12 else _hijri_ordinal(year + 1, 1)
    return date.fromordinal(first), date.fromordinal(after - 1)


def _hijri_ordinal(year: int, month: int) -> int:
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + 1 - 385
    return _HIJRI_EPOCH + days


def hijri_year_of(day: date) -> int:
    """Return the Hijri year in which a day lies."""
    year = int((day.toordinal() - _HIJRI_EPOCH) / 354.367) + 1
    while _hijri_ordinal(year + 1, 1) <= day.toordinal():
        year += 1
    while _hijri_ordinal(year, 1) > day.toordinal():
        year -= 1
    return year
