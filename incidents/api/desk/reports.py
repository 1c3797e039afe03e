"""Reports: the queue of proposals, and the decisions about them."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema

from incidents import review
from incidents.api.base import json_response
from incidents.api.pagination import next_link
from incidents.api.schema import describe, problems
from incidents.claims import initial_participations, initial_values
from incidents.models import Incident, Report
from incidents.parameters import (
    BadParameters,
    CountField,
    ParameterForm,
    describe_problem,
    read_parameters,
)
from incidents.queue import FAILED, OrderForm, QueueForm, find_reports, read_choice

from .answers import DeskIncidentDetailSerializer, DeskReportDetailSerializer, DeskReportPageSerializer
from .base import DeskView
from .bodies import EMPTY, BadBody, read_body
from .bodies import describe as describe_member
from .entry import Start, as_data, read_entry
from .incidents import answer, desk_problems
from .report_rows import report_detail, report_rows
from .shapes import EmptyBody, IncidentBody, MergeBody, ReasonBody

PAGE = 50
LARGEST_PAGE = 500
_REFUSALS = desk_problems(400, 403, 404, 409, 413, 415)


class LimitForm(ParameterForm):
    """How many."""

    limit = CountField(1, LARGEST_PAGE, help_text=gettext_lazy("Reports in the answer, 50 unless given."))


class ReportList(DeskView):
    """The queue, with the filters of its page."""

    needed: ClassVar = {"GET": ("read", "incidents.view_report")}

    @extend_schema(
        operation_id="list_desk_reports",
        summary="Reports that wait or were decided",
        parameters=describe(QueueForm, OrderForm, LimitForm),
        responses={(200, "application/json"): DeskReportPageSerializer, **problems(400, 403)},
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the reports that match; those that wait unless asked otherwise."""
        asked = request.GET.copy()
        limited = QueryDict(mutable=True)
        if "limit" in asked:
            limited.setlist("limit", [str(one) for one in asked.pop("limit")])
        limit = read_parameters(limited, LimitForm(limited))["limit"] or PAGE
        choice = read_choice(asked)
        if choice.state == FAILED:
            told = _("is asked of articles: /api/v1/desk/articles/?state=failed")
            raise BadParameters([describe_problem("state", told, FAILED)])
        order = choice.order
        reports = find_reports(choice, self.editor)
        if choice.after:
            reports = reports.filter(order.after(choice.after))
        found = list(order.forwards(reports)[: limit + 1])
        following = order.place_of(found[limit - 1], choice.sort).encode() if len(found) > limit else None
        return json_response(
            {
                "results": report_rows([report.pk for report in found[:limit]], request),
                "next": following and next_link(request, following),
            }
        )


class ReportView(DeskView):
    """An address of one report."""

    def find(self, pk: int) -> Report:
        """Return the report. Raises Http404 for one that there is not, or that the user may not see."""
        related = ("article", "source", "incident", "assigned_to", "decided_by")
        found = Report.objects.for_desk(self.editor).select_related(*related).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def tell(self, pk: int, request: HttpRequest) -> HttpResponse:
        """Return the report as it is now."""
        return json_response(report_detail(Report.objects.get(pk=pk), request, self.editor))


class ReportDetail(ReportView):
    """One report."""

    needed: ClassVar = {"GET": ("read", "incidents.view_report")}

    @extend_schema(
        operation_id="get_desk_report",
        summary="One report with its claims, what it suggests, and incidents that it may be of",
        responses={200: DeskReportDetailSerializer, 304: None, **problems(400, 403, 404)},
    )
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the report."""
        self.read(request)
        return self.tell(self.find(pk).pk, request)


class DecideReport(ReportView):
    """A decision about a report."""

    needed: ClassVar = {"POST": ("edit", "incidents.review_report")}


class Accept(DecideReport):
    """A new incident from a report."""

    @extend_schema(
        operation_id="accept_desk_report",
        summary="Make an incident, in review, from a report",
        description="The values are those that the report suggests, unless the body gives others.",
        request={"application/json": IncidentBody(partial=True)},
        responses={201: DeskIncidentDetailSerializer, **_REFUSALS},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept it."""
        self.read(request)
        body = read_body(request, IncidentBody, partial=True)
        with transaction.atomic():
            report = self.find(pk)
            published = report.article.published_at if report.article else None
            start = Start(
                data=as_data(initial_values(report)),
                parties=initial_participations(report),
                today=timezone.localdate(published) if published else None,
            )
            entry = read_entry(body, self.editor, start)
            incident = review.accept(
                report, entry.incident, entry.participations, self.editor, tags=entry.tags or ()
            )
            return answer(incident, request, 201)


class Merge(DecideReport):
    """A report behind an incident that exists."""

    @extend_schema(
        operation_id="merge_desk_report",
        summary="Put a report behind an incident that exists",
        request=MergeBody,
        responses={200: DeskIncidentDetailSerializer, **_REFUSALS},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Merge it."""
        self.read(request)
        uid: UUID = read_body(request, MergeBody)["incident"]
        with transaction.atomic():
            report = self.find(pk)
            incident = Incident.objects.for_desk(self.editor).filter(uid=uid).first()
            if incident is None:
                raise BadBody([describe_member("/incident", _("is no known incident"), str(uid))])
            return answer(review.merge(report, incident, self.editor), request)


class Reject(DecideReport):
    """A report that is turned down."""

    @extend_schema(
        operation_id="reject_desk_report",
        summary="Turn a report down, with the reason that is kept",
        request=ReasonBody,
        responses={200: DeskReportDetailSerializer, **_REFUSALS},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reject it."""
        self.read(request)
        reason = read_body(request, ReasonBody)["reason"]
        review.reject(self.find(pk), self.editor, reason)
        return self.tell(pk, request)


class Reopen(DecideReport):
    """A decision that is taken back."""

    @extend_schema(
        operation_id="reopen_desk_report",
        summary="Take the decision about a report back: it waits again",
        request=EMPTY,
        responses={200: DeskReportDetailSerializer, **_REFUSALS},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let it wait again."""
        self.read(request)
        read_body(request, EmptyBody)
        review.reopen(self.find(pk), self.editor)
        return self.tell(pk, request)


class UndoLast(DecideReport):
    """The latest decision of one's own."""

    @extend_schema(
        operation_id="undo_desk_report",
        summary="Take back one's own latest decision about a report",
        request=EMPTY,
        responses={200: DeskReportDetailSerializer, **desk_problems(400, 403, 409, 413, 415)},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it back."""
        self.read(request)
        read_body(request, EmptyBody)
        return self.tell(review.undo_last(self.editor).pk, request)
