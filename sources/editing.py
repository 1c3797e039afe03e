"""Saving what a person changed of a source, while a poll may be writing its health."""

from __future__ import annotations

from collections.abc import Collection

from sources.models import Source


def save_source(source: Source, changed: Collection[str]) -> Source:
    """Save a new source, or the fields of an old one that were changed and no others.

    At another address the marks of the last reading say nothing any more.
    """
    if source.pk is None:
        source.save()
    elif "url" in changed or "kind" in changed:
        source.etag = source.last_modified = ""
        source.save(update_fields=[*changed, "etag", "last_modified"])
    elif changed:
        source.save(update_fields=[*changed])
    return source
