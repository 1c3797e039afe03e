"""Absolute addresses of things, made once a request and filled in row by row."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

_PLACEHOLDER = UUID(int=0)


class Links:
    """The addresses of incidents and rooms, in the API and as pages."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._templates: dict[str, str] = {}

    def _fill(self, name: str, uid: UUID) -> str:
        template = self._templates.get(name)
        if template is None:
            path = reverse(name, kwargs={"uid": _PLACEHOLDER})
            template = self._templates[name] = self._request.build_absolute_uri(path)
        return template.replace(str(_PLACEHOLDER), str(uid))

    def incident_api(self, uid: UUID) -> str:
        """Return the address of an incident in the API."""
        return self._fill("api:incident", uid)

    def incident_page(self, uid: UUID) -> str:
        """Return the address of an incident's page."""
        return self._fill("incident", uid)

    def around_incident_page(self) -> tuple[str, str]:
        """Return what stands before and behind the uid in the address of an incident's page."""
        before, _uid, behind = self.incident_page(_PLACEHOLDER).partition(str(_PLACEHOLDER))
        return before, behind

    def room_api(self, uid: UUID) -> str:
        """Return the address of a room in the API."""
        return self._fill("api:room", uid)

    def room_page(self, uid: UUID) -> str:
        """Return the address of a room's page."""
        return self._fill("room", uid)
