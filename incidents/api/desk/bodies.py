"""Request bodies: JSON objects of a bounded size that hold exactly what is documented."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NoReturn

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, UnsupportedMediaType

from .fields import Body

MEDIA_TYPES: Final = ("application/json", "application/merge-patch+json")
MOST_BYTES: Final = 1_000_000
# How the OpenAPI document describes a body without members.
EMPTY: Final = {"application/json": {"type": "object", "maxProperties": 0}}


class BadBody(APIException):
    """A 400 whose ``errors`` name each bad member by its JSON pointer."""

    status_code = 400
    default_code = "bad-body"

    def __init__(self, problems: list[dict[str, Any]]) -> None:
        first = problems[0]
        super().__init__(f"{first['pointer'] or '/'}: {first['detail']}")
        self.facts = {"errors": problems}


class BodyTooLarge(APIException):
    """A 413."""

    status_code = 413
    default_code = "too-large"


def describe(
    pointer: str, detail: Any, value: Any = None, allowed: Iterable[Any] | None = None
) -> dict[str, Any]:
    """Return one entry of BadBody's ``errors``."""
    entry: dict[str, Any] = {"pointer": pointer, "detail": str(detail)}
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        entry["value"] = str(value)[:200]
    if allowed is not None:
        entry["allowed"] = [str(one) for one in allowed]
    return entry


def escape(name: str) -> str:
    """Return a member's name as a part of a JSON pointer, at most 100 characters of it."""
    return name[:100].replace("~", "~0").replace("/", "~1")


def read_bytes(request: HttpRequest, most: int = MOST_BYTES) -> bytes:
    """Return a JSON request's body. Raises UnsupportedMediaType and BodyTooLarge."""
    data = request.read(most + 1)
    media_type = (request.content_type or "").partition(";")[0].strip().lower()
    if data and media_type not in MEDIA_TYPES:
        raise UnsupportedMediaType(media_type)
    if len(data) > most:
        raise BodyTooLarge(_("The body has more than %(most)d bytes.") % {"most": most})
    return data


def parse(data: bytes) -> dict[str, Any]:
    """Return the JSON object in a body; nothing at all is an empty one. Raises BadBody."""
    if not data:
        return {}
    try:
        content = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_refuse)
        json.dumps(content, ensure_ascii=False).encode()  # finds halves of characters
    except UnicodeError:
        raise BadBody([describe("", _("is not UTF-8"))]) from None
    except (ValueError, RecursionError) as error:
        raise BadBody([describe("", _("is not JSON: %(error)s") % {"error": str(error)[:200]})]) from None
    if not isinstance(content, dict):
        raise BadBody([describe("", _("must be a JSON object"))])
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a member is given twice")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def check(shape: Body) -> dict[str, Any]:
    """Return a bound serializer's values, with what is absent left out. Raises BadBody."""
    if not shape.is_valid():
        raise BadBody(list(_problems(shape, shape.errors, shape.initial_data, "")))
    values: dict[str, Any] = shape.validated_data
    return values


def read_body(request: HttpRequest, shape: type[Body], *, partial: bool = False) -> dict[str, Any]:
    """Return a request's body as a serializer describes it; see ``read_bytes``, ``parse`` and ``check``."""
    return check(shape(data=parse(read_bytes(request)), partial=partial))


def _problems(field: Any, errors: Any, data: Any, pointer: str) -> Iterator[dict[str, Any]]:
    """Yield an entry for each message in a serializer's nested errors."""
    if isinstance(errors, Mapping):
        for name, nested in errors.items():
            if name == "non_field_errors":
                yield from _problems(field, nested, data, pointer)
            else:
                yield from _problems(
                    _inner(field, name), nested, _value(data, name), f"{pointer}/{escape(str(name))}"
                )
        return
    for number, error in enumerate(errors):
        if isinstance(error, Mapping | list):
            if error:
                yield from _problems(
                    _inner(field, number), error, _value(data, number), f"{pointer}/{number}"
                )
        else:
            yield describe(pointer, error, data, _allowed(field, error))


def _inner(field: Any, name: Any) -> Any:
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return field.child
    return field.fields.get(name, field) if isinstance(field, serializers.Serializer) else field


def _value(data: Any, name: Any) -> Any:
    if isinstance(data, Mapping):
        return data.get(name)
    return data[name] if isinstance(data, list) and isinstance(name, int) and name < len(data) else None


def _allowed(field: Any, error: Any) -> Iterable[Any] | None:
    if isinstance(field, serializers.ChoiceField):
        return list(field.choices)
    if isinstance(field, serializers.Serializer) and getattr(error, "code", "") == "unknown":
        return sorted(field.fields)
    return None


def from_validation(error: ValidationError, pointers: Mapping[str, str]) -> BadBody:
    """Return the answer to a rule that a form or a model found broken; ``pointers`` are by field name."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return BadBody(
        [
            describe(pointers.get(name, ""), message)
            for name, messages in by_field.items()
            for message in messages
        ]
    )
