"""Labels of the base map from the gazetteer: what is shown from which zoom on."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

# Qualifiers that the gazetteer's names carry for matching and a map does not need.
QUALIFIERS: Final = re.compile(r"^(?:قضاء|ناحية|قرية|حي|قەزای|ناحیەی|گوندی|گەڕەکی) ")
DISAMBIGUATION: Final = re.compile(r" \([^)]*\)$")
ZOOM_BY_KIND: Final = {
    "mountain": 8,
    "lake": 8,
    "town": 9,
    "dam": 10,
    "base": 10,
    "oilfield": 10,
    "gas field": 10,
    "camp": 10,
    "border crossing": 10,
    "village": 11,
    "valley": 11,
    "subdistrict": 11,
    "refinery": 11,
    "shrine": 11,
    "quarter": 12,
    "checkpoint": 12,
}  # roads, rivers, governorates and areas have no label at a point
LEAST_FOR_ZOOM: Final = ((500_000, 5), (150_000, 6), (50_000, 7), (20_000, 8))
SEATS: Final = frozenset(
    {
        *("Akre", "Altun Kupri", "Daquq", "Dibis", "Hamdaniya", "Hawija", "Jalawla", "Khanaqin"),
        *("Kifri", "Makhmur", "Sheikhan", "Sinjar", "Tel Keppe", "Tuz Khurmatu"),
    }
)  # where the region's readers look first, whatever their population
FARTHEST_OFF_KM: Final = 6.0  # a less certain point is no label
COUNTRIES: Final = (
    ("Turkey", "تركيا", "تورکیا", 41.2, 38.2),
    ("Syria", "سوريا", "سووریا", 39.3, 35.0),
    ("Iran", "إيران", "ئێران", 48.3, 34.6),
    ("Jordan", "الأردن", "ئوردن", 37.6, 31.6),
    ("Saudi Arabia", "السعودية", "سعوودیە", 42.0, 29.6),
    ("Kuwait", "الكويت", "کوێت", 47.7, 29.3),
    ("Iraq", "العراق", "عێراق", 43.2, 33.1),
)


def least_zoom(kind: str, population: int, name: str, accuracy_km: float) -> int | None:
    """Return the zoom from which a place is labelled, or None for never."""
    if kind not in {"city", *ZOOM_BY_KIND} or (accuracy_km > FARTHEST_OFF_KM and kind != "mountain"):
        return None
    zoom = ZOOM_BY_KIND.get(kind, 7)
    if kind in {"city", "town"}:
        zoom = min([zoom, *(z for least, z in LEAST_FOR_ZOOM if population >= least)])
    return min(zoom, 7) if name in SEATS else zoom


def labels(places: Path) -> list[dict[str, Any]]:
    """Return labels, the most important first: names in three languages, degrees, kind, zoom."""
    found = [
        {"en": en, "ar": ar, "ckb": ckb, "lon": lon, "lat": lat, "kind": "country", "zoom": 4}
        for en, ar, ckb, lon, lat in COUNTRIES
    ]
    with places.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ranked = []
    for row in rows:
        population = int(row["population"] or 0)
        zoom = least_zoom(row["kind"], population, row["name_en"], float(row["accuracy_km"] or 0))
        if zoom is None:
            continue
        label = {
            "en": DISAMBIGUATION.sub("", row["name_en"]),
            "ar": QUALIFIERS.sub("", DISAMBIGUATION.sub("", row["name_ar"])),
            "ckb": QUALIFIERS.sub("", DISAMBIGUATION.sub("", row["name_ckb"])),
            "lon": float(row["longitude"]),
            "lat": float(row["latitude"]),
            "kind": row["kind"],
            "zoom": zoom,
        }
        ranked.append((zoom, -population, row["name_en"], label))
    found += [label for *_, label in sorted(ranked, key=lambda item: item[:3])]
    return found
