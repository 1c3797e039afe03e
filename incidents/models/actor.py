"""Forces, groups, ministries and civilians."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.enums import ActorKind

from .base import Alias, Named
from .history import track_history


class ActorQuerySet(models.QuerySet["Actor"]):
    """Named queries over actors."""

    def known(self) -> ActorQuerySet:
        """Return actors that people entered or that a region brought, not the names in a data set."""
        return self.exclude(dataset_names__made=True)

    def public(self) -> ActorQuerySet:
        """Return actors without the names that only data sets have which may not be republished."""
        hidden = Actor.objects.filter(dataset_names__made=True, dataset_names__dataset__restricted=True)
        return self.exclude(pk__in=hidden.values("pk"))


@track_history("changed_at")
class Actor(Named):
    """An actor by its canonical name, with ACLED's inter code as its kind."""

    kind = models.PositiveSmallIntegerField(_("kind"), choices=ActorKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    active_from = models.PositiveSmallIntegerField(_("active from (year)"), null=True, blank=True)
    active_to = models.PositiveSmallIntegerField(_("active to (year)"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], name="actor_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ActorKind.values), name="actor_kind"),
        ]


class ActorAlias(Alias):
    """One way to write an actor's name."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "language", "text"], name="actor_alias_once"),
        ]
