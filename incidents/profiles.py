"""What the public incidents of an actor, an area or a source add up to: whole sets, summed by PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import Aggregate, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf, TruncMonth

from incidents.enums import FAMILY_OF, EventFamily, Role, SubEventType
from incidents.filter_queries import from_sources, in_areas, with_actor
from incidents.models import CASUALTIES, Actor, Area, Incident, IncidentQuerySet, Participation, Report
from sources.models import Source

Key = TypeVar("Key", bound=Hashable)
COUNTERPARTS: Final = 12
DEADLIEST: Final = 5


@dataclass(frozen=True)
class Toll:
    """Persons over many incidents: from ``low`` to ``high``, as ``reported`` of the incidents say.

    ``open_ended`` where one of them says "at least" and no upper bound.
    """

    low: int = 0
    high: int = 0
    reported: int = 0
    open_ended: bool = False

    def __add__(self, other: Toll) -> Toll:
        """Return both together."""
        return Toll(
            self.low + other.low,
            self.high + other.high,
            self.reported + other.reported,
            self.open_ended or other.open_ended,
        )


@dataclass(frozen=True)
class Tally:
    """A number of incidents and the persons killed, wounded and captured in them."""

    incidents: int = 0
    killed: Toll = Toll()
    wounded: Toll = Toll()
    captured: Toll = Toll()

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.incidents + other.incidents,
            self.killed + other.killed,
            self.wounded + other.wounded,
            self.captured + other.captured,
        )


def _sums(prefix: str = "", name: str = "") -> dict[str, Aggregate]:
    """Return the aggregates of a Tally over the casualty columns behind ``prefix``, named with ``name``."""
    sums: dict[str, Aggregate] = {}
    for kind in CASUALTIES:
        low, best, high = (f"{prefix}{kind}_{bound}" for bound in ("low", "best", "high"))
        unbounded = Q(**{f"{low}__isnull": False, f"{best}__isnull": True, f"{high}__isnull": True})
        sums |= {
            f"{name}{kind}_from": Sum(Coalesce(F(low), F(best), Value(0)), default=0),
            f"{name}{kind}_to": Sum(Coalesce(F(high), F(best), F(low), Value(0)), default=0),
            f"{name}{kind}_reported": Count(Coalesce(F(low), F(best), F(high))),
            f"{name}{kind}_unbounded": Count("pk", filter=unbounded),
        }
    return sums


def _tally(row: Mapping[str, Any], name: str = "") -> Tally:
    """Return a row of ``_sums`` and ``incidents``."""
    tolls = {
        kind: Toll(
            row[f"{name}{kind}_from"],
            row[f"{name}{kind}_to"],
            row[f"{name}{kind}_reported"],
            row[f"{name}{kind}_unbounded"] > 0,
        )
        for kind in CASUALTIES
    }
    return Tally(row["incidents"], **tolls)


@dataclass(frozen=True)
class Cell:
    """The incidents of one family that began in one month (its first day)."""

    month: date
    family: EventFamily
    tally: Tally


def by_month(incidents: IncidentQuerySet) -> list[Cell]:
    """Return the incidents by month and family, the earliest first; the months in between are left out."""
    rows = (
        incidents.order_by()
        .values("sub_event_type", month=TruncMonth("date_start"))
        .annotate(incidents=Count("pk"), **_sums())
    )
    found: dict[tuple[date, EventFamily], Tally] = defaultdict(Tally)
    for row in rows:
        found[row["month"], FAMILY_OF[SubEventType(row["sub_event_type"])]] += _tally(row)
    return [Cell(*key, found[key]) for key in sorted(found)]


def add_up(cells: Iterable[Cell], key: Callable[[Cell], Key]) -> dict[Key, Tally]:
    """Return the sums of cells by a key, in the order in which the keys come first."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for cell in cells:
        found[key(cell)] += cell.tally
    return dict(found)


def of_actor(actor: Actor) -> IncidentQuerySet:
    """Return the public incidents in which an actor has a part."""
    return Incident.objects.public().filter(with_actor()([actor.pk]))


def of_area(area: Area) -> IncidentQuerySet:
    """Return the public incidents that the public may know to lie in an area."""
    return Incident.objects.public().filter(in_areas([area.pk]))


def of_source(source: Source) -> IncidentQuerySet:
    """Return the public incidents that a source reports publicly."""
    return Incident.objects.public().filter(from_sources([source.pk]))


@dataclass(frozen=True)
class RoleYear:
    """An actor's incidents of one year in one role: casualties of all sides, and ``own`` ones alone."""

    year: int
    role: Role
    tally: Tally
    own: Tally


def roles_of(actor: Actor) -> list[RoleYear]:
    """Return an actor's public incidents by year and role, the earliest first.

    One with two roles in an incident counts in both.
    """
    rows = (
        Incident.objects.public()
        .filter(participations__actor=actor)
        .order_by()
        .values(year=F("date_start__year"), role=F("participations__role"))
        .annotate(incidents=Count("pk"), **_sums(), **_sums("participations__", "own_"))
    )
    order = list(Role)
    found = [RoleYear(row["year"], Role(row["role"]), _tally(row), _tally(row, "own_")) for row in rows]
    return sorted(found, key=lambda one: (one.year, order.index(one.role)))


@dataclass(frozen=True)
class Counterpart:
    """Another actor in the same incidents: in all, as its target, and as its attacker."""

    actor: Actor
    incidents: int
    attacked: int
    attacked_by: int


def counterparts_of(actor: Actor) -> list[Counterpart]:
    """Return whom an actor meets most often in public incidents."""

    def meetings(other: Role, own: Role) -> Count:
        sides = Q(role=other, incident__participations__role=own)
        return Count("incident", distinct=True, filter=sides)

    rows = list(
        Participation.objects.filter(
            incident__in=Incident.objects.public(), incident__participations__actor=actor
        )
        .exclude(actor=actor)
        .filter(actor__in=Actor.objects.public())
        .order_by()
        .values("actor")
        .annotate(
            incidents=Count("incident", distinct=True),
            attacked=meetings(Role.TARGET, Role.PERPETRATOR),
            attacked_by=meetings(Role.PERPETRATOR, Role.TARGET),
        )
        .order_by("-incidents", "actor")[:COUNTERPARTS]
    )
    actors = Actor.objects.in_bulk([row["actor"] for row in rows])
    return [
        Counterpart(actors[row["actor"]], row["incidents"], row["attacked"], row["attacked_by"])
        for row in rows
    ]


def actors_in(incidents: IncidentQuerySet) -> list[tuple[Actor, Role, int]]:
    """Return who has which part in most of the incidents, and in how many."""
    rows = list(
        Participation.objects.filter(incident__in=incidents.order_by(), actor__in=Actor.objects.public())
        .order_by()
        .values("actor", "role")
        .annotate(number=Count("pk"))
        .order_by("-number", "actor", "role")[:COUNTERPARTS]
    )
    actors = Actor.objects.in_bulk({row["actor"] for row in rows})
    return [(actors[row["actor"]], Role(row["role"]), row["number"]) for row in rows]


def deadliest(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Return those in which most were killed, by the best figures."""
    return incidents.filter(killed_best__gt=0).order_by("-killed_best", "-date_start", "-pk")[:DEADLIEST]


def public_sources() -> QuerySet[Source]:
    """Return the sources that public incidents rest on: what others there are is the desk's business."""
    told = Report.objects.public().filter(incident__in=Incident.objects.public())
    return Source.objects.filter(
        Q(pk__in=told.filter(article=None).values("source")) | Q(pk__in=told.values("article__source"))
    )


@dataclass(frozen=True)
class Reliance:
    """How many public incidents rest on a source: alone, with outlets of its owner only, with others."""

    alone: int
    owner_only: int
    independent: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.alone + self.owner_only + self.independent


def _owner(path: str) -> Coalesce:
    return Coalesce(NullIf(f"{path}__ownership_group", Value("")), f"{path}__name", output_field=CharField())


def reliance_on(source: Source) -> Reliance:
    """Return how many public incidents rest on a source, by who else reports them publicly."""
    reports = Report.objects.public().filter(incident=OuterRef("pk")).order_by()
    others = reports.alias(teller=Coalesce("article__source", "source")).exclude(teller=source.pk)
    strangers = others.alias(owner=Coalesce(_owner("article__source"), _owner("source")))
    found = (
        of_source(source)
        .order_by()
        .annotate(joined=Exists(others), independent=Exists(strangers.exclude(owner=source.owner)))
        .aggregate(
            alone=Count("pk", filter=Q(joined=False)),
            owner_only=Count("pk", filter=Q(joined=True, independent=False)),
            several=Count("pk", filter=Q(independent=True)),
        )
    )
    return Reliance(found["alone"], found["owner_only"], found["several"])
