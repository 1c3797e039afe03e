"""A million synthetic incidents with realistic skew, the same at every run, made by SQL set by set.

Hot spots, quiet years, a few frequent event types and actors, figures that are mostly small, some
places unknown, some hidden: what makes indexes and statistics behave as on a real record.
"""

from __future__ import annotations

import time
from typing import Any, Final

from django.db import connection

from incidents.areas import set_geometry
from incidents.enums import ActorKind, AreaKind, RoomKind, SubEventType
from incidents.models import Actor, Area, JointOperationRoom, Region
from sources.models import Source

WEST, SOUTH, COLUMNS, ROWS = 41.0, 33.0, 12, 10
STEP: Final = 0.5
TABLES: Final = (
    "incidents_incident",
    "incidents_participation",
    "incidents_incidentarea",
    "incidents_report",
)

# u(g, k): a number in [0, 1) for row g and purpose k.
FUNCTION = """
CREATE OR REPLACE FUNCTION pg_temp.u(g bigint, k int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (hashint8extended(g, k) & 2147483647) / 2147483648.0::float8 $$;
"""

INCIDENTS = """
INSERT INTO incidents_incident (
    id, uid, region_id, code, reference, title, summary, sub_event_type, date_start, date_end, date_precision,
    time_of_day, place_name, district, governorate, longitude, latitude, location_precision, location_note,
    weapons, target_type, status, verification, verification_reason, sensitivity, public_location_precision,
    killed_low, killed_best, killed_high, wounded_best, room_id, created_at, updated_at
)
SELECT
    g, md5('uid' || g)::uuid, %(region)s, 'SY-' || upper(lpad(to_hex(g), 7, '0')), '',
    (ARRAY['Attack','Clash','Bomb','Raid','Ambush'])[1 + floor(pg_temp.u(g, 1) * 5)::int]
        || ' near place ' || floor(pg_temp.u(g, 2) ^ 3 * 5000)::int,
    'Reported by witnesses on the road to place ' || floor(pg_temp.u(g, 3) * 5000)::int || '.',
    (%(types)s::text[])[1 + floor(pg_temp.u(g, 4) ^ 2.2 * array_length(%(types)s::text[], 1))::int],
    day, day + CASE WHEN precise < 0.88 THEN 0 WHEN precise < 0.94 THEN 6 ELSE 29 END,
    CASE WHEN precise < 0.88 THEN 'day' WHEN precise < 0.94 THEN 'week' ELSE 'month' END,
    '', 'Place ' || floor(pg_temp.u(g, 2) ^ 3 * 5000)::int, 'District ' || (g %% 120), 'Governorate ' || (g %% 18),
    CASE WHEN placed < 0.92 THEN longitude END, CASE WHEN placed < 0.92 THEN latitude END,
    CASE WHEN placed < 0.5 THEN 'exact' WHEN placed < 0.92 THEN 'near' ELSE 'district' END, '', '', '',
    CASE WHEN pg_temp.u(g, 5) < 0.97 THEN 'published' ELSE 'draft' END,
    (ARRAY['single_source','corroborated','confirmed','disputed'])[1 + floor(pg_temp.u(g, 6) ^ 2 * 4)::int], '',
    CASE WHEN pg_temp.u(g, 7) < 0.995 THEN 'public' ELSE 'restricted' END,
    CASE WHEN pg_temp.u(g, 8) < 0.97 THEN '' WHEN pg_temp.u(g, 8) < 0.99 THEN 'near' ELSE 'district' END,
    killed, killed, killed + CASE WHEN pg_temp.u(g, 9) < 0.1 THEN 3 ELSE 0 END,
    CASE WHEN pg_temp.u(g, 10) < 0.4 THEN floor(-ln(1 - pg_temp.u(g, 11)) * 4)::int END,
    CASE WHEN pg_temp.u(g, 12) < 0.03 THEN %(room)s + floor(pg_temp.u(g, 13) * %(rooms)s)::int END,
    timestamptz '2025-01-01' + g * interval '1 second', timestamptz '2025-01-01' + g * interval '1 second'
FROM (
    SELECT g, date '2014-01-01' + floor(4380 * pg_temp.u(g, 20) ^ 0.8)::int AS day,
        pg_temp.u(g, 21) AS precise, pg_temp.u(g, 22) AS placed,
        CASE WHEN pg_temp.u(g, 23) < 0.6 THEN floor(-ln(1 - pg_temp.u(g, 24)) * 2.5)::int END AS killed,
        41.3 + 5.4 * pg_temp.u(spot, 25) + 0.12 * sqrt(-2 * ln(1 - pg_temp.u(g, 26))) * cos(6.2832 * pg_temp.u(g, 27)) AS longitude,
        33.3 + 4.2 * pg_temp.u(spot, 28) + 0.12 * sqrt(-2 * ln(1 - pg_temp.u(g, 26))) * sin(6.2832 * pg_temp.u(g, 27)) AS latitude
    FROM (SELECT g, floor(80 * pg_temp.u(g, 29) ^ 2)::bigint AS spot FROM generate_series(1, %(count)s) AS g) AS spots
) AS rows
"""

PARTICIPATIONS = """
INSERT INTO incidents_participation (incident_id, actor_id, role)
SELECT g, %(actor)s + floor(pg_temp.u(g, 30 + part) ^ 2.5 * %(half)s)::int + part * %(half)s,
    (ARRAY['perpetrator','target'])[1 + part]
FROM generate_series(1, %(count)s) AS g, generate_series(0, 1) AS part
WHERE part = 0 OR pg_temp.u(g, 33) < 0.9
"""

AREAS = """
INSERT INTO incidents_incidentarea (incident_id, area_id, public)
SELECT id, cell, public_location_precision NOT IN ('governorate')
FROM (
    SELECT id, public_location_precision, %(area)s + floor((longitude - %(west)s) / %(step)s)::int
        + %(columns)s * floor((latitude - %(south)s) / %(step)s)::int AS cell
    FROM incidents_incident
    WHERE longitude BETWEEN %(west)s AND %(west)s + %(columns)s * %(step)s - 0.001
        AND latitude BETWEEN %(south)s AND %(south)s + %(rows)s * %(step)s - 0.001
) AS cells
"""

REPORTS = """
INSERT INTO incidents_report (
    ordinal, source_id, source_url, source_date, incident_id, state, restricted, main, evidence, reason, coder, created_at,
    sub_event_type, district, governorate, casualties, waits_since
)
SELECT 0, %(source)s + floor(pg_temp.u(g, 40 + part) ^ 2 * %(sources)s)::int,
    'https://news.example.org/' || g || '/' || part, date '2025-01-01', g, 'accepted', false, true, '[]', '',
    'importer', now(), '', '', '', 0, now()
FROM generate_series(1, %(count)s) AS g, generate_series(0, 2) AS part
WHERE part = 0 OR pg_temp.u(g, 50 + part) < 0.25
"""

CHANGES = """
INSERT INTO incidents_change (uid, code, seq, changed_at, transaction)
SELECT uid, code, nextval('incidents_change_seq'), updated_at, 0
FROM (SELECT uid, code, updated_at FROM incidents_incident
      WHERE status = 'published' AND sensitivity = 'public' ORDER BY id) AS shown
"""


def _things() -> dict[str, Any]:
    """Make the region, actors, sources, rooms and a grid of districts; return their first keys."""
    region = Region.objects.create(
        slug="synthetic", name="Synthetic", prefix="SY", west=WEST, south=SOUTH, east=47, north=38
    )
    kinds = [ActorKind.REBELS, ActorKind.POLITICAL_MILITIA, ActorKind.STATE, ActorKind.CIVILIANS]
    actors = Actor.objects.bulk_create(
        [Actor(name=f"Actor {number}", kind=kinds[number // 20]) for number in range(80)]
    )
    sources = Source.objects.bulk_create([Source(name=f"Outlet {number}") for number in range(40)])
    rooms = JointOperationRoom.objects.bulk_create(
        [
            JointOperationRoom(
                region=region,
                code=f"SYN-{number}",
                name=f"Room {number}",
                kind=RoomKind.COORDINATION_CENTRE,
                place_name="Place",
                longitude=44 + number / 10,
                latitude=35,
            )
            for number in range(6)
        ]
    )
    areas = Area.objects.bulk_create(
        [_cell(region, column, row) for row in range(ROWS) for column in range(COLUMNS)]
    )
    return {
        "region": region.pk,
        "actor": actors[0].pk,
        "half": len(actors) // 2,
        "source": sources[0].pk,
        "sources": len(sources),
        "room": rooms[0].pk,
        "rooms": len(rooms),
        "area": areas[0].pk,
        "west": WEST,
        "south": SOUTH,
        "step": STEP,
        "columns": COLUMNS,
        "rows": ROWS,
        "types": list(SubEventType.values),
    }


def _cell(region: Region, column: int, row: int) -> Area:
    west, south = WEST + column * STEP, SOUTH + row * STEP
    ring = [
        [west, south],
        [west + STEP, south],
        [west + STEP, south + STEP],
        [west, south + STEP],
        [west, south],
    ]
    area = Area(
        region=region, kind=AreaKind.DISTRICT, code=f"c{column}r{row}", name=f"District {column}/{row}"
    )
    set_geometry(area, {"type": "Polygon", "coordinates": [ring]})
    return area


def load(count: int) -> float:
    """Fill an empty, migrated database with ``count`` incidents; return the seconds it took.

    Triggers are off meanwhile (the log of changes is written at the end), as for a restored backup.
    """
    begin = time.perf_counter()
    values = {**_things(), "count": count}
    with connection.cursor() as cursor:
        cursor.execute(
            "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '128MB'"
        )
        cursor.execute(FUNCTION)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        for statement in (INCIDENTS, PARTICIPATIONS, AREAS, REPORTS, CHANGES):
            cursor.execute(statement, values)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        cursor.execute("SELECT setval(pg_get_serial_sequence('incidents_incident', 'id'), %s)", [count])
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - begin
