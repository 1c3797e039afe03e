"""The codebook: every code list with its values, from the enumerations that forms and the API use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Choices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from incidents import enums
from sources.enums import Reliability

LISTS: Final = (
    (_("Date precision"), enums.DatePrecision),
    (_("Location precision"), enums.LocationPrecision),
    (_("Time of day"), enums.TimeOfDay),
    (_("Verification"), enums.Verification),
    (_("Roles of actors"), enums.Role),
    (_("Kinds of actors"), enums.ActorKind),
    (_("Kinds of areas"), enums.AreaKind),
    (_("Phases of joint operation rooms"), enums.RoomPhase),
    (_("Kinds of joint rooms"), enums.RoomKind),
    (_("Weapon types"), enums.WeaponType),
    (_("Target types"), enums.TargetType),
    (_("Fields of claims"), enums.ClaimField),
    (_("Who coded a claim"), enums.Coder),
    (_("Reliability of sources"), Reliability),
)


@dataclass(frozen=True)
class CodeList:
    """One code list: its name, and (value, label) pairs."""

    label: str
    codes: list[tuple[str, str]]


def code_list(label: object, choices: type[Choices]) -> CodeList:
    """Return an enumeration as it is shown."""
    return CodeList(str(label), [(str(one.value), str(one.label)) for one in choices])


def show_codebook(request: HttpRequest) -> HttpResponse:
    """Show all code lists and how values come about."""
    families = [
        (family, [(item.value, item.label, item.disorder_type) for item in sub_types])
        for family, sub_types in enums.SUB_TYPES_OF.items()
    ]
    lists = [code_list(label, choices) for label, choices in LISTS]
    return render(request, "codebook.html", {"families": families, "lists": lists})
