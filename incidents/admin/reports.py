"""Reports and their claims, to look at: decisions are taken on the review page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from incidents.admin.base import HistoryAdmin, editor_of
from incidents.assignment import assign, release
from incidents.models import Claim, Report
from incidents.models.report import ReportQuerySet
from incidents.review import ReviewError

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
    list_display = ["pk", "article", "source", "state", "incident", "confidence", "held_by", "created_at"]
    list_filter = ["state", "coder"]
    list_select_related = ["article__source", "source", "incident", "assigned_to"]
    actions = ["take_selected", "give_back_selected"]
    search_fields = ["article__title", "source_url", "incident__code"]

    def get_queryset(self, request: HttpRequest) -> ReportQuerySet:
        """Return proposals, and the reports behind incidents that this person may see."""
        return Report.objects.for_desk(editor_of(request)).order_by(*self.get_ordering(request))

    @admin.display(description=gettext_lazy("in hand of"))
    def held_by(self, report: Report) -> str:
        """Name who has a proposal in hand."""
        return str(report.holder or "–")

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whether reports are this person's to decide."""
        return request.user.has_perm("incidents.review_report")

    @admin.action(description=gettext_lazy("Take the selected proposals in hand"), permissions=["review"])
    def take_selected(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """Assign them to the person who asks, for a while; those that can't be had are named."""
        editor = editor_of(request)
        for report in queryset:
            try:
                assign(report, editor, editor)
            except ReviewError as error:
                messages.error(request, f"{report.pk}: {error}")

    @admin.action(description=gettext_lazy("Give the selected proposals back"), permissions=["review"])
    def give_back_selected(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        """Release those that this person has in hand."""
        for report in queryset:
            release(report, editor_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: reports come from articles, or with an incident's sources."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: reports are decided on, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Evidence stays."""
        return False
