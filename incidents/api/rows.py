"""Incidents as JSON-ready dicts: a fixed number of queries however many rows, each column named.

Nothing here reads a place except through what the public may know of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db.models import F
from django.db.models.functions import Coalesce

from incidents.enums import LocationPrecision, SubEventType
from incidents.models import (
    CASUALTIES,
    Incident,
    IncidentArea,
    IncidentQuerySet,
    Participation,
    Report,
)
from incidents.models.report import ReportQuerySet

from .links import Links

Row = dict[str, Any]
CASUALTY_COLUMNS: Final = tuple(f"{kind}_{bound}" for kind in CASUALTIES for bound in ("low", "best", "high"))
COLUMNS: Final = (
    "pk",
    "uid",
    "code",
    "title",
    "summary",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "time_of_day",
    "place_name",
    "district",
    "governorate",
    "public_longitude",
    "public_latitude",
    "location_precision",
    "public_location_precision",
    "location_note",
    *CASUALTY_COLUMNS,
    "room__uid",
    "room__name",
    "claimed_by__name",
    "weapons",
    "target_type",
    "verification",
    "created_at",
    "updated_at",
)
PARTICIPATION_COLUMNS: Final = (
    "incident_id",
    "actor__name",
    "actor__name_ar",
    "actor__name_ckb",
    "role",
    "actor__kind",
    *CASUALTY_COLUMNS,
)
REPORT_COLUMNS: Final = (
    "article_id",
    "article__url",
    "article__published_at",
    "source_url",
    "source_date",
)
MEMBERS: Final = (
    "uid",
    "code",
    "title",
    "summary",
    "event_type",
    "sub_event_type",
    "disorder_type",
    "date_start",
    "date_end",
    "date_precision",
    "time_of_day",
    "location",
    *CASUALTIES,
    "room",
    "claimed_by",
    "weapons",
    "target_type",
    "verification",
    "created_at",
    "updated_at",
    "api_url",
    "url",
    "actors",
    "areas",
    "tags",
    "sources",
    "report_count",
)
_HIDES_DISTRICT: Final = {LocationPrecision.GOVERNORATE}
_HIDES_PLACE: Final = {LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE}


def utc(moment: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def iso(day: date | None) -> str | None:
    """Return a day as ISO 8601."""
    return None if day is None else day.isoformat()


def figure(row: Row, kind: str) -> dict[str, int | None] | None:
    """Return the range of killed, wounded or captured persons; None where nothing is reported."""
    low, best, high = row[f"{kind}_low"], row[f"{kind}_best"], row[f"{kind}_high"]
    if low is best is high is None:
        return None
    return {"low": low, "best": best, "high": high}


def hides_place(row: Row) -> bool:
    """Return whether the public is told less of the place than is known."""
    told = row["public_location_precision"]
    return bool(told) and told != row["location_precision"]


def location(row: Row) -> Row:
    """Return what the public may know of the place."""
    told = row["public_location_precision"]
    return {
        "name": "" if told in _HIDES_PLACE else row["place_name"],
        "district": "" if told in _HIDES_DISTRICT else row["district"],
        "governorate": row["governorate"],
        "longitude": row["public_longitude"],
        "latitude": row["public_latitude"],
        "precision": told or row["location_precision"],
        "note": "" if hides_place(row) else row["location_note"],
    }


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Row]]:
    """Return the rows by the value of one column, which is taken out of them."""
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.pop(key)].append(row)
    return found


def participations(ids: list[int]) -> dict[int, list[Row]]:
    """Return each incident's actors in their roles."""
    rows = Participation.objects.filter(incident__in=ids).order_by("pk").values(*PARTICIPATION_COLUMNS)
    return grouped(({"incident": row["incident_id"], **participation(row)} for row in rows), "incident")


def participation(row: Row) -> Row:
    """Return an actor in its role with its own casualties, from ``PARTICIPATION_COLUMNS``."""
    return {
        "name": row["actor__name"],
        "name_ar": row["actor__name_ar"],
        "name_ckb": row["actor__name_ckb"],
        "role": row["role"],
        "inter": row["actor__kind"],
        **{kind: figure(row, kind) for kind in CASUALTIES},
    }


def areas(ids: list[int]) -> dict[int, list[Row]]:
    """Return each incident's areas, without those that would tell a hidden place."""
    links = IncidentArea.objects.filter(incident__in=ids, public=True).order_by("area__kind", "area__name")
    return grouped(
        links.values("incident", kind=F("area__kind"), code=F("area__code"), name=F("area__name")), "incident"
    )


def tags(ids: list[int]) -> dict[int, list[str]]:
    """Return each incident's tags."""
    found: dict[int, list[str]] = defaultdict(list)
    links = Incident.tags.through.objects.filter(incident__in=ids)
    for incident, name in links.order_by("tag__name").values_list("incident_id", "tag__name"):
        found[incident].append(name)
    return found


def sources(ids: list[int]) -> dict[int, list[Row]]:
    """Return what stands behind each incident: its accepted and merged reports, oldest first."""
    reports = Report.objects.public().filter(incident__in=ids).order_by("pk")
    return grouped(
        ({"incident": row["incident"], **source(row)} for row in with_outlets(reports, "incident")),
        "incident",
    )


def with_outlets(reports: ReportQuerySet, *columns: str, **expressions: Any) -> Any:
    """Return reports as rows of ``REPORT_COLUMNS``, of outlet and language, and of what else is asked."""
    return reports.values(
        *REPORT_COLUMNS,
        *columns,
        outlet=Coalesce("article__source__name", "source__name"),
        language=Coalesce("article__language", "source__language"),
        **expressions,
    )


def source(row: Row) -> Row:
    """Return whose report it is, where it stands and of when, from a row of ``with_outlets``."""
    return {
        "outlet": row["outlet"],
        "url": row["article__url"] if row["article_id"] else row["source_url"],
        "date": report_date(row),
        "language": row["language"],
    }


def report_date(row: Any) -> str | None:
    """Return the day that a report is of."""
    published = row["article__published_at"]
    return iso(row["source_date"] or (published.astimezone(UTC).date() if published else None))


def incident(row: Row, links: Links) -> Row:
    """Return the members of an incident that its own row holds."""
    sub_type = SubEventType(row["sub_event_type"])
    return {
        "uid": str(row["uid"]),
        "code": row["code"],
        "title": row["title"],
        "summary": row["summary"],
        "event_type": sub_type.family.value,
        "sub_event_type": sub_type.value,
        "disorder_type": sub_type.disorder_type,
        "date_start": iso(row["date_start"]),
        "date_end": iso(row["date_end"]),
        "date_precision": row["date_precision"],
        "time_of_day": row["time_of_day"],
        "location": location(row),
        **{kind: figure(row, kind) for kind in CASUALTIES},
        "room": {"uid": str(row["room__uid"]), "name": row["room__name"]} if row["room__uid"] else None,
        "claimed_by": row["claimed_by__name"],
        "weapons": row["weapons"],
        "target_type": row["target_type"],
        "verification": row["verification"],
        "created_at": utc(row["created_at"]),
        "updated_at": utc(row["updated_at"]),
        "api_url": links.incident_api(row["uid"]),
        "url": links.incident_page(row["uid"]),
    }


def complete(rows: list[Row], links: Links, members: Collection[str] = MEMBERS) -> list[Row]:
    """Return incidents with all that belongs to them, from rows of ``COLUMNS``: up to four queries.

    ``members`` are the only ones that the incidents have; what belongs to no member is not asked for.
    """
    ids = [row["pk"] for row in rows]
    actors_of = participations(ids) if "actors" in members else {}
    areas_of = areas(ids) if "areas" in members else {}
    tags_of = tags(ids) if "tags" in members else {}
    sources_of = sources(ids) if {"sources", "report_count"} & set(members) else {}
    found = [
        {
            **incident(row, links),
            "actors": actors_of.get(row["pk"], []),
            "areas": areas_of.get(row["pk"], []),
            "tags": tags_of.get(row["pk"], []),
            "sources": sources_of.get(row["pk"], []),
            "report_count": len(sources_of.get(row["pk"], [])),
        }
        for row in rows
    ]
    if members is MEMBERS:
        return found
    return [{name: value for name, value in one.items() if name in members} for one in found]


def columns(queryset: IncidentQuerySet) -> list[Row]:
    """Return the rows of ``COLUMNS``: one query."""
    return list(queryset.values(*COLUMNS))
