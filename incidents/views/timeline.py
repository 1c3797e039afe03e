"""An incident's history for everyone: when something changed, and which parts; never who, nor old values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from incidents.enums import IncidentStatus
from incidents.models import Incident

# Which columns count as which part; columns that are not here are nobody's business outside the desk.
PARTS: Final = {
    "title": _("title"),
    "summary": _("summary"),
    "sub_event_type": _("event type"),
    "date_start": _("date"),
    "date_end": _("date"),
    "date_precision": _("date"),
    "time_of_day": _("time of day"),
    "place_id": _("place"),
    "place_name": _("place"),
    "district": _("place"),
    "governorate": _("place"),
    "longitude": _("place"),
    "latitude": _("place"),
    "location_precision": _("place"),
    "weapons": _("weapon"),
    "target_type": _("target type"),
    "claimed_by_id": _("claimed by"),
    "room_id": _("joint operation room"),
    "verification": _("verification"),
    **{
        f"{kind}_{bound}": label
        for kind, label in (("killed", _("killed")), ("wounded", _("wounded")), ("captured", _("captured")))
        for bound in ("low", "best", "high")
    },
}
STATUS_STEPS: Final = {
    IncidentStatus.PUBLISHED: _("published"),
    IncidentStatus.RETRACTED: _("retracted"),
    IncidentStatus.MERGED: _("merged into another incident"),
}


@dataclass(frozen=True)
class Step:
    """One change: when, and what in words."""

    at: datetime
    what: str
    parts: list[str]


def history_of(incident: Incident) -> list[Step]:
    """Return the steps of an incident's history, the newest first."""
    columns = ["pgh_created_at", "status", *PARTS]
    events = list(incident.events.order_by("pgh_id").values(*columns))  # type: ignore[attr-defined]
    steps = [Step(events[0]["pgh_created_at"], str(_("entered")), [])] if events else []
    for before, after in pairwise(events):
        steps += _steps_between(before, after)
    return list(reversed(steps))


def _steps_between(before: dict[str, Any], after: dict[str, Any]) -> list[Step]:
    at = after["pgh_created_at"]
    steps = []
    parts = list(
        dict.fromkeys(str(label) for column, label in PARTS.items() if before[column] != after[column])
    )
    if parts:
        steps.append(Step(at, str(_("changed")), parts))
    if before["status"] != after["status"] and after["status"] in STATUS_STEPS:
        steps.append(Step(at, str(STATUS_STEPS[after["status"]]), []))
    return steps
