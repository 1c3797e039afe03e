"""API tokens: making, finding and revoking them. A key is seen once, by whoever made it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from incidents.models import ApiToken

# What leads to the row, and what proves it: found by the first, compared by the second. Letters and digits
# alone, so that a double click takes all of it; the beginning lets scanners know a key that leaked.
KEY: Final = re.compile(r"(hamrin_[0-9a-f]{12})_[0-9a-f]{64}")
NOTED_EVERY: Final = timedelta(minutes=1)


class TokenError(Exception):
    """The key opens nothing; ``reason`` is unknown, expired, revoked or inactive."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@sensitive_variables("key")
def make_token(
    user: User,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None,
    made_by: User | None = None,
) -> tuple[ApiToken, str]:
    """Store a new token; return it and its key, which can't be had again.

    Raises ValidationError for a name that is empty, scopes that are none or unknown, a time that has
    passed, and a user who may not log in.
    """
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This time has passed.")})
    if not user.is_active:
        raise ValidationError({"user": _("This account is switched off.")})
    prefix = f"hamrin_{secrets.token_hex(6)}"
    key = f"{prefix}_{secrets.token_hex(32)}"
    token = ApiToken(
        name=name.strip(),
        user=user,
        prefix=prefix,
        key_hash=_hash(key),
        scopes=list(dict.fromkeys(scopes)),
        expires_at=expires_at,
        created_by=made_by,
    )
    token.full_clean()
    token.save(force_insert=True)
    return token, key


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over here: a token that is good until then expires."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def revoke_token(token: ApiToken) -> bool:
    """Make a token worthless from now on; return whether it was not before."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))


@sensitive_variables("key", "matched")
def find_token(key: str) -> ApiToken:
    """Return the token of a key with its user, and note that it is used.

    Raises TokenError. Only who holds the whole key learns what is wrong with it: all else is unknown.
    """
    matched = KEY.fullmatch(key)
    token = ApiToken.objects.select_related("user").filter(prefix=matched[1]).first() if matched else None
    if token is None or not hmac.compare_digest(token.key_hash, _hash(key)):
        raise TokenError("unknown")
    if token.revoked_at is not None:
        raise TokenError("revoked")
    now = timezone.now()
    if token.expired(now):
        raise TokenError("expired")
    if not token.user.is_active:
        raise TokenError("inactive")
    _note_use(token, now)
    return token


def _note_use(token: ApiToken, now: datetime) -> None:
    """Write down the use, but not at every request."""
    before = now - NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < before:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=before)  # another worker may have been quicker
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
