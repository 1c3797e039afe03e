"""What can be done to many incidents at once; ``incidents.bulk`` does it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import review
from incidents.claims import RESTRICTED_ALONE, rests_on_restricted_alone
from incidents.enums import IncidentStatus, LocationPrecision, Sensitivity
from incidents.models import Incident, JointOperationRoom, Tag
from incidents.review import EDITABLE, ReviewError


def _one_of(value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise ValidationError(_("“%(value)s” is not one of the possible values.") % {"value": value})


@dataclass(frozen=True)
class Hand:
    """Who does it, and why."""

    user: User
    reason: str


class Action(ABC):
    """What is done to each incident; ``value`` is text, as a form and the record of a batch hold it.

    What an action changes is read and written in a form that JSON keeps.
    """

    label: ClassVar[str | Promise]
    permission: ClassVar[str] = "incidents.change_incident"
    needs_value: ClassVar[bool] = True
    needs_reason: ClassVar[bool] = False

    def check(self, value: str) -> None:
        """Raise ValidationError for a value that does not exist."""
        if value:
            raise ValidationError(_("This needs no value."))

    @abstractmethod
    def read(self, incident: Incident) -> Any:
        """Return what the action changes, as it is now."""

    @abstractmethod
    def after(self, before: Any, value: str) -> Any:
        """Return what it would be."""

    @abstractmethod
    def write(self, incident: Incident, after: Any, by: Hand) -> None:
        """Make it so; the incident is locked. Raises ReviewError where that is not possible."""

    def say(self, stored: Any) -> str:
        """Return a stored form in words."""
        return str(stored)


class _Field(Action):
    """Sets one field of an incident."""

    name: ClassVar[str]

    def read(self, incident: Incident) -> Any:
        """Return the field's value."""
        return getattr(incident, Incident._meta.get_field(self.name).attname)  # type: ignore[union-attr] # a column

    def after(self, _before: Any, value: str) -> Any:
        """Return the new value."""
        return value

    def write(self, incident: Incident, after: Any, by: Hand) -> None:
        """Set it, with all that follows from it."""
        if incident.status == IncidentStatus.MERGED:
            raise ReviewError(_("%(code)s was merged into another incident.") % {"code": incident.code})
        setattr(incident, Incident._meta.get_field(self.name).attname, after)  # type: ignore[union-attr] # likewise
        incident.updated_by = by.user
        review.refresh(incident)


class SetSensitivity(_Field):
    """Restricts, or lifts that."""

    label = gettext_lazy("Set the sensitivity")
    name = "sensitivity"

    def check(self, value: str) -> None:
        """Refuse what is no sensitivity."""
        _one_of(value, Sensitivity.values)

    def write(self, incident: Incident, after: Any, by: Hand) -> None:
        """Set it, but never make public what rests on rows alone that may not be published."""
        if after == Sensitivity.PUBLIC and rests_on_restricted_alone(incident):
            raise ReviewError(f"{incident.code}: {RESTRICTED_ALONE}")
        super().write(incident, after, by)

    def say(self, stored: Any) -> str:
        """Name it."""
        return str(Sensitivity(stored).label)


class SetPublicPrecision(_Field):
    """Sets how exactly the public may know the place."""

    label = gettext_lazy("Set the location precision for the public")
    name = "public_location_precision"

    def check(self, value: str) -> None:
        """Refuse what is no precision; empty means as exactly as the desk does."""
        _one_of(value, ["", *LocationPrecision.values])

    def say(self, stored: Any) -> str:
        """Name it."""
        return str(LocationPrecision(stored).label) if stored else _("as the desk knows it")


class SetRoom(_Field):
    """Sets the room that coordinated the incidents."""

    label = gettext_lazy("Set the joint operation room")
    name = "room"

    def check(self, value: str) -> None:
        """Refuse what is no room's key; empty means none."""
        if value and not (value.isdecimal() and JointOperationRoom.objects.filter(pk=value).exists()):
            raise ValidationError(_("There is no such room."))

    def after(self, _before: Any, value: str) -> Any:
        """Return the room's key."""
        return int(value) if value else None

    def say(self, stored: Any) -> str:
        """Name it."""
        room = JointOperationRoom.objects.filter(pk=stored).first() if stored else None
        return str(room or "–")


class AddTag(Action):
    """Puts a tag on."""

    label = gettext_lazy("Add a tag")

    def check(self, value: str) -> None:
        """Refuse an empty or endless word."""
        if not value.strip() or len(value.strip()) > 60:
            raise ValidationError(_("A tag has 1 to 60 characters."))

    def read(self, incident: Incident) -> Any:
        """Return the tags."""
        return sorted(tag.name for tag in incident.tags.all())

    def after(self, before: Any, value: str) -> Any:
        """Return the tags with the new one."""
        return sorted({*before, value.strip()})

    def write(self, incident: Incident, after: Any, by: Hand) -> None:
        """Set the tags; a new word becomes a tag."""
        incident.tags.set([Tag.objects.get_or_create(name=name)[0] for name in after])
        incident.updated_by = by.user
        incident.save(update_fields=["updated_by", "updated_at"])

    def say(self, stored: Any) -> str:
        """List them."""
        return ", ".join(stored) or "–"


class RemoveTag(AddTag):
    """Takes a tag off."""

    label = gettext_lazy("Remove a tag")

    def after(self, before: Any, value: str) -> Any:
        """Return the tags without that one."""
        return sorted(set(before) - {value.strip()})


class _Status(Action):
    permission = "incidents.publish_incident"
    needs_value = False
    target: ClassVar[IncidentStatus]

    def read(self, incident: Incident) -> Any:
        """Return the status."""
        return str(incident.status)

    def after(self, _before: Any, _value: str) -> Any:
        """Return the status that is wanted."""
        return self.target.value

    def write(self, incident: Incident, after: Any, by: Hand) -> None:
        """Publish or retract, or give back the status of before."""
        if after == IncidentStatus.PUBLISHED:
            review.publish(incident, by.user)
        elif after == IncidentStatus.RETRACTED and incident.status in EDITABLE:
            review.retract(incident, by.user, by.reason)
        else:
            review.restore_status(incident, IncidentStatus(after), by.user, by.reason)

    def say(self, stored: Any) -> str:
        """Name it."""
        return str(IncidentStatus(stored).label)


class Publish(_Status):
    """Publishes."""

    label = gettext_lazy("Publish")
    target = IncidentStatus.PUBLISHED


class Retract(_Status):
    """Retracts."""

    label = gettext_lazy("Retract")
    needs_reason = True
    target = IncidentStatus.RETRACTED


ACTIONS: Final[dict[str, Action]] = {
    "tag": AddTag(),
    "untag": RemoveTag(),
    "publish": Publish(),
    "retract": Retract(),
    "sensitivity": SetSensitivity(),
    "public_precision": SetPublicPrecision(),
    "room": SetRoom(),
}
