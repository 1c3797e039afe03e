"""The snapshot: which is the current one, and its files, which may be kept for ever."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, Any, Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.request import Request

from incidents import snapshot
from incidents.parameters import DayField, OneOfField, ParameterForm
from incidents.snapshot import Snapshot
from incidents.snapshot_tables import Audience

from .base import COLUMN_TYPES, ReadView, json_response
from .changes import encode
from .permissions import needs, require
from .rows import Row
from .schema import describe, problems
from .serializers import SnapshotSerializer

FOR_EVER: Final = "public, max-age=31536000, immutable"
# Kept by the reader's own browser alone, which asks again whether it still may.
FOR_ANALYSTS: Final = "private, no-cache"
ANALYSTS: Final = ("read", "incidents.view_restricted")
NAME: Final = re.compile(r"[0-9a-f]{32}")
RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class SnapshotParameters(ParameterForm):
    """Which snapshot."""

    audience = OneOfField(
        [one.value for one in Audience],
        help_text=_(
            "public unless given; analyst has restricted incidents and exact places, by right alone."
        ),
    )
    on = DayField(help_text=_("As published on this day (UTC); the current one unless given."))


class SnapshotManifest(ReadView):
    """Where the columns are."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Look at the session only where it matters, so that every reader of what is public gets the same."""
        asked = getattr(self.request, "GET", {"audience": Audience.ANALYST})  # the schema has no request
        sessions = [SessionAuthentication()] if asked.get("audience") == Audience.ANALYST else []
        return [*super().get_authenticators(), *sessions]

    @extend_schema(
        operation_id="get_snapshot",
        summary="All that is published as columns: where the Arrow and Parquet files are",
        parameters=describe(SnapshotParameters),
        responses={(200, "application/json"): SnapshotSerializer, **problems(400, 403, 404)},
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Return the addresses of a snapshot's files, and of the changes since."""
        values = self.read(request, SnapshotParameters)
        audience, day = Audience(values["audience"] or Audience.PUBLIC), values["on"]
        if audience == Audience.ANALYST:
            require(request, *ANALYSTS)
            snapshot.ask(audience)
        if day:
            found = snapshot.as_published_on(day, audience)
        elif audience == Audience.ANALYST:
            found = snapshot.current_or_first(audience)
        else:
            found = snapshot.current(audience)
        if found is None:
            raise Http404
        response = json_response(self._manifest(request, found))
        response["Cache-Control"] = "no-cache" if audience == Audience.PUBLIC else FOR_ANALYSTS
        return response

    def _manifest(self, request: HttpRequest, found: Snapshot) -> Row:
        name = "snapshot-file" if found.audience == Audience.PUBLIC else "analyst-snapshot-file"

        def address(extension: str) -> str:
            path = reverse(f"api:{name}", kwargs={"name": found.name, "extension": extension})
            return request.build_absolute_uri(path)

        changes = f"{reverse('api:changes')}?cursor={encode(found.seq)}"
        return {
            "name": found.name,
            "built_at": found.built_at,
            "rows": found.rows,
            "arrow": {"url": address("arrow"), "bytes": found.arrow_bytes},
            "parquet": {"url": address("parquet"), "bytes": found.parquet_bytes},
            "changes_since": request.build_absolute_uri(changes),
        }


FILE: Final[dict[str, Any]] = {
    "parameters": [OpenApiParameter("extension", str, OpenApiParameter.PATH, enum=list(COLUMN_TYPES))],
    "responses": {
        **{(200, media_type): OpenApiTypes.BINARY for media_type in COLUMN_TYPES.values()},
        206: OpenApiTypes.BINARY,
        416: None,
        **problems(400, 403, 404),
    },
}


@extend_schema_view(
    get=extend_schema(
        operation_id="get_snapshot_file", summary="A snapshot's file, immutable; parts of it by Range", **FILE
    )
)
class SnapshotFile(ReadView):
    """One file of a snapshot."""

    audience = Audience.PUBLIC
    cache_control = FOR_EVER

    def get(self, request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
        """Return the file, or the part of it that is asked for."""
        self.read(request)
        path = snapshot.folder(self.audience) / f"{name}.{extension}"
        if extension not in COLUMN_TYPES or not NAME.fullmatch(name) or not path.is_file():
            raise Http404
        response = self._part(request, path) or FileResponse(path.open("rb"))
        response["Content-Type"] = COLUMN_TYPES[extension]
        response["Cache-Control"], response["Accept-Ranges"] = self.cache_control, "bytes"
        response["ETag"] = f'"{name}-{extension}"'
        return response

    def _part(self, request: HttpRequest, path: Path) -> HttpResponseBase | None:
        """Return the 206 or 416 where a single range is asked for."""
        asked = RANGE.fullmatch(request.headers.get("Range", ""))
        if asked is None:
            return None
        size = path.stat().st_size
        if asked[1]:
            first, last = int(asked[1]), min(int(asked[2]), size - 1) if asked[2] else size - 1
        else:  # the last so many bytes
            first, last = max(0, size - int(asked[2] or 0)), size - 1
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = FileResponse(_Part(path.open("rb"), first, last - first + 1), status=206)
        response["Content-Length"] = str(last - first + 1)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Encoding"] = "identity"  # a part of the file itself, never packed
        return response


@extend_schema_view(
    get=extend_schema(
        operation_id="get_analyst_snapshot_file", summary="A file of an analyst's snapshot, likewise", **FILE
    )
)
class AnalystSnapshotFile(SnapshotFile):
    """One file of a snapshot for analysts, whose right to it is asked for each time."""

    permission_classes = (needs(*ANALYSTS),)
    audience = Audience.ANALYST
    cache_control = FOR_ANALYSTS

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Take sessions too."""
        return [*super().get_authenticators(), SessionAuthentication()]


class _Part:
    """A part of a file, read like a file."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        file.seek(first)
        self._file, self._left = file, length

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes."""
        wanted = self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()
