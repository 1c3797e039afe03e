"""Incidents, rooms and areas as GeoJSON, written out batch by batch so that memory stays flat."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db.models.functions import Coalesce

from incidents.enums import Role, SubEventType
from incidents.models import IncidentQuerySet, Participation, Report

from .links import Links
from .pagination import Cursor, cursor_after, page
from .rows import Row, iso, location

BATCH: Final = 2_000
COLUMNS: Final = (
    "pk",
    "uid",
    "code",
    "title",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "place_name",
    "district",
    "governorate",
    "public_longitude",
    "public_latitude",
    "location_precision",
    "public_location_precision",
    "location_note",
    "killed_best",
    "killed_low",
    "killed_high",
    "wounded_best",
    "captured_best",
    "verification",
    "updated_at",
)


def dumps(value: Any) -> str:
    """Return compact JSON in Unicode."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def point(longitude: float | None, latitude: float | None) -> Row | None:
    """Return a GeoJSON point, or None where there is none to draw."""
    return None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}


def feature(uid: str, geometry: Row | None, properties: Row) -> Row:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "id": uid, "geometry": geometry, "properties": properties}


def _actors(ids: list[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = Participation.objects.filter(incident__in=ids, role__in=[Role.PERPETRATOR, Role.TARGET])
    for incident, role, name in rows.order_by("pk").values_list("incident_id", "role", "actor__name"):
        found[incident, role].append(name)
    return found


def _outlets(ids: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    outlet = Coalesce("article__source_id", "source_id")
    for incident, source in (
        Report.objects.public().filter(incident__in=ids).values_list("incident_id", outlet)
    ):
        found[incident].add(source)
    return found


def incident_features(rows: list[Row], links: Links) -> Iterator[Row]:
    """Yield the features of incidents, from rows of ``COLUMNS``: two queries."""
    ids = [row["pk"] for row in rows]
    actors, outlets = _actors(ids), _outlets(ids)
    for row in rows:
        place = location(row)
        sub_type = SubEventType(row["sub_event_type"])
        yield feature(
            str(row["uid"]),
            point(row["public_longitude"], row["public_latitude"]),
            {
                "uid": str(row["uid"]),
                "code": row["code"],
                "title": row["title"],
                "event_type": sub_type.family.value,
                "sub_event_type": sub_type.value,
                "date_start": iso(row["date_start"]),
                "date_end": iso(row["date_end"]),
                "date_precision": row["date_precision"],
                "place": place["name"],
                "district": place["district"],
                "governorate": place["governorate"],
                "precision": place["precision"],
                "killed_best": row["killed_best"],
                "killed_low": row["killed_low"],
                "killed_high": row["killed_high"],
                "wounded_best": row["wounded_best"],
                "captured_best": row["captured_best"],
                "verification": row["verification"],
                "perpetrators": actors.get((row["pk"], Role.PERPETRATOR.value), []),
                "targets": actors.get((row["pk"], Role.TARGET.value), []),
                "sources": len(outlets.get(row["pk"], ())),
                "url": links.incident_page(row["uid"]),
            },
        )


def batches(
    queryset: IncidentQuerySet, ordering: str, cursor: Cursor | None, limit: int, columns: tuple[str, ...]
) -> Iterator[tuple[list[Row], str | None]]:
    """Yield batches of rows; the last with the cursor of what lies beyond the limit, None for the others."""
    while True:
        size = min(BATCH, limit)
        rows = list(page(queryset, ordering, cursor, size + 1).values(*columns))
        more = len(rows) > size
        rows = rows[:size]
        limit -= len(rows)
        following = cursor_after(ordering, rows) if more else None
        if not more or limit == 0:
            yield rows, following
            return
        yield rows, None
        cursor = Cursor.decode(str(following))


def stream_collection(
    parts: Iterable[tuple[Iterable[Row], str | None]], ending: Callable[[str | None], Row]
) -> Iterator[str]:
    """Yield a FeatureCollection's text; ``ending`` gives its last members from the cursor of what follows."""
    yield '{"type":"FeatureCollection","features":['
    count, following = 0, None
    for features, following in parts:  # noqa: B007 - the last one is used below
        texts = [dumps(one) for one in features]
        if texts:
            yield ("," if count else "") + ",\n".join(texts)
        count += len(texts)
    yield "]," + dumps({"numberReturned": count, **ending(following)})[1:]


def collection(features: Iterable[Row]) -> Row:
    """Return a FeatureCollection of all features of a small set."""
    listed = list(features)
    return {"type": "FeatureCollection", "features": listed, "numberReturned": len(listed), "next": None}
