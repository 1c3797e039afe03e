"""What a person hands in: files and addresses, read by the same code as sources are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import timezone

from sources.adapters.inbox import read_bytes
from sources.addresses import tidy_address
from sources.enums import Language, SourceKind
from sources.errors import TextError
from sources.files import read_file
from sources.intake import Arrival, receive
from sources.models import Intake, Source
from sources.pages import read_address
from sources.published import Moment
from sources.storing import Original, outlet_of
from sources.text import ArticleText


@dataclass(frozen=True, slots=True)
class Details:
    """What the person says about an article; it goes before what the article says itself.

    With neither ``source`` nor ``outlet`` the outlet is found in the article or by its address.
    """

    source: Source | None = None
    outlet: str = ""
    published: Moment | None = None
    language: Language | None = None


def source_by_hand() -> Source:
    """Return the source of what people hand in and no outlet is known for."""
    return Source.objects.get_or_create(name="Added by hand")[0]


def add(reference: str, details: Details, *, announce: bool = True) -> Intake:
    """Read and store one file or address; the intake says what became of it.

    With ``announce`` false the caller extracts a new article itself.
    """
    address = tidy_address(reference)
    if address:
        return _add(address, lambda: read_address(address), details, announce=announce)
    return _add(reference, lambda: _from_file(Path(reference)), details, announce=announce)


def add_content(content: dict[str, str], sender: str, details: Details) -> Intake:
    """Store an article that a program sends; the intake says what became of it.

    ``content`` has the members of a JSON file in the inbox, and is read by the same code. Where it has no
    address, the arrival is known by its sender and its content, so that the same thing is one arrival.
    """
    data = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    reference = tidy_address(content.get("url", "")) or f"{sender}: {hashlib.sha256(data).hexdigest()[:16]}"

    def read() -> tuple[ArticleText, Original]:
        parsed, media_type = read_file("content.json", data, timezone.get_default_timezone())
        return parsed, Original(data, media_type)

    return _add(reference, read, details, announce=True)


def _from_file(path: Path) -> tuple[ArticleText, Original]:
    if ":/" in str(path):
        raise TextError("This is no http or https address.")
    if not path.exists():
        raise TextError("There is no such file.")
    data = read_bytes(path.resolve())
    parsed, media_type = read_file(path.name, data, timezone.get_default_timezone())
    return parsed, Original(data, media_type)


def _add(
    reference: str,
    read: Callable[[], tuple[ArticleText, Original]],
    details: Details,
    *,
    announce: bool,
) -> Intake:
    at = details.source or source_by_hand()

    def arrive() -> Arrival:
        parsed, original = read()
        parsed = _with_details(parsed, details)
        return Arrival(parsed, original, details.source or outlet_of(parsed, at))

    intake = receive(at, reference, arrive, announce=announce)
    if intake.retry and at.kind == SourceKind.NONE:
        intake.retry = False  # nobody polls it
        intake.save(update_fields=["retry"])
    return intake


def _with_details(parsed: ArticleText, details: Details) -> ArticleText:
    if details.published:
        parsed = replace(parsed, published=details.published.at, has_time=details.published.has_time)
    return replace(
        parsed,
        outlet=details.outlet or parsed.outlet,
        language=details.language or parsed.language,
    )
