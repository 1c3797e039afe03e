"""Tokens at the API's door: who is let in, what is told to whom, and what a token is not for."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory.models
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from rest_framework.permissions import BasePermission

from config import urls
from incidents.api.base import ApiView, json_response
from incidents.api.permissions import needs
from incidents.models import Actor, ApiToken
from incidents.tokens import make_token, revoke_token
from tests.incidents.factories import make_user

pytestmark = pytest.mark.django_db


class Guarded(ApiView):
    """An address for those who may publish, with a token for edits."""

    permission_classes: ClassVar[list[type[BasePermission]]] = [needs("edit", "incidents.publish_incident")]

    def get(self, request: Any) -> HttpResponse:
        return json_response({"user": request.user.username, "token": request.auth and request.auth.name})

    def post(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - a view's signature
        Actor.objects.create(name="Guards", kind=1)
        return json_response({})


class Known(ApiView):
    """An address for whoever is known."""

    permission_classes: ClassVar[list[type[BasePermission]]] = [needs("read")]

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - a view's signature
        return json_response({})


class Addresses:
    urlpatterns: ClassVar[list[Any]] = [
        path("guarded/", Guarded.as_view()),
        path("known/", Known.as_view()),
        *urls.urlpatterns,
    ]


@pytest.fixture(autouse=True)
def addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def test_a_token_acts_for_its_user(client: Client) -> None:
    user = make_user("Reviewer")
    _token, key = make_token(user, "mirror", ["edit"], None)
    answer = client.get("/guarded/", headers=bearer(key))
    assert answer.json() == {"user": "reviewer", "token": "mirror"}
    assert client.get("/guarded/", headers={"authorization": f"bearer  {key} "}).status_code == 200


def test_a_session_needs_the_right_alone(client: Client) -> None:
    client.force_login(make_user("Reviewer"))
    assert client.get("/guarded/").json() == {"user": "reviewer", "token": None}


def test_a_session_s_writes_need_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    user = make_user("Reviewer")
    client.force_login(user)
    assert client.post("/guarded/").status_code == 403
    _token, key = make_token(user, "mirror", ["edit"], None)
    assert Client(enforce_csrf_checks=True).post("/guarded/", headers=bearer(key)).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic ZWRpdG9yOg=="}])
def test_nobody_is_asked_for_credentials(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/guarded/", headers=headers)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="hamrin"')
    assert answer.json()["type"] == "urn:hamrin:problem:not-authenticated"


@pytest.mark.parametrize("address", ["/guarded/", "/api/v1/incidents/", "/ogc/collections"])
@pytest.mark.parametrize("spoil", ["unknown", "revoked", "expired", "inactive"])
def test_a_bad_token_is_told_from_none(
    client: Client, address: str, spoil: str, caplog: pytest.LogCaptureFixture
) -> None:
    user = make_user("Reviewer")
    token, key = make_token(user, "mirror", ["read", "edit"], None)
    if spoil == "unknown":
        key = key[:-4] + "0000"
    elif spoil == "revoked":
        revoke_token(token)
    elif spoil == "expired":
        ApiToken.objects.update(expires_at=timezone.now())
    else:
        user.is_active = False
        user.save()
    answer = client.get(address, headers=bearer(key))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="hamrin", error="invalid_token"'
    assert answer.json()["type"] == f"urn:hamrin:problem:token-{spoil}"
    assert key not in answer.content.decode() + caplog.text


def test_a_missing_scope_is_named(client: Client) -> None:
    _token, key = make_token(make_user("Reviewer"), "mirror", ["read", "ingest"], None)
    answer = client.get("/guarded/", headers=bearer(key))
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:hamrin:problem:missing-scope"
    assert answer.json()["scope"] == "edit"
    assert answer["WWW-Authenticate"].endswith('error="insufficient_scope", scope="edit"')
    assert client.get("/known/", headers=bearer(key)).status_code == 200


def test_a_missing_right_is_named_for_tokens_and_sessions(client: Client) -> None:
    user = make_user("Editor")
    _token, key = make_token(user, "mirror", ["read", "edit"], None)
    answers = [client.get("/guarded/", headers=bearer(key))]
    client.force_login(user)
    answers.append(client.get("/guarded/"))
    for answer in answers:
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:hamrin:problem:missing-permission"
        assert answer.json()["permission"] == "incidents.publish_incident"
    assert client.get("/known/").status_code == 200


def test_a_token_opens_no_page(client: Client) -> None:
    user = make_user("Administrator")
    user.is_superuser = True
    user.save()
    _token, key = make_token(user, "mirror", ["read", "edit"], None)
    for address in ("/admin/", "/review/"):
        answer = client.get(address, headers=bearer(key))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_token_does_not_change_what_is_public(client: Client) -> None:
    _token, key = make_token(make_user("Administrator"), "mirror", ["read"], None)
    plain, known = (client.get("/api/v1/incidents/", headers=some) for some in ({}, bearer(key)))
    assert (plain.content, plain["ETag"]) == (known.content, known["ETag"])
    client.force_login(make_user("Editor"))
    assert client.get("/api/v1/incidents/").content == plain.content


def test_history_says_who_and_by_which_token(client: Client) -> None:
    user = make_user("Reviewer")
    token, key = make_token(user, "mirror", ["edit"], None)
    assert client.post("/guarded/", headers=bearer(key)).status_code == 200
    context = pghistory.models.Context.objects.latest("created_at")
    assert context.metadata["user"] == user.pk
    assert context.metadata["token"] == token.prefix
    assert key not in str(context.metadata)


def test_the_document_names_both_ways(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert document["paths"]["/api/v1/incidents/"]["get"]["security"] == [{"token": []}, {}]
