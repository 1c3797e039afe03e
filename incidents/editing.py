"""Changing an incident that exists, as one recorded act: its values, who took part, its tags.

What the admin's form does in steps of its own, for those who send all of it at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from incidents.models import Incident, Participation, Tag
from incidents.review import deciding, refresh
from incidents.versions import Since, changed_since, version_of


@dataclass(frozen=True)
class Belongings:
    """What is to become of what belongs to an incident.

    ``saved`` are its participations that are new or differ, ``removed`` those that go; ``tags`` are all
    that it shall bear, None where they stay.
    """

    saved: Sequence[Participation] = ()
    removed: Sequence[Participation] = ()
    tags: Sequence[Tag] | None = None


class ChangedMeanwhileError(Exception):
    """The incident is not as it was seen: ``version`` is what it is now, ``since`` what others changed."""

    def __init__(self, version: str, since: Since) -> None:
        super().__init__(version)
        self.version = version
        self.since = since


def check_version(incident: Incident, seen: Collection[str]) -> None:
    """Raise ChangedMeanwhileError unless the incident, which is locked, has one of the versions seen."""
    current = version_of(incident)
    if current not in seen:
        found = (changed_since(incident, version) for version in seen)
        raise ChangedMeanwhileError(current, next(filter(None, found), Since()))


def change(incident: Incident, belongings: Belongings, user: User, reason: str = "") -> Incident:
    """Save new values of an incident, which is locked, carries them, and has been checked."""
    with deciding(user, "incidents.change_incident", "change", reason):
        for party in belongings.removed:
            _check(user, "incidents.delete_participation")
            party.delete()
        for party in belongings.saved:
            _check(user, "incidents.change_participation" if party.pk else "incidents.add_participation")
            party.incident = incident
            party.save()
        if belongings.tags is not None:
            incident.tags.set(belongings.tags)
        incident.updated_by = user
        refresh(incident)
    return incident


def _check(user: User, permission: str) -> None:
    if not user.has_perm(permission):
        raise PermissionDenied(
            _("You may not do this: the permission “%(name)s” is missing.") % {"name": permission}
        )
