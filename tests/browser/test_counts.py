"""Counting by steps gives what counting all does, for random filters, brushes and changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Open

COUNTING = (Path(__file__).parent / "counting.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", [3, 2024])
def test_steps_of_the_brush_give_the_same_as_a_recount(open_page: Open, seed: int) -> None:
    page = open_page("/")
    done = page.evaluate(COUNTING.strip().removesuffix(";"), {"seed": seed, "rows": 1500, "steps": 300})
    assert done["steps"] == 300
    assert done["moved"] > 100  # so many went row by row
