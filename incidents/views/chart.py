"""A small chart of incidents over time, drawn by the server: bars by month or year, stacked by family.

Places along the time axis are percentages, heights pixels, so that it fits any width and its letters keep
their size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from incidents.enums import DatePrecision, EventFamily
from incidents.presentation import format_count, format_date, localise_digits, page_months
from incidents.profiles import Cell, Tally, add_up

MOST_MONTHS: Final = 120  # beyond ten years the bars are years
LEAST_BARS: Final = 12  # of which there is room at least, or one bar would fill the page
MOST_TICKS: Final = 7
TOP: Final = 18
BASE: Final = 122
HEIGHT: Final = 142
SHARE: Final = 0.84  # of a bar's place that it fills


@dataclass(frozen=True)
class Part:
    """The piece of a bar that stands for one family."""

    family: EventFamily
    y: str
    height: str


@dataclass(frozen=True)
class Bar:
    """A month or year: where it stands, and what it says in words."""

    x: str
    width: str
    period: str
    count: str
    parts: list[Part]


@dataclass(frozen=True)
class Tick:
    """A word under the axis."""

    x: str
    label: str


@dataclass(frozen=True)
class Chart:
    """The whole, with the same numbers as rows of a table."""

    bars: list[Bar]
    ticks: list[Tick]
    families: list[tuple[EventFamily, int]]
    rows: list[tuple[str, Tally]]
    most: str
    span: str
    monthly: bool
    height: int = HEIGHT
    base: int = BASE
    top: int = TOP


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _period(number: int, *, monthly: bool) -> str:
    """Return a month (counted from year nothing) or a year in words."""
    if monthly:
        first = date(number // 12, number % 12 + 1, 1)
        return format_date(first, first, DatePrecision.MONTH)
    return localise_digits(str(number))


def _ticks(first: int, count: int, *, monthly: bool) -> list[Tick]:
    """Return the words under the axis: years, or months where they are few."""
    by_year = monthly and count > 2 * MOST_TICKS
    steps = [n for n in range(first, first + count) if not by_year or n % 12 == 0 or n == first]
    if by_year and len(steps) > 1 and steps[1] - steps[0] < 12:
        steps = steps[1:]  # the first year is only begun, its label would touch the next one
    steps = steps[:: math.ceil(len(steps) / MOST_TICKS)]

    def label(n: int) -> str:
        if by_year or not monthly:
            return localise_digits(str(n // 12 if monthly else n))
        month = page_months(short=True)[n % 12]
        return f"{month} {localise_digits(str(n // 12))}" if n == first else month

    return [Tick(_percent(n - first, max(count, LEAST_BARS)), label(n)) for n in steps]


def _percent(place: float, count: int) -> str:
    return f"{100 * place / count:.3f}%"


def draw_chart(cells: list[Cell]) -> Chart | None:
    """Return the chart of cells, the earliest first; None where there is nothing to draw."""
    if not cells:
        return None
    span = _month_number(cells[-1].month) - _month_number(cells[0].month) + 1
    monthly = span <= MOST_MONTHS

    def number(day: date) -> int:
        return _month_number(day) if monthly else day.year

    stacks: dict[int, dict[EventFamily, int]] = defaultdict(dict)
    for (period, family), tally in add_up(cells, lambda cell: (number(cell.month), cell.family)).items():
        stacks[period][family] = tally.incidents
    first, last = number(cells[0].month), number(cells[-1].month)
    count = last - first + 1
    room = max(count, LEAST_BARS)
    most = max(sum(stack.values()) for stack in stacks.values())
    families = add_up(cells, lambda cell: cell.family)
    totals = add_up(cells, lambda cell: number(cell.month))
    names = _period(first, monthly=monthly), _period(last, monthly=monthly)
    return Chart(
        bars=[
            Bar(
                x=_percent(period - first + (1 - SHARE) / 2, room),
                width=_percent(SHARE, room),
                period=_period(period, monthly=monthly),
                count=format_count(sum(stack.values())),
                parts=_stack(stack, most),
            )
            for period, stack in stacks.items()
        ],
        ticks=_ticks(first, count, monthly=monthly),
        families=[(family, families[family].incidents) for family in EventFamily if family in families],
        rows=[(_period(period, monthly=monthly), tally) for period, tally in totals.items()],
        most=format_count(most),
        span=" – ".join(dict.fromkeys(names)),
        monthly=monthly,
    )


def _stack(stack: dict[EventFamily, int], most: int) -> list[Part]:
    """Return the pieces of a bar from the axis up, in the order of the families."""
    parts = []
    bottom = 0
    for family in EventFamily:
        if family in stack:
            height = (BASE - TOP) * stack[family] / most
            top = BASE - (BASE - TOP) * (bottom + stack[family]) / most
            parts.append(Part(family, f"{top:.2f}", f"{height:.2f}"))
            bottom += stack[family]
    return parts
