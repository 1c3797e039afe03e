"""`make up` itself: one line for what is wrong, everything up, restarts, and nothing left behind."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config import embedded, programs
from config.binaries import ServerError
from config.processes import command_of, members_of
from config.programs import Program
from config.supervisor import StartError, check_port, host_and_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def eventually(condition: Callable[[], object], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if condition():
                return True
        time.sleep(0.1)
    return False


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
        assert eventually(lambda: has_printed(1))
        first = program.process.pid
        assert program.revive() is False
        os.kill(first, signal.SIGKILL)
        program.process.wait()
        assert program.revive() is True
        assert program.process.pid != first
        assert eventually(lambda: has_printed(2))
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
    assert eventually(lambda: len(members_of(group)) == 2)
    program.ask_to_stop()
    program.wait_until_stopped()
    assert eventually(lambda: members_of(group) == [])


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
        assert eventually(lambda: ours.poll() is not None)
        assert stranger.poll() is None
        record.write_text("half writ", encoding="utf-8")
        programs.end_leftovers()
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Up:
    """A `make up` of its own: data folder, port, output."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://localhost:{self.port}/"
        hidden = {"DATABASE_URL", "BROKER_URL", "HAMRIN_ENV", "SECRET_KEY"}
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.environment |= {"HAMRIN_DATA": str(folder), "PORT": str(self.port)}
        self.output = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.output = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"],
            cwd=embedded.ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, args=[self.process], daemon=True).start()
        assert eventually(lambda: "Hamrin is running at" in self.output, 180), self.output

    def _read(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or []:
            self.output += line

    def status(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return int(answer.status)

    def groups(self) -> list[int]:
        found: list[int] = json.loads((self.folder / "programs.json").read_text(encoding="utf-8"))
        return found

    def interrupt(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@pytest.fixture
def up() -> Iterator[Up]:
    # pytest's own folders are closed to other users, and PostgreSQL does not run as root.
    folder = Path(tempfile.mkdtemp(prefix="hamrin-up-"))
    made = Up(folder)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.interrupt()
    subprocess.run(
        [sys.executable, "-m", "config.embedded", "stop"],
        cwd=embedded.ROOT,
        env=made.environment,
        check=False,
    )
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.services
def test_it_comes_up_survives_kills_and_goes_down_without_a_trace(up: Up) -> None:
    up.start()
    login = re.search(r"Log-in: editor / \S{12,} \(shown this once\)", up.output)
    assert login is not None, up.output
    assert up.status("/healthz") == 200
    assert up.status("/") == 200

    second = subprocess.run(
        [sys.executable, "-m", "config.supervisor"],
        cwd=embedded.ROOT,
        env=up.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 1
    assert up.process is not None
    assert f"runs on this data, at {up.address} (process {up.process.pid}): stop it with" in second.stderr
    assert (second.stdout, second.stderr.count("\n")) == ("", 1)

    web, worker, _beat = up.groups()
    os.kill(worker, signal.SIGKILL)
    os.kill(web, signal.SIGKILL)
    assert eventually(lambda: not {web, worker} & set(up.groups()))
    assert eventually(lambda: up.status("/healthz") == 200)

    # Kill the supervisor: its programs run on, and the next start takes their place on the same port.
    left_behind = up.groups()
    up.process.kill()
    up.process.wait()
    up.start()
    assert not any(members_of(group) for group in left_behind)
    assert "Log-in" not in up.output
    assert "Loading the region" not in up.output

    groups = up.groups()
    postmaster = int(
        (up.folder / "postgres" / "db" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
    )
    assert up.interrupt() == 0
    assert not any(members_of(group) for group in groups)
    assert command_of(postmaster) == ""
