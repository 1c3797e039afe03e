"""Receive one thing from outside: whatever becomes of it is written into its intake."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sources.addresses import MAX_LENGTH
from sources.enums import IntakeState
from sources.errors import ReadingError
from sources.models import Intake, Source
from sources.storing import Original, store_article, with_source_language
from sources.text import ArticleText

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 5
INTERRUPTED: Final = "Reading it was interrupted."


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing as read; ``source`` is the outlet whose article it is."""

    parsed: ArticleText
    original: Original
    source: Source


def receive(source: Source, reference: str, read: Callable[[], Arrival], *, announce: bool = True) -> Intake:
    """Read one thing that arrived at ``source`` and store its article; the intake has the outcome.

    ``read`` raises ReadingError with the reason. A new article is announced unless ``announce`` is false.
    """
    intake = begin_intake(source, reference)
    if given_up(intake):
        return intake
    try:
        arrival = read()
        parsed = with_source_language(arrival.parsed, arrival.source)
        return store_article(arrival.source, parsed, arrival.original, intake, announce=announce)
    except ReadingError as error:
        return fail_intake(intake, str(error), permanent=error.permanent)
    except Exception as error:
        # One article that meets a fault of ours must not keep the others from being read.
        logger.exception("%s: %s", source, reference)
        return fail_intake(intake, f"Unexpected {type(error).__name__}: {error}", permanent=False)


def begin_intake(source: Source, reference: str) -> Intake:
    """Note that something is being read, before it is: whatever kills the reader, this stays.

    Counts the attempt where the same thing failed before and is to be read again.
    """
    reference = reference.replace("\0", "")[:MAX_LENGTH]
    intake = (
        Intake.objects.filter(source=source, reference=reference, state=IntakeState.FAILED, retry=True)
        .order_by("pk")
        .last()
    ) or Intake(source=source, reference=reference)
    intake.attempts += 1
    intake.state, intake.reason, intake.retry = IntakeState.FAILED, INTERRUPTED, True
    intake.save()
    return intake


def given_up(intake: Intake) -> bool:
    """Close an intake whose reader was killed at every attempt; return whether it was."""
    if intake.attempts <= MAX_ATTEMPTS:
        return False
    fail_intake(intake, f"Reading it was interrupted {MAX_ATTEMPTS} times.", permanent=True)
    return True


def fail_intake(intake: Intake, reason: str, *, permanent: bool) -> Intake:
    """Record why something was refused, and whether the next poll tries again (five times at most)."""
    intake.state = IntakeState.FAILED
    intake.reason = reason.replace("\0", "")
    intake.retry = not permanent and intake.attempts < MAX_ATTEMPTS
    intake.save()
    return intake
