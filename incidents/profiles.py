"""What the public incidents of an actor, an area or a source add up to.

Sums are read from the snapshot, in milliseconds at any size, and so are a few seconds old; what is shown row
by row comes from the record. Before the first snapshot nothing is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from incidents import snapshot, statistics
from incidents.enums import EventFamily, IncidentStatus, Role, Sensitivity
from incidents.filter_queries import from_sources, in_areas, with_actor
from incidents.models import CASUALTIES, Actor, Area, Incident, IncidentQuerySet, Participation, Report
from incidents.models.incident import has_own_casualties
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


def _measures() -> dict[str, str]:
    """Return the aggregates of a Tally over the snapshot's columns."""
    measures = {"incidents": "count(*)"}
    for kind in CASUALTIES:
        low, best, high = (f"{kind}_{bound}" for bound in ("low", "best", "high"))
        measures |= {
            f"{kind}_from": f"CAST(COALESCE(sum(COALESCE({low}, {best}, 0)), 0) AS BIGINT)",
            f"{kind}_to": f"CAST(COALESCE(sum(COALESCE({high}, {best}, {low}, 0)), 0) AS BIGINT)",
            f"{kind}_reported": f"count(COALESCE({low}, {best}, {high}))",
            f"{kind}_unbounded": f"count(*) FILTER ({low} IS NOT NULL AND COALESCE({best}, {high}) IS NULL)",
        }
    return measures


MEASURES: Final = _measures()


def _tally(row: Mapping[str, Any]) -> Tally:
    """Return a row of ``MEASURES``."""
    tolls = {
        kind: Toll(
            row[f"{kind}_from"], row[f"{kind}_to"], row[f"{kind}_reported"], row[f"{kind}_unbounded"] > 0
        )
        for kind in CASUALTIES
    }
    return Tally(row["incidents"], **tolls)


@dataclass(frozen=True)
class Scope:
    """Which public incidents: one filter of the API, and the snapshot that they are counted in, if any."""

    name: str
    pk: int
    counted_in: snapshot.Snapshot | None

    def count(self, *by: str, name: str = "", measures: Mapping[str, str] = MEASURES) -> list[dict[str, Any]]:
        """Return the statistics of the incidents, or of those under the same value of another filter."""
        if self.counted_in is None:
            return []
        values = {name or self.name: [self.pk]}
        return statistics.count(self.counted_in, values, QueryDict(), by, measures)

    def numbers(self, by: str, name: str = "") -> Counter[str]:
        """Return the number of incidents by a dimension."""
        rows = self.count(by, name=name, measures={"incidents": MEASURES["incidents"]})
        return Counter({row[by]: row["incidents"] for row in rows})

    def ask(self, select: str, rest: str = "", parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Return ``SELECT {select} FROM its incidents {rest}``; ``parameters`` are those of ``select``."""
        if self.counted_in is None:
            return []
        condition, given = statistics.conditions({self.name: [self.pk]}, QueryDict())
        statement = f"SELECT {select} FROM incidents WHERE {condition} {rest}"  # noqa: S608 - ours
        return statistics.ask(self.counted_in, statement, [*parameters, *given])


def scope_of(thing: Actor | Area | Source) -> Scope:
    """Return the public incidents in which an actor has a part, in an area, or that a source reports."""
    name = {Actor: "actor", Area: "area", Source: "source"}[type(thing)]
    return Scope(name, thing.pk, snapshot.current())


@dataclass(frozen=True)
class Cell:
    """The incidents of one family that began in one month (its first day)."""

    month: date
    family: EventFamily
    tally: Tally


def by_month(scope: Scope) -> list[Cell]:
    """Return the incidents by month and family, the earliest first; the months in between are left out."""
    return [
        Cell(date.fromisoformat(row["month"]), EventFamily(row["event_type"]), _tally(row))
        for row in scope.count("month", "event_type")
    ]


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


def roles_of(scope: Scope) -> dict[Role, dict[int, Tally]]:
    """Return an actor's incidents by role and year, the earliest first; with two roles one counts in both."""
    found = {
        role: {int(row["year"][:4]): _tally(row) for row in scope.count("year", name=role.value)}
        for role in Role
    }
    return {role: years for role, years in found.items() if years}


@dataclass(frozen=True)
class Side:
    """An actor in one role, and its own casualties in the incidents that report any."""

    actor: str
    role: Role
    tally: Tally


def sides_of(incidents: IncidentQuerySet, actors: QuerySet[Actor]) -> list[Side]:
    """Return the own casualties of actors in incidents, by name and role, where any are reported."""
    parts = Participation.objects.filter(has_own_casualties(), actor__in=actors, incident__in=incidents)
    sums: dict[str, Any] = {"incidents": Count("pk")}
    for kind in CASUALTIES:
        low, best, high = (f"{kind}_{bound}" for bound in ("low", "best", "high"))
        unbounded = Q(**{f"{low}__isnull": False, f"{best}__isnull": True, f"{high}__isnull": True})
        sums |= {
            f"{kind}_from": Sum(Coalesce(F(low), F(best), Value(0)), default=0),
            f"{kind}_to": Sum(Coalesce(F(high), F(best), F(low), Value(0)), default=0),
            f"{kind}_reported": Count(Coalesce(F(low), F(best), F(high))),
            f"{kind}_unbounded": Count("pk", filter=unbounded),
        }
    rows = parts.order_by("actor__name", "role").values("actor__name", "role").annotate(**sums)
    return [Side(row["actor__name"], Role(row["role"]), _tally(row)) for row in rows]


def own_casualties(actor: Actor) -> dict[Role, Tally]:
    """Return the casualties of an actor itself in public incidents, by role, where any are reported."""
    sides = sides_of(Incident.objects.public(), Actor.objects.filter(pk=actor.pk))
    return {side.role: side.tally for side in sides}


@dataclass(frozen=True)
class Meeting:
    """An actor and the number of incidents: in all, and with it as target and as perpetrator."""

    actor: Actor
    incidents: int
    as_target: int
    as_perpetrator: int


def _meetings(incidents: Counter[str], targets: Counter[str], perpetrators: Counter[str]) -> list[Meeting]:
    """Return the actors with most incidents, of those that the public may know of."""
    known = {one.name: one for one in Actor.objects.public().filter(name__in=incidents)}
    most = [(name, number) for name, number in incidents.most_common() if name in known][:COUNTERPARTS]
    return [Meeting(known[name], number, targets[name], perpetrators[name]) for name, number in most]


def counterparts_of(actor: Actor, scope: Scope) -> list[Meeting]:
    """Return whom an actor meets most often: in all, attacked by it, and attacking it."""
    others = scope.numbers("actor")
    del others[actor.name]
    attacked = scope.numbers("target", name="perpetrator")
    return _meetings(others, attacked, scope.numbers("perpetrator", name="target"))


def actors_in(scope: Scope) -> list[Meeting]:
    """Return who has a part most often, and how often as target and as perpetrator."""
    return _meetings(scope.numbers("actor"), scope.numbers("target"), scope.numbers("perpetrator"))


def deadliest(scope: Scope) -> list[Incident]:
    """Return those in which most were killed, by the best figures, of those that are still public."""
    order = f"AND killed_best > 0 ORDER BY killed_best DESC, date_start DESC, id DESC LIMIT {DEADLIEST}"
    keys = [pk for (pk,) in scope.ask("id", order)]
    found = Incident.objects.public().select_related("place").in_bulk(keys)
    return [found[pk] for pk in keys if pk in found]


def public_sources() -> QuerySet[Source]:
    """Return the sources that public incidents rest on: what others there are is the desk's business."""
    told = Report.objects.public().filter(
        incident__status=IncidentStatus.PUBLISHED, incident__sensitivity=Sensitivity.PUBLIC
    )
    # By one look at an index for each: sources are few, their reports many.
    return Source.objects.filter(
        Exists(told.filter(article=None, source=OuterRef("pk")))
        | Exists(told.filter(article__source=OuterRef("pk")))
    )


@dataclass(frozen=True)
class Reliance:
    """How many public incidents rest on a source: alone, with outlets of its owner only, with others."""

    alone: int = 0
    owner_only: int = 0
    independent: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.alone + self.owner_only + self.independent


def family_of(source: Source) -> Q:
    """Return the condition on sources to have the same owner: together they are one independent source."""
    return Q(ownership_group=source.owner) | Q(ownership_group="", name=source.owner) | Q(pk=source.pk)


def reliance_on(source: Source, scope: Scope) -> Reliance:
    """Return how many public incidents rest on a source, by who else reports them publicly."""
    family = list(Source.objects.filter(family_of(source)).values_list("name", flat=True))
    among = "count(*) FILTER (list_has_all(?::VARCHAR[], sources::VARCHAR[]))"
    rows = scope.ask(f"{among}, {among}, count(*)", parameters=[[source.name], family])
    if not rows:
        return Reliance()
    [(alone, in_family, total)] = rows
    return Reliance(alone, in_family - alone, total - in_family)
