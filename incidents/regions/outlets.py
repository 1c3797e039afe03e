"""Who published it: outlets of the demo incidents by their name, or by the address of a page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sources.enums import SourceKind
from sources.models import Source

# "AFP via The News", "Breitbart (citing Rudaw)": whose words they are decides what is independent.
CITING = re.compile(r"\(citing (?P<original>[^)]+)\)$")
RELAYED = re.compile(r"\s+(?:via\s|\().*$")
SHORT_SUFFIXES = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})


def site_of(url: str) -> str:
    """Return the registrable part of an address's host, such as ``rudaw.net``."""
    parts = (urlsplit(url).hostname or "").split(".")
    many = 3 if len(parts) > 2 and parts[-2] in SHORT_SUFFIXES and len(parts[-1]) == 2 else 2
    return ".".join(parts[-many:])


class Outlets:
    """Finds or makes the source of a report; :meth:`store` writes the new ones at once."""

    def __init__(self, known: dict[str, Source]) -> None:
        """Start from the region's own sources, by name."""
        self._by_name = {source.name: source for source in Source.objects.all()} | known
        self._by_site = {site_of(source.homepage): source for source in known.values() if source.homepage}
        self._new: list[Source] = []

    def of_name(self, name: str, url: str) -> Source:
        """Return the outlet of that name. One that relays another's words is not independent of it."""
        source = self._by_name.get(name) or self._make(name, self._owner(name))
        self._by_site.setdefault(site_of(url), source)
        return source

    def of_url(self, url: str) -> Source:
        """Return the outlet whose site an address belongs to; its name is the site where none is known."""
        site = site_of(url)
        source = self._by_site.get(site) or self._by_name.get(site) or self._make(site, "")
        self._by_site[site] = source
        return source

    def store(self) -> int:
        """Write the outlets that were made, paused; return how many."""
        Source.objects.bulk_create(self._new)
        made, self._new = len(self._new), []
        return made

    def _owner(self, name: str) -> str:
        cited = CITING.search(name)
        original = cited["original"] if cited else RELAYED.sub("", name)
        if original == name:
            return ""
        known = self._by_name.get(original)
        return known.owner if known else original

    def _make(self, name: str, owner: str) -> Source:
        source = Source(name=name, kind=SourceKind.NONE, ownership_group=owner, paused=True)
        self._by_name[name] = source
        self._new.append(source)
        return source
