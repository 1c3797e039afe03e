"""Actors with their aliases; a new alias is known to the extractor at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from incidents.admin.base import HistoryAdmin
from incidents.models import Actor, ActorAlias

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
