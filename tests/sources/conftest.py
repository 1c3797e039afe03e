from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sources import http
from tests.sources.site import Site


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    settings.FETCH_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.FETCH_TIMEOUT = 2
    http.robots.forget()
    running = Site()
    yield running
    running.close()


@pytest.fixture
def inbox(settings: Any, tmp_path: Path) -> Path:
    settings.INBOX_DIR = tmp_path / "inbox"
    settings.INBOX_DIR.mkdir()
    return tmp_path / "inbox"
