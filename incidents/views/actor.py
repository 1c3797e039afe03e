"""One actor: what it is, its public incidents by year and role, whom it meets, the joint rooms it is in."""

from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from incidents import profiles
from incidents.enums import Role
from incidents.models import Actor
from incidents.profiles import RoleYear, Tally
from incidents.views.profile import latest_context, links_context, sums_context


@require_safe
def show_actor(request: HttpRequest, actor: int) -> HttpResponse:
    """Show an actor that the public may know of."""
    shown = get_object_or_404(Actor.objects.public().select_related("parent"), pk=actor)
    incidents = profiles.of_actor(shown)
    parts = profiles.roles_of(shown)
    context = {
        "actor": shown,
        "children": Actor.objects.public().filter(parent=shown).order_by("name"),
        "parent": Actor.objects.public().filter(pk=shown.parent_id).first() if shown.parent_id else None,
        "aliases": shown.aliases.order_by("language", "pk"),
        "roles": by_role(parts),
        "role_years": by_year(parts),
        "role_names": [role for role in Role if any(part.role == role for part in parts)],
        "counterparts": profiles.counterparts_of(shown),
        "forces": shown.room_forces.select_related("room").order_by("room__name"),
        **sums_context(profiles.by_month(incidents)),
        **latest_context(request, incidents),
        **links_context("actor", str(shown.pk), perpetrator=shown.name, target=shown.name),
    }
    return render(request, "profiles/actor.html", context)


def by_role(parts: list[RoleYear]) -> list[tuple[Role, Tally, Tally]]:
    """Return each role with all years' sums: of all sides, and the actor's own."""
    sums: dict[Role, Tally] = defaultdict(Tally)
    own: dict[Role, Tally] = defaultdict(Tally)
    for part in parts:
        sums[part.role] += part.tally
        own[part.role] += part.own
    return [(role, sums[role], own[role]) for role in Role if role in sums]


def by_year(parts: list[RoleYear]) -> list[tuple[int, list[int]]]:
    """Return each year, the latest first, with the number of incidents in each role that occurs."""
    roles = [role for role in Role if any(part.role == role for part in parts)]
    found: dict[int, dict[Role, int]] = defaultdict(dict)
    for part in parts:
        found[part.year][part.role] = part.tally.incidents
    return [(year, [found[year].get(role, 0) for role in roles]) for year in sorted(found, reverse=True)]
