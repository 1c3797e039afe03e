"""Forms for incidents and their participations, shared by the review page and the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents.coordinates import Point, parse_point
from incidents.models import CASUALTIES, Incident, Participation, Place
from incidents.validators import check_casualties, check_dates, check_location

if TYPE_CHECKING:
    IncidentModelForm = forms.ModelForm[Incident]
    ParticipationModelForm = forms.ModelForm[Participation]
else:
    IncidentModelForm = ParticipationModelForm = forms.ModelForm

BOUNDS = ("low", "best", "high")
CASUALTY_FIELDS = [f"{kind}_{bound}" for kind in CASUALTIES for bound in BOUNDS]
NUMBER = forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"})


class CasualtyCheck:
    """Adds the rule low ≤ best ≤ high to a form with casualty fields."""

    cleaned_data: dict[str, Any]

    def add_casualty_errors(self) -> None:
        """Put an error on the first field that breaks the order."""
        for kind in CASUALTIES:
            try:
                check_casualties(kind, *(self.cleaned_data.get(f"{kind}_{bound}") for bound in BOUNDS))
            except ValidationError as error:
                self.add_error(f"{kind}_best", error)  # type: ignore[attr-defined] # a form's method


class IncidentForm(CasualtyCheck, IncidentModelForm):
    """An incident's own values; dates inclusive, coordinates WGS 84 degrees."""

    place = forms.ModelChoiceField(
        Place.objects.all(), required=False, widget=forms.HiddenInput, label=_("Place in the gazetteer")
    )

    coordinates = forms.CharField(
        required=False,
        max_length=2000,
        label=_("Paste coordinates"),
        help_text=_("Decimal degrees, degrees and minutes, MGRS, or a map link. They replace the point."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    class Meta:
        model = Incident
        fields: ClassVar = [
            "title",
            "summary",
            "sub_event_type",
            "date_start",
            "date_end",
            "date_precision",
            "time_of_day",
            "place",
            "place_name",
            "district",
            "governorate",
            "longitude",
            "latitude",
            "location_precision",
            "location_note",
            *CASUALTY_FIELDS,
            "weapons",
            "target_type",
            "claimed_by",
            "room",
            "sensitivity",
            "public_location_precision",
        ]
        widgets: ClassVar = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "location_note": forms.Textarea(attrs={"rows": 2}),
            "date_start": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "date_end": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "longitude": forms.NumberInput(attrs={"step": "any", "min": -180, "max": 180}),
            "latitude": forms.NumberInput(attrs={"step": "any", "min": -90, "max": 90}),
            **dict.fromkeys(CASUALTY_FIELDS, NUMBER),
        }

    def clean_coordinates(self) -> Point | None:
        """Read a pasted point."""
        text = self.cleaned_data["coordinates"]
        return parse_point(text) if text.strip() else None

    def clean(self) -> dict[str, Any]:
        """Check what concerns several fields; a vague precision drops no point silently."""
        cleaned = super().clean() or self.cleaned_data
        if point := cleaned.get("coordinates"):
            cleaned["longitude"], cleaned["latitude"] = point
        self.add_casualty_errors()
        for check, names in (
            (check_dates, ("date_start", "date_end")),
            (check_location, ("longitude", "latitude", "location_precision")),
        ):
            try:
                check(*(cleaned.get(name) for name in names))
            except ValidationError as error:
                self.add_error(names[-1], error)
        return cleaned


class ParticipationForm(CasualtyCheck, ParticipationModelForm):
    """An actor, its role, and its own casualties."""

    class Meta:
        model = Participation
        fields: ClassVar = ["actor", "role", *CASUALTY_FIELDS]
        widgets: ClassVar = dict.fromkeys(CASUALTY_FIELDS, NUMBER)

    def clean(self) -> dict[str, Any]:
        """Check the ranges."""
        cleaned = super().clean() or self.cleaned_data
        self.add_casualty_errors()
        return cleaned


def participation_formset(
    extra: int = 1,
) -> type[forms.BaseInlineFormSet[Participation, Incident, ParticipationForm]]:
    """Return the formset class of an incident's participations, with ``extra`` empty rows."""
    return forms.inlineformset_factory(
        Incident, Participation, form=ParticipationForm, extra=extra, can_delete=True
    )


class RejectForm(forms.Form):
    """Why a proposal is turned down."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
