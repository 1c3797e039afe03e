"""``make bench``: run every ``bench_*.py`` here, each on servers of its own; a table, and bench.json.

python -m tests.benchmarks [NAME ...]      NAME as in bench_NAME.py; all without one
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from config.embedded import ROOT
from tests.benchmarks.results import RECORDS, Result, read

HERE = Path(__file__).parent


def run(name: str, records: Path) -> bool:
    """Run one benchmark in a process with a fresh database; return whether it ended well."""
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    command = ["tools/throwaway.sh", sys.executable, "-m", f"tests.benchmarks.bench_{name}"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, RECORDS: str(records)}, check=False)
    if done.returncode:
        sys.stderr.write(f"== {name}: FAILED\n")
    return done.returncode == 0


def table(results: dict[str, list[Result]]) -> str:
    """Return the figures as a table, the longest name deciding the width."""
    rows = [
        (f"{name}: {r.name}", f"{r.value:,.6g}", r.unit, r.compared_with)
        for name in results
        for r in results[name]
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "\n".join(
        f"{label:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}  {against}".rstrip()
        for label, value, unit, against in rows
    )


def main(names: list[str]) -> int:
    """Run the benchmarks; return 1 when one failed."""
    known = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = set(names) - set(known)
    if unknown:
        sys.stderr.write(
            f"No benchmark is called {', '.join(sorted(unknown))}: there are {', '.join(known)}.\n"
        )
        return 1
    results: dict[str, list[Result]] = {}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names or known:
            records = Path(folder) / name
            failed += not run(name, records)
            results[name] = read(records)
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    figures = [{"benchmark": name, **asdict(result)} for name in results for result in results[name]]
    text = json.dumps({"machine": machine, "figures": figures}, indent=1, ensure_ascii=False)
    (ROOT / "bench.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(f"\n{table(results)}\n\nWritten to bench.json.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
