"""Admin pages: sources can be edited; articles and what arrived are evidence and only looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sources.editing import save_source
from sources.enums import IntakeState, SourceKind
from sources.forms import SourceForm
from sources.models import Article, Intake, Source
from sources.retrying import retry_extraction
from sources.tasks import poll_source, retry_intake

if TYPE_CHECKING:
    SourceAdminBase = admin.ModelAdmin[Source]
    EvidenceBase = admin.ModelAdmin[Any]
else:
    SourceAdminBase = EvidenceBase = admin.ModelAdmin


@admin.register(Source)
class SourceAdmin(SourceAdminBase):
    """Sources with their health."""

    form = SourceForm
    list_display = (
        "name",
        "kind",
        "language",
        "reliability",
        "ownership_group",
        "is_healthy",
        "last_success_at",
        "paused",
    )
    list_filter = ("kind", "paused", "language", "reliability")
    search_fields = ("name", "url", "homepage", "ownership_group")
    readonly_fields = ("due_at", "last_success_at", "failures_in_a_row", "last_error")
    actions = ("poll_now",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "url", "poll_minutes", "paused")}),
        (_("Outlet"), {"fields": ("homepage", "language", "country", "medium", "reliability")}),
        (_("Ownership"), {"fields": ("ownership_group", "ownership_reference")}),
        (_("Health"), {"fields": ("due_at", "last_success_at", "failures_in_a_row", "last_error")}),
    )

    @admin.display(description=_("healthy"), boolean=True)
    def is_healthy(self, source: Source) -> bool | None:
        """Return whether the last poll succeeded; None for a source that is not polled."""
        return None if source.kind == SourceKind.NONE or source.paused else source.failures_in_a_row == 0

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm[Source], change: bool) -> None:  # noqa: ARG002, FBT001 - Django's signature
        """Save what was edited alone: a poll may be writing the source's health meanwhile."""
        save_source(obj, form.changed_data)

    @admin.action(description=_("Read now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        """Make the sources due and poll them."""
        ready = queryset.exclude(kind=SourceKind.NONE).filter(paused=False)
        chosen = list(ready.values_list("pk", flat=True))
        ready.update(due_at=None)
        for source_id in chosen:
            _enqueue(poll_source, source_id)
        _say(request, ngettext("%d source is being read.", "%d sources are being read.", len(chosen)), chosen)
        left = queryset.count() - len(chosen)
        if left:
            text = ngettext(
                "%d source is paused or not read automatically.",
                "%d sources are paused or not read automatically.",
                left,
            )
            messages.warning(request, text % left)


class _EvidenceAdmin(EvidenceBase):
    """Rows that are looked at and never changed by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        """Evidence comes from sources alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - likewise
        """Evidence stays as it came."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - likewise
        """Evidence stays."""
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whoever edits sources may have things read again."""
        return request.user.has_perm("sources.change_source")


@admin.register(Article)
class ArticleAdmin(_EvidenceAdmin):
    """Articles as they were fetched."""

    list_display = ("title_or_address", "source", "language", "published_at", "fetched_at", "state")
    list_filter = ("state", "language", "source")
    list_select_related = ("source",)
    search_fields = ("title", "url", "text")
    date_hierarchy = "published_at"
    show_full_result_count = False
    actions = ("extract_again",)
    fields = (
        "source",
        "url",
        "title",
        "author",
        "published_at",
        "fetched_at",
        "language",
        "state",
        "error",
        "duplicate_of",
        "text",
    )

    @admin.display(description=_("title"), ordering="title")
    def title_or_address(self, article: Article) -> str:
        """Return what the article is called."""
        return article.title or article.url or str(article.pk)

    @admin.action(description=_("Extract again what failed"), permissions=["retry"])
    def extract_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Enqueue the extraction of the chosen articles whose extraction failed."""
        with transaction.atomic():
            again = [pk for pk in queryset.values_list("pk", flat=True) if retry_extraction(pk)]
        _say(
            request,
            ngettext("%d article is extracted again.", "%d articles are extracted again.", len(again)),
            again,
        )


@admin.register(Intake)
class IntakeAdmin(_EvidenceAdmin):
    """What arrived and what became of it."""

    list_display = ("reference", "source", "state", "reason", "arrived_at", "attempts")
    list_filter = ("state", "source")
    list_select_related = ("source",)
    search_fields = ("reference", "reason")
    date_hierarchy = "arrived_at"
    show_full_result_count = False
    actions = ("read_again",)
    fields = ("source", "reference", "state", "reason", "article", "arrived_at", "attempts", "retry")

    @admin.action(description=_("Read again what was refused"), permissions=["retry"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Intake]) -> None:
        """Enqueue another reading of the chosen things that were refused."""
        refused = list(queryset.filter(state=IntakeState.FAILED).values_list("pk", flat=True))
        for intake_id in refused:
            _enqueue(retry_intake, intake_id)
        _say(request, ngettext("%d thing is read again.", "%d things are read again.", len(refused)), refused)


def _enqueue(task: Any, pk: int) -> None:
    transaction.on_commit(lambda: task.delay(pk))


def _say(request: HttpRequest, text: str, done: list[int]) -> None:
    (messages.success if done else messages.info)(request, text % len(done))
