"""Fields of request bodies that take what JSON says it is: a text is no number, and true is no 1."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError as FormError
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from incidents.parameters import LARGEST_NUMBER, DayField, MomentField

_DAY: Final = DayField()
_MOMENT: Final = MomentField()


class Body(serializers.Serializer[Any]):
    """An object; a member that it does not have is an error that names it."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the values of the members that are given."""
        problems: dict[str, Any] = {}
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            text = _("is not a member of this object")
            problems = {name: [serializers.ErrorDetail(text, code="unknown")] for name in unknown}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            detail: Any = error.detail
            raise serializers.ValidationError({**detail, **problems}) from None
        if problems:
            raise serializers.ValidationError(problems)
        return values


class BodySchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call] # registers subclasses
    """How the OpenAPI document says that a body has no other members."""

    target_class: Any = Body
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the schema."""
        schema: dict[str, Any] = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)  # noqa: SLF001 - documented
        schema.pop("description", None)
        return {**schema, "additionalProperties": False}


class Text(serializers.CharField):
    """A text, put into Unicode's composed form (NFC)."""

    def to_internal_value(self, data: Any) -> str:
        """See the class."""
        if not isinstance(data, str):
            self.fail("invalid")
        if "\0" in data:
            raise serializers.ValidationError(_("contains a NUL character"))
        return unicodedata.normalize("NFC", str(super().to_internal_value(data)))


class Whole(serializers.IntegerField):
    """A number of persons or things."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST_NUMBER, **options})

    def to_internal_value(self, data: Any) -> int:
        """See the class."""
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return int(data)


class Number(serializers.FloatField):
    """A finite number."""

    def to_internal_value(self, data: Any) -> float:
        """See the class."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        try:
            value = float(data)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class YesNo(serializers.BooleanField):
    """True or false, not words for them."""

    def to_internal_value(self, data: Any) -> bool:
        """See the class."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Day(serializers.DateField):
    """A date as YYYY-MM-DD."""

    def to_internal_value(self, value: Any) -> date:
        """See the class."""
        try:
            return _DAY.parse(value if isinstance(value, str) else "")
        except FormError as error:
            raise serializers.ValidationError(error.messages) from None


class Moment(serializers.DateTimeField):
    """A time with its offset."""

    def to_internal_value(self, value: Any) -> datetime:
        """See the class."""
        try:
            return _MOMENT.parse(value if isinstance(value, str) else "")
        except FormError as error:
            raise serializers.ValidationError(error.messages) from None


@extend_schema_field({"type": ["string", "integer"], "minLength": 1})
class Reference(serializers.Field[Any, Any, Any, Any]):
    """A thing by its number or by its name."""

    default_error_messages = {"invalid": "must be a name or a number"}

    def to_internal_value(self, data: Any) -> str:
        """Return either as a text."""
        if isinstance(data, bool) or not isinstance(data, str | int) or not str(data).strip():
            self.fail("invalid")
        text = str(data).strip()
        if "\0" in text:
            raise serializers.ValidationError(_("contains a NUL character"))
        return unicodedata.normalize("NFC", text)
