"""What the admin pages of tracked models share: a readable history with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from incidents.history import restore, timeline

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
        """List the changes of a row; a POST with ``event`` gives it back the values after that one."""
        tracked = self.get_object(request, object_id)
        if tracked is None:
            raise Http404
        if not self.has_view_or_change_permission(request, tracked):
            raise PermissionDenied
        if request.method == "POST":
            event = request.POST.get("event", "")
            try:
                restore(tracked, int(event), editor_of(request))
            except (LookupError, ValueError):
                messages.error(request, _("There is no such state to restore: %(event)s.") % {"event": event})
            else:
                messages.success(request, _("Restored. The change is part of the history."))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": tracked},
            "opts": self.opts,
            "object": tracked,
            "changes": timeline(tracked),
            "may_restore": self.has_change_permission(request, tracked),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.history_changes_template, context)
