"""The formats of a list of incidents: which parameters each takes beside the filters, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, Final

import numpy as np
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from incidents.export_tables import PLAIN
from incidents.exports import EXCEL_ROWS, Ids, batches_of_ids, heading, write_xlsx
from incidents.models import IncidentQuerySet
from incidents.parameters import CodeField, CountField, OneOfField, ParameterForm, YesNoField
from incidents.prepared import TABLES, stream_lines

from . import incident_features, rows
from .base import COLUMN_TYPES, GEOJSON, json_response
from .evidence import reports
from .features import dumps
from .feed import write_feed
from .links import Links
from .pagination import DEFAULT_ORDERING, ORDERINGS, Cursor, CursorField, after, cursor_after, next_link, page

PAGE: Final = 100
LARGEST_PAGE: Final = 1_000
LARGEST_MAP: Final = 10_000
EXPORT_BATCH: Final = 20_000
LINES: Final = 2_000
ORDERING_HELP = _("The order of the rows.")
TOTAL_HELP = _("Whether to count all rows that match, which takes longer.")


class PageParameters(ParameterForm):
    """Which part of a list, and how much of each incident."""

    limit = CountField(1, LARGEST_PAGE, help_text=_("Incidents in the answer, 100 unless given."))
    cursor = CursorField(help_text=_("Where the page begins: taken from next, never made up."))
    ordering = OneOfField(list(ORDERINGS), help_text=ORDERING_HELP)
    with_total = YesNoField(help_text=TOTAL_HELP)
    fields = CodeField(rows.MEMBERS, help_text=_("The only members that the incidents shall have."))  # type: ignore[assignment] # taken out by the form's metaclass
    include = CodeField(["claims"], help_text=_("Whether to add the reports with their claims."))


class MapParameters(ParameterForm):
    """Which part of a map."""

    limit = CountField(1, LARGEST_MAP, help_text=_("Features in the answer, 10000 unless given."))
    cursor = CursorField(help_text=_("Where the page begins: taken from next, never made up."))
    ordering = OneOfField(list(ORDERINGS), help_text=ORDERING_HELP)


class LinesParameters(ParameterForm):
    """How much to export."""

    limit = CountField(1, help_text=_("Rows at most; all that match unless given."))
    ordering = OneOfField(
        list(ORDERINGS),
        help_text=_("The order of the rows; unless given that of their entry, which is quickest."),
    )


class WorkbookParameters(LinesParameters):
    """How much to export to Excel."""

    limit = CountField(1, EXCEL_ROWS, help_text=_("Rows at most; as many as Excel holds unless given."))
    fields = CodeField(PLAIN.order, help_text=_("The only columns."))  # type: ignore[assignment] # taken out by the form's metaclass


class MarkParameters(LinesParameters):
    """How to begin a CSV file."""

    bom = YesNoField(help_text=_("Whether to begin with a byte order mark, which Excel needs to read UTF-8."))


class TableParameters(MarkParameters):
    """How to write our own table."""

    fields = CodeField(PLAIN.order, help_text=_("The only columns."))  # type: ignore[assignment] # taken out by the form's metaclass
    hxl = YesNoField(help_text=_("Whether to put HXL tags into a second row."))


class ObjectParameters(LinesParameters):
    """How much of each incident to export."""

    fields = CodeField(rows.MEMBERS, help_text=_("The only members that the incidents shall have."))  # type: ignore[assignment] # taken out by the form's metaclass


class FeedParameters(ParameterForm):
    """How long a feed."""

    limit = CountField(1, LARGEST_PAGE, help_text=_("Entries in the feed, 100 unless given."))


Values = dict[str, Any]
Write = Callable[[HttpRequest, IncidentQuerySet, Values], HttpResponseBase]


def write_page(request: HttpRequest, found: IncidentQuerySet, values: Values) -> HttpResponseBase:
    """Answer with a page of incidents in JSON."""
    ordering, limit = values["ordering"] or DEFAULT_ORDERING, values["limit"] or PAGE
    some = rows.columns(page(found, ordering, values["cursor"], limit + 1))
    more, some = len(some) > limit, some[:limit]
    listed = rows.complete(some, Links(request), values["fields"] or rows.MEMBERS)
    if values["include"]:
        evidence = reports(some)
        listed = [{**one, "reports": evidence[row["pk"]]} for row, one in zip(some, listed, strict=True)]
    following = next_link(request, cursor_after(ordering, some)) if more else None
    body: rows.Row = {"results": listed, "next": following}
    if values["with_total"]:
        body["total"] = found.count()
    return json_response(body)


def write_map(request: HttpRequest, found: IncidentQuerySet, values: Values) -> HttpResponseBase:
    """Answer with a FeatureCollection, streamed."""
    links, limit = Links(request), values["limit"] or LARGEST_MAP
    parts = incident_features.parts(
        found, values["ordering"] or DEFAULT_ORDERING, values["cursor"], limit, links
    )
    text = incident_features.stream(
        parts, lambda following: {"next": following and next_link(request, following)}
    )
    return StreamingHttpResponse(text, content_type=GEOJSON)


def _batches(
    found: IncidentQuerySet, values: Values, columns: Sequence[str], size: int
) -> Iterator[list[rows.Row]]:
    """Yield rows of ``columns`` (with ``pk``) batch by batch, in the order that is asked for."""
    ordering, limit = values["ordering"], values["limit"]
    cursor: Cursor | None = None
    last = 0
    while limit is None or limit > 0:
        wanted = size if limit is None else min(size, limit)
        if ordering:
            some = list(after(found, ordering, cursor).values(*columns)[:wanted])
        else:
            some = list(found.filter(pk__gt=last).order_by("pk").values(*columns)[:wanted])
        if not some:
            return
        yield some
        if len(some) < wanted:
            return
        limit = None if limit is None else limit - len(some)
        last = some[-1]["pk"]
        cursor = Cursor.decode(cursor_after(ordering, some)) if ordering else None


def _ids(found: IncidentQuerySet, values: Values) -> Iterator[Ids]:
    if not values["ordering"]:
        yield from batches_of_ids(found, values["limit"])
        return
    columns = ("pk", ORDERINGS[values["ordering"]].column)
    for some in _batches(found, values, columns, EXPORT_BATCH):
        yield np.array([row["pk"] for row in some], np.int64)


def _attached(response: HttpResponseBase, extension: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="incidents.{extension}"'
    return response


def write_csv(
    name: str, extension: str, _request: HttpRequest, found: IncidentQuerySet, values: Values
) -> HttpResponseBase:
    """Answer with a table in CSV, streamed."""
    wanted = values.get("fields") or TABLES[name].order
    columns = [column for column in TABLES[name].order if column in wanted]
    first = heading(TABLES[name], columns, byte_order_mark=bool(values["bom"]), hxl=bool(values.get("hxl")))
    text = chain([first], stream_lines(_ids(found, values), name, columns))
    return _attached(StreamingHttpResponse(text, content_type="text/csv; charset=utf-8"), extension)


def write_workbook(_request: HttpRequest, found: IncidentQuerySet, values: Values) -> HttpResponseBase:
    """Answer with an Excel workbook."""
    wanted = values["fields"] or PLAIN.order
    columns = [name for name in PLAIN.order if name in wanted]
    file = write_xlsx(_ids(found, {**values, "limit": values["limit"] or EXCEL_ROWS}), PLAIN, columns)
    return FileResponse(file, as_attachment=True, filename="incidents.xlsx", content_type=XLSX)


def write_lines(request: HttpRequest, found: IncidentQuerySet, values: Values) -> HttpResponseBase:
    """Answer with one JSON incident a line, streamed."""
    links, members = Links(request), values["fields"] or rows.MEMBERS
    text = (
        "".join(f"{dumps(one)}\n" for one in rows.complete(some, links, members))
        for some in _batches(found, values, rows.COLUMNS, LINES)
    )
    return _attached(StreamingHttpResponse(text, content_type=NDJSON), "ndjson")


def write_columns(
    kind: str, _request: HttpRequest, found: IncidentQuerySet, values: Values
) -> HttpResponseBase:
    """Answer with the snapshot's columns of what matches, streamed."""
    # Arrow takes tens of megabytes, which a server that nobody asks for columns can do without.
    from incidents.column_stream import stream_columns  # noqa: PLC0415 - see above

    file = stream_columns(_ids(found, values), kind)
    return _attached(StreamingHttpResponse(file, content_type=COLUMN_TYPES[kind]), kind)


@dataclass(frozen=True)
class Format:
    """One format: its media type, its own parameters, and the function that writes it."""

    media_type: str
    parameters: type[ParameterForm]
    write: Write


CSV: Final = "text/csv"
NDJSON: Final = "application/x-ndjson"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM: Final = "application/atom+xml"
FORMATS: Final[dict[str, Format]] = {
    "json": Format("application/json", PageParameters, write_page),
    "geojson": Format(GEOJSON, MapParameters, write_map),
    "csv": Format(CSV, TableParameters, partial(write_csv, "plain", "csv")),
    "acled.csv": Format(CSV, MarkParameters, partial(write_csv, "acled", "acled.csv")),
    "ucdp.csv": Format(CSV, MarkParameters, partial(write_csv, "ucdp", "ucdp.csv")),
    "ndjson": Format(NDJSON, ObjectParameters, write_lines),
    "xlsx": Format(XLSX, WorkbookParameters, write_workbook),
    **{
        kind: Format(media_type, LinesParameters, partial(write_columns, kind))
        for kind, media_type in COLUMN_TYPES.items()
    },
    "atom": Format(ATOM, FeedParameters, write_feed),
}


class FormatParameter(ParameterForm):
    """The format of the answer."""

    format = OneOfField(list(FORMATS), help_text=_("The format of the answer; as good as the extension."))
