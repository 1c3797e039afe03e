"""Writing a snapshot's files: Arrow, Parquet, and what statistics read."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
import pyarrow.parquet  # type: ignore[import-untyped] # likewise

from incidents import prepared, statistics_file
from incidents.exports import batches_of_ids, copy_lines, fetch_lines
from incidents.models import Incident
from incidents.snapshot_columns import encode, read_lines
from incidents.snapshot_tables import ANALYST, PUBLIC, Audience

ROW_GROUP: Final = 65_536


@dataclass(frozen=True)
class Written:
    """The files that were written: their name, which is that of their content, and their sizes."""

    name: str
    rows: int
    arrow_bytes: int
    parquet_bytes: int


def _public_tables() -> Iterator[pa.Table]:
    """Yield what is public batch by batch as Arrow tables; lines that are finished are taken as they are."""
    for lines in prepared.lines_of(batches_of_ids(Incident.objects.public()), "columns"):
        yield read_lines(b"".join(lines.texts()), PUBLIC)


def _analyst_tables() -> Iterator[pa.Table]:
    """Yield what the desk knows of all that is published, likewise."""
    statement = copy_lines((ANALYST, ANALYST.order))
    for ids in batches_of_ids(Incident.objects.published()):
        yield read_lines(b"".join(line for [line] in fetch_lines(statement, ids.tolist()).values()), ANALYST)


def write(audience: Audience, folder: Path) -> Written:
    """Write the files of what an audience may see now."""
    public = audience == Audience.PUBLIC
    parts = list(_public_tables() if public else _analyst_tables())
    parts = parts or [read_lines(b"", PUBLIC if public else ANALYST)]
    return write_table(encode(pa.concat_tables(parts)), folder, statistics=public)


def write_table(table: pa.Table, folder: Path, *, statistics: bool = True) -> Written:
    """Write the files of a table as ``encode`` returns it."""
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        arrow, parquet = Path(draft) / "arrow", Path(draft) / "parquet"
        with pa.ipc.new_file(arrow, table.schema) as writer:
            writer.write_table(table, max_chunksize=ROW_GROUP)
        pa.parquet.write_table(table, parquet, row_group_size=ROW_GROUP, compression="zstd")
        with arrow.open("rb") as file:
            name = hashlib.file_digest(file, "sha256").hexdigest()[:32]
        written = Written(name, table.num_rows, arrow.stat().st_size, parquet.stat().st_size)
        arrow.replace(folder / f"{name}.arrow")
        parquet.replace(folder / f"{name}.parquet")
        statistics_path = folder / f"{name}{statistics_file.SUFFIX}"
        if statistics and not statistics_path.exists():
            statistics_file.write(folder / f"{name}.parquet", statistics_path)
    return written
