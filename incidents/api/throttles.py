"""How often anybody may ask: one count a request, by token, account or address, told in every answer.

The fields are those of the IETF's draft (``RateLimit``, ``RateLimit-Policy``), not ``X-RateLimit-*``: they
name the policy that counted, and say its window and the wait in seconds, where ``X-RateLimit-Reset`` is a
time of day at one service and a number of seconds at the next.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from incidents.models import ApiToken
from incidents.rates import Budget, spend

# For scripts on other sites' pages, which see no other fields than those that are named.
EXPOSED: Final = "ETag, RateLimit, RateLimit-Policy, Retry-After"


def client_address(request: HttpRequest) -> str:
    """Return the address that asks: the connection's, or what so many trusted proxies say of it.

    Of an IPv6 address, the network (/64) is returned, since a single client has all of it.
    """
    connected = request.META.get("REMOTE_ADDR") or ""
    named = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    # Each proxy adds whom it heard; what stands before that, anybody may have written.
    told = _network(named[-min(trusted, len(named))]) if trusted else ""
    return told or _network(connected) or connected


def _network(text: str) -> str:
    """Return an address without its port, the network of an IPv6 one, nothing for what is no address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address.packed, 64), strict=False))


def whose_budget(request: Request) -> tuple[str, str]:
    """Return whether the budget is a token's or an address's, and whose it is."""
    if isinstance(request.auth, ApiToken):
        return "token", f"token {request.auth.pk}"
    if isinstance(request.user, User):
        return "token", f"user {request.user.pk}"
    return "address", client_address(request)


class RateThrottle(BaseThrottle):
    """Counts a request once: also one whose token is bad, so that nobody guesses quickly."""

    budget: Budget | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether there is room; without an answer from Valkey there is."""
        asked: Any = request._request  # noqa: SLF001 - the request that the middleware sees
        if not hasattr(asked, "budget"):
            policy, whose = whose_budget(request)
            if view.is_costly(request):
                policy = "exports"
            limit = settings.THROTTLES[policy]
            asked.budget = spend(policy, whose, limit) if limit > 0 else None
        self.budget = asked.budget
        return self.budget is None or self.budget.allowed

    def wait(self) -> float | None:
        """Return for how many seconds there is no room."""
        return None if self.budget is None else self.budget.wait


def tell_budget(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """Middleware: say what is left in every answer that was counted, also where it became a 304."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        budget: Budget | None = getattr(request, "budget", None)
        if budget is not None:
            wait = math.ceil(budget.wait)
            response["RateLimit"] = f'"{budget.policy}";r={budget.remaining};t={wait}'
            response["RateLimit-Policy"] = f'"{budget.policy}";q={budget.limit};w={budget.period}'
        return response

    return answer
