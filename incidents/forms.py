"""Forms for incidents and their participations, shared by the review page and the admin."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.claims import RESTRICTED_ALONE, rests_on_restricted_alone
from incidents.coordinates import Point, parse_point
from incidents.date_words import Days, read_days
from incidents.enums import DatePrecision, Sensitivity
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

    when = forms.CharField(
        required=False,
        max_length=60,
        label=_("Date in words"),
        help_text=_("Such as “yesterday”, “last Friday”, “3 May 2021”, “May 2021”. It replaces the dates."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
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

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        """Take the day from which words such as "yesterday" are meant; today unless given."""
        super().__init__(*args, **kwargs)
        self.today = today or timezone.localdate()
        # Words may say the dates in their place; clean() asks for either.
        for name in {"date_start", "date_end", "date_precision"} & self.fields.keys():
            self.fields[name].required = False

    def clean_when(self) -> Days | None:
        """Read the date that words say."""
        text = self.cleaned_data["when"]
        return read_days(text, self.today) if text.strip() else None

    def clean_sensitivity(self) -> str:
        """Refuse to make public what rests on rows alone that may not be published."""
        sensitivity: str = self.cleaned_data["sensitivity"]
        published = sensitivity == Sensitivity.PUBLIC and "sensitivity" in self.changed_data
        if published and self.instance.pk and rests_on_restricted_alone(self.instance):
            raise ValidationError(RESTRICTED_ALONE)
        return sensitivity

    def clean_coordinates(self) -> Point | None:
        """Read a pasted point."""
        text = self.cleaned_data["coordinates"]
        return parse_point(text) if text.strip() else None

    def clean(self) -> dict[str, Any]:
        """Check what concerns several fields; a vague precision drops no point silently."""
        cleaned = super().clean() or self.cleaned_data
        if point := cleaned.get("coordinates"):
            cleaned["longitude"], cleaned["latitude"] = point
        self._fill_dates(cleaned)
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

    def _fill_dates(self, cleaned: dict[str, Any]) -> None:
        """Let words replace the dates; one day needs no end; no date at all is an error."""
        if days := cleaned.get("when"):
            cleaned["date_start"], cleaned["date_end"], cleaned["date_precision"] = days
        if cleaned.get("date_start") and "date_end" not in self.errors:
            cleaned["date_end"] = cleaned.get("date_end") or cleaned["date_start"]
        cleaned["date_precision"] = cleaned.get("date_precision") or DatePrecision.DAY
        if not cleaned.get("date_start") and not {"date_start", "when"} & self.errors.keys():
            self.add_error("date_start", _("Give a date, or say it in words."))


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
