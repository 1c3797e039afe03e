"""Datasette on SQLite with the rows of our own CSV export: a table with the indexes that one would make.

It is installed from requirements-bench.lock into an environment of its own, made for the run.
It tells less than Hamrin: a flat table, no claims, no names in three languages, nothing withheld.
"""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from config.embedded import ROOT
from tests.benchmarks.server import Server, free_port

BATCH: Final = 20_000
NUMBERS: Final = ("longitude", "latitude", "killed_low", "killed_best", "killed_high", "wounded_best")
INDEXES: Final = ("date_start", "event_type, date_start", "longitude, latitude", "uid")
SETTINGS: Final = {
    "sql_time_limit_ms": 60_000,
    "max_returned_rows": 100_000,
    "max_csv_mb": 0,
    "suggest_facets": "off",
}

# The same questions that bench_api.py asks of Hamrin.
BOX: Final = {"longitude__gte": 43, "longitude__lte": 45, "latitude__gte": 34, "latitude__lte": 36}
PAGE: Final = "/incidents/incidents.json?" + urlencode(
    {
        **BOX,
        "date_end__gte": "2020-01-01",
        "date_start__lte": "2020-12-31",
        "event_type": "Battles",
        "_sort_desc": "date_start",
        "_size": 100,
        "_shape": "objects",
        "_nocount": 1,
        "_nofacet": 1,
    }
)
STATISTICS: Final = "/incidents.json?" + urlencode(  # noqa: S608 - a constant
    {
        "sql": "select substr(date_start, 1, 7) as month, event_type, count(*), sum(killed_low), "
        "sum(killed_best), sum(killed_high), sum(wounded_best) from incidents "
        "where longitude between 43 and 45 and latitude between 34 and 36 group by 1, 2 order by 1, 2",
        "_shape": "objects",
    }
)
EVERYTHING: Final = "/incidents/incidents.csv?_stream=1&_size=max"


def fill(file: Path, lines: Iterable[str]) -> int:
    """Write a CSV file's lines into a new SQLite file; return how many incidents it holds."""
    reader = csv.reader(lines)
    columns = next(reader)
    kinds = ", ".join(f'"{name}" {"REAL" if name in NUMBERS else "TEXT"}' for name in columns)
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    database.execute(f"CREATE TABLE incidents (pk INTEGER PRIMARY KEY, {kinds})")
    places = ", ".join("?" for _name in columns)
    statement = f"INSERT INTO incidents VALUES (NULL, {places})"  # noqa: S608 - question marks
    while rows := list(islice(reader, BATCH)):
        database.executemany(statement, ([value or None for value in row] for row in rows))
    for number, index in enumerate(INDEXES):
        database.execute(f"CREATE INDEX index_{number} ON incidents ({index})")
    database.execute("ANALYZE")
    database.commit()
    count: int = database.execute("SELECT count(*) FROM incidents").fetchone()[0]
    database.close()
    return count


def _install(folder: Path) -> Path:
    """Install Datasette into ``folder``; return its program."""
    venv.create(folder, with_pip=True)
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"]
    subprocess.run([*map(str, command), "-r", str(ROOT / "requirements-bench.lock")], check=True)
    return folder / "bin" / "datasette"


@contextmanager
def serving_datasette(lines: Iterable[str]) -> Iterator[Server]:
    """Keep Datasette up over the rows of a CSV file while the block runs."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        program = _install(folder / "environment")
        count = fill(folder / "incidents.db", lines)
        sys.stdout.write(f"Datasette holds {count:,} incidents\n")
        port = free_port()
        command = [str(program), "serve", "--immutable", str(folder / "incidents.db"), "--port", str(port)]
        for name, value in SETTINGS.items():
            command += ["--setting", name, str(value)]
        server = Server(command, port)
        try:
            server.wait()
            yield server
        finally:
            server.stop()
