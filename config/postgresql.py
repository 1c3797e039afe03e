"""PostgreSQL as one of the servers that ``config.embedded`` runs."""

from __future__ import annotations

import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import psycopg

from config import binaries
from config.binaries import ServerError
from config.servers import Server
from config.service_user import unprivileged_user

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


class PostgreSQL(Server):
    """PostgreSQL on a Unix socket, with one role and one database of the given name."""

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": roll back, disconnect, stop

    def __init__(self, home: Path, socket_folder: Path, database: str, *, durable: bool) -> None:
        super().__init__(home, socket_folder / ".s.PGSQL.5432", user=unprivileged_user(home), durable=durable)
        self.database = database
        self.cluster = home / "db"

    @property
    def pid_file(self) -> Path:
        """See Server."""
        return self.cluster / "postmaster.pid"

    @property
    def mark(self) -> str:
        """See Server."""
        return f"-D {self.cluster} "

    def ready(self) -> bool:
        """See Server."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def prepare(self) -> list[str]:
        """See Server."""
        folder, version = binaries.find_postgresql(self.user)
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise(folder, version)
        major = int((self.cluster / "PG_VERSION").read_text(encoding="ascii"))
        if major != version:
            raise ServerError(
                f"The data in {self.cluster} was written by PostgreSQL {major}, but this is {version}: run "
                f"PostgreSQL {major} with DATABASE_URL, or pg_upgrade, or start afresh with `make reset`."
            )
        # The process of that number is gone or another program's: PostgreSQL would believe it to be itself.
        self.pid_file.unlink(missing_ok=True)
        self.socket.with_name(f"{self.socket.name}.lock").unlink(missing_ok=True)
        settings = ["listen_addresses=", "unix_socket_permissions=0700", "timezone=UTC", "log_timezone=UTC"]
        if not self.durable:
            settings += ["fsync=off", "full_page_writes=off"]
        options = [part for setting in settings for part in ("-c", setting)]
        return [str(folder / "postgres"), "-D", str(self.cluster), "-k", str(self.socket.parent), *options]

    def finish(self) -> None:
        """Create the database where a start has not yet."""
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database])
            if known.fetchone() is None:
                connection.execute(f'CREATE DATABASE "{self.database}"')

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.socket.parent), user=self.database, dbname="postgres", autocommit=True
        )

    def _initialise(self, folder: Path, version: int) -> None:
        """Make the cluster aside and move it into place whole: a crash half-way leaves no broken one."""
        draft = self.home / "db.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(self.cluster, ignore_errors=True)
        if version >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            locale = ["--locale=C.UTF-8"]
        made = subprocess.run(
            [
                *(str(folder / "initdb"), "-D", str(draft), "-U", self.database),
                *("--encoding=UTF8", "--auth-local=trust", "--auth-host=reject", "--data-checksums"),
                *locale,
                *([] if self.durable else ["--no-sync"]),
            ],
            capture_output=True,
            check=False,
            text=True,
            cwd=self.home,
            **self.user.for_popen(),
        )
        if made.returncode:
            raise ServerError(f"PostgreSQL's initdb failed: {made.stderr.strip() or made.stdout.strip()}")
        try:
            draft.rename(self.cluster)
        except OSError as error:
            raise ServerError(f"{self.cluster} is no PostgreSQL data: move it away. ({error})") from error
