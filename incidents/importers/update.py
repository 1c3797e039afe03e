"""Rows that a data set has changed: what the desk has not decided itself meanwhile follows them.

The desk has decided a value where it differs from what the import wrote last, or where a person's
decision on that field is recorded. Such a value stays, however often the data set changes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone

from incidents.areas import assign_areas
from incidents.models import Claim, DatasetRow, Decision, ImportRun, Incident, Participation
from incidents.regions.sync import sync
from incidents.review import EDITABLE

from .mapped import Mapped
from .store import BATCH, support
from .values import COLUMNS, COUNTS, GROUPS, PARTIES, claims_of, parties_of, values_of


@dataclass
class ChangedRow:
    """A stored row, with its report and incident loaded, and what the data set says now."""

    row: DatasetRow
    mapped: Mapped
    digest: str
    parties: list[Participation]


@dataclass
class Outcome:
    """How many rows led to a change, how many to none, and how many met a decision of the desk."""

    updated: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass
class _Plan:
    incidents: list[Incident] = field(default_factory=list)
    moved: list[Incident] = field(default_factory=list)
    parties: list[Participation] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)


_PLACE: Final = {"district", "governorate", "longitude", "latitude", "location_precision"}


def apply_changes(run: ImportRun, rows: list[ChangedRow]) -> Outcome:
    """Write what differs; the rows' digests are brought up to date in any case."""
    plan = _plan(run, rows)
    _store_claims(rows, plan)
    Incident.objects.bulk_update(
        plan.incidents, [*_fields(COLUMNS), "updated_by", "updated_at"], batch_size=200
    )
    _store_parties(plan)
    assign_areas(plan.moved)
    DatasetRow.objects.bulk_update([c.row for c in rows], ["digest", "values", "run"], batch_size=500)
    updated = len(plan.changed)
    return Outcome(updated, len(rows) - updated, len(plan.kept))


def _fields(columns: tuple[str, ...]) -> list[str]:
    return [column.removesuffix("_id") for column in columns]


def _plan(run: ImportRun, rows: list[ChangedRow]) -> _Plan:
    plan = _Plan()
    ids = [c.row.made_id for c in rows if c.row.made_id]
    decided = defaultdict(set)
    by_people = Decision.objects.filter(incident__in=ids, actor=None).exclude(decided_by=None)
    for incident_id, name in by_people.values_list("incident_id", "field"):
        decided[incident_id].add(name)
    current: dict[int, list[Participation]] = defaultdict(list)
    for party in Participation.objects.filter(incident__in=ids):
        current[party.incident_id].append(party)
    # Locked and read anew: an editor may be saving one of them at this moment.
    locked = Incident.objects.select_for_update().filter(pk__in=ids, status__in=EDITABLE)
    incidents = {incident.pk: incident for incident in locked.order_by("pk")}
    now = timezone.now()
    for changed in rows:
        row = changed.row
        incident = incidents.get(row.report.incident_id or 0)
        row.digest, row.run = changed.digest, run
        if incident is None or incident.pk != row.made_id:
            continue  # the row's claims change, and nothing else: the desk has put it elsewhere
        touched = _follow(changed, incident, decided[incident.pk], plan)
        if _follow_parties(changed, incident, current[incident.pk], decided[incident.pk], plan):
            plan.changed.add(row.pk)
        if touched:
            incident.updated_by, incident.updated_at = run.started_by, now
            plan.incidents.append(incident)
            plan.changed.add(row.pk)
            if touched & _PLACE:
                plan.moved.append(incident)
    return plan


def _follow(changed: ChangedRow, incident: Incident, decided: set[str], plan: _Plan) -> set[str]:
    """Set the values of groups that only the data set has decided; return the columns that changed."""
    base, mine, now = changed.row.values, values_of(incident), values_of(changed.mapped.incident)
    touched: set[str] = set()
    for name, columns in GROUPS.items():
        if all(now.get(column) == base.get(column) for column in columns):
            continue
        if name in decided or any(mine.get(column) != base.get(column) for column in columns):
            plan.kept.add(changed.row.pk)
            continue
        for column in columns:
            setattr(incident, column, getattr(changed.mapped.incident, column))
            if column in now:
                base[column] = now[column]
            else:
                base.pop(column, None)
        touched |= set(columns)
    return touched


def _follow_parties(
    changed: ChangedRow, incident: Incident, current: list[Participation], decided: set[str], plan: _Plan
) -> bool:
    base, mine, now = changed.row.values.get(PARTIES, []), parties_of(current), parties_of(changed.parties)
    if now == base:
        return False
    if mine != base or decided & {"perpetrator", "target", "participant"}:
        plan.kept.add(changed.row.pk)
        return False
    for party in changed.parties:
        party.incident = incident
    plan.parties += changed.parties
    changed.row.values[PARTIES] = now
    return True


def _store_parties(plan: _Plan) -> None:
    incidents = {party.incident_id for party in plan.parties}
    stored = Participation.objects.filter(incident__in=incidents)
    synced = sync(stored, plan.parties, ("incident_id", "actor_id", "role"), COUNTS)
    stored.exclude(pk__in=[party.pk for party in synced.rows.values()]).delete()


def _store_claims(rows: list[ChangedRow], plan: _Plan) -> None:
    """Replace claims that are not said any more, but for those that a decision rests on."""
    reports = {c.row.report_id: c for c in rows}
    wanted = {
        report_id: {_key(claim): claim for claim in claims_of(c.mapped, c.row.report, c.parties)}
        for report_id, c in reports.items()
    }
    gone: list[int] = []
    stored = Claim.objects.filter(report__in=reports).order_by("pk")
    for pk, report_id, *said in stored.values_list("pk", "report_id", "field", "value", "attributed_to"):
        if wanted[report_id].pop(_said(*said), None) is None:
            gone.append(pk)
            plan.changed.add(reports[report_id].row.pk)
    relied_on = set(Decision.objects.filter(claim__in=gone).values_list("claim_id", flat=True))
    Claim.objects.filter(pk__in=set(gone) - relied_on).delete()
    new = [claim for claims in wanted.values() for claim in claims.values()]
    plan.changed |= {reports[claim.report_id].row.pk for claim in new if claim.report_id}
    Claim.objects.bulk_create(new, batch_size=BATCH)
    matched = [c for c in rows if c.row.made_id is None and c.row.report.incident]
    behind = {c.row.report_id for c in matched}
    support(
        [c.row.report.incident for c in matched if c.row.report.incident],
        [claim for claim in new if claim.report_id in behind],
    )


def _key(claim: Claim) -> tuple[str, str, str]:
    return _said(claim.field, claim.value, claim.attributed_to)


def _said(name: str, value: Any, attributed_to: str) -> tuple[str, str, str]:
    return name, json.dumps(value, sort_keys=True, ensure_ascii=False), attributed_to
