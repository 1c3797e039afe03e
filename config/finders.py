"""Serve chosen folders of installed npm packages as static files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files, matches_patterns
from django.core.files.storage import FileSystemStorage
from django.utils._os import safe_join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class NpmFinder(BaseFinder):
    """Finds ``settings.NPM_STATIC``: a path under static/ to a folder under node_modules/."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = Path(settings.BASE_DIR) / "node_modules"
        self.storages = {
            prefix: FileSystemStorage(location=root / package)
            for prefix, package in settings.NPM_STATIC.items()
        }
        for prefix, storage in self.storages.items():
            storage.prefix = prefix  # type: ignore[attr-defined] # collectstatic reads it

    def check(self, **_: Any) -> list[Any]:
        """Nothing to check: a package that is not installed is simply not found."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """Return the file's path, or all of them with ``find_all``."""
        found = []
        for prefix, storage in self.storages.items():
            if path.startswith(f"{prefix}/"):
                file = Path(safe_join(storage.location, path.removeprefix(f"{prefix}/")))
                if file.is_file():
                    found.append(str(file))
        if find_all or kwargs.get("all"):
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield every file with the storage that holds it, for collectstatic."""
        for storage in self.storages.values():
            if Path(storage.location).is_dir():
                for name in get_files(storage, list(ignore_patterns or [])):
                    if not matches_patterns(name, ["*.md", "package.json", "*.scss"]):
                        yield name, storage
