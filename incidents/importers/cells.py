"""The cells of one row as values; what does not hold is a RowError that names the column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NoReturn, TypeVar

from django.core.exceptions import ValidationError

from incidents.regions.table import Row
from incidents.validators import FIRST_YEAR, LAST_YEAR
from sources.models import web_address

from .errors import RowError

ValueT = TypeVar("ValueT")

MOST_PERSONS: Final = 10_000_000
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?Z?")
_SPELT_DATE: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})")
_COUNT: Final = re.compile(r"(\d{1,12})(?:\.0+)?")
_DECIMAL_COMMA: Final = re.compile(r"-?\d+,\d+")


class Cells(Row):
    """One row of a data set: like a region's, with mistakes that can be listed one by one."""

    def fail(self, column: str, message: str) -> NoReturn:
        """Raise a RowError for a column."""
        raise RowError(column, self.cells.get(column, ""), message)

    def count(self, column: str, unknown: frozenset[str] = frozenset()) -> int | None:
        """Return a number of persons; None for an empty cell and for what stands for "unknown"."""
        value = self.text(column)
        if not value or value.removesuffix(".0") in unknown:
            return None
        match = _COUNT.fullmatch(value)
        if not match:
            self.fail(column, "no whole number of 0 or more")
        number = int(match[1])
        if number > MOST_PERSONS:
            self.fail(column, f"more than {MOST_PERSONS}")
        return number

    def number(self, column: str) -> float | None:
        """Return a decimal number, or None; a decimal comma is read too."""
        value = self.text(column)
        if _DECIMAL_COMMA.fullmatch(value):
            value = value.replace(",", ".")
        try:
            return float(value) if value else None
        except ValueError:
            self.fail(column, "no number")

    def day(self, column: str) -> date | None:
        """Return a date written 2021-05-01 (with or without a time) or 01 May 2021, or None."""
        value = self.text(column)
        if not value:
            return None
        if match := _ISO_DATE.fullmatch(value):
            parts = int(match[1]), int(match[2]), int(match[3])
        elif (match := _SPELT_DATE.fullmatch(value)) and match[2].lower() in _MONTHS:
            parts = int(match[3]), _MONTHS[match[2].lower()], int(match[1])
        else:
            self.fail(column, "no date (2021-05-01)")
        return self.date_of(column, *parts)

    def date_of(self, column: str, year: int, month: int, day: int) -> date:
        """Return the date of a year, month and day."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self.fail(column, f"not between {FIRST_YEAR} and {LAST_YEAR}")
        try:
            return date(year, month, day)
        except ValueError:
            self.fail(column, "no date of the calendar")

    def required_day(self, column: str) -> date:
        """Return a date that must be there."""
        found = self.day(column)
        if found is None:
            self.fail(column, "a value is missing")
        return found

    def code(self, column: str, codes: Mapping[str, ValueT]) -> ValueT:
        """Return what a code of the data set stands for; ``1.0`` is read as ``1``."""
        value = self.text(column).removesuffix(".0")
        if value not in codes:
            self.fail(column, f"not in the code list ({', '.join(codes)})")
        return codes[value]

    def address(self, value: str) -> str:
        """Return a web address, or nothing where it is none that a page may link."""
        try:
            web_address(value)
        except ValidationError:
            return ""
        return value if len(value) <= 2000 else ""
