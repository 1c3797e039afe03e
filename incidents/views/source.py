"""One source: who owns it, how reliable it is, and how many public incidents rest on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from incidents import profiles
from incidents.views.incident import Visitor, may
from incidents.views.profile import latest_context, links_context, sums_context
from sources.models import Source


def is_desk(user: Visitor) -> bool:
    """Return whether a visitor may see sources that nothing public rests on, and how they are read."""
    return may(user, "incidents.view_restricted")


@require_safe
def show_source(request: HttpRequest, source: int) -> HttpResponse:
    """Show a source that something public rests on; the desk sees all."""
    desk = is_desk(request.user)
    visible = Source.objects.all() if desk else profiles.public_sources()
    shown = get_object_or_404(visible.select_related("dataset"), pk=source)
    incidents = profiles.of_source(shown)
    group = shown.ownership_group
    siblings = profiles.public_sources().filter(ownership_group=group) if group else Source.objects.none()
    context = {
        "source": shown,
        "desk": desk,
        "siblings": siblings.exclude(pk=shown.pk).order_by("name"),
        "reliance": profiles.reliance_on(shown),
        **sums_context(profiles.by_month(incidents)),
        **latest_context(request, incidents),
        **links_context("source", shown.name, source=shown.name),
    }
    return render(request, "profiles/source.html", context)
