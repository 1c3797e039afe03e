"""Sources: who they are, how they are read, whether that works."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar, Final

from django.db import transaction
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema

from incidents.api.base import json_response
from incidents.api.changes import PositionField, encode
from incidents.api.pagination import next_link
from incidents.api.rows import Row, utc
from incidents.api.schema import describe, problems
from incidents.parameters import CodeField, CountField, ParameterForm, YesNoField
from sources.editing import save_source
from sources.enums import Reliability, SourceKind
from sources.forms import SourceForm
from sources.models import Source

from .base import DeskView, OtherVersion
from .bodies import BadBody, read_body
from .bodies import describe as describe_member
from .conditions import mark, seen_versions
from .incidents import IF_MATCH, desk_problems
from .source_shapes import DeskSourcePageSerializer, DeskSourceSerializer, SourceBody

PAGE: Final = 100
LARGEST_PAGE: Final = 1_000
WRITTEN: Final = tuple(SourceForm.Meta.fields)
HEALTH: Final = ("due_at", "last_success_at", "failures_in_a_row", "last_error")


class SourceParameters(ParameterForm):
    """Which sources."""

    kind = CodeField(SourceKind.values, help_text=gettext_lazy("How it is read."))
    paused = YesNoField(help_text=gettext_lazy("Whether it is paused."))
    limit = CountField(1, LARGEST_PAGE, help_text=gettext_lazy("Sources in the answer, 100 unless given."))
    cursor = PositionField(help_text=gettext_lazy("Where the page begins: taken from next, never made up."))


def _source(row: Any, request: HttpRequest) -> Row:
    moments = {name: utc(row[name]) for name in ("due_at", "last_success_at")}
    address = request.build_absolute_uri(reverse("api:desk-source", kwargs={"pk": row["id"]}))
    return {**row, **moments, "api_url": address}


def version_of(source: Source) -> str:
    """Return the version of what people say of a source; what polling finds out makes no new one."""
    said = json.dumps([getattr(source, name) for name in WRITTEN])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _answer(source: Source, request: HttpRequest, status: int = 200) -> HttpResponse:
    row = _source({name: getattr(source, name) for name in ("id", *WRITTEN, *HEALTH)}, request)
    response = json_response(row)
    response.status_code = status
    if status == 201:
        response["Location"] = row["api_url"]
    return mark(response, version_of(source))


def _save(body: dict[str, Any], source: Source) -> Source:
    """Save a source with what a body says of it. Raises BadBody."""
    before = {"kind": SourceKind.NONE, "reliability": Reliability.F, **model_to_dict(source, WRITTEN)}
    form = SourceForm({**before, **body}, instance=source)
    if not form.is_valid():
        raise BadBody(
            [
                describe_member("" if name == "__all__" else f"/{name}", message)
                for name, errors in form.errors.as_data().items()
                for error in errors
                for message in error.messages
            ]
        )
    return save_source(form.instance, form.changed_data)


class SourceList(DeskView):
    """All sources."""

    needed: ClassVar = {
        "GET": ("read", "sources.view_source"),
        "POST": ("edit", "sources.add_source"),
    }

    @extend_schema(
        operation_id="list_desk_sources",
        summary="Sources with their health",
        parameters=describe(SourceParameters),
        responses={(200, "application/json"): DeskSourcePageSerializer, **problems(400, 403)},
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the sources that match, in the order in which they were added."""
        values = self.read(request, SourceParameters)
        found = Source.objects.filter(pk__gt=values["cursor"] or 0).order_by("pk")
        if values["kind"] is not None:
            found = found.filter(kind__in=values["kind"])
        if values["paused"] is not None:
            found = found.filter(paused=values["paused"])
        limit = values["limit"] or PAGE
        rows = list(found.values("id", *WRITTEN, *HEALTH)[: limit + 1])
        following = encode(rows[limit - 1]["id"]) if len(rows) > limit else None
        return json_response(
            {
                "results": [_source(row, request) for row in rows[:limit]],
                "next": following and next_link(request, following),
            }
        )

    @extend_schema(
        operation_id="create_desk_source",
        summary="Add a source",
        request=SourceBody,
        responses={201: DeskSourceSerializer, **desk_problems(400, 403, 413, 415)},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        """Add a source by the rules of the admin's form."""
        self.read(request)
        body = read_body(request, SourceBody)
        with transaction.atomic():
            return _answer(_save(body, Source()), request, 201)


class SourceDetail(DeskView):
    """One source."""

    needed: ClassVar = {
        "GET": ("read", "sources.view_source"),
        "PATCH": ("edit", "sources.change_source"),
    }

    @extend_schema(
        operation_id="get_desk_source",
        summary="One source with its health",
        responses={200: DeskSourceSerializer, 304: None, **problems(400, 403, 404)},
    )
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the source."""
        self.read(request)
        source = Source.objects.filter(pk=pk).first()
        if source is None:
            raise Http404
        return _answer(source, request)

    @extend_schema(
        operation_id="change_desk_source",
        summary="Change some of what is said of a source",
        parameters=[IF_MATCH],
        request={"application/json": SourceBody, "application/merge-patch+json": SourceBody},
        responses={200: DeskSourceSerializer, **desk_problems(400, 403, 404, 412, 413, 415)},
    )
    def patch(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the source; with If-Match only the version that was seen."""
        self.read(request)
        body = read_body(request, SourceBody, partial=True)
        with transaction.atomic():
            source = Source.objects.select_for_update().filter(pk=pk).first()
            if source is None:
                raise Http404
            versions = seen_versions(request)
            if versions and version_of(source) not in versions:
                raise OtherVersion(_("Somebody else saved this source since the version that you name."))
            return _answer(_save(body, source), request)
