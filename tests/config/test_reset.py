"""`make reset` deletes the local data, and only when it is meant and nobody uses it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.embedded import ROOT
from tests.config.place import SHOW_SERVERS, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.services


def reset(place: Place, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.reset"],
        cwd=ROOT,
        env=place.environment | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_yes_nothing_is_deleted(place: Place) -> None:
    (place.folder / "kept").touch()
    done = reset(place)
    assert (done.returncode, done.stderr) == (
        1,
        "This deletes the local data: say so with `YES=1 make reset`.\n",
    )
    assert (place.folder / "kept").exists()


def test_running_servers_are_stopped_and_their_data_deleted(place: Place) -> None:
    assert place.run("start").returncode == 0
    done = reset(place, YES="1")
    assert done.returncode == 0, done.stderr
    assert not place.folder.exists()


def test_data_under_a_running_supervisor_stays(place: Place) -> None:
    with (place.folder / "supervisor.lock").open("w", encoding="utf-8") as lock:
        lock.write("at http://localhost:8000/ (process 1)")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = reset(place, YES="1")
    assert done.returncode == 1
    assert done.stderr.startswith("Hamrin already runs on this data, at http://localhost:8000/ (process 1)")
    assert place.folder.exists()


@pytest.fixture
def private() -> Iterator[Place]:
    """Return a data folder below one that only its owner can enter, such as /root."""
    outer = Path(tempfile.mkdtemp(prefix="hamrin-private-"))
    place = Place(outer / "data")
    yield place
    reset(place, YES="1")
    shutil.rmtree(outer)


@pytest.mark.skipif(os.geteuid() != 0, reason="others than root run PostgreSQL themselves")
def test_below_root_s_private_folder_the_database_lives_elsewhere_and_is_deleted_too(private: Place) -> None:
    done = private.run("run", "--throwaway", "--", sys.executable, "-c", SHOW_SERVERS)
    assert done.returncode == 0, done.stderr
    home = Path(done.stdout.split("host=")[1].split()[0].replace("%2F", "/")).parent
    assert (home / "db" / "PG_VERSION").exists()
    assert private.folder not in home.parents
    assert reset(private, YES="1").returncode == 0
    assert not home.parent.exists()
