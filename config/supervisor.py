"""``make up``: the servers, the database's contents, then web server, worker and beat until Ctrl-C.

    python -m config.supervisor

A program that dies is started again, and so are the embedded servers. Nothing is left running after
Ctrl-C; what a killed supervisor left behind is ended by the next start.
"""

from __future__ import annotations

import errno
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config import embedded
from config.binaries import ServerError
from config.programs import Program, end_leftovers, remember
from config.service_user import make_passable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from config.servers import Server

PYTHON = sys.executable
LOGIN_MARK = "Log-in: "


class StartError(Exception):
    """Hamrin cannot start; the message is one line with the remedy."""


def host_and_port() -> tuple[str, int]:
    """Return where to serve: HAMRIN_HOST (127.0.0.1) and PORT (8000). Raises StartError."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 1 <= int(given) <= 65535:
        raise StartError(f"PORT must be a number from 1 to 65535, not {given!r}.")
    return os.environ.get("HAMRIN_HOST") or "127.0.0.1", int(given)


def check_port(host: str, port: int) -> None:
    """Raise StartError where nothing can listen on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                remedy = f"Port {port} is taken: choose another one, as in `PORT={port + 1} make up`."
            elif error.errno == errno.EACCES:
                remedy = f"Port {port} needs root: choose one from 1024 on, as in `PORT=8000 make up`."
            else:
                remedy = (
                    f"Cannot listen on {host}, port {port}: {error.strerror}. Choose HAMRIN_HOST and PORT."
                )
            raise StartError(remedy) from None


def programs(host: str, port: int) -> list[Program]:
    """Return the programs of a running Hamrin."""
    web = ["granian", "--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port)]
    celery = ["celery", "--quiet", "-A", "config", "--skip-checks"]
    # A laptop's root, or a container's, knows who it is; production's worker is a user without privileges.
    quiet = ["-W", "ignore:You're running the worker with superuser privileges"]
    return [
        Program("web", [PYTHON, "-m", *web, "--blocking-threads", "4", "config.wsgi:application"]),
        Program(
            "worker", [PYTHON, *quiet, "-m", *celery, "worker", "--loglevel", "INFO", "--concurrency", "2"]
        ),
        # The schedule's intervals are short, so none of it needs to survive a restart.
        Program("beat", [PYTHON, "-m", *celery, "beat", "--scheduler", "celery.beat:Scheduler"]),
    ]


@contextmanager
def only_one(address: str) -> Iterator[None]:
    """Hold the data folder's supervisor lock. Raises StartError where a supervisor runs already."""
    make_passable(embedded.data_folder())
    with (embedded.data_folder() / "supervisor.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartError(
                f"Hamrin already runs on this data, {lock.read().strip()}: stop it with Ctrl-C or `kill`, "
                "or choose another folder, as in `HAMRIN_DATA=… PORT=… make up`."
            ) from None
        lock.truncate(0)
        lock.write(f"at {address} (process {os.getpid()})")
        lock.flush()
        yield


class Supervisor:
    """Brings everything up, keeps it up, and takes it down again."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        # Browsers resolve localhost themselves; 0.0.0.0 is no address to visit.
        visible = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
        self.address = f"http://{visible}:{port}/"
        self.stopping = threading.Event()
        self.logins: list[str] = []

    def run(self) -> int:
        """Run until a signal; return the exit code. Raises StartError or ServerError."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        with only_one(self.address):
            end_leftovers()
            check_port(self.host, self.port)
            say("Starting PostgreSQL and Valkey …")
            with embedded.running() as servers:
                os.environ.setdefault("DATABASE_URL", embedded.database_url())
                os.environ.setdefault("BROKER_URL", embedded.broker_url())
                code = self._prepare()
                if code == 0 and not self.stopping.is_set():
                    code = self._supervise(servers)
                say("Stopping …")
            say("Stopped.")
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _prepare(self) -> int:
        """Migrate and load what is missing; return the command's exit code."""
        with subprocess.Popen(
            [PYTHON, "manage.py", "prepare"],
            cwd=embedded.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            watcher = threading.Thread(target=self._end_when_stopping, args=[process], daemon=True)
            watcher.start()
            for line in process.stdout or []:
                if line.startswith(LOGIN_MARK):
                    self.logins.append(line.removeprefix(LOGIN_MARK).strip())
                else:
                    say(line.rstrip())
        if self.stopping.is_set():
            return 0
        if process.returncode:
            sys.stderr.write("The database could not be prepared: see above.\n")
        return process.returncode

    def _end_when_stopping(self, process: subprocess.Popen[str]) -> None:
        while process.poll() is None:
            if self.stopping.wait(0.2):
                process.terminate()
                return

    def _supervise(self, servers: list[Server]) -> int:
        running = programs(self.host, self.port)
        greeted = False
        try:
            for program in running:
                program.start()
            remember(running)
            while not self.stopping.wait(0.2 if not greeted else 1):
                embedded.revive(servers)
                if any(program.revive() for program in running):
                    remember(running)
                if not greeted and self._web_answers():
                    self._greet()
                    greeted = True
        finally:
            for program in running:
                program.ask_to_stop()
            for program in running:
                program.wait_until_stopped()
            remember([])
        return 0

    def _web_answers(self) -> bool:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        connection = http.client.HTTPConnection(host, self.port, timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _greet(self) -> None:
        lines = ["", f"  Hamrin is running at {self.address}"]
        lines += [f"  Log-in: {login} (shown this once)" for login in self.logins]
        lines += ["  Ctrl-C stops it.", ""]
        for line in lines:
            say(line)


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run a supervisor; return the exit code, 1 with one line of why when it cannot start."""
    try:
        return Supervisor(*host_and_port()).run()
    except (StartError, ServerError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
