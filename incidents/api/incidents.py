"""Incidents: the list in every format, and one incident with its evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request

from incidents.enums import IncidentStatus, Sensitivity
from incidents.filters import IncidentFilterSet, filter_incidents
from incidents.models import Change, Incident
from incidents.moments import AsKnownOn
from incidents.parameters import BadParameters, describe_problem
from incidents.past import describe_absence, first_public, public_past

from . import rows
from .base import ReadView, json_response
from .evidence import DETAIL_COLUMNS, add_evidence, past_incident
from .formats import FORMATS, FormatParameter, PageParameters
from .freshness import Freshness
from .links import Links
from .pagination import DEFAULT_ORDERING
from .problems import MEDIA_TYPE, Gone, problem
from .schema import describe, format_answer, problems
from .serializers import GoneSerializer, IncidentDetailSerializer


def refuse_past(request: HttpRequest) -> None:
    """Point from a list as of a day to where that is. Raises BadParameters."""
    if "on" in request.GET:
        asked = request.GET["on"]
        address = f"{reverse('api:snapshot')}?{urlencode({'on': asked[:10]})}"
        told = _("is for one incident; all that was published by a day is its snapshot: %(address)s")
        raise BadParameters([describe_problem("on", told % {"address": address}, asked)])


class AnyIncidentList(ReadView):
    """Incidents that match the filters, in any format; documented for each."""

    def is_costly(self, request: Request) -> bool:
        """See ApiView: pages and feeds are short, all other formats may hold everything."""
        return (self.extension or request.GET.get("format", "json")) not in {"json", "atom"}

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the incidents in the format that the address or the parameter asks for."""
        refuse_past(request)
        name = self.extension or request.GET.get("format", "json")
        form = FORMATS[name if name in FORMATS else "json"]
        own = [form.parameters(request.GET)] + ([] if self.extension else [FormatParameter(request.GET)])
        found, values = filter_incidents(Incident.objects.public(), request.GET, *own)
        self._check_cursor(values)
        freshness = Freshness(request)
        answer = freshness.not_modified(request)
        return answer or freshness.mark(form.write(request, found, values))

    def _check_cursor(self, values: dict[str, Any]) -> None:
        cursor = values.get("cursor")
        if cursor and cursor.ordering != (values["ordering"] or DEFAULT_ORDERING):
            raise BadParameters(
                [describe_problem("cursor", _("belongs to another ordering"), cursor.encode())]
            )


@extend_schema_view(
    get=extend_schema(
        operation_id="list_incidents",
        summary="Incidents that match the filters",
        parameters=describe(IncidentFilterSet, PageParameters, FormatParameter),
        responses={**format_answer("json"), 304: None, **problems(400)},
    )
)
class IncidentList(AnyIncidentList):
    """The newest first, as JSON or in the format that a parameter names."""


def list_view(extension: str) -> type[AnyIncidentList]:
    """Return the view of the list in one format, at the address with its extension."""
    own = FORMATS[extension].parameters
    view = type(f"Incident{extension.title().replace('.', '')}", (AnyIncidentList,), {"extension": extension})
    document = extend_schema_view(
        get=extend_schema(
            operation_id=f"list_incidents_{extension.replace('.', '_')}",
            summary=f"Incidents that match the filters, as {extension}",
            parameters=describe(IncidentFilterSet, own),
            responses={**format_answer(extension), 304: None, **problems(400)},
        )
    )
    documented: type[AnyIncidentList] = document(view)
    return documented


class IncidentDetail(ReadView):
    """One incident with its reports and claims."""

    @extend_schema(
        operation_id="get_incident",
        summary="One incident with every claim and the words that say it",
        parameters=describe(AsKnownOn),
        responses={
            200: IncidentDetailSerializer,
            301: None,
            304: None,
            **problems(400, 404),
            (410, MEDIA_TYPE): GoneSerializer,
        },
    )
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponseBase:
        """Return an incident; redirect from a merged one, say 410 of one that was taken back."""
        moment = self.read(request, AsKnownOn)["on"]
        freshness = Freshness(request)
        answer = freshness.not_modified(request)
        if answer:
            return answer
        public = Incident.objects.public().filter(uid=uid)
        if moment is not None and (known := public.first()):
            return freshness.mark(self._past(request, known, moment))
        found = list(public.values(*DETAIL_COLUMNS))
        if not found:
            return self._absent(request, uid)
        return freshness.mark(json_response(add_evidence(found[0], rows.complete(found, Links(request))[0])))

    def _past(self, request: HttpRequest, incident: Incident, moment: datetime) -> HttpResponse:
        past = public_past(incident, moment)
        if past is None:
            first = rows.utc(first_public(incident))
            return problem(404, "not-public-then", describe_absence(incident, moment), first_public=first)
        return json_response(past_incident(past, Links(request)))

    def _absent(self, request: HttpRequest, uid: UUID) -> HttpResponseBase:
        """Answer for what is not public; only of what once was, it is told that it existed."""
        known = Change.objects.filter(uid=uid).first()
        if known is None:
            raise Http404
        public = Incident.objects.filter(sensitivity=Sensitivity.PUBLIC).only("uid", "status", "merged_into")
        target = public.filter(uid=uid).first()
        passed: set[int] = set()
        while target and target.status == IncidentStatus.MERGED and target.pk not in passed:
            passed.add(target.pk)
            target = public.filter(merged_from=target).first()
        if target and target.status == IncidentStatus.PUBLISHED:
            asked = request.META.get("QUERY_STRING", "")
            address = Links(request).incident_api(target.uid)
            return HttpResponsePermanentRedirect(f"{address}?{asked}" if asked else address)
        raise Gone(_("This incident was taken back."), uid=str(uid), code=known.code)
