"""What the desk keeps about its own work: merges and batches that can be undone, and comments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .incident import Incident
from .report import Report


class Merge(models.Model):
    """One incident was found to be another one; everything needed to take that back.

    ``before`` holds the survivor's casualty ranges as they were, ``after`` as the merge left them.
    """

    absorbed = models.ForeignKey(Incident, models.PROTECT, related_name="merges_as_absorbed")
    survivor = models.ForeignKey(Incident, models.PROTECT, related_name="merges_as_survivor")
    reports = models.ManyToManyField(Report, related_name="merges")
    status_before = models.CharField(max_length=10)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="merges")
    merged_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering: ClassVar = ["-merged_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="merge_open_once"),
            models.CheckConstraint(condition=~Q(absorbed=F("survivor")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed.code} → {self.survivor.code}"


class Comment(models.Model):
    """A remark of the desk on an incident; never public."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Batch(models.Model):
    """One change of many incidents at once; everything needed to take that back.

    ``changes`` holds for each incident's key what it was and what it became:
    ``{"17": {"before": …, "after": …}}``. ``refused`` says for a key why nothing was changed there.
    """

    action = models.CharField(_("action"), max_length=30)
    value = models.CharField(_("value"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    changes = models.JSONField(default=dict)
    refused = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="batches")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="batches_undone"
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of many incidents")
        verbose_name_plural = _("changes of many incidents")
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action} {self.value} ({len(self.changes)})"
