"""The gazetteer, searched by the beginning of a name in three scripts."""

from __future__ import annotations

from typing import Final

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from incidents.models import Place, PlaceAlias
from incidents.parameters import CountField, ParameterField, ParameterForm
from sources.extraction.normalise import normalise_name

from .base import ReadView, json_response
from .schema import describe, problems
from .serializers import PlacePageSerializer

FEW: Final = 20
MANY: Final = 1_000
COLUMNS = (
    "id",
    "name",
    "name_ar",
    "name_ckb",
    "kind",
    "district",
    "governorate",
    "longitude",
    "latitude",
    "accuracy_km",
    "population",
)


class PlaceParameters(ParameterForm):
    """Which places."""

    q = ParameterField(help_text=_("The beginning of a name or alias, in any script."))
    limit = CountField(1, MANY, help_text=_("Places in the answer, 20 unless given."))


def search_places(text: str) -> QuerySet[Place]:
    """Return places of which a name or alias begins with ``text``; the whole name first, then the larger.

    ``matched`` is the alias that was found.
    """
    beginning = normalise_name(text)
    aliases = PlaceAlias.objects.filter(normalised__startswith=beginning)
    best = aliases.filter(place=OuterRef("pk")).order_by(
        Case(When(normalised=beginning, then=Value(0)), default=Value(1)), "normalised", "pk"
    )
    whole = aliases.filter(normalised=beginning).values("place")
    return (
        Place.objects.filter(pk__in=aliases.values("place"))
        .annotate(
            matched=Subquery(best.values("text")[:1]),
            rank=Case(When(pk__in=whole, then=Value(0)), default=Value(1)),
        )
        .order_by("rank", "-population", "name", "pk")
    )


class PlaceList(ReadView):
    """Places."""

    @extend_schema(
        operation_id="list_places",
        summary="Places of the gazetteer, for completion of names as they are typed",
        parameters=describe(PlaceParameters),
        responses={(200, "application/json"): PlacePageSerializer, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the first places that match."""
        values = self.read(request, PlaceParameters)
        if values["q"] is None:
            some = Place.objects.order_by("name", "pk").values(*COLUMNS, matched=F("name"))
        else:
            some = search_places(values["q"]).values(*COLUMNS, "matched")
        return json_response({"results": list(some[: values["limit"] or FEW]), "next": None})
