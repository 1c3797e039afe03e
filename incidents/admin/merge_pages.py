"""Pages on which two incidents become one and one becomes two, the way back, and the desk's remarks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.admin.base import AnyModelAdmin, editor_of
from incidents.comparison import side_by_side
from incidents.enums import IncidentStatus
from incidents.matching import account_of_incident, similar
from incidents.merging import merge_incidents, split, undo_merge
from incidents.models import Comment, Incident, Merge, Report
from incidents.review import ReviewError
from incidents.views.likeness import seen_by
from incidents.views.proposal import summarise


class MergeForm(forms.Form):
    """Which of two incidents stays, and why they are one."""

    survivor = forms.ChoiceField(label=gettext_lazy("Which one stays"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)

    def __init__(self, *args: Any, pair: tuple[Incident, Incident], **kwargs: Any) -> None:
        """Offer the two incidents."""
        super().__init__(*args, **kwargs)
        choices: Any = [(str(incident.pk), str(incident)) for incident in pair]
        self.fields["survivor"].choices = choices  # type: ignore[attr-defined] # a choice field
        self.initial.setdefault("survivor", str(pair[1].pk))


class SplitForm(forms.Form):
    """Which reports tell of another incident, and why."""

    reports = forms.ModelMultipleChoiceField(
        Report.objects.none(),
        label=gettext_lazy("Reports that tell of another incident"),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000)

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any) -> None:
        """Offer the reports behind the incident, with what each says."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reports"]
        field.queryset = (
            incident.reports.decided()
            .select_related("article__source", "source")
            .prefetch_related("claims")
            .order_by("pk")
        )
        field.label_from_instance = _name_report


def _name_report(report: Report) -> str:
    said = " · ".join(summarise(report).values())
    return f"{report.outlet}: {report.article or report.source_url} ({said or '–'})"


class CommentForm(forms.Form):
    """A remark for the desk."""

    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MergePages(AnyModelAdmin):
    """Adds the pages to an incident's admin."""

    def _page(self, request: HttpRequest, template: str, incident: Incident, **context: Any) -> HttpResponse:
        everything = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": incident,
            **context,
        }
        return TemplateResponse(request, f"admin/incidents/{template}.html", everything)

    def _change_address(self, incident: Incident) -> str:
        return reverse("admin:incidents_incident_change", args=[incident.pk])

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Find the other incident, compare the two field by field, merge."""
        incident = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("incidents.publish_incident"):
            raise PermissionDenied
        wanted = request.GET.get("other", "").strip()
        known = Incident.objects.for_desk(editor_of(request)).exclude(pk=pk)
        other = known.filter(code__iexact=wanted).first() if wanted else None
        if wanted and other is None:
            messages.error(request, _("No other incident has the code “%(code)s”.") % {"code": wanted})
        form = MergeForm(request.POST or None, pair=(incident, other)) if other else None
        if request.method == "POST" and other and form and form.is_valid():
            survivor, absorbed = (
                (incident, other) if form.cleaned_data["survivor"] == str(pk) else (other, incident)
            )
            try:
                merge_incidents(absorbed, survivor, editor_of(request), form.cleaned_data["reason"])
            except ReviewError as error:
                messages.error(request, str(error))
            else:
                told = _("%(gone)s went up in %(kept)s. Its address leads there, and this can be undone.")
                messages.success(request, told % {"gone": absorbed.code, "kept": survivor.code})
                return HttpResponseRedirect(self._change_address(survivor))
        return self._page(
            request,
            "merge",
            incident,
            title=_("Merge %(code)s with another incident") % {"code": incident.code},
            other=other,
            pairs=side_by_side(incident, other) if other else [],
            form=form,
            wanted=wanted,
            candidates=[]
            if other
            else seen_by(similar(account_of_incident(incident), but=pk), editor_of(request)),
        )

    def undo_merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a merge back; asked by a POST."""
        known = self.get_queryset(request)
        merges = Merge.objects.select_related("absorbed", "survivor")
        merge = get_object_or_404(merges, pk=pk, absorbed__in=known, survivor__in=known)
        if request.method == "POST":
            try:
                undo_merge(merge, editor_of(request))
            except ReviewError as error:
                messages.error(request, str(error))
            else:
                told = _("%(code)s stands on its own again, with its reports and its status.")
                messages.success(request, told % {"code": merge.absorbed.code})
        return HttpResponseRedirect(self._change_address(merge.survivor))

    def split_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Choose the reports of the other incident, and move them."""
        incident = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("incidents.review_report"):
            raise PermissionDenied
        form = SplitForm(request.POST or None, incident=incident)
        if request.method == "POST" and form.is_valid():
            try:
                new = split(
                    incident, form.cleaned_data["reports"], editor_of(request), form.cleaned_data["reason"]
                )
            except ReviewError as error:
                messages.error(request, str(error))
            else:
                told = _("%(new)s was split from %(old)s. Correct what is different there.")
                messages.success(request, told % {"new": new.code, "old": incident.code})
                return HttpResponseRedirect(self._change_address(new))
        return self._page(
            request, "split", incident, title=_("Split %(code)s") % {"code": incident.code}, form=form
        )

    def comments_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the desk's remarks on an incident; add one."""
        incident = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.has_perm("incidents.view_comment"):
            raise PermissionDenied
        form = CommentForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if not request.user.has_perm("incidents.add_comment"):
                raise PermissionDenied
            text = form.cleaned_data["text"]
            Comment.objects.create(incident=incident, text=text, written_by=editor_of(request))
            return HttpResponseRedirect(request.path)
        return self._page(
            request,
            "comments",
            incident,
            title=_("Comments on %(code)s") % {"code": incident.code},
            comments=incident.comments.select_related("written_by"),
            form=form,
        )


def desk_context(incident: Incident | None, known: QuerySet[Incident]) -> dict[str, Any]:
    """Return what the incident's form shows of its remarks, and of its merges with what is ``known``."""
    if incident is None:
        return {}
    open_merges = Merge.objects.filter(undone_at=None).select_related("absorbed", "survivor")
    return {
        "merged_in": list(open_merges.filter(survivor=incident, absorbed__in=known)),
        "merged_into": open_merges.filter(absorbed=incident, survivor__in=known).first(),
        "comment_count": incident.comments.count(),
        "may_split": incident.reports.decided().count() > 1,
        "may_merge": incident.status != IncidentStatus.MERGED,
    }
