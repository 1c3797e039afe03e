"""In production, a module and what it imports are named by their content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.test import override_settings

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
STORAGE = {"BACKEND": "config.storage.HashedModulesStorage"}
OURS = "django.contrib.staticfiles.finders.FileSystemFinder"
NPM = "config.finders.NpmFinder"


def test_imports_name_files_by_their_content(settings: Settings, tmp_path: Path) -> None:
    storages = {**settings.STORAGES, "staticfiles": STORAGE}
    # Other people's files take long to pack, and import nothing of ours.
    finders = [OURS, NPM]
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path, STATICFILES_FINDERS=finders):
        call_command("collectstatic", interactive=False, verbosity=0)
    modules = [path for path in tmp_path.glob("js/**/*.js") if HASHED.search(path.name)]
    imported = 0
    for module in modules:
        for name in re.findall(r"""\bfrom\s*["'](\.[^"']+)["']""", module.read_text(encoding="utf-8")):
            imported += 1
            assert HASHED.search(name), f"{module.name} imports {name}"
            assert (module.parent / name).resolve().is_file(), f"{module.name} imports {name}"
    assert imported > 100
