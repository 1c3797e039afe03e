"""Distances and offsets on the globe; degrees, longitude first."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0

Point = tuple[float, float]


def distance_km(first: Point, second: Point) -> float:
    """Return the great-circle distance of two (longitude, latitude) points in kilometres."""
    lon1, lat1, lon2, lat2 = map(radians, (*first, *second))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(half, 1.0)))


def move(point: Point, bearing: float, kilometres: float) -> Point:
    """Return the (longitude, latitude) that lies so far from a point at a bearing from north."""
    lon, lat = map(radians, point)
    turn, arc = radians(bearing), kilometres / EARTH_KM
    lat2 = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(turn))
    lon2 = lon + atan2(sin(turn) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(lat2))
    return round(degrees(lon2), 5), round(degrees(lat2), 5)


def middle(first: Point, second: Point) -> Point:
    """Return the point halfway between two that are near each other."""
    return round((first[0] + second[0]) / 2, 5), round((first[1] + second[1]) / 2, 5)
