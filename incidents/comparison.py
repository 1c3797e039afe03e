"""Two incidents side by side, field by field, before the desk makes them one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.history import Words
from incidents.merging import COPIED
from incidents.models import Incident
from incidents.review import RANGES


@dataclass(frozen=True)
class Pair:
    """One field of two incidents in words."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.one != self.other


def side_by_side(one: Incident, other: Incident) -> list[Pair]:
    """Return all that the desk codes of two incidents, in the order of the form."""
    words = Words()
    pairs = []
    for name in (*(n for n in COPIED if n != "region"), *RANGES, "status", "verification"):
        field: Any = Incident._meta.get_field(name)
        told = [words.say(field, getattr(incident, field.attname)) for incident in (one, other)]
        pairs.append(Pair(str(field.verbose_name), *told))
    for label, tell in ((_("participants"), _parties), (_("reports"), _reports), (_("tags"), _tags)):
        pairs.append(Pair(label, tell(one), tell(other)))
    return pairs


def _parties(incident: Incident) -> str:
    return ", ".join(sorted(str(party) for party in incident.participations.select_related("actor")))


def _reports(incident: Incident) -> str:
    reports = incident.reports.decided().select_related("article__source", "source")
    return ", ".join(str(report.article or report.source_url) for report in reports)


def _tags(incident: Incident) -> str:
    return ", ".join(tag.name for tag in incident.tags.all())
