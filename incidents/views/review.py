"""Review: what the extractor proposes, beside the article's words, for an editor to decide."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents import review
from incidents.claims import initial_participations, initial_values
from incidents.enums import ReportState
from incidents.forms import IncidentForm, RejectForm, participation_formset
from incidents.matching import candidates
from incidents.models import Incident, Report
from incidents.views.proposal import group_claims, proposal_context, summarise

PER_PAGE: Final = 50


@login_required
@permission_required("incidents.review_report", raise_exception=True)
@require_safe
def show_queue(request: HttpRequest) -> HttpResponse:
    """List the proposals that wait, the oldest article first."""
    waiting = Report.objects.waiting().select_related("article__source", "source").prefetch_related("claims")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(report, summarise(report)) for report in page]
    return render(request, "review/queue.html", {"page": page, "rows": rows})


@login_required
@permission_required("incidents.review_report", raise_exception=True)
def review_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal; take the decision that is posted."""
    report = get_object_or_404(
        Report.objects.select_related("article__source", "source", "incident", "decided_by"), pk=pk
    )
    decide = DECISIONS.get(request.POST.get("action", "")) if request.method == "POST" else None
    if decide is None:
        return render_report(request, report)
    try:
        return decide(request, report)
    except review.ReviewError as error:
        messages.error(request, str(error))
        return redirect("review-report", pk=report.pk)


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
        **proposal_context(report),
        "form": form,
        "parties": parties,
        "reject": reject or RejectForm(),
        "proposed": proposed,
        "candidates": candidates(report) if proposed else [],
        "groups": group_claims(report),
    }
    status = 422 if form.errors or (reject and reject.errors) else 200
    return render(request, "review/report.html", context, status=status)


def next_address(report: Report) -> str:
    """Return the page of the proposal after this one in the queue, or the queue where it was the last."""
    waiting = list(Report.objects.waiting().values_list("pk", "article__fetched_at", "article_id", "ordinal"))
    if not waiting:
        return reverse("review-queue")
    here = (
        (report.article.fetched_at, report.article_id, report.ordinal, report.pk) if report.article else None
    )
    for pk, fetched, article, ordinal in waiting:
        if here and fetched and (fetched, article, ordinal, pk) > here:
            return reverse("review-report", args=[pk])
    return reverse("review-report", args=[waiting[0][0]])


def _day_of(report: Report) -> date | None:
    """Return the day from which words such as "yesterday" are meant: the article's, where it has one."""
    published = report.article.published_at if report.article else None
    return timezone.localdate(published) if published else None


def _editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - login_required lets nobody else in
    return request.user


def _accept(request: HttpRequest, report: Report) -> HttpResponse:
    form = IncidentForm(request.POST, today=_day_of(report))
    parties: Any = participation_formset()(request.POST, prefix="parties", instance=form.instance)
    if not (form.is_valid() and parties.is_valid()):
        return render_report(request, report, form, parties)
    user = _editor(request)
    try:
        incident = review.accept(report, form.save(commit=False), parties.save(commit=False), user)
    except ValidationError as error:
        form.add_error(None, error)
        return render_report(request, report, form, parties)
    if "publish" in request.POST and user.has_perm("incidents.publish_incident"):
        review.publish(incident, user)
        messages.success(request, _("Accepted and published as %(code)s.") % {"code": incident.code})
    else:
        messages.success(
            request, _("Accepted as %(code)s; it waits to be published.") % {"code": incident.code}
        )
    return HttpResponseRedirect(next_address(report))


def _merge(request: HttpRequest, report: Report) -> HttpResponse:
    try:
        uid = UUID(request.POST.get("incident", ""))
    except ValueError as error:
        raise Http404 from error
    incident = get_object_or_404(Incident, uid=uid)
    review.merge(report, incident, _editor(request))
    messages.success(request, _("Merged into %(code)s.") % {"code": incident.code})
    return HttpResponseRedirect(next_address(report))


def _reject(request: HttpRequest, report: Report) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        return render_report(request, report, reject=form)
    review.reject(report, _editor(request), form.cleaned_data["reason"])
    messages.success(request, _("Rejected; the reason is kept."))
    return HttpResponseRedirect(next_address(report))


def _reopen(request: HttpRequest, report: Report) -> HttpResponse:
    review.reopen(report, _editor(request))
    messages.success(request, _("The decision was taken back: the report waits again."))
    return redirect("review-report", pk=report.pk)


DECISIONS: Final = {"accept": _accept, "merge": _merge, "reject": _reject, "reopen": _reopen}
