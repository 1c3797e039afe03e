"""Incidents as the desk knows them: exact, with status and version, each member as a PATCH takes it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.urls import reverse

from incidents.api.rows import CASUALTY_COLUMNS, Row, figure, grouped, iso, tags, utc
from incidents.enums import SubEventType
from incidents.models import CASUALTIES, Incident, IncidentArea, Participation
from incidents.models.report import DECIDED
from incidents.versions import versions_of

COLUMNS: Final = (
    "pk",
    "uid",
    "code",
    "status",
    "title",
    "summary",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "time_of_day",
    "place_id",
    "place_name",
    "district",
    "governorate",
    "longitude",
    "latitude",
    "location_precision",
    "location_note",
    "public_location_precision",
    *CASUALTY_COLUMNS,
    "weapons",
    "target_type",
    "claimed_by__name",
    "room__code",
    "sensitivity",
    "verification",
    "verification_reason",
    "merged_into__uid",
    "created_at",
    "created_by__username",
    "updated_at",
    "updated_by__username",
)


def address(request: HttpRequest, uid: UUID | str) -> str:
    """Return the address of an incident among the desk's."""
    return request.build_absolute_uri(reverse("api:desk-incident", kwargs={"uid": uid}))


def _actors(ids: list[int]) -> dict[int, list[Row]]:
    found = Participation.objects.filter(incident__in=ids).order_by("pk")
    rows = found.values("incident", "actor__name", "role", *CASUALTY_COLUMNS)
    return grouped(
        (
            {
                "incident": row["incident"],
                "actor": row["actor__name"],
                "role": row["role"],
                **{kind: figure(row, kind) for kind in CASUALTIES},
            }
            for row in rows
        ),
        "incident",
    )


def _areas(ids: list[int]) -> dict[int, list[Row]]:
    links = IncidentArea.objects.filter(incident__in=ids).order_by("area__kind", "area__name")
    return grouped(
        links.values("incident", kind=F("area__kind"), code=F("area__code"), name=F("area__name")), "incident"
    )


def _own(row: Row, request: HttpRequest) -> Row:
    """Return the members that an incident's own row holds."""
    sub_type = SubEventType(row["sub_event_type"])
    return {
        "uid": str(row["uid"]),
        "code": row["code"],
        "status": row["status"],
        "title": row["title"],
        "summary": row["summary"],
        "event_type": sub_type.family.value,
        "sub_event_type": sub_type.value,
        "date_start": iso(row["date_start"]),
        "date_end": iso(row["date_end"]),
        "date_precision": row["date_precision"],
        "time_of_day": row["time_of_day"],
        "location": {
            "place": row["place_id"],
            "name": row["place_name"],
            "district": row["district"],
            "governorate": row["governorate"],
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "precision": row["location_precision"],
            "note": row["location_note"],
            "public_precision": row["public_location_precision"],
        },
        **{kind: figure(row, kind) for kind in CASUALTIES},
        "weapons": row["weapons"],
        "target_type": row["target_type"],
        "claimed_by": row["claimed_by__name"],
        "room": row["room__code"],
        "sensitivity": row["sensitivity"],
        "verification": row["verification"],
        "verification_reason": row["verification_reason"],
        "merged_into": row["merged_into__uid"] and str(row["merged_into__uid"]),
        "created_at": utc(row["created_at"]),
        "created_by": row["created_by__username"],
        "updated_at": utc(row["updated_at"]),
        "updated_by": row["updated_by__username"],
        "api_url": address(request, row["uid"]),
    }


def desk_rows(ids: list[int], request: HttpRequest) -> list[Row]:
    """Return incidents by their keys, in that order, with all that belongs to them: seven queries.

    Their versions are read first: what changes meanwhile can't pass for what was seen.
    """
    versions = versions_of(ids)
    counted = Count("reports", filter=Q(reports__state__in=DECIDED))
    found = Incident.objects.filter(pk__in=ids).annotate(report_count=counted).order_by()
    rows: dict[int, Any] = {row["pk"]: row for row in found.values(*COLUMNS, "report_count")}
    actors, areas, tags_of = _actors(ids), _areas(ids), tags(ids)
    return [
        {
            **_own(rows[pk], request),
            "actors": actors.get(pk, []),
            "areas": areas.get(pk, []),
            "tags": tags_of.get(pk, []),
            "report_count": rows[pk]["report_count"],
            "version": versions[pk],
        }
        for pk in ids
        if pk in rows
    ]
