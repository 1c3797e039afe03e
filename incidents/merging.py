"""Two incidents that were one, and one that was two; both ways can be taken back completely.

No report and no claim is ever lost on the way: they move, and the history says from where.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.claims import widen_casualties
from incidents.enums import IncidentStatus, ReportState
from incidents.models import Claim, Decision, Incident, Merge, Participation, Report
from incidents.review import RANGES, ReviewError, deciding, lock_incident, prepare, refresh

# What a split copies: the values that the desk may then correct, not identity, status or authorship.
COPIED: Final = (
    "region",
    "title",
    "summary",
    "sub_event_type",
    "date_start",
    "date_end",
    "date_precision",
    "time_of_day",
    "place",
    "place_name",
    "district",
    "governorate",
    "longitude",
    "latitude",
    "location_precision",
    "location_note",
    "weapons",
    "target_type",
    "claimed_by",
    "room",
    "sensitivity",
    "public_location_precision",
)


def merge_incidents(absorbed: Incident, survivor: Incident, user: User, reason: str = "") -> Merge:
    """Let an incident go up in another: its reports move, its address redirects, both histories stay.

    A report of an article that already stands behind the survivor stays with the absorbed incident,
    since an article tells an incident once. Raises ReviewError for an incident that was merged already.
    """
    if absorbed.pk == survivor.pk:
        raise ReviewError(_("An incident can't be merged into itself."))
    with deciding(user, "incidents.publish_incident", "merge incidents", reason):
        gone, kept = _lock_both(absorbed, survivor)
        articles = kept.reports.exclude(article=None).values_list("article_id", flat=True)
        moving = list(gone.reports.decided().exclude(article__in=list(articles)))
        before = {name: getattr(kept, name) for name in RANGES}
        for report in moving:
            report.incident, report.state = kept, ReportState.MERGED
            report.save(update_fields=["incident", "state"])
        widen_casualties(kept, Claim.objects.filter(report__in=moving).select_related("report"))
        kept.updated_by = user
        refresh(kept)
        merge = Merge.objects.create(
            absorbed=gone,
            survivor=kept,
            status_before=gone.status,
            before=before,
            after={name: getattr(kept, name) for name in RANGES},
            reason=reason,
            merged_by=user,
        )
        merge.reports.set(moving)
        gone.status, gone.merged_into, gone.updated_by = IncidentStatus.MERGED, kept, user
        refresh(gone)
    return merge


def _lock_both(absorbed: Incident, survivor: Incident) -> tuple[Incident, Incident]:
    # In the order of keys, so that two merges of the same pair never wait for each other.
    locked = {i.pk: lock_incident(i) for i in sorted((absorbed, survivor), key=lambda i: i.pk)}
    for incident in locked.values():
        if incident.status == IncidentStatus.MERGED:
            raise ReviewError(_("%(code)s was merged into another incident.") % {"code": incident.code})
    return locked[absorbed.pk], locked[survivor.pk]


def undo_merge(merge: Merge, user: User) -> Incident:
    """Take a merge back: reports that still stand behind the survivor return, ranges and status too.

    A range of the survivor that the desk has changed since is left as it is. Raises ReviewError where
    the merge was undone before, or the survivor has itself been merged since.
    """
    with deciding(user, "incidents.publish_incident", "undo merge"):
        locked = Merge.objects.select_for_update().get(pk=merge.pk)
        if locked.undone_at:
            raise ReviewError(_("This merge was undone already."))
        survivor, absorbed = lock_incident(locked.survivor), lock_incident(locked.absorbed)
        if survivor.status == IncidentStatus.MERGED:
            raise ReviewError(_("Undo the later merge of %(code)s first.") % {"code": survivor.code})
        first = not absorbed.reports.decided().exists()
        for report in locked.reports.filter(incident=survivor).order_by("pk"):
            report.incident = absorbed
            report.state = ReportState.ACCEPTED if first else ReportState.MERGED
            first = False
            report.save(update_fields=["incident", "state"])
        for name in RANGES:
            if getattr(survivor, name) == locked.after[name]:
                setattr(survivor, name, locked.before[name])
        survivor.updated_by = absorbed.updated_by = user
        absorbed.status, absorbed.merged_into = locked.status_before, None
        refresh(survivor)
        refresh(absorbed)
        locked.undone_at = timezone.now()
        locked.save(update_fields=["undone_at"])
    return absorbed


def split(incident: Incident, reports: Collection[Report], user: User, reason: str = "") -> Incident:
    """Move some of an incident's reports to a new incident, in review, with the values copied.

    Casualties are not copied: they are suggested anew from the claims of the reports that move.
    Raises ReviewError where not some but none or all of the reports are to move.
    """
    with deciding(user, "incidents.review_report", "split", reason):
        locked = lock_incident(incident)
        behind = set(locked.reports.decided().values_list("pk", flat=True))
        moving = {report.pk for report in reports}
        if not moving or not moving < behind:
            raise ReviewError(_("A split moves some of the reports, not none and not all."))
        new = Incident(**{name: getattr(locked, name) for name in COPIED}, status=IncidentStatus.IN_REVIEW)
        prepare(new, user)
        new.save(force_insert=True)
        Participation.objects.bulk_create(
            Participation(incident=new, actor=old.actor, role=old.role)
            for old in locked.participations.select_related("actor")
        )
        _move(locked, new, moving)
        widen_casualties(new, Claim.objects.filter(report__in=moving).select_related("report"))
        locked.updated_by = user
        refresh(new)
        refresh(locked)
    return new


def _move(old: Incident, new: Incident, moving: set[int]) -> None:
    for number, report in enumerate(Report.objects.filter(pk__in=moving).order_by("pk")):
        report.incident = new
        report.state = ReportState.MERGED if number else ReportState.ACCEPTED
        report.save(update_fields=["incident", "state"])
    Decision.objects.filter(incident=old, claim__report__in=moving).delete()
