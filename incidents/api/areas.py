"""Areas: polygons with a kind. Geometry only where asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view

from incidents.enums import AreaKind
from incidents.models import Area
from incidents.parameters import CodeField, ParameterForm, YesNoField

from .base import GEOJSON, MapFormat, ReadView, json_response
from .features import collection, feature
from .rows import Row
from .schema import GEOJSON_ANSWER, describe, problems
from .serializers import AreaPageSerializer

COLUMNS = (
    "kind",
    "code",
    "name",
    "name_ar",
    "name_ckb",
    "parent__kind",
    "parent__code",
    "parent__name",
    "west",
    "south",
    "east",
    "north",
    "approximate",
    "note",
)


class AreaParameters(ParameterForm):
    """Which areas."""

    kind = CodeField(AreaKind.values, help_text=_("What the area stands for."))


class AreaDetailParameters(ParameterForm):
    """How much of each."""

    geometry = YesNoField(help_text=_("Whether JSON holds the polygons; GeoJSON always does."))


def area_json(row: Row) -> Row:
    """Return an area from a row of ``COLUMNS``."""
    parent = {key: row.pop(f"parent__{key}") for key in ("kind", "code", "name")}
    bbox = [row.pop(side) for side in ("west", "south", "east", "north")]
    return {**row, "part_of": parent if parent["code"] is not None else None, "bbox": bbox}


def area_feature(area: Row) -> Row:
    """Return an area, with its geometry, as a GeoJSON feature."""
    geometry = area.pop("geometry")
    bbox = area.pop("bbox")
    return {**feature(f"{area['kind']}:{area['code']}", geometry, area), "bbox": bbox}


class AnyAreaList(ReadView):
    """All areas."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return every area that matches; there are a few hundred in a region."""
        others = () if self.extension else (AreaDetailParameters, MapFormat)
        values = self.read(request, AreaParameters, *others)
        found = Area.objects.order_by("kind", "name", "code")
        if values["kind"]:
            found = found.filter(kind__in=values["kind"])
        as_map = (self.extension or values["format"]) == "geojson"
        columns = (*COLUMNS, "geometry") if as_map or values["geometry"] else COLUMNS
        areas = [area_json(row) for row in found.values(*columns)]
        if as_map:
            return json_response(collection(area_feature(area) for area in areas), GEOJSON)
        return json_response({"results": areas, "next": None})


@extend_schema_view(
    get=extend_schema(
        operation_id="list_areas",
        summary="Governorates, districts, disputed districts, ranges and other areas",
        parameters=describe(AreaParameters, AreaDetailParameters, MapFormat),
        responses={(200, "application/json"): AreaPageSerializer, **GEOJSON_ANSWER, **problems(400)},
    )
)
class AreaList(AnyAreaList):
    """As JSON, or as GeoJSON by a parameter."""


@extend_schema_view(
    get=extend_schema(
        operation_id="map_areas",
        summary="Areas as GeoJSON",
        parameters=describe(AreaParameters),
        responses={**GEOJSON_ANSWER, **problems(400)},
    )
)
class AreaMap(AnyAreaList):
    """The same as GeoJSON."""

    extension = "geojson"
