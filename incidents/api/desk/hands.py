"""Proposals taken in hand, and given back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from incidents.assignment import assign, release

from .answers import DeskReportDetailSerializer
from .bodies import EMPTY, read_body
from .incidents import desk_problems
from .reports import DecideReport
from .shapes import EmptyBody


class Take(DecideReport):
    """A proposal that nobody else decides for a while."""

    @extend_schema(
        operation_id="take_desk_report",
        summary="Take a proposal in hand for half an hour, or for half an hour more",
        request=EMPTY,
        responses={200: DeskReportDetailSerializer, **desk_problems(400, 403, 404, 409, 413, 415)},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it."""
        self.read(request)
        read_body(request, EmptyBody)
        assign(self.find(pk), self.editor, self.editor)
        return self.tell(pk, request)


class Release(DecideReport):
    """A proposal that is anybody's again."""

    @extend_schema(
        operation_id="release_desk_report",
        summary="Give a proposal back that one has in hand; any other stays as it is",
        request=EMPTY,
        responses={200: DeskReportDetailSerializer, **desk_problems(400, 403, 404, 413, 415)},
    )
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it back."""
        self.read(request)
        read_body(request, EmptyBody)
        release(self.find(pk), self.editor)
        return self.tell(pk, request)
