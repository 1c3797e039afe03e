"""Requests that were answered, so that one sent again is not done again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from .incident import Incident


class IdempotencyKey(models.Model):
    """A key that a client gave with a request to make an incident, and the incident that was made.

    ``fingerprint`` is the SHA-256 of the request's body in hexadecimal.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    incident = models.ForeignKey(Incident, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return self.key
