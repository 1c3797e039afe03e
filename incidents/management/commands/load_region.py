"""Load a region's areas, names, rooms and reported incidents from a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.regions import RegionError, load_region


class Command(BaseCommand):
    """``manage.py load_region incidents/data/iraq``; run it again after a file has changed."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="such as incidents/data/iraq")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Load it, step by step, or say which cell is wrong."""
        started = monotonic()
        try:
            region = load_region(folder, lambda line: self.stdout.write(f"  {line}"))
        except RegionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded {region.name} in {monotonic() - started:.1f} s.")
