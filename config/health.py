"""``/healthz``: whether this web server can do its work, for load balancers and container engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import current_app
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

if TYPE_CHECKING:
    from django.http import HttpRequest

_BROKER_SECONDS = 2


def database_answers() -> bool:
    """Return whether the database runs a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    """Return whether a connection to the broker can be made."""
    try:
        with current_app.connection_for_write(connect_timeout=_BROKER_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=_BROKER_SECONDS)
    except OperationalError:
        return False
    return True


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 while pages can be served, else 503; a lost broker only delays work and is just named."""
    database = database_answers()
    state = {"database": "up" if database else "down", "broker": "up" if broker_answers() else "down"}
    return JsonResponse(state, status=200 if database else 503)
