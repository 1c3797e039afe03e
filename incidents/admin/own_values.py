"""Small forms for the desk's own value of one field; each gives it in the form of a claim's value."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.claims import ACTOR_ROLES
from incidents.date_words import read_days
from incidents.enums import ClaimField, LocationPrecision, SubEventType
from incidents.models import CASUALTIES, Actor, Incident, Participation, Place

VAGUE: Final = (LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE)


class OwnValue(forms.Form):
    """The desk's own value of a field, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=1000)

    def value(self) -> dict[str, Any]:
        """Return the value in the form of a claim's value."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class OwnFigures(OwnValue):
    """A range of casualties; empty means not reported."""

    low = forms.IntegerField(label=_("at least"), min_value=0, required=False)
    best = forms.IntegerField(label=_("best"), min_value=0, required=False)
    high = forms.IntegerField(label=_("at most"), min_value=0, required=False)
    field_order = ("low", "best", "high", "reason")


class OwnEventType(OwnValue):
    """An event type."""

    code = forms.ChoiceField(label=_("event type"), choices=SubEventType.choices)
    field_order = ("code", "reason")


class OwnDate(OwnValue):
    """A date in digits or words."""

    when = forms.CharField(
        label=_("date"), max_length=60, help_text=_("Such as 2021-05-03, “May 2021”, “last Friday”.")
    )
    field_order = ("when", "reason")

    def clean_when(self) -> dict[str, str]:
        """Read the date."""
        days = read_days(self.cleaned_data["when"], timezone.localdate())
        return {"start": days.first.isoformat(), "end": days.last.isoformat(), "precision": days.precision}

    def value(self) -> dict[str, Any]:
        """Return first and last day with their precision."""
        return dict(self.cleaned_data["when"])


class OwnPlace(OwnValue):
    """A place of the gazetteer, and how exactly it is known."""

    place = forms.ModelChoiceField(
        Place.objects.all(),
        label=_("place"),
        widget=AutocompleteSelect(Incident._meta.get_field("place"), admin.site),
    )
    precision = forms.ChoiceField(
        label=_("precision"), choices=LocationPrecision.choices, initial=LocationPrecision.NEAR
    )
    field_order = ("place", "precision", "reason")

    def value(self) -> dict[str, Any]:
        """Return the place's names and point."""
        place: Place = self.cleaned_data["place"]
        precision = self.cleaned_data["precision"]
        vague = precision in VAGUE
        return {
            "name": "" if vague else place.name,
            "district": "" if precision == LocationPrecision.GOVERNORATE else place.district,
            "governorate": place.governorate,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "precision": precision,
            "note": "",
        }


class OwnActors(OwnValue):
    """All actors that had a role."""

    actors = forms.ModelMultipleChoiceField(
        Actor.objects.all(),
        label=_("all who had this role"),
        required=False,
        widget=AutocompleteSelectMultiple(Participation._meta.get_field("actor"), admin.site),
    )
    field_order = ("actors", "reason")

    def value(self) -> dict[str, Any]:
        """Return the actors' names."""
        return {"actors": [actor.name for actor in self.cleaned_data["actors"]]}


class OwnClaimant(OwnValue):
    """Who claimed it, or nobody."""

    actor = forms.ModelChoiceField(
        Actor.objects.all(),
        label=_("claimed by"),
        required=False,
        widget=AutocompleteSelect(Incident._meta.get_field("claimed_by"), admin.site),
    )
    field_order = ("actor", "reason")

    def value(self) -> dict[str, Any]:
        """Return the actor's name, empty for nobody."""
        actor = self.cleaned_data["actor"]
        return {"actor": actor.name if actor else ""}


FORMS: Final[dict[str, type[OwnValue]]] = {
    ClaimField.SUB_EVENT_TYPE: OwnEventType,
    ClaimField.DATE: OwnDate,
    ClaimField.PLACE: OwnPlace,
    ClaimField.CLAIMED_BY: OwnClaimant,
    **dict.fromkeys(ACTOR_ROLES, OwnActors),
    **dict.fromkeys(CASUALTIES, OwnFigures),
}
