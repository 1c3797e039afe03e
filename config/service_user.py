"""Who a server runs as: whoever starts it, but PostgreSQL never as root, which it refuses."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from pathlib import Path


class PopenUser(TypedDict, total=False):
    """The arguments of subprocess that change the user; none where it stays."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ServiceUser:
    """The numbers of a user and of its group."""

    uid: int
    gid: int

    def for_popen(self) -> PopenUser:
        """Return subprocess arguments: only root may change the user, so nothing for anyone else."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def current_user() -> ServiceUser:
    """Return the user who runs this process."""
    return ServiceUser(os.geteuid(), os.getegid())


def unprivileged_user(home: Path) -> ServiceUser:
    """Return the user for a server that must not be root and keeps its files in ``home``.

    For root: the owner of ``home`` where there is one already, else who called sudo, else the system's
    postgres user, else nobody.
    """
    if os.geteuid() != 0:
        return current_user()
    candidates = []
    if home.exists():
        candidates.append(home.stat().st_uid)
    candidates.append(int(os.environ.get("SUDO_UID") or 0))
    for name in ("postgres", "nobody"):
        try:
            candidates.append(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    for uid in candidates:
        try:
            found = pwd.getpwuid(uid)
        except KeyError:
            continue
        if uid != 0:
            return ServiceUser(found.pw_uid, found.pw_gid)
    return current_user()


def others_can_enter(folder: Path) -> bool:
    """Return whether every folder above ``folder`` lets any user pass through."""
    return all(not parent.exists() or parent.stat().st_mode & 0o001 for parent in folder.parents)


def make_passable(folder: Path) -> None:
    """Make ``folder`` and what is missing above it; for root, so that a server's user can pass through.

    Others can pass, but not list: what lies inside stays as private as its own mode says.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True, mode=mode)
        path.chmod(mode)  # whatever the umask
    if os.geteuid() == 0 and folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
        folder.chmod(folder.stat().st_mode | 0o001)
