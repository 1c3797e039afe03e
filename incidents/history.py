"""Who changed what, when and why, field by field, and the way back.

The rows are written by database triggers (``incidents.models.history``); here they are read, in words,
and a state of before is restored through an ordinary, recorded save.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from pghistory.models import Events

from incidents import review
from incidents.models import Incident

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


@dataclass(frozen=True)
class FieldChange:
    """One field of one change, in words; empty text where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One recorded change of a row; ``number`` is its event's, for :func:`restore`."""

    number: int
    label: str
    at: datetime
    user: str
    action: str
    reason: str
    fields: list[FieldChange]


def timeline(tracked: models.Model) -> list[Change]:
    """Return the changes of a row, newest first."""
    rows: Any = Events.objects
    events = list(rows.tracks(tracked).order_by("-pgh_created_at", "-pgh_id"))
    ids = [user for user in map(_user_id, events) if user is not None]
    users = dict(User.objects.filter(pk__in=ids).values_list("pk", "username"))
    return [_change(event, tracked, users) for event in events]


def _user_id(event: Any) -> int | None:
    user: int | None = (event.pgh_context or {}).get("user")
    return user


def _change(event: Any, tracked: models.Model, users: dict[int, str]) -> Change:
    context = event.pgh_context or {}
    before_after: dict[str, list[Any]] = event.pgh_diff or {}
    return Change(
        number=int(event.pgh_id),
        label=event.pgh_label,
        at=event.pgh_created_at,
        user=users.get(_user_id(event) or 0, ""),
        action=context.get("action", ""),
        reason=context.get("reason", ""),
        fields=[
            FieldChange(_verbose(tracked, name), _text(before), _text(after))
            for name, (before, after) in before_after.items()
        ],
    )


def _verbose(tracked: models.Model, column: str) -> str:
    for field in tracked._meta.concrete_fields:
        if column in {field.name, field.column}:
            return str(field.verbose_name)
    return column


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def restore(tracked: models.Model, event_id: int, user: User) -> None:
    """Give a row back the values it had after one of its events, as a new, recorded change.

    Identity, status and verification stay as they are. Raises PermissionDenied without the model's
    change permission, LookupError where the event is not one of this row.
    """
    meta = tracked._meta
    if not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
        raise PermissionDenied(_("You may not change this."))
    event_model: Any = tracked.pgh_event_model  # type: ignore[attr-defined] # made by track_history
    event = event_model.objects.filter(pgh_obj_id=tracked.pk, pgh_id=event_id).first()
    if event is None:
        raise LookupError(f"{meta.label} {tracked.pk} has no event {event_id}")
    recorded = {field.name for field in event_model._meta.concrete_fields}
    with transaction.atomic(), pghistory.context(user=user.pk, action="restore", reason=f"event {event_id}"):
        for field in meta.concrete_fields:
            if field.name in recorded and field.name not in KEPT and not field.primary_key:
                setattr(tracked, field.attname, getattr(event, field.attname))
        if isinstance(tracked, Incident):
            tracked.updated_by = user
            review.refresh(tracked)
        else:
            tracked.save()
