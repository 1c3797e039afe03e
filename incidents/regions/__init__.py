"""A region as data: its areas, names, rooms and reported incidents, from a folder of files."""

from .load import load_region
from .table import RegionError

__all__ = ["RegionError", "load_region"]
