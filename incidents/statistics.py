"""Counts and casualties over the snapshot, by several dimensions at once: DuckDB reads the columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict

from incidents import statistics_file
from incidents.enums import FAMILY_OF, EventFamily
from incidents.filter_queries import EARTH_KM, Band, Circle
from incidents.filters import CHOICES, filter_incidents
from incidents.models import Actor, Area, Incident, JointOperationRoom
from incidents.parameters import Box
from incidents.snapshot import Snapshot
from sources.models import Source

Condition = tuple[str, list[Any]]
MOST_ROWS: Final = 100_000
DIMENSIONS: Final = {
    "year": "CAST(date_trunc('year', date_start) AS DATE)",
    "month": "month",
    "week": "CAST(date_trunc('week', date_start) AS DATE)",
    "day": "date_start",
    "event_type": "event_type",
    "sub_event_type": "sub_event_type",
    "perpetrator": "perpetrators",
    "target": "targets",
    "actor": "actors",
    "area": "areas",
    "room": "room",
    "source": "sources",
    "language": "languages",
    "governorate": "governorate",
    "district": "district",
    "verification": "verification",
    "precision": "precision",
    "weapons": "weapons",
    "target_type": "target_type",
}
LISTS: Final = {"perpetrator", "target", "actor", "area", "source", "language"}
MEASURES: Final = {
    "incidents": "count(*)",
    **{
        f"{kind}_{bound}": f"CAST(COALESCE(sum({kind}_{bound}), 0) AS BIGINT)"
        for kind in ("killed", "wounded", "captured")
        for bound in ("low", "best", "high")
    },
}


def _names(model: Any, ids: list[int]) -> list[str]:
    return list(model.objects.filter(pk__in=ids).values_list("name", flat=True))


def _any_of(column: str, values: Sequence[str]) -> Condition:
    return f"{column} IN ({', '.join('?' * len(values))})" if values else "false", list(values)


def _has_any(column: str, values: Sequence[str]) -> Condition:
    # By far quicker than list_has_any; a name that no incident has is no member of the enumeration.
    one = f"COALESCE(list_contains({column}, TRY_CAST(? AS {statistics_file.LISTS[column]})), false)"
    return " OR ".join([one] * len(values)) or "false", list(values)


def _families(values: list[str]) -> Condition:
    wanted = {EventFamily(value) for value in values}
    return _any_of("sub_event_type", [sub.value for sub, family in FAMILY_OF.items() if family in wanted])


def _areas(ids: list[int]) -> Condition:
    found = Area.objects.filter(pk__in=ids).values_list("kind", "code")
    return _has_any("areas", [f"{kind}:{code}" for kind, code in found])


def _rooms(ids: list[int]) -> Condition:
    return _any_of("room", list(JointOperationRoom.objects.filter(pk__in=ids).values_list("code", flat=True)))


def _box(box: Box) -> Condition:
    inside = "longitude BETWEEN ? AND ?" if box.west <= box.east else "(longitude >= ? OR longitude <= ?)"
    return f"{inside} AND latitude BETWEEN ? AND ?", [box.west, box.east, box.south, box.north]


def _near(circle: Circle) -> Condition:
    text, values = _box(circle.box)
    distance = (
        "acos(least(greatest(sin(radians(?)) * sin(radians(latitude)) + cos(radians(?)) * "
        "cos(radians(latitude)) * cos(radians(longitude - ?)), -1), 1)) <= ?"
    )
    center = circle.center
    angle = circle.radius_km / EARTH_KM
    return f"{text} AND {distance}", [*values, center.latitude, center.latitude, center.longitude, angle]


def _actor(column: str) -> Callable[[list[int]], Condition]:
    def condition(ids: list[int]) -> Condition:
        return _has_any(column, _names(Actor, ids))

    return condition


def _figure(kind: str, sign: str) -> Callable[[int], Condition]:
    return lambda figure: (f"{kind}_best {sign} ?", [figure])


def _bands(kind: str) -> Callable[[list[Band]], Condition]:
    def condition(bands: list[Band]) -> Condition:
        texts = []
        for band in bands:
            if band is None:
                texts.append(f"{kind}_best IS NULL")
            elif band[1] is None:
                texts.append(f"{kind}_best >= {band[0]:d}")
            else:
                texts.append(f"{kind}_best BETWEEN {band[0]:d} AND {band[1]:d}")
        return " OR ".join(texts), []

    return condition


def _none_of(condition: Callable[[Any], Condition]) -> Callable[[Any], Condition]:
    def opposite(value: Any) -> Condition:
        text, given = condition(value)
        return f"NOT COALESCE(({text}), false)", given

    return opposite


CONDITIONS: Final[dict[str, Callable[[Any], Condition]]] = {
    "date_from": lambda day: ("date_end >= ?", [day]),
    "date_to": lambda day: ("date_start <= ?", [day]),
    "event_type": _families,
    "sub_event_type": lambda values: _any_of("sub_event_type", values),
    "actor": _actor("actors"),
    "perpetrator": _actor("perpetrators"),
    "target": _actor("targets"),
    "participant": _actor("participants"),
    "responder": _actor("responders"),
    "area": _areas,
    "room": _rooms,
    "bbox": _box,
    "near": _near,
    "has_point": lambda wanted: (f"longitude IS {'NOT ' if wanted else ''}NULL", []),
    **{kind: _bands(kind) for kind in ("killed", "wounded", "captured")},
    **{
        f"{kind}_{end}": _figure(kind, sign)
        for kind in ("killed", "wounded", "captured")
        for end, sign in (("min", ">="), ("max", "<="))
    },
    "verification": lambda values: _any_of("verification", values),
    "precision": lambda values: _any_of("precision", values),
    "date_precision": lambda values: _any_of("date_precision", values),
    "weapons": lambda values: _any_of("weapons", values),
    "target_type": lambda values: _any_of("target_type", values),
    "source": lambda ids: _has_any("sources", _names(Source, ids)),
    "language": lambda values: _has_any("languages", values),
    "updated_since": lambda moment: ("updated_at >= ?", [moment]),
}
CONDITIONS.update({f"not_{name}": _none_of(CONDITIONS[name]) for name in CHOICES})
# Asked of PostgreSQL, which has the words and the geometry; the snapshot takes the answer's ids.
ASKED_OF_POSTGRESQL: Final = ("q", "within")


def conditions(values: dict[str, Any], query: QueryDict) -> Condition:
    """Return the filters of a request as one condition over the snapshot's columns."""
    texts = ["true"]
    parameters: list[Any] = []
    for name, condition in CONDITIONS.items():
        if values.get(name) is not None:
            text, given = condition(values[name])
            texts.append(text)
            parameters += given
    asked = QueryDict(mutable=True)
    for name in ASKED_OF_POSTGRESQL:
        if name in query:
            asked[name] = str(query[name])
    if asked:
        found, _values = filter_incidents(Incident.objects.public(), asked)
        texts.append("id IN (SELECT unnest(?::BIGINT[]))")
        parameters.append(list(found.values_list("pk", flat=True)))
    return " AND ".join(f"({text})" for text in texts), parameters


def ask(snapshot: Snapshot, statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement over the table ``incidents``, which has the snapshot's columns."""
    return statistics_file.opened(snapshot.parquet).execute(statement, list(parameters)).fetchall()


def count(
    snapshot: Snapshot,
    values: dict[str, Any],
    query: QueryDict,
    by: Sequence[str],
    measures: Mapping[str, str] = MEASURES,
) -> list[dict[str, Any]]:
    """Return one row for each combination of the dimensions ``by``, in their order.

    ``measures`` are SQL aggregates over the snapshot's columns by name.

    An incident with two perpetrators counts for each of them. Raises OverflowError where there are more
    than ``MOST_ROWS`` combinations.
    """
    condition, parameters = conditions(values, query)
    inner = f"SELECT * FROM incidents WHERE {condition}"  # noqa: S608 - constants of ours
    for name in by:
        value = f"unnest({DIMENSIONS[name]})" if name in LISTS else DIMENSIONS[name]
        inner = f"SELECT *, {value} AS by_{name} FROM ({inner})"  # noqa: S608 - likewise
    keys = [f"by_{name}" for name in by]
    statement = f"SELECT {', '.join([*keys, *measures.values()])} FROM ({inner})"  # noqa: S608 - likewise
    if by:
        statement += f" GROUP BY {', '.join(keys)} ORDER BY {', '.join(keys)} LIMIT {MOST_ROWS + 1}"
    rows = ask(snapshot, statement, parameters)
    if len(rows) > MOST_ROWS:
        raise OverflowError(len(rows))
    names = [*by, *measures]
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in zip(names, row, strict=True)
        }
        for row in rows
    ]


def ids(snapshot: Snapshot, values: dict[str, Any], query: QueryDict) -> list[int]:
    """Return the primary keys of the incidents that match, ascending."""
    condition, parameters = conditions(values, query)
    statement = f"SELECT id FROM incidents WHERE {condition} ORDER BY id"  # noqa: S608 - constants of ours
    return [pk for (pk,) in ask(snapshot, statement, parameters)]
