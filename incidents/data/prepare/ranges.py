"""Draw mountain ranges as approximate areas from the elevation grid.

For each range: the cells that stand out from the plain around them (their height above the mean of a
window some tens of kilometres wide), inside a corridor along the known ridge line, joined where they
nearly touch, without scattered hills, and simplified. It is a drawing, not a survey.

    python -m incidents.data.prepare.ranges incidents/data/iraq
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box, mapping

from incidents.data.prepare.elevation import CELLS_PER_DEGREE, Grid, read_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

DECIMALS: Final = 4
TOLERANCE: Final = 0.004  # degrees, less than a cell
GAP: Final = 0.012  # degrees over which neighbouring parts are joined
LEAST_PART: Final = 0.001  # square degrees, about 10 km²


@dataclass(frozen=True)
class Range:
    """A range to draw: its ridge as (longitude, latitude) and how it stands out.

    ``half_width`` of the corridor around the ridge and ``window`` are in degrees; ``rise`` is in metres
    above the mean of a square of ``window`` around each cell.
    """

    code: str
    name_en: str
    name_ar: str
    name_ckb: str
    ridge: tuple[tuple[float, float], ...]
    half_width: float
    rise: float
    window: float


RANGES: Final = (
    Range(
        code="hamrin",
        name_en="Hamrin mountains",
        name_ar="جبال حمرين",
        name_ckb="چیاکانی حەمرین",
        ridge=(
            (43.585, 35.05), (43.61, 35.04), (43.75, 34.98), (43.89, 34.92), (44.03, 34.855),
            (44.17, 34.775), (44.31, 34.70), (44.45, 34.625), (44.59, 34.565), (44.66, 34.50),
            (44.73, 34.42), (44.80, 34.355), (44.87, 34.295), (44.94, 34.20), (45.08, 34.04),
        ),
        half_width=0.11,
        rise=28,
        window=0.5,
    ),
    Range(
        code="qarachogh",
        name_en="Qarachogh mountains",
        name_ar="جبل قره جوغ",
        name_ckb="چیای قەرەچوغ",
        ridge=((43.45, 35.96), (43.59, 35.86), (43.67, 35.75), (43.74, 35.717), (43.87, 35.63)),
        half_width=0.09,
        rise=90,
        window=0.6,
    ),
    Range(
        code="sinjar",
        name_en="Mount Sinjar",
        name_ar="جبل سنجار",
        name_ckb="چیای شنگال",
        ridge=((41.20, 36.35), (41.55, 36.38), (41.75, 36.385), (41.95, 36.375), (42.15, 36.37)),
        half_width=0.13,
        rise=90,
        window=0.7,
    ),
)  # fmt: skip


def box_mean(metres: NDArray[np.float64], cells: int) -> NDArray[np.float64]:
    """Return the mean of the square of ``cells`` around each cell, edges repeated outwards."""
    half = cells // 2
    padded = np.pad(metres, half + 1, mode="edge").cumsum(axis=0).cumsum(axis=1)
    size = 2 * half + 1
    rows, columns = metres.shape
    total: NDArray[np.float64] = (
        padded[size : size + rows, size : size + columns]
        - padded[:rows, size : size + columns]
        - padded[size : size + rows, :columns]
        + padded[:rows, :columns]
    )
    return total / size**2


def draw_range(grid: Grid, wanted: Range) -> MultiPolygon:
    """Return the approximate area of one range, WGS 84 degrees, longitude first."""
    corridor = LineString(wanted.ridge).buffer(wanted.half_width, cap_style="flat")
    west, south, east, north = (round(edge, 1) for edge in corridor.buffer(wanted.window).bounds)
    part = grid.window(west, south, east, north)
    stands_out = part.metres - box_mean(part.metres, round(wanted.window * CELLS_PER_DEGREE)) >= wanted.rise
    step = 1 / CELLS_PER_DEGREE
    cells = [
        box(left, top - step, left + step, top)
        for row, column in np.argwhere(stands_out)
        for left, top in [(part.west + column * step, part.north - row * step)]
    ]
    shape = shapely.union_all(cells).intersection(corridor)
    shape = shape.buffer(GAP).buffer(-GAP).simplify(TOLERANCE)
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    kept = [
        shapely.set_precision(Polygon(piece.exterior), 10**-DECIMALS)
        for piece in parts
        if isinstance(piece, Polygon) and piece.area >= LEAST_PART
    ]
    return MultiPolygon(kept)


def feature(grid: Grid, wanted: Range) -> dict[str, Any]:
    """Return one range as a GeoJSON feature with the properties that the loader reads."""
    note = (
        f"Drawn from NOAA GLOBE elevation (30 arc seconds): cells at least {wanted.rise:g} m above the mean "
        f"of {wanted.window:g}° around them, within {wanted.half_width:g}° of the ridge line. "
        "Approximate; no official boundary."
    )
    return {
        "type": "Feature",
        "properties": {
            "kind": "range",
            "code": wanted.code,
            "name_en": wanted.name_en,
            "name_ar": wanted.name_ar,
            "name_ckb": wanted.name_ckb,
            "parent_code": None,
            "approximate": True,
            "note": note,
        },
        "geometry": mapping(draw_range(grid, wanted)),
    }


def draw(folder: Path) -> dict[str, Any]:
    """Return all ranges as a GeoJSON feature collection, from ``elevation.npz`` in the folder."""
    grid = read_grid(folder / "elevation.npz")
    return {"type": "FeatureCollection", "features": [feature(grid, wanted) for wanted in RANGES]}


def main() -> None:
    """Write ``ranges.geojson`` into the folder given on the command line."""
    folder = Path(sys.argv[1])
    text = json.dumps(draw(folder), ensure_ascii=False, separators=(",", ":"))
    (folder / "ranges.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
