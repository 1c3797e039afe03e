"""Whether a client's copy is still good: asked of the log of changes, before any work is done."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from incidents.models import Change

# A time in whole seconds says nothing of what happens later within the same second.
SETTLED: Final = timedelta(seconds=2)


@cache
def _code_version() -> str:
    """Return a mark of the code that writes the answers: when it changes, so may they."""
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), *here.parent.glob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


class Freshness:
    """The state of what is public when a request came in."""

    def __init__(self, request: HttpRequest) -> None:
        newest = Change.objects.order_by("-seq").values_list("seq", "changed_at").first()
        seq, changed_at = newest or (0, None)
        address = hashlib.sha256(request.get_full_path().encode()).hexdigest()[:8]
        self.etag = f'W/"{seq}-{address}-{_code_version()}"'
        settled = changed_at is not None and timezone.now() - changed_at > SETTLED
        self.modified = int(changed_at.timestamp()) if changed_at and settled else None

    def not_modified(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return the 304 where the client has this already, else None."""
        response = get_conditional_response(request, etag=self.etag, last_modified=self.modified)
        return None if response is None else self.mark(response)

    def mark(self, response: HttpResponseBase) -> HttpResponseBase:
        """Say how fresh an answer is, and that it must be asked again before it is used again."""
        response["ETag"] = self.etag
        response["Cache-Control"] = "no-cache"
        if self.modified is not None:
            response["Last-Modified"] = http_date(self.modified)
        return response
