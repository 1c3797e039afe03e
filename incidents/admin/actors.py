"""Actors with their aliases; a new alias is known to the extractor at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest

from incidents.admin.base import HistoryAdmin
from incidents.models import Actor, ActorAlias
from sources.extraction.normalise import normalise_name

if TYPE_CHECKING:
    AliasInlineBase = admin.TabularInline[ActorAlias, Actor]
else:
    AliasInlineBase = admin.TabularInline


class ActorAliasInline(AliasInlineBase):
    """Ways to write the name."""

    model = ActorAlias
    fields = ["language", "text"]
    extra = 1


@admin.register(Actor)
class ActorAdmin(HistoryAdmin):
    """Actors."""

    inlines = [ActorAliasInline]
    list_display = ["name", "kind", "parent", "name_ar", "name_ckb"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "name_ar", "name_ckb", "aliases__text"]
    autocomplete_fields = ["parent"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Actor], search_term: str
    ) -> tuple[QuerySet[Actor], bool]:
        """Search in every name and alias, whatever form of a letter is typed; whole names come first."""
        wanted = normalise_name(search_term)
        if not wanted:
            return queryset, False
        aliases = ActorAlias.objects.filter(normalised__contains=wanted)
        plain, _may_repeat = super().get_search_results(request, queryset, search_term)
        whole = ActorAlias.objects.filter(normalised=wanted).values("actor")
        found = queryset.filter(pk__in=plain.order_by().values("pk")) | queryset.filter(
            pk__in=aliases.values("actor")
        )
        whole_first = Case(When(pk__in=whole, then=Value(0)), default=Value(1))
        return found.order_by(whole_first, "name"), False
