"""One source: who owns it, how reliable it is, and how many public incidents rest on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
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
    shown = get_object_or_404(Source.objects.select_related("dataset"), pk=source)
    incidents = profiles.of_source(shown)
    if not (desk or incidents.exists()):
        raise Http404
    scope = profiles.scope_of(shown)
    siblings = profiles.public_sources().filter(profiles.family_of(shown)).exclude(pk=shown.pk)
    context = {
        "source": shown,
        "desk": desk,
        "siblings": siblings.order_by("name"),
        "reliance": profiles.reliance_on(shown, scope),
        **sums_context(scope),
        **latest_context(request, incidents),
        **links_context("source", shown.name, source=shown.name),
    }
    return render(request, "profiles/source.html", context)
