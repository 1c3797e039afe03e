"""What the OpenAPI document says of parameters and answers, taken from the code that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from incidents.filters import IncidentFilterSet, Parameter
from incidents.parameters import ParameterForm

from .base import GEOJSON
from .formats import FORMATS
from .problems import MEDIA_TYPE
from .serializers import FeatureCollectionSerializer, IncidentPageSerializer, ProblemSerializer

GEOJSON_ANSWER: Final[Mapping[Any, Any]] = {(200, GEOJSON): FeatureCollectionSerializer}


def fields_of(readers: type[ParameterForm | IncidentFilterSet]) -> dict[str, forms.Field]:
    """Return a form's or the filter set's parameters by name."""
    if issubclass(readers, IncidentFilterSet):
        filters: dict[str, Parameter] = readers.base_filters  # type: ignore[attr-defined] # set by a metaclass
        return {name: one.field for name, one in filters.items()}
    return dict(readers.base_fields)


def describe(*readers: type[ParameterForm | IncidentFilterSet]) -> list[OpenApiParameter]:
    """Return the OpenAPI parameters of forms and of the filter set."""
    return [
        OpenApiParameter(
            name,
            type=dict(getattr(field, "schema", {"type": "string"})),
            description=str(field.help_text),
            required=field.required,
            explode=True if getattr(field, "many", False) else None,
            style="form" if getattr(field, "many", False) else None,
            examples=[OpenApiExample(name, value=example)]
            if (example := getattr(field, "example", ""))
            else [],
        )
        for reader in readers
        for name, field in fields_of(reader).items()
    ]


def format_answer(name: str) -> dict[tuple[int, str], Any]:
    """Return the documented answer of one format of the list."""
    answers = {
        "json": IncidentPageSerializer,
        "geojson": FeatureCollectionSerializer,
        "xlsx": OpenApiTypes.BINARY,
    }
    return {(200, FORMATS[name].media_type): answers.get(name, OpenApiTypes.STR)}


def problems(*statuses: int) -> dict[tuple[int, str], Any]:
    """Return the documented problem answers."""
    return {(status, MEDIA_TYPE): ProblemSerializer for status in statuses}


UID: Final = OpenApiParameter("uid", OpenApiTypes.UUID, OpenApiParameter.PATH)
