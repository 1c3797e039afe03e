"""One incident, server-rendered: facts first, evidence beside each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import analysis
from incidents.enums import DatePrecision, IncidentStatus, LocationPrecision, Sensitivity
from incidents.models import Incident, IncidentQuerySet
from incidents.presentation import format_date
from incidents.views.evidence import evidence_of, group_evidence_of, reports_of
from incidents.views.timeline import history_of

Visitor = AbstractBaseUser | AnonymousUser


def _may(user: Visitor, permission: str) -> bool:
    return isinstance(user, PermissionsMixin | AnonymousUser) and user.has_perm(permission)


def visible_incidents(user: Visitor) -> IncidentQuerySet:
    """Return the incidents whose page a visitor may open: the desk sees restricted ones and drafts."""
    if _may(user, "incidents.change_incident"):
        return Incident.objects.all()
    if _may(user, "incidents.view_restricted"):
        return Incident.objects.published()
    return Incident.objects.public()


def show_incident(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show an incident; one that was merged leads to where it went, a retracted one says so (410)."""
    incident = get_object_or_404(
        Incident.objects.select_related("region", "place", "claimed_by", "room", "merged_into"), uid=uid
    )
    visible = visible_incidents(request.user)
    if incident.status == IncidentStatus.MERGED:
        return _redirect_to_survivor(incident, visible)
    if not visible.filter(pk=incident.pk).exists():
        if incident.status == IncidentStatus.RETRACTED and incident.sensitivity == Sensitivity.PUBLIC:
            return render(request, "incidents/gone.html", {"incident": incident}, status=410)
        raise Http404
    return render(request, "incidents/incident.html", incident_context(incident, request.user))


def _redirect_to_survivor(incident: Incident, visible: IncidentQuerySet) -> HttpResponse:
    survivor = incident
    while survivor.merged_into is not None:
        survivor = survivor.merged_into
    if not visible.filter(pk=survivor.pk).exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("incident", args=[survivor.uid]))


def incident_context(incident: Incident, user: Visitor) -> dict[str, Any]:
    """Return what the template shows, with the place no more exact than the visitor may know it."""
    desk = _may(user, "incidents.view_restricted")
    return {**_own_values(incident, desk=desk), **_parts(incident, user, desk=desk)}


def _own_values(incident: Incident, *, desk: bool) -> dict[str, Any]:
    """Return what an incident's own row says."""
    withheld = incident.hides_place and not desk
    precision = incident.location_precision if desk else incident.public_precision
    return {
        "incident": incident,
        "place_name": incident.place_name if desk else incident.public_place_name,
        "district": incident.district if desk else incident.public_district,
        "longitude": incident.longitude if desk else incident.public_longitude,
        "latitude": incident.latitude if desk else incident.public_latitude,
        "precision": precision,
        "precision_label": LocationPrecision(precision).label,
        "place_withheld": withheld,
        "location_note": "" if withheld else incident.location_note,
        "nearby": analysis.incidents_near(incident),
        "nearest_room": analysis.nearest_active_room(incident),
        "citation": cite(incident),
    }


def _parts(incident: Incident, user: Visitor, *, desk: bool) -> dict[str, Any]:
    """Return what other rows say of an incident."""
    evidence = evidence_of(incident, desk=desk)
    return {
        "participations": incident.participations.select_related("actor"),
        "areas": _areas(incident, exact=desk),
        "evidence": evidence,
        "conflicts": [field for field in evidence if field.conflicting],
        "groups": group_evidence_of(incident, visible_incidents(user), desk=desk),
        "reports": reports_of(incident, desk=desk).select_related("article__source", "source__dataset"),
        "history": history_of(incident),
    }


def cite(incident: Incident) -> str:
    """Return how to cite an incident: its title, what it is called here, and when it last changed."""
    changed = timezone.localtime(incident.updated_at).date()
    return _("“%(title)s” (%(date)s). Hamrin, %(code)s, as of %(changed)s.") % {
        "title": incident.title,
        "date": format_date(incident.date_start, incident.date_end, incident.date_precision),
        "code": incident.code,
        "changed": format_date(changed, changed, DatePrecision.DAY),
    }


def _areas(incident: Incident, *, exact: bool) -> list[Any]:
    links = incident.incident_areas.select_related("area")
    return [link.area for link in (links if exact else links.filter(public=True))]
