"""A snapshot's columns as a DuckDB file: what statistics read, compressed, a few pages of it in memory.

Codes and names are enumerations in the order of their texts, so that they are compared, grouped and sorted
as numbers.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import duckdb

SUFFIX: Final = ".duckdb"
CODES: Final = (
    *("date_precision", "event_type", "sub_event_type", "precision", "verification"),
    *("district", "governorate", "weapons", "target_type", "room"),
)
# Lists by column, and the enumeration of their members.
LISTS: Final = {
    **dict.fromkeys(("perpetrators", "targets", "participants", "responders", "actors"), "actor"),
    "areas": "area",
    "sources": "source",
    "languages": "language",
}
ACTORS: Final = "list_distinct(perpetrators || targets || participants || responders)"
Config = dict[str, str | bool | int | float | list[str]]
READING: Final[Config] = {"threads": 2, "memory_limit": "300MB"}
WRITING: Final[Config] = {"threads": 2, "memory_limit": "1GB"}
_lock = threading.Lock()


def write(parquet: Path, path: Path) -> None:
    """Write the file of a snapshot's Parquet file."""
    with tempfile.TemporaryDirectory(dir=path.parent) as draft:
        file = Path(draft) / "statistics"
        with contextlib.closing(duckdb.connect(file, config=WRITING)) as database:
            for statement in _statements(parquet):
                database.execute(statement)
        file.replace(path)


def _statements(parquet: Path) -> Iterator[str]:
    """Yield what makes the table; all names are constants of ours."""
    place = str(parquet).replace("'", "''")  # a view takes no parameters
    yield f"CREATE VIEW wide AS SELECT *, {ACTORS} AS actors FROM read_parquet('{place}')"  # noqa: S608
    columns = []
    for name in CODES:
        yield _enumeration(f"{name}_code", f"SELECT {name} AS value FROM wide")  # noqa: S608
        columns.append(f"{name}::{name}_code AS {name}")
    for kind in sorted(set(LISTS.values())):
        names = [name for name, one in LISTS.items() if one == kind]
        values = " UNION ".join(f"SELECT unnest({name}) AS value FROM wide" for name in names)  # noqa: S608
        yield _enumeration(kind, values)
        columns += [f"{name}::{kind}[] AS {name}" for name in names]
    yield (
        f"CREATE TABLE incidents AS SELECT * EXCLUDE (uid, code) REPLACE ({', '.join(columns)}), "  # noqa: S608
        "CAST(date_trunc('month', date_start) AS DATE) AS month FROM wide"
    )
    yield "DROP VIEW wide"


def _enumeration(name: str, values: str) -> str:
    distinct = f"SELECT DISTINCT value FROM ({values}) WHERE value IS NOT NULL ORDER BY value"  # noqa: S608
    return f"CREATE TYPE {name} AS ENUM ({distinct})"


def opened(parquet: Path) -> duckdb.DuckDBPyConnection:
    """Return a cursor of a snapshot's file, which is written where it is missing or of another DuckDB."""
    with _lock:
        return _database(parquet).cursor()


@lru_cache(maxsize=1)  # the one before is let go
def _database(parquet: Path) -> duckdb.DuckDBPyConnection:
    path = parquet.with_suffix(SUFFIX)
    if path.exists():
        with contextlib.suppress(duckdb.Error):
            return duckdb.connect(path, read_only=True, config=READING)
    write(parquet, path)
    return duckdb.connect(path, read_only=True, config=READING)
