"""Names in the page's language, by the canonical names that incidents and claims are written with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from incidents.enums import AreaKind, ClaimField
from incidents.models import Actor, Area, Claim, Incident, Place
from incidents.presentation import join_words

ACTOR_FIELDS = frozenset(
    {ClaimField.PERPETRATOR, ClaimField.TARGET, ClaimField.PARTICIPANT, ClaimField.CLAIMED_BY}
)


def local_place(incident: Incident) -> str:
    """Return the public name of an incident's place, in the page's script where the gazetteer knows it."""
    return _known_place(incident, incident.public_place_name)


def _known_place(incident: Incident, told: str) -> str:
    if told and incident.place and told == incident.place.name:
        return str(incident.place.local_name)
    return told


def local_areas() -> dict[str, str]:
    """Return districts' and governorates' names in the page's language, by their English ones."""
    if (get_language() or "en").startswith("en"):
        return {}
    areas = Area.objects.filter(kind__in=[AreaKind.DISTRICT, AreaKind.GOVERNORATE]).defer("geometry")
    return {area.name: area.local_name for area in areas if area.local_name != area.name}


@dataclass(frozen=True)
class Whereabouts:
    """Where an incident happened, in the page's language; empty where not known or not told."""

    place: str
    district: str
    governorate: str

    def __str__(self) -> str:
        parts = dict.fromkeys(part for part in (self.place, self.district, self.governorate) if part)
        return join_words(parts)


def whereabouts(incident: Incident, areas: dict[str, str], *, exact: bool = False) -> Whereabouts:
    """Return where an incident happened: what the public is told, or with ``exact`` all that is known.

    ``areas`` come from ``local_areas``; the incident's place must be loaded.
    """
    told = incident.place_name if exact else incident.public_place_name
    district = incident.district if exact else incident.public_district
    governorate = incident.governorate
    return Whereabouts(
        _known_place(incident, told),
        areas.get(district, district),
        areas.get(governorate, governorate),
    )


@dataclass(frozen=True)
class Listed:
    """An incident of a list, and where it happened in words."""

    incident: Incident
    where: str


def list_incidents(incidents: Iterable[Incident], areas: dict[str, str] | None = None) -> list[Listed]:
    """Return incidents, whose places must be loaded, with the public names of where they happened."""
    found = list(incidents)
    known = local_areas() if areas is None and found else areas or {}
    return [Listed(one, str(whereabouts(one, known))) for one in found]


@dataclass(frozen=True)
class Names:
    """Names that claims are written with: places by (name, district), areas and actors by name."""

    places: dict[tuple[str, str], str] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def place_parts(self, value: dict[str, Any]) -> list[str]:
        """Return a claimed place's own name, district and governorate, each once."""
        name, district = value.get("name") or "", value.get("district") or ""
        governorate = value.get("governorate") or ""
        parts = (
            self.places.get((name, district), self.areas.get(name, name)),
            self.areas.get(district, district),
            self.areas.get(governorate, governorate),
        )
        return list(dict.fromkeys(part for part in parts if part))

    def actor(self, name: str) -> str:
        """Return an actor's name in the page's language where it is one we know."""
        known = self.actors.get(name)
        return known.local_name if known else name


def names_in(claims: Iterable[Claim]) -> Names:
    """Return what the names in claims are called in the page's language: three queries, in English one."""
    told = list(claims)
    # Actor fields name one actor; figures may say of whom they are.
    actors = {claim.value.get(key) for claim in told for key in ("actor", "who")} - {None, ""}
    known = {one.name: one for one in Actor.objects.public().filter(name__in=actors)} if actors else {}
    if (get_language() or "en").startswith("en"):
        return Names(actors=known)
    wanted = {claim.value.get("name") or "" for claim in told if claim.field == ClaimField.PLACE}
    places = {
        (place.name, place.district): place.local_name for place in Place.objects.filter(name__in=wanted)
    }
    return Names(places, local_areas(), known)
