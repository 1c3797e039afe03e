"""Errors as RFC 9457 problem details: what is wrong, where, and what would have been right."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, Throttled

from incidents.parameters import BadParameters

MEDIA_TYPE = "application/problem+json"


class Gone(Exception):  # noqa: N818 - as Http404
    """What was published at this address was taken back; ``facts`` are told to the client."""

    def __init__(self, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts


def problem(
    status: int,
    kind: str,
    detail: str,
    *,
    title: str = "",
    headers: dict[str, str] | None = None,
    **facts: Any,
) -> HttpResponse:
    """Return a problem+json response; ``kind`` names the sort of problem, ``facts`` are further members."""
    body = {
        "type": f"urn:hamrin:problem:{kind}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **facts,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=headers
    )


def problem_json(error: Exception, context: dict[str, Any]) -> HttpResponse | None:  # noqa: ARG001 - DRF's signature
    """Turn an exception of an API view into a problem; None lets Django report an unforeseen one."""
    match error:
        case BadParameters():
            answer = bad_parameters(error)
        case Gone():
            answer = problem(410, "gone", error.detail, **error.facts)
        case Http404():
            answer = not_found()
        case PermissionDenied():
            answer = problem(403, "forbidden", _("You may not do this."))
        case SuspiciousOperation():
            answer = problem(400, "bad-request", str(error))
        case Throttled():
            answer = too_many(getattr(error, "wait", None) or 1)
        case APIException():
            answer = _from_rest_framework(error)
        case _:
            return None
    return answer


def bad_parameters(error: BadParameters) -> HttpResponse:
    """Return the 400 that names each bad parameter and the allowed values."""
    first = error.problems[0]
    return problem(
        400,
        "bad-parameter",
        f"{first['parameter']}: {first['detail']}",
        title=_("Bad parameter"),
        errors=error.problems,
    )


def not_found() -> HttpResponse:
    """Return the 404 of an address that leads nowhere."""
    return problem(404, "not-found", _("There is nothing at this address."))


def too_many(seconds: int) -> HttpResponse:
    """Return the 429 that says when there is room again."""
    detail = _("Too many requests: there is room for another one in %(seconds)d s.") % {"seconds": seconds}
    return problem(429, "too-many-requests", detail, headers={"Retry-After": str(seconds)})


def _from_rest_framework(error: APIException) -> HttpResponse:
    headers = {}
    if challenge := getattr(error, "challenge", None) or getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    kind = str(error.default_code).replace("_", "-")
    facts = getattr(error, "facts", {})
    return problem(error.status_code, kind, str(error.detail), headers=headers, **facts)
