"""The lexicon from a region's CSV files: ``places.csv`` and ``actors.csv`` of a data folder."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING, TypeVar

from sources.extraction.lexicon import LexiconActor, LexiconEntries, LexiconPlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")
LANGUAGES = ("en", "ar", "ckb")
PLACES = "places.csv"
ACTORS = "actors.csv"


class LexiconFileError(ValueError):
    """A value that cannot be read; the message names file, line and column."""

    def __init__(self, path: Path, line: int, column: str, problem: str) -> None:
        super().__init__(f"{path}, line {line}, column {column}: {problem}")


class Row:
    """One line of a CSV file, which knows where it stands."""

    def __init__(self, path: Path, line: int, values: dict[str, str]) -> None:
        self.path = path
        self.line = line
        self.values = values

    def text(self, column: str, default: str | None = None) -> str:
        """Return a value; without a default it must not be empty."""
        value = (self.values.get(column) or "").strip()
        if value or default is not None:
            return value or default or ""
        raise LexiconFileError(self.path, self.line, column, "a value is needed")

    def number(self, column: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number within ``[low, high]``."""
        value = self.text(column, "" if default is not None else None)
        if not value and default is not None:
            return default
        try:
            number = float(value)
        except ValueError:
            raise LexiconFileError(self.path, self.line, column, f"{value!r} is no number") from None
        if not low <= number <= high:
            raise LexiconFileError(self.path, self.line, column, f"{value} is not within {low} and {high}")
        return number

    def names(self, *columns: str) -> tuple[str, ...]:
        """Return the names of several columns, each split at semicolons, without repeats."""
        names = [name.strip() for column in columns for name in self.text(column, "").split(";")]
        return tuple(dict.fromkeys(name for name in names if name))


def load_entries(folder: Path) -> LexiconEntries:
    """Read ``places.csv`` and ``actors.csv`` of a region's folder.

    Raises:
        LexiconFileError: a bad row, with file, line and column; a missing file or column too.

    """
    places, actors = folder / PLACES, folder / ACTORS
    digest = hashlib.sha256()
    for path in (places, actors):
        if not path.is_file():
            raise LexiconFileError(path, 0, "-", "the file is missing")
        digest.update(path.read_bytes())
    return LexiconEntries(
        places=tuple(_read(places, ("name_en", "kind", "longitude", "latitude"), _place)),
        actors=tuple(_read(actors, ("canonical_name", "inter_code"), _actor)),
        version=digest.hexdigest()[:16],
    )


def _read(path: Path, needed: tuple[str, ...], build: Callable[[Row], T]) -> Iterator[T]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in needed:
            if column not in (reader.fieldnames or ()):
                raise LexiconFileError(path, 1, column, "the column is missing")
        for values in reader:
            yield build(Row(path, reader.line_num, values))


def _place(row: Row) -> LexiconPlace:
    aliases = {language: row.names(f"name_{language}", f"aliases_{language}") for language in LANGUAGES}
    return LexiconPlace(
        name=row.text("name_en"),
        kind=row.text("kind"),
        district=row.text("district", ""),
        governorate=row.text("governorate", ""),
        longitude=row.number("longitude", -180, 180),
        latitude=row.number("latitude", -90, 90),
        accuracy_km=row.number("accuracy_km", 0, 1000, 0.0),
        population=int(row.number("population", 0, 1e9, 0.0)),
        aliases={language: names for language, names in aliases.items() if names},
    )


def _actor(row: Row) -> LexiconActor:
    aliases = {language: row.names(f"aliases_{language}") for language in LANGUAGES}
    aliases["en"] = (row.text("canonical_name"), *aliases["en"])
    return LexiconActor(
        name=row.text("canonical_name"),
        inter=int(row.number("inter_code", 1, 8)),
        parent=row.text("parent", ""),
        aliases={language: names for language, names in aliases.items() if names},
    )
