"""Incidents with their participations, reports and evidence; publish and retract."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents import review
from incidents.admin.base import HistoryAdmin, editor_of
from incidents.admin.batches import BatchPages
from incidents.admin.evidence_page import EvidencePage
from incidents.admin.incident_form import IncidentAdminForm
from incidents.admin.merge_pages import MergePages, desk_context
from incidents.attachments import attach, inspect
from incidents.enums import IncidentStatus
from incidents.forms import CASUALTY_FIELDS, ParticipationForm
from incidents.local_names import Names, names_in
from incidents.models import Attachment, Claim, Incident, IncidentQuerySet, Participation, Report, Tag
from incidents.tasks import archive_source
from incidents.views.evidence import describe_value
from sources.manual import source_by_hand

if TYPE_CHECKING:
    ParticipationInlineBase = admin.TabularInline[Participation, Incident]
    ReportInlineBase = admin.TabularInline[Report, Incident]
    AttachmentInlineBase = admin.TabularInline[Attachment, Incident]
    TagAdminBase = admin.ModelAdmin[Tag]
    AttachmentModelForm = forms.ModelForm[Attachment]
    ReportModelForm = forms.ModelForm[Report]
else:
    ParticipationInlineBase = ReportInlineBase = AttachmentInlineBase = admin.TabularInline
    TagAdminBase = admin.ModelAdmin
    AttachmentModelForm = ReportModelForm = forms.ModelForm


class ParticipationInline(ParticipationInlineBase):
    """Who took part."""

    model = Participation
    form = ParticipationForm
    autocomplete_fields = ["actor"]
    extra = 1


class SourceForm(ReportModelForm):
    """A source by its address, its outlet, or both."""

    class Meta:
        model = Report
        fields = ["source", "source_url", "source_date"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two where a row is filled in at all."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("source") and not self.instance.article_id:
            if cleaned.get("source_url"):
                # Which outlet it is of is found when the page has been fetched.
                cleaned["source"] = source_by_hand()
            elif not self.errors:
                self.add_error("source_url", _("Give the address of the source, or its outlet."))
        return cleaned


class ReportInline(ReportInlineBase):
    """What the incident rests on; an editor may add a source by its address."""

    model = Report
    fields = ["source", "source_url", "source_date", "article", "state", "claims_in_words"]
    readonly_fields = ["article", "state", "claims_in_words"]
    autocomplete_fields = ["source"]
    form = SourceForm
    extra = 0
    can_delete = False
    # What the claims' names are in the page's language; an inline lives as long as one request.
    names: Names | None = None

    @admin.display(description=gettext_lazy("claims"))
    def claims_in_words(self, report: Report) -> SafeString | str:
        """List what the report says, each value with the words that say it."""
        if not report.pk:
            return ""
        if self.names is None:
            self.names = names_in(Claim.objects.filter(report__incident=report.incident_id))
        told = [
            (claim.get_field_display(), describe_value(claim.field, claim.value, self.names), claim.quote)
            for claim in report.claims.all()
        ]
        lines = (
            format_html("{}: <strong><bdi>{}</bdi></strong> <q dir='auto'>{}</q>", *one)
            if one[2]
            else format_html("{}: <strong><bdi>{}</bdi></strong>", *one[:2])
            for one in told
        )
        listed = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
        return format_html('<ul class="told">{}</ul>', listed)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Load outlets and claims with the reports."""
        return (
            super()
            .get_queryset(request)
            .select_related("article__source", "source")
            .prefetch_related("claims")
        )


class AttachmentForm(AttachmentModelForm):
    """An upload, checked with the form, so that an error stands beside the field and nothing is saved."""

    class Meta:
        model = Attachment
        fields = ["file", "caption", "published"]

    def clean_file(self) -> Any:
        """Check a new file's size and type; a kept one was checked when it came."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            inspect(file)
        return file


class AttachmentInline(AttachmentInlineBase):
    """The desk's own evidence."""

    model = Attachment
    form = AttachmentForm
    fields = ["file", "caption", "published", "content_type", "size", "sha256", "download"]
    readonly_fields = ["content_type", "size", "sha256", "download"]
    extra = 0
    can_delete = False

    @admin.display(description=gettext_lazy("download"))
    def download(self, attachment: Attachment) -> SafeString | str:
        """Link the original, for the desk."""
        if not attachment.pk:
            return ""
        address = reverse("admin:incidents_attachment_original", args=[attachment.uid])
        return format_html('<a href="{}">{}</a>', address, attachment.name)


class RetractForm(forms.Form):
    """Why an incident is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


@admin.register(Incident)
class IncidentAdmin(EvidencePage, MergePages, BatchPages, HistoryAdmin):
    """Entry by hand; status changes only through ``incidents.review``."""

    form = IncidentAdminForm
    inlines = [ParticipationInline, ReportInline, AttachmentInline]
    list_display = [
        "code",
        "title",
        "date_start",
        "sub_event_type",
        "district",
        "status",
        "verification",
    ]
    list_filter = ["status", "sensitivity", "verification", "sub_event_type", "governorate"]
    search_fields = ["code", "title", "summary", "place_name", "district"]
    date_hierarchy = "date_start"
    autocomplete_fields = ["place", "claimed_by", "room", "tags"]
    readonly_fields = ["code", "status", "verification", "areas_in_words"]
    list_select_related = True
    change_form_template = "admin/incidents/incident_form.html"
    actions = ["change_selected", "publish_selected"]
    fieldsets = [
        (None, {"fields": ["title", "summary", "sub_event_type", "tags"]}),
        (
            gettext_lazy("When"),
            {"fields": ["when", ("date_start", "date_end"), ("date_precision", "time_of_day")]},
        ),
        (
            gettext_lazy("Where"),
            {
                "fields": [
                    "place",
                    ("place_name", "district", "governorate"),
                    ("longitude", "latitude", "location_precision"),
                    "coordinates",
                    "location_note",
                    "areas_in_words",
                ],
                "classes": ["point-picker"],
            },
        ),
        (
            gettext_lazy("Casualties (empty means not reported)"),
            {"fields": [tuple(CASUALTY_FIELDS[i : i + 3]) for i in (0, 3, 6)]},
        ),
        (
            gettext_lazy("More"),
            {"fields": [("weapons", "target_type"), ("claimed_by", "room")]},
        ),
        (
            gettext_lazy("Publication"),
            {"fields": [("code", "status", "verification"), ("sensitivity", "public_location_precision")]},
        ),
    ]

    @admin.display(description=gettext_lazy("areas"))
    def areas_in_words(self, incident: Incident) -> str:
        """Name the areas that contain the incident."""
        return ", ".join(f"{a} ({a.get_kind_display()})" for a in incident.areas.all()) if incident.pk else ""

    def get_queryset(self, request: HttpRequest) -> IncidentQuerySet:
        """Return the incidents that this person may see; the pages of one incident look here too."""
        return Incident.objects.for_desk(editor_of(request)).order_by(*self.get_ordering(request))

    def get_form(
        self,
        request: HttpRequest,
        obj: Incident | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> type[IncidentAdminForm]:
        """Return the form's class, made for this request alone, which knows who fills it in."""
        made: Any = super().get_form(request, obj, change, **kwargs)
        made.editor = editor_of(request)
        form: type[IncidentAdminForm] = made
        return form

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Incident | None:
        """Return the incident, held while a form is saved, so that two saves come one after the other."""
        if request.method == "POST" and connection.in_atomic_block and object_id.isdecimal():
            Incident.objects.select_for_update(of=("self",)).filter(pk=object_id).first()
        return super().get_object(request, object_id, from_field)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes: an incident is retracted, and its tombstone stays."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Give a new incident its region, code and author; note who changed an old one."""
        editor = editor_of(request)
        if not change:
            review.prepare(obj, editor)
        obj.updated_by = editor
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """Save inline rows: a source that an editor adds is an accepted report, a file is checked."""
        if formset.model is Report:
            added = formset.save(commit=False)
            review.add_sources(form.instance, added, editor_of(request))
            for report in added:
                if report.source_url and not report.article_id:
                    # Where the broker is away, the report keeps its address all the same.
                    transaction.on_commit(partial(archive_source.delay, report.pk), robust=True)
        elif formset.model is Attachment:
            self._save_attachments(request, formset)
        else:
            super().save_formset(request, form, formset, change)

    def _save_attachments(self, request: HttpRequest, formset: Any) -> None:
        for row in formset.save(commit=False):
            upload = next(f.cleaned_data["file"] for f in formset.forms if f.instance is row)
            try:
                row.save() if row.pk else attach(row, upload, editor_of(request))
            except ValidationError as error:
                messages.error(request, f"{upload.name}: {' '.join(error.messages)}")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Bring areas and verification up to date once everything is saved."""
        super().save_related(request, form, formsets, change)
        review.refresh(form.instance)

    def get_urls(self) -> list[URLPattern]:
        """Add the desk's own pages and buttons, and the attachments' originals."""
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", wrap(self.publish_view), name="incidents_incident_publish"),
            path("<int:pk>/retract/", wrap(self.retract_view), name="incidents_incident_retract"),
            path("batch/", wrap(self.batch_view), name="incidents_incident_batch"),
            path("<int:pk>/claims/", wrap(self.claims_view), name="incidents_incident_claims"),
            path("<int:pk>/merge/", wrap(self.merge_view), name="incidents_incident_merge"),
            path("<int:pk>/split/", wrap(self.split_view), name="incidents_incident_split"),
            path("<int:pk>/comments/", wrap(self.comments_view), name="incidents_incident_comments"),
            path("merge/<int:pk>/undo/", wrap(self.undo_merge_view), name="incidents_incident_undo_merge"),
            path("attachment/<uuid:uid>/", wrap(self.original_view), name="incidents_attachment_original"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish one incident; asked by a POST."""
        incident = get_object_or_404(self.get_queryset(request), pk=pk)
        back = HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[pk]))
        if request.method != "POST":
            return back
        try:
            review.publish(incident, editor_of(request))
        except review.ReviewError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(code)s is published.") % {"code": incident.code})
        return back

    def retract_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for a reason, then retract."""
        incident = get_object_or_404(self.get_queryset(request), pk=pk)
        form = RetractForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                review.retract(incident, editor_of(request), form.cleaned_data["reason"])
            except review.ReviewError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("%(code)s is retracted.") % {"code": incident.code})
            return HttpResponseRedirect(reverse("admin:incidents_incident_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Retract %(code)s") % {"code": incident.code},
            "opts": self.opts,
            "object": incident,
            "form": form,
        }
        return TemplateResponse(request, "admin/incidents/retract.html", context)

    def original_view(self, request: HttpRequest, uid: UUID) -> FileResponse:
        """Hand out an attachment as it came, metadata and all, to the desk."""
        if not request.user.has_perm("incidents.view_attachment"):
            raise PermissionDenied
        attachment = get_object_or_404(Attachment, uid=uid, incident__in=self.get_queryset(request))
        return FileResponse(
            attachment.file.open(),
            as_attachment=True,
            filename=attachment.name,
            content_type=attachment.content_type,
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the buttons that this person may use on this incident."""
        known = self.get_queryset(request)
        incident = known.filter(pk=object_id).first() if object_id.isdecimal() else None
        may = request.user.has_perm("incidents.publish_incident") and incident is not None
        status = incident.status if incident else ""
        buttons = {
            "may_publish": may and status not in {IncidentStatus.PUBLISHED, IncidentStatus.MERGED},
            "may_retract": may and status in review.EDITABLE,
            **desk_context(incident, known),
        }
        return super().change_view(request, object_id, form_url, {**buttons, **(extra_context or {})})

    @admin.action(description=gettext_lazy("Publish the selected incidents"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Incident]) -> None:
        """Publish one by one; what can't be published is named."""
        for incident in queryset:
            try:
                review.publish(incident, editor_of(request))
            except review.ReviewError as error:
                messages.error(request, str(error))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the publish action is offered."""
        return request.user.has_perm("incidents.publish_incident")


@admin.register(Tag)
class TagAdmin(TagAdminBase):
    """Tags, mostly for their search."""

    search_fields = ["name"]
