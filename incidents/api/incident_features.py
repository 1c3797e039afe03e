"""Incidents as GeoJSON features, which PostgreSQL writes: ten thousand of them are too many for Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from django.db import connection

from incidents.export_tables import DISTRICT, FAMILY, PLACE, PLAIN, PRECISION
from incidents.models import IncidentQuerySet

from .features import dumps
from .links import Links
from .pagination import ORDERINGS, Cursor, after, cursor_after
from .rows import Row

BATCH: Final = 2_000


def _json(expression: str) -> str:
    return f"COALESCE(to_json({expression})::text, 'null')"


def _names(expression: str) -> str:
    return f"COALESCE(to_json({expression})::text, '[]')"


PROPERTIES: Final = {
    "uid": _json("i.uid"),
    "code": _json("i.code"),
    "title": _json("i.title"),
    "event_type": _json(f"({FAMILY})"),
    "sub_event_type": _json("i.sub_event_type"),
    "date_start": _json("i.date_start"),
    "date_end": _json("i.date_end"),
    "date_precision": _json("i.date_precision"),
    "place": _json(f"({PLACE})"),
    "district": _json(f"({DISTRICT})"),
    "governorate": _json("i.governorate"),
    "precision": _json(PRECISION),
    "killed_best": _json("i.killed_best"),
    "killed_low": _json("i.killed_low"),
    "killed_high": _json("i.killed_high"),
    "wounded_best": _json("i.wounded_best"),
    "captured_best": _json("i.captured_best"),
    "verification": _json("i.verification"),
    "perpetrators": _names("parts.perpetrators"),
    "targets": _names("parts.targets"),
    "sources": "COALESCE(cardinality(reported.names), 0)::text",
    "url": _json("%(before)s || i.uid || %(after)s"),
}
POINT: Final = (
    "CASE WHEN i.public_longitude IS NULL THEN 'null' ELSE "
    """'{"type":"Point","coordinates":[' || i.public_longitude || ',' || i.public_latitude || ']}' END"""
)
FEATURE: Final = (
    f"""'{{"type":"Feature","id":"' || i.uid || '","geometry":' || {POINT} || ',"properties":{{' || """
    + " || ',' || ".join(f"""'"{name}":' || {value}""" for name, value in PROPERTIES.items())
    + " || '}}'"
)
STATEMENT: Final = (
    "SELECT string_agg(feature.text, E',\\n' ORDER BY feature.place), count(*) "  # noqa: S608 - constants
    f"FROM (SELECT {FEATURE} AS text, found.place {PLAIN.source}) AS feature"
)


class Part(NamedTuple):
    """Some features as JSON with commas between, how many, and the cursor of what lies beyond the limit."""

    text: str
    features: int
    following: str | None


def write(ids: list[int], links: Links) -> tuple[str, int]:
    """Return the features of those of the incidents that are public, in the order of ids; and how many."""
    before, behind = links.around_incident_page()
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"ids": ids, "before": before, "after": behind})
        text, count = cursor.fetchone()
    return text or "", count


def parts(
    queryset: IncidentQuerySet, ordering: str, cursor: Cursor | None, limit: int, links: Links
) -> Iterator[Part]:
    """Yield the features after a cursor, up to ``limit``; two queries a part."""
    column = ORDERINGS[ordering].column
    while True:
        size = min(BATCH, limit)
        keys = list(after(queryset, ordering, cursor).values("pk", column)[: size + 1])
        more, keys = len(keys) > size, keys[:size]
        limit -= len(keys)
        following = cursor_after(ordering, keys) if more else None
        text, count = write([key["pk"] for key in keys], links) if keys else ("", 0)
        if not more or limit == 0:
            yield Part(text, count, following)
            return
        yield Part(text, count, None)
        cursor = Cursor.decode(str(following))


def stream(found: Iterable[Part], ending: Callable[[str | None], Row]) -> Iterator[str]:
    """Yield a FeatureCollection's text; ``ending`` gives its last members from the cursor of what follows."""
    yield '{"type":"FeatureCollection","features":['
    count, following = 0, None
    for part in found:
        if part.features:
            yield ("," if count else "") + part.text
        count, following = count + part.features, part.following
    yield "]," + dumps({"numberReturned": count, **ending(following)})[1:]
