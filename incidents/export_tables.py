"""The columns of exported tables: our own, ACLED's and UCDP's, each an SQL expression.

Columns are listed, never taken from the model: a new private field cannot leak. Places come from what
the public may know alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from incidents.enums import SUB_TYPES_OF, EventFamily, SubEventType

# A cell that begins so is run as a formula by spreadsheets; an apostrophe makes it text.
FORMULA_START: Final = r"^([=+\-@＝＋－＠\t\r\n])"


def _case(column: str, values: Mapping[str, Any], default: str = "NULL") -> str:
    """Return an SQL CASE over constants of our own code lists."""
    whens = " ".join(f"WHEN {quote(key)} THEN {quote(value)}" for key, value in values.items())
    return f"CASE {column} {whens} ELSE {default} END"


def quote(value: object) -> str:
    """Return an SQL literal of a constant of ours."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def guard(expression: str) -> str:
    """Return a text column as spreadsheets show it and never run it."""
    return f"regexp_replace({expression}, '{FORMULA_START}', '''\\1')"


FAMILY: Final = _case("i.sub_event_type", {sub: sub.family for sub in SubEventType})
DISORDER: Final = _case("i.sub_event_type", {sub: sub.disorder_type for sub in SubEventType})
OURS: Final = ", ".join(quote(sub) for sub in SUB_TYPES_OF[EventFamily.OPERATIONS])
HIDES_PLACE: Final = "i.public_location_precision IN ('district', 'governorate')"
PLACE: Final = f"CASE WHEN {HIDES_PLACE} THEN '' ELSE i.place_name END"
DISTRICT: Final = "CASE WHEN i.public_location_precision = 'governorate' THEN '' ELSE i.district END"
PRECISION: Final = "COALESCE(NULLIF(i.public_location_precision, ''), i.location_precision)"
NOTE: Final = (
    "CASE WHEN i.public_location_precision IN ('', i.location_precision) THEN i.location_note ELSE '' END"
)


# What the columns are taken from, for a batch of ids in their order: one pass over each table.
FROM: Final = """
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS found (id, place)
JOIN incidents_incident AS i ON i.id = found.id
JOIN incidents_region AS g ON g.id = i.region_id
LEFT JOIN incidents_jointoperationroom AS room ON room.id = i.room_id
LEFT JOIN incidents_actor AS claimant ON claimant.id = i.claimed_by_id
LEFT JOIN (
    SELECT
        p.incident_id,
        array_agg(a.name ORDER BY p.id) FILTER (WHERE p.role = 'perpetrator') AS perpetrators,
        array_agg(a.name ORDER BY p.id) FILTER (WHERE p.role = 'target') AS targets,
        array_agg(a.name ORDER BY p.id) FILTER (WHERE p.role = 'participant') AS participants,
        array_agg(a.name ORDER BY p.id) FILTER (WHERE p.role = 'responder') AS responders,
        array_agg(a.kind ORDER BY p.id) FILTER (WHERE p.role = 'perpetrator') AS perpetrator_kinds,
        array_agg(a.kind ORDER BY p.id) FILTER (WHERE p.role = 'target') AS target_kinds,
        array_agg(a.kind ORDER BY p.id) FILTER (WHERE p.role = 'participant') AS participant_kinds,
        sum(p.killed_best) FILTER (WHERE p.role = 'perpetrator' AND a.kind <> 7) AS perpetrators_killed,
        sum(p.killed_best) FILTER (WHERE p.role <> 'perpetrator' AND a.kind <> 7) AS others_killed,
        sum(p.killed_best) FILTER (WHERE a.kind = 7) AS civilians_killed
    FROM incidents_participation AS p JOIN incidents_actor AS a ON a.id = p.actor_id
    WHERE p.incident_id = ANY(%(ids)s)
    GROUP BY p.incident_id
) AS parts ON parts.incident_id = i.id
LEFT JOIN (
    SELECT
        r.incident_id,
        string_agg(s.name, '; ' ORDER BY r.id) AS outlets,
        string_agg(COALESCE(t.url, r.source_url), ' ' ORDER BY r.id) AS urls,
        string_agg(
            COALESCE(r.source_date, (t.published_at AT TIME ZONE 'UTC')::date)::text, '; ' ORDER BY r.id
        ) AS dates,
        string_agg(t.title, '; ' ORDER BY r.id) AS headlines,
        array_agg(DISTINCT s.name) AS names,
        array_agg(DISTINCT COALESCE(t.language, s.language)) AS languages,
        count(*) AS reports
    FROM incidents_report AS r
    LEFT JOIN sources_article AS t ON t.id = r.article_id
    JOIN sources_source AS s ON s.id = COALESCE(t.source_id, r.source_id)
    WHERE r.incident_id = ANY(%(ids)s) AND r.state IN ('accepted', 'merged') AND NOT r.restricted
    GROUP BY r.incident_id
) AS reported ON reported.incident_id = i.id
LEFT JOIN (
    SELECT link.incident_id, string_agg(tag.name, '; ' ORDER BY tag.name) AS names
    FROM incidents_incident_tags AS link JOIN incidents_tag AS tag ON tag.id = link.tag_id
    WHERE link.incident_id = ANY(%(ids)s)
    GROUP BY link.incident_id
) AS tagged ON tagged.incident_id = i.id
LEFT JOIN (
    SELECT
        link.incident_id,
        string_agg(DISTINCT area.kind || ':' || area.code, E'\\x1f') FILTER (WHERE link.public) AS told,
        string_agg(DISTINCT area.kind || ':' || area.code, E'\\x1f') AS known
    FROM incidents_incidentarea AS link JOIN incidents_area AS area ON area.id = link.area_id
    WHERE link.incident_id = ANY(%(ids)s)
    GROUP BY link.incident_id
) AS areas ON areas.incident_id = i.id
"""


@dataclass(frozen=True)
class Table:
    """Columns by name: an SQL expression each, over joined tables, of what ``shown`` is true for."""

    texts: Mapping[str, str]
    values: Mapping[str, str]
    order: Sequence[str]
    hxl: Mapping[str, str] = field(default_factory=dict)
    joined: str = FROM
    shown: str = "i.status = 'published' AND i.sensitivity = 'public'"

    @property
    def source(self) -> str:
        """What follows SELECT: the incidents ``%(ids)s`` that may be shown, each with its ``found.place``."""
        # Named twice, so that they are looked up rather than found by a walk over all incidents.
        return f"{self.joined}WHERE i.id = ANY(%(ids)s) AND {self.shown}"

    def expression(self, name: str, *, guarded: bool) -> str:
        """Return a column's SQL; ``guarded`` texts are never run as formulas."""
        if name in self.values:
            return self.values[name]
        return guard(self.texts[name]) if guarded else self.texts[name]


def _joined(names: str) -> str:
    return f"array_to_string({names}, '; ')"


FIGURES: Final = {
    f"{kind}_{bound}": f"i.{kind}_{bound}"
    for kind in ("killed", "wounded", "captured")
    for bound in ("low", "best", "high")
}
PLAIN: Final = Table(
    texts={
        "title": "i.title",
        "summary": "i.summary",
        "place": PLACE,
        "district": DISTRICT,
        "governorate": "i.governorate",
        "location_note": NOTE,
        "perpetrators": _joined("parts.perpetrators"),
        "targets": _joined("parts.targets"),
        "participants": _joined("parts.participants"),
        "responders": _joined("parts.responders"),
        "claimed_by": "claimant.name",
        "room": "room.name",
        "tags": "tagged.names",
        "sources": "reported.outlets",
        "source_urls": "reported.urls",
    },
    values={
        "uid": "i.uid",
        "code": "i.code",
        "event_type": FAMILY,
        "sub_event_type": "i.sub_event_type",
        "disorder_type": DISORDER,
        "date_start": "i.date_start",
        "date_end": "i.date_end",
        "date_precision": "i.date_precision",
        "time_of_day": "i.time_of_day",
        "longitude": "i.public_longitude",
        "latitude": "i.public_latitude",
        "location_precision": PRECISION,
        "weapons": "i.weapons",
        "target_type": "i.target_type",
        "verification": "i.verification",
        "report_count": "reported.reports",
        "updated_at": "to_char(i.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
        **FIGURES,
    },
    order=[
        *("uid", "code", "title", "summary", "event_type", "sub_event_type", "disorder_type"),
        *("date_start", "date_end", "date_precision", "time_of_day"),
        *("place", "district", "governorate", "longitude", "latitude", "location_precision", "location_note"),
        *("perpetrators", "targets", "participants", "responders", "claimed_by", *FIGURES),
        *("weapons", "target_type", "room", "tags"),
        *("verification", "sources", "source_urls", "report_count", "updated_at"),
    ],
    hxl={
        "code": "#event+code",
        "date_start": "#date+occurred",
        "event_type": "#event+type",
        "sub_event_type": "#event+type+sub",
        "perpetrators": "#group+name+first",
        "targets": "#group+name+second",
        "governorate": "#adm1+name",
        "district": "#adm2+name",
        "place": "#loc+name",
        "latitude": "#geo+lat",
        "longitude": "#geo+lon",
        "sources": "#meta+source",
        "summary": "#description",
        "killed_best": "#affected+killed",
    },
)

# ACLED's order of actors does not say who attacked. Ours does: perpetrators first, where there are any.


def _first(kinds: str = "s") -> str:
    """Return the names (or, with ``_kinds``, the kinds) of the first side."""
    return (
        f"CASE WHEN parts.perpetrators IS NOT NULL THEN parts.perpetrator{kinds} "
        f"WHEN parts.targets IS NULL THEN parts.participant{kinds}[1:1] "
        f"WHEN parts.participants IS NOT NULL THEN parts.participant{kinds} ELSE parts.target{kinds} END"
    )


def _second(kinds: str = "s") -> str:
    """Return the names (or, with ``_kinds``, the kinds) of the second side."""
    return (
        "CASE WHEN parts.perpetrators IS NOT NULL "
        f"THEN COALESCE(parts.target{kinds}, parts.participant{kinds}) "
        f"WHEN parts.targets IS NULL THEN parts.participant{kinds}[2:] "
        f"WHEN parts.participants IS NOT NULL THEN parts.target{kinds} END"
    )


FIRST, SECOND = f"({_first()})", f"({_second()})"
FIRST_KINDS, SECOND_KINDS = f"({_first('_kinds')})", f"({_second('_kinds')})"
INTER_1, INTER_2 = f"COALESCE({FIRST_KINDS}[1], 0)", f"COALESCE({SECOND_KINDS}[1], 0)"
ACLED: Final = Table(
    texts={
        "actor1": f"COALESCE(({FIRST})[1], '')",
        "assoc_actor_1": _joined(f"({FIRST})[2:]"),
        "actor2": f"COALESCE(({SECOND})[1], '')",
        "assoc_actor_2": _joined(f"({SECOND})[2:]"),
        "region": "g.name",
        "country": "g.name",
        "admin1": "i.governorate",
        "admin2": DISTRICT,
        "location": f"COALESCE(NULLIF({PLACE}, ''), NULLIF({DISTRICT}, ''), i.governorate)",
        "source": "reported.outlets",
        "notes": "COALESCE(NULLIF(i.summary, ''), i.title)",
        "tags": "tagged.names",
    },
    values={
        "event_id_cnty": "i.code",
        "event_date": "i.date_start",
        "year": "extract(year FROM i.date_start)::int",
        "time_precision": _case("i.date_precision", {"day": 1, "week": 2}, "3"),
        "disorder_type": DISORDER,
        "event_type": f"CASE WHEN i.sub_event_type IN ({OURS}) "
        f"THEN 'Strategic developments' ELSE {FAMILY} END",
        "sub_event_type": f"CASE WHEN i.sub_event_type IN ({OURS}) THEN 'Other' ELSE i.sub_event_type END",
        "inter1": INTER_1,
        "inter2": INTER_2,
        "interaction": f"CASE WHEN {INTER_1} = 0 OR {INTER_2} = 0 THEN greatest({INTER_1}, {INTER_2}) * 10 "
        f"ELSE least({INTER_1}, {INTER_2}) * 10 + greatest({INTER_1}, {INTER_2}) END",
        "civilian_targeting": "CASE WHEN 7 = ANY(parts.target_kinds) THEN 'Civilian targeting' ELSE '' END",
        "iso": "NULLIF(g.country_code, '')::int",
        "admin3": "''",
        "latitude": "i.public_latitude",
        "longitude": "i.public_longitude",
        "geo_precision": _case(PRECISION, {"exact": 1, "near": 2}, "3"),
        "source_scale": "''",
        "fatalities": "COALESCE(i.killed_best, 0)",
        "timestamp": "floor(extract(epoch FROM i.updated_at))::bigint",
    },
    order=[
        *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type"),
        *("sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
        *("interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3"),
        *("location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes"),
        *("fatalities", "tags", "timestamp"),
    ],
)

SUM_OF_SIDES: Final = " + ".join(
    f"COALESCE(parts.{side}_killed, 0)" for side in ("perpetrators", "others", "civilians")
)
BEST: Final = f"greatest(COALESCE(i.killed_best, 0), {SUM_OF_SIDES})"
ALL_KINDS: Final = "parts.perpetrator_kinds || parts.target_kinds || parts.participant_kinds"
SIDE_A, SIDE_B = f"COALESCE(({FIRST})[1], '')", f"COALESCE(({SECOND})[1], '')"
UCDP: Final = Table(
    texts={
        "conflict_name": "g.name",
        "dyad_name": f"concat_ws(' - ', NULLIF({SIDE_A}, ''), NULLIF({SIDE_B}, ''))",
        "side_a": SIDE_A,
        "side_b": SIDE_B,
        "source_article": "reported.urls",
        "source_office": "reported.outlets",
        "source_date": "reported.dates",
        "source_headline": "reported.headlines",
        "where_coordinates": f"COALESCE(NULLIF({PLACE}, ''), NULLIF({DISTRICT}, ''), i.governorate)",
        "where_description": NOTE,
        "adm_1": "i.governorate",
        "adm_2": DISTRICT,
        "country": "g.name",
        "region": "g.name",
    },
    values={
        # A number that stays, as UCDP's readers expect, made of the uid.
        "id": "('x' || left(replace(i.uid::text, '-', ''), 13))::bit(52)::bigint",
        "relid": "i.code",
        "year": "extract(year FROM i.date_start)::int",
        "active_year": "1",
        "code_status": "'Clear'",
        "type_of_violence": "CASE WHEN 7 = ANY(parts.target_kinds) THEN 3 "
        f"WHEN {ALL_KINDS} && ARRAY[1, 8]::smallint[] THEN 1 ELSE 2 END",
        **dict.fromkeys(
            (
                *("conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id", "side_a_dset_id"),
                *("side_a_new_id", "side_b_dset_id", "side_b_new_id", "source_original", "country_id"),
                *("gwnoa", "gwnob"),
            ),
            "''",
        ),
        "number_of_sources": "reported.reports",
        "where_prec": _case(PRECISION, {"exact": 1, "near": 2, "district": 3}, "4"),
        "latitude": "i.public_latitude",
        "longitude": "i.public_longitude",
        "geom_wkt": "'POINT (' || i.public_longitude || ' ' || i.public_latitude || ')'",
        "priogrid_gid": "(floor((i.public_latitude + 90) * 2) * 720"
        " + floor((i.public_longitude + 180) * 2) + 1)::int",
        "event_clarity": "1",
        "date_prec": _case("i.date_precision", {"day": 1, "week": 2, "month": 4}, "5"),
        "date_start": "i.date_start",
        "date_end": "i.date_end",
        "deaths_a": "COALESCE(parts.perpetrators_killed, 0)",
        "deaths_b": "COALESCE(parts.others_killed, 0)",
        "deaths_civilians": "COALESCE(parts.civilians_killed, 0)",
        "deaths_unknown": f"{BEST} - ({SUM_OF_SIDES})",
        "best": BEST,
        "high": f"greatest(COALESCE(i.killed_high, 0), {BEST})",
        "low": f"least(COALESCE(i.killed_low, {BEST}), {BEST})",
    },
    order=[
        *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id"),
        *("conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id"),
        *("side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources"),
        *("source_article", "source_office", "source_date", "source_headline", "source_original"),
        *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
        *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
        *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
        *("best", "high", "low", "gwnoa", "gwnob"),
    ],
)
