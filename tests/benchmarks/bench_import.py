"""100,000 rows in UCDP's format, made up: rows a second, memory, and a second import that changes nothing.

Run alone: ``make bench ARGS=import``; ROWS=20000 for a quick look, PUBLISH=1 with everything public.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

import django
from django.core.management import call_command
from django.db import connection

from tests.benchmarks.results import report

ROWS: Final = int(os.environ.get("ROWS", "100000"))
SIDES: Final = ("IS", "Iraqi Army", "Peshmerga", "PKK", "Government of Iraq", "Band of the hills")
COLUMNS: Final = (
    *("id", "relid", "year", "type_of_violence", "conflict_name", "dyad_name", "side_a", "side_b"),
    *("source_article", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start"),
    *("date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
)
TABLES: Final = (
    *("incidents_incident", "incidents_incidentevent", "incidents_participationevent"),
    *("incidents_reportevent", "incidents_claim", "incidents_datasetrow", "incidents_incidentarea"),
)


def make_row(number: int, random: Random) -> dict[str, Any]:
    """Make a row; the same number is always the same row."""
    day = date(2014, 1, 1) + timedelta(days=random.randrange(4000))
    violence = random.choices((1, 2, 3), (8, 1, 3))[0]
    first, second = random.sample(SIDES, 2)
    deaths = [random.choice((0, 0, 1, 2, 5)) for _ in range(4)]
    best = sum(deaths)
    return {
        "id": number,
        "relid": f"IRQ-{number}",
        "year": day.year,
        "type_of_violence": violence,
        "conflict_name": "Iraq: Government",
        "dyad_name": f"{first} - {second}",
        "side_a": first,
        "side_b": "Civilians" if violence == 3 else second,
        "source_article": f"Wire {number}, a story of some length about what happened there",
        "source_original": random.choice(("police", "a security source", "the ministry", "")),
        "where_prec": random.choices((1, 2, 3, 4, 5), (5, 3, 2, 1, 1))[0],
        "where_coordinates": f"Village {number % 500}",
        "where_description": f"near the road to village {number % 300}",
        "adm_1": random.choice(("Kirkuk governorate", "Diyala governorate", "Nineveh governorate")),
        "adm_2": random.choice(
            ("Hawija district", "Khanaqin district", "Daquq district", "Unknown district")
        ),
        "latitude": round(random.uniform(34, 37), 5),
        "longitude": round(random.uniform(42, 46), 5),
        "country": "Iraq",
        "event_clarity": random.choice((1, 1, 1, 2)),
        "date_prec": random.choices((1, 2, 4), (8, 1, 1))[0],
        "date_start": f"{day} 00:00:00.000",
        "date_end": f"{day} 00:00:00.000",
        **dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), deaths, strict=True)),
        "best": best,
        "high": best + random.randrange(4),
        "low": max(0, best - 1),
    }


def write_file(path: Path, rows: int = ROWS) -> None:
    """Write a file of rows."""
    random = Random(7)  # noqa: S311 - not for secrets
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(make_row(number, random) for number in range(1, rows + 1))


def peak_mb() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def server_seconds() -> float:
    """Return the processor time of this connection's server process, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def written() -> dict[str, Any]:
    """Return what an import could write: counts of rows and events, the newest change and time stamp."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - the names are ours
            found[table] = cursor.fetchone()[0]
        cursor.execute("SELECT max(seq) FROM incidents_change")
        found["newest change"] = cursor.fetchone()[0]
        cursor.execute("SELECT max(updated_at) FROM incidents_incident")
        found["newest time stamp"] = cursor.fetchone()[0]
    return found


def measure(name: str, path: Path) -> None:
    """Import a file and report how long it took, by the clock and by the processor."""
    from incidents.enums import DatasetFormat  # noqa: PLC0415 - Django's settings first
    from incidents.importers.runs import begin, dataset_for, work  # noqa: PLC0415

    run = begin(
        dataset_for(DatasetFormat.UCDP), path.name, dry_run=False, publish=os.environ.get("PUBLISH") == "1"
    )
    started, ours, theirs = time.perf_counter(), time.process_time(), server_seconds()
    with path.open("rb") as file:
        work(run, file)
    seconds = time.perf_counter() - started
    ours, theirs = time.process_time() - ours, server_seconds() - theirs
    if run.error:
        raise RuntimeError(run.error)
    what = f"{run.created:,} created, {run.unchanged:,} unchanged, {run.matched:,} matched"
    report(f"{name} import", run.records / seconds, "rows/s", what)
    # A machine that does other things too stretches the clock, not the work.
    report(f"{name} import: processor", ours + theirs, "s", f"{ours:.1f} s here, {theirs:.1f} s database")


def main() -> None:
    """Prepare an empty database with the region, and import a file twice."""
    from django.conf import settings  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_region", str(settings.REGION_DIR), stdout=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ucdp.csv"
        write_file(path)
        before = peak_mb()
        measure("first", path)
        first = written()
        measure("second", path)
        changed = {name for name, value in written().items() if value != first[name]}
    report("second import: tables that changed", len(changed), "of them", ", ".join(sorted(changed)))
    report("memory at its peak", peak_mb(), "MB", f"{before:.0f} MB before the import")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
