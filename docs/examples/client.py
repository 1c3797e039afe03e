"""Read Hamrin from Python: fetch incidents, keep a mirror, and plot the snapshot.

    pip install httpx polars matplotlib
    python client.py https://hamrin.example.org/ folder

writes folder/mirror.json and folder/months.svg. Run it again: it asks only for what changed since.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
from matplotlib.figure import Figure


def fetch(client: httpx.Client, **filters: str | int) -> Iterator[dict[str, Any]]:
    """Yield the incidents that match, page by page; a filter that the API does not know raises."""
    answer = client.get("/api/v1/incidents/", params={"limit": 1000, **filters})
    while True:
        answer.raise_for_status()
        page = answer.json()
        yield from page["results"]
        if not page["next"]:
            return
        answer = client.get(page["next"])


def update_mirror(client: httpx.Client, file: Path) -> dict[str, Any]:
    """Bring a mirror of everything public up to date, and return it: incidents by their uid.

    What was retracted, merged or deleted goes. The place to go on is kept beside the incidents and both are
    written at once, so a run that is cut short is made good by the next one.
    """
    kept: dict[str, Any] = {"next": "/api/v1/changes/?limit=1000", "incidents": {}}
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
    more = True
    while more:
        answer = client.get(kept["next"])
        if answer.status_code == httpx.codes.GONE:  # the server's data were restored: begin anew
            file.unlink()
            return update_mirror(client, file)
        answer.raise_for_status()
        page = answer.json()
        for change in page["results"]:
            kept["incidents"].pop(change["uid"], None)
            if change["incident"]:
                kept["incidents"][change["uid"]] = change["incident"]
        kept["next"], more = page["next"], page["more"]
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
    incidents: dict[str, Any] = kept["incidents"]
    return incidents


def read_snapshot(client: httpx.Client) -> pl.DataFrame:
    """Return everything published as columns: one row an incident."""
    manifest = client.get("/api/v1/snapshot/").raise_for_status().json()
    return pl.read_parquet(manifest["parquet"]["url"])


def plot_months(incidents: pl.DataFrame, file: Path) -> pl.DataFrame:
    """Draw the incidents of each month by type of event; return the counts.

    Incidents that are known to the year alone have no month and are left out.
    """
    counts = (
        incidents.filter(pl.col("date_precision") != "year")
        .group_by(pl.col("date_start").dt.truncate("1mo").alias("month"), "event_type")
        .len("incidents")
        .sort("month", "event_type")
    )
    figure = Figure(figsize=(9, 4), layout="constrained")
    axes = figure.subplots()
    for (name,), rows in counts.group_by("event_type", maintain_order=True):
        axes.step(rows["month"], rows["incidents"], where="post", label=str(name))
    axes.set_ylabel("Incidents a month")
    if counts.height:
        axes.legend(frameon=False)
    figure.savefig(file)
    return counts


def main(address: str, folder: Path) -> None:
    """Do all three, and say what came of it."""
    folder.mkdir(parents=True, exist_ok=True)
    with httpx.Client(base_url=address, timeout=60) as client:
        deadly = list(fetch(client, killed_min=10, fields="code,title,killed"))
        mirror = update_mirror(client, folder / "mirror.json")
        counts = plot_months(read_snapshot(client), folder / "months.svg")
    sys.stdout.write(
        f"{len(mirror):,} incidents in the mirror, {len(deadly):,} with ten or more killed, "
        f"{counts['month'].n_unique():,} months in the plot\n"
    )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
