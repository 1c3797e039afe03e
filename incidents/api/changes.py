"""Everything that changed since a cursor: a client that follows it mirrors what is public."""

from __future__ import annotations

import base64
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema

from incidents.enums import IncidentStatus
from incidents.models import Change, Incident
from incidents.parameters import CountField, ParameterField, ParameterForm, refuse

from .base import ReadView, json_response
from .links import Links
from .pagination import next_link
from .problems import Gone
from .rows import Row, columns, complete, utc
from .schema import describe, problems
from .serializers import ChangesSerializer

PAGE: Final = 500
LARGEST_PAGE: Final = 1_000


def encode(seq: int) -> str:
    """Return the cursor behind a change."""
    return base64.urlsafe_b64encode(f"c{seq}".encode()).decode().rstrip("=")


class PositionField(ParameterField):
    """A cursor of changes, as ``next`` gives it; parsed to its number."""

    def parse(self, text: str) -> int:
        """See ParameterField."""
        try:
            packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode(
                "ascii"
            )
            if packed[:1] == "c" and packed[1:].isdecimal() and int(packed[1:]) < 2**63:
                return int(packed[1:])
        except ValueError:
            pass  # the same message
        raise refuse(_("is not a cursor that this address gave as next"))


class ChangeParameters(ParameterForm):
    """Since when."""

    cursor = PositionField(
        help_text=gettext_lazy("Where to go on: taken from next. Without it, from the beginning.")
    )
    limit = CountField(1, LARGEST_PAGE, help_text=gettext_lazy("Changes in the answer, 500 unless given."))


def removal(change: Change, incident: Any) -> Row:
    """Return what became of an incident that is not public any more."""
    target, reason = None, "deleted"
    if incident and incident["sensitivity"] == "public":
        if incident["status"] == IncidentStatus.RETRACTED:
            reason = "retracted"
        if incident["status"] == IncidentStatus.MERGED:
            reason, target = "merged", incident["merged_into__uid"]
    return {"reason": reason, "code": change.code, "merged_into": target and str(target)}


def describe_changes(changes: list[Change], links: Links) -> list[Row]:
    """Return what each change means now: the incident as it stands, or that it is gone."""
    uids = [change.uid for change in changes]
    shown = {
        row["uid"]: row for row in complete(columns(Incident.objects.public().filter(uid__in=uids)), links)
    }
    absent = [uid for uid in uids if str(uid) not in shown]
    hidden: dict[Any, Any] = {}
    if absent:
        rows = Incident.objects.filter(uid__in=absent)
        hidden = {row["uid"]: row for row in rows.values("uid", "status", "sensitivity", "merged_into__uid")}
    return [
        {
            "uid": str(change.uid),
            "changed_at": utc(change.changed_at),
            "incident": shown.get(str(change.uid)),
            "removed": None if str(change.uid) in shown else removal(change, hidden.get(change.uid)),
        }
        for change in changes
    ]


class ChangeList(ReadView):
    """Changes, in the order in which they became public."""

    @extend_schema(
        operation_id="list_changes",
        summary="What was published, changed, retracted, merged and deleted since a cursor",
        description=(
            "Each incident appears once, at its last change, with its values of now. Follow next until "
            "more is false, keep the last next, and ask it again later: nothing is ever skipped."
        ),
        parameters=describe(ChangeParameters),
        responses={(200, "application/json"): ChangesSerializer, **problems(400, 410)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the changes after the cursor."""
        values = self.read(request, ChangeParameters)
        position, limit = values["cursor"] or 0, values["limit"] or PAGE
        changes = list(Change.objects.filter(seq__gt=position).order_by("seq")[: limit + 1])
        more, changes = len(changes) > limit, changes[:limit]
        if not changes and position and not Change.objects.filter(seq__gte=position).exists():
            raise Gone(
                _("This cursor is ahead of everything here: the data were restored; begin without it.")
            )
        following = encode(changes[-1].seq if changes else position)
        return json_response(
            {
                "results": describe_changes(changes, Links(request)),
                "next": next_link(request, following),
                "more": more,
            }
        )
