"""One change of many incidents: looked at first, one line of history each, and taken back as one.

What can't be done at one incident is noted with its reason and leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import review
from incidents.bulk_actions import ACTIONS, Action, Hand
from incidents.models import Batch, Incident
from incidents.review import ReviewError

MOST: Final = 2000


@dataclass(frozen=True)
class Step:
    """What an action would do to one incident, in words."""

    incident: Incident
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether anything would be different."""
        return self.before != self.after


def _check(name: str, value: str, user: User, reason: str) -> Action:
    if name not in ACTIONS:
        raise ValidationError(_("There is no such action."))
    action = ACTIONS[name]
    if not user.has_perm(action.permission):
        raise PermissionDenied(_("You may not do this."))
    action.check(value)
    if action.needs_reason and not reason.strip():
        raise ValidationError(_("This needs a reason."))
    return action


def _chosen(keys: Iterable[int], user: User) -> list[Incident]:
    chosen = sorted(set(keys))
    if not chosen or len(chosen) > MOST:
        raise ValidationError(_("Choose 1 to %(most)d incidents.") % {"most": MOST})
    seen = Incident.objects.for_desk(user).filter(pk__in=chosen)
    return list(seen.prefetch_related("tags").order_by("pk"))


def preview(name: str, keys: Iterable[int], value: str, user: User, reason: str = "") -> list[Step]:
    """Return what an action would do to each of the incidents; nothing is written.

    Raises ValidationError for a value, reason or number of incidents that won't do.
    """
    action = _check(name, value, user, reason)
    steps = []
    for incident in _chosen(keys, user):
        before = action.read(incident)
        steps.append(Step(incident, action.say(before), action.say(action.after(before, value))))
    return steps


def apply(name: str, keys: Iterable[int], value: str, user: User, reason: str = "") -> Batch:
    """Do it, and return the record with which it can be undone; raises as :func:`preview` does."""
    action = _check(name, value, user, reason)
    incidents = _chosen(keys, user)
    with transaction.atomic():
        batch = Batch.objects.create(action=name, value=value.strip(), reason=reason.strip(), made_by=user)
        with _recorded(user, f"batch {name}", reason, batch):
            for incident in incidents:
                locked = review.lock_incident(incident)
                before = action.read(locked)
                after = action.after(before, value)
                if before != after and _wrote(batch, locked, after, Hand(user, reason)):
                    batch.changes[str(locked.pk)] = {"before": before, "after": after}
        batch.save(update_fields=["changes", "refused"])
    return batch


def _recorded(user: User, action: str, reason: str, batch: Batch) -> Any:
    return pghistory.context(user=user.pk, action=action, reason=reason, batch=batch.pk)


def _wrote(batch: Batch, incident: Incident, value: Any, by: Hand) -> bool:
    """Write at one incident in a savepoint of its own; note why where that is not possible."""
    try:
        with transaction.atomic():
            ACTIONS[batch.action].write(incident, value, by)
    except (ReviewError, ValidationError) as error:
        told = error.messages if isinstance(error, ValidationError) else [str(error)]
        batch.refused[str(incident.pk)] = " ".join(told)
        return False
    return True


def undo(batch: Batch, user: User) -> Batch:
    """Take a batch back at every incident that is still as it left it; the others are named as refused."""
    with transaction.atomic():
        locked = Batch.objects.select_for_update().get(pk=batch.pk)
        action = ACTIONS[locked.action]
        if locked.undone_at:
            raise ReviewError(_("This was undone already."))
        if not user.has_perm(action.permission):
            raise PermissionDenied(_("You may not do this."))
        reason = _("undo of batch %(number)d") % {"number": locked.pk}
        locked.refused = {}
        seen = set(Incident.objects.for_desk(user).filter(pk__in=locked.changes).values_list("pk", flat=True))
        with _recorded(user, f"undo batch {locked.action}", reason, locked):
            for key, change in locked.changes.items():
                if int(key) not in seen:
                    locked.refused[key] = _("You may not do this.")
                    continue
                incident = review.lock_incident(Incident(pk=int(key)))
                if action.read(incident) != change["after"]:
                    locked.refused[key] = _("It was changed since, and stays as it is.")
                else:
                    _wrote(locked, incident, change["before"], Hand(user, reason))
        locked.undone_at, locked.undone_by = timezone.now(), user
        locked.save(update_fields=["refused", "undone_at", "undone_by"])
    return locked
