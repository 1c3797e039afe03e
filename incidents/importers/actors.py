"""Which of our actors a data set means by a name; one that nobody knows is made, and marked so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from incidents.models import Actor, ActorAlias, Dataset, DatasetActor
from sources.extraction.normalise import normalise_name

from .mapped import Party

# “Islamic State (Iraq)”, “Military Forces of Iraq (2014-)”: the country or the years are not the name.
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")


class Actors:
    """The actors that can be named, for one import: by the data set's own list, then by name and alias."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._decided: dict[str, Actor] = {}
        self._named: dict[str, Actor] = {}
        self.reload()

    def reload(self) -> None:
        """Read the names from the database."""
        decided = DatasetActor.objects.filter(dataset=self.dataset).select_related("actor")
        self._decided = {name.name: name.actor for name in decided}
        self._named = {}
        # What other imports made is no name that people know.
        known = Actor.objects.known().order_by("pk")
        actors = {actor.pk: actor for actor in known}
        aliases = ActorAlias.objects.filter(actor__in=actors).order_by("pk")
        for pk, name in aliases.values_list("actor_id", "normalised"):
            self._named.setdefault(name, actors[pk])
        self._named |= {normalise_name(actor.name): actor for actor in actors.values()}

    def find(self, name: str) -> Actor | None:
        """Return the actor of a name, or None."""
        if actor := self._decided.get(name):
            return actor
        bare = _BRACKETS.sub("", name)
        return self._named.get(normalise_name(name)) or self._named.get(normalise_name(bare))

    def of(self, party: Party) -> Actor:
        """Return a party's actor; it was found, or :meth:`make_missing` made it."""
        actor = self.find(party.name)
        if actor is None:
            raise LookupError(party.name)
        return actor

    def make_missing(self, parties: Iterable[Party]) -> None:
        """Make an actor for each name that nobody knows."""
        missing = {party.name: party for party in parties if self.find(party.name) is None}
        if not missing:
            return
        note = _("Named by %(dataset)s.") % {"dataset": self.dataset}
        # Another data set may have made the same name.
        there = {actor.name: actor for actor in Actor.objects.filter(name__in=missing)}
        new = [
            Actor(name=name, kind=party.kind, note=note)
            for name, party in missing.items()
            if name not in there
        ]
        there |= {actor.name: actor for actor in Actor.objects.bulk_create(new)}
        DatasetActor.objects.bulk_create(
            DatasetActor(dataset=self.dataset, name=name, actor=there[name], made=True) for name in missing
        )
        self._decided |= {name: there[name] for name in missing}
