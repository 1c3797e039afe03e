"""Incidents that a report may tell of: found by date and place in SQL, scored by what both say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, radians
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from incidents.enums import IncidentStatus, Role, SubEventType
from incidents.models import Claim, Incident, Participation, Report
from sources.extraction.similarity import FARTHEST_KM, MOST_DAYS_APART, Account, Reason, compare

KM_PER_DEGREE = 111.2
LEAST_SCORE = 0.55
MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Candidate:
    """An incident that may be the same, with a score from 0 to 1 and its reasons in words."""

    incident: Incident
    score: float
    reasons: list[str]


def candidates(report: Report, *, most: int = MOST_CANDIDATES) -> list[Candidate]:
    """Return incidents that may be what the report tells of, the likeliest first.

    Retracted incidents are offered too, so that a retraction is not undone by a re-import unseen;
    merged ones are not, since what they were merged into is.
    """
    return similar(account_of_claims(report.claims.all()), most=most)


def similar(account: Account, *, but: int | None = None, most: int = MOST_CANDIDATES) -> list[Candidate]:
    """Return incidents that may be what an account tells of, without the one whose key is ``but``."""
    found = [
        (incident, compare(account, account_of_incident(incident)))
        for incident in _nearby(account)
        if incident.pk != but
    ]
    likely = sorted(
        ((incident, likeness) for incident, likeness in found if likeness.score >= LEAST_SCORE),
        key=lambda item: (-item[1].score, item[0].pk),
    )
    return [
        Candidate(incident, likeness.score, [describe(reason) for reason in likeness.reasons])
        for incident, likeness in likely[:most]
    ]


def _nearby(account: Account) -> Iterable[Incident]:
    if account.date_start is None:
        return []
    reach = timedelta(days=MOST_DAYS_APART)
    dates = Q(
        date_start__lte=_shifted(account.date_end or account.date_start, reach),
        date_end__gte=_shifted(account.date_start, -reach),
    )
    if account.longitude is not None and account.latitude is not None:
        lat = FARTHEST_KM / KM_PER_DEGREE
        lon = lat / max(0.1, cos(radians(account.latitude)))
        place = Q(
            longitude__range=(account.longitude - lon, account.longitude + lon),
            latitude__range=(account.latitude - lat, account.latitude + lat),
        ) | Q(longitude=None)
    else:
        place = Q(district=account.district) if account.district else Q(governorate=account.governorate)
    parties = Prefetch("participations", Participation.objects.select_related("actor"))
    return (
        Incident.objects.filter(dates & place).exclude(status=IncidentStatus.MERGED).prefetch_related(parties)
    )


def _shifted(day: date, by: timedelta) -> date:
    """Return another day, the first or the last of the calendar where that lies beyond it."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def account_of_incident(incident: Incident, parties: Iterable[Participation] | None = None) -> Account:
    """Return what a coded incident says, for comparison; ``parties`` of one that is not saved."""
    parties = list(incident.participations.all() if parties is None else parties)
    return Account(
        sub_event_type=incident.sub_event_type,
        family=incident.family,
        date_start=incident.date_start,
        date_end=incident.date_end,
        longitude=incident.longitude,
        latitude=incident.latitude,
        district=incident.district,
        governorate=incident.governorate,
        perpetrators=frozenset(p.actor.name for p in parties if p.role == Role.PERPETRATOR),
        targets=frozenset(p.actor.name for p in parties if p.role == Role.TARGET),
        killed=_range(incident.killed_low, incident.killed_best, incident.killed_high),
        wounded=_range(incident.wounded_low, incident.wounded_best, incident.wounded_high),
    )


def account_of_claims(claims: Iterable[Claim]) -> Account:
    """Return what a report's claims say, for comparison; the first claim of a field counts."""
    first: dict[str, dict[str, Any]] = {}
    actors: dict[str, set[str]] = {Role.PERPETRATOR: set(), Role.TARGET: set()}
    for claim in claims:
        if claim.field in actors:
            actors[claim.field].add(claim.value["actor"])
        elif not claim.value.get("who"):
            first.setdefault(claim.field, claim.value)
    code = first.get("sub_event_type", {}).get("code", "")
    when, where = first.get("date", {}), first.get("place", {})
    return Account(
        sub_event_type=code,
        family=SubEventType(code).family if code else "",
        date_start=date.fromisoformat(when["start"]) if when else None,
        date_end=date.fromisoformat(when["end"]) if when else None,
        longitude=where.get("longitude"),
        latitude=where.get("latitude"),
        district=where.get("district") or "",
        governorate=where.get("governorate") or "",
        perpetrators=frozenset(actors[Role.PERPETRATOR]),
        targets=frozenset(actors[Role.TARGET]),
        killed=_claimed_range(first.get("killed")),
        wounded=_claimed_range(first.get("wounded")),
    )


def _range(low: int | None, best: int | None, high: int | None) -> tuple[int, int] | None:
    known = [value for value in (low, best, high) if value is not None]
    return (min(known), max(known)) if known else None


def _claimed_range(value: dict[str, Any] | None) -> tuple[int, int] | None:
    return _range(value.get("low"), value.get("best"), value.get("high")) if value else None


def describe(reason: Reason) -> str:
    """Say a reason in the reader's language."""
    texts = {
        "same_date": _("same date"),
        "dates_overlap": _("dates overlap"),
        "days_apart": _("%(n)d days apart"),
        "same_place": _("same place"),
        "km_apart": _("%(n)d km apart"),
        "same_district": _("same district"),
        "same_governorate": _("same governorate"),
        "same_type": _("same event type"),
        "same_family": _("same event family"),
        "other_type": _("another event type"),
        "same_perpetrator": _("same perpetrator"),
        "same_target": _("same target"),
        "other_actors": _("other actors"),
        "same_toll": _("same casualties"),
        "other_toll": _("other casualties"),
    }
    return texts[reason.code] % {"n": round(reason.number or 0)}
