"""One incident as a file to take along: what the public may know of it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from incidents.api.formats import FORMATS
from incidents.filters import filter_incidents
from incidents.models import Incident

EXTENSIONS: Final = ("geojson", "csv")


@require_safe
def download_incident(request: HttpRequest, uid: UUID, extension: str) -> HttpResponseBase:
    """Return a public incident as the API's GeoJSON or CSV of it alone; as JSON the API has it."""
    if extension not in EXTENSIONS:
        raise Http404
    public = Incident.objects.public().filter(uid=uid)
    incident = get_object_or_404(public.only("code"))
    form = FORMATS[extension]
    found, values = filter_incidents(public, QueryDict(), form.parameters(QueryDict()))
    response = form.write(request, found, values)
    response["Content-Disposition"] = f'attachment; filename="{incident.code}.{extension}"'
    return response
