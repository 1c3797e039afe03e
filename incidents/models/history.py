"""Every change of a tracked model is recorded by the database: who, when, why, field by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

ModelT = TypeVar("ModelT", bound=type[models.Model])


def track_history(*exclude: str) -> Callable[[ModelT], ModelT]:
    """Record inserts, updates and deletes of the decorated model in its event table.

    Fields named in ``exclude`` (time stamps that every save moves) are not history.

    The trackers are made anew for each model: pghistory's default trackers setting copies them deeply,
    after which statement-level triggers no longer recognise their operation.
    """
    decorator: Callable[[ModelT], ModelT] = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=[*exclude]
    )
    return decorator
