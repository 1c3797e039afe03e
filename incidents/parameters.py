"""Fields of a query string that take exactly what they document: a bad value is an error, never ignored."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

LARGEST_NUMBER: Final = 2_147_483_647  # PostgreSQL's integer
_WHOLE_NUMBER = re.compile(r"[0-9]{1,10}")
_BAND = re.compile(r"([0-9]{1,9})(-([0-9]{1,9})?)?")
NAMES_APART: Final = re.compile(",(?! )")  # "Group, the" is one name
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")


class Box(NamedTuple):
    """A bounding box in WGS 84 degrees; ``west > east`` where it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Point(NamedTuple):
    """A point in WGS 84 degrees, longitude first."""

    longitude: float
    latitude: float


def refuse(message: str, allowed: Iterable[str] | None = None) -> ValidationError:
    """Return the error for a bad value; ``allowed`` lists the values that would have been good."""
    return ValidationError(message, params=None if allowed is None else {"allowed": list(allowed)})


def parse_number(text: str) -> float:
    """Return a finite decimal number. Raises ValueError for anything else, ``nan`` and ``1_0`` included."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def parse_whole_number(text: str, lowest: int, highest: int) -> int:
    """Return a whole number in a range. Raises ValidationError."""
    value = int(text) if _WHOLE_NUMBER.fullmatch(text) else -1
    if not lowest <= value <= highest:
        raise refuse(
            _("must be a whole number from %(lowest)s to %(highest)s")
            % {"lowest": lowest, "highest": highest}
        )
    return value


def parse_coordinates(text: str, names: str) -> list[float]:
    """Return comma-separated numbers, as many as ``names`` has. Raises ValidationError."""
    try:
        numbers = [parse_number(part.strip()) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != names.count(",") + 1:
        raise refuse(_("must be numbers: %(names)s") % {"names": names})
    return numbers


def check_on_earth(longitudes: Iterable[float], latitudes: Iterable[float]) -> None:
    """Raise ValidationError for a coordinate out of range, with the usual cause."""
    if any(abs(latitude) > 90 for latitude in latitudes):
        raise refuse(_("has a latitude beyond 90 degrees; longitude comes first, then latitude"))
    if any(abs(longitude) > 180 for longitude in longitudes):
        raise refuse(_("has a longitude beyond 180 degrees"))


class ListInput(forms.TextInput):
    """Reads every occurrence of a parameter."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        """Return all values given for ``name``."""
        getlist = getattr(data, "getlist", None)
        if getlist is not None:
            return getlist(name)
        value = data.get(name)
        return [] if value is None else [value] if isinstance(value, str) else list(value)


class ParameterField(forms.Field):
    """A parameter that may be given once. ``example`` and ``schema`` are for the documentation."""

    many = False
    schema: Mapping[str, Any] = {"type": "string", "minLength": 1}
    example: str = ""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)

    def clean(self, value: Any) -> Any:
        """Return the parsed value, or None where the parameter is absent. Raises ValidationError."""
        if value is None:
            return None
        return self.parse(str(value))

    def parse(self, text: str) -> Any:
        """Return the value of ``text``. Raises ValidationError."""
        return text


class ManyField(ParameterField):
    """A parameter that may be repeated, or list its values with commas; any of them matches."""

    many = True
    widget = ListInput
    separator: re.Pattern[str] = re.compile(",")

    def clean(self, value: Any) -> Any:
        """Return the list of parsed values without repetitions, or None where absent."""
        parts = [part.strip() for given in value or [] for part in self.separator.split(str(given))]
        if not parts:
            return None
        return self.parse_all(list(dict.fromkeys(parts)))

    def parse_all(self, parts: list[str]) -> Any:
        """Return the values of all parts. Raises ValidationError."""
        return [self.parse(part) for part in parts]


class CodeField(ManyField):
    """Values of a code list, exactly as the codebook writes them."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.choices = list(choices)
        self.example = self.choices[0]
        self.schema = {"type": "array", "items": {"type": "string", "enum": self.choices}}

    def parse(self, text: str) -> str:
        """See ParameterField."""
        if text not in self.choices:
            raise refuse(_("is not one of the allowed values"), self.choices)
        return text


class YesNoField(ParameterField):
    """``yes`` or ``no``."""

    schema: Mapping[str, Any] = {"type": "string", "enum": ["yes", "no"]}
    example = "yes"

    def parse(self, text: str) -> bool:
        """See ParameterField."""
        if text not in {"yes", "no"}:
            raise refuse(_("is not one of the allowed values"), ["yes", "no"])
        return text == "yes"


class OneOfField(ParameterField):
    """One value of a list."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self.choices = list(choices)
        self.example = self.choices[0]
        self.schema = {"type": "string", "enum": self.choices}

    def parse(self, text: str) -> str:
        """See ParameterField."""
        if text not in self.choices:
            raise refuse(_("is not one of the allowed values"), self.choices)
        return text


class DayField(ParameterField):
    """A date as YYYY-MM-DD."""

    schema: Mapping[str, Any] = {"type": "string", "format": "date"}
    example = "2021-05-31"

    def parse(self, text: str) -> date:
        """See ParameterField."""
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # a day that no calendar has: the same message
        raise refuse(_("must be a date as YYYY-MM-DD"))


class MomentField(ParameterField):
    """A point in time with its offset, as 2021-05-31T18:00:00Z."""

    schema: Mapping[str, Any] = {"type": "string", "format": "date-time"}
    example = "2021-05-31T18:00:00Z"

    def parse(self, text: str) -> datetime:
        """See ParameterField."""
        try:
            # A "+" that was not escaped arrives as a space.
            text = text.replace(" ", "+")
            if _TIME.fullmatch(text):
                return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            pass  # an hour that no clock has: the same message
        raise refuse(_("must be a time with its offset, as 2021-05-31T18:00:00Z"))


class CountField(ParameterField):
    """A whole number of persons or rows."""

    def __init__(self, lowest: int = 0, highest: int = LARGEST_NUMBER, **options: Any) -> None:
        super().__init__(**options)
        self.lowest, self.highest = lowest, highest
        self.schema = {"type": "integer", "minimum": lowest, "maximum": highest}
        self.example = str(max(lowest, 1))

    def parse(self, text: str) -> int:
        """See ParameterField."""
        return parse_whole_number(text, self.lowest, self.highest)


class BandField(ManyField):
    """Bands of a figure, parsed to (lowest, highest): ``0``, ``1-4``, ``5-``; ``unknown`` to None."""

    schema: Mapping[str, Any] = {
        "type": "array",
        "items": {"type": "string", "pattern": "^(unknown|[0-9]{1,9}(-([0-9]{1,9})?)?)$"},
    }
    example = "1-4"

    def parse(self, text: str) -> tuple[int, int | None] | None:
        """See ParameterField."""
        if text == "unknown":
            return None
        found = _BAND.fullmatch(text)
        if not found:
            raise refuse(_("must be a number, two with - between, a number with - behind, or unknown"))
        low = int(found[1])
        high = low if found[2] is None else int(found[3]) if found[3] else None
        if high is not None and low > high:
            raise refuse(_("ends before it begins"))
        return low, high


class BoxField(ParameterField):
    """``west,south,east,north``. West beyond east only across the antimeridian: west > 0 > east."""

    example = "43.5,34.0,45.5,36.0"

    def parse(self, text: str) -> Box:
        """See ParameterField."""
        box = Box(*parse_coordinates(text, "west,south,east,north"))
        check_on_earth((box.west, box.east), (box.south, box.north))
        if box.south > box.north:
            raise refuse(_("has its south above its north; the order is west,south,east,north"))
        if box.west > box.east and not box.west > 0 > box.east:
            raise refuse(
                _("has its west beyond its east without crossing the antimeridian; ")
                + _("the order is west,south,east,north")
            )
        return box


class PointField(ParameterField):
    """``longitude,latitude``."""

    example = "44.39,35.47"

    def parse(self, text: str) -> Point:
        """See ParameterField."""
        point = Point(*parse_coordinates(text, "longitude,latitude"))
        check_on_earth((point.longitude,), (point.latitude,))
        return point


class DistanceField(ParameterField):
    """A distance in kilometres, at most a quarter of the Earth's girth."""

    highest: Final = 10_000
    schema: Mapping[str, Any] = {"type": "number", "exclusiveMinimum": 0, "maximum": 10_000}
    example = "25"

    def parse(self, text: str) -> float:
        """See ParameterField."""
        try:
            value = parse_number(text)
        except ValueError:
            value = 0
        if not 0 < value <= self.highest:
            raise refuse(_("must be a number of kilometres above 0, at most %s") % self.highest)
        return value


class ParameterForm(forms.Form):
    """Parameters of one request; absent ones are None in ``cleaned_data``."""

    def _clean_fields(self) -> None:
        """Read the parameters that are given; most are absent, and an API has no labels to translate."""
        for name, field in self.fields.items():
            self.cleaned_data[name] = None
            if name in self.data:
                try:
                    value = field.widget.value_from_datadict(self.data, self.files, name)
                    self.cleaned_data[name] = field.clean(value)
                except ValidationError as error:
                    self.add_error(name, error)

    def many_names(self) -> set[str]:
        """Return the names of parameters that may be repeated."""
        return {name for name, field in self.fields.items() if getattr(field, "many", False)}


class BadParameters(ValueError):  # noqa: N818 - it is what it says
    """A query string that asks for something that does not exist; ``problems`` has one entry each."""

    def __init__(self, problems: list[dict[str, Any]]) -> None:
        super().__init__("; ".join(f"{problem['parameter']} {problem['detail']}" for problem in problems))
        self.problems = problems


def describe_problem(
    parameter: str, detail: str, value: str | None = None, allowed: Iterable[str] | None = None
) -> dict[str, Any]:
    """Return one entry of ``BadParameters.problems``."""
    problem: dict[str, Any] = {"parameter": parameter[:100], "detail": detail}
    if value is not None:
        problem["value"] = value[:200]
    if allowed is not None:
        problem["allowed"] = list(allowed)
    return problem


def read_parameters(query: QueryDict, *forms_: ParameterForm) -> dict[str, Any]:
    """Return the values of all forms' parameters, None where absent.

    Raises BadParameters with every unknown name, repeated single value and bad value.
    """
    known = [name for form in forms_ for name in form.fields]
    many = {name for form in forms_ for name in form.many_names()}
    problems = list(_name_problems(query, known, many))
    if any("\0" in text for _name, texts in query.lists() for text in texts):
        raise BadParameters(problems)  # nothing of it may reach the database, which cannot store NUL
    values: dict[str, Any] = {}
    broken = {problem["parameter"] for problem in problems}
    for form in forms_:
        for name, errors in form.errors.as_data().items():
            problems += [
                describe_problem(
                    name,
                    str(error.messages[0]),
                    ",".join(query.getlist(name)),
                    (error.params or {}).get("allowed"),
                )
                for error in errors
                if name not in broken
            ]
        values |= form.cleaned_data
    if problems:
        raise BadParameters(problems)
    return values


def _name_problems(query: QueryDict, known: list[str], many: set[str]) -> Iterator[dict[str, Any]]:
    for name, values in query.lists():
        texts = [str(value) for value in values]
        if name not in known:
            yield describe_problem(
                _printable(name), _("is not a parameter of this address"), allowed=sorted(known)
            )
        elif len(texts) > 1 and name not in many:
            yield describe_problem(name, _("may be given only once"), _printable(",".join(texts)))
        elif any("\0" in text or "\ufffd" in text for text in texts):
            yield describe_problem(
                name, _("contains a NUL byte or is not UTF-8"), _printable(",".join(texts))
            )
        elif any(
            not part.strip() for text in texts for part in (text.split(",") if name in many else [text])
        ):
            yield describe_problem(name, _("has no value"), _printable(",".join(texts)))


def _printable(text: str) -> str:
    return text.replace("\0", "\\0")
