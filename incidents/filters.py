"""One filter set for the API, the pages and the exports.

Places are asked only of what the public may know of them (``public_longitude``, ``public_latitude``,
``IncidentArea.public``), so that nobody can find a hidden place by asking for it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, cast

import django_filters
from django.http import QueryDict
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
from incidents.filter_queries import Apply, Circle, with_actor, with_value
from incidents.models import CASUALTIES, Incident, IncidentQuerySet
from incidents.parameters import (
    BoxField,
    CodeField,
    CountField,
    DayField,
    DistanceField,
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
    event_type = Parameter(CodeField(EventFamily.values), queries.of_families, _("Event family."))
    sub_event_type = Parameter(
        CodeField(SubEventType.values), with_value(sub_event_type="in"), _("Event type.")
    )
    actor = Parameter(ActorField(), with_actor(), _("An actor in any role: its id, name or an alias of it."))
    perpetrator = Parameter(ActorField(), with_actor(Role.PERPETRATOR), _("The actor that did it."))
    target = Parameter(ActorField(), with_actor(Role.TARGET), _("The actor that it was done to."))
    participant = Parameter(ActorField(), with_actor(Role.PARTICIPANT), _("An actor that took part."))
    responder = Parameter(ActorField(), with_actor(Role.RESPONDER), _("An actor that responded."))
    area = Parameter(AreaField(), queries.in_areas, _("An area that contains it, as kind:code."))
    room = Parameter(RoomField(), with_value(room="in"), _("The joint room that coordinated it."))
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
    killed_min = Parameter(CountField(), with_value(killed_best="gte"), _("Killed, at least."))
    killed_max = Parameter(CountField(), with_value(killed_best="lte"), _("Killed, at most."))
    wounded_min = Parameter(CountField(), with_value(wounded_best="gte"), _("Wounded, at least."))
    wounded_max = Parameter(CountField(), with_value(wounded_best="lte"), _("Wounded, at most."))
    captured_min = Parameter(CountField(), with_value(captured_best="gte"), _("Captured, at least."))
    captured_max = Parameter(CountField(), with_value(captured_best="lte"), _("Captured, at most."))
    verification = Parameter(
        CodeField(Verification.values), with_value(verification="in"), _("How well supported.")
    )
    precision = Parameter(
        CodeField(LocationPrecision.values), queries.as_precise_as, _("Location precision.")
    )
    date_precision = Parameter(
        CodeField(DatePrecision.values), with_value(date_precision="in"), _("Date precision.")
    )
    weapons = Parameter(CodeField(WeaponType.values), with_value(weapons="in"), _("Weapon type."))
    target_type = Parameter(CodeField(TargetType.values), with_value(target_type="in"), _("Target type."))
    source = Parameter(SourceField(), queries.from_sources, _("An outlet that reports it, by name."))
    language = Parameter(
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
