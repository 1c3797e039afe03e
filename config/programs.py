"""The programs that a supervisor runs: prefixed output, restarts, and nobody left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from config import embedded
from config.binaries import ServerError
from config.processes import command_of, members_of

if TYPE_CHECKING:
    from pathlib import Path

_STOP_SECONDS = 30  # a worker finishes the article it is reading
_QUICK_DEATH = 10
_QUICK_DEATHS = 5
_WIDTH = 7
_COLOURS = {"web": 36, "worker": 33, "beat": 35}


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


class Program:
    """One long-running command, the leader of a process group of its own."""

    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.quick_deaths = 0
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Start the command and relay its output, line by line, with its name before each."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=embedded.ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours to pass on, once and in order
        )
        self._reader = threading.Thread(target=self._relay, args=[self.process], daemon=True)
        self._reader.start()

    def revive(self) -> bool:
        """Start the command again if it has died; return whether it had.

        Raises ServerError when it dies at once, again and again.
        """
        if self.process is None or self.process.poll() is None:
            return False
        # Children of a killed leader would keep its port and its tasks.
        _signal_group(self.process.pid, signal.SIGKILL)
        quick = time.monotonic() - self.started < _QUICK_DEATH
        self.quick_deaths = self.quick_deaths + 1 if quick else 1
        if self.quick_deaths >= _QUICK_DEATHS:
            raise ServerError(f"{self.name} ends at once, again and again: see its last lines above.")
        self.write(f"ended with code {self.process.returncode}; starting it again")
        time.sleep(0.5 * self.quick_deaths)
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send the polite signal to the leader, which ends its own children in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_until_stopped(self) -> None:
        """Wait for the end, then use force on whatever of the group remains."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=_STOP_SECONDS)
        _signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self._reader is not None:
            self._reader.join(timeout=1)

    def write(self, line: str) -> None:
        """Print a line with the program's name before it, in colour on a terminal."""
        name = self.name.ljust(_WIDTH)
        if sys.stdout.isatty():
            name = f"\033[{_COLOURS.get(self.name, 37)}m{name}\033[0m"
        sys.stdout.write(f"{name}| {line}\n")
        sys.stdout.flush()

    def _relay(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or []:
            self.write(line.decode(errors="replace").rstrip())


def _record() -> Path:
    return embedded.data_folder() / "programs.json"


def remember(running: list[Program]) -> None:
    """Write down the process groups, so that a start after a crash can end them."""
    groups = [program.process.pid for program in running if program.process is not None]
    draft = _record().with_suffix(".new")
    draft.write_text(json.dumps(groups), encoding="utf-8")
    draft.replace(_record())


def end_leftovers() -> None:
    """End what a killed supervisor left running. Call it with the supervisor's lock held."""
    try:
        groups = [int(group) for group in json.loads(_record().read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return
    for number, seconds in ((signal.SIGTERM, _STOP_SECONDS), (signal.SIGKILL, 5)):
        deadline = time.monotonic() + seconds
        for group in filter(_is_ours, groups):
            _signal_group(group, number)
        while any(map(_is_ours, groups)) and time.monotonic() < deadline:
            time.sleep(0.2)


def _is_ours(group: int) -> bool:
    """Return whether the group still has a process of this environment: its number may be another's now."""
    return any(sys.prefix in command_of(pid) for pid in members_of(group))
