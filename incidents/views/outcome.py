"""What a page says after somebody took a decision, or took a report in hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from incidents import review
from incidents.assignment import deskmates
from incidents.models import Report
from incidents.presentation import format_count
from incidents.queue import first_of, neighbours
from incidents.views.asking import asks_for_json, choice_of, editor_of, report_address, suffix_of
from incidents.views.handling import ACTIONS
from incidents.views.likeness import compare_candidates

# How long the last decision is offered to be taken back: longer than a shift.
OFFERED_FOR: Final = timedelta(hours=12)


def last_context(request: HttpRequest) -> dict[str, Any]:
    """Return the person's last decision, where it is recent enough to be offered for taking back."""
    last = review.last_decision(editor_of(request))
    recent = last and last.decided_at and last.decided_at > timezone.now() - OFFERED_FOR
    return {"last": last if recent else None, "suffix": suffix_of(request)}


def bar_context(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Return what the bar above a report shows: its place in the queue, whose it is, the last decision."""
    user = editor_of(request)
    return {
        **last_context(request),
        "report": report,
        "queue": neighbours(report, choice_of(request), user),
        "holder": report.holder,
        "mine": report.holder == user,
        "deskmates": deskmates(user),
    }


def answer(request: HttpRequest, pk: int | None, message: str, *, failed: bool = False) -> HttpResponse:
    """Go on to a report, or to the queue, and say what happened.

    The page's script gets it as JSON: the ``address`` to be at, the ``bar`` and the ``candidates`` for it
    as HTML (empty for the queue), since the decision may have made an incident that the report is about;
    the ``message``, and how many reports are ``waiting`` in words; with 409 where it ``failed``.
    """
    address = report_address(pk, suffix_of(request))
    if not asks_for_json(request):
        (messages.error if failed else messages.success)(request, message)
        return HttpResponseRedirect(address)
    parts = {"bar": "", "candidates": ""}
    if pk:
        report = Report.objects.select_related("article", "assigned_to").prefetch_related("claims").get(pk=pk)
        parts["bar"] = render_to_string("review/bar.html", bar_context(request, report), request)
        if request.POST.get("action") not in ACTIONS:
            found = {"candidates": compare_candidates(report, editor_of(request))}
            parts["candidates"] = render_to_string("review/candidates.html", found, request)
    body = {
        **parts,
        "address": address,
        "message": message,
        "waiting": format_count(Report.objects.waiting().count()),
    }
    return JsonResponse(body, status=409 if failed else 200)


def following(request: HttpRequest, report: Report) -> int | None:
    """Return the key of the report to look at after one that was decided; None where none is left."""
    choice, user = choice_of(request), editor_of(request)
    return neighbours(report, choice, user).next or first_of(choice, user, but=report.pk)
