"""Named queries over incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from incidents.enums import IncidentStatus, Sensitivity

from .change import Change

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .incident import Incident  # noqa: F401 - named in a base class


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Named queries over incidents. Every public surface starts from :meth:`public`."""

    def published(self) -> IncidentQuerySet:
        """Return published incidents, restricted ones included: for people logged in at the desk."""
        return self.filter(status=IncidentStatus.PUBLISHED)

    def public(self) -> IncidentQuerySet:
        """Return what anyone may see; read places only from the ``public_…`` fields."""
        return self.published().filter(sensitivity=Sensitivity.PUBLIC)

    def for_desk(self, user: User) -> IncidentQuerySet:
        """Return all, or without the right to what is restricted: what hides nothing, and one's own."""
        if user.has_perm("incidents.view_restricted"):
            return self.all()
        open_place = Q(public_location_precision="") | Q(public_location_precision=F("location_precision"))
        return self.filter((Q(sensitivity=Sensitivity.PUBLIC) & open_place) | Q(created_by=user))

    def once_public(self) -> IncidentQuerySet:
        """Return what is or once was public, as far as it is not restricted: codes that may be named."""
        return self.filter(uid__in=Change.objects.values("uid"), sensitivity=Sensitivity.PUBLIC)

    def newest_first(self) -> IncidentQuerySet:
        """Put in the order of lists and of keyset pages."""
        return self.order_by("-date_start", "-pk")
