"""An incident's history for everyone: what was changed in public, and when; never who, nor inner reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.enums import LocationPrecision, SubEventType, TargetType, TimeOfDay, Verification, WeaponType
from incidents.local_names import local_areas, whereabouts
from incidents.models import CASUALTIES, Incident, Participation, Report
from incidents.past import Past, public_pasts
from incidents.presentation import format_date, format_range, join_words

# Which words of a code list say a column's value.
CODES: Final[dict[str, tuple[Any, Any]]] = {
    "sub_event_type": (gettext_lazy("event type"), SubEventType),
    "time_of_day": (gettext_lazy("time of day"), TimeOfDay),
    "weapons": (gettext_lazy("weapon"), WeaponType),
    "target_type": (gettext_lazy("target type"), TargetType),
    "verification": (gettext_lazy("verification"), Verification),
}
COUNTED: Final = {
    "killed": gettext_lazy("killed"),
    "wounded": gettext_lazy("wounded"),
    "captured": gettext_lazy("captured"),
}


@dataclass(frozen=True)
class Difference:
    """One public value before and after; what came and went where there are several of a kind."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One change in public: when, what in words, and which values."""

    at: datetime
    what: str
    differences: list[Difference] = field(default_factory=list)

    @property
    def on(self) -> str:
        """The moment as an address asks for it."""
        return self.at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def history_context(incident: Incident) -> dict[str, Any]:
    """Return the public history, the newest first, and on which days (UTC) something changed."""
    steps = history_of(incident)
    days = sorted({step.at.astimezone(UTC).date() for step in steps})
    return {"history": steps, "days_of_change": days, "today": datetime.now(UTC).date()}


def history_of(incident: Incident) -> list[Step]:
    """Return what changed of an incident in public, the newest first; nothing of one that is not public."""
    told = public_pasts(incident)
    pasts = [past for _at, past in told if past is not None]
    prefetch_related_objects([past.incident for past in pasts], "claimed_by", "room", "place")
    words = _Words(local_areas(), outlet_names(pasts))
    steps: list[Step] = []
    before: Past | None = None
    for at, after in told:
        if after is None:
            if before is not None:
                steps.append(Step(at, _("taken back")))
        elif before is None:
            steps.append(Step(at, _("published again") if steps else _("published")))
        elif differences := _differences(before, after, words):
            steps.append(Step(at, _("changed"), differences))
        before = after
    return list(reversed(steps))


@dataclass(frozen=True)
class _Words:
    """Names in the page's language: of districts by their English ones, of outlets by reports' keys."""

    areas: dict[str, str]
    outlets: dict[int, str]


def outlet_names(pasts: list[Past]) -> dict[int, str]:
    """Return who reports, by the keys of all reports of some moments: one query."""
    keys = {report.pk for past in pasts for report in past.reports}
    named = Report.objects.filter(pk__in=keys).annotate(
        told=Coalesce("article__source__name", "source__name")
    )
    return dict(named.values_list("pk", "told"))


def _differences(before: Past, after: Past, words: _Words) -> list[Difference]:
    old, new = _values(before.incident, words.areas), _values(after.incident, words.areas)
    found = [
        Difference(label, old.get(label, ""), new.get(label, ""))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, "") != new.get(label, "")
    ]
    if before.incident.summary != after.incident.summary:
        found.append(Difference(_("summary"), "", ""))
    for label, one, other in (
        (_("participants"), _parties(before), _parties(after)),
        (_("tags"), before.tags, after.tags),
        (_("reports"), _outlets(before, words), _outlets(after, words)),
    ):
        gone, come = Counter(one) - Counter(other), Counter(other) - Counter(one)
        if gone or come:
            found.append(Difference(label, join_words(gone.elements()), join_words(come.elements())))
    return found


def _values(incident: Incident, areas: dict[str, str]) -> dict[str, str]:
    """Return an incident's values in words, by what they are called."""
    precision = LocationPrecision(incident.public_precision).label
    point = ""
    if incident.public_longitude is not None and incident.public_latitude is not None:
        point = f"{incident.public_latitude:.4f}, {incident.public_longitude:.4f}"
    told = {
        _("title"): incident.title,
        _("date"): format_date(incident.date_start, incident.date_end, incident.date_precision),
        _("place"): f"{whereabouts(incident, areas)} ({precision})",
        _("coordinates"): point,
        _("claimed by"): incident.claimed_by.local_name if incident.claimed_by else "",
        _("joint operation room"): incident.room.local_name if incident.room else "",
    }
    for column, (label, codes) in CODES.items():
        value = getattr(incident, column)
        told[str(label)] = str(codes(value).label) if value else ""
    return told | {str(label): _figures(incident, kind) for kind, label in COUNTED.items()}


def _figures(row: Incident | Participation, kind: str) -> str:
    return format_range(*(getattr(row, f"{kind}_{bound}") for bound in ("low", "best", "high")))


def _parties(past: Past) -> list[str]:
    """Return who had which part, with own casualties where they are known."""
    told = []
    for party in past.participations:
        own = [
            f"{COUNTED[kind]} {_figures(party, kind)}"
            for kind in CASUALTIES
            if any(getattr(party, f"{kind}_{bound}") is not None for bound in ("low", "best", "high"))
        ]
        told.append(f"{party.actor.local_name} ({', '.join([party.get_role_display(), *own])})")
    return told


def _outlets(past: Past, words: _Words) -> list[str]:
    return [words.outlets.get(report.pk, "") for report in past.reports]
