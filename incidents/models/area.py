"""Polygons with a kind. Geometry is GeoJSON; containment is asked of Shapely at write time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.enums import AreaKind

from .base import Named
from .history import track_history
from .region import Region


@track_history()
class Area(Named):
    """A polygon or multipolygon: ``geometry`` is GeoJSON, WGS 84, longitude before latitude.

    The bounding box columns are kept by ``incidents.areas.set_geometry``.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="areas", verbose_name=_("region"))
    kind = models.CharField(_("kind"), max_length=20, choices=AreaKind)
    code = models.CharField(_("code"), max_length=50, help_text=_("A P-code or a short name of our own."))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    geometry = models.JSONField(_("geometry"))
    west = models.FloatField(editable=False)
    south = models.FloatField(editable=False)
    east = models.FloatField(editable=False)
    north = models.FloatField(editable=False)
    approximate = models.BooleanField(_("approximate"), default=False)
    note = models.TextField(_("derivation and licence"), blank=True)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "kind", "code"], name="area_once"),
            models.CheckConstraint(
                condition=Q(west__gte=-180)
                & Q(east__lte=180)
                & Q(south__gte=-90)
                & Q(north__lte=90)
                & Q(west__lte=F("east"))
                & Q(south__lte=F("north")),
                name="area_bounds",
            ),
        ]
