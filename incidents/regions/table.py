"""Rows of a CSV file whose mistakes name the file, the line and the column."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

ValueT = TypeVar("ValueT")


class RegionError(ValueError):
    """A file of a region that cannot be loaded; the message says where and why."""


@dataclass(frozen=True)
class Row:
    """One row: cells are Unicode NFC without surrounding blanks; an empty cell is nothing."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fail(self, column: str, message: str) -> NoReturn:
        """Raise a RegionError that names file, line and column."""
        raise RegionError(f"{self.file}, line {self.line}, column {column}: {message}")

    def text(self, column: str, *, required: bool = False, most: int | None = None) -> str:
        """Return a cell as it is; ``most`` is the number of characters that fit."""
        value = self.cells[column]
        if required and not value:
            self.fail(column, "a value is missing")
        if most is not None and len(value) > most:
            self.fail(column, f"longer than {most} characters")
        return value

    def texts(self, column: str) -> list[str]:
        """Return the parts of a cell between semicolons, without repetitions."""
        return list(dict.fromkeys(part.strip() for part in self.text(column).split(";") if part.strip()))

    def count(self, column: str) -> int | None:
        """Return a number of things or persons, 0 or more, or None."""
        value = self.text(column)
        if value and not (value.isascii() and value.isdigit()):
            self.fail(column, f"“{value}” is no whole number")
        return int(value) if value else None

    def degrees(self, column: str, limit: float) -> float | None:
        """Return a coordinate between minus and plus ``limit`` degrees, or None."""
        value = self.number(column)
        if value is not None and not -limit <= value <= limit:
            self.fail(column, f"{value:g} is not between {-limit:g} and {limit:g}")
        return value

    def number(self, column: str) -> float | None:
        """Return a decimal number, or None."""
        value = self.text(column)
        try:
            return float(value) if value else None
        except ValueError:
            self.fail(column, f"“{value}” is no number")

    def point(self, *, required: bool = False) -> tuple[float | None, float | None]:
        """Return ``longitude`` and ``latitude``, both or neither."""
        longitude, latitude = self.degrees("longitude", 180), self.degrees("latitude", 90)
        if required and longitude is None:
            self.fail("longitude", "a value is missing")
        if (longitude is None) != (latitude is None):
            self.fail("latitude" if latitude is None else "longitude", "one coordinate without the other")
        return longitude, latitude

    def day(self, column: str) -> date | None:
        """Return a date written YYYY-MM-DD, or None."""
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fail(column, f"“{value}” is no date (YYYY-MM-DD)")

    def days(self) -> tuple[date, date]:
        """Return ``date_start`` and ``date_end``, in order; an empty end is the start."""
        start = self.day("date_start")
        if start is None:
            self.fail("date_start", "a value is missing")
        end = self.day("date_end") or start
        if end < start:
            self.fail("date_end", f"{end} is before {start}")
        return start, end

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Return a cell that is one of a code list's values."""
        value = self.text(column)
        if value not in set(allowed):
            self.fail(column, f"“{value}” is not in the code list")
        return value

    def known(self, column: str, things: Mapping[str, ValueT], value: str | None = None) -> ValueT | None:
        """Return what a cell (or a part of it, ``value``) names, or None where it is empty."""
        name = self.text(column) if value is None else value
        if not name:
            return None
        if name not in things:
            self.fail(column, f"“{name}” is not known")
        return things[name]


def read_table(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """Read a CSV file (UTF-8, comma, header) with at least these columns, row by row."""
    wanted = set(columns)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = wanted - set(reader.fieldnames or [])
            if missing:
                raise RegionError(f"{path.name}, line 1: column {', '.join(sorted(missing))} is missing")
            for cells in reader:
                yield _row(path.name, reader.line_num, cells)
    except UnicodeDecodeError as error:
        raise RegionError(f"{path.name} is not UTF-8: {error}") from error
    except csv.Error as error:
        raise RegionError(f"{path.name}, line {reader.line_num}: {error}") from error
    except OSError as error:
        raise RegionError(f"{path.name} cannot be read: {error.strerror}") from error


def _row(file: str, line: int, cells: dict[str | None, str | list[str] | None]) -> Row:
    if None in cells or None in cells.values():
        raise RegionError(f"{file}, line {line}: more or fewer cells than the header has columns")
    tidy = {str(name): unicodedata.normalize("NFC", str(cell)).strip() for name, cell in cells.items()}
    return Row(file, line, tidy)


def once(rows: Iterable[Row], column: str) -> Iterator[Row]:
    """Pass rows on, and refuse a second one with the same value in a column."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row.text(column, required=True)
        if value in seen:
            row.fail(column, f"“{value}” stands in line {seen[value]} already")
        seen[value] = row.line
        yield row
