"""``make reset``: delete the data folder, after stopping its servers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from config import embedded
from config.supervisor import StartError, only_one


def main() -> int:
    """Ask, unless YES is set, then delete; return the exit code."""
    # PostgreSQL's files are in the data folder, or for root in a folder made for them alone.
    places = {embedded.data_folder(), embedded.postgres_home().parent}
    folders = sorted(folder for folder in places if folder.exists())
    if not folders:
        sys.stdout.write("There is no local data.\n")
        return 0
    if not os.environ.get("YES"):
        if not sys.stdin.isatty():
            sys.stderr.write("This deletes the local data: say so with `YES=1 make reset`.\n")
            return 1
        sys.stdout.write(f"Delete {', '.join(map(str, folders))} with all incidents? Type yes: ")
        sys.stdout.flush()
        if sys.stdin.readline().strip() != "yes":
            sys.stdout.write("Nothing was deleted.\n")
            return 1
    try:
        with only_one("make reset"):
            subprocess.run([sys.executable, "-m", "config.embedded", "stop"], check=True)
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("The local data is deleted; `make up` starts afresh.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
