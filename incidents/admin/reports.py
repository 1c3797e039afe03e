"""Reports and their claims, to look at: decisions are taken on the review page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from incidents.admin.base import HistoryAdmin
from incidents.models import Claim, Report

if TYPE_CHECKING:
    ClaimInlineBase = admin.TabularInline[Claim, Report]
else:
    ClaimInlineBase = admin.TabularInline


class ClaimInline(ClaimInlineBase):
    """What the report says, with its words."""

    model = Claim
    fields = ["field", "value", "quote", "attributed_to", "rule", "confidence", "coder"]
    readonly_fields = ["field", "value", "quote", "attributed_to", "rule", "confidence", "coder"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Claims come with their report."""
        return False


@admin.register(Report)
class ReportAdmin(HistoryAdmin):
    """Reports."""

    inlines = [ClaimInline]
    list_display = ["pk", "article", "source", "state", "incident", "confidence", "created_at"]
    list_filter = ["state", "coder"]
    list_select_related = ["article__source", "source", "incident"]
    search_fields = ["article__title", "source_url", "incident__code"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: reports come from articles, or with an incident's sources."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: reports are decided on, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Evidence stays."""
        return False
