"""One actor: what it is, its public incidents by year and role, whom it meets, the joint rooms it is in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from incidents import profiles
from incidents.enums import Role
from incidents.models import Actor
from incidents.profiles import Tally
from incidents.views.profile import latest_context, links_context, sums_context


@require_safe
def show_actor(request: HttpRequest, actor: int) -> HttpResponse:
    """Show an actor that the public may know of."""
    shown = get_object_or_404(Actor.objects.public().select_related("parent"), pk=actor)
    scope = profiles.scope_of(shown)
    roles = profiles.roles_of(scope)
    context = {
        "actor": shown,
        "children": Actor.objects.public().filter(parent=shown).order_by("name"),
        "parent": Actor.objects.public().filter(pk=shown.parent_id).first() if shown.parent_id else None,
        "aliases": shown.aliases.order_by("language", "pk"),
        "roles": by_role(roles, profiles.own_casualties(shown)),
        "role_names": list(roles),
        "role_years": by_year(roles),
        "counterparts": profiles.counterparts_of(shown, scope),
        "forces": shown.room_forces.select_related("room").order_by("room__name"),
        **sums_context(scope),
        **latest_context(request, profiles.of_actor(shown)),
        **links_context("actor", str(shown.pk), perpetrator=shown.name, target=shown.name),
    }
    return render(request, "profiles/actor.html", context)


def by_role(roles: dict[Role, dict[int, Tally]], own: dict[Role, Tally]) -> list[tuple[Role, Tally, Tally]]:
    """Return each role with all years' sums: of all sides, and the actor's own."""
    return [(role, sum(years.values(), Tally()), own.get(role, Tally())) for role, years in roles.items()]


def by_year(roles: dict[Role, dict[int, Tally]]) -> list[tuple[int, list[int]]]:
    """Return each year, the latest first, with the number of incidents in each of the roles."""
    years = sorted({year for some in roles.values() for year in some}, reverse=True)
    return [(year, [some.get(year, Tally()).incidents for some in roles.values()]) for year in years]
