"""The gazetteer with its aliases; a new place is known to the extractor at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from incidents.api.places import search_places
from incidents.models import Place, PlaceAlias

if TYPE_CHECKING:
    AliasInlineBase = admin.TabularInline[PlaceAlias, Place]
    PlaceAdminBase = admin.ModelAdmin[Place]
else:
    AliasInlineBase = admin.TabularInline
    PlaceAdminBase = admin.ModelAdmin


class PlaceAliasInline(AliasInlineBase):
    """Ways to write the name."""

    model = PlaceAlias
    fields = ["language", "text"]
    extra = 1


@admin.register(Place)
class PlaceAdmin(PlaceAdminBase):
    """Places; found by any name in three scripts."""

    inlines = [PlaceAliasInline]
    list_display = ["name", "kind", "district", "governorate", "name_ar", "name_ckb", "accuracy_km"]
    list_filter = ["kind", "governorate"]
    search_fields = ["name", "name_ar", "name_ckb", "aliases__text"]
    change_form_template = "admin/incidents/point_form.html"
    fieldsets = [
        (None, {"fields": ["region", "name", "name_ar", "name_ckb", "kind", "district", "governorate"]}),
        (
            "Point",
            {"fields": [("longitude", "latitude", "accuracy_km"), "origin"], "classes": ["point-picker"]},
        ),
        (None, {"fields": ["population"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Place], search_term: str
    ) -> tuple[QuerySet[Place], bool]:
        """Search by the beginning of any name in any script, as people and the map do."""
        if not search_term.strip():
            return queryset, False
        return search_places(search_term).filter(pk__in=queryset.order_by().values("pk")), False
