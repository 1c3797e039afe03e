"""Who changed what, when and why, field by field, and the way back.

The rows are written by database triggers (``incidents.models.history``); here they are read, in words,
and a state of before is restored through an ordinary, recorded save.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import review
from incidents.known import Known, as_of, events_of, figures, recorded_columns
from incidents.models import Incident, IncidentTag, Participation, Report, Tag

# What no restoration touches: identity, and what incidents.review alone decides.
KEPT: Final = {
    "id",
    "uid",
    "code",
    "region",
    "status",
    "merged_into",
    "verification",
    "verification_reason",
    "created_at",
    "created_by",
}


# What every save moves along with the rest: not worth a line.
UNSAID: Final = {"id", "updated_by"}


@dataclass(frozen=True)
class FieldChange:
    """One field of one change, in words; empty text where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One recorded change of a row.

    ``number`` is its event's, for :func:`restore`; ``kind`` and ``subject`` name the row where it is not
    the incident itself: a participation, a report or a tag.
    """

    number: int
    label: str
    at: datetime
    user: str
    action: str
    reason: str
    fields: list[FieldChange]
    subject: str = ""
    kind: str = ""


class Words:
    """Says stored values as people know them: names for keys, labels for codes; asks for each name once."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[models.Model], Any], str] = {}

    def say(self, field: models.Field[Any, Any], value: Any) -> str:
        """Return a field's stored value in words."""
        if value is None or value == "":
            return ""
        if isinstance(field, models.ForeignKey):
            return self._name(field.remote_field.model, value)
        if isinstance(value, datetime):
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return str(value)

    def _name(self, model: type[models.Model], key: Any) -> str:
        if (model, key) not in self._names:
            row = model._default_manager.filter(pk=key).first()  # noqa: SLF001 - documented
            self._names[model, key] = str(row) if row else f"#{key}"
        return self._names[model, key]


def timeline(tracked: models.Model) -> list[Change]:
    """Return the changes of a row, newest first; of an incident, also those of all that belongs to it."""
    words = Words()
    changes = [
        replace(change, subject="", kind="")
        for change in _changes(type(tracked), {"pgh_obj_id": tracked.pk}, words)
    ]
    if isinstance(tracked, Incident):
        changes += _changes(Participation, {"incident_id": tracked.pk}, words)
        ever = events_of(Report).filter(incident_id=tracked.pk).values("pgh_obj_id")
        changes += _changes(Report, {"pgh_obj_id__in": ever}, words)
        changes += _tag_changes(tracked, words)
    ids = {int(change.user) for change in changes if change.user}
    users = dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))
    named = [replace(change, user=users.get(int(change.user or 0), "")) for change in changes]
    return sorted(named, key=lambda change: (change.at, not change.subject, change.number), reverse=True)


def _changes(model: type[models.Model], which: dict[str, Any], words: Words) -> list[Change]:
    events = events_of(model).filter(**which).select_related("pgh_context").order_by("pgh_id")
    changes: list[Change] = []
    last: dict[int, Any] = {}
    for event in events:
        before = last.get(event.pgh_obj_id)
        last[event.pgh_obj_id] = event
        subject = (
            ""
            if model is Incident or "incident_id" not in recorded_columns(event)
            else _subject(event, words)
        )
        fields = _differences(model, before, event, words) if before else []
        changes.append(_change(event, fields, subject, model._meta.model_name or ""))
    return changes


def _change(event: Any, fields: list[FieldChange], subject: str, kind: str) -> Change:
    context = event.pgh_context.metadata if event.pgh_context else {}
    return Change(
        number=int(event.pgh_id),
        label=event.pgh_label,
        at=event.pgh_created_at,
        user=str(context.get("user") or ""),
        action=context.get("action", ""),
        reason=context.get("reason", ""),
        fields=fields,
        subject=subject,
        kind=kind,
    )


def _subject(event: Any, words: Words) -> str:
    """Name a participation or a report by what it is about."""
    model = event.pgh_tracked_model
    if model is Participation:
        actor: Any = model._meta.get_field("actor")
        role: Any = model._meta.get_field("role")
        return _("participation of %(actor)s as %(role)s") % {
            "actor": words.say(actor, event.actor_id),
            "role": words.say(role, event.role),
        }
    article: Any = model._meta.get_field("article")
    told = words.say(article, event.article_id) or event.source_url
    return _("report %(number)d: %(told)s") % {"number": event.pgh_obj_id, "told": told}


def _tag_changes(incident: Incident, words: Words) -> list[Change]:
    events = events_of(IncidentTag).filter(incident_id=incident.pk).select_related("pgh_context")
    tag: Any = IncidentTag._meta.get_field("tag")
    return [
        _change(event, [], _("tag “%(name)s”") % {"name": words.say(tag, event.tag_id)}, "tag")
        for event in events
    ]


def _differences(model: type[models.Model], before: Any, after: Any, words: Words) -> list[FieldChange]:
    recorded = recorded_columns(after)
    return [
        FieldChange(
            str(field.verbose_name),
            words.say(field, getattr(before, field.attname)),
            words.say(field, getattr(after, field.attname)),
        )
        for field in model._meta.concrete_fields
        if field.attname in recorded
        and field.name not in UNSAID
        and getattr(before, field.attname) != getattr(after, field.attname)
    ]


def event_of(tracked: models.Model, number: int) -> Any:
    """Return the event of a row by its number; raises LookupError where it is not one of that row."""
    event = events_of(type(tracked)).filter(pgh_obj_id=tracked.pk, pgh_id=number).first()
    if event is None:
        raise LookupError(f"{tracked._meta.label} {tracked.pk} has no event {number}")
    return event


def compare(tracked: models.Model, first: int, second: int) -> list[FieldChange]:
    """Return in which fields a row differs after one and after another of its events.

    Raises LookupError where one of the two is not an event of this row.
    """
    return _differences(type(tracked), event_of(tracked, first), event_of(tracked, second), Words())


def values_in_words(row: models.Model) -> list[tuple[str, str]]:
    """Return what a row says, field by field, without what it leaves empty."""
    words = Words()
    told = [
        (str(field.verbose_name), words.say(field, getattr(row, field.attname)))
        for field in row._meta.concrete_fields
        if not field.generated and field.name not in {*UNSAID, "uid"}
    ]
    return [(name, value) for name, value in told if value]


def restore(tracked: models.Model, event_id: int, user: User) -> None:
    """Give a row back the values it had after one of its events, as a new, recorded change.

    Of an incident also its participations and tags of that moment: those deleted since come back as they
    were, those added since go. Identity, status and verification stay as they are. Raises
    PermissionDenied without the model's change permission, LookupError where the event is not one of
    this row.
    """
    _check_may_change(tracked, user)
    event = event_of(tracked, event_id)
    with transaction.atomic(), pghistory.context(user=user.pk, action="restore", reason=f"event {event_id}"):
        _give_back(tracked, event, recorded_columns(event))
        if isinstance(tracked, Incident):
            _restore_parts(tracked, as_of(tracked, event.pgh_created_at))
            tracked.updated_by = user
            review.refresh(tracked)
        else:
            tracked.save()


def restore_as_of(incident: Incident, moment: datetime, user: User) -> None:
    """Give an incident back what was recorded of it at a moment, as :func:`restore` does.

    Raises LookupError where nothing was recorded of it by then.
    """
    _check_may_change(incident, user)
    known = as_of(incident, moment)
    if known is None:
        raise LookupError(f"nothing was recorded of {incident.code} by {moment.isoformat()}")
    event = events_of(Incident).filter(pgh_obj_id=incident.pk, pgh_created_at__lte=moment).latest("pgh_id")
    told = f"as of {moment.isoformat()}"
    with transaction.atomic(), pghistory.context(user=user.pk, action="restore", reason=told):
        _give_back(incident, event, recorded_columns(event))
        _restore_parts(incident, known)
        incident.updated_by = user
        review.refresh(incident)


def _check_may_change(tracked: models.Model, user: User) -> None:
    meta = tracked._meta
    if not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        raise PermissionDenied(_("You may not change this."))


def _give_back(tracked: models.Model, event: Any, recorded: set[str]) -> None:
    """Set a row's values as an event recorded them; a key to what was deleted since is left out."""
    for field in tracked._meta.concrete_fields:
        if field.attname not in recorded or field.name in KEPT or field.primary_key:
            continue
        value = getattr(event, field.attname)
        if isinstance(field, models.ForeignKey) and field.null and value is not None:
            other = field.remote_field.model._default_manager  # noqa: SLF001 - documented
            value = value if other.filter(pk=value).exists() else None
        setattr(tracked, field.attname, value)


def _restore_parts(incident: Incident, known: Known | None) -> None:
    """Make an incident's participations and tags those of a moment; the keys of rows stay the same."""
    if known is None:
        return
    wanted = {(party.actor_id, party.role): party for party in known.participations}
    for party in incident.participations.all():
        if (party.actor_id, party.role) not in wanted:
            party.delete()
    kept = {(party.actor_id, party.role): party for party in incident.participations.all()}
    for key, party in wanted.items():
        there = kept.get(key)
        if there is None:
            taken = Participation.objects.filter(pk=party.pk).exists()
            party.pk = None if taken else party.pk
            party.save(force_insert=True)
        elif figures(there) != figures(party):
            party.pk = there.pk
            party.save(force_update=True)
    incident.tags.set(Tag.objects.filter(name__in=known.tags))
