"""Decisions about an incident: publish it, take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from incidents import editing, review
from incidents.models import Incident

from .answers import DeskIncidentDetailSerializer
from .bodies import EMPTY, read_body
from .conditions import seen_versions
from .incidents import IF_MATCH, DeskIncidentView, answer, desk_problems
from .shapes import EmptyBody, ReasonBody

_ANSWERS: Final[dict[Any, Any]] = {
    200: DeskIncidentDetailSerializer,
    **desk_problems(400, 403, 404, 409, 412, 413, 415),
}


class DecisionView(DeskIncidentView):
    """A decision; with If-Match it is taken only about the version that was seen."""

    needed: ClassVar = {"POST": ("edit", "incidents.publish_incident")}

    def take(self, request: HttpRequest, uid: UUID, decide: Callable[[Incident], Incident]) -> HttpResponse:
        """Let ``decide`` take it about the incident, which is locked; return the incident."""
        with transaction.atomic():
            incident = self.lock(uid)
            if versions := seen_versions(request):
                editing.check_version(incident, versions)
            return answer(decide(incident), request)


class Publish(DecisionView):
    """Show it to the public."""

    @extend_schema(
        operation_id="publish_desk_incident",
        summary="Publish an incident, or publish it again after a retraction",
        parameters=[IF_MATCH],
        request=EMPTY,
        responses=_ANSWERS,
    )
    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Publish it."""
        self.read(request)
        read_body(request, EmptyBody)
        return self.take(request, uid, lambda incident: review.publish(incident, self.editor))


class Retract(DecisionView):
    """Take it back from the public."""

    @extend_schema(
        operation_id="retract_desk_incident",
        summary="Retract an incident, with the reason that its history keeps",
        parameters=[IF_MATCH],
        request=ReasonBody,
        responses=_ANSWERS,
    )
    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Retract it."""
        self.read(request)
        reason = read_body(request, ReasonBody)["reason"]
        return self.take(request, uid, lambda incident: review.retract(incident, self.editor, reason))
