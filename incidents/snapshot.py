"""All published incidents as columns: the one thing that maps, statistics and downloads read.

A snapshot is an Arrow file for browsers and a Parquet file for everything else, both named by their
content, so that whoever has one may keep it for ever. The manifest says which is the current one, and up
to which change it reaches: what came later is in the log of changes.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
import pyarrow.compute as pc  # type: ignore[import-untyped] # likewise
import pyarrow.csv  # type: ignore[import-untyped] # likewise
import pyarrow.parquet  # type: ignore[import-untyped] # likewise
from django.conf import settings
from django.db import connection

from incidents.export_tables import FAMILY, FIGURES, PRECISION, Table
from incidents.exports import stream_csv
from incidents.models import Change, Incident

BATCH: Final = 20_000
ROW_GROUP: Final = 65_536
LOCK: Final = "hashtextextended('incidents_snapshot', 0)"
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
    *("weapons", "target_type", "room"),
)


def _list(expression: str) -> str:
    return f"array_to_string({expression}, E'\\x1f')"


COLUMNS: Final = Table(
    texts={},
    values={
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
        "district": "CASE WHEN i.public_location_precision = 'governorate' THEN '' ELSE i.district END",
        "governorate": "i.governorate",
        **{name: f"{column}" for name, column in FIGURES.items()},
        "verification": "i.verification",
        "weapons": "i.weapons",
        "target_type": "i.target_type",
        "room": "COALESCE(room.code, '')",
        "perpetrators": _list("parts.perpetrators"),
        "targets": _list("parts.targets"),
        "participants": _list("parts.participants"),
        "responders": _list("parts.responders"),
        "areas": "(SELECT string_agg(DISTINCT area.kind || ':' || area.code, E'\\x1f') "
        "FROM incidents_incidentarea AS link JOIN incidents_area AS area ON area.id = link.area_id "
        "WHERE link.incident_id = i.id AND link.public)",
        "sources": _list("reported.names"),
        "languages": _list("reported.languages"),
        "updated_at": "extract(epoch FROM i.updated_at) * 1000000",
    },
    order=(),
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


TYPES: Final = {name: _csv_type(name) for name in COLUMNS.values}
PARSING: Final = pa.csv.ParseOptions(newlines_in_values=True)
READING: Final = pa.csv.ReadOptions(block_size=1 << 26)
CONVERTING: Final = pa.csv.ConvertOptions(
    column_types=TYPES, null_values=[""], strings_can_be_null=False, quoted_strings_can_be_null=False
)


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: the names of its files, how many incidents, and the last change that is in it."""

    name: str
    seq: int
    rows: int
    built_at: str
    arrow_bytes: int
    parquet_bytes: int

    @property
    def arrow(self) -> Path:
        """The Arrow IPC file."""
        return folder() / f"{self.name}.arrow"

    @property
    def parquet(self) -> Path:
        """The Parquet file."""
        return folder() / f"{self.name}.parquet"


def folder() -> Path:
    """Return where snapshots are kept."""
    return Path(settings.SNAPSHOT_DIR)


def kept() -> list[Snapshot]:
    """Return all snapshots that are kept, the oldest first."""
    try:
        listed = json.loads((folder() / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Snapshot(**one) for one in listed]


def current() -> Snapshot | None:
    """Return the newest snapshot, None where none was ever built."""
    return next(iter(reversed(kept())), None)


def as_published_on(day: date) -> Snapshot | None:
    """Return the last snapshot built by the end of ``day`` (UTC)."""
    return next((one for one in reversed(kept()) if one.built_at[:10] <= day.isoformat()), None)


def _batches() -> Iterator[list[int]]:
    last = 0
    while ids := list(
        Incident.objects.public().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


def _tables() -> Iterator[pa.Table]:
    """Yield the incidents batch by batch as Arrow tables, parsed from PostgreSQL's own CSV."""
    names = list(COLUMNS.values)
    for ids in _batches():
        text = b"".join(stream_csv([ids], COLUMNS, names))
        yield _shape(pa.csv.read_csv(io.BytesIO(text), READING, PARSING, CONVERTING))


def _shape(table: pa.Table) -> pa.Table:
    """Turn joined texts into lists, and times from microseconds."""
    arrays = {name: table.column(name) for name in table.column_names}
    for name in LISTS:
        parts = pc.split_pattern(arrays[name], SEPARATOR)
        empty = pc.equal(arrays[name], "")
        arrays[name] = pc.if_else(empty, pa.scalar([], pa.list_(pa.string())), parts)
    arrays["updated_at"] = pc.cast(pc.cast(arrays["updated_at"], pa.int64()), pa.timestamp("us", tz="UTC"))
    return pa.table(arrays)


def _encode(table: pa.Table) -> pa.Table:
    """Return the table newest first, its codes and names as dictionaries."""
    table = table.sort_by([("date_start", "descending"), ("id", "descending")]).combine_chunks()
    for name in (*CODES, *LISTS):
        column = table.column(name)
        encoded = _encode_list(column) if name in LISTS else _narrow(column.combine_chunks())
        table = table.set_column(table.schema.get_field_index(name), name, encoded)
    return table


def _encode_list(column: pa.ChunkedArray) -> pa.Array:
    lists = column.combine_chunks()
    return pa.ListArray.from_arrays(lists.offsets, _narrow(lists.flatten()))


def _narrow(texts: pa.Array) -> pa.Array:
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


def build() -> Snapshot:
    """Write a snapshot of what is public now, make it the current one, and return it.

    One at a time: a second caller waits. The change it reaches to is read first, so that whatever
    commits meanwhile is told again by the log rather than not at all.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
    return _build()


def _build() -> Snapshot:
    """Build under the lock that this session holds, and release it."""
    folder().mkdir(parents=True, exist_ok=True)
    try:
        seq = Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
        parts = list(_tables()) or [_shape(_nothing())]
        snapshot = _write(_encode(pa.concat_tables(parts)), seq)
        _keep([*(one for one in kept() if one.name != snapshot.name), snapshot])
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
    return snapshot


def _nothing() -> pa.Table:
    return pa.table({name: pa.array([], kind) for name, kind in TYPES.items()})


def _write(table: pa.Table, seq: int) -> Snapshot:
    with tempfile.TemporaryDirectory(dir=folder()) as draft:
        arrow, parquet = Path(draft) / "arrow", Path(draft) / "parquet"
        with pa.ipc.new_file(arrow, table.schema) as writer:
            writer.write_table(table, max_chunksize=ROW_GROUP)
        pa.parquet.write_table(table, parquet, row_group_size=ROW_GROUP, compression="zstd")
        with arrow.open("rb") as file:
            name = hashlib.file_digest(file, "sha256").hexdigest()[:32]
        snapshot = Snapshot(
            name=name,
            seq=seq,
            rows=table.num_rows,
            built_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            arrow_bytes=arrow.stat().st_size,
            parquet_bytes=parquet.stat().st_size,
        )
        arrow.replace(snapshot.arrow)
        parquet.replace(snapshot.parquet)
    return snapshot


def _keep(snapshots: list[Snapshot]) -> None:
    """Write the manifest: the last snapshot of each day, and the two newest; remove the others' files.

    The one before the newest may still be on its way to someone.
    """
    last_of_day = {one.built_at[:10]: one for one in snapshots}
    staying = [one for one in snapshots if one in last_of_day.values() or one in snapshots[-2:]]
    draft = folder() / "manifest.json.new"
    draft.write_text(json.dumps([asdict(one) for one in staying]), encoding="utf-8")
    draft.replace(folder() / "manifest.json")
    names = {one.name for one in staying}
    for path in folder().glob("*.*"):
        if path.suffix in {".arrow", ".parquet"} and path.stem not in names:
            path.unlink()


def refresh() -> Snapshot | None:
    """Build a snapshot where something changed and has come to rest; return it, None where nothing is due.

    Called every few seconds. After a long build it waits ten times as long before the next one, so
    that a large record costs a tenth of a core at most; the log of changes bridges the time.
    """
    newest = current()
    change = Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    if newest and (
        change == newest.seq or time.time() < newest.parquet.stat().st_mtime + 10 * _last_duration()
    ):
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        if not cursor.fetchone()[0]:
            return None  # another worker is at it
    started = time.monotonic()
    snapshot = _build()
    (folder() / "duration").write_text(str(time.monotonic() - started), encoding="ascii")
    return snapshot


def _last_duration() -> float:
    try:
        return float((folder() / "duration").read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0.0
