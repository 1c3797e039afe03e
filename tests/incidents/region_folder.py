"""A region small enough to read: one governorate, one district, two places, two incidents."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from incidents.regions.reference import ACTOR_COLUMNS, PLACE_COLUMNS, SOURCE_COLUMNS
from incidents.regions.reported import CLAIM_COLUMNS, INCIDENT_COLUMNS
from incidents.regions.rooms import EVENT_COLUMNS, ROOM_COLUMNS

SQUARE = [[[44, 35], [45, 35], [45, 36], [44, 36], [44, 35]]]
SETTINGS = """
slug = "testland"
prefix = "TL"
country_code = "368"
time_zone = "Asia/Baghdad"
name_en = "Testland"
name_ar = "بلاد"
name_ckb = "وڵات"
[bounds]
west = 38.0
south = 29.0
east = 49.0
north = 38.0
[[areas]]
file = "governorates.geojson"
[[areas]]
file = "districts.geojson"
[files]
places = "places.csv"
actors = "actors.csv"
sources = "sources.csv"
rooms = "rooms.csv"
room_events = "room_events.csv"
incidents = "incidents.csv"
claims = "claims.csv"
"""
COLUMNS = {
    "places.csv": PLACE_COLUMNS,
    "actors.csv": ACTOR_COLUMNS,
    "sources.csv": SOURCE_COLUMNS,
    "rooms.csv": ROOM_COLUMNS,
    "room_events.csv": EVENT_COLUMNS,
    "incidents.csv": INCIDENT_COLUMNS,
    "claims.csv": CLAIM_COLUMNS,
}
PLACE = {
    "name_en": "Rivertown",
    "name_ar": "مدينة النهر",
    "name_ckb": "شاری ڕووبار",
    "aliases_en": "River Town;Rivertoun",
    "kind": "town",
    "district": "Middle",
    "governorate": "North",
    "longitude": "44.4",
    "latitude": "35.4",
    "coord_source": "knowledge",
    "accuracy_km": "2",
}
INCIDENT = {
    "ref": "T-1",
    "date_start": "2021-05-01",
    "date_precision": "day",
    "title": "Post attacked near Rivertown",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "place": "Rivertown",
    "district": "Middle",
    "governorate": "North",
    "longitude": "44.4",
    "latitude": "35.4",
    "location_precision": "near",
    "perpetrator": "Raiders",
    "target": "Guards",
    "killed_low": "3",
    "killed_best": "4",
    "killed_high": "8",
    "source_outlet": "Gazette",
    "source_url": "https://gazette.example/1",
    "source_date": "2021-05-02",
    "second_source_outlet": "Agency via Mirror",
    "second_source_url": "https://mirror.example/1",
}
ROWS: dict[str, list[dict[str, str]]] = {
    "places.csv": [PLACE, {**PLACE, "name_en": "Hilltop", "kind": "village", "aliases_en": ""}],
    "actors.csv": [
        {"canonical_name": "Army", "inter_code": "1", "aliases_ar": "الجيش", "active_from": "1921"},
        {"canonical_name": "Guards", "inter_code": "1", "parent": "Army"},
        {"canonical_name": "Raiders", "inter_code": "2", "aliases_en": "raiding band"},
    ],
    "sources.csv": [
        {"name": "Gazette", "homepage": "https://www.gazette.example", "languages": "en"},
        {"name": "News Agency", "homepage": "https://agency.example", "short_names": "Agency"},
    ],
    "rooms.csv": [
        {
            "room_id": "R-1",
            "name": "Rivertown room",
            "kind": "joint coordination centre",
            "place": "Rivertown",
            "longitude": "44.4",
            "latitude": "35.4",
            "forces": "Army;Guards",
            "area": "district:D1",
            "area_note": "The district stands for it.",
        }
    ],
    "room_events.csv": [
        {"room_id": "R-1", "phase": "joint operations", "date_start": "2021-05-19", "date_precision": "day"}
    ],
    "incidents.csv": [
        INCIDENT,
        {
            **INCIDENT,
            "ref": "T-2",
            "title": "Arrests in Middle district",
            "event_type": "Strategic developments",
            "sub_event_type": "Arrests",
            "location_precision": "district",
            "killed_low": "0",
            "killed_best": "0",
            "killed_high": "0",
            "captured": "2",
            "second_source_outlet": "",
            "second_source_url": "",
            "note": "Place: two villages are named.",
        },
    ],
    "claims.csv": [
        {"ref": "T-1", "field": "killed", "low": "3", "best": "3", "high": "3", "attributed_to": "official"},
        {"ref": "T-1", "field": "killed", "low": "4", "best": "4", "high": "4"},
        {"ref": "T-1", "field": "killed", "low": "5", "who": "Guards"},
    ],
}
CLAIM_URLS = ("https://gazette.example/1", "https://mirror.example/1", "https://www.agency.example/9")


def features() -> list[dict[str, Any]]:
    """Return a governorate and a district, the same square."""
    about: dict[str, Any] = {"name_ar": "", "name_ckb": "", "note": "made up"}
    geometry = {"type": "Polygon", "coordinates": SQUARE}
    return [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {**about, "kind": kind, "code": code, "name_en": name, "parent_code": parent},
        }
        for kind, code, name, parent in (
            ("governorate", "G1", "North", None),
            ("district", "D1", "Middle", "G1"),
        )
    ]


def write_rows(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    """Write one table; cells that a row does not give are empty."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[name], restval="")
        writer.writeheader()
        writer.writerows(rows)


def make_folder(folder: Path) -> Path:
    """Write the small region into a folder."""
    (folder / "region.toml").write_text(SETTINGS, encoding="utf-8")
    for name, feature in zip(("governorates.geojson", "districts.geojson"), features(), strict=True):
        text = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (folder / name).write_text(text, encoding="utf-8")
    for name, rows in ROWS.items():
        write_rows(folder, name, rows)
    claims = [{**row, "source_url": url} for row, url in zip(ROWS["claims.csv"], CLAIM_URLS, strict=True)]
    write_rows(folder, "claims.csv", claims)
    return folder


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Replace some text of a file, which must be there."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
