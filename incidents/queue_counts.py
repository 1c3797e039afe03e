"""How many reports each filter of the queue would leave, beside the filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.enums import AreaKind, EventFamily, SubEventType
from incidents.models import Area
from incidents.queue import (
    AGES,
    ASKED_OF_ARTICLES,
    CONFIDENCES,
    DECIDED,
    FAILED,
    ME,
    NOBODY,
    OTHERS,
    WAITING,
    Choice,
    age_band,
    confidence_band,
    find_failed,
    find_reports,
    hands,
)
from incidents.queue_places import PLACE, count_by_area
from incidents.queue_tally import tally
from sources.enums import Language
from sources.models import Source

LABELS: Final = {
    "source": gettext_lazy("Source"),
    "language": gettext_lazy("Language"),
    "event_type": gettext_lazy("Family"),
    "sub_event_type": gettext_lazy("Event type"),
    "area": gettext_lazy("Area"),
    "confidence": gettext_lazy("Confidence"),
    "age": gettext_lazy("Age"),
    "assigned": gettext_lazy("In hand"),
}
_CONFIDENCE_LABELS: Final = {
    "high": gettext_lazy("90 % and more"),
    "middle": gettext_lazy("80 to 90 %"),
    "low": gettext_lazy("below 80 %"),
}
_AGE_LABELS: Final = {
    "day": gettext_lazy("less than a day"),
    "week": gettext_lazy("1 to 7 days"),
    "month": gettext_lazy("7 to 31 days"),
    "older": gettext_lazy("more than 31 days"),
}
_HANDS_LABELS: Final = {
    ME: gettext_lazy("mine"),
    NOBODY: gettext_lazy("nobody's"),
    OTHERS: gettext_lazy("others'"),
}


BANDS: Final = {"confidence": _CONFIDENCE_LABELS, "age": _AGE_LABELS, "assigned": _HANDS_LABELS}

Counted = tuple[Any, str, str, int]  # a value as parsed, as written, as people read it, and how many


@dataclass(frozen=True)
class Option:
    """One value of a filter: what the address says, what people read, how many it would leave."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter with its values; those that would leave nothing are left out unless chosen."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> int:
        """How many of its values are chosen."""
        return sum(option.chosen for option in self.options)


def count_states(user: User) -> dict[str, int]:
    """Return how many reports wait, how many were decided, and how many articles could not be read."""
    reports = {state: find_reports(Choice(state=state), user).count() for state in (WAITING, DECIDED)}
    return {**reports, FAILED: find_failed(Choice(state=FAILED)).count()}


def count_facets(choice: Choice, user: User) -> list[Facet]:
    """Return the filters of the queue, each counted among what all the others leave."""
    names = ASKED_OF_ARTICLES if choice.state == FAILED else tuple(LABELS)
    used = [name for name in names if choice.values.get(name) is not None]
    counts = _tally(choice, [name for name in names if name not in used], user)
    for name in used:
        counts |= _tally(choice.without(name), [name], user)
    return [_facet(name, counts[name], choice) for name in names]


def _tally(choice: Choice, names: Sequence[str], user: User) -> dict[str, Counter[Any]]:
    rows: QuerySet[Any] = find_failed(choice) if choice.state == FAILED else find_reports(choice, user)
    columns = _columns(choice.state, user)
    return tally(rows, {name: columns[name] for name in names}) if names else {}


def _columns(state: str, user: User) -> dict[str, tuple[Any, ...]]:
    """Return what each filter looks at."""
    now = timezone.now()
    if state == FAILED:
        age = _band({band: age_band("fetched_at", band, now) for band in AGES})
        return {"source": (F("source"),), "language": (F("language"),), "age": (age,)}
    return {
        "source": (Coalesce("article__source", "source"),),
        "language": (F("article__language"),),
        "event_type": (F("sub_event_type"),),
        "sub_event_type": (F("sub_event_type"),),
        "area": tuple(F(name) for name in PLACE),
        "confidence": (_band({band: confidence_band(band) for band in CONFIDENCES}),),
        "age": (_band({band: age_band("waits_since", band, now) for band in AGES}),),
        "assigned": (_band({whose: hands(state, whose, user, now) for whose in _HANDS_LABELS}),),
    }


def _band(conditions: dict[str, Q]) -> Case:
    return Case(*(When(condition, Value(name)) for name, condition in conditions.items()), default=Value(""))


def _facet(name: str, counts: Counter[Any], choice: Choice) -> Facet:
    chosen = choice.values.get(name) or []
    label = _("Decided by") if name == "assigned" and choice.state == DECIDED else str(LABELS[name])
    options = [
        Option(value, text, number, key in chosen)
        for key, value, text, number in _values(name, counts, chosen)
        if number or key in chosen
    ]
    return Facet(name, label, options)


def _values(name: str, counts: Counter[Any], chosen: Sequence[Any]) -> list[Counted]:
    if name == "source":
        known = Source.objects.filter(pk__in=[*counts, *chosen]).order_by("name").values_list("pk", "name")
        return [(key, outlet, outlet, counts[key]) for key, outlet in known]
    if name == "area":
        return _areas(count_by_area(counts), chosen)
    if name in BANDS:
        return [(band, band, str(text), counts[band]) for band, text in BANDS[name].items()]
    if name == "event_type":
        families: Counter[Any] = Counter()
        for kind in counts.keys() & set(SubEventType.values):
            families[SubEventType(kind).family] += counts[kind]
        counts = families
    codes: Any = {"language": Language, "event_type": EventFamily, "sub_event_type": SubEventType}[name]
    return [(code, code, str(codes(code).label), counts[code]) for code in codes.values]


def _areas(counts: Counter[int], chosen: Sequence[int]) -> list[Counted]:
    kinds = list(AreaKind.values)
    areas = Area.objects.filter(pk__in=[*counts, *chosen]).defer("geometry")
    return [
        (
            area.pk,
            f"{area.kind}:{area.code}",
            f"{area.local_name} ({area.get_kind_display()})",
            counts[area.pk],
        )
        for area in sorted(areas, key=lambda area: (kinds.index(area.kind), area.local_name))
    ]
