"""Bring OCHA's boundaries into our form: our spelling, names in three languages, five decimals.

    python -m incidents.data.prepare.boundaries SOURCE_FOLDER incidents/data/iraq

``SOURCE_FOLDER`` holds ``iraq_adm1_ocha_cod.geojson``, ``iraq_adm2_ocha_cod.geojson`` and
``disputed_districts_derived.geojson``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import mapping, shape

from incidents.data.prepare.iraq_names import DISTRICTS, GOVERNORATES

DECIMALS: Final = 5
SOURCE: Final = "OCHA/CSO common operational data, CC BY 3.0 IGO; generalised, indicative only."
DISPUTED: Final = (
    "One of the 15 districts of UNAMI's 2009 study of disputed internal boundaries, drawn with OCHA's "
    "district lines (CC BY 3.0 IGO). A derivation, no official boundary."
)


def rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return the GeoJSON geometry with ``DECIMALS`` decimals, still valid."""
    polygon = shapely.set_precision(shape(geometry), 10**-DECIMALS)
    data = json.loads(json.dumps(mapping(polygon)), parse_float=lambda text: round(float(text), DECIMALS))
    return dict(data)


def convert(source: dict[str, Any], level: str, kind: str, note: str) -> dict[str, Any]:
    """Return a feature collection with our properties; ``level`` is OCHA's, "A1" or "A2"."""
    names = GOVERNORATES if level == "A1" else DISTRICTS
    features: list[dict[str, Any]] = []
    for given in source["features"]:
        old = given["properties"]
        english, arabic, kurdish = names[old[f"{level}NameEn"]]
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "kind": kind,
                    "code": old[f"{level}Code"],
                    "name_en": english,
                    "name_ar": arabic or old[f"{level}NameAr"],
                    "name_ckb": kurdish,
                    "parent_code": old["A1Code"] if level == "A2" else None,
                    "approximate": kind == "disputed",
                    "note": note,
                },
                "geometry": rounded(given["geometry"]),
            }
        )
    features.sort(key=lambda item: str(item["properties"]["code"]))
    return {"type": "FeatureCollection", "features": features}


FILES: Final = {
    "governorates.geojson": ("iraq_adm1_ocha_cod.geojson", "A1", "governorate", SOURCE),
    "districts.geojson": ("iraq_adm2_ocha_cod.geojson", "A2", "district", SOURCE),
    "disputed_districts.geojson": ("disputed_districts_derived.geojson", "A2", "disputed", DISPUTED),
}


def main() -> None:
    """Convert the three files from the first folder given into the second."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for name, (given, level, kind, note) in FILES.items():
        data = json.loads((source / given).read_text(encoding="utf-8"))
        text = json.dumps(convert(data, level, kind, note), ensure_ascii=False, separators=(",", ":"))
        (target / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
