"""New rows into the database, set by set: as incidents, or as reports behind incidents that exist."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils import timezone

from incidents import review
from incidents.claims import derive_verifications, widen_casualties
from incidents.enums import Coder, ReportState, Sensitivity, Verification
from incidents.models import CASUALTIES, Claim, DatasetRow, ImportRun, Incident, Participation, Report

from .mapped import BOUNDS, Mapped
from .matching import Match
from .values import RULE, claims_of, parties_of, said_by, values_of

BATCH: Final = 2000
CLAIM_COLUMNS: Final = (
    *("report_id", "field", "value", "quote", "spans"),
    *("attributed_to", "source_url", "rule", "confidence", "coder", "created_at"),
)
_WIDENED: Final = [f"{kind}_{bound}" for kind in CASUALTIES for bound in BOUNDS]


@dataclass
class NewRow:
    """A row that the data set has for the first time, with what it was matched to."""

    mapped: Mapped
    digest: str
    parties: list[Participation]
    match: Match | None = None

    @property
    def known(self) -> Incident | None:
        """The incident that this row surely is."""
        return self.match.incident if self.match and self.match.sure else None


def store_new(run: ImportRun, rows: list[NewRow]) -> None:
    """Write rows: those without a sure match as incidents, all as reports with claims."""
    fresh = [row for row in rows if row.known is None]
    _enter(run, fresh)
    reports = review.stand_behind([_report(run, row) for row in rows], run.started_by)
    copy_claims(list(zip(rows, reports, strict=True)))
    DatasetRow.objects.bulk_create(
        [_row(run, row, report) for row, report in zip(rows, reports, strict=True)], batch_size=BATCH
    )
    behind = [
        claim
        for row, report in zip(rows, reports, strict=True)
        if row.known
        for claim in claims_of(row.mapped, report, row.parties)
    ]
    support([row.known for row in rows if row.known], behind)


def copy_claims(rows: list[tuple[NewRow, Report]]) -> None:
    """Write the claims of new reports by COPY: they are most of what an import writes."""
    now = timezone.now()
    columns = ", ".join(CLAIM_COLUMNS)
    connection.ensure_connection()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {Claim._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for row, report in rows:
            mapped = row.mapped
            rest = (
                mapped.attributed_to,
                mapped.source_url,
                RULE,
                mapped.confidence,
                Coder.IMPORTER.value,
                now,
            )
            for field, value in said_by(mapped, row.parties):
                copy.write_row((report.pk, field, json.dumps(value), "", "[]", *rest))


def _enter(run: ImportRun, rows: list[NewRow]) -> None:
    restricted = run.dataset.restricted
    for row in rows:
        incident = row.mapped.incident
        incident.verification = Verification.SINGLE_SOURCE
        incident.sensitivity = Sensitivity.RESTRICTED if restricted else Sensitivity.PUBLIC
    # What may be an incident that is published already is not published a second time unseen.
    publish = {id(row.mapped.incident) for row in rows if run.publish and row.match is None}
    review.enter_imported(
        [row.mapped.incident for row in rows],
        [party for row in rows for party in row.parties],
        run.started_by,
        publish=lambda incident: id(incident) in publish,
    )


def _report(run: ImportRun, row: NewRow) -> Report:
    return Report(
        source=run.dataset.source,
        source_url=row.mapped.source_url,
        source_date=row.mapped.source_date,
        incident=row.known or row.mapped.incident,
        state=ReportState.MERGED if row.known else ReportState.ACCEPTED,
        confidence=row.mapped.confidence,
        restricted=run.dataset.restricted,
        coder=Coder.IMPORTER,
    )


def _row(run: ImportRun, row: NewRow, report: Report) -> DatasetRow:
    incident = row.mapped.incident
    made = row.known is None
    return DatasetRow(
        dataset=run.dataset,
        key=row.mapped.key,
        digest=row.digest,
        report=report,
        made=incident if made else None,
        resembles=row.match.incident if row.match and made else None,
        values={**values_of(incident), "parties": parties_of(row.parties)} if made else {},
        run=run,
    )


def support(incidents: list[Incident], claims: list[Claim]) -> None:
    """Let incidents know of reports that came behind them: their verification and their ranges.

    Only the desk's own incidents that it has not taken back; restricted claims widen no public range.
    """
    # Locked and read again: an editor may have saved one of them since it was compared.
    locked = Incident.objects.select_for_update().filter(
        pk__in={incident.pk for incident in incidents}, status__in=review.EDITABLE
    )
    living = {incident.pk: incident for incident in locked.order_by("pk")}
    behind: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.report and claim.report.incident_id in living:
            behind[claim.report.incident_id].append(claim)
    verifications = derive_verifications(living)
    changed = []
    for pk, incident in living.items():
        before = [incident.verification, *(getattr(incident, column) for column in _WIDENED)]
        if not incident.verification_reason:
            incident.verification = verifications[pk]
        widen_casualties(incident, behind[pk])
        if before != [incident.verification, *(getattr(incident, column) for column in _WIDENED)]:
            incident.updated_at = timezone.now()
            changed.append(incident)
    Incident.objects.bulk_update(changed, ["verification", *_WIDENED, "updated_at"], batch_size=200)
