"""Shade the elevation grid and warp it from plate carrée to Web Mercator, for an image overlay.

    python -m incidents.data.prepare.hillshade incidents/data/iraq static/basemap

Leaflet stretches an image overlay linearly between its corners in Mercator, so the rows of a plate
carrée image would lie up to 15 km off in the middle of this grid. The result is grey, flat land and
water being ``FLAT``, for blending with the land's colour (multiply, or screen on dark).
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from incidents.data.prepare.elevation import CELLS_PER_DEGREE, Grid, read_grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAT: Final = 205
SUN_AZIMUTH: Final = 315.0  # degrees from north
SUN_HEIGHT: Final = 45.0  # degrees above the horizon
EXAGGERATION: Final = 4.0  # 30 arc seconds smooth the slopes away
METRES_PER_DEGREE: Final = 111_200.0
QUALITY: Final = 62


def shade(grid: Grid) -> NDArray[np.uint8]:
    """Return the relief as grey values, one a cell; flat cells are ``FLAT``."""
    rows = len(grid.metres)
    latitudes = grid.north - (np.arange(rows) + 0.5) / CELLS_PER_DEGREE
    height = METRES_PER_DEGREE / CELLS_PER_DEGREE
    width = height * np.cos(np.radians(latitudes))[:, np.newaxis]
    southward, eastward = np.gradient(grid.metres * EXAGGERATION)
    rise_east, rise_north = eastward / width, -southward / height
    azimuth, above = math.radians(SUN_AZIMUTH), math.radians(SUN_HEIGHT)
    light = (
        math.sin(above) - math.cos(above) * (math.sin(azimuth) * rise_east + math.cos(azimuth) * rise_north)
    ) / np.sqrt(1 + rise_east**2 + rise_north**2)
    grey = FLAT * np.clip(light, 0, None) / math.sin(above)
    grey[grid.metres <= 0] = FLAT
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def mercator(latitude: float) -> float:
    """Return the Mercator ordinate of a latitude in degrees, on a sphere of radius 1."""
    return math.asinh(math.tan(math.radians(latitude)))


def warp_to_mercator(grey: NDArray[np.uint8], north: float, south: float) -> NDArray[np.uint8]:
    """Resample rows that are even in latitude to rows that are even in Mercator, linearly.

    The image keeps its columns, and gets as many rows as make its pixels square.
    """
    rows, columns = grey.shape
    degrees_wide = columns * (north - south) / rows
    top, bottom = mercator(north), mercator(south)
    new_rows = round((top - bottom) / math.radians(degrees_wide) * columns)
    ordinates = top - (np.arange(new_rows) + 0.5) / new_rows * (top - bottom)
    latitudes = np.degrees(np.arctan(np.sinh(ordinates)))
    position = np.clip((north - latitudes) / (north - south) * rows - 0.5, 0, rows - 1)
    above = np.floor(position).astype(int)
    below = np.minimum(above + 1, rows - 1)
    share = (position - above)[:, np.newaxis]
    mixed = grey[above] * (1 - share) + grey[below] * share
    warped: NDArray[np.uint8] = np.rint(mixed).astype(np.uint8)
    return warped


def main() -> None:
    """Write ``hillshade.webp`` and ``hillshade.json`` (its bounds) into the second folder given."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    grid = read_grid(source / "elevation.npz")
    image = Image.fromarray(warp_to_mercator(shade(grid), grid.north, grid.south))
    image.save(target / "hillshade.webp", quality=QUALITY, method=6)
    about = {
        "image": "hillshade.webp",
        "bounds": [[grid.south, grid.west], [grid.north, grid.east]],
        "width": image.width,
        "height": image.height,
        "flat": FLAT,
        "projection": "EPSG:3857",
        "attribution": "Elevation: NOAA GLOBE",
    }
    (target / "hillshade.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
