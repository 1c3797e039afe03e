"""A selection as columns: those of the snapshot, under any filter, in Arrow or Parquet while they come."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
import pyarrow.parquet  # type: ignore[import-untyped] # likewise

from incidents import prepared
from incidents.exports import Ids
from incidents.snapshot_columns import read_lines
from incidents.snapshot_tables import PUBLIC

ROW_GROUP: Final = 32_768


class Pieces(io.RawIOBase):
    """A file that is handed on piece by piece and never held as a whole."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        """See RawIOBase."""
        return True

    def tell(self) -> int:
        """Return how much was written so far."""
        return self._position

    def write(self, data: Any) -> int:
        """Take a part."""
        part = bytes(data)
        self._parts.append(part)
        self._position += len(part)
        return len(part)

    def take(self) -> bytes:
        """Return what was written since it was last asked."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _open(kind: str, sink: Pieces) -> Any:
    schema = read_lines(b"", PUBLIC).schema
    file = pa.PythonFile(sink, mode="w")
    if kind == "arrow":
        return pa.ipc.new_file(file, schema)
    return pa.parquet.ParquetWriter(file, schema, compression="zstd")


def stream_columns(batches: Iterable[Ids], kind: str) -> Iterator[bytes]:
    """Yield a file of ``kind`` ("arrow", which is Arrow's IPC file, or "parquet") in pieces.

    ``batches`` are primary keys of public incidents in their order. Texts are plain, not dictionaries as
    in the snapshot, since a file that is on its way can't know what is still to come.
    """
    sink, waiting, rows = Pieces(), list[Any](), 0
    with _open(kind, sink) as writer:
        for lines in prepared.lines_of(batches, "columns"):
            table = read_lines(b"".join(lines.texts()), PUBLIC)
            waiting.append(table)
            rows += table.num_rows
            if rows >= ROW_GROUP:
                writer.write_table(pa.concat_tables(waiting).combine_chunks())
                waiting, rows = [], 0
                yield sink.take()
        if rows:
            writer.write_table(pa.concat_tables(waiting).combine_chunks())
    yield sink.take()
