"""How each kind of source is read: a dict from kind to class."""

from __future__ import annotations

from typing import Any, Final

from sources.adapters.base import Adapter
from sources.adapters.inbox import InboxAdapter
from sources.adapters.rss import FeedAdapter
from sources.enums import SourceKind

ADAPTERS: Final[dict[str, type[Adapter[Any]]]] = {
    SourceKind.INBOX: InboxAdapter,
    SourceKind.RSS: FeedAdapter,
}
