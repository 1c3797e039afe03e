"""Snapshots of the past that tell what the public may not know any more are not kept.

A figure may be cited as it was published on a day, and a retracted incident stays in what was published
then. But what was restricted since, or whose place is told less exactly since, is taken back: a file can't
be changed, so it goes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from incidents.enums import LocationPrecision, Sensitivity
from incidents.models import Change, Incident

FROM_EXACT: Final = list(LocationPrecision.values)


def withdrawn_since(seq: int) -> dict[UUID, str]:
    """Return the incidents that a change after ``seq`` hid: by uid how exactly their place is told now.

    Those that are restricted have an empty text; those that tell their whole place are left out.
    """
    changed = Incident.objects.filter(uid__in=Change.objects.filter(seq__gt=seq).values("uid"))
    restricted = changed.filter(sensitivity=Sensitivity.RESTRICTED).values_list("uid", flat=True)
    coarse = changed.exclude(sensitivity=Sensitivity.RESTRICTED).exclude(public_location_precision="")
    told = dict(coarse.values_list("uid", "public_location_precision"))
    return told | dict.fromkeys(restricted, "")


def tells_too_much(parquet: Path, withdrawn: dict[UUID, str]) -> bool:
    """Say whether a snapshot's file has one of these, or its place more exactly than it is told now."""
    # Arrow takes tens of megabytes that a web server, which withdraws nothing, can do without.
    import pyarrow.parquet as pq  # type: ignore[import-untyped] # noqa: PLC0415 - see above

    wanted = [str(uid) for uid in withdrawn]
    rows = pq.read_table(parquet, columns=["uid", "precision"], filters=[("uid", "in", wanted)]).to_pylist()
    return any(_is_finer(row["precision"], withdrawn[UUID(row["uid"])]) for row in rows)


def _is_finer(before: str, now: str) -> bool:
    return not now or FROM_EXACT.index(before) < FROM_EXACT.index(now)
