"""Decisions of the desk: the only writer of ``status`` and of a report's ``state``.

Every function asks for the permission, locks what it decides, writes in one transaction, and records
who and why in the history. Each raises ReviewError with a sentence for the editor where the decision
is not possible (any more), and PermissionDenied where it is not theirs to take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.areas import assign_areas
from incidents.claims import ACTOR_ROLES, derive_verification, widen_casualties
from incidents.enums import ClaimField, Coder, IncidentStatus, ReportState
from incidents.models import Claim, Decision, Incident, Participation, Region, Report, Tag, make_code

EDITABLE: Final = (IncidentStatus.DRAFT, IncidentStatus.IN_REVIEW, IncidentStatus.PUBLISHED)


class ReviewError(Exception):
    """A decision that is not possible; the message says why, in the editor's language."""


@contextmanager
def deciding(user: User, permission: str, action: str, reason: str = "") -> Iterator[None]:
    """Check the permission and record who decided what and why with every row that is written."""
    if not user.has_perm(permission):
        raise PermissionDenied(
            _("You may not do this: the permission “%(name)s” is missing.") % {"name": permission}
        )
    with transaction.atomic(), pghistory.context(user=user.pk, action=action, reason=reason):
        yield


def _lock_proposal(report: Report) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("article").get(pk=report.pk)
    if locked.state != ReportState.PROPOSED:
        raise ReviewError(
            _("This report was decided already: %(state)s by %(user)s.")
            % {"state": locked.get_state_display(), "user": locked.decided_by or "–"}
        )
    return locked


def lock_incident(incident: Incident) -> Incident:
    """Return the row as it is now, locked until the transaction ends."""
    return Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)


def _decide(
    report: Report, state: ReportState, user: User, incident: Incident | None, reason: str = ""
) -> None:
    report.state, report.incident, report.reason = state, incident, reason
    report.decided_by, report.decided_at = user, timezone.now()
    report.save(update_fields=["state", "incident", "reason", "decided_by", "decided_at"])


def accept(
    report: Report,
    incident: Incident,
    participations: Iterable[Participation],
    user: User,
    *,
    tags: Iterable[Tag] = (),
) -> Incident:
    """Make a new incident, in review, from a proposal and the values that the editor left in the form.

    ``incident`` and ``participations`` are unsaved. Values that are not among the report's claims are
    recorded as the editor's own. Raises ValidationError for values that break a rule.
    """
    with deciding(user, "incidents.review_report", "accept"):
        locked = _lock_proposal(report)
        _insert(incident, participations, user, status=IncidentStatus.IN_REVIEW, tags=tags)
        _decide(locked, ReportState.ACCEPTED, user, incident)
        _record_decisions(incident, locked, user)
        refresh(incident)
    return incident


def create(
    incident: Incident,
    participations: Iterable[Participation],
    user: User,
    *,
    tags: Iterable[Tag] = (),
) -> Incident:
    """Enter an incident by hand, as a draft; both arguments are unsaved."""
    with deciding(user, "incidents.add_incident", "create"):
        _insert(incident, participations, user, status=IncidentStatus.DRAFT, tags=tags)
        refresh(incident)
    return incident


def merge(report: Report, incident: Incident, user: User) -> Incident:
    """Put a proposal behind an incident that exists; its claims then stand beside the others'."""
    with deciding(user, "incidents.review_report", "merge"):
        locked, target = _lock_proposal(report), lock_incident(incident)
        if target.status == IncidentStatus.MERGED:
            raise ReviewError(_("%(code)s was merged into another incident.") % {"code": target.code})
        if locked.article and target.reports.filter(article=locked.article).exists():
            raise ReviewError(
                _("Another report of this article stands behind %(code)s already; reject this one instead.")
                % {"code": target.code}
            )
        _decide(locked, ReportState.MERGED, user, target)
        widen_casualties(target, locked.claims.all())
        target.updated_by = user
        refresh(target)
    return target


def reject(report: Report, user: User, reason: str) -> None:
    """Turn a proposal down; the reason is kept."""
    reason = reason.strip()
    with deciding(user, "incidents.review_report", "reject", reason):
        if not reason:
            raise ReviewError(_("A rejection needs a reason."))
        _decide(_lock_proposal(report), ReportState.REJECTED, user, None, reason)


def reopen(report: Report, user: User) -> Report:
    """Take a decision back: the report waits again.

    An incident that no report stands behind any more is retracted, never deleted.
    """
    with deciding(user, "incidents.review_report", "reopen"):
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if locked.state == ReportState.PROPOSED:
            raise ReviewError(_("This report has not been decided."))
        incident = lock_incident(locked.incident) if locked.incident else None
        locked.decided_by, locked.decided_at = None, None
        locked.state, locked.incident, locked.reason = ReportState.PROPOSED, None, ""
        locked.save(update_fields=["state", "incident", "reason", "decided_by", "decided_at"])
        if incident:
            incident.decisions.filter(claim__report=locked).delete()
            if not incident.reports.decided().exists() and incident.status in EDITABLE:
                incident.status = IncidentStatus.RETRACTED
            refresh(incident)
    return locked


def publish(incident: Incident, user: User) -> Incident:
    """Show an incident to the public, or show it again after a retraction."""
    with deciding(user, "incidents.publish_incident", "publish"):
        locked = lock_incident(incident)
        if locked.status == IncidentStatus.PUBLISHED:
            raise ReviewError(_("%(code)s is published already.") % {"code": locked.code})
        if locked.status == IncidentStatus.MERGED:
            raise ReviewError(_("%(code)s was merged into another incident.") % {"code": locked.code})
        _set_status(locked, IncidentStatus.PUBLISHED, user)
    return locked


def retract(incident: Incident, user: User, reason: str) -> Incident:
    """Take an incident back from the public; it stays as a tombstone with its reason."""
    reason = reason.strip()
    with deciding(user, "incidents.publish_incident", "retract", reason):
        if not reason:
            raise ReviewError(_("A retraction needs a reason."))
        locked = lock_incident(incident)
        if locked.status not in EDITABLE:
            raise ReviewError(
                _("%(code)s is %(status)s already.")
                % {"code": locked.code, "status": locked.get_status_display()}
            )
        _set_status(locked, IncidentStatus.RETRACTED, user)
    return locked


def enter_imported(
    incidents: list[Incident],
    participations: list[Participation],
    user: User | None,
    *,
    publish: Callable[[Incident], bool],
) -> None:
    """Enter a data set's incidents in one set: published where ``publish`` says so, else in review.

    All are unsaved and have been checked; ``user`` is None for whoever has the machine's console. The
    caller holds the transaction and says in the history's context what is being imported.
    """
    for incident in incidents:
        incident.status = IncidentStatus.PUBLISHED if publish(incident) else IncidentStatus.IN_REVIEW
        incident.created_by = incident.updated_by = user
    needed = {"incidents.add_incident"}
    if any(incident.status == IncidentStatus.PUBLISHED for incident in incidents):
        needed.add("incidents.publish_incident")
    if user is not None and not user.has_perms(needed):
        raise PermissionDenied(_("You may not import: a permission is missing."))
    _give_codes(incidents)
    Incident.objects.bulk_create(incidents, batch_size=500)
    Participation.objects.bulk_create(participations, batch_size=2000)
    assign_areas(incidents)


def _give_codes(incidents: list[Incident]) -> None:
    missing = list(incidents)
    taken: set[str] = set()
    while missing:
        for incident in missing:
            incident.code = make_code(incident.region.prefix)
        codes = [incident.code for incident in missing]
        taken |= set(Incident.objects.filter(code__in=codes).values_list("code", flat=True))
        again = []
        for incident in missing:
            if incident.code in taken:
                again.append(incident)
            taken.add(incident.code)
        missing = again


def stand_behind(reports: list[Report], user: User | None) -> list[Report]:
    """Put a data set's reports, unsaved, behind the incidents that they name, in one set."""
    if user is not None and not user.has_perm("incidents.review_report"):
        raise PermissionDenied(_("You may not import: a permission is missing."))
    now = timezone.now()
    for report in reports:
        report.decided_by, report.decided_at = user, now
    return Report.objects.bulk_create(reports, batch_size=1000)


def add_sources(incident: Incident, reports: Iterable[Report], user: User) -> None:
    """Put sources that an editor names by their address behind an incident, as accepted reports."""
    with deciding(user, "incidents.change_incident", "add source"):
        for report in reports:
            if report.pk:
                report.save(update_fields=["source", "source_url", "source_date"])
                continue
            report.incident, report.state, report.coder = incident, ReportState.ACCEPTED, Coder.EDITOR
            report.decided_by, report.decided_at = user, timezone.now()
            report.full_clean()
            report.save()


def refresh(incident: Incident) -> None:
    """Bring what is derived up to date, and save: verification and areas."""
    incident.verification = derive_verification(incident)
    incident.save()
    assign_areas([incident])


def _set_status(incident: Incident, status: IncidentStatus, user: User) -> None:
    incident.status, incident.updated_by = status, user
    incident.save(update_fields=["status", "updated_by", "updated_at"])


def _insert(
    incident: Incident,
    participations: Iterable[Participation],
    user: User,
    *,
    status: IncidentStatus,
    tags: Iterable[Tag],
) -> None:
    prepare(incident, user)
    incident.status = status
    incident.full_clean(exclude=["areas", "tags"])
    incident.save(force_insert=True)
    for participation in participations:
        participation.incident = incident
        participation.full_clean()
        participation.save()
    incident.tags.set(tags)


def prepare(incident: Incident, user: User) -> None:
    """Give a new incident what no form asks for: its region, its code, who entered it."""
    if incident.region_id is None:
        incident.region = region_of(incident)
    while not incident.code or Incident.objects.filter(code=incident.code).exists():
        incident.code = make_code(incident.region.prefix)
    incident.created_by = incident.updated_by = user


def region_of(incident: Incident) -> Region:
    """Return the region whose bounds hold the incident's point, else the first one."""
    regions = list(Region.objects.order_by("pk"))
    if not regions:
        raise ValidationError(_("No region is loaded: run manage.py load_region."))
    if incident.longitude is not None and incident.latitude is not None:
        for region in regions:
            if (
                region.west <= incident.longitude <= region.east
                and region.south <= incident.latitude <= region.north
            ):
                return region
    return regions[0]


def _record_decisions(incident: Incident, report: Report, user: User) -> None:
    """Note for each field which claim the incident rests on, or that the value is the editor's own."""
    decided: dict[str, Claim | None] = {}
    for claim in report.claims.all():
        if claim.value.get("who"):
            continue
        if claim_matches(incident, claim):
            decided[claim.field] = decided.get(claim.field) or claim
        else:
            decided.setdefault(claim.field, None)
    Decision.objects.bulk_create(
        Decision(incident=incident, field=field, claim=claim, decided_by=user)
        for field, claim in decided.items()
    )


def claim_matches(incident: Incident, claim: Claim) -> bool:
    """Whether the incident's value is what the claim says."""
    value: dict[str, Any] = claim.value
    if claim.field == ClaimField.SUB_EVENT_TYPE:
        return bool(incident.sub_event_type == value["code"])
    if claim.field == ClaimField.DATE:
        dates = (incident.date_start.isoformat(), incident.date_end.isoformat(), incident.date_precision)
        return dates == (value["start"], value["end"], value["precision"])
    if claim.field == ClaimField.PLACE:
        return (incident.place_name, incident.location_precision) == (value["name"], value["precision"])
    if claim.field == ClaimField.CLAIMED_BY:
        return bool(incident.claimed_by and incident.claimed_by.name == value["actor"])
    if claim.field in ACTOR_ROLES:
        role = ACTOR_ROLES[ClaimField(claim.field)]
        return incident.participations.filter(role=role, actor__name=value["actor"]).exists()
    return bool(getattr(incident, f"{claim.field}_best") == value.get("best", value.get("low")))
