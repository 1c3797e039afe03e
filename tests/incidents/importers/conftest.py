"""A region of one governorate and one district, with two forces that it knows."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.enums import ActorKind, AreaKind
from incidents.models import ActorAlias
from tests.incidents.factories import ActorFactory, RegionFactory, make_area

WIDE = {"type": "Polygon", "coordinates": [[[43, 34], [46, 34], [46, 37], [43, 37], [43, 34]]]}


@pytest.fixture(autouse=True)
def region(db: Any) -> Any:
    made = RegionFactory()
    north = make_area(made, AreaKind.GOVERNORATE, "N", "North", geometry=WIDE)
    make_area(made, AreaKind.DISTRICT, "M", "Middle", parent=north)
    ActorAlias.objects.create(actor=ActorFactory(name="Raiders", kind=ActorKind.REBELS), text="The Raiders")
    ActorFactory(name="Guards", kind=ActorKind.STATE)
    ActorFactory(name="Civilians", kind=ActorKind.CIVILIANS)
    return made
