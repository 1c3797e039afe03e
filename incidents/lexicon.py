"""The extractor's lexicon from the database; adding an alias takes effect without a restart."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

from incidents.models import Actor, ActorAlias, Place, PlaceAlias
from sources.extraction.lexicon import (
    Lexicon,
    LexiconActor,
    LexiconEntries,
    LexiconPlace,
    compile_lexicon,
)


def lexicon_version() -> str:
    """Return a text that differs whenever a place, an actor or an alias was added, changed or removed."""
    parts: list[Any] = []
    models: tuple[Any, ...] = (Place, PlaceAlias, Actor, ActorAlias)
    for model in models:
        row = model.objects.aggregate(n=Count("pk"), newest=Max("changed_at"))
        parts += [row["n"], row["newest"]]
    return ":".join(str(part) for part in parts)


def _aliases(rows: list[tuple[int, str, str]]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for owner, language, text in rows:
        found[owner][language].append(text)
    return found


def _names(item: Place | Actor, aliases: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    main = {"en": item.name, "ar": item.name_ar, "ckb": item.name_ckb}
    languages = [*main, *(language for language in aliases if language not in main)]
    names = {
        language: tuple(dict.fromkeys([main.get(language, ""), *aliases.get(language, [])]))
        for language in languages
    }
    return {language: tuple(n for n in texts if n) for language, texts in names.items()}


def lexicon_entries() -> LexiconEntries:
    """Read all places and actors with their aliases: four queries."""
    version = lexicon_version()
    place_aliases = _aliases(
        list(PlaceAlias.objects.order_by("pk").values_list("place_id", "language", "text"))
    )
    actor_aliases = _aliases(
        list(ActorAlias.objects.order_by("pk").values_list("actor_id", "language", "text"))
    )
    places = tuple(
        LexiconPlace(
            name=place.name,
            kind=place.kind,
            district=place.district,
            governorate=place.governorate,
            longitude=place.longitude,
            latitude=place.latitude,
            accuracy_km=place.accuracy_km,
            population=place.population,
            aliases=_names(place, place_aliases.get(place.pk, {})),
        )
        for place in Place.objects.order_by("pk")
    )
    actors = tuple(
        LexiconActor(
            name=actor.name,
            inter=actor.kind,
            parent=actor.parent.name if actor.parent else "",
            aliases=_names(actor, actor_aliases.get(actor.pk, {})),
        )
        for actor in Actor.objects.known().select_related("parent").order_by("pk")
    )
    return LexiconEntries(places, actors, version)


@lru_cache(maxsize=1)
def _compiled(_version: str) -> Lexicon:
    return compile_lexicon(lexicon_entries())


def current_lexicon() -> Lexicon:
    """Return this process's lexicon, compiled anew when a name has changed since the last call."""
    return _compiled(lexicon_version())
