"""What happened, once. Values are decisions over the claims of an incident's reports."""

from __future__ import annotations

import secrets
import uuid
from typing import ClassVar, Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Round
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.enums import (
    ActorKind,
    DatePrecision,
    EventFamily,
    IncidentStatus,
    LocationPrecision,
    Role,
    Sensitivity,
    SubEventType,
    TargetType,
    TimeOfDay,
    Verification,
    WeaponType,
)

from .actor import Actor
from .area import Area
from .casualties import CASUALTIES, Casualties, casualty_constraints
from .expressions import days_long, search_vector
from .history import track_history
from .incident_queries import IncidentQuerySet
from .place import Place
from .region import Region
from .room import JointOperationRoom

# No letter or digit that is easily read as another one.
CODE_ALPHABET: Final = "ACDEFGHJKLMNPQRTUVWXY34679"
CODE_LENGTH: Final = 6
# A public place that is coarsened to "near" is moved to a grid of a tenth of a degree (about 10 km).
NEAR_DECIMALS: Final = 1


def make_code(prefix: str) -> str:
    """Return a new human-readable code such as ``IQ-7KQ4MX``."""
    return f"{prefix}-{''.join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))}"


def _public_coordinate(field: str) -> Case:
    """Return the coordinate as the public may see it: as is, on a coarse grid, or not at all."""
    return Case(
        When(Q(public_location_precision__in=["", LocationPrecision.EXACT]), then=F(field)),
        When(
            Q(public_location_precision=LocationPrecision.NEAR),
            then=Round(F(field), precision=NEAR_DECIMALS),
        ),
        default=Value(None),
        output_field=models.FloatField(),
    )


class Tag(models.Model):
    """A free word on incidents."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


@track_history("updated_at", "public_longitude", "public_latitude")
class Incident(Casualties):
    """What happened, once. Dates are inclusive; coordinates WGS 84 degrees.

    ``status`` is written by ``incidents.review`` alone, ``areas`` by ``incidents.areas``, and
    ``verification`` follows from the reports unless ``verification_reason`` says why the desk set it.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="incidents", verbose_name=_("region"))
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    reference = models.CharField(
        _("reference of the data set it came from"), max_length=100, blank=True, editable=False
    )
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    sub_event_type = models.CharField(_("event type"), max_length=50, choices=SubEventType)
    date_start = models.DateField(_("from"))
    date_end = models.DateField(_("to"))
    date_precision = models.CharField(
        _("date precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    time_of_day = models.CharField(_("time of day"), max_length=10, choices=TimeOfDay, blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="incidents", verbose_name=_("place")
    )
    place_name = models.CharField(_("place as reported"), max_length=200, blank=True)
    district = models.CharField(_("district"), max_length=100, blank=True)
    governorate = models.CharField(_("governorate"), max_length=100, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    location_precision = models.CharField(
        _("location precision"), max_length=11, choices=LocationPrecision, default=LocationPrecision.NEAR
    )
    location_note = models.TextField(_("note on the location"), blank=True)
    areas = models.ManyToManyField(
        Area, through="IncidentArea", related_name="incidents", verbose_name=_("areas")
    )
    weapons = models.CharField(_("weapon"), max_length=20, choices=WeaponType, blank=True)
    target_type = models.CharField(_("target type"), max_length=40, choices=TargetType, blank=True)
    claimed_by = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claimed_incidents",
        verbose_name=_("claimed by"),
    )
    room = models.ForeignKey(
        JointOperationRoom,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("room that coordinated it"),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="incidents", verbose_name=_("tags"))
    status = models.CharField(
        _("status"), max_length=10, choices=IncidentStatus, default=IncidentStatus.DRAFT, editable=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    verification = models.CharField(
        _("verification"),
        max_length=15,
        choices=Verification,
        default=Verification.UNVERIFIED,
        editable=False,
    )
    verification_reason = models.TextField(
        _("why the desk set the verification itself"), blank=True, default="", editable=False
    )
    sensitivity = models.CharField(
        _("sensitivity"), max_length=10, choices=Sensitivity, default=Sensitivity.PUBLIC
    )
    public_location_precision = models.CharField(
        _("location precision for the public"),
        max_length=11,
        choices=LocationPrecision,
        blank=True,
        help_text=_("Empty: as above. “near” moves the public point to a 10 km grid; “district” hides it."),
    )
    public_longitude = models.GeneratedField(
        expression=_public_coordinate("longitude"), output_field=models.FloatField(null=True), db_persist=True
    )
    public_latitude = models.GeneratedField(
        expression=_public_coordinate("latitude"), output_field=models.FloatField(null=True), db_persist=True
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="incidents_created"
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="incidents_updated"
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering: ClassVar = ["-date_start", "-pk"]
        permissions: ClassVar = [
            ("publish_incident", _("Can publish and retract incidents")),
            ("view_restricted", _("Can see restricted incidents and exact places")),
        ]
        constraints: ClassVar = [
            *casualty_constraints("incident"),
            models.CheckConstraint(condition=Q(date_start__lte=F("date_end")), name="incident_dates"),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | (Q(longitude__range=(-180, 180)) & Q(latitude__range=(-90, 90))),
                name="incident_on_earth",
            ),
            models.CheckConstraint(
                condition=~Q(location_precision__in=["exact", "near"]) | Q(longitude__isnull=False),
                name="incident_precise_has_point",
            ),
            models.CheckConstraint(
                condition=~Q(location_precision__in=["district", "governorate"]) | Q(longitude=None),
                name="incident_vague_has_no_point",
            ),
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=IncidentStatus.MERGED) & Q(merged_into=None)),
                name="incident_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(sub_event_type__in=SubEventType.values), name="incident_sub_event_type"
            ),
            models.UniqueConstraint(
                fields=["region", "reference"], condition=~Q(reference=""), name="incident_reference_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "sensitivity", "-date_start", "-id"], name="incident_list"),
            models.Index(fields=["public_longitude", "public_latitude"], name="incident_public_point"),
            models.Index(fields=["sub_event_type", "-date_start"], name="incident_type_date"),
            models.Index(fields=["updated_at", "id"], name="incident_updated"),
            # Answers which incidents a public page shows without a look at those that it does not.
            models.Index(
                fields=["-date_start", "-id"],
                include=[
                    "date_end",
                    "sub_event_type",
                    "public_longitude",
                    "public_latitude",
                    "killed_best",
                    "verification",
                ],
                condition=Q(status=IncidentStatus.PUBLISHED, sensitivity=Sensitivity.PUBLIC),
                name="incident_public_scan",
            ),
            # For filters on dates that are ranges, and for words in three scripts (see expressions).
            models.Index(days_long(), name="incident_days"),
            GinIndex(search_vector(), name="incident_words"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def family(self) -> EventFamily:
        """The event family, derived from the sub type."""
        return SubEventType(self.sub_event_type).family

    @property
    def has_point(self) -> bool:
        """Whether it can be drawn as a point at all."""
        return self.longitude is not None

    @property
    def hides_place(self) -> bool:
        """Whether the public is told less of the place than is known."""
        told = self.public_location_precision
        return bool(told) and told != self.location_precision

    @property
    def public_precision(self) -> str:
        """The location precision that the public is told."""
        return self.public_location_precision or self.location_precision

    @property
    def public_place_name(self) -> str:
        """The place name, where the public precision does not hide it."""
        hidden = {LocationPrecision.DISTRICT, LocationPrecision.GOVERNORATE}
        return "" if self.public_location_precision in hidden else self.place_name

    @property
    def public_district(self) -> str:
        """The district, where the public precision does not hide it."""
        return "" if self.public_location_precision == LocationPrecision.GOVERNORATE else self.district


class IncidentArea(models.Model):
    """An area that contains an incident; ``public`` where the public precision does not hide that."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="incident_areas")
    area = models.ForeignKey(Area, models.CASCADE, related_name="incident_areas")
    public = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("area of an incident")
        verbose_name_plural = _("areas of incidents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "incident"], name="incident_area_once"),
        ]

    def __str__(self) -> str:
        return str(self.area)


def has_own_casualties() -> Q:
    """Return the condition that any figure is reported: of participations few, and these have an index."""
    columns = [f"{kind}_{bound}" for kind in CASUALTIES for bound in ("low", "best", "high")]
    return Q(*[Q(**{f"{column}__isnull": False}) for column in columns], _connector=Q.OR)


@track_history()
class Participation(Casualties):
    """An actor in an incident, with its own casualties where they are reported."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *casualty_constraints("participation"),
            models.UniqueConstraint(fields=["incident", "actor", "role"], name="participation_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="participation_role"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["actor"], condition=has_own_casualties(), name="participation_own"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"

    @property
    def inter(self) -> ActorKind:
        """ACLED's inter code of the actor."""
        return ActorKind(self.actor.kind)
