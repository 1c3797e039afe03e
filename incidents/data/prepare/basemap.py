"""Make the base map's line and polygon layers and its labels, small enough to load at once.

    python -m incidents.data.prepare.basemap SOURCE_FOLDER incidents/data/iraq static/basemap

``SOURCE_FOLDER`` holds the clipped Natural Earth 10m and GSHHG layers; the second folder our
boundaries, gazetteer and elevation grid. Layers have four decimals (11 m) and are simplified for
zoom 5 to 11.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry import LineString, MultiLineString, box, mapping, shape
from shapely.geometry.base import BaseGeometry

from incidents.data.prepare.elevation import read_grid
from incidents.data.prepare.labels import labels
from incidents.data.prepare.lakes import reservoirs

EXTENT: Final = box(37.0, 28.0, 50.5, 39.5)
DECIMALS: Final = 4
TOLERANCE: Final = 0.004  # degrees
RIVER_TOLERANCE: Final = 0.0025
SHORTEST_RIVER: Final = 0.08  # degrees; shorter pieces are noise at this scale
FARTHEST_RIVER_LEVEL: Final = 5  # beyond it intermittent streams and canals begin
SAME_LINE: Final = 0.012  # degrees within which two outlines are one line


def read(path: Path) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    """Return a GeoJSON file's geometries with their properties."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return [(shape(item["geometry"]), item["properties"]) for item in data["features"]]


def small(geometry: BaseGeometry, tolerance: float = TOLERANCE) -> BaseGeometry:
    """Clip to the extent, simplify, and round to ``DECIMALS``."""
    simple = shapely.intersection(geometry, EXTENT).simplify(tolerance)
    return shapely.set_precision(simple, 10**-DECIMALS)


def collection(items: list[tuple[BaseGeometry, dict[str, Any]]]) -> dict[str, Any]:
    """Return a GeoJSON feature collection without empty geometries."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": about, "geometry": mapping(geometry)}
            for geometry, about in items
            if not geometry.is_empty
        ],
    }


def merged(lines: BaseGeometry) -> BaseGeometry:
    """Join line pieces end to end, dropping what is no line."""
    parts = getattr(lines, "geoms", [lines])
    kept = [part for part in parts if isinstance(part, LineString) and part.length > SAME_LINE]
    return shapely.line_merge(MultiLineString(kept))


def inner_lines(polygons: list[BaseGeometry], outlines: BaseGeometry) -> BaseGeometry:
    """Return the borders between polygons, once each, without what runs along ``outlines``."""
    borders = shapely.union_all([polygon.boundary for polygon in polygons])
    return merged(borders.difference(outlines.buffer(SAME_LINE)))


def rivers(source: Path) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    """Return rivers by GSHHG's level (1 widest), joined and without short pieces."""
    by_level: dict[int, list[BaseGeometry]] = {}
    for geometry, about in read(source / "iraq_gshhg_rivers_h.geojson"):
        if geometry.length > 0 and about["level"] <= FARTHEST_RIVER_LEVEL:
            by_level.setdefault(about["level"], []).append(geometry)
    found = []
    for level, lines in sorted(by_level.items()):
        joined = shapely.line_merge(shapely.union_all(lines))
        parts = [part for part in getattr(joined, "geoms", [joined]) if part.length >= SHORTEST_RIVER]
        if parts:
            found.append((small(MultiLineString(parts), RIVER_TOLERANCE), {"level": level}))
    return found


def layers(source: Path, region: Path) -> dict[str, dict[str, Any]]:
    """Return all layers by file name."""
    ocean = [(small(g), {"kind": "ocean"}) for g, _ in read(source / "iraq_ne_10m_ocean.geojson")]
    lakes = [(small(g, 0.001), {"kind": "lake"}) for g, _ in read(source / "iraq_ne_10m_lakes.geojson")]
    land: list[tuple[BaseGeometry, dict[str, Any]]] = [
        (small(g), {}) for g, _ in read(source / "iraq_ne_10m_land.geojson")
    ]
    dams = [(small(g, 0.003), about) for g, about in reservoirs(read_grid(region / "elevation.npz"))]
    countries = read(source / "iraq_ne_10m_admin_0_boundary_lines_land.geojson")
    governorates = [g for g, _ in read(region / "governorates.geojson")]
    districts = [g for g, _ in read(region / "districts.geojson")]
    outer = shapely.union_all([g.buffer(SAME_LINE) for g in governorates]).buffer(-SAME_LINE).boundary
    governorate_lines = inner_lines(governorates, outer)
    district_lines = inner_lines(districts, shapely.union_all([outer, governorate_lines]))
    country_lines = merged(shapely.union_all([g for g, _ in countries]))
    return {
        "land.geojson": collection(land),
        "water.geojson": collection([*ocean, *lakes, *dams]),
        "rivers.geojson": collection(rivers(source)),
        "countries.geojson": collection([(small(country_lines, 0.002), {})]),
        "governorates.geojson": collection([(small(governorate_lines, 0.002), {})]),
        "districts.geojson": collection([(small(district_lines, 0.002), {})]),
    }


def main() -> None:
    """Write the layers and ``labels.json`` into the third folder given."""
    source, region, target = (Path(argument) for argument in sys.argv[1:4])
    files: dict[str, Any] = {**layers(source, region), "labels.json": labels(region / "places.csv")}
    for name, data in files.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (target / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
