"""What the public knew of an incident at a moment of the past, and never more than it may know today.

An incident that is not public today has no public past. Where its place is withheld today, or told less
exactly than it was, the past tells today's place, title and summary, since the older ones may name what
is kept back now. Of the reports of then only those are told that anyone may still read today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from incidents.areas import PUBLIC_KINDS, area_index
from incidents.enums import IncidentStatus, LocationPrecision, Sensitivity
from incidents.known import Known, as_of, moments_of
from incidents.models import Area, Claim, Incident, Merge, Participation, Report
from incidents.models.incident import NEAR_DECIMALS
from incidents.models.report import DECIDED
from incidents.presentation import format_moment

COARSENESS: Final = list(LocationPrecision.values)
# What a place consists of, and the texts that may name it.
PLACE_FIELDS: Final = (
    "place_id",
    "place_name",
    "district",
    "governorate",
    "longitude",
    "latitude",
    "location_precision",
    "location_note",
    "public_location_precision",
)
NAMING_FIELDS: Final = ("title", "summary")


@dataclass(frozen=True)
class Past:
    """An incident as the public knew it; all rows but those of claims are copies that are not to be saved.

    ``incident`` has its place as it may be told, with ``public_longitude`` and ``public_latitude``;
    ``quotes_hidden`` where sentences may name a place that is kept back, then or now; ``withdrawn``
    counts reports that stood behind it then and are not public any more; ``changed_at`` is its last
    change by then.
    """

    at: datetime
    changed_at: datetime
    incident: Incident
    quotes_hidden: bool
    participations: list[Participation]
    reports: list[Report]
    withdrawn: int
    tags: list[str]

    @property
    def areas(self) -> list[Area]:
        """The areas, as they are drawn today, that contained it and that may be told."""
        containing = area_index(self.incident.region_id).of_incident(self.incident)
        kinds = PUBLIC_KINDS.get(LocationPrecision(self.incident.public_precision))
        if not self.incident.public_location_precision:
            kinds = None
        told = [area for area in containing if kinds is None or area.kind in kinds]
        return sorted(told, key=lambda area: (area.kind, area.name))

    @property
    def claims(self) -> QuerySet[Claim]:
        """What its reports claimed by then."""
        return Claim.objects.filter(report__in=self.reports, created_at__lte=self.at)

    @property
    def merged_codes(self) -> list[str]:
        """The codes of incidents that had been merged into it by then, of those that were public once."""
        merges = Merge.objects.filter(survivor=self.incident.pk, merged_at__lte=self.at).filter(
            Q(undone_at=None) | Q(undone_at__gt=self.at)
        )
        absorbed = Incident.objects.once_public().filter(merges_as_absorbed__in=merges)
        return list(absorbed.order_by("pk").values_list("code", flat=True))


def public_past(incident: Incident, moment: datetime) -> Past | None:
    """Return an incident as the public knew it at a moment; None where it was not public, then or now."""
    if not _is_public(incident):
        return None
    known = as_of(incident, moment)
    return None if known is None else _told(known, incident, _public_reports(incident))


def public_pasts(incident: Incident) -> list[tuple[datetime, Past | None]]:
    """Return what the public knew from each change on, the oldest first; None while it was not public."""
    if not _is_public(incident):
        return []
    reports = _public_reports(incident)
    return [(known.at, _told(known, incident, reports)) for known in moments_of(incident)]


def first_public(incident: Incident) -> datetime | None:
    """Return when the public could first read an incident that is public now."""
    events: Any = incident.events  # type: ignore[attr-defined] # made by track_history
    shown = events.filter(status=IncidentStatus.PUBLISHED, sensitivity=Sensitivity.PUBLIC)
    first = shown.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
    return first if isinstance(first, datetime) else None


def describe_absence(incident: Incident, moment: datetime) -> str:
    """Say that an incident, public now, was not public at a moment."""
    first = first_public(incident)
    if first is not None and moment < first:
        return _("%(code)s was not public at %(moment)s: it was first published at %(first)s.") % {
            "code": incident.code,
            "moment": format_moment(moment),
            "first": format_moment(first),
        }
    return _("%(code)s was not public at %(moment)s.") % {
        "code": incident.code,
        "moment": format_moment(moment),
    }


def _is_public(incident: Incident) -> bool:
    return (incident.status, incident.sensitivity) == (IncidentStatus.PUBLISHED, Sensitivity.PUBLIC)


def _public_reports(incident: Incident) -> set[int]:
    """Return which of all reports that ever stood behind an incident anyone may read with it today.

    One that was moved since is told where the incident that it went to is public with its whole place.
    """
    public = Report.objects.public()
    whole = Q(public_location_precision="") | Q(public_location_precision=F("location_precision"))
    moved = public.filter(incident__in=Incident.objects.public().filter(whole))
    return set((public.filter(incident=incident) | moved).values_list("pk", flat=True))


def _told(known: Known, now: Incident, readable: set[int]) -> Past | None:
    """Return what may be told of what was known; None where it was not public."""
    then = known.incident
    if not _is_public(then):
        return None
    hidden = then.hides_place or now.hides_place
    if now.hides_place or _coarseness(now) > _coarseness(then):
        coarser = max(then, now, key=_coarseness).public_precision
        for name in (*PLACE_FIELDS, *NAMING_FIELDS):
            setattr(then, name, getattr(now, name))
        then.public_location_precision = coarser
    then.public_longitude = public_coordinate(then.longitude, then.public_location_precision)
    then.public_latitude = public_coordinate(then.latitude, then.public_location_precision)
    then.updated_at = known.changed_at
    behind = [r for r in known.reports if r.state in DECIDED and not r.restricted]
    told = [r for r in behind if r.pk in readable]
    return Past(
        at=known.at,
        changed_at=known.changed_at,
        incident=then,
        quotes_hidden=hidden,
        participations=known.participations,
        reports=told,
        withdrawn=len(behind) - len(told),
        tags=known.tags,
    )


def _coarseness(incident: Incident) -> int:
    return COARSENESS.index(incident.public_precision)


def public_coordinate(degrees: float | None, precision: str) -> float | None:
    """Return a coordinate as the public may see it, as the database generates ``public_longitude``."""
    if degrees is None or precision in {"", LocationPrecision.EXACT}:
        return degrees
    if precision != LocationPrecision.NEAR:
        return None
    step = Decimal(1).scaleb(-NEAR_DECIMALS)
    return float(Decimal(repr(degrees)).quantize(step, rounding=ROUND_HALF_UP))
