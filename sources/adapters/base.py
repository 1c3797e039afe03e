"""What every kind of source can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

from sources.intake import Arrival
from sources.models import Intake, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a source offers; ``reference`` is its address or file name."""

    reference: str


E = TypeVar("E", bound=Entry)


class Adapter(ABC, Generic[E]):
    """Reads one source; a new one is made for each poll."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @abstractmethod
    def entries(self) -> list[E]:
        """Return what is to be read now, the oldest first. Raises ReadingError where the source fails."""

    @abstractmethod
    def read(self, entry: E) -> Arrival:
        """Read one entry. Raises ReadingError, which becomes the reason in its intake."""

    def settle(self, entry: E, intake: Intake) -> None:
        """Put the entry away once its intake is written. Raises SourceError where that fails."""

    def finish(self, *, complete: bool) -> None:
        """End a poll; ``complete`` says that nothing of it has to be read again."""
