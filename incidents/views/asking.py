"""What pages of the queue keep in their address, and how they say that it cannot be asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from incidents.parameters import BadParameters
from incidents.queue import FAILED, Choice, read_choice

JSON: Final = "application/json"
View = Callable[..., HttpResponse]


def editor_of(request: HttpRequest) -> User:
    """Return who asks; the views let nobody in who is not logged in."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required lets nobody else in
    return request.user


def asks_for_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, which shows the answer itself."""
    return request.get_preferred_type(["text/html", JSON]) == JSON


def suffix_of(request: HttpRequest) -> str:
    """Return the question as the end of an address, "?…" or nothing, without the place in the list."""
    pairs = [
        (name, value) for name, values in request.GET.lists() if name != "cursor" for value in values if value
    ]
    return f"?{urlencode(pairs)}" if pairs else ""


def choice_of(request: HttpRequest) -> Choice:
    """Return the queue in which a report is looked at. Raises BadParameters."""
    choice = read_choice(request.GET)
    return Choice() if choice.state == FAILED else choice


def strictly(view: View) -> View:
    """Answer a question that cannot be asked with a page that names what is wrong with it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET" and any("" in values for _name, values in request.GET.lists()):
            # A form sends what was left empty too, which is no question.
            return HttpResponseRedirect(request.path + suffix_of(request))
        try:
            return view(request, *args, **kwargs)
        except BadParameters as error:
            if asks_for_json(request):
                return JsonResponse({"message": str(error)}, status=400)
            return render(request, "review/bad_question.html", {"problems": error.problems}, status=400)

    return checked


def report_address(pk: int | None, suffix: str) -> str:
    """Return the page of a report, or of the queue where there is none."""
    return (reverse("review-report", args=[pk]) if pk else reverse("review-queue")) + suffix
