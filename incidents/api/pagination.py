"""Keyset pages: a page begins after the last row of the one before, wherever new rows came in."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db.models import BooleanField, F, Func, Value
from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.models import Incident, IncidentQuerySet
from incidents.parameters import ParameterField, refuse


@dataclass(frozen=True)
class Ordering:
    """An order of incidents by one column that is never null, and by primary key within."""

    column: str
    descending: bool

    @property
    def terms(self) -> tuple[str, str]:
        """The terms of ``order_by``."""
        sign = "-" if self.descending else ""
        return f"{sign}{self.column}", f"{sign}pk"


DEFAULT_ORDERING: Final = "-date_start"
ORDERINGS: Final = {
    "-date_start": Ordering("date_start", descending=True),
    "date_start": Ordering("date_start", descending=False),
    "-updated_at": Ordering("updated_at", descending=True),
    "updated_at": Ordering("updated_at", descending=False),
}


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its place in the order."""

    ordering: str
    value: date | datetime
    pk: int

    def encode(self) -> str:
        """Return it as an opaque text."""
        packed = json.dumps([self.ordering, self.value.isoformat(), self.pk], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> Cursor:
        """Return the cursor that ``encode`` wrote. Raises ValueError for anything else."""
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        ordering, value, pk = json.loads(packed)
        if ordering not in ORDERINGS or type(pk) is not int or not 0 < pk < 2**63:
            raise ValueError(text)
        if ORDERINGS[ordering].column == "date_start":
            return cls(ordering, date.fromisoformat(value), pk)
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(text)
        return cls(ordering, moment.astimezone(UTC), pk)


class CursorField(ParameterField):
    """A cursor as ``next`` gives it."""

    example = ""

    def parse(self, text: str) -> Cursor:
        """See ParameterField."""
        try:
            return Cursor.decode(text)
        except (ValueError, TypeError, OverflowError, RecursionError):
            raise refuse(_("is not a cursor that this address gave as next")) from None


class _Row(Func):
    """Several expressions as one SQL row, for comparison as a whole by one index condition."""

    template = "(%(expressions)s)"
    output_field = BooleanField()


def after(queryset: IncidentQuerySet, ordering: str, cursor: Cursor | None) -> IncidentQuerySet:
    """Return the incidents after the cursor, in order."""
    order = ORDERINGS[ordering]
    ordered = queryset.order_by(*order.terms)
    if cursor is None:
        return ordered
    operator = " < " if order.descending else " > "
    place = _Row(F(order.column), F("pk")), _Row(Value(cursor.value), Value(cursor.pk))
    return ordered.filter(_Row(*place, template="%(expressions)s", arg_joiner=operator))


def page(queryset: IncidentQuerySet, ordering: str, cursor: Cursor | None, size: int) -> IncidentQuerySet:
    """Return the first ``size`` incidents after the cursor, in order.

    The inner query asks for keys alone, so that an index that covers the filters can answer it without a
    look at any row that the page will not show.
    """
    keys = after(queryset, ordering, cursor).values("pk")[:size]
    return Incident.objects.filter(pk__in=keys).order_by(*ORDERINGS[ordering].terms)


def cursor_after(ordering: str, rows: Sequence[dict[str, Any]]) -> str:
    """Return the cursor behind the last of ``rows`` (dicts with the ordering's column and ``pk``)."""
    last = rows[-1]
    return Cursor(ordering, last[ORDERINGS[ordering].column], last["pk"]).encode()


def next_link(request: HttpRequest, cursor: str) -> str:
    """Return the address of the page behind the cursor."""
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
