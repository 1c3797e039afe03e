"""Bring a local database to where the dashboard has something to show; quick when there is nothing to do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from incidents.models import Region
from sources.models import Article


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
        folder = Path(settings.REGION_DIR)
        loaded = Path(settings.DATA_DIR) / "loaded-regions.json"
        known = json.loads(loaded.read_text(encoding="utf-8")) if loaded.exists() else {}
        key = f"{connection.settings_dict['HOST']}/{connection.settings_dict['NAME']}/{folder.name}"
        state = fingerprint(folder)
        if known.get(key) == state and Region.objects.exists():
            return
        self.stdout.write(f"Loading the region {folder.name} …")
        call_command("load_region", str(folder), stdout=self.stdout)
        loaded.write_text(json.dumps({**known, key: state}), encoding="utf-8")

    def _ingest_demo(self) -> None:
        folder = Path(settings.REGION_DIR) / "articles"
        if folder.is_dir() and not Article.objects.exists():
            self.stdout.write("Reading the demo articles …")
            call_command("ingest", str(folder), stdout=self.stdout)


def fingerprint(folder: Path) -> str:
    """Return a digest of the names and contents of all files below a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
