"""What the API's tests share: a client, rows with everything in them, and the OpenAPI document."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from incidents.enums import AreaKind, ReportState
from incidents.models import Incident, IncidentArea, Tag
from tests.incidents.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    RoomFactory,
    SourceFactory,
    make_area,
)


def body(response: Any) -> Any:
    """Return the JSON of an answer, streamed or not."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return json.loads(content)


def read_workbook(response: Any) -> list[list[str]]:
    """Return the cells of a workbook's only sheet, read with nothing but the standard library."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [["".join(cell.itertext()) for cell in row.iter(f"{name}c")] for row in sheet.iter(f"{name}row")]


def uids(response: Any) -> list[str]:
    """Return the incidents of an answer in their order."""
    listed = body(response)
    rows = listed["results"] if "results" in listed else [one["properties"] for one in listed["features"]]
    return [row["uid"] for row in rows]


@pytest.fixture
def document() -> dict[str, Any]:
    """Make the OpenAPI document."""
    generator: Any = SchemaGenerator
    generated = generator().get_schema(request=None, public=True)
    plain: dict[str, Any] = json.loads(json.dumps(generated, default=str))
    return plain


@pytest.fixture
def conforms(document: dict[str, Any]) -> Any:
    """Check an answer against what the document says of it, with no member beyond."""
    for one in document["components"]["schemas"].values():
        if one.get("type") == "object" and "properties" in one:
            one["additionalProperties"] = False

    def check(response: Any, path: str) -> Any:
        media_type = response["Content-Type"].partition(";")[0]
        answer = document["paths"][path]["get"]["responses"][str(response.status_code)]
        schema = answer["content"][media_type]["schema"]
        found = body(response)
        jsonschema.validate(
            found, {**schema, "components": document["components"]}, cls=jsonschema.Draft202012Validator
        )
        return found

    return check


def make_full_incident(**values: Any) -> Incident:
    """Make an incident with actors, an area, a tag, a room, reports and claims."""
    incident: Incident = IncidentFactory(
        **{
            "killed_best": 4,
            "killed_high": 5,
            "room": RoomFactory(),
            "claimed_by": ActorFactory(name="Raiders", kind=2),
            "location_note": "by the ford",
            **values,
        }
    )
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders", kind=2), killed_best=1)
    ParticipationFactory(incident=incident, actor=ActorFactory(name="Guards"), role="target")
    area = incident.region.areas.first() or make_area(incident.region, AreaKind.DISTRICT, "mid", "Middle")
    IncidentArea.objects.create(incident=incident, area=area)
    incident.tags.add(Tag.objects.get_or_create(name="ambush")[0])
    first = ReportFactory(incident=incident, state=ReportState.ACCEPTED)
    text = first.article.text
    ClaimFactory(report=first, start=0, end=22, quote=text[:22])
    ClaimFactory(report=first, field="place", value={"name": "Village"}, start=32, end=41, quote=text[32:41])
    ReportFactory(
        incident=incident,
        state=ReportState.MERGED,
        article=None,
        source=SourceFactory(language="ckb"),
        source_url="https://other.example.org/1",
        source_date=date(2021, 5, 3),
    )
    return incident


@pytest.fixture(autouse=True)
def snapshot_folder(settings: Any, tmp_path: Path) -> None:
    """Keep each test's snapshots to itself."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"


@pytest.fixture
def region() -> Any:
    return RegionFactory()


@pytest.fixture
def api(client: Client) -> Any:
    """Make a client that begins every address at the API's root."""

    def get(path: str, **parameters: Any) -> Any:
        return client.get(f"/api/v1/{path}", parameters)

    return get
