"""Incidents as tables, for spreadsheets and for scripts that read ACLED's or UCDP's columns.

PostgreSQL itself writes each line (COPY), once: lines that are finished already (``incidents.prepared``)
are taken from their file, so that a million rows leave at the speed of a copy and memory stays flat.
"""

from __future__ import annotations

import csv
import io
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt
import psycopg
import xlsxwriter  # type: ignore[import-untyped] # has no stubs
from django.db import connection

from incidents.export_tables import Table
from incidents.models import IncidentQuerySet

Ids = npt.NDArray[np.int64]
BYTE_ORDER_MARK: Final = "\ufeff".encode()
PIECE: Final = 256 * 1024
IDS: Final = 65_536
COPIED: Final = 5_000
EXCEL_ROWS: Final = 1_048_575  # and the header
EXCEL_TEXT: Final = 32_767
# What stands in a cell of its own between two tables' lines: nothing that a text could hold by chance.
BETWEEN: Final = uuid.uuid4().hex
_BETWEEN: Final = f",{BETWEEN},".encode()


def select(table: Table, columns: Sequence[str], *, guarded: bool) -> str:
    """Return the statement that gives ``columns`` of the incidents ``%(ids)s``, in their order.

    What may not be shown (any more) is left out.
    """
    listed = ", ".join(f"{table.expression(name, guarded=guarded)} AS {name}" for name in columns)
    return f"SELECT {listed}{table.source} ORDER BY found.place"


def copy_lines(*tables: tuple[Table, Sequence[str]]) -> str:
    """Return the COPY that gives the CSV lines of the tables' columns, behind the incident's primary key.

    The tables are joined to the same others and show the same incidents.
    """
    columns = f", '{BETWEEN}', ".join(
        ", ".join(table.expression(name, guarded=True) for name in order) for table, order in tables
    )
    [table, _order] = tables[0]
    query = f"SELECT i.id, {columns}{table.source} ORDER BY found.place"
    return f"COPY ({query}) TO STDOUT WITH (FORMAT csv)"


def fetch_lines(statement: str, ids: list[int]) -> dict[int, list[bytes]]:
    """Return by primary key the lines that ``copy_lines`` gives of each table; none for what is not shown."""
    lines: dict[int, list[bytes]] = {}
    connection.ensure_connection()
    with psycopg.ClientCursor(connection.connection) as cursor:
        for begin in range(0, len(ids), COPIED):
            with cursor.copy(statement, {"ids": ids[begin : begin + COPIED]}) as copy:
                for row in copy:  # PostgreSQL sends one message a row
                    key, _comma, texts = bytes(row).rstrip(b"\n").partition(b",")
                    lines[int(key)] = [text + b"\n" for text in texts.split(_BETWEEN)]
    return lines


def batches_of_ids(found: IncidentQuerySet, limit: int | None = None) -> Iterator[Ids]:
    """Yield the primary keys of incidents, ascending, at most ``limit`` of them."""
    last = 0
    while limit is None or limit > 0:
        size = IDS if limit is None else min(IDS, limit)
        sql, parameters = found.filter(pk__gt=last).order_by("pk").values("pk")[:size].query.sql_with_params()
        with connection.cursor() as cursor:
            # As one value: a row for each key would take longer than to find them.
            cursor.execute(
                f"SELECT string_agg(int8send(id), ''::bytea) FROM ({sql}) AS found (id)",  # noqa: S608 - Django's
                parameters,
            )
            [packed] = cursor.fetchone()
        ids = np.frombuffer(packed or b"", ">i8").astype(np.int64)
        if ids.size:
            yield ids
        if ids.size < size:
            return
        last = int(ids[-1])
        limit = None if limit is None else limit - size


def in_pieces(texts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield texts joined to pieces that are worth sending."""
    pending: list[bytes] = []
    size = 0
    for text in texts:
        pending.append(text)
        size += len(text)
        if size >= PIECE:
            yield b"".join(pending) if len(pending) > 1 else text
            pending, size = [], 0
    if size:
        yield b"".join(pending)


def heading(
    table: Table, columns: Sequence[str], *, byte_order_mark: bool = False, hxl: bool = False
) -> bytes:
    """Return a CSV file's first line or two: the names, and on request HXL tags below them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    if hxl:
        writer.writerow([table.hxl.get(name, "") for name in columns])
    return (BYTE_ORDER_MARK if byte_order_mark else b"") + text.getvalue().encode()


def write_xlsx(batches: Iterable[Ids], table: Table, columns: Sequence[str]) -> IO[bytes]:
    """Return an Excel workbook in a temporary file, at its beginning.

    ``batches`` are the primary keys of incidents that may be shown, in their order.
    """
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
        for number, row in enumerate(_rows(batches, select(table, columns, guarded=False)), 1):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, _cell(value))
    file.seek(0)
    return file


def _rows(batches: Iterable[Ids], statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        for ids in batches:
            for begin in range(0, ids.size, COPIED):
                cursor.execute(statement, {"ids": ids[begin : begin + COPIED].tolist()})
                yield from cursor.fetchall()


def _cell(value: Any) -> Any:
    """Return a value as a cell holds it: text is cut where Excel would leave the cell empty."""
    if isinstance(value, int | float) or hasattr(value, "isoformat"):
        return value
    return str(value)[:EXCEL_TEXT]
