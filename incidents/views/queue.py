"""The list of reports that wait, were decided, or could not be made, as an editor asks for it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import review
from incidents.assignment import deskmates
from incidents.local_names import names_in
from incidents.models import Report
from incidents.queue import FAILED, Choice, find_failed, find_reports, first_of, read_choice
from incidents.queue_counts import Facet, count_facets, count_states
from incidents.queue_order import orders_of
from incidents.views.asking import asks_for_json, editor_of, report_address, strictly, suffix_of
from incidents.views.handling import ACTIONS, handle
from incidents.views.outcome import answer, last_context
from incidents.views.proposal import summarise

PER_PAGE: Final = 50
SORT_LABELS: Final = {
    "oldest": gettext_lazy("the oldest first"),
    "newest": gettext_lazy("the newest first"),
    "confident": gettext_lazy("the most confident first"),
    "casualties": gettext_lazy("the most casualties first"),
}


@login_required
@permission_required("incidents.review_report", raise_exception=True)
@strictly
def show_queue(request: HttpRequest) -> HttpResponse:
    """List what was asked for; on a POST take chosen reports in hand, or take the last decision back."""
    if request.method != "POST":
        return render(request, "review/queue.html", queue_context(request))
    action = request.POST.get("action", "")
    try:
        if action == "undo":
            return _undo(request)
        if action in ACTIONS:
            _handle_chosen(request, action)
    except review.ReviewError as error:
        if asks_for_json(request):
            return JsonResponse({"message": str(error)}, status=409)
        messages.error(request, str(error))
    return HttpResponseRedirect(report_address(None, suffix_of(request)))


def queue_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the list shows."""
    user, choice = editor_of(request), read_choice(request.GET)
    rows, cursor = _page(choice, request)
    states = count_states(user)
    return {
        **last_context(request),
        "choice": choice,
        "failed": choice.state == FAILED,
        "rows": rows if choice.state == FAILED else _in_words(rows),
        "next_page": f"?{_with(request.GET, cursor=cursor)}" if cursor else "",
        "first_page": choice.after is not None,
        "facets": (facets := count_facets(choice, user)),
        "chips": _chips(request, facets),
        "sorts": [(name, SORT_LABELS[name]) for name in orders_of(choice.state)],
        "states": states,
        "total": _count(choice, request),
        "start": report_address(first, suffix_of(request)) if (first := _first(choice, request)) else "",
        "deskmates": deskmates(user) if choice.state == "waiting" else [],
        "user": user,
    }


def _page(choice: Choice, request: HttpRequest) -> tuple[list[Any], str]:
    """Return a page's rows, and where the next page begins (empty where there is none)."""
    rows: Any
    if choice.state == FAILED:
        rows = find_failed(choice).select_related("source").defer("text", "original", "sketch")
    else:
        rows = find_reports(choice, editor_of(request)).select_related(
            "article__source", "source", "assigned_to", "decided_by", "incident"
        )
        rows = rows.defer("article__text", "article__original", "article__sketch").prefetch_related("claims")
    order = choice.order
    if choice.after:
        rows = rows.filter(order.after(choice.after))
    found = list(order.forwards(rows)[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return shown, order.place_of(shown[-1], choice.sort).encode() if len(found) > PER_PAGE else ""


def _in_words(reports: list[Report]) -> list[tuple[Report, dict[str, str]]]:
    names = names_in(claim for report in reports for claim in report.claims.all())
    return [(report, summarise(report, names)) for report in reports]


def _count(choice: Choice, request: HttpRequest) -> int:
    found = find_failed(choice) if choice.state == FAILED else find_reports(choice, editor_of(request))
    return found.count()


def _first(choice: Choice, request: HttpRequest) -> int | None:
    return first_of(choice, editor_of(request)) if choice.state == "waiting" else None


def _with(query: QueryDict, **values: str) -> str:
    pairs = [(name, text) for name, texts in query.lists() if name not in values for text in texts]
    return urlencode([*pairs, *values.items()])


def _chips(request: HttpRequest, facets: list[Facet]) -> list[tuple[str, str, str]]:
    """Return the chosen values: filter, value, and the address without it."""
    return [
        (facet.label, option.label, _address(request, facets, facet.name, option.value))
        for facet in facets
        for option in facet.options
        if option.chosen
    ]


def _address(request: HttpRequest, facets: list[Facet], name: str, value: str) -> str:
    kept = [
        (facet.name, option.value)
        for facet in facets
        for option in facet.options
        if option.chosen and (facet.name, option.value) != (name, value)
    ]
    others = [(one, request.GET[one]) for one in ("state", "sort") if one in request.GET]
    return f"?{urlencode([*others, *kept])}"


def _undo(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("report", "")
    report = review.undo_last(editor_of(request), int(chosen) if chosen.isdecimal() else None)
    return answer(request, report.pk, _("The decision was taken back: the report waits again."))


def _handle_chosen(request: HttpRequest, action: str) -> None:
    keys = [int(key) for key in request.POST.getlist("reports") if key.isdecimal()][:PER_PAGE]
    if not keys:
        raise review.ReviewError(_("No report was chosen."))
    chosen = Report.objects.for_desk(editor_of(request)).filter(pk__in=keys).select_related("article")
    done, refused = handle(request, action, chosen)
    if done:
        messages.success(request, done)
    for reason in refused:
        messages.error(request, reason)
