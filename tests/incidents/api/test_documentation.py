"""The written documentation names every address, filter, format and parameter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from incidents.api.formats import FORMATS
from incidents.api.schema import fields_of
from incidents.filters import IncidentFilterSet

TEXT = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", fields_of(IncidentFilterSet))
def test_every_filter_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_and_its_parameters_are_named(name: str) -> None:
    assert f"`{name}`" in TEXT
    for parameter in fields_of(FORMATS[name].parameters):
        assert f"`{parameter}" in TEXT or f"{parameter}=" in TEXT


def test_every_address_is_named(document: dict[str, Any]) -> None:
    for path in document["paths"]:
        address = path.replace("{uid}", "<uid>")
        extension = address.rpartition("incidents.")[2]
        assert f"`{address}`" in TEXT or extension in FORMATS, address
