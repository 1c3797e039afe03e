"""CSV files of data sets, read record by record, whatever is in them.

A file is looked through once before anything is written: what makes all of it unusable (another
encoding, other columns, no CSV at all) is an :class:`ImportFileError`. What is wrong with one record is
said with the record.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Final

from .errors import ImportFileError
from .lines import MOST_CHARACTERS, Lines, TooLongError, not_utf8

DELIMITERS: Final = (",", ";", "\t")
MOST_BROKEN_QUOTES: Final = 100
_PIECE: Final = 1024 * 1024
_MAGIC: Final = {
    b"PK\x03\x04": "an Excel workbook or a zip archive; export the sheet as “CSV UTF-8”",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; export the sheet as “CSV UTF-8”",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a compressed file; unpack it first",
    codecs.BOM_UTF16_LE: "UTF-16 text; save it as “CSV UTF-8”",
    codecs.BOM_UTF16_BE: "UTF-16 text; save it as “CSV UTF-8”",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: its delimiter, the names of its columns in their order, its size in bytes."""

    delimiter: str
    columns: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the number of its first line, and its cells by column, or what is wrong with it.

    Cells are Unicode NFC without surrounding blanks. ``position`` counts the bytes read up to its end.
    """

    line: int
    cells: Mapping[str, str]
    position: int
    problem: str = ""


def inspect_file(file: IO[bytes], name: str, required: Collection[str]) -> Layout:
    """Look a file through; raises ImportFileError where it can't be a CSV file with these columns."""
    size = _check_encoding(file, name)
    best: tuple[int, str, tuple[str, ...]] = (-1, ",", ())
    for delimiter in DELIMITERS:
        columns = _header(file, name, delimiter)
        best = max(best, (len(set(columns) & set(required)), delimiter, columns), key=lambda found: found[0])
    found, delimiter, columns = best
    missing = sorted(set(required) - set(columns))
    if not found:
        raise ImportFileError(
            f"{name} is no CSV file of this format: none of its columns is there "
            f"({', '.join(sorted(required))})."
        )
    if missing:
        raise ImportFileError(f"{name}: column {', '.join(missing)} is missing.")
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise ImportFileError(f"{name}: column {', '.join(twice)} is there twice.")
    return Layout(delimiter, columns, size)


def _check_encoding(file: IO[bytes], name: str) -> int:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = line = 0
    while piece := file.read(_PIECE):
        if size == 0:
            for magic, what in _MAGIC.items():
                if piece.startswith(magic):
                    raise ImportFileError(f"{name} is no CSV file but {what}.")
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError as error:
            before = bytes(error.object[: error.start])
            raise not_utf8(name, line + before.count(b"\n") + 1, error.object[error.start]) from error
        line += text.count("\n")
        size += len(piece)
    if decoder.getstate()[0]:
        raise not_utf8(name, line + 1, decoder.getstate()[0][0])
    if not size:
        raise ImportFileError(f"{name} is empty.")
    return size


def _header(file: IO[bytes], name: str, delimiter: str) -> tuple[str, ...]:
    file.seek(0)
    try:
        return tuple(tidy(cell).lower() for cell in next(_reader(Lines(file, name), delimiter), []))
    except (csv.Error, TooLongError) as error:
        raise ImportFileError(f"{name} is no CSV file: its first line can't be read.") from error


def _reader(lines: Lines, delimiter: str) -> Iterator[list[str]]:
    # The limit is one for the whole process; what is longer is stopped by Lines.
    csv.field_size_limit(max(csv.field_size_limit(), MOST_CHARACTERS + 1))
    return csv.reader(lines, delimiter=delimiter, strict=True)


def tidy(cell: str) -> str:
    """Return a cell in Unicode NFC without surrounding blanks."""
    return cell.strip() if cell.isascii() else unicodedata.normalize("NFC", cell).strip()


def read_records(file: IO[bytes], name: str, layout: Layout) -> Iterator[Record]:
    """Yield the records below the header; blank ones are passed over.

    Raises ImportFileError where so many quotes are broken that it can't be CSV.
    """
    file.seek(0)
    lines = Lines(file, name)
    reader = _reader(lines, layout.delimiter)
    header = True
    broken = 0
    while True:
        start = lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, TooLongError) as error:
            broken += 1
            if broken > MOST_BROKEN_QUOTES:
                raise ImportFileError(f"{name} is no CSV file: line {start} and many others.") from error
            yield Record(start, {}, lines.position, _why(error))
            lines.go_back()
            continue
        if header:
            header = False
        elif any(cells):
            yield _record(start, cells, lines.position, layout)


def _why(error: Exception) -> str:
    if isinstance(error, TooLongError):
        return f"longer than {MOST_CHARACTERS} characters, or a quote is not closed"
    return f"no CSV: {error}"


def _record(line: int, cells: list[str], position: int, layout: Layout) -> Record:
    count = len(layout.columns)
    if len(cells) < count or any(cells[count:]):
        return Record(line, {}, position, f"{len(cells)} cells, but the header has {count} columns")
    found = {column: tidy(cell) for column, cell in zip(layout.columns, cells, strict=False) if column}
    for column, cell in found.items():
        if "\0" in cell:
            return Record(line, {}, position, f"column {column} has a NUL character")
    return Record(line, found, position)
