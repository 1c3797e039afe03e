"""A proposal beside the incidents that could be the same, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import User

from incidents.enums import ClaimField, Role
from incidents.local_names import Names, names_in
from incidents.matching import Candidate, candidates
from incidents.models import CASUALTIES, Incident, Report
from incidents.presentation import format_date, format_range, join_words
from incidents.views.evidence import describe_value

_ACTORS: Final = {ClaimField.PERPETRATOR: Role.PERPETRATOR, ClaimField.TARGET: Role.TARGET}
_SHOWN: Final = (
    ClaimField.SUB_EVENT_TYPE,
    ClaimField.DATE,
    ClaimField.PLACE,
    ClaimField.PERPETRATOR,
    ClaimField.TARGET,
    ClaimField.KILLED,
    ClaimField.WOUNDED,
    ClaimField.CAPTURED,
)


@dataclass(frozen=True)
class Beside:
    """One field as a proposal and an incident tell it in words; empty where one says nothing of it."""

    label: str
    proposed: str
    known: str

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.proposed and self.known and self.proposed != self.known)


@dataclass(frozen=True)
class Compared:
    """An incident that could be the same, and both side by side."""

    candidate: Candidate
    fields: list[Beside]

    @property
    def differing(self) -> int:
        """In how many fields the two say something else."""
        return sum(field.differs for field in self.fields)


def compare_candidates(report: Report, user: User) -> list[Compared]:
    """Return what could be the same and the user may see, the likeliest first, each beside the proposal."""
    names = names_in(report.claims.all())
    proposed = _told(report, names)
    found = seen_by(candidates(report), user)
    return [Compared(one, _beside(proposed, _known(one.incident, names))) for one in found]


def seen_by(found: list[Candidate], user: User) -> list[Candidate]:
    """Return those of the candidates that a member of the desk may see."""
    keys = [one.incident.pk for one in found]
    seen = set(Incident.objects.for_desk(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [one for one in found if one.incident.pk in seen]


def _beside(proposed: dict[str, str], known: dict[str, str]) -> list[Beside]:
    return [
        Beside(str(field.label), proposed.get(field, ""), known.get(field, ""))
        for field in _SHOWN
        if proposed.get(field) or known.get(field)
    ]


def _told(report: Report, names: Names) -> dict[str, str]:
    """Return a report's values in words, all of a field that are about the whole; else its parts."""
    totals: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for claim in report.claims.all():
        found = parts if claim.value.get("who") else totals
        found.setdefault(claim.field, []).append(describe_value(claim.field, claim.value, names))
    return {
        field: _listed(values, together=field in _ACTORS) for field, values in {**parts, **totals}.items()
    }


def _listed(values: Iterable[str], *, together: bool) -> str:
    """Return several actors as one list in a fixed order; of anything else the claims one after another."""
    once = list(dict.fromkeys(values))
    return join_words(sorted(once)) if together else " · ".join(once)


def _known(incident: Incident, names: Names) -> dict[str, str]:
    where = {
        "name": incident.place_name,
        "district": incident.district,
        "governorate": incident.governorate,
        "precision": incident.location_precision,
    }
    found: dict[str, str] = {
        ClaimField.SUB_EVENT_TYPE: incident.get_sub_event_type_display(),
        ClaimField.DATE: format_date(incident.date_start, incident.date_end, incident.date_precision),
        ClaimField.PLACE: describe_value(ClaimField.PLACE, where, names),
    }
    for field, role in _ACTORS.items():
        named = [part.actor.local_name for part in incident.participations.all() if part.role == role]
        found[field] = join_words(sorted(named))
    for kind in CASUALTIES:
        bounds = [getattr(incident, f"{kind}_{bound}") for bound in ("low", "best", "high")]
        known = [number for number in bounds if number is not None]
        found[kind] = format_range(*bounds) if known else ""
    return found
