"""A data folder of its own for the embedded servers, and ways to look into it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import redis

from config.embedded import ROOT

SHOW_SERVERS = "import os; print(os.environ['DATABASE_URL'], os.environ['BROKER_URL'], flush=True)"
WAIT = f"{SHOW_SERVERS}; import time; time.sleep(120)"


class Place:
    """A data folder with the environment that points to it, and what was started there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        hidden = {"DATABASE_URL", "BROKER_URL", "HAMRIN_DATA"}
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.environment["HAMRIN_DATA"] = str(folder)
        self.processes: list[subprocess.Popen[str]] = []

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "config.embedded", *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def open(self, code: str = WAIT) -> subprocess.Popen[str]:
        """Start a run that stays, and wait until its command has printed a line."""
        process = subprocess.Popen(
            self.command("run", "--throwaway", "--", sys.executable, "-c", code),
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline(), "the command did not start"
        return process

    def pid(self, name: str) -> int:
        file = {"postgres": "postgres/db/postmaster.pid", "valkey": "valkey/valkey.pid"}[name]
        return int((self.folder / file).read_text(encoding="utf-8").split()[0])

    def query(self, statement: str) -> list[tuple[object, ...]]:
        socket = self.folder / "postgres" / "socket"
        with psycopg.connect(host=str(socket), user="hamrin", dbname="hamrin", autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def valkey(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.folder / "valkey" / "socket" / "valkey.sock"))

    def pings(self) -> bool:
        try:
            return bool(self.valkey().ping())
        except redis.RedisError:
            return False

    def is_up(self) -> bool:
        return self.run("status").returncode == 0
