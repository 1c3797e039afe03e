"""Incidents: the list, as JSON or GeoJSON, and one incident with its evidence."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view

from incidents.enums import IncidentStatus, Sensitivity
from incidents.filters import IncidentFilterSet, filter_incidents
from incidents.models import Incident, IncidentQuerySet
from incidents.parameters import (
    BadParameters,
    CountField,
    OneOfField,
    ParameterForm,
    YesNoField,
    describe_problem,
)

from . import features, rows
from .base import GEOJSON, MapFormat, ReadView, json_response
from .evidence import add_evidence
from .links import Links
from .pagination import DEFAULT_ORDERING, ORDERINGS, Cursor, CursorField, after, cursor_after, next_link
from .problems import MEDIA_TYPE, Gone
from .schema import GEOJSON_ANSWER, describe, problems
from .serializers import GoneSerializer, IncidentDetailSerializer, IncidentPageSerializer

PAGE: Final = 100
LARGEST_PAGE: Final = 1_000
LARGEST_MAP: Final = 10_000


class PageParameters(ParameterForm):
    """Which part of a list."""

    limit = CountField(
        1,
        LARGEST_MAP,
        help_text=gettext_lazy("Rows in the answer: up to 1000, 100 unless given; as GeoJSON up to 10000."),
    )
    cursor = CursorField(help_text=gettext_lazy("Where the page begins: taken from next, never made up."))
    ordering = OneOfField(list(ORDERINGS), help_text=gettext_lazy("The order of the rows."))
    with_total = YesNoField(
        help_text=gettext_lazy("Whether to count all rows that match, which takes longer.")
    )


class IncidentList(ReadView):
    """Incidents that match the filters, the newest first."""

    @extend_schema(
        operation_id="list_incidents",
        summary="Incidents that match the filters",
        parameters=describe(IncidentFilterSet, PageParameters, MapFormat),
        responses={(200, "application/json"): IncidentPageSerializer, **GEOJSON_ANSWER, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return a page of incidents."""
        forms = [PageParameters(request.GET)] + ([] if self.extension else [MapFormat(request.GET)])
        found, values = filter_incidents(Incident.objects.public(), request.GET, *forms)
        ordering, cursor = values["ordering"] or DEFAULT_ORDERING, values["cursor"]
        if cursor and cursor.ordering != ordering:
            raise BadParameters(
                [describe_problem("cursor", _("belongs to another ordering"), cursor.encode())]
            )
        if (self.extension or values["format"]) == "geojson":
            return self._map(request, found, ordering, cursor, values)
        return self._page(request, found, ordering, cursor, values)

    def _page(
        self,
        request: HttpRequest,
        found: IncidentQuerySet,
        ordering: str,
        cursor: Cursor | None,
        values: dict[str, Any],
    ) -> HttpResponseBase:
        limit = values["limit"] or PAGE
        if limit > LARGEST_PAGE:
            detail = _("must be a whole number from %(lowest)s to %(highest)s")
            detail %= {"lowest": 1, "highest": LARGEST_PAGE}
            raise BadParameters([describe_problem("limit", detail, str(limit))])
        some = rows.columns(after(found, ordering, cursor)[: limit + 1])
        more, some = len(some) > limit, some[:limit]
        body: rows.Row = {
            "results": rows.complete(some, Links(request)),
            "next": next_link(request, cursor_after(ordering, some)) if more else None,
        }
        if values["with_total"]:
            body["total"] = found.count()
        return json_response(body)

    def _map(
        self,
        request: HttpRequest,
        found: IncidentQuerySet,
        ordering: str,
        cursor: Cursor | None,
        values: dict[str, Any],
    ) -> HttpResponseBase:
        links = Links(request)
        parts = features.batches(found, ordering, cursor, values["limit"] or LARGEST_MAP, features.COLUMNS)
        text = features.stream_collection(
            ((features.incident_features(some, links), following) for some, following in parts),
            partial(next_link, request),
        )
        response = StreamingHttpResponse(text, content_type=GEOJSON)
        if values["with_total"]:
            response["X-Total-Count"] = str(found.count())
        return response


class IncidentDetail(ReadView):
    """One incident with its reports and claims."""

    @extend_schema(
        operation_id="get_incident",
        summary="One incident with every claim and the words that say it",
        responses={
            200: IncidentDetailSerializer,
            301: None,
            **problems(400, 404),
            (410, MEDIA_TYPE): GoneSerializer,
        },
    )
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponseBase:
        """Return an incident; redirect from a merged one, say 410 of a retracted one."""
        self.read(request)
        found = rows.columns(Incident.objects.public().filter(uid=uid))
        if not found:
            return self._absent(request, uid)
        links = Links(request)
        return json_response(add_evidence(found[0], rows.complete(found, links)[0]))

    def _absent(self, request: HttpRequest, uid: UUID) -> HttpResponseBase:
        """Answer for what is not public; a merged one leads to where its reports are now."""
        known = Incident.objects.filter(sensitivity=Sensitivity.PUBLIC).only(
            "uid", "code", "status", "merged_into"
        )
        incident = known.filter(uid=uid).first()
        if incident is None or incident.status not in {IncidentStatus.RETRACTED, IncidentStatus.MERGED}:
            raise Http404
        target: Incident | None = incident
        passed: set[int] = set()
        while target and target.status == IncidentStatus.MERGED and target.pk not in passed:
            passed.add(target.pk)
            target = known.filter(merged_from=target).first()
        if target and target.status == IncidentStatus.PUBLISHED:
            return HttpResponsePermanentRedirect(Links(request).incident_api(target.uid))
        raise Gone(_("This incident was retracted."), uid=str(uid), code=incident.code)


@extend_schema_view(
    get=extend_schema(
        operation_id="map_incidents",
        summary="Incidents that match the filters, as GeoJSON",
        parameters=describe(IncidentFilterSet, PageParameters),
        responses={**GEOJSON_ANSWER, **problems(400)},
    )
)
class IncidentMap(IncidentList):
    """The same as GeoJSON."""

    extension = "geojson"
