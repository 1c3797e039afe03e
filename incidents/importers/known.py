"""The incidents that rows of a data set may be, kept small and found by day and place.

Reading them once is what makes matching quick: a query for each row, or a join on ranges of dates, costs
more the longer the record grows. A million incidents take about 100 MB here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import cos, radians
from sys import intern
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q

from incidents.matching import KM_PER_DEGREE
from incidents.models import Dataset, DatasetRow, Incident, Report
from sources.extraction.similarity import FARTHEST_KM, MOST_DAYS_APART

# An incident that may be any day of a longer time is looked at whatever the row's day.
LONG_DAYS: Final = 31
_LATITUDES: Final = FARTHEST_KM / KM_PER_DEGREE


class Spot(NamedTuple):
    """Where an incident was, as far as is known."""

    pk: int
    longitude: float | None
    latitude: float | None
    district: str
    governorate: str


class KnownIncidents:
    """Incidents that the data set has no row for yet; retracted and merged ones are among them.

    So a row that tells of an incident the desk took back does not bring it back.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._by_day: dict[int, list[Spot]] = defaultdict(list)
        self._long: list[tuple[date, date, Spot]] = []
        self._taken: set[int] = set()
        self._dataset = dataset
        rows = DatasetRow.objects.filter(dataset=dataset, made=OuterRef("pk"))
        reports = Report.objects.filter(incident=OuterRef("pk"), dataset_row__dataset=dataset)
        foreign = Incident.objects.filter(~Exists(rows) & ~Exists(reports) & ~Q(region=None)).order_by()
        columns = ("pk", "longitude", "latitude", "district", "governorate", "date_start", "date_end")
        for *spot, start, end in foreign.values_list(*columns).iterator(chunk_size=10_000):
            self._add(Spot(spot[0], spot[1], spot[2], intern(spot[3]), intern(spot[4])), start, end)

    def _add(self, spot: Spot, start: date, end: date) -> None:
        if (end - start).days > LONG_DAYS:
            self._long.append((start, end, spot))
            return
        for day in range(start.toordinal(), end.toordinal() + 1):
            self._by_day[day].append(spot)

    def take(self, pk: int) -> None:
        """Leave an incident out from now on: a row of the data set stands behind it."""
        self._taken.add(pk)

    def take_reported(self, pks: set[int]) -> None:
        """Leave those out of some incidents that a row of the data set stands behind already."""
        if pks:
            reports = Report.objects.filter(incident__in=pks, dataset_row__dataset=self._dataset)
            self._taken |= set(reports.values_list("incident_id", flat=True))

    def is_taken(self, pk: int) -> bool:
        """Whether a row of this import stands behind an incident."""
        return pk in self._taken

    def near(self, row: Incident) -> set[int]:
        """Return the primary keys of incidents close to a row's in time and place."""
        reach = timedelta(days=MOST_DAYS_APART)
        first, last = row.date_start - reach, row.date_end + reach
        lat, lon, district = row.latitude, row.longitude, row.district
        width = _LATITUDES / max(0.1, cos(radians(lat))) if lat is not None else 0.0
        found: set[int] = set()
        for spot in self._at(first, last):
            if (
                lat is not None
                and lon is not None
                and spot.latitude is not None
                and spot.longitude is not None
            ):
                close = abs(spot.latitude - lat) <= _LATITUDES and abs(spot.longitude - lon) <= width
            elif district and spot.district:
                close = spot.district == district
            else:
                close = bool(row.governorate) and spot.governorate == row.governorate
            if close and spot.pk not in self._taken:
                found.add(spot.pk)
        return found

    def _at(self, first: date, last: date) -> Iterator[Spot]:
        for day in range(first.toordinal(), last.toordinal() + 1):
            yield from self._by_day.get(day, ())
        for start, end, spot in self._long:
            if start <= last and end >= first:
                yield spot
