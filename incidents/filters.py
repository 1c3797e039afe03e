"""One filter set for the API, the pages and the exports.

Places are asked only of what the public may know of them (``public_longitude``, ``public_latitude``,
``IncidentArea.public``), so that nobody can find a hidden place by asking for it.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any, ClassVar, Final, cast

import django_filters
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.filterset import FilterSet

from incidents import filter_queries as queries
from incidents.enums import (
    DatePrecision,
    EventFamily,
    LocationPrecision,
    Role,
    SubEventType,
    TargetType,
    Verification,
    WeaponType,
)
from incidents.filter_fields import ActorField, AreaField, PolygonField, RoomField, SourceField
from incidents.filter_queries import Apply, Circle, Condition, in_bands, value_in, with_actor, with_value
from incidents.models import CASUALTIES, Incident, IncidentQuerySet
from incidents.parameters import (
    BandField,
    BoxField,
    CodeField,
    CountField,
    DayField,
    DistanceField,
    ManyField,
    MomentField,
    ParameterField,
    ParameterForm,
    PointField,
    YesNoField,
    read_parameters,
    refuse,
)
from sources.enums import Language


class Parameter(django_filters.Filter):
    """One parameter: how to read it, and what it does to a queryset."""

    def __init__(self, field: ParameterField, apply: Apply, help_text: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # django-filter is untyped
        field.help_text = help_text
        self.reader = field
        self.apply = apply

    @property
    def field(self) -> ParameterField:
        """The form field, as django-filter asks for it."""
        return self.reader

    def filter(self, qs: IncidentQuerySet, value: Any) -> IncidentQuerySet:
        """Return what passes; everything does where the parameter is absent."""
        return qs if value is None else self.apply(qs, value)


class Choice(Parameter):
    """A parameter with several values: one of them, or with ``not_`` before its name none of them."""

    def __init__(self, field: ManyField, condition: Condition, help_text: Any) -> None:
        super().__init__(field, queries.one_of(condition), help_text)
        self.condition = condition

    def opposite(self) -> Parameter:
        """Return the parameter that leaves out what this one finds."""
        words = format_lazy("{} {}", _("Leaves out what has it:"), self.reader.help_text)
        return Parameter(deepcopy(self.reader), queries.none_of(self.condition), words)


def _unchanged(queryset: IncidentQuerySet, _value: Any) -> IncidentQuerySet:
    """Leave the work to the parameter that this one belongs to."""
    return queryset


class IncidentForm(ParameterForm):
    """Rules over several parameters."""

    def clean(self) -> dict[str, Any]:
        """Join ``near`` and ``radius_km``; refuse ranges that nothing can be in."""
        values = self.cleaned_data
        for name, other in (("near", "radius_km"), ("radius_km", "near")):
            if values.get(name) is not None and other not in self.data:
                self.add_error(name, refuse(_("needs %s beside it") % other))
        if values.get("near") is not None and values.get("radius_km") is not None:
            values["near"] = Circle(values["near"], values["radius_km"])
        pairs = [("date_from", "date_to"), *((f"{kind}_min", f"{kind}_max") for kind in CASUALTIES)]
        for low, high in pairs:
            if values.get(low) is not None and values.get(high) is not None and values[low] > values[high]:
                self.add_error(low, refuse(_("is beyond %s") % high))
        return values


class IncidentFilterSet(FilterSet):
    """Every filter over incidents. A parameter that may be repeated matches any of its values."""

    date_from = Parameter(
        DayField(),
        queries.since,
        _("Not over before this day (dates are ranges where uncertain)."),
    )
    date_to = Parameter(DayField(), queries.until, _("Begun by this day."))
    event_type = Choice(CodeField(EventFamily.values), queries.of_families, _("Event family."))
    sub_event_type = Choice(CodeField(SubEventType.values), value_in("sub_event_type"), _("Event type."))
    actor = Choice(ActorField(), with_actor(), _("An actor in any role: its id, name or an alias of it."))
    perpetrator = Choice(ActorField(), with_actor(Role.PERPETRATOR), _("The actor that did it."))
    target = Choice(ActorField(), with_actor(Role.TARGET), _("The actor that it was done to."))
    participant = Choice(ActorField(), with_actor(Role.PARTICIPANT), _("An actor that took part."))
    responder = Choice(ActorField(), with_actor(Role.RESPONDER), _("An actor that responded."))
    area = Choice(AreaField(), queries.in_areas, _("An area that contains it, as kind:code."))
    room = Choice(RoomField(), value_in("room"), _("The joint room that coordinated it."))
    bbox = Parameter(
        BoxField(),
        queries.in_box,
        _("west,south,east,north in degrees. West beyond east only across the antimeridian."),
    )
    near = Parameter(PointField(), queries.near, _("longitude,latitude; with radius_km."))
    radius_km = Parameter(DistanceField(), _unchanged, _("Kilometres around near."))
    within = Parameter(
        PolygonField(), queries.within, _("A GeoJSON Polygon or MultiPolygon, longitude first.")
    )
    has_point = Parameter(YesNoField(), queries.with_point, _("Whether it can be drawn as a point."))
    killed = Choice(BandField(), in_bands("killed_best"), _("Killed, in one of these bands."))
    killed_min = Parameter(CountField(), with_value(killed_best="gte"), _("Killed, at least."))
    killed_max = Parameter(CountField(), with_value(killed_best="lte"), _("Killed, at most."))
    wounded = Choice(BandField(), in_bands("wounded_best"), _("Wounded, in one of these bands."))
    wounded_min = Parameter(CountField(), with_value(wounded_best="gte"), _("Wounded, at least."))
    wounded_max = Parameter(CountField(), with_value(wounded_best="lte"), _("Wounded, at most."))
    captured = Choice(BandField(), in_bands("captured_best"), _("Captured, in one of these bands."))
    captured_min = Parameter(CountField(), with_value(captured_best="gte"), _("Captured, at least."))
    captured_max = Parameter(CountField(), with_value(captured_best="lte"), _("Captured, at most."))
    verification = Choice(CodeField(Verification.values), value_in("verification"), _("How well supported."))
    precision = Choice(CodeField(LocationPrecision.values), queries.as_precise_as, _("Location precision."))
    date_precision = Choice(CodeField(DatePrecision.values), value_in("date_precision"), _("Date precision."))
    weapons = Choice(CodeField(WeaponType.values), value_in("weapons"), _("Weapon type."))
    target_type = Choice(CodeField(TargetType.values), value_in("target_type"), _("Target type."))
    source = Choice(SourceField(), queries.from_sources, _("An outlet that reports it, by name."))
    language = Choice(
        CodeField(Language.values), queries.in_languages, _("A language that it is reported in.")
    )
    q = Parameter(
        ParameterField(),
        queries.matching,
        _('Words of title and summary; "a phrase", or, and -not are understood.'),
    )
    updated_since = Parameter(MomentField(), queries.changed_since, _("Changed at this time or later."))

    def __init__(self, data: QueryDict, queryset: IncidentQuerySet) -> None:
        """Share the parameters between requests, since they hold no state; django-filter copies them."""
        self.is_bound = True
        self.data, self.queryset = data, queryset
        self.request = self.form_prefix = None
        self.filters = self.base_filters  # type: ignore[attr-defined] # set by a metaclass

    def get_form_class(self) -> type[IncidentForm]:
        """Return the form of all parameters, made once."""
        return _form_class()

    class Meta:
        model = Incident
        form = IncidentForm
        fields: ClassVar[list[str]] = []


# Every choice can be turned round: "not_perpetrator" leaves out what "perpetrator" finds.
CHOICES: Final = tuple(
    name
    for name, one in IncidentFilterSet.base_filters.items()  # type: ignore[attr-defined] # set by a metaclass
    if isinstance(one, Choice)
)
for _name in CHOICES:
    _filters: dict[str, Parameter] = IncidentFilterSet.base_filters  # type: ignore[attr-defined] # as above
    _filters[f"not_{_name}"] = cast("Choice", _filters[_name]).opposite()
FILTER_NAMES: Final = tuple(IncidentFilterSet.base_filters)  # type: ignore[attr-defined] # as above


@cache
def _form_class() -> type[IncidentForm]:
    filters: dict[str, Parameter] = IncidentFilterSet.base_filters  # type: ignore[attr-defined] # as above
    return type("IncidentParameters", (IncidentForm,), {name: one.field for name, one in filters.items()})


def filter_incidents(
    queryset: IncidentQuerySet, query: QueryDict, *others: ParameterForm
) -> tuple[IncidentQuerySet, dict[str, Any]]:
    """Return the incidents that a query string asks for, and all values read from it.

    ``others`` read the parameters that are no filters. Raises BadParameters.
    """
    filter_set: Any = IncidentFilterSet(query, queryset)
    values = read_parameters(query, filter_set.form, *others)
    return cast("IncidentQuerySet", filter_set.filter_queryset(queryset)), values
