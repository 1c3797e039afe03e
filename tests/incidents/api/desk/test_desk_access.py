"""Who may do what: every address for every role, without credentials, and with a token of another scope."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client
from django.urls import get_resolver

from incidents.api.desk.urls import urlpatterns
from incidents.enums import IncidentStatus
from incidents.models import Incident
from incidents.tokens import make_token
from incidents.versions import version_of
from tests.factories import make_source, story
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.api.desk.conftest import DRAFT, ROOT, Desk
from tests.incidents.factories import IncidentFactory, RegionFactory, make_proposal, make_user

pytestmark = pytest.mark.django_db

EVERYBODY: Final = ("Contributor", "Editor", "Reviewer", "Administrator")
EDITORS: Final = EVERYBODY[1:]
REVIEWERS: Final = EVERYBODY[2:]
REASON: Final = {"reason": "a test"}
# Method, address, body, scope, who may, and what an allowed request is answered.
ADDRESSES: Final[list[tuple[str, str, Any, str, tuple[str, ...], int]]] = [
    ("GET", "incidents/", None, "read", EVERYBODY, 200),
    ("POST", "incidents/", {**DRAFT, "date_start": "2001-05-01"}, "edit", EVERYBODY, 201),
    ("GET", "incidents/{uid}/", None, "read", EVERYBODY, 200),
    ("PATCH", "incidents/{uid}/", {"title": "X"}, "edit", EVERYBODY, 200),
    ("POST", "incidents/{uid}/publish/", None, "edit", REVIEWERS, 200),
    ("POST", "incidents/{uid}/retract/", REASON, "edit", REVIEWERS, 200),
    ("GET", "reports/", None, "read", EVERYBODY, 200),
    ("GET", "reports/{report}/", None, "read", EVERYBODY, 200),
    ("POST", "reports/undo/", None, "edit", EDITORS, 409),
    ("POST", "reports/{report}/accept/", {}, "edit", EDITORS, 201),
    ("POST", "reports/{report}/merge/", {"incident": "{uid}"}, "edit", EDITORS, 200),
    ("POST", "reports/{report}/reject/", REASON, "edit", EDITORS, 200),
    ("POST", "reports/{report}/reopen/", None, "edit", EDITORS, 409),
    ("POST", "reports/{report}/take/", None, "edit", EDITORS, 200),
    ("POST", "reports/{report}/release/", None, "edit", EDITORS, 200),
    ("POST", "incidents/{uid}/sources/", {"url": "https://news.example.org/9"}, "edit", EDITORS, 201),
    ("GET", "articles/", None, "read", EVERYBODY, 200),
    ("POST", "articles/", {"text": story(7)}, "ingest", EVERYBODY, 201),
    ("GET", "articles/{article}/", None, "read", EVERYBODY, 200),
    ("GET", "sources/", None, "read", EVERYBODY, 200),
    ("POST", "sources/", {"name": "Gazette"}, "edit", EDITORS, 201),
    ("GET", "sources/{source}/", None, "read", EVERYBODY, 200),
    ("PATCH", "sources/{source}/", {"medium": "radio"}, "edit", EDITORS, 200),
]
IDS: Final = [f"{method} {path}" for method, path, *_rest in ADDRESSES]


@pytest.fixture
def known() -> dict[str, Any]:
    """Make one of each thing, and return how addresses name them."""
    RegionFactory()
    incident = make_full_incident(status=IncidentStatus.DRAFT)
    report = make_proposal()
    return {
        "uid": str(incident.uid),
        "report": report.pk,
        "article": report.article_id,
        "source": make_source("Herald").pk,
    }


def ask(desk: Desk, method: str, path: str, body: Any, known: dict[str, Any]) -> Any:
    """Ask an address, with the version of what it changes."""
    headers = {}
    if method == "PATCH" and "uid" in path:
        headers["If_Match"] = f'"{version_of(Incident.objects.get(uid=known["uid"]))}"'
    if isinstance(body, dict) and "incident" in body:
        body = {"incident": known["uid"]}
    return desk.ask(method, path.format(**known), body, **headers)


@pytest.mark.parametrize("row", ADDRESSES, ids=IDS)
def test_each_role_may_what_it_may(as_role: Any, known: dict[str, Any], row: Any) -> None:
    method, path, body, scope, who, status = row
    stranger = ask(Desk(None), method, path, body, known)
    assert stranger.status_code == 401
    assert stranger["WWW-Authenticate"].startswith("Bearer")
    assert stranger["Content-Type"] == "application/problem+json"
    assert ask(Desk(None, "hamrin_unknown"), method, path, body, known).status_code == 401
    others = {"read", "ingest", "edit"} - {scope}
    refused = ask(as_role("Administrator", *others), method, path, body, known)
    assert (refused.status_code, refused.json()["scope"]) == (403, scope)
    for role in set(EVERYBODY) - set(who):
        refused = ask(as_role(role, scope), method, path, body, known)
        assert refused.status_code == 403, role
        assert "." in refused.json()["permission"]
    nobody = Desk(make_user("Contributor", "left"))
    assert nobody.user
    nobody.user.groups.clear()
    nobody.key = make_token(nobody.user, "old", [scope], None)[1]
    assert ask(nobody, method, path, body, known).status_code == 403
    # The least of those who may.
    assert ask(as_role(who[0], scope), method, path, body, known).status_code == status


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_role_reads_with_a_session_as_with_a_token(
    as_role: Any, known: dict[str, Any], role: str
) -> None:
    desk, client = as_role(role), Client()
    client.force_login(desk.user)
    for method, path, *_rest in ADDRESSES:
        if method == "GET":
            by_session = client.get(ROOT + path.format(**known))
            assert by_session.status_code == 200
            assert by_session.json() == desk.get(path.format(**known)).json()


def test_what_is_read_is_as_documented(as_role: Any, known: dict[str, Any], conforms: Any) -> None:
    desk = as_role("Reviewer")
    make_full_incident(
        room=None, claimed_by=None, longitude=None, latitude=None, location_precision="district"
    )
    for method, path, *_rest in ADDRESSES:
        if method == "GET":
            documented = path
            for name in ("report", "article", "source"):
                documented = documented.replace(f"{{{name}}}", "{id}")
            assert conforms(desk.get(path.format(**known)), ROOT + documented)


def test_the_table_has_every_address() -> None:
    assert get_resolver()
    named = {str(pattern.pattern).replace("<uuid:uid>", "{uid}") for pattern in urlpatterns}
    tested = {path for _method, path, *_rest in ADDRESSES}
    kinds = {"{report}": "<int:pk>", "{article}": "<int:pk>", "{source}": "<int:pk>"}
    for name, converter in kinds.items():
        tested = {path.replace(name, converter) for path in tested}
    assert tested == named


def test_a_session_writes_with_its_csrf_token_alone(known: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("Reviewer"))
    address = f"{ROOT}incidents/{known['uid']}/publish/"
    refused = client.post(address, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    client.get("/admin/login/")
    client.get("/admin/")
    page = client.get("/admin/password_change/")
    token = (
        page.cookies["csrftoken"].value if "csrftoken" in page.cookies else client.cookies["csrftoken"].value
    )
    allowed = client.post(address, content_type="application/json", headers={"X-CSRFToken": token})
    assert allowed.status_code == 200, allowed.content


def test_public_addresses_say_the_same_to_everybody(as_role: Any) -> None:
    shown = IncidentFactory()
    hidden = [IncidentFactory(sensitivity="restricted"), IncidentFactory(status=IncidentStatus.DRAFT)]
    desk = as_role("Administrator")
    fields = {"Authorization": f"Bearer {desk.key}"}
    for path in ("incidents/", f"incidents/{shown.uid}/", "incidents.geojson", "changes/"):
        told = Client().get(f"/api/v1/{path}", headers=fields)
        plain = Client().get(f"/api/v1/{path}")
        assert b"".join(told) == b"".join(plain)
    for one in hidden:
        assert Client().get(f"/api/v1/incidents/{one.uid}/", headers=fields).status_code == 404
    for method in ("POST", "PATCH", "PUT", "DELETE"):
        assert Client().generic(method, f"/api/v1/incidents/{shown.uid}/", headers=fields).status_code == 405
    assert desk.ask("DELETE", f"incidents/{shown.uid}/").status_code == 405
