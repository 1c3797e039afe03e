"""The API over HTTP at a million incidents, beside PostgreSQL's own COPY, a plain DRF view, and Datasette."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from incidents import prepared, snapshot  # noqa: E402 - settings first
from incidents.api.changes import encode  # noqa: E402 - likewise
from incidents.export_tables import PLAIN  # noqa: E402 - likewise
from incidents.exports import select  # noqa: E402 - likewise
from incidents.models import Incident  # noqa: E402 - likewise
from incidents.snapshot_tables import Audience  # noqa: E402 - likewise
from tests.benchmarks.peers import datasette_sqlite as datasette  # noqa: E402 - likewise
from tests.benchmarks.results import report  # noqa: E402 - likewise
from tests.benchmarks.server import Server, measure, serving  # noqa: E402 - likewise
from tests.benchmarks.synthetic import load  # noqa: E402 - likewise

COUNT = int(os.environ.get("BENCH_INCIDENTS", "1000000"))
BUDGET = "budget p50 20 ms, p95 50 ms"
COPY_BUDGET = "budget 60 %"
DATASETTE_SECONDS = 15  # of its CSV, which takes minutes
STATISTICS = "/api/v1/stats/?by=month,event_type&bbox=43,34,45,36"
FILTER = "bbox=43,34,45,36&date_from=2020-01-01&date_to=2020-12-31&event_type=Battles"


def run() -> None:
    """Load the data, build the snapshot, ask for everything, and compare."""
    report(f"load of {COUNT:,} synthetic incidents", load(COUNT), "s", "budget 120 s")
    begin = time.perf_counter()
    built = snapshot.build()
    report("snapshot: build", time.perf_counter() - begin, "s")
    report("snapshot: Arrow file", built.arrow_bytes / 1e6, "MB")
    report("snapshot: Parquet file", built.parquet_bytes / 1e6, "MB")
    begin = time.perf_counter()
    made = prepared.build(seconds=3600)
    report("exports: all lines finished", time.perf_counter() - begin, "s")
    report("exports: finished lines", _size(prepared.folder(made.name)), "MB")
    begin = time.perf_counter()
    snapshot.build()
    report("snapshot: build from finished lines", time.perf_counter() - begin, "s")
    begin = time.perf_counter()
    snapshot.build(Audience.ANALYST)
    report("snapshot for analysts: build", time.perf_counter() - begin, "s")
    connection.close()
    with serving() as server:
        page = _lists(server)
        statistics = _others(server)
        report("web worker: peak memory before exports", server.peak_memory(), "MB")
        export = _export(server)
        _freshness(server, built.seq)
        with datasette.serving_datasette(server.lines("/api/v1/incidents.csv")) as peer:
            _datasette(peer, page, statistics, export)
    with serving("tests.benchmarks.peers.plain_settings") as peer:
        plain = measure(peer, "peer: plain DRF, the same filter and rows", f"/incidents/?{FILTER}")
        report("peer: plain DRF / ours, p50", plain / page, "times")


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def _lists(server: Server) -> float:
    """Measure pages; return the p50 of the filtered one over one connection in ms."""
    skipped = 1000 if COUNT >= 1_000_000 else 10
    _status, body = server.get(f"/api/v1/incidents/?{FILTER}&limit={skipped}")
    following = urlsplit(json.loads(body)["next"])
    deep = f"{following.path}?{following.query}".replace(f"limit={skipped}", "limit=100")
    filtered = []
    for connections in (1, 8):
        measure(server, "first page of 100", "/api/v1/incidents/", connections, BUDGET)
        filtered.append(
            measure(server, "page of 100 filtered", f"/api/v1/incidents/?{FILTER}", connections, BUDGET)
        )
        measure(server, "deep page of 100 filtered", deep, connections, BUDGET)
    return filtered[0]


def _others(server: Server) -> float:
    """Measure what else is asked for; return the p50 of statistics over one connection in ms."""
    uid = Incident.objects.public().values_list("uid", flat=True).first()
    statistics = []
    for connections in (1, 8):
        measure(server, "one incident", f"/api/v1/incidents/{uid}/", connections)
        name = "statistics by month and type in a box"
        statistics.append(measure(server, name, STATISTICS, connections, "budget p50 20 ms"))
        measure(server, "GeoJSON of 10,000", "/api/v1/incidents.geojson", connections)
    return statistics[0]


def _copied(source: str) -> float:
    """Return how many rows a second PostgreSQL's own COPY of ``source`` gives."""
    begin, rows = time.perf_counter(), 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {source} TO STDOUT (FORMAT csv)") as copy:
        for _row in copy:
            rows += 1
    return rows / (time.perf_counter() - begin)


def _export(server: Server) -> float:
    """Compare the CSV export with COPY in the same run: of the same rows and columns, and of the one table.

    Returns the export's rows a second.
    """
    before = server.peak_memory()
    ours = server.lines_a_second("/api/v1/incidents.csv")
    ids = list(Incident.objects.public().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        same = cursor.mogrify(select(PLAIN, PLAIN.order, guarded=True), {"ids": ids})
    same_copied, table_copied = _copied(f"({same})"), _copied("incidents_incident")
    report("CSV export", ours, "rows/s")
    report("COPY of the same rows and columns", same_copied, "rows/s")
    report("COPY of the one table", table_copied, "rows/s")
    report("CSV export / COPY of the same rows and columns", 100 * ours / same_copied, "%", COPY_BUDGET)
    report("CSV export / COPY of the one table", 100 * ours / table_copied, "%", COPY_BUDGET)
    report("CSV export: growth of peak memory", server.peak_memory() - before, "MB", "budget: flat")
    for name, query in (("filtered", "event_type=Battles"), ("the newest first", "ordering=-date_start")):
        report(f"CSV export, {name}", server.lines_a_second(f"/api/v1/incidents.csv?{query}"), "rows/s")
    report("CSV export, UCDP's columns", server.lines_a_second("/api/v1/incidents.ucdp.csv"), "rows/s")
    return ours


def _datasette(peer: Server, page: float, statistics: float, export: float) -> None:
    """Ask Datasette the same questions; compare p50s, and rows a second."""
    name = "peer: Datasette"
    theirs = measure(peer, f"{name}, page of 100 filtered", datasette.PAGE)
    report(f"{name} / ours, page of 100 filtered, p50", theirs / page, "times")
    theirs = measure(peer, f"{name}, statistics by month and type in a box", datasette.STATISTICS)
    report(f"{name} / ours, statistics, p50", theirs / statistics, "times")
    theirs = peer.lines_a_second(datasette.EVERYTHING, DATASETTE_SECONDS)
    report(f"{name}, CSV", theirs, "rows/s", f"the first {DATASETTE_SECONDS} s")
    report(f"ours / {name}, CSV", export / theirs, "times")


def _freshness(server: Server, seq: int) -> None:
    """Measure how long after an edit the log of changes tells it."""
    pk = Incident.objects.public().order_by("pk").values_list("pk", flat=True)[0]
    path = f"/api/v1/changes/?cursor={encode(seq)}"
    begin = time.perf_counter()
    Incident.objects.filter(pk=pk).update(title="Edited")
    while not json.loads(server.get(path)[1])["results"]:
        time.sleep(0.001)
    report("edit told by changes after", (time.perf_counter() - begin) * 1000, "ms", "budget 5,000 ms")


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    run()
