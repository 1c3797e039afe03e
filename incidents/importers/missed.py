"""What a data set has missed: incidents of its time and regions that none of its rows reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, Max, Min, OuterRef

from incidents.models import Dataset, DatasetRow, Incident, IncidentQuerySet, Report

from .tables import csv_lines

COLUMNS = ("code", "date_start", "date_end", "sub_event_type", "district", "governorate", "title")


def period_of(dataset: Dataset) -> tuple[date | None, date | None]:
    """Return the first and the last day that imported rows of a data set are of."""
    found = dataset.runs.filter(dry_run=False).aggregate(start=Min("period_start"), end=Max("period_end"))
    return found["start"], found["end"]


def missed_by(dataset: Dataset, start: date | None = None, end: date | None = None) -> IncidentQuerySet:
    """Return published incidents without a report of the data set, oldest first.

    They begin between ``start`` and ``end`` (the data set's own period where these are not given), and lie
    in a region that the data set has rows in.
    """
    first, last = period_of(dataset)
    start, end = start or first, end or last
    if start is None or end is None:
        return Incident.objects.none()
    rows = DatasetRow.objects.filter(dataset=dataset, report__incident__region=OuterRef("region"))
    reports = Report.objects.decided().filter(incident=OuterRef("pk"), dataset_row__dataset=dataset)
    return (
        Incident.objects.published()
        .filter(Exists(rows), ~Exists(reports), date_start__range=(start, end))
        .order_by("date_start", "pk")
    )


def missed_csv(dataset: Dataset, start: date | None = None, end: date | None = None) -> Iterator[str]:
    """Yield the lines of a CSV of :func:`missed_by`, a header first."""
    rows = missed_by(dataset, start, end).values_list(*COLUMNS)
    return csv_lines(COLUMNS, rows.iterator(chunk_size=2000))
