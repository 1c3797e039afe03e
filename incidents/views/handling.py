"""Reports taken in hand, given back and handed over, one or several at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.assignment import assign, release
from incidents.models import Report
from incidents.presentation import format_count
from incidents.review import ReviewError
from incidents.views.asking import editor_of

ACTIONS: Final = ("take", "release", "hand_over")


def handle(request: HttpRequest, action: str, reports: Iterable[Report]) -> tuple[str, list[str]]:
    """Do one of ``ACTIONS`` with reports; return what was done, and why it was not with each of the others.

    Raises ReviewError where nobody was chosen to hand over to.
    """
    user = editor_of(request)
    to = _receiver(request) if action == "hand_over" else user
    done, refused = 0, []
    for report in reports:
        try:
            release(report, user) if action == "release" else assign(report, to, user)
            done += 1
        except ReviewError as error:
            refused.append(f"{report.article or report}: {error}")
    return (_describe(action, done, to) if done else ""), refused


def _receiver(request: HttpRequest) -> User:
    chosen = request.POST.get("to", "")
    user = User.objects.filter(pk=chosen, is_active=True).first() if chosen.isdecimal() else None
    if user is None:
        raise ReviewError(_("Choose to whom it is handed over."))
    return user


def _describe(action: str, number: int, to: User) -> str:
    texts = {
        "take": ngettext("%(n)s report is in your hands.", "%(n)s reports are in your hands.", number),
        "release": ngettext("%(n)s report was given back.", "%(n)s reports were given back.", number),
        "hand_over": ngettext(
            "%(n)s report was handed over to %(user)s.", "%(n)s reports were handed over to %(user)s.", number
        ),
    }
    return texts[action] % {"n": format_count(number), "user": to}
