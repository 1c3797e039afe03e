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
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.areas import assign_areas
from incidents.claims import derive_verification, record_decisions, widen_casualties
from incidents.enums import Coder, IncidentStatus, ReportState
from incidents.models import (
    CASUALTIES,
    Incident,
    Participation,
    Region,
    Report,
    Tag,
    make_code,
)

RANGES: Final = [f"{kind}_{bound}" for kind in CASUALTIES for bound in ("low", "best", "high")]
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


def _lock_proposal(report: Report, user: User) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("article").get(pk=report.pk)
    if locked.state != ReportState.PROPOSED:
        raise ReviewError(
            _("This report was decided already: %(state)s by %(user)s.")
            % {"state": locked.get_state_display(), "user": locked.decided_by or "–"}
        )
    if locked.holder and locked.holder != user:
        raise ReviewError(describe_holder(locked))
    return locked


def describe_holder(report: Report) -> str:
    """Say who has a proposal in hand, and until when."""
    until = timezone.localtime(report.assigned_until).strftime("%H:%M") if report.assigned_until else ""
    return _("%(user)s has this report in hand until %(time)s.") % {"user": report.assigned_to, "time": until}


def lock_incident(incident: Incident) -> Incident:
    """Return the row as it is now, locked until the transaction ends."""
    return Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)


def _decide(
    report: Report, state: ReportState, user: User, incident: Incident | None, reason: str = ""
) -> None:
    report.state, report.incident, report.reason = state, incident, reason
    report.decided_by, report.decided_at = user, timezone.now()
    report.assigned_to, report.assigned_until = None, None
    report.save(
        update_fields=[
            "state",
            "incident",
            "reason",
            "decided_by",
            "decided_at",
            "assigned_to",
            "assigned_until",
        ]
    )


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
        locked = _lock_proposal(report, user)
        _insert(incident, participations, user, status=IncidentStatus.IN_REVIEW, tags=tags)
        _decide(locked, ReportState.ACCEPTED, user, incident)
        record_decisions(incident, locked, user)
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
        locked, target = _lock_proposal(report, user), lock_incident(incident)
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
        _decide(_lock_proposal(report, user), ReportState.REJECTED, user, None, reason)


def reopen(report: Report, user: User) -> Report:
    """Take a decision back: the report waits again, and ranges that a merge widened are as before.

    An incident that no report stands behind any more is retracted, never deleted. A range that the
    desk has changed since the merge is left as it is.
    """
    with deciding(user, "incidents.review_report", "reopen"):
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if locked.state == ReportState.PROPOSED:
            raise ReviewError(_("This report has not been decided."))
        incident = lock_incident(locked.incident) if locked.incident else None
        if incident and locked.state == ReportState.MERGED:
            _take_back_ranges(locked, incident)
        locked.decided_by, locked.decided_at = None, None
        locked.state, locked.incident, locked.reason = ReportState.PROPOSED, None, ""
        locked.save(update_fields=["state", "incident", "reason", "decided_by", "decided_at"])
        if incident:
            incident.decisions.filter(claim__report=locked).delete()
            if not incident.reports.decided().exists() and incident.status in EDITABLE:
                incident.status = IncidentStatus.RETRACTED
            incident.updated_by = user
            refresh(incident)
    return locked


def _take_back_ranges(report: Report, incident: Incident) -> None:
    """Give an incident the ranges it had before a report was merged into it."""
    events: Any = report.events.filter(state=ReportState.MERGED, incident=incident)  # type: ignore[attr-defined] # made by track_history
    merged = events.order_by("-pgh_id").first()
    if merged is None:
        return
    history: Any = incident.events.order_by("pgh_id")  # type: ignore[attr-defined] # likewise
    after = history.filter(pgh_context=merged.pgh_context_id).first() if merged.pgh_context_id else None
    before = history.filter(pgh_id__lt=after.pgh_id).last() if after else None
    if before is None:
        return
    for name in RANGES:
        if getattr(incident, name) == getattr(after, name):
            setattr(incident, name, getattr(before, name))


def last_decision(user: User) -> Report | None:
    """Return the report that a person decided last, with its article and incident; None if there is none."""
    seen = Report.objects.for_desk(user)
    decided = seen.filter(decided_by=user, article__isnull=False, decided_at__isnull=False)
    return decided.select_related("article", "incident").order_by("-decided_at", "-pk").first()


def undo_last(user: User, expected: int | None = None) -> Report:
    """Take back the latest decision of a person's own, so that the report waits again.

    ``expected`` is the key of the report that the person means; it is refused if another one came later.
    """
    last = last_decision(user)
    if last is None:
        raise ReviewError(_("There is no decision of yours to take back."))
    if expected not in {None, last.pk}:
        raise ReviewError(_("You have decided another report since: only the last decision is taken back."))
    return reopen(last, user)


def publish(incident: Incident, user: User) -> Incident:
    """Show an incident to the public, or show it again after a retraction."""
    with deciding(user, "incidents.publish_incident", "publish"):
        locked = lock_incident(incident)
        if locked.status == IncidentStatus.PUBLISHED:
            raise ReviewError(_("%(code)s is published already.") % {"code": locked.code})
        if locked.status == IncidentStatus.MERGED:
            raise ReviewError(_("%(code)s was merged into another incident.") % {"code": locked.code})
        if settings.HAMRIN_FOUR_EYES and locked.updated_by_id == user.pk:
            raise ReviewError(
                _("You made the last change of %(code)s: somebody else must publish it.")
                % {"code": locked.code}
            )
        _set_status(locked, IncidentStatus.PUBLISHED, user)
    return locked


def restore_status(incident: Incident, status: IncidentStatus, user: User, reason: str) -> Incident:
    """Give an incident the status back that it had before a publication or retraction, which was wrong.

    Only for incidents that are published or retracted now; publishing again keeps to the rule of four eyes.
    """
    if status == IncidentStatus.PUBLISHED:
        return publish(incident, user)
    with deciding(user, "incidents.publish_incident", "restore status", reason):
        locked = lock_incident(incident)
        if locked.status not in {IncidentStatus.PUBLISHED, IncidentStatus.RETRACTED}:
            raise ReviewError(_("%(code)s is neither published nor retracted.") % {"code": locked.code})
        if status not in {*EDITABLE, IncidentStatus.RETRACTED}:
            raise ReviewError(_("This status can't be given back."))
        _set_status(locked, status, user)
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
        if settings.HAMRIN_FOUR_EYES:
            raise PermissionDenied(_("Another person must publish what is imported: import it into review."))
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
