"""Things that a body names: found by number, name, or any way to write it; an unknown one is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from incidents.filter_fields import RoomField
from incidents.models import Actor, ActorAlias, Place, PlaceAlias, Tag
from sources.extraction.normalise import normalise_name
from sources.models import Source

from .bodies import BadBody, describe

_ROOM: Final = RoomField()
_FEW: Final = 10


def find_actors(named: Sequence[tuple[str, str]]) -> list[int]:
    """Return the actors' keys for pairs of a reference and the pointer to it: two queries at most.

    Raises BadBody for each that is unknown, or that several actors are called.
    """
    references = [reference for reference, _pointer in named]
    ids = [int(reference) for reference in references if is_id(reference)]
    actors = Actor.objects.filter(Q(name__in=references) | Q(pk__in=ids)).values_list("pk", "name")
    found: dict[str, set[int]] = {}
    for pk, name in actors:
        found[name] = {pk}
        found.setdefault(str(pk), {pk})
    written = {normalise_name(one): one for one in references if one not in found}
    if written:
        aliases = ActorAlias.objects.filter(normalised__in=list(written))
        for normalised, pk in aliases.values_list("normalised", "actor_id"):
            found.setdefault(written[normalised], set()).add(pk)
    problems = [
        describe(
            pointer,
            _("is a name of several actors: give the id")
            if found.get(reference)
            else _("names no known actor (see /api/v1/actors/)"),
            reference,
            sorted(found[reference]) if found.get(reference) else None,
        )
        for reference, pointer in named
        if len(found.get(reference, ())) != 1
    ]
    if problems:
        raise BadBody(problems)
    return [next(iter(found[reference])) for reference in references]


def find_room(reference: str, pointer: str) -> int:
    """Return the key of the room with a code or uid. Raises BadBody."""
    try:
        keys: list[int] = _ROOM.parse_all([reference])
    except ValidationError as error:
        raise BadBody([describe(pointer, error.messages[0], reference)]) from None
    return keys[0]


def find_place(reference: str, pointer: str) -> Place:
    """Return the place with an id, or the only one that is written so. Raises BadBody."""
    if is_id(reference):
        places = list(Place.objects.filter(pk=int(reference)))
    else:
        aliases = PlaceAlias.objects.filter(normalised=normalise_name(reference)).values("place")
        places = list(Place.objects.filter(Q(name=reference) | Q(pk__in=aliases)).order_by("pk")[: _FEW + 1])
    if not places:
        detail = _("names no known place (see /api/v1/places/)")
        raise BadBody([describe(pointer, detail, reference)])
    if len(places) > 1:
        known = [f"{place.pk}: {place.name} ({place.district})" for place in places[:_FEW]]
        raise BadBody([describe(pointer, _("is a name of several places: give the id"), reference, known)])
    return places[0]


def find_source(reference: str) -> Source | None:
    """Return the outlet with an id, or with a name in whatever case; None where there is none."""
    if is_id(reference):
        return Source.objects.filter(pk=int(reference)).first()
    return Source.objects.filter(name__iexact=reference).first()


def find_tags(names: Sequence[str], user: User) -> list[Tag]:
    """Return the tags of these names; new ones are made, for whoever may."""
    known: dict[str, Any] = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    missing = [name for name in dict.fromkeys(names) if name not in known]
    if missing and not user.has_perm("incidents.add_tag"):
        raise PermissionDenied(_("You may not add a tag: “%(name)s” is none yet.") % {"name": missing[0]})
    return [known.get(name) or Tag.objects.get_or_create(name=name)[0] for name in dict.fromkeys(names)]


def is_id(reference: str) -> bool:
    """Whether a reference is the number of a thing, not a name."""
    return reference.isascii() and reference.isdecimal() and len(reference) < 10
