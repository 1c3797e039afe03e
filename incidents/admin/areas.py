"""Areas: a polygon is pasted as GeoJSON and checked; incidents are assigned again in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from incidents.admin.base import HistoryAdmin
from incidents.areas import set_geometry
from incidents.models import Area
from incidents.tasks import reassign_area

if TYPE_CHECKING:
    AreaModelForm = forms.ModelForm[Area]
else:
    AreaModelForm = forms.ModelForm


class AreaForm(AreaModelForm):
    """An area; its geometry must be a polygon."""

    class Meta:
        model = Area
        fields = [
            "region",
            "kind",
            "code",
            "name",
            "name_ar",
            "name_ckb",
            "parent",
            "geometry",
            "approximate",
            "note",
        ]

    def clean(self) -> dict[str, Any]:
        """Check the polygon and set the bounding box."""
        cleaned = super().clean() or self.cleaned_data
        if geometry := cleaned.get("geometry"):
            try:
                set_geometry(self.instance, geometry)
            except ValidationError as error:
                self.add_error("geometry", error)
            else:
                cleaned["geometry"] = self.instance.geometry
        return cleaned


@admin.register(Area)
class AreaAdmin(HistoryAdmin):
    """Areas."""

    form = AreaForm
    list_display = ["name", "kind", "code", "parent", "approximate"]
    list_filter = ["kind", "approximate"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_ar", "name_ckb", "code"]
    autocomplete_fields = ["parent"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save, and recompute which incidents lie inside once that is committed."""
        super().save_model(request, obj, form, change)
        if "geometry" in form.changed_data:
            transaction.on_commit(lambda: reassign_area.delay(obj.pk))
