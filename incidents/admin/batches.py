"""Changes of many incidents: chosen in the list, looked at on a page, kept with their way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import bulk
from incidents.admin.base import AnyModelAdmin, editor_of
from incidents.bulk_actions import ACTIONS
from incidents.enums import LocationPrecision, Sensitivity
from incidents.models import Batch, Incident, JointOperationRoom
from incidents.review import ReviewError


class BatchForm(forms.Form):
    """What to do to the chosen incidents; the field of the action counts, the others don't."""

    action = forms.ChoiceField(label=gettext_lazy("Action"))
    tag = forms.CharField(label=gettext_lazy("Tag"), max_length=60, required=False)
    sensitivity = forms.ChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, required=False
    )
    public_precision = forms.ChoiceField(
        label=gettext_lazy("Location precision for the public"),
        choices=[("", gettext_lazy("as the desk knows it")), *LocationPrecision.choices],
        required=False,
    )
    room = forms.ModelChoiceField(
        JointOperationRoom.objects.all(), label=gettext_lazy("Joint operation room"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the actions that this person may take."""
        super().__init__(*args, **kwargs)
        offered: Any = [
            (name, action.label) for name, action in ACTIONS.items() if user.has_perm(action.permission)
        ]
        self.fields["action"].choices = offered  # type: ignore[attr-defined] # a choice field

    def value(self) -> str:
        """Return the value that belongs to the action, as text."""
        values = self.cleaned_data
        room = values["room"]
        texts: dict[str, str] = {
            "tag": values["tag"],
            "untag": values["tag"],
            "sensitivity": values["sensitivity"],
            "public_precision": values["public_precision"],
            "room": str(room.pk) if room else "",
        }
        return texts.get(values["action"], "")


class BatchPages(AnyModelAdmin):
    """Adds the change of many to the list of incidents."""

    @admin.action(description=gettext_lazy("Change the selected incidents …"), permissions=["change"])
    def change_selected(self, request: HttpRequest, queryset: QuerySet[Incident]) -> HttpResponse:
        """Ask what is to be done to them."""
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[: bulk.MOST + 1])
        return self._batch_page(request, keys, BatchForm(user=request.user), [])

    def batch_view(self, request: HttpRequest) -> HttpResponse:
        """Show what would change; with ``apply``, change it."""
        try:
            keys = [int(key) for key in request.POST.get("keys", "").split(",")]
        except ValueError as error:
            raise BadRequest("keys") from error
        form = BatchForm(request.POST, user=request.user)
        steps: list[bulk.Step] = []
        if form.is_valid():
            user, name, value = editor_of(request), form.cleaned_data["action"], form.value()
            try:
                if "apply" in request.POST:
                    batch = bulk.apply(name, keys, value, user, form.cleaned_data["reason"])
                    return self._applied(request, batch)
                steps = bulk.preview(name, keys, value, user, form.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error(None, error)
        return self._batch_page(request, keys, form, steps)

    def _applied(self, request: HttpRequest, batch: Batch) -> HttpResponse:
        told = _("%(number)d incidents changed.") % {"number": len(batch.changes)}
        messages.success(request, told)
        if batch.refused:
            told = _("%(number)d could not be changed; the reasons stand below.")
            messages.warning(request, told % {"number": len(batch.refused)})
        return HttpResponseRedirect(reverse("admin:incidents_batch_change", args=[batch.pk]))

    def _batch_page(
        self, request: HttpRequest, keys: list[int], form: BatchForm, steps: list[bulk.Step]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change %(number)d incidents") % {"number": len(keys)},
            "opts": self.opts,
            "keys": ",".join(map(str, keys)),
            "form": form,
            "steps": steps,
            "changing": sum(step.changes for step in steps),
        }
        return TemplateResponse(request, "admin/incidents/batch_change.html", context)


@admin.register(Batch)
class BatchAdmin(AnyModelAdmin):
    """What was done to many at once; to look at, and to take back."""

    list_display = ["pk", "action_in_words", "value", "made_by", "made_at", "undone_at"]
    list_filter = ["action"]
    list_select_related = ["made_by"]
    change_form_template = "admin/incidents/batch.html"

    @admin.display(description=gettext_lazy("action"))
    def action_in_words(self, batch: Batch) -> str:
        """Name the action."""
        return str(ACTIONS[batch.action].label) if batch.action in ACTIONS else batch.action

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a batch is made in the list of incidents."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a batch is what was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: it is history."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the way back."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/undo/", wrap(self.undo_view), name="incidents_batch_undo"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what became of each incident that this person may see."""
        batch = Batch.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        extra = {**(extra_context or {})}
        if batch:
            extra |= {
                "rows": _rows(batch, editor_of(request)),
                "refused": _refused(batch, editor_of(request)),
                "may_undo": not batch.undone_at,
            }
        return super().change_view(request, object_id, form_url, extra)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a batch back; asked by a POST."""
        batch = get_object_or_404(Batch, pk=pk)
        if request.method == "POST":
            try:
                undone = bulk.undo(batch, editor_of(request))
            except ReviewError as error:
                messages.error(request, str(error))
            else:
                left = len(undone.refused)
                told = _("The change is undone at %(done)d incidents, and left alone at %(left)d.")
                messages.success(request, told % {"done": len(undone.changes) - left, "left": left})
        return HttpResponseRedirect(reverse("admin:incidents_batch_change", args=[pk]))


def _rows(batch: Batch, user: User) -> list[tuple[Incident, str, str]]:
    action = ACTIONS[batch.action]
    incidents = Incident.objects.for_desk(user).in_bulk([int(key) for key in batch.changes])
    return [
        (incidents[int(key)], action.say(change["before"]), action.say(change["after"]))
        for key, change in batch.changes.items()
        if int(key) in incidents
    ]


def _refused(batch: Batch, user: User) -> list[tuple[Incident, str]]:
    incidents = Incident.objects.for_desk(user).in_bulk([int(key) for key in batch.refused])
    return [(incidents[int(key)], reason) for key, reason in batch.refused.items() if int(key) in incidents]
