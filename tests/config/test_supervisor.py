"""`make up` itself: one line for what is wrong, everything up, restarts, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from config import programs
from config.binaries import ServerError
from config.embedded import ROOT
from config.processes import command_of, members_of
from config.programs import Program
from config.supervisor import StartError, check_port, host_and_port
from tests.installation import Installation, eventually, installed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_taken_port_says_so_in_one_line_with_the_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError) as raised:
            check_port("127.0.0.1", port)
    assert str(raised.value) == f"Port {port} is taken: choose another one, as in `PORT={port + 1} make up`."


@pytest.mark.parametrize("given", ["web", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_no_port_is_named(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(StartError, match="PORT must be a number from 1 to 65535"):
        host_and_port()


def test_a_program_that_dies_is_started_again(capsys: pytest.CaptureFixture[str]) -> None:
    printed: list[str] = []

    def has_printed(count: int) -> bool:
        printed.append(capsys.readouterr().out)
        return "".join(printed).count("web    | here") == count

    program = Program("web", [sys.executable, "-c", "print('here'); import time; time.sleep(60)"])
    program.start()
    try:
        assert program.process is not None
        eventually(lambda: has_printed(1))
        first = program.process.pid
        assert program.revive() is False
        os.kill(first, signal.SIGKILL)
        program.process.wait()
        assert program.revive() is True
        assert program.process.pid != first
        eventually(lambda: has_printed(2))
        assert "web    | ended with code -9; starting it again" in "".join(printed)
    finally:
        program.ask_to_stop()
        program.wait_until_stopped()
    assert program.process.returncode == -signal.SIGTERM


def test_a_program_that_dies_at_once_again_and_again_ends_the_supervisor() -> None:
    program = Program("beat", [sys.executable, "-c", "raise SystemExit(3)"])
    program.start()
    starts = 1

    def start_over() -> None:
        nonlocal starts
        while program.process is not None:
            program.process.wait()
            program.revive()
            starts += 1

    with pytest.raises(ServerError, match="beat ends at once, again and again"):
        start_over()
    assert starts == 5


def test_stopping_ends_the_children_of_a_program_too() -> None:
    spawn = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)']); time.sleep(99)"
    program = Program("worker", [sys.executable, "-c", spawn])
    program.start()
    assert program.process is not None
    group = program.process.pid
    eventually(lambda: len(members_of(group)) == 2)
    program.ask_to_stop()
    program.wait_until_stopped()
    eventually(lambda: members_of(group) == [])


def test_leftovers_of_a_killed_supervisor_are_ended_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAMRIN_DATA", str(tmp_path))
    ours = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(99)"], start_new_session=True)
    stranger = subprocess.Popen(["/bin/sleep", "99"], start_new_session=True)
    # A child that nobody waits for stays a zombie, so wait as init would.
    threading.Thread(target=ours.wait, daemon=True).start()
    try:
        record = tmp_path / "programs.json"
        record.write_text(json.dumps([ours.pid, stranger.pid]), encoding="utf-8")
        programs.end_leftovers()
        eventually(lambda: ours.poll() is not None)
        assert stranger.poll() is None
        record.write_text("half writ", encoding="utf-8")
        programs.end_leftovers()
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


def groups(installation: Installation) -> list[int]:
    """Return the process groups of web, worker and beat."""
    found: list[int] = json.loads((installation.folder / "programs.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.services
def test_it_comes_up_survives_kills_and_goes_down_without_a_trace() -> None:
    with installed() as installation:
        assert installation.log_in_data()[0] == "editor"
        assert httpx.get(f"{installation.url}/").status_code == 200
        process = installation.process
        assert process is not None

        second = subprocess.run(
            [sys.executable, "-m", "config.supervisor"],
            cwd=ROOT,
            env=installation.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (second.returncode, second.stdout, second.stderr.count("\n")) == (1, "", 1)
        running = f"at http://localhost:{installation.port}/ (process {process.pid})"
        assert f"Hamrin already runs on this data, {running}: stop it with" in second.stderr

        web, worker, _beat = groups(installation)
        os.kill(worker, signal.SIGKILL)
        os.kill(web, signal.SIGKILL)
        eventually(lambda: not {web, worker} & set(groups(installation)), what="the restart")
        eventually(lambda: httpx.get(f"{installation.url}/healthz").status_code == 200)

        # Kill the supervisor: its programs run on, and the next start takes their place on the same port.
        left_behind = groups(installation)
        process.kill()
        process.wait()
        first_output = installation.output()
        installation.log.unlink()
        installation.start()
        assert not any(members_of(group) for group in left_behind)
        assert "Loading the region" in first_output
        assert "Loading the region" not in installation.output()
        assert "Log-in" not in installation.output()

        last = groups(installation)
        postmaster = (
            (installation.folder / "postgres/db/postmaster.pid").read_text(encoding="utf-8").split()[0]
        )
        installation.stop()
        assert installation.process is not None
        assert installation.process.returncode == 0
        assert not any(members_of(group) for group in last)
        assert command_of(int(postmaster)) == ""
