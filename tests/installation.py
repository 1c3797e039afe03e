"""A whole installation as ``make up`` runs it: servers, web, worker and beat, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

from config.embedded import ROOT

START_SECONDS = 180
QUICK = {"POLL_EVERY": "1", "RESUME_AFTER": "3", "RESUME_EVERY": "1"}
HIDDEN = {"DATABASE_URL", "BROKER_URL", "HAMRIN_ENV", "SECRET_KEY", "HAMRIN_DATA", "PORT"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(condition: Callable[[], Any], seconds: float = 60, what: str = "it") -> Any:
    """Ask until the answer is true; a server that is just down is asked again."""
    deadline = time.monotonic() + seconds
    answer: Any = None
    while time.monotonic() < deadline:
        try:
            answer = condition()
        except (OSError, httpx.HTTPError, psycopg.Error) as error:
            answer = None
            last: object = error
        else:
            last = answer
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{what} did not happen in {seconds} s: {last!r}")


class Installation:
    """A running supervisor, and ways to look at what it keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log.txt"
        kept = {name: value for name, value in os.environ.items() if name not in HIDDEN}
        self.environment = {**kept, **QUICK, "HAMRIN_DATA": str(folder), "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        eventually(self.is_up, START_SECONDS, "the start")

    def is_up(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"The supervisor ended:\n{self.output()}")
        return httpx.get(f"{self.url}/healthz").status_code == 200 and "Hamrin is running" in self.output()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def log_in_data(self) -> tuple[str, str]:
        """Return name and password of the demo editor as printed at the first start."""
        found = re.search(r"Log-in: (\S+) / (\S+)", self.output())
        assert found, self.output()
        return found[1], found[2]

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        place = self.folder / "postgres" / "socket"
        with psycopg.connect(host=str(place), user="hamrin", dbname="hamrin", autocommit=True) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def drop(self, name: str, article: dict[str, Any]) -> None:
        """Put an article into the inbox in one step, as a careful program would."""
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        draft = self.folder / f"{name}.draft"
        draft.write_text(json.dumps(article), encoding="utf-8")
        draft.replace(inbox / f"{name}.json")

    def kill_postgres(self) -> None:
        number = int((self.folder / "postgres/db/postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(number, signal.SIGKILL)

    def kill_worker(self) -> None:
        """Kill the worker and its children at once, as when the machine takes the memory back."""
        for group in json.loads((self.folder / "programs.json").read_text(encoding="utf-8")):
            command = Path(f"/proc/{group}/cmdline").read_bytes().split(b"\0")
            if b"worker" in command:
                os.killpg(group, signal.SIGKILL)


@contextmanager
def installed(**environment: str) -> Iterator[Installation]:
    """Run an installation in a throwaway folder; PostgreSQL's user must be able to enter it."""
    folder = Path(tempfile.mkdtemp(prefix="hamrin-"))
    installation = Installation(folder)
    installation.environment |= environment
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()
        shutil.rmtree(folder, ignore_errors=True)
