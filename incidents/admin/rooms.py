"""Joint operation rooms with their phases, forces and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from incidents.admin.base import HistoryAdmin
from incidents.models import JointOperationRoom, RoomAlias, RoomForce, RoomPhaseEvent

if TYPE_CHECKING:
    PhaseInlineBase = admin.TabularInline[RoomPhaseEvent, JointOperationRoom]
    ForceInlineBase = admin.TabularInline[RoomForce, JointOperationRoom]
    AliasInlineBase = admin.TabularInline[RoomAlias, JointOperationRoom]
else:
    PhaseInlineBase = ForceInlineBase = AliasInlineBase = admin.TabularInline


class PhaseInline(PhaseInlineBase):
    """Steps in time, each with what says so."""

    model = RoomPhaseEvent
    fields = ["phase", "date_start", "date_end", "date_precision", "note", "source_url", "articles"]
    autocomplete_fields = ["articles"]
    extra = 0


class ForceInline(ForceInlineBase):
    """Forces in the room."""

    model = RoomForce
    autocomplete_fields = ["actor"]
    extra = 0


class RoomAliasInline(AliasInlineBase):
    """Ways to write the name."""

    model = RoomAlias
    fields = ["language", "text"]
    extra = 0


@admin.register(JointOperationRoom)
class JointOperationRoomAdmin(HistoryAdmin):
    """Rooms."""

    inlines = [PhaseInline, ForceInline, RoomAliasInline]
    list_display = ["name", "code", "kind", "place_name", "status_note"]
    list_filter = ["kind"]
    search_fields = ["name", "name_ar", "name_ckb", "code", "aliases__text"]
    autocomplete_fields = ["place", "area_of_responsibility"]
    change_form_template = "admin/incidents/point_form.html"
    fieldsets = [
        (None, {"fields": ["region", "code", "kind", "name", "name_ar", "name_ckb", "status_note"]}),
        (
            "Where",
            {
                "fields": ["place", "place_name", ("longitude", "latitude", "accuracy_km")],
                "classes": ["point-picker"],
            },
        ),
        (None, {"fields": ["area_of_responsibility", "staffing", "conflicting_claims", "note"]}),
    ]
