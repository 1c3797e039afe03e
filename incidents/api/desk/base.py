"""What the desk's views share: who may, what a refused decision is called, and that nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from incidents.api.base import ApiView
from incidents.api.permissions import needs
from incidents.editing import ChangedMeanwhileError
from incidents.history import Change
from incidents.parameters import ParameterForm, read_parameters
from incidents.review import ReviewError

from .bodies import from_validation
from .entry import POINTERS


class NotPossible(APIException):
    """A 409 for a decision that can't be taken (any more)."""

    status_code = 409
    default_code = "not-possible"


class NotAllowed(APIException):
    """A 403 that the domain gives, with its reason."""

    status_code = 403
    default_code = "forbidden"


class OtherVersion(APIException):
    """A 412 for a change of something that is not as it was seen."""

    status_code = 412
    default_code = "changed-meanwhile"

    def __init__(self, detail: str, **facts: Any) -> None:
        super().__init__(detail)
        self.facts = facts


def _changed_meanwhile(error: ChangedMeanwhileError) -> OtherVersion:
    """Return the answer that names the current version and what others changed, the oldest first."""
    return OtherVersion(
        _("Somebody else saved this incident since the version that you name."),
        version=error.version,
        changes=[member for change in error.since.changes for member in _members(change)],
    )


def _members(change: Change) -> list[dict[str, str]]:
    """Return a change field by field, in words; what was added or removed is one entry."""
    said = {"subject": change.subject, "what": change.label, "by": change.user, "at": change.at.isoformat()}
    if change.subject and change.label != "update":
        return [{**said, "field": "", "before": "", "after": ""}]
    return [{**said, "field": one.name, "before": one.before, "after": one.after} for one in change.fields]


class DeskView(ApiView):
    """An address for members of the desk, by token or session.

    ``needed`` names for each method the scope that a token needs and the permission that its user needs.
    """

    parser_classes = (JSONParser,)
    needed: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def get_permissions(self) -> list[Any]:
        """Return what the method needs; a method that there is not is refused later, as such."""
        wanted = self.needed.get(self.request.method or "")
        classes: list[type[BasePermission]] = [needs(*wanted)] if wanted else []
        return [one() for one in classes]

    def handle_exception(self, exc: Exception) -> Any:
        """Say what the domain refused in the API's own terms."""
        match exc:
            case ReviewError():
                exc = NotPossible(str(exc))
            case ChangedMeanwhileError():
                exc = _changed_meanwhile(exc)
            case PermissionDenied():
                exc = NotAllowed(str(exc) or _("You may not do this."))
            case ValidationError():
                exc = from_validation(exc, POINTERS)
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let nobody keep what only some may see."""
        finished: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        finished["Cache-Control"] = "private, no-cache"
        patch_vary_headers(finished, ["Authorization", "Cookie"])
        return finished

    def read(self, request: HttpRequest, *forms: type[ParameterForm]) -> dict[str, Any]:
        """Return the request's parameters. Raises BadParameters."""
        return read_parameters(request.GET, *(form(request.GET) for form in forms))

    @property
    def editor(self) -> User:
        """Who asks; the permissions let nobody else in."""
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - for mypy, see above
        return user
