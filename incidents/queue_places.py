"""Areas of the places that reports tell of: asked of the polygons as they are now, once for each place.

A queue of many thousand reports names a few hundred places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.contrib.postgres.aggregates import ArrayAgg

from incidents.areas import area_index
from incidents.models import Region
from incidents.models.report import ReportQuerySet

PLACE = ("district", "governorate", "longitude", "latitude")
Spot = tuple[str, str, float | None, float | None]


def reports_in_areas(reports: ReportQuerySet, areas: Iterable[int]) -> list[int]:
    """Return the keys of the reports whose place lies in one of the areas, given by their keys."""
    rows = list(reports.order_by().values_list(*PLACE).annotate(keys=ArrayAgg("pk")))
    found = areas_of({row[:4] for row in rows})
    wanted = set(areas)
    return [key for *spot, keys in rows if wanted & found[tuple(spot)] for key in keys]


def count_by_area(spots: Mapping[Spot, int]) -> Counter[int]:
    """Return how many reports lie in each area, by its key, of how many lie at each place."""
    found = areas_of(spots)
    counts: Counter[int] = Counter()
    for spot, number in spots.items():
        counts.update(dict.fromkeys(found[spot], number))
    return counts


def areas_of(spots: Iterable[Spot]) -> dict[Spot, set[int]]:
    """Return the keys of the areas of each place, in all regions."""
    indexes = [area_index(region) for region in Region.objects.order_by("pk").values_list("pk", flat=True)]
    return {spot: {key for index in indexes for key in index.keys_of_place(*spot)} for spot in spots}
