"""Load a region's folder: one transaction, in sets, and nothing where nothing has changed."""

from __future__ import annotations

from pathlib import Path

import pghistory
from django.db import transaction

from incidents.models import Region

from .outlets import Outlets
from .reference import (
    Known,
    load_actors,
    load_areas,
    load_places,
    load_settings,
    load_sources,
    open_folder,
)
from .reported import read_reported
from .rooms import load_rooms
from .store import store_reported
from .sync import Progress


def load_region(path: Path, progress: Progress = lambda _line: None) -> Region:
    """Load or reload the region in a folder; see ``incidents/data/iraq/region.toml`` for its form.

    ``progress`` is told each step in one line. Raises RegionError, with file, line and column, for the
    first row that does not hold; then nothing has been written. A second call with the same files
    writes nothing. Rows that a person has edited stay as edited; sources are only ever added.
    """
    folder = open_folder(path)
    with transaction.atomic(), pghistory.context(action="load region", reason=folder.settings["slug"]):
        known = Known(load_settings(folder))
        areas_changed = load_areas(folder, known, progress)
        load_places(folder, known, progress)
        load_actors(folder, known, progress)
        load_sources(folder, known, progress)
        load_rooms(folder, known, progress)
        outlets = Outlets(known.sources)
        found = read_reported(folder, known, outlets)
        progress(f"outlets of the reports: {outlets.store()} new")
        store_reported(known.region, found, progress, areas_changed=areas_changed)
    return known.region
