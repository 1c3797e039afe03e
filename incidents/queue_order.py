"""Orders of the queue, and places in them: a page begins after a row, wherever new rows came in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThan, LessThanOrEqual
from django.utils.translation import gettext as _

from incidents.parameters import ParameterField, refuse

RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True)
class Place:
    """A row's place in an order: the value that is sorted by, and its key."""

    sort: str
    value: datetime | float
    pk: int

    def encode(self) -> str:
        """Return it as an opaque text."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        packed = json.dumps([self.sort, value, self.pk], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Place:
        """Return the place that ``encode`` wrote. Raises ValueError or TypeError for anything else."""
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        sort, value, pk = json.loads(packed)
        if sort not in ORDERS or type(pk) is not int or not 0 < pk < 2**63:
            raise ValueError(text)
        if ORDERS[sort].by_time:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError(text)
            return cls(sort, moment.astimezone(UTC), pk)
        number = float(value)
        if not abs(number) < 2**53:
            raise ValueError(text)
        return cls(sort, number, pk)


class CursorField(ParameterField):
    """A place as a page gives it for the next one."""

    def parse(self, text: str) -> Place:
        """See ParameterField."""
        try:
            return Place.decode(text)
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise refuse(_("is no place in the queue that a page gave")) from None


@dataclass(frozen=True)
class Order:
    """Rows by an expression that is never null, and by key within; ``read`` takes its value of a row."""

    expression: Any
    read: Callable[[Any], datetime | float]
    descending: bool = False
    by_time: bool = False

    def place_of(self, row: Any, sort: str) -> Place:
        """Return where a row stands."""
        return Place(sort, self.read(row), row.pk)

    def after(self, place: Place) -> Q:
        """Return the condition that a row comes later than a place."""
        return self._beyond(place, "lt" if self.descending else "gt")

    def before(self, place: Place) -> Q:
        """Return the condition that a row comes earlier than a place."""
        return self._beyond(place, "gt" if self.descending else "lt")

    def forwards(self, rows: QuerySet[RowT]) -> QuerySet[RowT]:
        """Return the rows in this order."""
        return self._sorted(rows, descending=self.descending)

    def backwards(self, rows: QuerySet[RowT]) -> QuerySet[RowT]:
        """Return the rows in the opposite order."""
        return self._sorted(rows, descending=not self.descending)

    def _sorted(self, rows: QuerySet[RowT], *, descending: bool) -> QuerySet[RowT]:
        if descending:
            return rows.order_by(self.expression.desc(), "-pk")
        return rows.order_by(self.expression.asc(), "pk")

    def _beyond(self, place: Place, side: str) -> Q:
        strict, loose = (GreaterThan, GreaterThanOrEqual) if side == "gt" else (LessThan, LessThanOrEqual)
        # The first condition alone is what an index can begin with.
        return Q(loose(self.expression, place.value)) & (
            Q(strict(self.expression, place.value)) | Q(**{f"pk__{side}": place.pk})
        )


ORDERS: Final = {
    "oldest": Order(F("waits_since"), lambda report: report.waits_since, by_time=True),
    "newest": Order(F("waits_since"), lambda report: report.waits_since, descending=True, by_time=True),
    "confident": Order(-Coalesce(F("confidence"), Value(0.0)), lambda report: -(report.confidence or 0.0)),
    "casualties": Order(-F("casualties"), lambda report: -report.casualties),
}
_DECIDED: Final = {
    **ORDERS,
    "oldest": Order(F("decided_at"), lambda report: report.decided_at, by_time=True),
    "newest": Order(F("decided_at"), lambda report: report.decided_at, descending=True, by_time=True),
}
_FAILED: Final = {
    "oldest": Order(F("fetched_at"), lambda article: article.fetched_at, by_time=True),
    "newest": Order(F("fetched_at"), lambda article: article.fetched_at, descending=True, by_time=True),
}


def orders_of(state: str) -> dict[str, Order]:
    """Return the orders of what waits, of what was decided, or of articles that could not be read."""
    return {"waiting": ORDERS, "decided": _DECIDED, "failed": _FAILED}[state]
