"""Folders in which the tests run servers of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.config.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def place() -> Iterator[Place]:
    # pytest's own folders are closed to other users, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="hamrin-place-"))
    made = Place(folder)
    yield made
    for process in made.processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    made.run("stop")
    shutil.rmtree(folder, ignore_errors=True)
