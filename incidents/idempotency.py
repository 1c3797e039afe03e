"""A request to make an incident that is sent again, its answer lost on the way, makes no second one."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.models import IdempotencyKey
from incidents.review import ReviewError

KEPT_FOR: Final = timedelta(hours=24)
LONGEST: Final = 200


def claim_key(user: User, key: str, body: bytes) -> IdempotencyKey:
    """Return the row of a client's key, with the incident that it made before, or without one.

    The caller holds the transaction in which it makes the incident and notes it in the row: the same key
    in another request waits until then. Raises ReviewError where the key came with another body.
    """
    IdempotencyKey.objects.filter(user=user, created_at__lt=timezone.now() - KEPT_FOR).delete()
    fingerprint = hashlib.sha256(body).hexdigest()
    row, _created = IdempotencyKey.objects.get_or_create(
        user=user, key=key, defaults={"fingerprint": fingerprint}
    )
    if row.fingerprint != fingerprint:
        raise ReviewError(_("This Idempotency-Key was used for another request."))
    return row
