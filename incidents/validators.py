"""Rules that concern several values at once: for forms, the API and importers alike.

What must always hold is a database constraint too; these say it in the editor's language.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.translation import gettext as _

from incidents.enums import LocationPrecision

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
POINTLESS = (LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE)


def check_dates(start: date | None, end: date | None) -> None:
    """Raise ValidationError for a year that is a slip, or where the end lies before the start.

    One incident that lasts until 9999 would make every search by dates look at all of them.
    """
    if any(day and not FIRST_YEAR <= day.year <= LAST_YEAR for day in (start, end)):
        raise ValidationError(DateField.default_error_messages["invalid"])
    if start and end and end < start:
        raise ValidationError(
            _("The end (%(end)s) lies before the start (%(start)s).") % {"start": start, "end": end}
        )


def check_casualties(kind: str, low: int | None, best: int | None, high: int | None) -> None:
    """Raise ValidationError where not low ≤ best ≤ high; None is "not reported"."""
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known):
        raise ValidationError(
            _("Casualties (%(kind)s) must be in order: at least ≤ best ≤ at most, not %(values)s.")
            % {"kind": kind, "values": ", ".join(map(str, known))}
        )


def check_location(longitude: float | None, latitude: float | None, precision: str | None) -> None:
    """Raise ValidationError for half a point, a vague place with one, or a precise place without."""
    if (longitude is None) != (latitude is None):
        raise ValidationError(_("A point needs both longitude and latitude."))
    if precision in POINTLESS and longitude is not None:
        raise ValidationError(
            _(
                "Where only the %(precision)s is known there is no point: "
                "clear the coordinates or choose “near”."
            )
            % {"precision": LocationPrecision(precision).label}
        )
    if precision and precision not in POINTLESS and longitude is None:
        raise ValidationError(
            _("The precision “%(precision)s” needs a point: set it, or choose district or governorate.")
            % {"precision": LocationPrecision(precision).label}
        )
