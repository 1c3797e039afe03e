"""Photos and documents: the desk's own evidence."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .incident import Incident


class Attachment(models.Model):
    """A file of evidence, as it came (``file``) and without its metadata (``public_file``).

    Only photos have a public copy; ``incidents.attachments`` checks, hashes and strips.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="attachments")
    file = models.FileField(_("file"), upload_to="attachments/original/")
    public_file = models.FileField(upload_to="attachments/public/", blank=True, editable=False)
    name = models.CharField(_("name"), max_length=255, blank=True, editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    published = models.BooleanField(_("shown to the public"), default=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="attachments"
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "sha256"], name="attachment_once"),
        ]

    def __str__(self) -> str:
        return self.name
