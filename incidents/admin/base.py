"""What the admin pages of tracked models share: a readable history with a way back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from incidents.history import Change, compare, restore, restore_as_of, timeline, values_in_words
from incidents.known import as_of
from incidents.models import Incident

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin


def editor_of(request: HttpRequest) -> User:
    """Return the person who is logged in; raise PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class HistoryAdmin(AnyModelAdmin):
    """Shows the database's history in place of the admin's own log, and restores from it."""

    history_changes_template = "admin/incidents/history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the changes of a row; a POST gives back what was after or before one."""
        tracked = self.get_object(request, object_id)
        if tracked is None:
            raise Http404
        if not self.has_view_or_change_permission(request, tracked):
            raise PermissionDenied
        if request.method == "POST":
            try:
                _restore(tracked, request)
            except (LookupError, ValueError):
                messages.error(request, _("There is no such state to restore."))
            else:
                messages.success(request, _("Restored. The change is part of the history."))
            return HttpResponseRedirect(request.path)
        changes = timeline(tracked)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": tracked},
            "opts": self.opts,
            "object": tracked,
            "changes": changes,
            "versions": [change for change in changes if not change.subject],
            "may_restore": self.has_change_permission(request, tracked),
            **_comparison(request, tracked, changes),
            **_look_back(request, tracked),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.history_changes_template, context)


def _restore(tracked: Model, request: HttpRequest) -> None:
    """Restore what is posted: the values after an ``event``, or an incident as it was ``before`` a time."""
    before = request.POST.get("before")
    if before is None or not isinstance(tracked, Incident):
        restore(tracked, int(request.POST.get("event", "")), editor_of(request))
        return
    moment = datetime.fromisoformat(before)
    if timezone.is_naive(moment):
        raise ValueError(before)
    restore_as_of(tracked, moment - timedelta(microseconds=1), editor_of(request))


def _comparison(request: HttpRequest, tracked: Model, changes: list[Change]) -> dict[str, Any]:
    """Return the two versions that the address asks for, and in what they differ."""
    own = {str(change.number): change for change in changes if not change.subject}
    earlier, later = own.get(request.GET.get("from", "")), own.get(request.GET.get("to", ""))
    if earlier is None or later is None:
        return {"compared": None}
    differences = compare(tracked, earlier.number, later.number)
    return {"compared": differences, "earlier": earlier, "later": later}


def _look_back(request: HttpRequest, tracked: Model) -> dict[str, Any]:
    """Return an incident as it was known at the end of the day that the address asks for."""
    if not isinstance(tracked, Incident):
        return {}
    try:
        day = parse_date(request.GET.get("as_of", ""))
    except ValueError:
        day = None
    if day is None:
        return {"can_look_back": True}
    end = timezone.make_aware(datetime.combine(day, time.max))
    known = as_of(tracked, end)
    values = values_in_words(known.incident) if known else []
    return {"can_look_back": True, "as_of": day.isoformat(), "known": known, "known_values": values}
