"""API tokens: keys that act for a user, each for some purposes, until a day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.enums import Scope

from .history import track_history

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Named queries over tokens."""

    def shown_to(self, user: User) -> ApiTokenQuerySet:
        """Return the user's own tokens, or all of them for who may change tokens."""
        return self.all() if user.has_perm("incidents.change_apitoken") else self.filter(user=user)


# History holds neither the hash nor the time of every use.
@track_history("key_hash", "last_used_at")
class ApiToken(models.Model):
    """A key of a user, of which the database knows the beginning and a hash alone.

    ``key_hash`` is the SHA-256 of the key in hexadecimal: a key has 256 random bits, which nobody guesses
    however quick the hash is, whereas a slow hash would cost every request its time.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("What it is for."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens", verbose_name=_("user")
    )
    prefix = models.CharField(_("begins with"), max_length=30, unique=True, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name=_("scopes"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    # Without one, it was made by command.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="api_tokens_made",
        verbose_name=_("made by"),
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=Scope.values) & Q(scopes__len__gt=0),
                name="token_scopes_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def expired(self, now: datetime | None = None) -> bool:
        """Return whether its time is over."""
        return self.expires_at is not None and self.expires_at <= (now or timezone.now())
