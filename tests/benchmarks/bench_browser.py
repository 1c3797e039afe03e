"""The dashboard in a headless Chromium: time to paint and to use, memory, script a step, at three sizes.

The columns of the two larger sizes are synthetic and served by the real server from a snapshot folder.
"""

# ruff: noqa: PLC0415 - what needs Django is imported once Django is set up

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import django
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped] # has no stubs
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

FLAGS: Final = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"]
SIZES: Final = {"100k": 100_000, "1M": 1_000_000}
BUDGET: Final = {"demo": (1, 8), "100k": (2, 8), "1M": (6, 33)}  # seconds to use, milliseconds a step
STEPS: Final = 20
SCRIPT: Final = {
    "EventDispatch",
    "FunctionCall",
    "EvaluateScript",
    "RunMicrotasks",
    "TimerFire",
    "FireAnimationFrame",
}
FRAME: Final = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
AFTERWARDS: Final = "new Promise((done) => setTimeout(done, 400))"  # lists, names and facets come later


def synthetic(rows: int) -> pa.Table:
    """Return columns as a snapshot has them: hot spots, quiet years, a few frequent types and actors."""
    from incidents.enums import FAMILY_OF, SubEventType, Verification
    from incidents.export_tables import FIGURES
    from incidents.snapshot_columns import encode
    from incidents.snapshot_tables import PUBLIC

    rng = np.random.default_rng(7)
    types = SubEventType.values
    kinds = np.minimum(rng.zipf(1.4, rows) - 1, len(types) - 1)
    days = np.sort(17_000 + (rng.beta(2, 2, rows) * 3_650).astype("int32"))[::-1]
    spots = rng.uniform([41.5, 33.5], [46, 37], (300, 2))
    at = spots[np.minimum(rng.zipf(1.3, rows) - 1, 299)] + rng.normal(0, 0.12, (rows, 2))
    absent = rng.random(rows) < 0.08
    killed = np.floor(rng.exponential(2.0, rows)).astype("int32")
    unknown = rng.random(rows) < 0.4
    numbers = {name: pa.array(killed, mask=unknown) for name in FIGURES}
    actors = [f"Actor {number}" for number in range(80)]

    def codes(values: list[str], exponent: float = 1.5) -> list[str]:
        return [values[code] for code in np.minimum(rng.zipf(exponent, rows) - 1, len(values) - 1)]

    def lists(values: list[str]) -> pa.Array:
        chosen = np.minimum(rng.zipf(1.5, rows) - 1, len(values) - 1)
        return pa.ListArray.from_arrays(
            np.arange(rows + 1, dtype="int32"), pa.array(values).take(pa.array(chosen))
        )

    raw = rng.bytes(16 * rows)
    columns: dict[str, Any] = {
        "id": pa.array(np.arange(rows, 0, -1)),
        "uid": [str(uuid.UUID(bytes=raw[16 * row : 16 * row + 16])) for row in range(rows)],
        "code": [f"SY-{row:07d}" for row in range(rows)],
        "date_start": pa.array(days, pa.date32()),
        "date_end": pa.array(days, pa.date32()),
        "date_precision": ["day"] * rows,
        "event_type": [FAMILY_OF[SubEventType(types[kind])].value for kind in kinds],
        "sub_event_type": [types[kind] for kind in kinds],
        "longitude": pa.array(at[:, 0], mask=absent),
        "latitude": pa.array(at[:, 1], mask=absent),
        "precision": codes(["near", "exact"]),
        "district": codes([f"District {number}" for number in range(100)]),
        "governorate": codes([f"Governorate {number}" for number in range(18)]),
        **numbers,
        "verification": codes(list(Verification.values)),
        "weapons": [""] * rows,
        "target_type": [""] * rows,
        "room": [""] * rows,
        **{name: lists(actors) for name in ("perpetrators", "targets", "participants", "responders")},
        "areas": lists([f"district:D{number}" for number in range(100)]),
        "sources": lists([f"Outlet {number}" for number in range(60)]),
        "languages": lists(["en", "ar", "ckb"]),
    }
    columns["updated_at"] = pa.array(np.zeros(rows, "int64"), pa.timestamp("us", tz="UTC"))
    return encode(pa.table(columns).select(PUBLIC.order))


@contextmanager
def snapshot_of(rows: int | None) -> Iterator[Path]:
    """Make a folder with a snapshot of what is published, or of synthetic rows."""
    from django.test.utils import override_settings

    from incidents import snapshot, snapshot_files
    from incidents.models import Change

    with tempfile.TemporaryDirectory() as folder, override_settings(SNAPSHOT_DIR=folder):
        if rows is None:
            snapshot.build()
        else:
            written = snapshot_files.write_table(synthetic(rows), Path(folder))
            made = snapshot.Snapshot(**asdict(written), seq=Change.objects.count(), built_at="2021-05-01")
            snapshot._keep([made])
        yield Path(folder)


def script_ms(session: CDPSession) -> float:
    """Return how many milliseconds of script a page's own thread has run: other programs do not add to it."""
    metrics = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ScriptDuration"]) * 1000


def drag(page: Page, selector: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over an element in ``STEPS`` steps, each of which gets its frame."""
    box = page.locator(selector).bounding_box()
    if not box:
        raise RuntimeError(f"{selector} can't be seen")

    def point(share: float) -> tuple[float, float]:
        x, y = (one + (other - one) * share for one, other in zip(start, end, strict=True))
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    page.mouse.move(*point(0))
    page.mouse.down()
    for step in range(1, STEPS + 1):
        page.mouse.move(*point(step / STEPS))
        page.evaluate(FRAME)
    page.mouse.up()


def per_step(page: Page, session: CDPSession, *movement: Any) -> float:
    """Return the milliseconds of script for each step of a drag."""
    before = script_ms(session)
    drag(page, *movement)
    return (script_ms(session) - before) / STEPS


def longest_frame(page: Page, work: Callable[[], None]) -> float:
    """Return the milliseconds of script in the frame that has the most of it while the work is done."""
    browser = page.context.browser
    if not browser:
        raise RuntimeError("the page has no browser")
    browser.start_tracing(
        page=page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline"]
    )
    work()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = [event for event in events if event["name"] == "thread_name"]
    mains = {(one["pid"], one["tid"]) for one in threads if one["args"]["name"] == "CrRendererMain"}
    found = [event for event in events if (event["pid"], event["tid"]) in mains and event["ph"] == "X"]
    longest = script = 0.0
    ended: dict[int, float] = {}
    for event in sorted(found, key=lambda event: event["ts"]):
        if event["name"] == "Commit":
            longest, script = max(longest, script), 0.0
        elif event["name"] in SCRIPT and event["ts"] >= ended.get(event["tid"], 0):
            ended[event["tid"]] = event["ts"] + event["dur"]
            script += event.get("tdur", event["dur"]) / 1000
    return max(longest, script)


def click(page: Page, place: tuple[float, float]) -> None:
    """Click somewhere, and wait for the frame and what follows it."""
    page.mouse.click(*place)
    page.evaluate(FRAME)
    page.evaluate(AFTERWARDS)


def measure(browser: Browser, url: str, size: str) -> list[dict[str, Any]]:
    """Return figures {name, value, unit, compared_with} of one visit, in a fresh profile."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url)
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=120_000)
    seconds, milliseconds = BUDGET[size]
    marks = page.evaluate(
        "Object.fromEntries(performance.getEntries().filter((one) => one.entryType === 'mark' || one.entryType === 'paint').map((one) => [one.name, one.startTime]))"
    )
    brush = per_step(page, session, ".timeline-canvas", (0.3, 0.5), (0.6, 0.5))
    moving = per_step(page, session, ".timeline-canvas", (0.45, 0.5), (0.7, 0.5))
    box = page.locator("#event-facet input").first.bounding_box()
    if not box:
        raise RuntimeError("the facet can't be seen")
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before = script_ms(session)
    click(page, place)
    choice = script_ms(session) - before
    choosing = longest_frame(page, lambda: click(page, place))
    page.get_by_role("button", name="Clear all filters").click()
    page.evaluate(AFTERWARDS)
    brushing = longest_frame(page, lambda: drag(page, ".timeline-canvas", (0.3, 0.5), (0.6, 0.5)))
    page.get_by_role("button", name="Clear all filters").click()
    page.evaluate(AFTERWARDS)
    pan = per_step(page, session, "#map", (0.5, 0.5), (0.4, 0.6))
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")
    memory = (heap["usedSize"] + heap.get("backingStorageSize", 0)) / 2**20
    context.close()
    budget = f"budget {seconds} s"
    step = f"budget {milliseconds} ms"
    figures = [
        ("first paint", marks["first-contentful-paint"] / 1000, "s", "budget 1 s"),
        ("first incidents", marks["incidents-first"] / 1000, "s", "budget 1 s"),
        ("usable", marks["incidents-complete"] / 1000, "s", budget),
        ("memory with columns", memory, "MB", ""),
        ("script a brush step", brush, "ms", step),
        ("script a step of moving the brush", moving, "ms", step),
        ("script of the longest frame of brushing", brushing, "ms", step),
        ("script of choosing a family, with what follows later", choice, "ms", ""),
        ("script of the longest frame of choosing a family", choosing, "ms", step),
        ("script a step of panning", pan, "ms", step),
    ]
    return [
        {"name": f"{size}, {name}", "value": value, "unit": unit, "compared_with": against}
        for name, value, unit, against in figures
    ]


def main() -> None:
    """Serve each size, visit it, and report."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from tests.benchmarks.results import report
    from tests.benchmarks.server import serving

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        sys.stdout.write("No Chromium was found: nothing measured.\n")
        return
    call_command("migrate", verbosity=0)
    call_command("load_region", settings.REGION_DIR, verbosity=0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for size, rows in {"demo": None, **SIZES}.items():
            with snapshot_of(rows) as folder, serving(SNAPSHOT_DIR=str(folder)) as server:
                server.get("/")  # the first answer of a server takes longer, and is nobody's visit
                for figure in measure(browser, f"http://127.0.0.1:{server.port}/", size):
                    report(**figure)
        browser.close()


if __name__ == "__main__":
    main()
