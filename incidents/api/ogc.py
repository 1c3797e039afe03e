"""OGC API – Features, part 1 (core, GeoJSON): QGIS and GDAL read incidents, rooms and areas directly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema

from incidents import filter_queries as queries
from incidents.filters import filter_incidents
from incidents.models import Area, Incident, JointOperationRoom
from incidents.parameters import (
    Box,
    BoxField,
    CountField,
    ParameterField,
    ParameterForm,
    parse_coordinates,
    read_parameters,
    refuse,
)

from . import incident_features
from .areas import COLUMNS as AREA_COLUMNS
from .areas import area_feature, area_json
from .base import GEOJSON, NoParameters, ReadView, json_response
from .formats import LARGEST_MAP
from .links import Links
from .pagination import DEFAULT_ORDERING, CursorField, next_link
from .rooms import complete_rooms, room_feature
from .rows import Row, utc
from .schema import GEOJSON_ANSWER, describe, problems
from .serializers import OgcSerializer

PAGE: Final = 1_000
WORLD: Final = [-180, -90, 180, 90]
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS_TO: Final = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson")
]
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2}))?")
Period = tuple[date | None, date | None]


class PeriodField(ParameterField):
    """A day or time, or an interval of two with ``/`` between, open where a side is ``..`` or empty."""

    example = "2021-05-01/2021-05-31"

    def parse(self, text: str) -> Period:
        """Return the first and the last day (UTC), None where open."""
        sides = text.split("/")
        if len(sides) == 1 and sides[0] not in {"", ".."}:
            sides = sides * 2
        try:
            first, last = (None if side in {"", ".."} else self._day(side) for side in sides)
        except (ValueError, OverflowError):
            raise refuse(
                _("must be a day or time, or two with / between, as 2021-05-01/2021-05-31")
            ) from None
        if first and last and first > last:
            raise refuse(_("ends before it begins"))
        return first, last

    def _day(self, text: str) -> date:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        if "T" not in text:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text).astimezone(UTC).date()


class AnyBoxField(BoxField):
    """A box of two or three dimensions; heights do not matter, since nothing here has one."""

    def parse(self, text: str) -> Box:
        """See ParameterField."""
        if text.count(",") != 5:
            return super().parse(text)
        west, south, _low, east, north, _high = parse_coordinates(text, "west,south,low,east,north,high")
        return super().parse(f"{west!r},{south!r},{east!r},{north!r}")


class ItemParameters(ParameterForm):
    """What every collection takes."""

    limit = CountField(1, LARGEST_MAP, help_text=gettext_lazy("Features in the answer, 1000 unless given."))
    bbox = AnyBoxField(help_text=gettext_lazy("west,south,east,north in degrees."))
    datetime = PeriodField(help_text=gettext_lazy("A day, or an interval: 2021-05-01/2021-05-31, ../2021."))


class IncidentParameters(ParameterForm):
    """What incidents take beside the filters of the list, which has bbox itself."""

    limit = ItemParameters.base_fields["limit"]
    datetime = ItemParameters.base_fields["datetime"]
    cursor = CursorField(help_text=gettext_lazy("Where the page begins: taken from the link, never made up."))


class OffsetParameters(ItemParameters):
    """What small collections take."""

    offset = CountField(0, help_text=gettext_lazy("How many to skip."))


@dataclass(frozen=True)
class Collection:
    """One collection: what it is, how its features are found, and one of them."""

    title: str
    description: str
    extent: Callable[[], list[float]]
    items: Callable[[HttpRequest], HttpResponseBase]
    one: Callable[[HttpRequest, str], Row | None]


def _address(request: HttpRequest, view: str, **values: str) -> str:
    return request.build_absolute_uri(reverse(f"ogc:{view}", kwargs=values))


def _link(href: str, rel: str, kind: str = "application/json", title: str = "") -> Row:
    return {"href": href, "rel": rel, "type": kind, **({"title": title} if title else {})}


def _ending(request: HttpRequest, following: str | None) -> Row:
    links = [_link(request.build_absolute_uri(), "self", GEOJSON)]
    if following:
        links.append(_link(following, "next", GEOJSON))
    return {"timeStamp": utc(timezone.now()), "links": links}


def _incidents(request: HttpRequest) -> HttpResponseBase:
    found, values = filter_incidents(Incident.objects.public(), request.GET, IncidentParameters(request.GET))
    first, last = values["datetime"] or (None, None)
    found = queries.since(found, first) if first else found
    found = queries.until(found, last) if last else found
    links = Links(request)
    parts = incident_features.parts(found, DEFAULT_ORDERING, values["cursor"], values["limit"] or PAGE, links)
    text = incident_features.stream(
        parts, lambda following: _ending(request, following and next_link(request, following))
    )
    return StreamingHttpResponse(text, content_type=GEOJSON)


def _incident(request: HttpRequest, key: str) -> Row | None:
    found = Incident.objects.public().filter(uid=key) if _is_uid(key) else Incident.objects.none()
    text, count = incident_features.write(list(found.values_list("pk", flat=True)), Links(request))
    feature: Row | None = json.loads(text) if count else None
    return feature


def _is_uid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def _touches(box: Box, west: str, south: str, east: str, north: str) -> Q:
    """Return the condition that a box of columns and ``box`` have a point in common."""
    across = Q(**{f"{west}__lte": box.east, f"{east}__gte": box.west})
    if box.west > box.east:
        across = Q(**{f"{west}__lte": box.east}) | Q(**{f"{east}__gte": box.west})
    return across & Q(**{f"{south}__lte": box.north, f"{north}__gte": box.south})


def _small(
    request: HttpRequest,
    found: QuerySet[Any],
    sides: tuple[str, str, str, str],
    write: Callable[[Any], list[Row]],
) -> HttpResponseBase:
    """Answer with a part of a small collection; its features are of no time, so they are of any."""
    values = read_parameters(request.GET, OffsetParameters(request.GET))
    if values["bbox"]:
        found = found.filter(_touches(values["bbox"], *sides))
    offset, limit = values["offset"] or 0, values["limit"] or PAGE
    count = found.count()
    listed = write(found[offset : offset + limit])
    following = None
    if offset + limit < count:
        query = request.GET.copy()
        query["offset"] = str(offset + limit)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    body = {
        "type": "FeatureCollection",
        "features": listed,
        "numberReturned": len(listed),
        "numberMatched": count,
    }
    return json_response({**body, **_ending(request, following)}, GEOJSON)


def _rooms(request: HttpRequest) -> HttpResponseBase:
    found = JointOperationRoom.objects.order_by("name", "pk")
    sides = ("longitude", "latitude", "longitude", "latitude")
    return _small(request, found, sides, lambda some: _room_features(request, some))


def _room_features(request: HttpRequest, some: QuerySet[JointOperationRoom]) -> list[Row]:
    return [room_feature(room) for room in complete_rooms(some, Links(request))]


def _room(request: HttpRequest, key: str) -> Row | None:
    if not _is_uid(key):
        return None
    return next(iter(_room_features(request, JointOperationRoom.objects.filter(uid=key))), None)


def _areas(request: HttpRequest) -> HttpResponseBase:
    found = Area.objects.order_by("kind", "name", "code", "pk")
    return _small(request, found, ("west", "south", "east", "north"), _area_features)


def _area_features(some: QuerySet[Area]) -> list[Row]:
    return [area_feature(area_json(row)) for row in some.values(*AREA_COLUMNS, "geometry")]


def _area(_request: HttpRequest, key: str) -> Row | None:
    kind, _colon, code = key.partition(":")
    return next(iter(_area_features(Area.objects.filter(kind=kind, code=code)[:1])), None)


def _extent_of_areas() -> list[float]:
    """Return the box around all areas, where incidents are looked for; without any, the world."""
    rows = list(Area.objects.values_list("west", "south", "east", "north"))
    if not rows:
        return list(WORLD)
    west, south, east, north = zip(*rows, strict=True)
    return [min(west), min(south), max(east), max(north)]


COLLECTIONS: Final = {
    "incidents": Collection(
        "Incidents", "Published security incidents", _extent_of_areas, _incidents, _incident
    ),
    "rooms": Collection(
        "Joint operation rooms", "Joint coordination centres", _extent_of_areas, _rooms, _room
    ),
    "areas": Collection(
        "Areas", "Governorates, districts, ranges and others", _extent_of_areas, _areas, _area
    ),
}


def _collection(request: HttpRequest, name: str) -> Row:
    found = COLLECTIONS[name]
    return {
        "id": name,
        "title": found.title,
        "description": found.description,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [found.extent()], "crs": CRS84}},
        "crs": [CRS84],
        "links": [
            _link(_address(request, "collection", name=name), "self"),
            _link(_address(request, "items", name=name), "items", GEOJSON, found.title),
        ],
    }


class OgcView(ReadView):
    """An address of the OGC API."""

    def collection(self, name: str) -> Collection:
        """Return a collection. Raises Http404."""
        if name not in COLLECTIONS:
            raise Http404
        return COLLECTIONS[name]


class Landing(OgcView):
    """Where to begin."""

    @extend_schema(operation_id="ogc_landing", summary="OGC API: landing page", responses=OgcSerializer)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the links."""
        self.read(request, NoParameters)
        openapi = "application/vnd.oai.openapi+json;version=3.1"
        schema = request.build_absolute_uri(f"{reverse('api:schema')}?format=json")
        links = [
            _link(_address(request, "landing"), "self"),
            _link(schema, "service-desc", openapi),
            _link(request.build_absolute_uri(reverse("api:docs")), "service-doc", "text/html"),
            _link(_address(request, "conformance"), "conformance"),
            _link(_address(request, "collections"), "data"),
        ]
        return json_response({"title": "Hamrin", "description": "Security incidents", "links": links})


class Conformance(OgcView):
    """What is kept."""

    @extend_schema(operation_id="ogc_conformance", summary="OGC API: conformance", responses=OgcSerializer)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the conformance classes."""
        self.read(request, NoParameters)
        return json_response({"conformsTo": CONFORMS_TO})


class Collections(OgcView):
    """What there is."""

    @extend_schema(operation_id="ogc_collections", summary="OGC API: collections", responses=OgcSerializer)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return all collections."""
        self.read(request, NoParameters)
        listed = [_collection(request, name) for name in COLLECTIONS]
        return json_response(
            {"links": [_link(_address(request, "collections"), "self")], "collections": listed}
        )


class OneCollection(OgcView):
    """One collection."""

    @extend_schema(
        operation_id="ogc_collection",
        summary="OGC API: one collection",
        responses={200: OgcSerializer, **problems(400, 404)},
    )
    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Return what it is."""
        self.collection(name)
        self.read(request, NoParameters)
        return json_response(_collection(request, name))


class Items(OgcView):
    """The features of a collection."""

    @extend_schema(
        operation_id="ogc_items",
        summary="OGC API: features; incidents take every filter of the list as well",
        parameters=describe(ItemParameters),
        responses={**GEOJSON_ANSWER, **problems(400, 404)},
    )
    def get(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Return those that match."""
        return self.collection(name).items(request)


class Item(OgcView):
    """One feature."""

    @extend_schema(
        operation_id="ogc_item",
        summary="OGC API: one feature",
        responses={(200, GEOJSON): OgcSerializer, **problems(400, 404)},
    )
    def get(self, request: HttpRequest, name: str, key: str) -> HttpResponseBase:
        """Return it."""
        self.read(request, NoParameters)
        found = self.collection(name).one(request, key)
        if found is None:
            raise Http404
        links = [
            _link(request.build_absolute_uri(), "self", GEOJSON),
            _link(_address(request, "collection", name=name), "collection"),
        ]
        return json_response({**found, "links": links}, GEOJSON)
