"""From a body to an incident: through the form that people fill in, so that the rules are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, model_to_dict
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from incidents.cautions import look_twice
from incidents.editing import Belongings
from incidents.enums import LocationPrecision, Sensitivity
from incidents.forms import BOUNDS, CASUALTY_FIELDS, IncidentForm, participation_formset
from incidents.models import CASUALTIES, Incident, Participation, Place, Tag
from incidents.validators import POINTLESS

from .bodies import BadBody, describe
from .references import find_actors, find_place, find_room, find_tags

PREFIX: Final = "actors"
PLAIN: Final[tuple[str, ...]] = (
    "title",
    "summary",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "time_of_day",
    "weapons",
    "target_type",
    "claimed_by",
    "room",
    "sensitivity",
)
# Members of a location by the form's names.
LOCATION: Final = {
    "place": "place",
    "place_name": "name",
    "district": "district",
    "governorate": "governorate",
    "longitude": "longitude",
    "latitude": "latitude",
    "location_precision": "precision",
    "location_note": "note",
    "public_location_precision": "public_precision",
}
CASUALTY_POINTERS: Final = {f"{kind}_{bound}": f"/{kind}/{bound}" for kind in CASUALTIES for bound in BOUNDS}
POINTERS: Final = {
    **{name: f"/{name}" for name in PLAIN},
    **{name: f"/location/{member}" for name, member in LOCATION.items()},
    **CASUALTY_POINTERS,
}


class LookTwice(APIException):
    """A 409 for values that are odd: nothing is saved until the ``cautions``' codes come as looked_at."""

    status_code = 409
    default_code = "look-twice"

    def __init__(self, cautions: list[dict[str, str]]) -> None:
        super().__init__(
            _("Nothing is saved yet. If all is as you mean it, send it with these codes as looked_at.")
        )
        self.facts = {"cautions": cautions}


@dataclass
class Entry:
    """A body that passed the form: the incident carries its values; nothing is saved yet."""

    form: IncidentForm
    parties: Any
    tags: list[Tag] | None

    @property
    def incident(self) -> Incident:
        """The incident with the new values."""
        return self.form.instance

    @property
    def participations(self) -> list[Participation]:
        """Those that are new or differ."""
        return [*self.parties.new_objects, *(one for one, _fields in self.parties.changed_objects)]

    @property
    def belongings(self) -> Belongings:
        """What is to become of what belongs to the incident."""
        tags = self.tags
        if tags is not None and self.incident.pk:
            borne = set(self.incident.tags.values_list("pk", flat=True))
            tags = None if {tag.pk for tag in tags} == borne else tags
        return Belongings(self.participations, self.parties.deleted_objects, tags)

    @property
    def changes_anything(self) -> bool:
        """Whether saving it would change what is stored."""
        left = self.belongings
        return bool(self.form.changed_data or left.saved or left.removed or left.tags is not None)

    def look_twice(self, user: User, looked_at: Sequence[str]) -> None:
        """Raise LookTwice for what is odd and was not looked at."""
        told = [caution for caution in look_twice(self.form, user) if caution.code not in looked_at]
        if told:
            raise LookTwice([{"code": caution.code, "detail": caution.text} for caution in told])


def stored_values(incident: Incident) -> dict[str, Any]:
    """Return what the form shows of an incident that is stored, as its data."""
    return model_to_dict(incident, IncidentForm.Meta.fields)


def as_data(values: dict[str, Any]) -> dict[str, Any]:
    """Return initial values of a form, with rows by their keys, as its data."""
    return {name: getattr(value, "pk", value) for name, value in values.items()}


@dataclass(frozen=True)
class Start:
    """What a body is laid over: the form's data, and the incident where one is stored.

    ``parties`` are initial values of participations for a new incident; ``today`` is the day that words
    such as "yesterday" are said on.
    """

    data: dict[str, Any] = field(default_factory=dict)
    incident: Incident | None = None
    parties: Sequence[dict[str, Any]] = ()
    today: date | None = None


def read_entry(body: dict[str, Any], user: User, start: Start) -> Entry:
    """Return the entry of a body. Raises BadBody with all that the forms refuse."""
    data = {"location_precision": LocationPrecision.NEAR, "sensitivity": Sensitivity.PUBLIC, **start.data}
    form = IncidentForm({**data, **form_values(body, data)}, instance=start.incident, today=start.today)
    stored = list(start.incident.participations.all()) if start.incident else []
    rows, items = _party_rows(body.get("actors"), stored, start.parties)
    formset: Any = participation_formset(extra=0)(
        _party_data(rows, len(stored)), prefix=PREFIX, instance=form.instance
    )
    problems = _form_problems(form, POINTERS, "")
    if not formset.is_valid():
        for number, one in enumerate(formset.forms):
            pointer = f"/actors/{items[number]}" if items[number] is not None else "/actors"
            problems += _form_problems(one, CASUALTY_POINTERS, pointer)
        problems += [describe("/actors", message) for message in formset.non_form_errors()]
    if problems:
        raise BadBody(problems)
    formset.save(commit=False)
    tags = find_tags(body["tags"], user) if "tags" in body else None
    return Entry(form, formset, tags)


def form_values(body: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """Return the form's data for what a body gives; ``before`` are the data without it. Raises BadBody."""
    values = {name: body[name] for name in PLAIN if name in body}
    if values.get("claimed_by") is not None:
        values["claimed_by"] = find_actors([(body["claimed_by"], "/claimed_by")])[0]
    if values.get("room") is not None:
        values["room"] = find_room(body["room"], "/room")
    if "date_start" in body and "date_end" not in body:
        # A day that moves takes along the end that was the same day.
        same = before.get("date_start") == before.get("date_end")
        values["date_end"] = body["date_start"] if same else before.get("date_end")
    values |= _ranges(body)
    place = body.get("location", {})
    given = {name: place[member] for name, member in LOCATION.items() if member in place}
    if given.get("place") is not None:
        chosen = find_place(given["place"], "/location/place")
        precision = given.get("location_precision", before["location_precision"])
        given = {**_of_place(chosen, with_point=precision not in POINTLESS), **given, "place": chosen.pk}
    return values | given


def _of_place(place: Place, *, with_point: bool) -> dict[str, Any]:
    """Return what choosing a place fills in; a vague precision has no point."""
    names = {"place_name": place.name, "district": place.district, "governorate": place.governorate}
    point = {"longitude": place.longitude, "latitude": place.latitude} if with_point else {}
    return {**names, **point}


def _ranges(body: dict[str, Any]) -> dict[str, Any]:
    """Return the casualty fields that a body gives; null for a kind clears all its bounds."""
    return {
        f"{kind}_{bound}": None if body[kind] is None else body[kind][bound]
        for kind in CASUALTIES
        if kind in body
        for bound in BOUNDS
        if body[kind] is None or bound in body[kind]
    }


def _party_rows(
    given: list[dict[str, Any]] | None,
    stored: list[Participation],
    initial: Sequence[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[int | None]]:
    """Return the formset's rows, the stored first, and for each the place of its item in the body.

    An actor that stays in its role keeps the figures that are not given; one that is not named goes.
    """
    rows: list[dict[str, Any]] = [model_to_dict(party) for party in stored]
    items: list[int | None] = [None] * len(rows)
    if given is None:
        return [*rows, *map(as_data, initial)], [*items, *[None] * len(initial)]
    named = [(one["actor"], f"/actors/{n}/actor") for n, one in enumerate(given) if "actor" in one]
    actors = iter(find_actors(named) if named else [])
    places = {(row["actor"], row["role"]): number for number, row in enumerate(rows)}
    for row in rows:
        row["DELETE"] = "on"
    for number, one in enumerate(given):
        key = (next(actors) if "actor" in one else None, one.get("role"))
        values = {"actor": key[0], "role": key[1], **_ranges(one)}
        at = places.pop(key, None)
        if at is None:
            rows.append(values)
            items.append(number)
        else:
            rows[at] = {**rows[at], **values, "DELETE": ""}
            items[at] = number
    return rows, items


def _party_data(rows: list[dict[str, Any]], stored: int) -> dict[str, Any]:
    data = {
        f"{PREFIX}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
        if name in {"id", "actor", "role", "DELETE", *CASUALTY_FIELDS}
    }
    return {**data, f"{PREFIX}-TOTAL_FORMS": len(rows), f"{PREFIX}-INITIAL_FORMS": stored}


def _form_problems(form: BaseForm, pointers: dict[str, str], root: str) -> list[dict[str, Any]]:
    """Return an entry for each message of a form."""
    problems = []
    for name, errors in form.errors.as_data().items():
        pointer = root if name == NON_FIELD_ERRORS else root + pointers.get(name, f"/{name}")
        problems += [describe(pointer, message) for error in errors for message in error.messages]
    return problems
