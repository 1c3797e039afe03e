"""Other data sets: upload a file, follow its import, see what was rejected and what the data set missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from incidents.admin.base import editor_of
from incidents.enums import DatasetFormat, ImportState
from incidents.importers.errors import ImportFileError
from incidents.importers.missed import missed_by, missed_csv, period_of
from incidents.importers.runs import begin, dataset_for, start_anew
from incidents.importers.tables import rejected_csv
from incidents.models import Dataset, DatasetActor, ImportRun, Incident
from incidents.tasks import import_file

if TYPE_CHECKING:
    RunAdminBase = admin.ModelAdmin[ImportRun]
    DatasetAdminBase = admin.ModelAdmin[Dataset]
    NameAdminBase = admin.ModelAdmin[DatasetActor]
else:
    RunAdminBase = DatasetAdminBase = NameAdminBase = admin.ModelAdmin

SHOWN = 100
REFRESH_SECONDS = "3"
COUNTS = ("created", "uncertain", "updated", "kept", "unchanged", "matched", "outside", "rejected")


class UploadForm(forms.Form):
    """A file of a data set, and what is to be done with it."""

    file = forms.FileField(label=gettext_lazy("File"), help_text=gettext_lazy("CSV in UTF-8 with a header."))
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=DatasetFormat.choices)
    dataset = forms.CharField(
        label=gettext_lazy("Data set"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name, where it is not the one that the format is called after."),
    )
    dry_run = forms.BooleanField(
        label=gettext_lazy("Only check"),
        required=False,
        initial=True,
        help_text=gettext_lazy(
            "Say what would happen; the file can be imported afterwards without another upload."
        ),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish new incidents"),
        required=False,
        help_text=gettext_lazy("Otherwise they wait in review."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the data set, or make it."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("format"):
            try:
                cleaned["dataset"] = dataset_for(
                    DatasetFormat(cleaned["format"]), cleaned.get("dataset", "").strip()
                )
            except ImportFileError as error:
                self.add_error("dataset", str(error))
        return cleaned


@admin.register(ImportRun)
class ImportRunAdmin(RunAdminBase):
    """Imports: an upload starts one, its page follows it."""

    list_display = ["pk", "dataset", "file_name", "state", "dry_run", *COUNTS, "started_by", "started_at"]
    list_display_links = ["pk", "file_name"]
    list_filter = ["dataset", "state", "dry_run"]
    list_select_related = ["dataset", "started_by"]
    search_fields = ["file_name"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an import is what it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: rows refer to the import that brought them."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the list of rejected rows, and going on."""
        site = self.admin_site
        return [
            path(
                "<int:pk>/rejected.csv",
                site.admin_view(self.download_rejected),
                name="incidents_importrun_rejected",
            ),
            path(
                "<int:pk>/again/", site.admin_view(require_POST(self.again)), name="incidents_importrun_again"
            ),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take an upload and start its import in the background."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return HttpResponseRedirect(self._start(request, form.cleaned_data))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a data set"),
            "opts": self.opts,
            "form": form,
            "may_publish": request.user.has_perm("incidents.publish_incident"),
        }
        return TemplateResponse(request, "admin/incidents/import_form.html", context)

    def _start(self, request: HttpRequest, values: dict[str, Any]) -> str:
        upload = values["file"]
        publish = values["publish"] and request.user.has_perm("incidents.publish_incident")
        with transaction.atomic():
            run = begin(
                values["dataset"],
                upload.name,
                dry_run=values["dry_run"],
                publish=publish,
                user=editor_of(request),
            )
            run.size = upload.size
            run.file.save(f"{run.pk}.csv", upload)
            transaction.on_commit(lambda: import_file.delay(run.pk), robust=True)
        return reverse("admin:incidents_importrun_change", args=[run.pk])

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show how far an import is and what became of the rows; the page comes again while it runs."""
        runs = ImportRun.objects.select_related("dataset", "started_by")
        run = get_object_or_404(runs, pk=object_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        running = run.state in {ImportState.WAITING, ImportState.RUNNING}
        known = Incident.objects.for_desk(editor_of(request))
        alike = run.rows.filter(made__in=known, resembles__in=known).select_related("made", "resembles")
        context = {
            **self.admin_site.each_context(request),
            "title": str(run),
            "opts": self.opts,
            "run": run,
            "running": running,
            "counts": counted(run),
            "rejections": run.rejections.order_by("line", "pk")[:SHOWN],
            "alike": alike.order_by("pk")[:SHOWN],
            "may_go_on": bool(run.file) and not running and self.has_add_permission(request),
        }
        response = TemplateResponse(request, "admin/incidents/import_run.html", context)
        if running:
            response["Refresh"] = REFRESH_SECONDS
        return response

    def download_rejected(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Send the rejected rows of an import with their reasons."""
        run = get_object_or_404(ImportRun, pk=pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return csv_response(rejected_csv(run), f"rejected-{run.pk}.csv")

    def again(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import what was only checked, or go on where an import failed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            run = get_object_or_404(ImportRun.objects.select_for_update(), pk=pk)
            if start_anew(run, editor_of(request)):
                transaction.on_commit(lambda: import_file.delay(pk), robust=True)
            else:
                messages.error(request, _("This file is being imported, or is not there any more."))
        return HttpResponseRedirect(reverse("admin:incidents_importrun_change", args=[pk]))


@admin.register(Dataset)
class DatasetAdmin(DatasetAdminBase):
    """Data sets with their terms, and what each has missed."""

    list_display = ["name", "format", "licence", "restricted"]
    readonly_fields = ["format", "source"]
    fields = ["name", "format", "source", "licence", "licence_url", "restricted"]
    change_form_template = "admin/incidents/import_dataset.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a data set comes with its first import."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: evidence stays, and so does where it comes from."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add what the data set has missed."""
        site = self.admin_site
        return [
            path("<int:pk>/missed/", site.admin_view(self.show_missed), name="incidents_dataset_missed"),
            path(
                "<int:pk>/missed.csv",
                site.admin_view(self.download_missed),
                name="incidents_dataset_missed_csv",
            ),
            *super().get_urls(),
        ]

    def show_missed(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List published incidents of the data set's time and regions that it has no row for."""
        dataset = self._viewable(request, pk)
        start, end = period_of(dataset)
        missed = Paginator(missed_by(dataset), SHOWN).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What %(name)s has missed") % {"name": dataset},
            "opts": self.opts,
            "dataset": dataset,
            "missed": missed,
            "start": start,
            "end": end,
        }
        return TemplateResponse(request, "admin/incidents/import_missed.html", context)

    def download_missed(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """Send what the data set has missed."""
        dataset = self._viewable(request, pk)
        return csv_response(missed_csv(dataset), f"missed-{dataset.pk}.csv")

    def _viewable(self, request: HttpRequest, pk: int) -> Dataset:
        dataset = get_object_or_404(Dataset, pk=pk)
        if not self.has_view_permission(request, dataset) or not request.user.has_perm(
            "incidents.view_restricted"
        ):
            raise PermissionDenied
        return dataset


@admin.register(DatasetActor)
class DatasetActorAdmin(NameAdminBase):
    """Whom a data set means by a name; what an import had to make up is marked."""

    list_display = ["name", "actor", "made", "dataset"]
    list_filter = ["dataset", "made"]
    list_select_related = ["dataset", "actor"]
    search_fields = ["name", "actor__name"]
    autocomplete_fields = ["actor"]


def counted(run: ImportRun) -> list[tuple[str, int]]:
    """Return what became of the rows of an import, in words and numbers."""
    words = {field.name: str(field.verbose_name) for field in ImportRun._meta.concrete_fields}
    return [(words[name], getattr(run, name)) for name in COUNTS]


def csv_response(lines: Any, name: str) -> StreamingHttpResponse:
    """Return a CSV file to keep."""
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
