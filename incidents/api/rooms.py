"""Joint operation rooms: phases in time, forces, the place."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from drf_spectacular.utils import extend_schema, extend_schema_view

from incidents.models import JointOperationRoom, RoomAlias, RoomForce, RoomPhaseEvent

from .base import GEOJSON, MapFormat, NoParameters, ReadView, json_response
from .features import collection, feature, point
from .links import Links
from .rows import Row, grouped, iso
from .schema import GEOJSON_ANSWER, describe, problems
from .serializers import RoomPageSerializer, RoomSerializer

COLUMNS = (
    "pk",
    "uid",
    "code",
    "name",
    "name_ar",
    "name_ckb",
    "kind",
    "status_note",
    "place_name",
    "longitude",
    "latitude",
    "accuracy_km",
    "area_of_responsibility__kind",
    "area_of_responsibility__code",
    "area_of_responsibility__name",
    "staffing",
    "conflicting_claims",
    "note",
)
PHASE_COLUMNS = ("phase", "date_start", "date_end", "date_precision", "note", "source_url")


def _phases(ids: list[int]) -> dict[int, list[Row]]:
    events = RoomPhaseEvent.objects.filter(room__in=ids).order_by("date_start", "pk")
    rows = events.values("room", *PHASE_COLUMNS)
    return grouped(
        ({**row, "date_start": iso(row["date_start"]), "date_end": iso(row["date_end"])} for row in rows),
        "room",
    )


def complete_rooms(queryset: QuerySet[JointOperationRoom], links: Links) -> list[Row]:
    """Return rooms as JSON-ready dicts: four queries."""
    rows = list(queryset.values(*COLUMNS))
    ids = [row["pk"] for row in rows]
    phases = _phases(ids)
    forces = (
        RoomForce.objects.filter(room__in=ids)
        .order_by("pk")
        .values("room", "role", "staff", name=F("actor__name"))
    )
    forces_of = grouped(forces, "room")
    aliases_of = grouped(
        RoomAlias.objects.filter(room__in=ids).order_by("pk").values("room", "language", "text"), "room"
    )
    return [_room(row, phases, forces_of, aliases_of, links) for row in rows]


def _room(
    row: Row,
    phases: dict[int, list[Row]],
    forces: dict[int, list[Row]],
    aliases: dict[int, list[Row]],
    links: Links,
) -> Row:
    pk = row.pop("pk")
    area = {key: row.pop(f"area_of_responsibility__{key}") for key in ("kind", "code", "name")}
    uid = row.pop("uid")
    return {
        "uid": str(uid),
        **row,
        "area_of_responsibility": area if area["code"] is not None else None,
        "aliases": aliases.get(pk, []),
        "forces": forces.get(pk, []),
        "phases": phases.get(pk, []),
        "api_url": links.room_api(uid),
        "url": links.room_page(uid),
    }


def room_feature(room: Row) -> Row:
    """Return a room as a GeoJSON feature."""
    geometry = point(room["longitude"], room["latitude"])
    left_out = {"longitude", "latitude", "aliases"}
    return feature(room["uid"], geometry, {key: value for key, value in room.items() if key not in left_out})


class AnyRoomList(ReadView):
    """All joint operation rooms."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return every room; there are a few dozen in a region."""
        values = self.read(request, NoParameters if self.extension else MapFormat)
        rooms = complete_rooms(JointOperationRoom.objects.order_by("name", "pk"), Links(request))
        if (self.extension or values["format"]) == "geojson":
            return json_response(collection(room_feature(room) for room in rooms), GEOJSON)
        return json_response({"results": rooms, "next": None})


class RoomDetail(ReadView):
    """One joint operation room."""

    @extend_schema(
        operation_id="get_room",
        summary="One joint operation room",
        responses={200: RoomSerializer, **problems(400, 404)},
    )
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponseBase:
        """Return a room."""
        self.read(request)
        found = complete_rooms(JointOperationRoom.objects.filter(uid=uid), Links(request))
        if not found:
            raise Http404
        return json_response(found[0])


@extend_schema_view(
    get=extend_schema(
        operation_id="list_rooms",
        summary="Joint operation rooms",
        parameters=describe(MapFormat),
        responses={(200, "application/json"): RoomPageSerializer, **GEOJSON_ANSWER, **problems(400)},
    )
)
class RoomList(AnyRoomList):
    """As JSON, or as GeoJSON by a parameter."""


@extend_schema_view(
    get=extend_schema(
        operation_id="map_rooms",
        summary="Joint operation rooms as GeoJSON",
        parameters=describe(),
        responses={**GEOJSON_ANSWER, **problems(400)},
    )
)
class RoomMap(AnyRoomList):
    """The same as GeoJSON."""

    extension = "geojson"
