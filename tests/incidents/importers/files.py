"""Small files in the formats of the data sets, made up here: no row of the real ones."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from incidents.enums import DatasetFormat
from incidents.importers.formats import FORMATS
from incidents.importers.runs import begin, dataset_for, work
from incidents.models import ImportRun

Cells = dict[str, Any]

ACLED: Cells = {
    "event_id_cnty": "TST1",
    "event_date": "02 May 2021",
    "year": 2021,
    "time_precision": 1,
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Raiders (Testland)",
    "assoc_actor_1": "",
    "inter1": 2,
    "actor2": "Guards",
    "assoc_actor_2": "",
    "inter2": 1,
    "interaction": 12,
    "civilian_targeting": "",
    "admin1": "North",
    "admin2": "Middle",
    "location": "Ford",
    "latitude": 35.4,
    "longitude": 44.4,
    "geo_precision": 2,
    "source": "Testland Gazette",
    "notes": "Made up: raiders met guards at the ford.",
    "fatalities": 3,
    "timestamp": 1,
}
UCDP: Cells = {
    "id": 1,
    "type_of_violence": 1,
    "conflict_name": "Testland: Government",
    "dyad_name": "Guards - Raiders",
    "side_a": "Guards",
    "side_b": "Raiders",
    "source_original": "a made-up police source",
    "where_prec": 1,
    "where_coordinates": "Ford village",
    "where_description": "by the ford",
    "adm_1": "North governorate",
    "adm_2": "Middle district",
    "latitude": 35.4,
    "longitude": 44.4,
    "country": "Testland",
    "event_clarity": 1,
    "date_prec": 1,
    "date_start": "2021-05-02 00:00:00.000",
    "date_end": "2021-05-02 00:00:00.000",
    "deaths_a": 1,
    "deaths_b": 2,
    "deaths_civilians": 0,
    "deaths_unknown": 0,
    "best": 3,
    "high": 5,
    "low": 2,
}
GTD: Cells = {
    "eventid": 202105020001,
    "iyear": 2021,
    "imonth": 5,
    "iday": 2,
    "extended": 0,
    "resolution": "",
    "specificity": 1,
    "vicinity": 0,
    "location": "at the made-up ford",
    "latitude": 35.4,
    "longitude": 44.4,
    "provstate": "North",
    "city": "Ford",
    "summary": "Made up: a bomb.",
    "doubtterr": 0,
    "suicide": 0,
    "attacktype1": 3,
    "targtype1": 14,
    "weaptype1": 6,
    "weapsubtype1": 16,
    "gname": "Raiders",
    "claimed": 0,
    "nkill": 3,
    "nkillter": 0,
    "nwound": 4,
    "nwoundte": 0,
    "nperpcap": 0,
    "ishostkid": 0,
    "nhostkid": "",
    "scite1": "Made-up Times",
}
HAMRIN: Cells = {
    "uid": "6f1c2b1e-6a3e-4b1e-9d59-0d5a3b0b7a01",
    "title": "Clash at the ford",
    "summary": "",
    "sub_event_type": "Armed clash",
    "date_start": "2021-05-02",
    "date_end": "2021-05-02",
    "date_precision": "day",
    "time_of_day": "night",
    "place": "Ford",
    "district": "Middle",
    "governorate": "North",
    "longitude": 44.4,
    "latitude": 35.4,
    "location_precision": "near",
    "location_note": "",
    "perpetrators": "Raiders",
    "targets": "Guards; Civilians",
    "participants": "",
    "responders": "",
    "claimed_by": "",
    "killed_low": 2,
    "killed_best": 3,
    "killed_high": 3,
    "weapons": "Firearms",
    "target_type": "Military",
    "sources": "Gazette",
    "source_urls": "https://gazette.example.org/1 https://gazette.example.org/2",
}
PLAIN = {
    DatasetFormat.ACLED: ACLED,
    DatasetFormat.UCDP: UCDP,
    DatasetFormat.GTD: GTD,
    DatasetFormat.HAMRIN: HAMRIN,
}


def rows(form: DatasetFormat, *changes: Cells) -> list[Cells]:
    """Make a row for each set of changes to the plain one, each with a key of its own."""
    key = FORMATS[form].key
    made = []
    for number, change in enumerate(changes):
        row = {**PLAIN[form], **change}
        if key not in change and form != DatasetFormat.HAMRIN:
            row[key] = f"{row[key]}{number}"
        made.append(row)
    return made


def text_of(lines: list[Cells], delimiter: str = ",") -> str:
    """Write rows as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def write(folder: Path, lines: list[Cells], name: str = "rows.csv") -> Path:
    """Write rows to a file."""
    path = folder / name
    path.write_text(text_of(lines), encoding="utf-8", newline="")
    return path


def run_bytes(content: bytes, form: DatasetFormat, **options: Any) -> ImportRun:
    """Import a file's content."""
    options = {"dry_run": False, "publish": False, **options}
    dataset = dataset_for(form, options.pop("dataset", ""))
    run = begin(dataset, "rows.csv", **options)
    work(run, io.BytesIO(content))
    return run


def run_rows(form: DatasetFormat, *changes: Cells, **options: Any) -> ImportRun:
    """Import a row for each set of changes to the plain one."""
    return run_bytes(text_of(rows(form, *changes)).encode(), form, **options)


def counts(run: ImportRun) -> dict[str, int]:
    """Return what became of the rows, without zeros."""
    names = ("created", "updated", "unchanged", "matched", "uncertain", "kept", "outside", "rejected")
    return {name: number for name in names if (number := getattr(run, name))}
