"""What was published or changed last, as Atom with GeoRSS points."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from incidents.models import IncidentQuerySet

from . import rows
from .links import Links

GEORSS: Final = "http://www.georss.org/georss"
ENTRIES: Final = 100


class GeoFeed(Atom1Feed):
    """An Atom feed whose entries may have a point."""

    def root_attributes(self) -> dict[str, str]:
        """Name the namespace of points."""
        return {**super().root_attributes(), "xmlns:georss": GEORSS}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write the entry, and its point: latitude first, as GeoRSS has it."""
        super().add_item_elements(handler, item)
        if item["point"]:
            handler.addQuickElement("georss:point", "{} {}".format(*item["point"]))


def _plain(text: str) -> str:
    """Return a text without the control characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


def write_feed(request: HttpRequest, found: IncidentQuerySet, values: dict[str, Any]) -> HttpResponseBase:
    """Answer with the incidents changed last."""
    links = Links(request)
    feed = GeoFeed(
        title=_("Incidents"),
        link=request.build_absolute_uri("/"),
        feed_url=request.build_absolute_uri(),
        description="",
    )
    for row in rows.columns(found.order_by("-updated_at", "-pk")[: values["limit"] or ENTRIES]):
        incident = rows.incident(row, links)
        place = incident["location"]
        feed.add_item(
            title=_plain(incident["title"]),
            link=incident["url"],
            description=_plain(incident["summary"]),
            unique_id=f"urn:uuid:{incident['uid']}",
            pubdate=row["created_at"],
            updateddate=row["updated_at"],
            categories=[incident["event_type"], incident["sub_event_type"]],
            point=None if place["longitude"] is None else (place["latitude"], place["longitude"]),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
