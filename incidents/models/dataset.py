"""Data sets that rows are imported from, what became of each row, and the runs that brought them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.enums import DatasetFormat, ImportState
from sources.models import Source, web_address

from .actor import Actor
from .incident import Incident
from .report import Report


class Dataset(models.Model):
    """A data set of somebody else, under its licence.

    ``source`` is the outlet that its reports stand for: one data set is one source. Reports of a
    ``restricted`` data set, and incidents that rest on one alone, are for the desk only.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    format = models.CharField(_("format"), max_length=10, choices=DatasetFormat)
    source = models.OneToOneField(Source, models.PROTECT, related_name="dataset", verbose_name=_("source"))
    licence = models.CharField(_("licence"), max_length=300)
    licence_url = models.CharField(
        _("address of the licence"), max_length=2000, blank=True, validators=[web_address]
    )
    restricted = models.BooleanField(
        _("its rows may not be republished"),
        default=True,
        help_text=_("Holds for rows that are imported from now on."),
    )

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class DatasetActor(models.Model):
    """Which actor a data set means by a name.

    ``made`` says that an import made the actor, since nobody knew the name: until an editor clears it,
    the extractor does not look for that name in articles.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="actors")
    name = models.CharField(_("name in the data set"), max_length=200)
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="dataset_names", verbose_name=_("actor"))
    made = models.BooleanField(_("made by an import"), default=False)

    class Meta:
        verbose_name = _("name of an actor in a data set")
        verbose_name_plural = _("names of actors in data sets")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "name"], name="dataset_actor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.actor}"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Named queries over imports."""

    def unfinished(self) -> ImportRunQuerySet:
        """Return imports that wait or run."""
        return self.filter(state__in=[ImportState.WAITING, ImportState.RUNNING])


class ImportRun(models.Model):
    """One file's import: who, with which options, how far, and what became of its rows.

    ``records`` counts the records of the file that were dealt with, in the transaction that did so:
    whoever continues a run begins there. ``file`` is there for uploads only, until they are done.
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="runs", verbose_name=_("data set"))
    file = models.FileField(_("file"), upload_to="imports/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    dry_run = models.BooleanField(_("only check"), default=False)
    publish = models.BooleanField(_("publish new incidents"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.WAITING)
    error = models.TextField(_("error"), blank=True)
    records = models.PositiveBigIntegerField(_("records read"), default=0)
    position = models.PositiveBigIntegerField(_("bytes read"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    matched = models.PositiveIntegerField(_("matched"), default=0)
    uncertain = models.PositiveIntegerField(_("created, perhaps known"), default=0)
    kept = models.PositiveIntegerField(_("kept as the desk decided"), default=0)
    outside = models.PositiveIntegerField(_("outside every region"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("to"), null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="imports"
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    active_at = models.DateTimeField(_("last active"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.FAILED) | ~Q(error=""), name="import_failure_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}, {self.file_name}"

    @property
    def percent(self) -> int:
        """How much of the file was read."""
        if self.state == ImportState.DONE:
            return 100
        return min(99, 100 * self.position // self.size) if self.size else 0


class Rejection(models.Model):
    """A row that could not be imported: where in the file, and why."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejections")
    line = models.PositiveBigIntegerField(_("line"))
    column = models.CharField(_("column"), max_length=100, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("rejected row")
        verbose_name_plural = _("rejected rows")
        ordering: ClassVar = ["run", "line", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class DatasetRow(models.Model):
    """A row of a data set by its key there, and the report that it became.

    ``digest`` is of the cells that are read: a row whose digest is the same is not looked at again.
    ``values`` holds what the import wrote into the incident that it ``made``, so that a later import
    knows what the desk has changed since. ``resembles`` is an incident that it may be, unproved.
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="rows")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=32)
    report = models.OneToOneField(Report, models.PROTECT, related_name="dataset_row")
    # Incidents are never deleted, so nobody looks rows up by these two.
    made = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="+", db_index=False)
    resembles = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="+", db_index=False)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")

    class Meta:
        verbose_name = _("row of a data set")
        verbose_name_plural = _("rows of data sets")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "key"], name="dataset_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.key}"
