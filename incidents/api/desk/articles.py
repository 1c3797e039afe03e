"""Articles: as they came, with their text, and handing one in."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import APIException

from incidents.api.base import json_response
from incidents.api.changes import PositionField, encode
from incidents.api.pagination import next_link
from incidents.api.rows import Row, utc
from incidents.api.schema import describe, problems
from incidents.filter_fields import SourceField
from incidents.models import Report
from incidents.parameters import CodeField, CountField, ParameterForm
from sources.enums import ArticleState, IntakeState, Language
from sources.manual import Details, add_content
from sources.models import Article, Source

from .base import DeskView
from .bodies import BadBody, check, parse, read_bytes
from .bodies import describe as describe_member
from .incidents import desk_problems
from .references import find_source, is_id
from .source_shapes import (
    ArrivalSerializer,
    ArticleBody,
    DeskArticleDetailSerializer,
    DeskArticlePageSerializer,
)

PAGE: Final = 100
LARGEST_PAGE: Final = 1_000
CONTENT: Final[tuple[str, ...]] = ("title", "text", "url", "author", "language")
LONGEST_NAME: Final = Source._meta.get_field("name").max_length or 0
COLUMNS: Final = (
    "id",
    "source__name",
    "url",
    "title",
    "author",
    "published_at",
    "published_has_time",
    "fetched_at",
    "language",
    "state",
    "error",
    "duplicate_of",
)


class NotReadable(APIException):
    """A 422 for an article that can't be taken in; the arrival, ``intake``, keeps the reason."""

    status_code = 422
    default_code = "not-readable"

    def __init__(self, reason: str, intake: int) -> None:
        super().__init__(reason)
        self.facts = {"intake": intake}


class ArticleParameters(ParameterForm):
    """Which articles."""

    state = CodeField(ArticleState.values, help_text=gettext_lazy("Where it stands on its way."))
    source = SourceField(help_text=gettext_lazy("An outlet, by name."))
    language = CodeField(Language.values, help_text=gettext_lazy("The language of the article."))
    limit = CountField(1, LARGEST_PAGE, help_text=gettext_lazy("Articles in the answer, 100 unless given."))
    cursor = PositionField(help_text=gettext_lazy("Where the page begins: taken from next, never made up."))


def article_address(request: HttpRequest, pk: int) -> str:
    """Return the address of an article among the desk's."""
    return request.build_absolute_uri(reverse("api:desk-article", kwargs={"pk": pk}))


def _article(row: Any, request: HttpRequest) -> Row:
    source = row.pop("source__name")
    moments = {name: utc(row[name]) for name in ("published_at", "fetched_at")}
    return {**row, **moments, "source": source, "api_url": article_address(request, row["id"])}


class ArticleList(DeskView):
    """Articles, the latest arrival first."""

    needed: ClassVar = {
        "GET": ("read", "sources.view_article"),
        "POST": ("ingest", "sources.add_article"),
    }

    @extend_schema(
        operation_id="list_desk_articles",
        summary="Articles as they were fetched or handed in, without their texts",
        parameters=describe(ArticleParameters),
        responses={(200, "application/json"): DeskArticlePageSerializer, **problems(400, 403)},
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the articles that match."""
        values = self.read(request, ArticleParameters)
        found = Article.objects.order_by("-pk")
        for name in ("state", "source", "language"):
            if values[name] is not None:
                found = found.filter(**{f"{name}__in": values[name]})
        if values["cursor"] is not None:
            found = found.filter(pk__lt=values["cursor"])
        limit = values["limit"] or PAGE
        rows = list(found.values(*COLUMNS)[: limit + 1])
        following = encode(rows[limit - 1]["id"]) if len(rows) > limit else None
        return json_response(
            {
                "results": [_article(row, request) for row in rows[:limit]],
                "next": following and next_link(request, following),
            }
        )

    @extend_schema(
        operation_id="hand_in_desk_article",
        summary="Hand in an article, which is then read for reports of incidents",
        description=(
            "Stored once: of one that is known already, by its address or its text, the answer is the "
            "article that is known. What can't be read is kept among the arrivals with its reason."
        ),
        request=ArticleBody,
        responses={
            201: ArrivalSerializer,
            200: ArrivalSerializer,
            **desk_problems(400, 403, 413, 415, 422),
        },
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the article in, as a file in the inbox would be."""
        self.read(request)
        body = check(ArticleBody(data=parse(read_bytes(request, settings.ARTICLE_MAX_BYTES))))
        content = {name: str(body[name]) for name in CONTENT if name in body}
        details = Details(published=body.get("published_at"), **self._outlet(body.get("source")))
        intake = add_content(content, self.editor.username, details)
        if intake.state == IntakeState.FAILED or intake.article_id is None:
            raise NotReadable(intake.reason, intake.pk)
        told: dict[str, Any] = {
            "state": intake.state,
            "reason": intake.reason,
            "article": intake.article_id,
            "api_url": article_address(request, intake.article_id),
        }
        response = json_response(told)
        if intake.state == IntakeState.STORED:
            response.status_code = 201
            response["Location"] = told["api_url"]
        return response

    def _outlet(self, reference: str | None) -> dict[str, Any]:
        """Return whose article it is, as Details has it."""
        if reference is None:
            return {}
        found = find_source(reference)
        if found is not None:
            return {"source": found}
        if is_id(reference) or len(reference) > LONGEST_NAME:
            raise BadBody([describe_member("/source", _("names no known source"), reference)])
        if not self.editor.has_perm("sources.add_source"):
            raise PermissionDenied(
                _("You may not add a source: “%(name)s” is none yet.") % {"name": reference}
            )
        return {"outlet": reference}


class ArticleDetail(DeskView):
    """One article."""

    needed: ClassVar = {"GET": ("read", "sources.view_article")}

    @extend_schema(
        operation_id="get_desk_article",
        summary="One article with its text",
        responses={200: DeskArticleDetailSerializer, 304: None, **problems(400, 403, 404)},
    )
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the article, and its reports that the user may see."""
        self.read(request)
        row = Article.objects.filter(pk=pk).values(*COLUMNS, "text").first()
        if row is None:
            raise Http404
        reports = Report.objects.for_desk(self.editor).filter(article=pk).order_by("ordinal", "pk")
        return json_response(
            {**_article(row, request), "reports": list(reports.values_list("pk", flat=True))}
        )
