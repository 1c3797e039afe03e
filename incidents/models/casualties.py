"""Killed, wounded and captured as ranges, as incidents and participations have them."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CASUALTIES: Final = ("killed", "wounded", "captured")


def casualty_constraints(name: str) -> list[models.CheckConstraint]:
    """Low ≤ best ≤ high for each kind of casualty; null where not reported."""
    return [
        models.CheckConstraint(
            condition=(
                Q(**{f"{kind}_low": None})
                | Q(**{f"{kind}_best": None})
                | Q(**{f"{kind}_low__lte": F(f"{kind}_best")})
            )
            & (
                Q(**{f"{kind}_best": None})
                | Q(**{f"{kind}_high": None})
                | Q(**{f"{kind}_best__lte": F(f"{kind}_high")})
            )
            & (
                Q(**{f"{kind}_low": None})
                | Q(**{f"{kind}_high": None})
                | Q(**{f"{kind}_low__lte": F(f"{kind}_high")})
            ),
            name=f"{name}_{kind}_range",
        )
        for kind in CASUALTIES
    ]


class Casualties(models.Model):
    """Killed, wounded and captured persons as ranges; null means "not reported", 0 "reported none"."""

    killed_low = models.PositiveIntegerField(_("killed, at least"), null=True, blank=True)
    killed_best = models.PositiveIntegerField(_("killed"), null=True, blank=True)
    killed_high = models.PositiveIntegerField(_("killed, at most"), null=True, blank=True)
    wounded_low = models.PositiveIntegerField(_("wounded, at least"), null=True, blank=True)
    wounded_best = models.PositiveIntegerField(_("wounded"), null=True, blank=True)
    wounded_high = models.PositiveIntegerField(_("wounded, at most"), null=True, blank=True)
    captured_low = models.PositiveIntegerField(_("captured, at least"), null=True, blank=True)
    captured_best = models.PositiveIntegerField(_("captured"), null=True, blank=True)
    captured_high = models.PositiveIntegerField(_("captured, at most"), null=True, blank=True)

    class Meta:
        abstract = True
