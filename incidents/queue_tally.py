"""Count many groupings of a queue in one pass over its rows, which the ORM has no words for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def tally(rows: QuerySet[Any], groupings: Mapping[str, tuple[Any, ...]]) -> dict[str, Counter[Any]]:
    """Return, for each named grouping, how many rows have each value of its expressions.

    A value is what the one expression gives, or a tuple where a grouping has several.
    """
    found: dict[str, Counter[Any]] = {name: Counter() for name in groupings}
    columns = {f"{name}_{i}": part for name, parts in groupings.items() for i, part in enumerate(parts)}
    sets = {name: [f"{name}_{i}" for i in range(len(parts))] for name, parts in groupings.items()}
    try:
        inner, parameters = rows.order_by().values(**columns).query.sql_with_params()
    except EmptyResultSet:  # a filter that nothing can pass
        return found
    firsts = ", ".join(names[0] for names in sets.values())
    groups = ", ".join(f"({', '.join(names)})" for names in sets.values())
    # Only names of this module's own making are put into the statement; values are parameters.
    statement = (
        f"SELECT grouping({firsts}), count(*), {', '.join(columns)} "  # noqa: S608 - as above
        f"FROM ({inner}) AS asked GROUP BY GROUPING SETS ({groups})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for mask, number, *values in cursor.fetchall():
            # Of the bits, the last grouping's is the lowest; the one that is grouped by has a 0.
            name = next(name for bit, name in enumerate(reversed(sets)) if not mask >> bit & 1)
            row = dict(zip(columns, values, strict=True))
            key = tuple(row[column] for column in sets[name])
            found[name][key if len(key) > 1 else key[0]] = number
    return found
