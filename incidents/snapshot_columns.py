"""The columns of snapshots: what they are made of, and how PostgreSQL's CSV becomes Arrow."""

from __future__ import annotations

import io
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
import pyarrow.compute as pc  # type: ignore[import-untyped] # likewise
import pyarrow.csv  # type: ignore[import-untyped] # likewise

from incidents.export_tables import DISTRICT, FAMILY, FIGURES, FROM, PRECISION, Table

SEPARATOR: Final = "\x1f"
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


def _list(expression: str) -> str:
    return f"array_to_string({expression}, E'\\x1f')"


_PUBLIC: Final = {
    "id": "i.id",
    "uid": "i.uid",
    "code": "i.code",
    "date_start": "i.date_start",
    "date_end": "i.date_end",
    "date_precision": "i.date_precision",
    "event_type": FAMILY,
    "sub_event_type": "i.sub_event_type",
    "longitude": "i.public_longitude",
    "latitude": "i.public_latitude",
    "precision": PRECISION,
    "district": DISTRICT,
    "governorate": "i.governorate",
    **FIGURES,
    "verification": "i.verification",
    "weapons": "i.weapons",
    "target_type": "i.target_type",
    "room": "COALESCE(room.code, '')",
    "perpetrators": _list("parts.perpetrators"),
    "targets": _list("parts.targets"),
    "participants": _list("parts.participants"),
    "responders": _list("parts.responders"),
    "areas": "areas.told",
    "sources": _list("reported.names"),
    "languages": _list("reported.languages"),
    "updated_at": "extract(epoch FROM i.updated_at) * 1000000",
}
PUBLIC: Final = Table(texts={}, values=_PUBLIC, order=list(_PUBLIC))
# What the desk knows: restricted incidents and reports too, and each place as it is.
_ANALYST: Final = {
    **_PUBLIC,
    "longitude": "i.longitude",
    "latitude": "i.latitude",
    "precision": "i.location_precision",
    "district": "i.district",
    "areas": "areas.known",
    "sensitivity": "i.sensitivity",
}
ANALYST: Final = Table(
    texts={},
    values=_ANALYST,
    order=list(_ANALYST),
    joined=FROM.replace(" AND NOT r.restricted", ""),
    shown="i.status = 'published'",
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
