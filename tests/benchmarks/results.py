"""How a benchmark says what it measured: one line on the screen, one record for ``make bench``."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

RECORDS = "BENCH_RECORDS"  # the file into which make bench lets a benchmark write


@dataclass(frozen=True)
class Result:
    """One figure: seconds, rows a second, megabytes; and what it has to be compared with."""

    name: str
    value: float
    unit: str
    compared_with: str = ""

    def line(self) -> str:
        """Return the figure as a line for people."""
        against = f"  ({self.compared_with})" if self.compared_with else ""
        return f"{self.name}: {self.value:,.6g} {self.unit}{against}"


def report(name: str, value: float, unit: str, compared_with: str = "") -> None:
    """Print a figure, and hand it to ``make bench`` where that runs."""
    result = Result(name, value, unit, compared_with)
    sys.stdout.write(f"{result.line()}\n")
    sys.stdout.flush()
    records = os.environ.get(RECORDS)
    if records:
        with Path(records).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


def read(records: Path) -> list[Result]:
    """Return what benchmarks have reported into a file."""
    if not records.exists():
        return []
    return [Result(**json.loads(line)) for line in records.read_text(encoding="utf-8").splitlines()]
