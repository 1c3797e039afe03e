"""Incidents as tables, for spreadsheets and for scripts that read ACLED's or UCDP's columns.

PostgreSQL itself writes the CSV (COPY), so that a million rows leave at its own speed and memory stays
flat.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

import psycopg
import xlsxwriter  # type: ignore[import-untyped] # has no stubs
from django.db import connection

from incidents.export_tables import FROM, Table

BYTE_ORDER_MARK: Final = "\ufeff".encode()
CHUNK: Final = 64 * 1024
EXCEL_ROWS: Final = 1_048_575  # and the header
EXCEL_TEXT: Final = 32_767


def select(table: Table, columns: Sequence[str], *, guarded: bool) -> str:
    """Return the statement that gives ``columns`` of the incidents ``%(ids)s``, in their order."""
    listed = ", ".join(f"{table.expression(name, guarded=guarded)} AS {name}" for name in columns)
    return f"SELECT {listed}{FROM}"


def stream_csv(
    batches: Iterable[list[int]],
    table: Table,
    columns: Sequence[str],
    *,
    byte_order_mark: bool = False,
    hxl: bool = False,
) -> Iterator[bytes]:
    """Yield a CSV file in UTF-8 with a header, and on request with a row of HXL tags below it.

    ``batches`` are the primary keys of incidents that may be shown, in their order.
    """
    heading = io.StringIO()
    writer = csv.writer(heading, lineterminator="\n")
    writer.writerow(columns)
    if hxl:
        writer.writerow([table.hxl.get(name, "") for name in columns])
    yield (BYTE_ORDER_MARK if byte_order_mark else b"") + heading.getvalue().encode()
    statement = f"COPY ({select(table, columns, guarded=True)}) TO STDOUT WITH (FORMAT csv)"
    connection.ensure_connection()
    with psycopg.ClientCursor(connection.connection) as cursor:
        for ids in batches:
            with cursor.copy(statement, {"ids": ids}) as copy:
                yield from _chunks(copy)


def _chunks(copy: psycopg.Copy) -> Iterator[bytes]:
    """Yield what PostgreSQL sends row by row in pieces that are worth sending."""
    pending: list[bytes] = []
    size = 0
    for row in copy:
        piece = bytes(row)
        pending.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(pending)
            pending, size = [], 0
    yield b"".join(pending)


def write_xlsx(batches: Iterable[list[int]], table: Table, columns: Sequence[str]) -> IO[bytes]:
    """Return an Excel workbook in a temporary file, at its beginning; see ``stream_csv``."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("incidents")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        statement, number = select(table, columns, guarded=False), 0
        with connection.cursor() as cursor:
            for ids in batches:
                cursor.execute(statement, {"ids": ids})
                for number, row in enumerate(cursor.fetchall(), number + 1):  # noqa: B020 - counts on
                    for column, value in enumerate(row):
                        if value is not None:
                            sheet.write(number, column, _cell(value))
    file.seek(0)
    return file


def _cell(value: Any) -> Any:
    """Return a value as a cell holds it: text is cut where Excel would leave the cell empty."""
    if isinstance(value, int | float) or hasattr(value, "isoformat"):
        return value
    return str(value)[:EXCEL_TEXT]
