"""Who may: the right of the user, and for a token its scope as well."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from incidents.models import ApiToken

from .authentication import REALM


class MissingScope(APIException):
    """A 403 for a token that was not made for this; the problem's ``scope`` names what it would need."""

    status_code = 403
    default_code = "missing-scope"

    def __init__(self, scope: str) -> None:
        super().__init__(
            _("This token was not made for this: it needs the scope %(scope)s.") % {"scope": scope}
        )
        self.facts = {"scope": scope}
        self.challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'


class MissingPermission(APIException):
    """A 403 for a user without the right; the problem's ``permission`` names it."""

    status_code = 403
    default_code = "missing-permission"

    def __init__(self, permission: str) -> None:
        super().__init__(_("You may not do this: it needs the right %(right)s.") % {"right": permission})
        self.facts = {"permission": permission}


def require(request: Request, scope: str, permission: str | None = None) -> None:
    """Raise NotAuthenticated, MissingScope or MissingPermission unless the request may do this.

    ``permission`` is one of Django's, as ``incidents.publish_incident``; None asks for a log-in alone.
    """
    if not request.user.is_authenticated:
        raise NotAuthenticated(_("This needs a token or a log-in."))
    if isinstance(request.auth, ApiToken) and scope not in request.auth.scopes:
        raise MissingScope(scope)
    if permission is not None and not request.user.has_perm(permission):
        raise MissingPermission(permission)


def needs(scope: str, permission: str | None = None) -> type[BasePermission]:
    """Return the permission class for a view; see ``require``."""

    class Needs(BasePermission):
        def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002 - its signature
            require(request, scope, permission)
            return True

    return Needs
