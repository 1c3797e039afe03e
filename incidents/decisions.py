"""Which claim an incident's value rests on: chosen by the desk, or an own value with its reason.

A decision writes the incident's value, what it rests on, and the history, in one transaction.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.claims import ACTOR_ROLES, claims_by_field, place_values, suggest_range, totals
from incidents.enums import ClaimField, Verification
from incidents.models import CASUALTIES, Actor, Claim, Decision, Incident, Participation
from incidents.review import EDITABLE, ReviewError, deciding, lock_incident, refresh
from incidents.validators import check_casualties, check_dates, check_location

PERMISSION: Final = "incidents.change_decision"
BOUNDS: Final = ("low", "best", "high")


def decide(
    incident: Incident,
    field: ClaimField,
    choice: Claim | dict[str, Any],
    user: User,
    reason: str = "",
) -> Decision:
    """Rest a field on one claim of the incident's reports, or on an own value with a reason.

    An own value has the form of a claim's value; for the roles of actors it is ``{"actors": [name, …]}``,
    all who had that role. Raises ReviewError for a claim that is not the incident's, an own value
    without a reason, and an incident that was retracted or merged; ValidationError for a value that
    breaks a rule.
    """
    reason = reason.strip()
    claim = choice if isinstance(choice, Claim) else None
    with deciding(user, PERMISSION, f"decide {field}", reason):
        locked = lock_incident(incident)
        if locked.status not in EDITABLE:
            raise ReviewError(
                _("%(code)s is %(status)s: nothing is decided there.")
                % {"code": locked.code, "status": locked.get_status_display()}
            )
        if isinstance(choice, Claim):
            _check_claim(locked, field, choice)
        elif not reason:
            raise ReviewError(_("An own value needs a reason."))
        _write(locked, field, choice)
        locked.updated_by = user
        locked.full_clean(exclude=["areas", "tags"])
        refresh(locked)
        decision, _created = Decision.objects.update_or_create(
            incident=locked,
            field=field,
            defaults={"claim": claim, "reason": reason, "decided_by": user, "decided_at": timezone.now()},
        )
    return decision


def _check_claim(incident: Incident, field: ClaimField, claim: Claim) -> None:
    if claim.field != field or not incident.reports.decided().filter(pk=claim.report_id or 0).exists():
        raise ReviewError(_("This claim does not stand behind %(code)s.") % {"code": incident.code})
    if claim.value.get("who"):
        raise ReviewError(_("This claim speaks of one side only, not of the incident."))


def _write(incident: Incident, field: ClaimField, choice: Claim | dict[str, Any]) -> None:
    value: dict[str, Any] = choice.value if isinstance(choice, Claim) else choice
    if field in CASUALTIES:
        claimed = isinstance(choice, Claim)
        bounds = _claimed_bounds(incident, field, value) if claimed else {b: value.get(b) for b in BOUNDS}
        check_casualties(str(field.label), *(bounds[bound] for bound in BOUNDS))
        _assign(incident, {f"{field}_{bound}": number for bound, number in bounds.items()})
    elif field in ACTOR_ROLES:
        _write_parties(incident, field, value)
    elif field == ClaimField.SUB_EVENT_TYPE:
        incident.sub_event_type = value["code"]
    elif field == ClaimField.DATE:
        incident.date_start = date.fromisoformat(value["start"])
        incident.date_end = date.fromisoformat(value["end"])
        incident.date_precision = value["precision"]
        check_dates(incident.date_start, incident.date_end)
    elif field == ClaimField.PLACE:
        _assign(incident, place_values(value))
        check_location(incident.longitude, incident.latitude, incident.location_precision)
    else:
        incident.claimed_by = _actor(value["actor"]) if value["actor"] else None


def _assign(incident: Incident, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(incident, name, value)


def _claimed_bounds(incident: Incident, field: ClaimField, value: dict[str, Any]) -> dict[str, int | None]:
    """Return the range over all claims, with this claim's figure as the best one."""
    bounds = suggest_range(totals(claims_by_field(incident)[field])[field])
    best = value.get("best")
    return {**bounds, "best": value.get("low") if best is None else best}


def _write_parties(incident: Incident, field: ClaimField, value: dict[str, Any]) -> None:
    """Add the actor that a claim names, or make the role's actors exactly those that the desk names."""
    role = ACTOR_ROLES[field]
    actors = [_actor(name) for name in value.get("actors", [value.get("actor")])]
    if "actors" in value:
        for old in incident.participations.filter(role=role).exclude(actor__in=actors):
            old.delete()
    for actor in actors:
        Participation.objects.get_or_create(incident=incident, actor=actor, role=role)


def _actor(name: str) -> Actor:
    actor = Actor.objects.filter(name=name).first()
    if actor is None:
        raise ValidationError(_("No actor is called “%(name)s”: add it first.") % {"name": name})
    return actor


def set_verification(incident: Incident, verification: Verification, user: User, reason: str) -> Incident:
    """Set what an incident's verification is, with the reason that then stands beside it."""
    reason = reason.strip()
    with deciding(user, PERMISSION, "set verification", reason):
        if not reason:
            raise ReviewError(_("A verification that is set needs a reason."))
        return _write_verification(incident, verification, user, reason)


def derive_again(incident: Incident, user: User) -> Incident:
    """Let the verification follow from the reports again."""
    with deciding(user, PERMISSION, "derive verification"):
        return _write_verification(incident, Verification.UNVERIFIED, user, "")


def _write_verification(incident: Incident, verification: Verification, user: User, reason: str) -> Incident:
    locked = lock_incident(incident)
    locked.verification, locked.verification_reason, locked.updated_by = verification, reason, user
    refresh(locked)
    return locked


def stored_values(incident: Incident, field: str) -> list[dict[str, Any]]:
    """Return an incident's value of a field in the form of claims' values; several for roles of actors."""
    if field == ClaimField.SUB_EVENT_TYPE:
        return [{"code": incident.sub_event_type}]
    if field == ClaimField.DATE:
        start, end = incident.date_start.isoformat(), incident.date_end.isoformat()
        return [{"start": start, "end": end, "precision": incident.date_precision}]
    if field == ClaimField.PLACE:
        names = {"name": incident.place_name, "district": incident.district}
        return [{**names, "governorate": incident.governorate, "precision": incident.location_precision}]
    if field == ClaimField.CLAIMED_BY:
        return [{"actor": incident.claimed_by.name}] if incident.claimed_by else []
    if field in CASUALTIES:
        bounds = {bound: getattr(incident, f"{field}_{bound}") for bound in BOUNDS}
        return [bounds] if any(number is not None for number in bounds.values()) else []
    role = ACTOR_ROLES[ClaimField(field)]
    return [{"actor": p.actor.name} for p in incident.participations.all() if p.role == role]
