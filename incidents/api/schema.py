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
        **dict.fromkeys(("xlsx", "arrow", "parquet"), OpenApiTypes.BINARY),
    }
    return {(200, FORMATS[name].media_type): answers.get(name, OpenApiTypes.STR)}


def problems(*statuses: int) -> dict[tuple[int, str], Any]:
    """Return the documented problem answers."""
    return {(status, MEDIA_TYPE): ProblemSerializer for status in statuses}


UID: Final = OpenApiParameter("uid", OpenApiTypes.UUID, OpenApiParameter.PATH)

_BUDGET_FIELDS: Final = {
    "RateLimit": "How many more requests the named budget (address, token, exports) has room for (r), and in "
    "how many seconds it is full again (t).",
    "RateLimit-Policy": "How many requests (q) the budget allows in how many seconds (w).",
}


def add_common_answers(result: Any, generator: Any, request: Any, public: bool) -> Any:  # noqa: ARG001, FBT001 - its signature
    """Say of every operation what holds for all: the budget in each answer, 429, and 401 with a bad token."""
    components = result["components"]
    components["headers"] = {
        name: {"schema": {"type": "string"}, "description": text} for name, text in _BUDGET_FIELDS.items()
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    wait = {"schema": {"type": "integer"}, "description": "Seconds until there is room for another request."}
    methods = ("get", "post", "put", "patch", "delete")
    for operation in (
        item[method] for item in result["paths"].values() for method in methods if method in item
    ):
        answers = operation["responses"]
        answers.setdefault(
            "401", {"description": "The token or log-in is bad, or missing.", "content": content}
        )
        answers.setdefault("429", {"description": "Too many requests.", "content": content})
        for answer in answers.values():
            named = answer.setdefault("headers", {})
            named |= {name: {"$ref": f"#/components/headers/{name}"} for name in _BUDGET_FIELDS}
        answers["429"]["headers"]["Retry-After"] = wait
    return result
