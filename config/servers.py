"""The servers that ``config.embedded`` runs: start, ask, stop and recover. Valkey is one of them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import stat
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from config import binaries
from config.binaries import ServerError
from config.processes import command_of
from config.service_user import ServiceUser, current_user, make_passable

_START_SECONDS = 180  # replaying the log after a crash takes a while on a slow disk
_STOP_SECONDS = 60
_LAUNCHES = 20
_LOG_LIMIT = 10 * 1024 * 1024


class Server(ABC):
    """One server process that listens on a Unix socket and keeps its files in ``home``."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM

    def __init__(self, home: Path, socket_path: Path, *, user: ServiceUser, durable: bool) -> None:
        self.home = home
        self.socket = socket_path
        self.user = user
        self.durable = durable
        self.log = home / "log"

    @property
    @abstractmethod
    def pid_file(self) -> Path:
        """The file into which the server writes its process number."""

    @property
    @abstractmethod
    def mark(self) -> str:
        """A text in the command line of this very server and of no other process."""

    @abstractmethod
    def ready(self) -> bool:
        """Return whether the server takes requests."""

    @abstractmethod
    def prepare(self) -> list[str]:
        """Make what a start needs; return the command."""

    def finish(self) -> None:  # noqa: B027 - nothing is left to do for most servers
        """Do what only a running server allows; at every start, since the last one may have been cut off."""

    def answers(self) -> bool:
        """Return whether somebody listens on the socket."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket))
            except OSError:
                return False
        return True

    def pid(self) -> int | None:
        """Return the server's process number, or None where no such process lives."""
        try:
            number = int(self.pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return number if self.mark in command_of(number) else None

    def start(self) -> None:
        """Bring the server up if it is not; raises ServerError with the server's last words."""
        if not self.ready():
            self._make_folders()
            if self.pid() is not None:
                self._wait_for(None)
            else:
                self._launch(self.prepare())
        self.finish()

    def stop(self) -> None:
        """Stop the server, politely and then with force."""
        for number, seconds in ((self.stop_signal, _STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            deadline = time.monotonic() + seconds
            pid = self.pid()
            if pid is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            while time.monotonic() < deadline and self.pid() is not None:
                time.sleep(0.02)

    def _make_folders(self) -> None:
        make_passable(self.home.parent)
        for folder in (self.home, self.socket.parent):
            folder.mkdir(exist_ok=True, mode=0o700)
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {self.user.uid, os.geteuid()}:
                raise ServerError(
                    f"{folder} belongs to another user: start as that user, or choose another HAMRIN_DATA."
                )
            if os.geteuid() == 0:
                os.chown(folder, self.user.uid, self.user.gid)
            folder.chmod(0o700)

    def _launch(self, command: list[str]) -> None:
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old"))
        for _attempt in range(_LAUNCHES):
            with self.log.open("ab") as log:
                try:
                    process = subprocess.Popen(
                        command,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=log,
                        cwd=self.home,
                        # Ctrl-C in the terminal must not stop the server under the programs that use it.
                        start_new_session=True,
                        **self.user.for_popen(),
                    )
                except OSError as error:
                    raise ServerError(f"{self.name} did not start: {error}") from error
            if self._wait_for(process):
                return
            # After a crash the old server's children may hold its memory for a moment.
            if "still in use" not in self._last_words():
                break
            time.sleep(0.5)
        raise ServerError(f"{self.name} did not start: {self._last_words()} (log: {self.log})")

    def _wait_for(self, process: subprocess.Popen[bytes] | None) -> bool:
        """Wait until the server takes requests; return False where its process ends before that."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self.ready():
                return True
            if process is not None and process.poll() is not None:
                return False
            time.sleep(0.05)
        raise ServerError(f"{self.name} took more than {_START_SECONDS} seconds to start (log: {self.log})")

    def _last_words(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        except OSError:
            return "it wrote nothing"
        return " / ".join(lines[-3:])


class Valkey(Server):
    """Valkey (or Redis) on a Unix socket, with an append-only file."""

    name = "Valkey"

    def __init__(self, home: Path, socket_path: Path, *, durable: bool) -> None:
        super().__init__(home, socket_path, user=current_user(), durable=durable)

    @property
    def pid_file(self) -> Path:
        """See Server."""
        return self.home / "valkey.pid"

    @property
    def mark(self) -> str:
        """See Server."""
        return str(self.socket)

    def ready(self) -> bool:
        """See Server."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(64).startswith(b"+PONG")
            except OSError:
                return False

    def prepare(self) -> list[str]:
        """See Server."""
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "pidfile": str(self.pid_file),
            "daemonize": "no",
            "save": "",
            "appendonly": "yes" if self.durable else "no",
            "maxmemory-policy": "noeviction",
        }
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        return [str(binaries.find_valkey()), *options]
