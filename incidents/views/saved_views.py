"""The views that a person has saved: one page, which the map also shows as a dialog."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from incidents import saved_views
from incidents.models import SavedView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_views(request: HttpRequest) -> HttpResponse:
    """Show the views of the person who asks; save a new one of the selection in ``query``."""
    user = cast("User", request.user)
    if request.method != "POST":
        return _show(request, request.GET.get("query", ""))
    query = request.POST.get("query", "")
    try:
        view = saved_views.save_view(user, request.POST.get("name", ""), query)
    except ValidationError as error:
        return _show(request, query, errors=error.messages, name=request.POST.get("name", ""))
    return _done(request, query, _("Saved: %s") % view.name)


@login_required
@require_POST
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, replace or delete one of the views of the person who asks."""
    view = get_object_or_404(SavedView, pk=pk, user=cast("User", request.user))
    query = request.POST.get("query", "")
    action = request.POST.get("action", "")
    before = view.name
    try:
        if action == "rename":
            saved_views.rename_view(view, request.POST.get("name", ""))
            told = _("%(before)s is called %(name)s now.") % {"before": before, "name": view.name}
        elif action == "replace":
            saved_views.replace_view(view, query)
            told = _("Saved: %s") % view.name
        elif action == "delete":
            view.delete()
            told = _("Deleted: %s") % before
        else:
            return HttpResponse(status=400)
    except ValidationError as error:
        return _show(request, query, errors=error.messages)
    return _done(request, query, told)


def _done(request: HttpRequest, query: str, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect(f"{reverse('saved-views')}?{urlencode({'query': query})}" if query else "saved-views")


def _show(request: HttpRequest, query: str, **values: Any) -> HttpResponse:
    """Show the page; ``query`` is what the map shows, "" where the page was not reached from it."""
    user = cast("User", request.user)
    context = {"views": user.saved_views.all(), "query": query, **values}
    return render(request, "saved_views.html", context, status=400 if "errors" in values else 200)
