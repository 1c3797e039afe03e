"""Review: what the extractor proposes, beside the article's words, for an editor to decide."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import review
from incidents.claims import initial_participations, initial_values
from incidents.enums import ReportState
from incidents.forms import IncidentForm, RejectForm, participation_formset
from incidents.models import Incident, Report
from incidents.views.asking import editor_of, strictly
from incidents.views.handling import ACTIONS, handle
from incidents.views.likeness import compare_candidates
from incidents.views.outcome import answer, bar_context, following
from incidents.views.proposal import group_claims, proposal_context


@login_required
@permission_required("incidents.review_report", raise_exception=True)
@strictly
def review_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal in the queue that the address asks for; take the decision that is posted."""
    report = get_object_or_404(
        Report.objects.for_desk(editor_of(request))
        .select_related("article__source", "source", "incident", "decided_by", "assigned_to")
        .prefetch_related("claims"),
        pk=pk,
    )
    decide = DECISIONS.get(request.POST.get("action", "")) if request.method == "POST" else None
    if decide is None:
        return render_report(request, report)
    try:
        return decide(request, report)
    except review.ReviewError as error:
        return answer(request, report.pk, str(error), failed=True)


def render_report(
    request: HttpRequest,
    report: Report,
    form: IncidentForm | None = None,
    parties: Any = None,
    reject: RejectForm | None = None,
) -> HttpResponse:
    """Render the page, with forms that carry errors where given."""
    if form is None:
        form = IncidentForm(initial=initial_values(report), today=_day_of(report))
    if parties is None:
        rows = initial_participations(report)
        parties = participation_formset(extra=len(rows) + 1)(initial=rows, prefix="parties")
    proposed = report.state == ReportState.PROPOSED
    context = {
        **proposal_context(report, editor_of(request)),
        **bar_context(request, report),
        "form": form,
        "parties": parties,
        "reject": reject or RejectForm(),
        "proposed": proposed,
        "candidates": compare_candidates(report, editor_of(request)) if proposed else [],
        "groups": group_claims(report),
    }
    status = 422 if form.errors or (reject and reject.errors) else 200
    return render(request, "review/report.html", context, status=status)


def _day_of(report: Report) -> date | None:
    """Return the day from which words such as "yesterday" are meant: the article's, where it has one."""
    published = report.article.published_at if report.article else None
    return timezone.localdate(published) if published else None


def _accept(request: HttpRequest, report: Report) -> HttpResponse:
    form = IncidentForm(request.POST, today=_day_of(report))
    parties: Any = participation_formset()(request.POST, prefix="parties", instance=form.instance)
    if not (form.is_valid() and parties.is_valid()):
        return render_report(request, report, form, parties)
    user = editor_of(request)
    try:
        incident = review.accept(report, form.save(commit=False), parties.save(commit=False), user)
    except ValidationError as error:
        form.add_error(None, error)
        return render_report(request, report, form, parties)
    if "publish" in request.POST and user.has_perm("incidents.publish_incident"):
        review.publish(incident, user)
        told = _("Accepted and published as %(code)s.")
    else:
        told = _("Accepted as %(code)s; it waits to be published.")
    return answer(request, following(request, report), told % {"code": incident.code})


def _merge(request: HttpRequest, report: Report) -> HttpResponse:
    try:
        uid = UUID(request.POST.get("incident", ""))
    except ValueError as error:
        raise Http404 from error
    incident = get_object_or_404(Incident.objects.for_desk(editor_of(request)), uid=uid)
    review.merge(report, incident, editor_of(request))
    return answer(request, following(request, report), _("Merged into %(code)s.") % {"code": incident.code})


def _reject(request: HttpRequest, report: Report) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        return render_report(request, report, reject=form)
    review.reject(report, editor_of(request), form.cleaned_data["reason"])
    return answer(request, following(request, report), _("Rejected; the reason is kept."))


def _reopen(request: HttpRequest, report: Report) -> HttpResponse:
    review.reopen(report, editor_of(request))
    return answer(request, report.pk, _("The decision was taken back: the report waits again."))


def _handle(request: HttpRequest, report: Report) -> HttpResponse:
    done, refused = handle(request, request.POST["action"], [report])
    return answer(request, report.pk, done or "; ".join(refused), failed=bool(refused))


DECISIONS: Final = {
    "accept": _accept,
    "merge": _merge,
    "reject": _reject,
    "reopen": _reopen,
    **dict.fromkeys(ACTIONS, _handle),
}
