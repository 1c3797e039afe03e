"""The elevation grid that ranges and hill shade are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CELLS_PER_DEGREE: Final = 120  # 30 arc seconds


@dataclass(frozen=True)
class Grid:
    """Metres above sea level; row 0 is the northernmost, column 0 the westernmost.

    ``west`` and ``north`` are the grid's outer edges in WGS 84 degrees.
    """

    metres: NDArray[np.float64]
    west: float
    north: float

    @property
    def east(self) -> float:
        """The eastern edge in degrees."""
        return self.west + len(self.metres[0]) / CELLS_PER_DEGREE

    @property
    def south(self) -> float:
        """The southern edge in degrees."""
        return self.north - len(self.metres) / CELLS_PER_DEGREE

    def window(self, west: float, south: float, east: float, north: float) -> Grid:
        """Cut out the cells between these edges (degrees, inside the grid)."""
        top = round((self.north - north) * CELLS_PER_DEGREE)
        bottom = round((self.north - south) * CELLS_PER_DEGREE)
        left = round((west - self.west) * CELLS_PER_DEGREE)
        right = round((east - self.west) * CELLS_PER_DEGREE)
        return Grid(
            self.metres[top:bottom, left:right],
            self.west + left / CELLS_PER_DEGREE,
            self.north - top / CELLS_PER_DEGREE,
        )


def read_grid(path: Path, *, west: float = 37.0, north: float = 39.5) -> Grid:
    """Read a compressed NumPy file with one int16 array ``elev``; its north-western corner is given."""
    with np.load(path) as archive:
        return Grid(archive["elev"].astype(np.float64), west, north)
