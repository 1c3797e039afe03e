"""Bring rows of the database to what a file says, in sets, and leave alone what is the same.

An upsert would rewrite every row: time stamps would move and the lexicon be compiled anew. So what is
there is read, compared, and only what is new or differs is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils import timezone

ModelT = TypeVar("ModelT", bound=models.Model)
Progress = Callable[[str], None]
BATCH = 1000
TIME_STAMPS = frozenset({"changed_at", "updated_at"})


@dataclass
class Synced(Generic[ModelT]):
    """What became of a set of rows; ``rows`` are the stored ones by key."""

    rows: dict[tuple[Any, ...], ModelT] = field(default_factory=dict)
    new: list[ModelT] = field(default_factory=list)
    changed: list[ModelT] = field(default_factory=list)
    kept: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return bool(self.new or self.changed)

    def describe(self, name: str) -> str:
        """Say it in one line."""
        parts = [f"{len(self.new)} new", f"{len(self.changed)} changed"]
        if self.kept:
            parts.append(f"{self.kept} kept as people edited them")
        return f"{name}: {len(self.rows)} ({', '.join(parts)})"


def sync(
    existing: models.QuerySet[ModelT],
    wanted: Iterable[ModelT],
    key: Sequence[str],
    fields: Sequence[str],
    *,
    edited: frozenset[int] = frozenset(),
) -> Synced[ModelT]:
    """Create what is missing and update what differs in ``fields``; delete nothing.

    ``wanted`` are unsaved rows, ``key`` and ``fields`` attribute names (``place_id``, not ``place``).
    Rows whose primary keys are in ``edited`` stay as they are.
    """
    model = existing.model
    stored = {_values(row, key): row for row in existing}
    synced: Synced[ModelT] = Synced()
    now = timezone.now()
    stamps = [f.name for f in model._meta.concrete_fields if f.name in TIME_STAMPS]
    for row in wanted:
        name = _values(row, key)
        old = stored.get(name)
        if old is None:
            synced.new.append(row)
            synced.rows[name] = row
            continue
        synced.rows[name] = old
        if _values(old, fields) == _values(row, fields):
            continue
        if old.pk in edited:
            synced.kept += 1
            continue
        for attribute in fields:
            setattr(old, attribute, getattr(row, attribute))
        for stamp in stamps:
            setattr(old, stamp, now)
        synced.changed.append(old)
    manager = model._default_manager  # noqa: SLF001 (public API)
    manager.bulk_create(synced.new, batch_size=BATCH)
    if synced.changed:
        manager.bulk_update(synced.changed, [*_names(model, fields), *stamps], batch_size=BATCH // 5)
    return synced


def _values(row: models.Model, attributes: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, attribute) for attribute in attributes)


def _names(model: type[models.Model], attributes: Sequence[str]) -> list[str]:
    by_attribute = {f.attname: f.name for f in model._meta.concrete_fields}
    return [by_attribute[attribute] for attribute in attributes]


def edited_by_people(model: type[models.Model], attribute: str = "pgh_obj_id") -> frozenset[int]:
    """Return the rows of a tracked model that a person has made or changed, by their history.

    ``attribute`` may be another one of the event's, such as ``incident_id`` of a participation.
    """
    events: Any = model.pgh_event_model  # type: ignore[attr-defined] # made by track_history
    by_people = events.objects.filter(pgh_context__metadata__has_key="user")
    return frozenset(by_people.exclude(**{attribute: None}).values_list(attribute, flat=True).distinct())


def sync_aliases(model: type[models.Model], owner: str, wanted: Iterable[tuple[int, str, str]]) -> int:
    """Add the aliases that are missing, as (owner's primary key, language, text); return how many.

    Aliases that the file does not have stay: an editor may have added them.
    """
    from sources.extraction.normalise import normalise_name  # noqa: PLC0415

    manager: Any = model._default_manager  # noqa: SLF001 (public API)
    there = set(manager.values_list(f"{owner}_id", "language", "text"))
    missing = [alias for alias in dict.fromkeys(wanted) if alias[2] and alias not in there]
    manager.bulk_create(
        [
            model(**{f"{owner}_id": pk}, language=language, text=text, normalised=normalise_name(text))
            for pk, language, text in missing
        ],
        batch_size=BATCH,
    )
    return len(missing)
