"""PostgreSQL and Valkey without a set-up: the servers of one data folder, and their addresses.

With no ``DATABASE_URL`` Hamrin runs PostgreSQL itself, with no ``BROKER_URL`` Valkey: the same engines
as in production, listening on Unix sockets only, so there is neither a port nor a password. Importing
this module starts nothing and needs no Django.

    python -m config.embedded run [--throwaway] -- COMMAND ...   servers up, COMMAND, servers down
    python -m config.embedded start | stop | status

Everyone who uses the servers holds a shared lock, which the kernel takes back however a process ends.
The last one to leave stops them; ``start`` keeps them up until ``stop``.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from config.service_user import make_passable, others_can_enter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from config.servers import Server

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "hamrin"  # the role has the same name

# sun_path holds 108 bytes on Linux and 104 on macOS, and PostgreSQL adds its own file name.
_SOCKET_PATH_LIMIT = 100
_SYSTEM_STATE = Path("/var/lib/hamrin")


def data_folder() -> Path:
    """Return the folder of everything that Hamrin keeps: HAMRIN_DATA, or .data beside the code."""
    given = os.environ.get("HAMRIN_DATA")
    return Path(given).expanduser().resolve() if given else ROOT / ".data"


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def postgres_home() -> Path:
    """Return the folder of PostgreSQL's files.

    PostgreSQL refuses to run as root, and the user it runs as instead cannot enter a data folder below
    a private one such as /root: then its files live under /var/lib/hamrin.
    """
    folder = data_folder()
    if os.geteuid() == 0 and not others_can_enter(folder):
        return _SYSTEM_STATE / _fingerprint(folder) / "postgres"
    return folder / "postgres"


def _socket_folder(home: Path) -> Path:
    folder = home / "socket"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= _SOCKET_PATH_LIMIT:
        return folder
    return Path("/tmp") / f"hamrin-{os.geteuid()}-{_fingerprint(home)}"  # noqa: S108 - private, checked at start


def postgres_socket_folder() -> Path:
    """Return the folder in which PostgreSQL's socket lies."""
    return _socket_folder(postgres_home())


def valkey_socket() -> Path:
    """Return the path of Valkey's socket."""
    return _socket_folder(data_folder() / "valkey") / "valkey.sock"


def database_url() -> str:
    """Return the address of the embedded PostgreSQL, with the socket's folder as libpq's ``host``."""
    return f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(postgres_socket_folder()), safe='')}"


def broker_url() -> str:
    """Return the address of the embedded Valkey as Celery writes it."""
    return f"redis+socket://{quote(str(valkey_socket()))}?virtual_host=0"


def secret_key() -> str:
    """Return this installation's secret key, made at the first call and readable by its owner alone."""
    path = data_folder() / "secret_key"
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii")
    make_passable(path.parent)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    # A hard link appears whole or not at all, and the first of two processes wins.
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
    return path.read_text(encoding="ascii")


def needed_servers(*, durable: bool = True) -> list[Server]:
    """Return the servers that no DATABASE_URL or BROKER_URL replaces."""
    from config.postgresql import PostgreSQL  # noqa: PLC0415 - settings need the addresses alone
    from config.servers import Valkey  # noqa: PLC0415 - likewise

    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(PostgreSQL(postgres_home(), postgres_socket_folder(), DATABASE, durable=durable))
    if not os.environ.get("BROKER_URL"):
        servers.append(Valkey(data_folder() / "valkey", valkey_socket(), durable=durable))
    return servers


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    make_passable(data_folder())
    with (data_folder() / "starting.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _kept_marker() -> Path:
    return data_folder() / "servers-kept"


def revive(servers: list[Server]) -> None:
    """Start those servers that do not answer. Raises ServerError."""
    if not all(server.answers() for server in servers):
        with _one_at_a_time():
            for server in servers:
                server.start()


@contextmanager
def running(*, durable: bool = True) -> Iterator[list[Server]]:
    """Keep the needed servers up while the block runs; stop them afterwards unless others use them.

    ``durable=False`` trades safety against power loss for speed: for data that is thrown away.
    Raises ServerError, with the remedy, when one cannot be started.
    """
    servers = needed_servers(durable=durable)
    if not servers:
        yield []
        return
    make_passable(data_folder())
    with (data_folder() / "users.lock").open("a") as users:
        try:
            with _one_at_a_time():
                fcntl.flock(users, fcntl.LOCK_SH)
                if not any(server.answers() for server in servers):
                    _kept_marker().unlink(missing_ok=True)
                for server in servers:
                    server.start()
            yield servers
        finally:
            with _one_at_a_time():
                if not _kept_marker().exists() and _last_user(users.fileno()):
                    for server in reversed(servers):
                        server.stop()


def _last_user(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _terminal_signals_reach_all() -> bool:
    """Return whether Ctrl-C reaches our child too, so that passing it on would deliver it twice."""
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


def run(command: list[str], *, durable: bool = True) -> int:
    """Run ``command`` with the servers up and both addresses in its environment; return its exit code.

    A server that dies meanwhile is started again within a second.
    """
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if child is None:
            raise SystemExit(128 + number)
        if number != signal.SIGINT or not _terminal_signals_reach_all():
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    with running(durable=durable) as servers:
        addresses = {
            "DATABASE_URL": os.environ.get("DATABASE_URL") or database_url(),
            "BROKER_URL": os.environ.get("BROKER_URL") or broker_url(),
        }
        child = subprocess.Popen(command, env={**os.environ, **addresses})
        while True:
            with suppress(subprocess.TimeoutExpired):
                code = child.wait(timeout=1)
                return code if code >= 0 else 128 - code
            revive(servers)


def _start() -> int:
    servers = needed_servers()
    with _one_at_a_time():
        for server in servers:
            server.start()
        _kept_marker().touch()
    return _status()


def _stop() -> int:
    with _one_at_a_time():
        _kept_marker().unlink(missing_ok=True)
        for server in reversed(needed_servers()):
            server.stop()
    return 0


def _status() -> int:
    """Print a line for each server; return 0 when all of them answer."""
    servers = needed_servers()
    for server in servers:
        sys.stdout.write(f"{server.name}: {'up' if server.answers() else 'down'}, {server.socket}\n")
    return 0 if all(server.answers() for server in servers) else 1


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    from config.binaries import ServerError  # noqa: PLC0415 - see needed_servers

    parser = argparse.ArgumentParser(
        prog="python -m config.embedded", description=(__doc__ or "").split("\n")[0]
    )
    actions = parser.add_subparsers(dest="action", required=True)
    runner = actions.add_parser("run", help="start the servers, run a command, stop them")
    runner.add_argument("--throwaway", action="store_true", help="quick and not durable: for tests")
    runner.add_argument("command", nargs="+", metavar="COMMAND")
    for name, text in (("start", "start and keep"), ("stop", "stop"), ("status", "say what is up")):
        actions.add_parser(name, help=text)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.action == "run":
            return run(chosen.command, durable=not chosen.throwaway)
        return {"start": _start, "stop": _stop, "status": _status}[chosen.action]()
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
