"""Forces, groups, ministries and civilians."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema

from incidents.enums import ActorKind
from incidents.models import Actor, ActorAlias
from incidents.parameters import CodeField, ParameterField, ParameterForm
from sources.extraction.normalise import normalise_name

from .base import ReadView, json_response
from .rows import grouped
from .schema import describe, problems
from .serializers import ActorPageSerializer


class ActorParameters(ParameterForm):
    """Which actors."""

    q = ParameterField(help_text=_("The beginning of a name or alias, in any script."))
    inter = CodeField([str(kind) for kind in ActorKind.values], help_text=_("ACLED's inter code."))


class ActorList(ReadView):
    """All actors."""

    @extend_schema(
        operation_id="list_actors",
        summary="Actors with their names in three languages",
        parameters=describe(ActorParameters),
        responses={(200, "application/json"): ActorPageSerializer, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return every actor that matches; there are a few hundred."""
        values = self.read(request, ActorParameters)
        found = Actor.objects.public().order_by("name")
        if values["inter"]:
            found = found.filter(kind__in=values["inter"])
        if values["q"] is not None:
            beginning = normalise_name(values["q"])
            named = ActorAlias.objects.filter(normalised__startswith=beginning).values("actor")
            found = found.filter(pk__in=named)
        rows = list(
            found.values(
                "id",
                "name",
                "name_ar",
                "name_ckb",
                "kind",
                "parent__name",
                "active_from",
                "active_to",
                "note",
            )
        )
        aliases = ActorAlias.objects.filter(actor__in=[row["id"] for row in rows]).order_by("pk")
        aliases_of = grouped(aliases.values("actor", "language", "text"), "actor")
        results = [
            {
                **{key: value for key, value in row.items() if key not in {"kind", "parent__name"}},
                "inter": row["kind"],
                "part_of": row["parent__name"],
                "aliases": aliases_of.get(row["id"], []),
            }
            for row in rows
        ]
        return json_response({"results": results, "next": None})
