"""Joint operation rooms: phases in time, forces, an area of responsibility."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.enums import DatePrecision, ForceRole, RoomKind, RoomPhase
from sources.models import Article, web_address

from .actor import Actor
from .area import Area
from .base import Alias, Named
from .history import track_history
from .place import Place
from .region import Region


@track_history()
class JointOperationRoom(Named):
    """A joint coordination centre of federal and Kurdish forces."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="rooms", verbose_name=_("region"))
    code = models.CharField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=40, choices=RoomKind)
    status_note = models.CharField(_("status as reported"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="rooms", verbose_name=_("place")
    )
    place_name = models.CharField(_("place as reported"), max_length=200)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    accuracy_km = models.FloatField(_("accuracy in km"), default=0)
    area_of_responsibility = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rooms",
        verbose_name=_("area of responsibility"),
    )
    staffing = models.TextField(_("staffing"), blank=True)
    conflicting_claims = models.TextField(_("where reports differ"), blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("joint operation room")
        verbose_name_plural = _("joint operation rooms")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | (Q(longitude__range=(-180, 180)) & Q(latitude__range=(-90, 90))),
                name="room_on_earth",
            ),
        ]


class RoomAlias(Alias):
    """One way to write a room's name."""

    room = models.ForeignKey(JointOperationRoom, models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "language", "text"], name="room_alias_once"),
        ]


@track_history()
class RoomForce(models.Model):
    """A force in a room."""

    room = models.ForeignKey(JointOperationRoom, models.CASCADE, related_name="forces")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="room_forces", verbose_name=_("force"))
    role = models.CharField(_("role"), max_length=10, choices=ForceRole, default=ForceRole.MEMBER)
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True)

    class Meta:
        verbose_name = _("force")
        verbose_name_plural = _("forces")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["room", "actor"], name="room_force_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


@track_history()
class RoomPhaseEvent(models.Model):
    """A step of a room in time, with what says so. ``date_end`` is inclusive."""

    room = models.ForeignKey(JointOperationRoom, models.CASCADE, related_name="phase_events")
    phase = models.CharField(_("phase"), max_length=20, choices=RoomPhase)
    date_start = models.DateField(_("from"))
    date_end = models.DateField(_("to"))
    date_precision = models.CharField(
        _("date precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    note = models.TextField(_("note"), blank=True)
    source_url = models.CharField(_("source address"), max_length=2000, blank=True, validators=[web_address])
    articles = models.ManyToManyField(
        Article, blank=True, related_name="room_phases", verbose_name=_("articles that say so")
    )

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering: ClassVar = ["date_start", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["room", "phase", "date_start", "source_url"], name="room_phase_once"
            ),
            models.CheckConstraint(condition=Q(date_start__lte=F("date_end")), name="room_phase_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} {self.date_start}"


class RoomMention(models.Model):
    """An article names a joint operation room; ``room`` is empty where it is not one we know."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="room_mentions")
    room = models.ForeignKey(
        JointOperationRoom, models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    place_name = models.CharField(max_length=200)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("mention of a room")
        verbose_name_plural = _("mentions of rooms")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "place_name"], name="room_mention_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="room_mention_span"),
        ]

    def __str__(self) -> str:
        return self.place_name
