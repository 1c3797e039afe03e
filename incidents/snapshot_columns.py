"""How PostgreSQL's CSV becomes the columns of a snapshot, in Arrow."""

from __future__ import annotations

import io
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
import pyarrow.compute as pc  # type: ignore[import-untyped] # likewise
import pyarrow.csv  # type: ignore[import-untyped] # likewise

from incidents.export_tables import FIGURES, Table
from incidents.snapshot_tables import SEPARATOR

LISTS: Final = ("perpetrators", "targets", "participants", "responders", "areas", "sources", "languages")
CODES: Final = (
    *(
        "date_precision",
        "event_type",
        "sub_event_type",
        "precision",
        "verification",
        "district",
        "governorate",
    ),
    *("weapons", "target_type", "room", "sensitivity"),
)


def _csv_type(name: str) -> pa.DataType:
    if name in {"id", "updated_at"}:
        return pa.int64() if name == "id" else pa.float64()
    if name in FIGURES:
        return pa.int32()
    return {
        "longitude": pa.float64(),
        "latitude": pa.float64(),
        "date_start": pa.date32(),
        "date_end": pa.date32(),
    }.get(name, pa.string())


PARSING: Final = pa.csv.ParseOptions(newlines_in_values=True)


def read_lines(text: bytes, table: Table) -> pa.Table:
    """Return CSV lines of ``table`` (``PUBLIC`` or ``ANALYST``) as Arrow, with lists and times."""
    types = {name: _csv_type(name) for name in table.order}
    if not text:
        return _shape(pa.table({name: pa.array([], kind) for name, kind in types.items()}))
    reading = pa.csv.ReadOptions(block_size=1 << 26, column_names=list(types))
    converting = pa.csv.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=False, quoted_strings_can_be_null=False
    )
    return _shape(pa.csv.read_csv(io.BytesIO(text), reading, PARSING, converting))


def _shape(table: pa.Table) -> pa.Table:
    """Turn joined texts into lists, and times from microseconds."""
    arrays = {name: table.column(name) for name in table.column_names}
    for name in LISTS:
        parts = pc.split_pattern(arrays[name], SEPARATOR)
        empty = pc.equal(arrays[name], "")
        arrays[name] = pc.if_else(empty, pa.scalar([], pa.list_(pa.string())), parts)
    arrays["updated_at"] = pc.cast(pc.cast(arrays["updated_at"], pa.int64()), pa.timestamp("us", tz="UTC"))
    return pa.table(arrays)


def encode(table: pa.Table) -> pa.Table:
    """Return the table newest first, its codes and names as dictionaries."""
    table = table.sort_by([("date_start", "descending"), ("id", "descending")]).combine_chunks()
    for name in table.column_names:
        if name in CODES or name in LISTS:
            column = table.column(name)
            encoded = encode_list(column) if name in LISTS else narrow(column.combine_chunks())
            table = table.set_column(table.schema.get_field_index(name), name, encoded)
    return table


def encode_list(column: Any) -> pa.Array:
    """Return a chunked array of lists of texts with the texts as a dictionary."""
    lists = column.combine_chunks()
    return pa.ListArray.from_arrays(lists.offsets, narrow(lists.flatten()))


def narrow(texts: pa.Array) -> pa.Array:
    """Return texts as a dictionary with the smallest numbers that reach."""
    encoded = pc.dictionary_encode(texts)
    size = (
        pa.int8()
        if len(encoded.dictionary) < 128
        else pa.int16()
        if len(encoded.dictionary) < 32_768
        else pa.int32()
    )
    return pa.DictionaryArray.from_arrays(encoded.indices.cast(size), encoded.dictionary)
