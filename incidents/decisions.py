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

from incidents.claims import ACTOR_ROLES, claims_by_field, of_side, place_values, suggest_range, totals
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
    with deciding(user, PERMISSION, f"decide {field}", reason):
        locked = _lock_editable(incident)
        _check_choice(locked, field, choice, None, reason)
        _write(locked, field, choice)
        locked.updated_by = user
        locked.full_clean(exclude=["areas", "tags"])
        refresh(locked)
        return _note(locked, field, choice, user, reason)


def decide_side(
    participation: Participation,
    field: ClaimField,
    choice: Claim | dict[str, Any],
    user: User,
    reason: str = "",
) -> Decision:
    """Rest one side's own casualties on a claim about that side, or on an own value with a reason.

    Of a claim comes the best figure; the range covers all that the reports claim of this side. The
    incident's total is not touched. Raises as :func:`decide` does.
    """
    reason = reason.strip()
    with deciding(user, PERMISSION, f"decide {field}", reason):
        locked = _lock_editable(participation.incident)
        party = (
            Participation.objects.select_for_update(of=("self",))
            .select_related("actor")
            .get(pk=participation.pk)
        )
        _check_choice(locked, field, choice, party, reason)
        of_this_side = of_side(claims_by_field(locked).get(field, []), party.actor.name)[field]
        _assign(party, _figures(field, choice, of_this_side))
        party.full_clean(validate_unique=False)
        party.save()
        locked.updated_by = user
        refresh(locked)
        return _note(locked, field, choice, user, reason, actor=party.actor, role=party.role)


def _lock_editable(incident: Incident) -> Incident:
    locked = lock_incident(incident)
    if locked.status not in EDITABLE:
        raise ReviewError(
            _("%(code)s is %(status)s: nothing is decided there.")
            % {"code": locked.code, "status": locked.get_status_display()}
        )
    return locked


def _note(
    incident: Incident,
    field: ClaimField,
    choice: Claim | dict[str, Any],
    user: User,
    reason: str,
    **side: Any,
) -> Decision:
    """Store what a field, of the whole or of one side, rests on."""
    claim = choice if isinstance(choice, Claim) else None
    made = {"claim": claim, "reason": reason, "decided_by": user, "decided_at": timezone.now()}
    whose = side or {"actor": None, "role": ""}
    decision, _created = Decision.objects.update_or_create(
        incident=incident, field=field, **whose, defaults=made
    )
    return decision


def _check_choice(
    incident: Incident,
    field: ClaimField,
    choice: Claim | dict[str, Any],
    party: Participation | None,
    reason: str,
) -> None:
    if isinstance(choice, Claim):
        _check_claim(incident, field, choice, party)
    elif not reason:
        raise ReviewError(_("An own value needs a reason."))


def _check_claim(incident: Incident, field: ClaimField, claim: Claim, party: Participation | None) -> None:
    if claim.field != field or not incident.reports.decided().filter(pk=claim.report_id or 0).exists():
        raise ReviewError(_("This claim does not stand behind %(code)s.") % {"code": incident.code})
    who = claim.value.get("who")
    if party is None and who:
        raise ReviewError(_("This claim speaks of one side only, not of the incident."))
    if party is not None and who != party.actor.name:
        raise ReviewError(_("This claim does not speak of %(side)s.") % {"side": party.actor.name})


def _write(incident: Incident, field: ClaimField, choice: Claim | dict[str, Any]) -> None:
    value: dict[str, Any] = choice.value if isinstance(choice, Claim) else choice
    if field in CASUALTIES:
        whole = totals(claims_by_field(incident).get(field, []))[field]
        _assign(incident, _figures(field, choice, whole))
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


def _assign(row: Incident | Participation, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _figures(field: ClaimField, choice: Claim | dict[str, Any], claims: list[Claim]) -> dict[str, int | None]:
    """Return the columns of a field by an own value, or by a claim as the best within the range of all."""
    if isinstance(choice, Claim):
        best = choice.value.get("best")
        bounds = {**suggest_range(claims), "best": choice.value.get("low") if best is None else best}
    else:
        bounds = {bound: choice.get(bound) for bound in BOUNDS}
    check_casualties(str(field.label), *(bounds[bound] for bound in BOUNDS))
    return {f"{field}_{bound}": number for bound, number in bounds.items()}


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
