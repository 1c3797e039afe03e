"""Bring a local database to where the dashboard has something to show; quick when there is nothing to do."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from incidents.models import Region


class Command(BaseCommand):
    """What ``make up`` runs before it serves."""

    help = "Migrate, load the region where its data changed, and make the demo's articles and editor once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do the steps in order; each says what it does only when it does something."""
        self._migrate()
        self._load_region()
        self._ingest_demo()
        call_command("ensure_demo_editor", stdout=self.stdout)

    def _migrate(self) -> None:
        from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - Django's own cost

        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.stdout.write(f"Migrating the database ({len(plan)} steps) …")
            call_command("migrate", interactive=False, verbosity=0)

    def _load_region(self) -> None:
        state = fingerprint(self.folder)
        if self._done().get("region") == state and Region.objects.exists():
            return
        self.stdout.write(f"Loading the region {self.folder.name} …")
        call_command("load_region", str(self.folder), stdout=self.stdout)
        self._note(region=state)

    def _ingest_demo(self) -> None:
        articles = self.folder / "articles"
        if self._done().get("articles") or not articles.is_dir():
            return
        self.stdout.write("Reading the demo articles …")
        try:
            # What is proposed from each is on the review page; here it would bury the address.
            call_command("ingest", str(articles), stdout=StringIO(), stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(f"The demo goes on without some of its articles: {error}")
        self._note(articles=True)

    @property
    def folder(self) -> Path:
        """The region's data."""
        return Path(settings.REGION_DIR)

    def _record(self) -> tuple[Path, dict[str, Any]]:
        path = Path(settings.DATA_DIR) / "prepared.json"
        return path, json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def _key(self) -> str:
        database = connection.settings_dict
        return f"{database['HOST']}:{database['PORT']}/{database['NAME']} {self.folder.name}"

    def _done(self) -> dict[str, Any]:
        """Return what was done for this database; nothing where it was emptied since."""
        done: dict[str, Any] = self._record()[1].get(self._key(), {})
        return done if Region.objects.exists() else {}

    def _note(self, **done: Any) -> None:
        path, everything = self._record()
        everything[self._key()] = self._done() | done
        path.write_text(json.dumps(everything, indent=1), encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """Return a digest of the names and contents of all files below a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
