"""Conditions in a request's header: which versions it saw, and by which key it may be sent again."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException

from incidents.idempotency import LONGEST

_KEY: Final = re.compile(rf"[\x21-\x7e]{{1,{LONGEST}}}")


class VersionMissing(APIException):
    """A 428 for a change that does not say what it changes."""

    status_code = 428
    default_code = "version-missing"


class BadKey(APIException):
    """A 400 for an Idempotency-Key that is none."""

    status_code = 400
    default_code = "bad-idempotency-key"


def mark(response: HttpResponse, version: str) -> HttpResponse:
    """Give an answer its ETag, and return it: the version that it shows, and a mark of all else in it.

    What a version does not count (reports, the health of a source) must not pass for unchanged either.
    """
    digest = hashlib.sha256(response.content).hexdigest()[:12]
    response["ETag"] = f'"{version}-{digest}"'
    return response


def seen_versions(request: HttpRequest) -> list[str]:
    """Return the versions that If-Match names, as ETags or alone; none where it is absent or names any.

    A weak ETag counts too: compressing an answer makes it weak, and it names what is stored, not bytes.
    """
    return [
        one.removeprefix("W/").strip('"').partition("-")[0]
        for one in parse_etags(request.headers.get("If-Match", ""))
        if one != "*"
    ]


def required_versions(request: HttpRequest) -> list[str]:
    """Return the versions that If-Match names. Raises VersionMissing where it names none."""
    versions = seen_versions(request)
    if not versions:
        raise VersionMissing(_("Say in If-Match which version you change: the ETag that you were given."))
    return versions


def idempotency_key(request: HttpRequest) -> str:
    """Return the Idempotency-Key, empty where there is none. Raises BadKey."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if key and not _KEY.fullmatch(key):
        raise BadKey(_("An Idempotency-Key has 1 to %(most)d visible ASCII characters.") % {"most": LONGEST})
    return key
