"""Counts and casualties under the same filters as the list; those of each side by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from incidents import snapshot, statistics
from incidents.filters import IncidentFilterSet, filter_incidents
from incidents.models import CASUALTIES, Actor, Incident
from incidents.parameters import BadParameters, CodeField, ParameterForm, describe_problem
from incidents.profiles import Side, sides_of

from .base import ReadView, json_response
from .freshness import Freshness
from .schema import describe, problems
from .serializers import SidesSerializer, StatisticsSerializer

MOST_DIMENSIONS = 3


class StatisticsParameters(ParameterForm):
    """By what to count."""

    by = CodeField(
        list(statistics.DIMENSIONS),
        help_text=gettext_lazy(
            "Up to three dimensions; one row for each combination. Without it, one total."
        ),
    )


class Statistics(ReadView):
    """Counts and casualties."""

    def is_costly(self, request: Request) -> bool:  # noqa: ARG002 - its signature
        """See ApiView."""
        return True

    @extend_schema(
        operation_id="get_statistics",
        summary="Incidents and casualties by up to three dimensions",
        description=(
            "Read from the snapshot that the answer names. An incident with two perpetrators counts for each "
            "of them. Figures that nobody reported add nothing: sums are of what is reported."
        ),
        parameters=describe(StatisticsParameters, IncidentFilterSet),
        responses={(200, "application/json"): StatisticsSerializer, 304: None, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return a row for each combination."""
        _found, values = filter_incidents(
            Incident.objects.public(), request.GET, StatisticsParameters(request.GET)
        )
        by = values["by"] or []
        if len(by) > MOST_DIMENSIONS:
            raise BadParameters([describe_problem("by", _("has more than three dimensions"), ",".join(by))])
        current = snapshot.current() or snapshot.build()
        etag = f'W/"{current.name}"'
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged:
            return unchanged
        try:
            results = statistics.count(current, values, request.GET, by)
        except OverflowError:
            raise BadParameters(
                [describe_problem("by", _("has too many combinations; filter, or take fewer"), ",".join(by))]
            ) from None
        response = json_response({"results": results, "snapshot": current.name, "as_of": current.built_at})
        response["ETag"], response["Cache-Control"] = etag, "no-cache"
        return response


class Sides(ReadView):
    """The own casualties of each side."""

    def is_costly(self, request: Request) -> bool:  # noqa: ARG002 - its signature
        """See ApiView."""
        return True

    @extend_schema(
        operation_id="get_sides",
        summary="Own casualties of each side",
        description=(
            "By actor and role, where reports give any: an incident's total is never taken for one side's. "
            '`reported` of the incidents give a figure; `high` is null where one says only "at least".'
        ),
        parameters=describe(IncidentFilterSet),
        responses={(200, "application/json"): SidesSerializer, 304: None, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return a row for each actor and role."""
        fresh = Freshness(request)
        found, _values = filter_incidents(Incident.objects.public(), request.GET)
        unchanged = fresh.not_modified(request)
        if unchanged:
            return unchanged
        sides = sides_of(found, Actor.objects.public())
        return fresh.mark(json_response({"results": [_row(side) for side in sides]}))


def _row(side: Side) -> dict[str, object]:
    tolls = {kind: getattr(side.tally, kind) for kind in CASUALTIES}
    figures = {
        kind: {
            "low": toll.low,
            "high": None if toll.open_ended else toll.high,
            "reported": toll.reported,
        }
        if toll.reported
        else None
        for kind, toll in tolls.items()
    }
    return {"actor": side.actor, "role": side.role, **figures}
