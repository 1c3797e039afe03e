"""Titles and names of places for rows of the map's list, in the page's language.

The columns that a browser loads have no free text, so that a million incidents fit; what is looked at
is asked for here.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse

from incidents.local_names import local_place
from incidents.models import Incident

MOST: Final = 200


def show_texts(request: HttpRequest) -> HttpResponse:
    """Return {uid: {title, place}} of up to ``MOST`` public incidents, named in ``uid`` with commas."""
    try:
        uids = [UUID(text) for text in request.GET.get("uid", "").split(",") if text]
    except ValueError:
        return HttpResponseBadRequest()
    if len(uids) > MOST:
        return HttpResponseBadRequest()
    incidents = Incident.objects.public().filter(uid__in=uids).select_related("place")
    return JsonResponse(
        {str(one.uid): {"title": one.title, "place": local_place(one)} for one in incidents},
        json_dumps_params={"ensure_ascii": False},
    )
