"""One incident, server-rendered: facts first, evidence beside each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import analysis
from incidents.areas import area_index
from incidents.enums import AreaKind, DatePrecision, IncidentStatus, LocationPrecision, Role, Sensitivity
from incidents.local_names import list_incidents, local_areas, whereabouts
from incidents.models import Actor, Area, Incident, IncidentQuerySet, Participation, Report
from incidents.moments import AsKnownOn
from incidents.parameters import BadParameters, read_parameters
from incidents.past import Past, describe_absence, public_past
from incidents.presentation import format_date
from incidents.views.area import outline_of
from incidents.views.evidence import (
    evidence_of,
    group_evidence_of,
    reports_of,
    tell_claims,
    tell_groups,
)
from incidents.views.timeline import history_context

# What is drawn of a place that is known no better.
OUTLINED: Final[dict[str, str]] = {
    LocationPrecision.DISTRICT: AreaKind.DISTRICT,
    LocationPrecision.GOVERNORATE: AreaKind.GOVERNORATE,
}
Visitor = AbstractBaseUser | AnonymousUser


def may(user: Visitor, permission: str) -> bool:
    """Return whether a visitor has a permission."""
    return isinstance(user, PermissionsMixin | AnonymousUser) and user.has_perm(permission)


def visible_incidents(user: Visitor) -> IncidentQuerySet:
    """Return the incidents whose page a visitor may open: the desk sees drafts too, by right restricted ones.

    Without that right a page tells of a place what everyone is told.
    """
    if isinstance(user, User) and may(user, "incidents.change_incident"):
        return Incident.objects.for_desk(user) | Incident.objects.public()
    if may(user, "incidents.view_restricted"):
        return Incident.objects.published()
    return Incident.objects.public()


def show_incident(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show an incident; one that was merged leads to where it went, a retracted one says so (410)."""
    incident = get_object_or_404(
        Incident.objects.select_related("region", "place", "claimed_by", "room", "merged_into"), uid=uid
    )
    visible = visible_incidents(request.user)
    if incident.status == IncidentStatus.MERGED:
        return _redirect_to_survivor(request, incident, visible)
    if not visible.filter(pk=incident.pk).exists():
        if incident.status == IncidentStatus.RETRACTED and incident.sensitivity == Sensitivity.PUBLIC:
            return render(request, "incidents/gone.html", {"incident": incident}, status=410)
        raise Http404
    if "on" in request.GET:
        return _show_past(request, incident)
    return render(request, "incidents/incident.html", incident_context(incident, request.user))


def _show_past(request: HttpRequest, incident: Incident) -> HttpResponse:
    """Show an incident as the public knew it at a moment, to the desk too; say so where that can't be."""
    try:
        moment = read_parameters(request.GET, AsKnownOn(request.GET))["on"]
    except BadParameters as error:
        return _refuse_past(request, incident, error.problems[0]["detail"], 400)
    past = public_past(incident, moment)
    if past is None:
        return _refuse_past(request, incident, describe_absence(incident, moment), 404)
    response = render(request, "incidents/incident.html", past_context(past))
    response["X-Robots-Tag"] = "noindex"
    return response


def _refuse_past(request: HttpRequest, incident: Incident, why: str, status: int) -> HttpResponse:
    return render(request, "incidents/no_past.html", {"uid": incident.uid, "why": why}, status=status)


def _redirect_to_survivor(
    request: HttpRequest, incident: Incident, visible: IncidentQuerySet
) -> HttpResponse:
    survivor = incident
    while survivor.merged_into is not None:
        survivor = survivor.merged_into
    if not visible.filter(pk=survivor.pk).exists():
        raise Http404
    asked, address = request.META.get("QUERY_STRING", ""), reverse("incident", args=[survivor.uid])
    return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)


def incident_context(incident: Incident, user: Visitor) -> dict[str, Any]:
    """Return what the template shows, with the place no more exact than the visitor may know it."""
    desk = may(user, "incidents.view_restricted")
    return {**_own_values(incident, desk=desk), **_parts(incident, user, desk=desk)}


def _own_values(incident: Incident, *, desk: bool) -> dict[str, Any]:
    """Return what an incident's own row says."""
    local = local_areas()
    withheld = incident.hides_place and not desk
    precision = incident.location_precision if desk else incident.public_precision
    return {
        "incident": incident,
        "where": whereabouts(incident, local, exact=desk),
        "outline": _outline(incident, precision, exact=desk),
        "longitude": incident.longitude if desk else incident.public_longitude,
        "latitude": incident.latitude if desk else incident.public_latitude,
        "precision": precision,
        "precision_label": LocationPrecision(precision).label,
        "place_withheld": withheld,
        "location_note": "" if withheld else incident.location_note,
        "verification_reason": "" if withheld else incident.verification_reason,
        "nearby": list_incidents(analysis.incidents_near(incident).select_related("place"), local),
        "nearest_room": analysis.nearest_active_room(incident),
        "citation": cite(incident),
    }


def _parts(incident: Incident, user: Visitor, *, desk: bool) -> dict[str, Any]:
    """Return what other rows say of an incident."""
    evidence = evidence_of(incident, desk=desk)
    return {
        "participations": _by_role(_participations(incident)),
        "areas": _areas(incident, exact=desk),
        "evidence": evidence,
        "conflicts": [field for field in evidence if field.conflicting],
        "differing": {field.name: field.figures for field in evidence if field.figures},
        "groups": group_evidence_of(incident, visible_incidents(user), desk=desk),
        "reports": reports_of(incident, desk=desk).select_related("article__source", "source__dataset"),
        **history_context(incident),
    }


def past_context(past: Past) -> dict[str, Any]:
    """Return what the template shows of an incident as the public knew it."""
    incident, hidden = past.incident, past.quotes_hidden
    own = _own_values(incident, desk=False)
    behind = Report.objects.filter(pk__in=[report.pk for report in past.reports]).order_by("pk")
    evidence = tell_claims(past.claims, place_hidden=hidden)
    others = Incident.objects.public().exclude(pk=incident.pk)
    known = set(Actor.objects.public().filter(pk__in=[p.actor_id for p in past.participations]))
    for party in past.participations:
        vars(party)["known"] = party.actor in known
    return {
        **own,
        "past": past,
        "place_withheld": hidden,
        "verification_reason": "" if hidden else own["verification_reason"],
        "participations": _by_role(past.participations),
        "areas": past.areas,
        "evidence": evidence,
        "conflicts": [field for field in evidence if field.conflicting],
        "differing": {field.name: field.figures for field in evidence if field.figures},
        "groups": tell_groups(behind, others, place_hidden=hidden, until=past.at),
        "reports": behind.select_related("article__source", "source__dataset"),
    }


def cite(incident: Incident) -> str:
    """Return how to cite an incident: what it is called here, when it last changed, and today's date."""
    return _("“%(title)s” (%(date)s). Hamrin, %(code)s, as published on %(changed)s. Accessed %(today)s.") % {
        "title": incident.title,
        "date": format_date(incident.date_start, incident.date_end, incident.date_precision),
        "code": incident.code,
        "changed": _day(timezone.localtime(incident.updated_at).date()),
        "today": _day(timezone.localdate()),
    }


def _day(day: date) -> str:
    return format_date(day, day, DatePrecision.DAY)


def _outline(incident: Incident, precision: str, *, exact: bool) -> dict[str, Any] | None:
    """Return what is drawn where the district or governorate is all that may be known of the place."""
    index = area_index(incident.region_id) if precision in OUTLINED else None
    if index is None:
        return None
    district = incident.district if exact else incident.public_district
    found = (
        index.of_district(district)
        if precision == LocationPrecision.DISTRICT
        else index.of_governorate(incident.governorate)
    )
    return outline_of(*[area for area in found if area.kind == OUTLINED[precision]])


def _participations(incident: Incident) -> QuerySet[Participation]:
    """Return who has a part; ``known`` where the actor has a page that anyone may see."""
    known = Actor.objects.public().filter(pk=OuterRef("actor"))
    return incident.participations.select_related("actor").annotate(known=Exists(known))


def _by_role(participations: Iterable[Participation]) -> list[Participation]:
    """Return them in the order of the code list: who did it, to whom, who else."""
    order = list(Role)
    return sorted(participations, key=lambda one: order.index(Role(one.role)))


def _areas(incident: Incident, *, exact: bool) -> list[Area]:
    links = incident.incident_areas.select_related("area")
    return [link.area for link in (links if exact else links.filter(public=True))]
