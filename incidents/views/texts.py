"""Titles and names of places for rows of the map's list, in the page's language.

The columns that a browser loads have no free text, so that a million incidents fit; what is looked at
is asked for here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from incidents.enums import ClaimField
from incidents.local_names import local_place
from incidents.models import Claim, Incident, Report

from .evidence import differ

MOST: Final = 200


def show_texts(request: HttpRequest) -> HttpResponse:
    """Return {uid: {title, place}} of up to ``MOST`` public incidents, named in ``uid`` with commas.

    ``differ`` is with those of which reports give different numbers of killed persons.
    """
    try:
        uids = [UUID(text) for text in request.GET.get("uid", "").split(",") if text]
    except ValueError:
        return HttpResponseBadRequest()
    if len(uids) > MOST:
        return HttpResponseBadRequest()
    incidents = Incident.objects.public().filter(uid__in=uids).select_related("place")
    disputed = _differing({one.pk for one in incidents})
    return JsonResponse(
        {
            str(one.uid): {"title": one.title, "place": local_place(one)}
            | ({"differ": True} if one.pk in disputed else {})
            for one in incidents
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _differing(incidents: Collection[int]) -> set[int]:
    """Return those of which public reports give different numbers of killed, in all or of one side."""
    told = Report.objects.public().filter(incident__in=incidents)
    claims: dict[int | None, list[Claim]] = defaultdict(list)
    killed = Claim.objects.filter(report__in=told, field=ClaimField.KILLED).select_related("report")
    for claim in killed.only("field", "value", "report", "report__incident"):
        claims[claim.report.incident_id if claim.report else None].append(claim)
    return {pk for pk, said in claims.items() if pk is not None and differ(ClaimField.KILLED, said)}
