"""What other processes on this machine are: their command lines and groups, on Linux and macOS."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

_PROC = Path("/proc")


def _ps(columns: str, *options: str) -> list[str]:
    found = subprocess.run(
        ["ps", *options, "-o", columns],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        check=False,
        text=True,
    )
    return found.stdout.splitlines()


def _has_proc() -> bool:
    return (_PROC / "self" / "cmdline").exists()


def command_of(pid: int) -> str:
    """Return the command line of a process, its parts joined by spaces; "" for a dead one or a zombie."""
    if not _has_proc():
        return "".join(_ps("command=", "-p", str(pid)))
    try:
        return (_PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def members_of(group: int) -> list[int]:
    """Return the numbers of the living processes of a process group."""
    if _has_proc():
        pids = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
    else:
        pids = [int(line) for line in _ps("pid=", "-A")]
    found = []
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(pid) == group and command_of(pid):
                found.append(pid)
    return found
