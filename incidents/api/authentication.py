"""Who asks: a token in the Authorization header, or a session of the pages."""

from __future__ import annotations

from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from incidents.models import ApiToken
from incidents.tokens import TokenError, find_token

SCHEME = "Bearer"
REALM = f'{SCHEME} realm="hamrin"'
REFUSALS = {
    "unknown": _("This token is not known."),
    "expired": _("This token has expired."),
    "revoked": _("This token was revoked."),
    "inactive": _("This token's account is switched off."),
}


class BadToken(AuthenticationFailed):
    """A 401 for a token that opens nothing, with the kind ``token-unknown``, ``token-expired`` and so on."""

    def __init__(self, reason: str) -> None:
        super().__init__(REFUSALS[reason])
        self.default_code = f"token-{reason}"
        self.challenge = f'{REALM}, error="invalid_token"'


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer hamrin_…``: the request is its user's, and ``request.auth`` the ApiToken."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        """Return the user and the token; None without one. Raises BadToken."""
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        try:
            token = find_token(key.strip())
        except TokenError as error:
            raise BadToken(error.reason) from None
        # What it changes bears its mark in the history, beside the user's.
        pghistory.context(token=token.prefix)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - REST framework's signature
        """Return the challenge that makes a lack of credentials a 401."""
        return REALM


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers subclasses
    """How the OpenAPI document names it."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:  # noqa: ARG002 - its signature
        """Return the scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "hamrin_…"}
