"""Parameters whose values are things in the database: an unknown name is a bad value."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, Final

import shapely
from django.db.models import Q
from django.utils.translation import gettext as _
from shapely.geometry import shape

from incidents.enums import AreaKind
from incidents.models import Actor, ActorAlias, Area, JointOperationRoom
from incidents.parameters import NAMES_APART, ManyField, ParameterField, check_on_earth, refuse
from sources.extraction.normalise import normalise_name
from sources.models import Source

MOST_VERTICES: Final = 2_000


class ActorField(ManyField):
    """Actors by their id, their name, or any way to write it; parsed to primary keys."""

    schema: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
    example = "Islamic State"
    separator = NAMES_APART

    def parse_all(self, parts: list[str]) -> list[int]:
        """See ManyField."""
        named = Q(name__in=parts) | Q(pk__in=[int(part) for part in parts if _is_id(part)])
        known = {
            key: pk
            for pk, name in Actor.objects.public().filter(named).values_list("pk", "name")
            for key in (name, str(pk))
        }
        found = {known[part] for part in parts if part in known}
        aliases = {normalise_name(part): part for part in parts if part not in known}
        if aliases:
            for normalised, pk in ActorAlias.objects.filter(normalised__in=list(aliases)).values_list(
                "normalised", "actor_id"
            ):
                known[aliases[normalised]] = pk
                found.add(pk)
            check_all_known(parts, known, _("names no known actor: %s (see /api/v1/actors/)"))
        return sorted(found)


class AreaField(ManyField):
    """Areas as ``kind:code``; parsed to primary keys."""

    schema: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "pattern": "^[a-z_]+:.+$"}}
    example = "disputed:kirkuk"

    def parse_all(self, parts: list[str]) -> list[int]:
        """See ManyField."""
        wanted = Q(pk=None)
        for part in parts:
            kind, colon, code = part.partition(":")
            if not colon or kind not in AreaKind.values:
                raise refuse(_("must be kind:code"), [f"{kind}:…" for kind in AreaKind.values])
            wanted |= Q(kind=kind, code=code)
        rows = list(Area.objects.filter(wanted).values_list("pk", "kind", "code"))
        known = {f"{kind}:{code}": pk for pk, kind, code in rows}
        check_all_known(parts, known, _("names no known area: %s (see /api/v1/areas/)"))
        return sorted(pk for pk, _kind, _code in rows)


class RoomField(ManyField):
    """Joint operation rooms by uid or code; parsed to primary keys."""

    schema: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
    example = "JCC-KHN"

    def parse_all(self, parts: list[str]) -> list[int]:
        """See ManyField."""
        uids = [part for part in parts if _is_uid(part)]
        rows = JointOperationRoom.objects.filter(Q(code__in=parts) | Q(uid__in=uids))
        known: dict[str, int] = {}
        for pk, code, uid in rows.values_list("pk", "code", "uid"):
            known[code] = known[str(uid)] = pk
        check_all_known(
            [part.lower() if _is_uid(part) else part for part in parts],
            known,
            _("names no known room: %s (see /api/v1/rooms/)"),
        )
        return sorted(set(known.values()))


class SourceField(ManyField):
    """Outlets by name; parsed to primary keys."""

    schema: Mapping[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}
    example = "Rudaw"
    separator = NAMES_APART

    def parse_all(self, parts: list[str]) -> list[int]:
        """See ManyField."""
        known = {name: pk for pk, name in Source.objects.filter(name__in=parts).values_list("pk", "name")}
        check_all_known(parts, known, _("names no known source: %s"))
        return sorted(known.values())


class PolygonField(ParameterField):
    """A GeoJSON Polygon or MultiPolygon, longitude first; parsed to a shapely geometry."""

    schema: Mapping[str, Any] = {"type": "string", "contentMediaType": "application/geo+json"}
    example = '{"type":"Polygon","coordinates":[[[44,35],[45,35],[45,36],[44,35]]]}'

    def parse(self, text: str) -> shapely.Polygon | shapely.MultiPolygon:
        """See ParameterField."""
        try:
            geometry = shape(json.loads(text))
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            IndexError,
            RecursionError,
            shapely.errors.ShapelyError,
        ):
            geometry = None
        if not isinstance(geometry, shapely.Polygon | shapely.MultiPolygon) or geometry.is_empty:
            raise refuse(_("must be a GeoJSON geometry of type Polygon or MultiPolygon"))
        coordinates = shapely.get_coordinates(geometry).tolist()
        if len(coordinates) > MOST_VERTICES:
            raise refuse(_("has more than %s vertices") % MOST_VERTICES)
        check_on_earth((point[0] for point in coordinates), (point[1] for point in coordinates))
        if not geometry.is_valid:
            raise refuse(_("is no valid polygon: %s") % shapely.is_valid_reason(geometry))
        return geometry


def check_all_known(parts: list[str], known: Mapping[str, int], message: str) -> None:
    """Raise ValidationError naming the first of ``parts`` that is not in ``known``."""
    for part in parts:
        if part not in known:
            raise refuse(message % part)


def _is_id(part: str) -> bool:
    return part.isascii() and part.isdecimal() and len(part) < 10


def _is_uid(part: str) -> bool:
    try:
        return str(uuid.UUID(part)) == part.lower()
    except ValueError:
        return False
