"""The desk's incidents: drafts, restricted ones and exact places; entering and changing them."""

from __future__ import annotations

from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema

from incidents import editing, review
from incidents.api.base import json_response
from incidents.api.formats import LARGEST_PAGE, ORDERING_HELP, PAGE
from incidents.api.pagination import DEFAULT_ORDERING, ORDERINGS, CursorField, cursor_after, next_link, page
from incidents.api.schema import describe, problems
from incidents.enums import IncidentStatus, Sensitivity
from incidents.filters import IncidentFilterSet, filter_incidents
from incidents.idempotency import claim_key
from incidents.models import Incident, IncidentQuerySet
from incidents.parameters import (
    BadParameters,
    CodeField,
    CountField,
    OneOfField,
    ParameterForm,
    describe_problem,
)

from .answers import DeskIncidentDetailSerializer, DeskIncidentPageSerializer, DeskProblemSerializer
from .base import DeskView
from .bodies import check, parse, read_body, read_bytes
from .conditions import idempotency_key, mark, required_versions
from .entry import Start, read_entry, stored_values
from .report_rows import reports_behind
from .rows import desk_rows
from .shapes import IncidentBody, IncidentChangeBody

PROBLEM: Final = "application/problem+json"
IF_MATCH: Final = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of the version that was seen."
)
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same for a request that is sent again: within 24 hours it is not done twice.",
)


class DeskPageParameters(ParameterForm):
    """Which of the desk's incidents, and which part of the list."""

    status = CodeField(IncidentStatus.values, help_text=_("What became of it."))
    sensitivity = CodeField(Sensitivity.values, help_text=_("Whether it is restricted."))
    limit = CountField(1, LARGEST_PAGE, help_text=_("Incidents in the answer, 100 unless given."))
    cursor = CursorField(help_text=_("Where the page begins: taken from next, never made up."))
    ordering = OneOfField(list(ORDERINGS), help_text=ORDERING_HELP)


def desk_problems(*statuses: int) -> dict[tuple[int, str], Any]:
    """Return the documented problem answers of the desk."""
    return {(status, PROBLEM): DeskProblemSerializer for status in statuses}


def answer(incident: Incident, request: HttpRequest, status: int = 200) -> HttpResponse:
    """Return an incident with its reports, its version as ETag; where it is made, its address too."""
    row = desk_rows([incident.pk], request)[0]
    response = json_response({**row, "reports": reports_behind(incident, request)})
    response.status_code = status
    if status == 201:
        response["Location"] = row["api_url"]
    return mark(response, row["version"])


class DeskIncidentView(DeskView):
    """An address of one incident."""

    def find(self, uid: UUID) -> Incident:
        """Return the incident. Raises Http404 for one that there is not, or that the user may not see."""
        found = Incident.objects.for_desk(self.editor).filter(uid=uid).first()
        if found is None:
            raise Http404
        return found

    def lock(self, uid: UUID) -> Incident:
        """Return the incident as it is now, locked until the transaction ends; see ``find``."""
        locked = review.lock_incident(self.find(uid))
        if not Incident.objects.for_desk(self.editor).filter(pk=locked.pk).exists():
            raise Http404  # restricted while we waited
        return locked


class DeskIncidentList(DeskView):
    """All incidents that the user may see."""

    needed: ClassVar = {
        "GET": ("read", "incidents.view_incident"),
        "POST": ("edit", "incidents.add_incident"),
    }

    @extend_schema(
        operation_id="list_desk_incidents",
        summary="Incidents of every status as the desk knows them",
        parameters=describe(IncidentFilterSet, DeskPageParameters),
        responses={(200, "application/json"): DeskIncidentPageSerializer, **problems(400, 403)},
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the incidents that match; filters of place look at what the public may know of it."""
        found, values = filter_incidents(
            Incident.objects.for_desk(self.editor), request.GET, DeskPageParameters(request.GET)
        )
        ordering, cursor = values["ordering"] or DEFAULT_ORDERING, values["cursor"]
        if cursor and cursor.ordering != ordering:
            raise BadParameters(
                [describe_problem("cursor", str(_("belongs to another ordering")), cursor.encode())]
            )
        found = _narrow(found, values)
        limit = values["limit"] or PAGE
        keys = list(page(found, ordering, cursor, limit + 1).values("pk", ORDERINGS[ordering].column))
        following = cursor_after(ordering, keys[:limit]) if len(keys) > limit else None
        results = desk_rows([key["pk"] for key in keys[:limit]], request)
        return json_response({"results": results, "next": following and next_link(request, following)})

    @extend_schema(
        operation_id="create_desk_incident",
        summary="Enter an incident as a draft",
        parameters=[IDEMPOTENCY_KEY],
        request=IncidentBody,
        responses={201: DeskIncidentDetailSerializer, **desk_problems(400, 403, 409, 413, 415)},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter an incident, or return the one that the same request entered before."""
        self.read(request)
        data, key = read_bytes(request), idempotency_key(request)
        body = check(IncidentBody(data=parse(data)))
        with transaction.atomic():
            claimed = claim_key(self.editor, key, data) if key else None
            if claimed and claimed.incident:
                return answer(claimed.incident, request, 201)
            entry = read_entry(body, self.editor, Start())
            entry.look_twice(self.editor, body.get("looked_at", []))
            incident = review.create(entry.incident, entry.participations, self.editor, tags=entry.tags or ())
            if claimed:
                claimed.incident = incident
                claimed.save(update_fields=["incident"])
            return answer(incident, request, 201)


def _narrow(found: IncidentQuerySet, values: dict[str, Any]) -> IncidentQuerySet:
    for name in ("status", "sensitivity"):
        if values[name] is not None:
            found = found.filter(**{f"{name}__in": values[name]})
    return found


class DeskIncidentDetail(DeskIncidentView):
    """One incident."""

    needed: ClassVar = {
        "GET": ("read", "incidents.view_incident"),
        "PATCH": ("edit", "incidents.change_incident"),
    }

    @extend_schema(
        operation_id="get_desk_incident",
        summary="One incident as the desk knows it; its ETag names its version",
        responses={200: DeskIncidentDetailSerializer, 304: None, **problems(400, 403, 404)},
    )
    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Return the incident, also where it is a draft, retracted or merged."""
        self.read(request)
        return answer(self.find(uid), request)

    @extend_schema(
        operation_id="change_desk_incident",
        summary="Change some of an incident's values",
        description=(
            "A JSON merge patch (RFC 7396): what is absent stays. If-Match names the version that was seen; "
            "where others have saved since, a 412 says what they changed, and nothing is saved."
        ),
        parameters=[IF_MATCH],
        request={
            "application/json": IncidentChangeBody,
            "application/merge-patch+json": IncidentChangeBody,
        },
        responses={
            200: DeskIncidentDetailSerializer,
            **desk_problems(400, 403, 404, 409, 412, 413, 415, 428),
        },
    )
    def patch(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Change the incident; what changes nothing writes nothing."""
        self.read(request)
        versions = required_versions(request)
        body = read_body(request, IncidentChangeBody, partial=True)
        with transaction.atomic():
            incident = self.lock(uid)
            editing.check_version(incident, versions)
            entry = read_entry(body, self.editor, Start(stored_values(incident), incident))
            if entry.changes_anything:
                entry.look_twice(self.editor, body.get("looked_at", []))
                editing.change(entry.incident, entry.belongings, self.editor, body.get("reason", ""))
            return answer(incident, request)
