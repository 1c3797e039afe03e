"""Only the named folders of installed npm packages become static files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import SuspiciousFileOperation

from config.finders import NpmFinder

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings


@pytest.fixture
def finder(tmp_path: Path, settings: Settings) -> NpmFinder:
    for name in ("shown/dist/a.js", "shown/dist/README.md", "shown/secret.js", "other/b.js"):
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    settings.BASE_DIR = tmp_path
    settings.NPM_STATIC = {"npm/shown": "shown/dist", "npm/missing": "missing"}
    return NpmFinder()


def test_a_named_folder_s_files_are_found(finder: NpmFinder, tmp_path: Path) -> None:
    path = str(tmp_path / "node_modules/shown/dist/a.js")
    assert finder.find("npm/shown/a.js") == path
    assert finder.find("npm/shown/a.js", find_all=True) == [path]


@pytest.mark.parametrize("path", ["npm/other/b.js", "other/b.js", "npm/shown/none.js", "npm/missing/a.js"])
def test_nothing_else_is_found(finder: NpmFinder, path: str) -> None:
    assert finder.find(path) == []


def test_a_path_that_leads_out_of_the_folder_is_refused(finder: NpmFinder) -> None:
    with pytest.raises(SuspiciousFileOperation):
        finder.find("npm/shown/../secret.js")


def test_collectstatic_gets_the_files_that_pages_load(finder: NpmFinder) -> None:
    assert [(name, storage.prefix) for name, storage in finder.list([])] == [("a.js", "npm/shown")]  # type: ignore[attr-defined]
