"""The API over HTTP at a million incidents, beside PostgreSQL's own COPY and a plain DRF view."""

from __future__ import annotations

import json
import os
import time
from urllib.parse import urlsplit

import django
from django.core.management import call_command
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from incidents import snapshot  # noqa: E402 - settings first
from incidents.api.changes import encode  # noqa: E402 - likewise
from incidents.models import Incident  # noqa: E402 - likewise
from tests.benchmarks.results import report  # noqa: E402 - likewise
from tests.benchmarks.server import Server, measure, serving  # noqa: E402 - likewise
from tests.benchmarks.synthetic import load  # noqa: E402 - likewise

COUNT = int(os.environ.get("BENCH_INCIDENTS", "1000000"))
BUDGET = "budget p50 20 ms, p95 50 ms"
FILTER = "bbox=43,34,45,36&date_from=2020-01-01&date_to=2020-12-31&event_type=Battles"


def run() -> None:
    """Load the data, build the snapshot, ask for everything, and compare."""
    report(f"load of {COUNT:,} synthetic incidents", load(COUNT), "s", "budget 120 s")
    begin = time.perf_counter()
    built = snapshot.build()
    report("snapshot: build", time.perf_counter() - begin, "s")
    report("snapshot: Arrow file", built.arrow_bytes / 1e6, "MB")
    report("snapshot: Parquet file", built.parquet_bytes / 1e6, "MB")
    connection.close()
    with serving() as server:
        ours = _lists(server)
        _others(server)
        report("web worker: peak memory before exports", server.peak_memory(), "MB")
        _export(server)
        _freshness(server, built.seq)
    with serving("tests.benchmarks.peers.plain_settings") as peer:
        plain = measure(peer, "peer: plain DRF, the same filter and rows", f"/incidents/?{FILTER}")
        report("peer: plain DRF / ours, p50", plain / ours, "times")


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


def _others(server: Server) -> None:
    uid = Incident.objects.public().values_list("uid", flat=True).first()
    stats = "/api/v1/stats/?by=month,event_type&bbox=43,34,45,36"
    for connections in (1, 8):
        measure(server, "one incident", f"/api/v1/incidents/{uid}/", connections)
        measure(server, "statistics by month and type in a box", stats, connections, "budget p50 20 ms")
        measure(server, "GeoJSON of 10,000", "/api/v1/incidents.geojson", connections)


def _export(server: Server) -> None:
    """Compare the CSV export with COPY of the table alone, in the same run."""
    before = server.peak_memory()
    begin = time.perf_counter()
    rows = server.count_lines("/api/v1/incidents.csv")
    ours = rows / (time.perf_counter() - begin)
    begin = time.perf_counter()
    rows = 0
    with connection.cursor() as cursor, cursor.copy("COPY incidents_incident TO STDOUT (FORMAT csv)") as copy:
        for _row in copy:
            rows += 1
    copied = rows / (time.perf_counter() - begin)
    report("CSV export", ours, "rows/s", f"COPY of the one table: {copied:,.0f} rows/s")
    report("CSV export / COPY of the one table", 100 * ours / copied, "%", "budget 60 %")
    report("CSV export: growth of peak memory", server.peak_memory() - before, "MB", "budget: flat")


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
