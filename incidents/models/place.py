"""The gazetteer: points with names in three languages."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .base import Alias, Named
from .region import Region


class Place(Named):
    """A settlement, mountain, river, base, …: WGS 84 degrees, ``accuracy_km`` how far off it may be."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="places", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=30)
    district = models.CharField(_("district"), max_length=100, blank=True)
    governorate = models.CharField(_("governorate"), max_length=100, blank=True)
    longitude = models.FloatField(_("longitude"))
    latitude = models.FloatField(_("latitude"))
    accuracy_km = models.FloatField(_("accuracy in km"), default=0)
    population = models.PositiveIntegerField(_("population"), default=0)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    origin = models.CharField(_("source of the point"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "name", "district", "kind"], name="place_once"),
            models.CheckConstraint(
                condition=Q(longitude__range=(-180, 180)) & Q(latitude__range=(-90, 90)),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.district}" if self.district not in {"", self.name} else self.name


class PlaceAlias(Alias):
    """One way to write a place's name."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "language", "text"], name="place_alias_once"),
        ]
