"""A worker that is killed in the middle of an import: no row is lost, none is there twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import ROOT
from incidents.enums import DatasetFormat
from tests.incidents.importers.files import rows, write
from tests.installation import Installation, eventually, installed

pytestmark = pytest.mark.services
ROWS = 5000
START = """
from django.core.files import File
from incidents.importers.runs import begin, dataset_for
from incidents.tasks import import_file
run = begin(dataset_for("ucdp"), "rows.csv", dry_run=False, publish=False)
run.file.save("rows.csv", File(open({path!r}, "rb")))
import_file.delay(run.pk)
"""


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    with installed() as running:
        yield running


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    inside = {"adm_1": "Kirkuk governorate", "adm_2": "Daquq district", "country": "Iraq"}
    path = write(tmp_path, rows(DatasetFormat.UCDP, *[inside] * ROWS))
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", START.format(path=str(path))],
        cwd=ROOT,
        env=installation.environment,
        check=True,
        timeout=120,
    )
    progress = "SELECT records, state FROM incidents_importrun"
    eventually(lambda: installation.query(progress)[0][0] >= 1000, 120, "the first batch")
    ((records, _state),) = installation.query(progress)
    assert records < ROWS, "the kill came too late to prove anything"
    installation.kill_worker()
    eventually(lambda: installation.query(progress)[0] == (ROWS, "done"), 240, "the import after the kill")
    made = "SELECT count(*), count(DISTINCT key), count(DISTINCT report_id) FROM incidents_datasetrow"
    assert installation.query(made) == [(ROWS, ROWS, ROWS)]
    counted = "SELECT created + matched + unchanged, rejected, error FROM incidents_importrun"
    assert installation.query(counted) == [(ROWS, 0, "")]
