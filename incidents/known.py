"""An incident as it was recorded at a moment, put together from the events that the database keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import models

from incidents.models import CASUALTIES, Actor, Incident, IncidentTag, Participation, Report, Tag
from incidents.models.report import DECIDED

ModelT = TypeVar("ModelT", bound=models.Model)
RANGES: Final = [f"{kind}_{bound}" for kind in CASUALTIES for bound in ("low", "best", "high")]


@dataclass(frozen=True)
class Known:
    """What was known of an incident at a moment; its rows are copies that are not to be saved.

    ``changed_at`` is the last change by then; ``tags`` are names, as the tags are called today.
    """

    at: datetime
    changed_at: datetime
    incident: Incident
    participations: list[Participation]
    reports: list[Report]
    tags: list[str]


def events_of(model: type[models.Model]) -> Any:
    """Return the manager of the events of a model that ``track_history`` decorates."""
    event_model: Any = model.pgh_event_model  # type: ignore[attr-defined] # made by track_history
    return event_model.objects


def recorded_columns(event: Any) -> set[str]:
    """Return which columns of its row an event recorded."""
    return {field.attname for field in event._meta.concrete_fields}


def as_of(incident: Incident, moment: datetime) -> Known | None:
    """Return an incident as it was recorded at a moment, or None where it was not there yet."""
    return _Events(incident).known(moment)


def moments_of(incident: Incident) -> list[Known]:
    """Return an incident as it was recorded after each change of it, the oldest first.

    What one transaction changed is one change: the database gives its events the same time.
    """
    events = _Events(incident)
    found = [events.known(moment) for moment in events.moments]
    return [known for known in found if known is not None]


class _Events:
    """All that was recorded of an incident: four queries, and three for names."""

    def __init__(self, incident: Incident) -> None:
        self.key = incident.pk
        self.own = list(events_of(Incident).filter(pgh_obj_id=self.key).order_by("pgh_id"))
        ever = events_of(Report).filter(incident_id=self.key).values("pgh_obj_id")
        self.reports = list(events_of(Report).filter(pgh_obj_id__in=ever).order_by("pgh_id"))
        self.parties = list(events_of(Participation).filter(incident_id=self.key).order_by("pgh_id"))
        self.tags = list(events_of(IncidentTag).filter(incident_id=self.key).order_by("pgh_id"))
        self._still_there = set(Report.objects.filter(pk__in=ever).values_list("pk", flat=True))
        tag_ids = {tag.tag_id for tag in self.tags}
        self._tag_names = dict(Tag.objects.filter(pk__in=tag_ids).values_list("pk", "name"))
        self._actors = Actor.objects.in_bulk({party.actor_id for party in self.parties})

    @property
    def moments(self) -> list[datetime]:
        all_events = (*self.own, *self.reports, *self.parties, *self.tags)
        return sorted({event.pgh_created_at for event in all_events})

    def known(self, moment: datetime) -> Known | None:
        own = _until(self.own, moment)
        if not own:
            return None
        reports, parties, tags = (_until(all_, moment) for all_ in (self.reports, self.parties, self.tags))
        behind = [r for r in _standing(reports) if r.incident_id == self.key and r.state in DECIDED]
        borne = {tag.tag_id for tag in _standing(tags, key="id")}
        return Known(
            at=moment,
            changed_at=max(event.pgh_created_at for event in (*own, *reports, *parties, *tags)),
            incident=_copy(Incident, own[-1]),
            participations=[self._party(p) for p in _standing(parties) if p.actor_id in self._actors],
            reports=[_copy(Report, r) for r in behind if r.pgh_obj_id in self._still_there],
            tags=sorted(name for pk, name in self._tag_names.items() if pk in borne),
        )

    def _party(self, event: Any) -> Participation:
        party = _copy(Participation, event)
        party.actor = self._actors[event.actor_id]
        return party


def figures(party: Participation) -> dict[str, int | None]:
    """Return one side's own casualties by column."""
    return {name: getattr(party, name) for name in RANGES}


def _until(events: Iterable[Any], moment: datetime) -> list[Any]:
    return [event for event in events if event.pgh_created_at <= moment]


def _standing(events: Iterable[Any], key: str = "pgh_obj_id") -> list[Any]:
    """Return the last event of each row that was not deleted, in the order of the rows' keys."""
    last: dict[int, Any] = {}
    for event in events:
        last[getattr(event, key)] = event
    return [last[pk] for pk in sorted(last) if last[pk].pgh_label != "delete"]


def _copy(model: type[ModelT], event: Any) -> ModelT:
    recorded = recorded_columns(event)
    names = [field.attname for field in model._meta.concrete_fields if field.attname in recorded]
    return model(**{name: getattr(event, name) for name in names})
