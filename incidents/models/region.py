"""A region: what its incidents' codes begin with, and where its map opens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Named


class Region(Named):
    """A region loaded from a data folder. Bounds in WGS 84 degrees."""

    slug = models.SlugField(unique=True)
    prefix = models.CharField(_("code prefix"), max_length=4, unique=True)
    country_code = models.CharField(_("ISO 3166 numeric code of the country"), max_length=3, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
