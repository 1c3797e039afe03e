"""Sources of an incident, as the desk's form adds them: by their address, then fetched and archived."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema

from incidents import review
from incidents.api.base import json_response
from incidents.archiving import add_source
from incidents.models import Report
from incidents.tasks import archive_source
from sources.manual import source_by_hand
from sources.models import Source

from .answers import DeskReportDetailSerializer
from .bodies import BadBody, describe, read_body
from .incidents import DeskIncidentView, desk_problems
from .references import find_source
from .report_rows import report_detail
from .source_shapes import IncidentSourceBody


class IncidentSources(DeskIncidentView):
    """The sources behind one incident."""

    needed: ClassVar = {"POST": ("edit", "incidents.add_report")}

    @extend_schema(
        operation_id="add_desk_incident_source",
        summary="Put a source behind an incident by its address",
        description="The page is fetched in the background; what can't be read keeps its address.",
        request=IncidentSourceBody,
        responses={201: DeskReportDetailSerializer, **desk_problems(400, 403, 404, 409, 413, 415)},
    )
    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Add it as an accepted report; one whose address is there already is refused."""
        self.read(request)
        body = read_body(request, IncidentSourceBody)
        with transaction.atomic():
            incident = self.lock(uid)
            if any(report.address == body["url"] for report in incident.reports.select_related("article")):
                raise review.ReviewError(_("This source stands behind the incident already."))
            outlet = self._outlet(body["source"]) if "source" in body else source_by_hand()
            report = Report(source=outlet, source_url=body["url"], source_date=body.get("date"))
            add_source(incident, report, self.editor)
            # Where the broker is away, the report keeps its address all the same.
            transaction.on_commit(partial(archive_source.delay, report.pk), robust=True)
            row = report_detail(report, request, self.editor)
        response = json_response(row)
        response.status_code = 201
        response["Location"] = row["api_url"]
        return response

    def _outlet(self, reference: str) -> Source:
        found = find_source(reference)
        if found is None:
            raise BadBody([describe("/source", _("names no known source"), reference)])
        return found
