"""What GeoJSON is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .rows import Row


def dumps(value: Any) -> str:
    """Return compact JSON in Unicode."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def point(longitude: float | None, latitude: float | None) -> Row | None:
    """Return a GeoJSON point, or None where there is none to draw."""
    return None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}


def feature(uid: str, geometry: Row | None, properties: Row) -> Row:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "id": uid, "geometry": geometry, "properties": properties}


def collection(features: Iterable[Row]) -> Row:
    """Return a FeatureCollection of all features of a small set."""
    listed = list(features)
    return {"type": "FeatureCollection", "features": listed, "numberReturned": len(listed), "next": None}
