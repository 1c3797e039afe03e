"""What is wrong with a file, or with one of its rows."""

from __future__ import annotations


class ImportFileError(ValueError):
    """A file that can't be imported at all; the message names the file and says why."""


class RowError(ValueError):
    """A row that can't be imported: ``column`` and ``value`` say where, the message why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.value, self.reason = column, value, reason


class OutsideError(Exception):
    """A row of a place that no loaded region holds: neither wrong nor ours."""
