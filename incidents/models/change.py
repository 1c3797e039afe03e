"""What changed last about each incident that was ever public: the order in which others must hear of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One row for each incident that is or once was public; written by database triggers alone.

    Every transaction that changes what the public sees of an incident moves its row to the end:
    ``seq`` is taken when the transaction commits, under a lock that lasts until it is visible. So
    whoever has read up to a number never misses what commits later, however long it took. The row
    stays when the incident is retracted, merged or deleted: what is gone is known to be gone.
    """

    uid = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=12)
    seq = models.BigIntegerField(unique=True)
    changed_at = models.DateTimeField()
    transaction = models.BigIntegerField()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering: ClassVar = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq}: {self.code}"
