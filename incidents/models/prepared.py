"""Which finished lines of exports are good: written down in the database, and a restored one knows none."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PreparedExport(models.Model):
    """A folder of finished lines, and the last change that is in them; see ``incidents.prepared``.

    A database that is restored from a backup knows only the folders of before the backup, and so never
    takes lines for good that were written in a future which it has lost.
    """

    name = models.CharField(max_length=32, primary_key=True)
    seq = models.BigIntegerField()
    statements = models.CharField(max_length=32)
    built_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("prepared export")
        verbose_name_plural = _("prepared exports")
        ordering: ClassVar = ["built_at"]

    def __str__(self) -> str:
        return self.name
