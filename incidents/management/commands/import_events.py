"""Import rows of another data set from a CSV file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from incidents.enums import DatasetFormat, ImportState
from incidents.importers.errors import ImportFileError
from incidents.importers.missed import missed_csv
from incidents.importers.runs import BusyError, begin, dataset_for, work
from incidents.importers.tables import rejected_csv
from incidents.models import ImportRun

COUNTS = (
    *("created", "updated", "unchanged", "matched"),
    *("uncertain", "kept", "outside", "rejected"),
)


class Command(BaseCommand):
    """``manage.py import_events FILE --format ucdp``; run it again with a newer file."""

    help = (
        "Import rows of another data set. Rows that are incidents here become reports behind them, the "
        "others new incidents, in review. ACLED's and GTD's rows are for the desk only, as their terms "
        "demand. docs/importing.md says how codes are mapped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--format", required=True, choices=DatasetFormat.values)
        parser.add_argument("--dataset", default="", help="the data set's name, if not the format's own")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--publish", action="store_true", help="publish new incidents at once")
        parser.add_argument("--rejected", type=Path, metavar="OUT.csv", help="list the rejected rows there")
        parser.add_argument(
            "--missed", type=Path, metavar="OUT.csv", help="list incidents there that the data set has not"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        """Import the file; raise CommandError where it can't be, naming it."""
        started = monotonic()
        try:
            # A dry run leaves nothing behind, so all that it notes down is taken back.
            with transaction.atomic() if options["dry_run"] else nullcontext():
                run = self._import(file, options)
                self._list(run, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except ImportFileError as error:
            raise CommandError(str(error)) from error
        except BusyError as error:
            raise CommandError("Another import is running; try again when it has ended.") from error
        except OSError as error:
            raise CommandError(f"{error.filename or file} can't be opened: {error.strerror}") from error
        counts = ", ".join(f"{getattr(run, name)} {name}" for name in COUNTS)
        what = "Checked" if run.dry_run else "Imported"
        self.stdout.write(f"{what} {file.name} in {monotonic() - started:.1f} s: {counts}.")
        self._explain(run, options)
        if run.state == ImportState.FAILED:
            raise CommandError(run.error)

    def _import(self, file: Path, options: dict[str, Any]) -> ImportRun:
        with file.open("rb") as opened:
            dataset = dataset_for(DatasetFormat(options["format"]), options["dataset"])
            run = begin(dataset, file.name, dry_run=options["dry_run"], publish=options["publish"])
            self._follow(run)
            work(run, opened, progress=self._follow)
        return run

    def _follow(self, run: ImportRun) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{run.percent} %, {run.records} rows", ending="")
            self.stdout.flush()

    def _explain(self, run: ImportRun, options: dict[str, Any]) -> None:
        if run.uncertain:
            self.stdout.write(
                f"{run.uncertain} of the created may be incidents that were there: they are in review, "
                "and the admin lists them with the import."
            )
        if run.rejected and not options["rejected"]:
            self.stdout.write("--rejected OUT.csv lists the rejected rows with reasons.")
        if run.dataset.restricted:
            self.stdout.write(f"{run.dataset.licence}: for the desk only.")

    def _list(self, run: ImportRun, options: dict[str, Any]) -> None:
        if path := options["rejected"]:
            _write(path, rejected_csv(run))
        if path := options["missed"]:
            _write(path, missed_csv(run.dataset))


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(lines)
