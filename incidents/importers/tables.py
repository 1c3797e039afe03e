"""Small tables as CSV files that spreadsheets show and never run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from incidents.models import ImportRun

REJECTED: Final = ("line", "column", "value", "reason")
_FORMULA: Final = tuple("=+-@＝＋－＠\t\r\n")


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file, its header first; texts that look like formulas are guarded."""
    writer: Any = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in row])


def guard(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def rejected_csv(run: ImportRun) -> Iterator[str]:
    """Yield the rows of a file that could not be imported: where, what, and why."""
    rows = run.rejections.order_by("line", "pk").values_list(*REJECTED)
    return csv_lines(REJECTED, rows.iterator(chunk_size=2000))
