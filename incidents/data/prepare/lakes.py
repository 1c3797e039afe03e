"""Reservoirs that Natural Earth lacks, as what lies below their usual level in the elevation grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from incidents.data.prepare.elevation import CELLS_PER_DEGREE, Grid

NEAR: Final = 0.03  # degrees from the seed within which a part belongs to the lake


@dataclass(frozen=True)
class Lake:
    """A reservoir: a point in it, its usual level in metres, the window above its dam to look in."""

    name: str
    seed: tuple[float, float]
    level: float
    window: tuple[float, float, float, float]


LAKES: Final = (
    Lake("Mosul Dam Lake", (42.74, 36.72), 322, (42.35, 36.63, 42.86, 36.98)),
    Lake("Hamrin Lake", (44.98, 34.20), 97, (44.86, 34.115, 45.15, 34.36)),
    Lake("Lake Dukan", (44.92, 36.03), 496, (44.70, 35.95, 45.10, 36.30)),
    Lake("Lake Darbandikhan", (45.75, 35.15), 472, (45.65, 35.10, 46.00, 35.35)),
)


def draw_lake(grid: Grid, lake: Lake) -> BaseGeometry:
    """Return the lake's approximate area, WGS 84 degrees; empty where nothing lies so low."""
    part = grid.window(*lake.window)
    step = 1 / CELLS_PER_DEGREE
    cells = [
        box(left, top - step, left + step, top)
        for row, column in np.argwhere(part.metres <= lake.level)
        for left, top in [(part.west + column * step, part.north - row * step)]
    ]
    shape = shapely.union_all(cells).buffer(step * 0.6).buffer(-step * 0.6)
    seed = Point(lake.seed)
    parts = [
        Polygon(piece.exterior)
        for piece in getattr(shape, "geoms", [shape])
        if isinstance(piece, Polygon) and piece.distance(seed) <= NEAR
    ]
    return shapely.union_all(parts)


def reservoirs(grid: Grid) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    """Return all reservoirs with their properties."""
    about = {"kind": "lake", "approximate": True}
    return [(draw_lake(grid, lake), {**about, "name": lake.name}) for lake in LAKES]
