"""Members of the desk who ask by token."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from incidents.tokens import make_token
from tests.incidents.factories import RegionFactory, make_user

ROOT = "/api/v1/desk/"
DRAFT: dict[str, Any] = {
    "title": "Clash near Village",
    "sub_event_type": "Armed clash",
    "date_start": "2021-05-01",
    "location": {
        "name": "Village",
        "district": "Middle",
        "governorate": "North",
        "longitude": 44.4,
        "latitude": 35.4,
        "precision": "near",
    },
    "killed": {"best": 2, "high": 3},
}


@dataclass
class Desk:
    """A client of the desk's resources; ``user`` is whom its token acts for."""

    user: User | None
    key: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask an address below the desk's; a body goes as JSON."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key:
            fields["Authorization"] = f"Bearer {self.key}"
        data = b"" if body is None else json.dumps(body).encode()
        return Client().generic(
            method, ROOT + path, data, content_type="application/json" if data else "", headers=fields
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, body, **headers)


@pytest.fixture
def as_role() -> Callable[..., Desk]:
    """Make a client for a role, with a token of all scopes unless told otherwise."""

    def make(role: str, *scopes: str) -> Desk:
        user = User.objects.filter(username=role.lower()).first() or make_user(role)
        _token, key = make_token(user, "test", scopes or ("read", "ingest", "edit"), None)
        return Desk(user, key)

    return make


@pytest.fixture
def reviewer(as_role: Callable[..., Desk]) -> Desk:
    RegionFactory()
    return as_role("Reviewer")


@pytest.fixture
def contributor(as_role: Callable[..., Desk]) -> Desk:
    RegionFactory()
    return as_role("Contributor")


def pointers(response: Any) -> dict[str, str]:
    """Return what is wrong with a body by JSON pointer."""
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    return {error["pointer"]: error["detail"] for error in response.json()["errors"]}
