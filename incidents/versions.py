"""Two people at one incident: what the other one has changed since a form was opened.

A version names the last recorded events of the incident, of its participations and of its tags at
the moment a form was made: a save that changed nothing makes no new version.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.history import Change, timeline
from incidents.models import Incident, IncidentTag, Participation

_TRACKED: Final[tuple[tuple[Any, str], ...]] = (
    (Incident, "pgh_obj_id"),
    (Participation, "incident_id"),
    (IncidentTag, "incident_id"),
)


@dataclass(frozen=True)
class Since:
    """What happened to an incident since a version.

    ``lines`` say it in words, ``changes`` are the same, the oldest first; ``old`` are the incident's own
    values at that version by attribute; ``tags_added`` and ``tags_removed`` hold keys.
    """

    lines: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    old: dict[str, Any] = field(default_factory=dict)
    tags_added: set[int] = field(default_factory=set)
    tags_removed: set[int] = field(default_factory=set)


def _events(model: Any) -> Any:
    return model.pgh_event_model.objects


def version_of(incident: Incident) -> str:
    """Return the version of what is stored of an incident now, such as ``17.203.0``."""
    return versions_of([incident.pk])[incident.pk]


def versions_of(keys: Collection[int]) -> dict[int, str]:
    """Return the versions of incidents by their keys: three queries however many they are."""
    newest: dict[int, list[int]] = {key: [] for key in keys}
    for model, column in _TRACKED:
        of_each = _events(model).filter(**{f"{column}__in": list(keys)}).order_by().values(column)
        found = dict(of_each.annotate(n=Max("pgh_id")).values_list(column, "n"))
        for key, numbers in newest.items():
            numbers.append(found.get(key, 0))
    return {key: ".".join(map(str, numbers)) for key, numbers in newest.items()}


def changed_since(incident: Incident, version: str) -> Since | None:
    """Return what others changed since a version; None where that is the newest, or no version at all."""
    parts = version.split(".")
    if version == version_of(incident) or len(parts) != len(_TRACKED) or not all(map(str.isdecimal, parts)):
        return None
    own, parties, tags = map(int, parts)
    base = _events(Incident).filter(pgh_obj_id=incident.pk, pgh_id=own).first()
    if base is None:
        return None
    fresh = [change for change in reversed(timeline(incident)) if _is_fresh(change, own, parties, tags)]
    lines = [line for change in fresh for line in _lines(change)]
    if not lines:
        return None
    recorded = {column.attname for column in base._meta.concrete_fields}
    names = [column.attname for column in Incident._meta.concrete_fields if column.attname in recorded]
    moved = list(_events(IncidentTag).filter(incident_id=incident.pk, pgh_id__gt=tags).order_by("pgh_id"))
    before = _tags_at(incident, tags)
    after = _tags_at(incident, moved[-1].pgh_id) if moved else before
    old = {name: getattr(base, name) for name in names}
    return Since(lines, fresh, old, after - before, before - after)


def _tags_at(incident: Incident, number: int) -> set[int]:
    borne: dict[int, int] = {}
    for event in _events(IncidentTag).filter(incident_id=incident.pk, pgh_id__lte=number).order_by("pgh_id"):
        if event.pgh_label == "insert":
            borne[event.id] = event.tag_id
        else:
            borne.pop(event.id, None)
    return set(borne.values())


def _is_fresh(change: Change, own: int, parties: int, tags: int) -> bool:
    newest = {"": own, "participation": parties, "tag": tags}
    return change.kind in newest and change.number > newest[change.kind]


def _lines(change: Change) -> list[str]:
    who, when = change.user or _("the system"), timezone.localtime(change.at).strftime("%H:%M")
    told = [
        _("%(field)s: “%(before)s” → “%(after)s” (%(who)s, %(when)s)")
        % {
            "field": f"{change.subject}: {one.name}" if change.subject else one.name,
            "before": one.before or "–",
            "after": one.after or "–",
            "who": who,
            "when": when,
        }
        for one in change.fields
    ]
    if change.subject and change.label != "update":
        verb = _("added") if change.label == "insert" else _("removed")
        told.append(
            _("%(subject)s %(verb)s (%(who)s, %(when)s)")
            % {"subject": change.subject, "verb": verb, "who": who, "when": when}
        )
    return told
