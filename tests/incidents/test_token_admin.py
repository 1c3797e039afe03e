"""Tokens in the admin: made by everybody for themselves, shown once, revoked in the list."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import ApiToken
from incidents.tokens import TokenError, end_of, find_token, make_token
from tests.incidents.factories import make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/incidents/apitoken/"
ADD = f"{LIST}add/"


def add(client: Client, **values: Any) -> Any:
    day = timezone.localdate() + timedelta(days=30)
    return client.post(ADD, {"name": "mirror", "scopes": ["read"], "last_day": day.isoformat(), **values})


def key_in(response: Any) -> str:
    found = re.findall(r"hamrin_[0-9a-f]{12}_[0-9a-f]{64}", response.content.decode())
    assert len(found) == 1
    return str(found[0])


def test_a_key_is_shown_in_one_answer_and_never_again(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    user = make_user("Contributor")
    client.force_login(user)
    response = add(client)
    key = key_in(response)
    assert "no-store" in response["Cache-Control"]
    token = find_token(key)
    assert (token.user, token.created_by, token.scopes) == (user, user, ["read"])
    assert token.expires_at == end_of(timezone.localdate() + timedelta(days=30))
    pages = [client.get(address).content.decode() for address in (LIST, f"{LIST}{token.pk}/change/", ADD)]
    for text in (*pages, caplog.text, str(list(LogEntry.objects.values())), str(client.session.items())):
        assert key.rpartition("_")[2] not in text
        assert token.key_hash not in text
    assert token.prefix in pages[0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"last_day": "2020-01-31"}, "last_day"),
    ],
)
def test_a_bad_form_is_shown_again(client: Client, values: dict[str, Any], field: str) -> None:
    client.force_login(make_user("Editor"))
    response = add(client, **values)
    assert list(response.context["form"].errors) == [field]
    assert not ApiToken.objects.exists()


def test_only_administrators_make_tokens_for_others(client: Client) -> None:
    editor, administrator = make_user("Editor"), make_user("Administrator")
    client.force_login(editor)
    assert find_token(key_in(add(client, user=administrator.pk))).user == editor
    client.force_login(administrator)
    token = find_token(key_in(add(client, user=editor.pk, last_day="")))
    assert (token.user, token.created_by, token.expires_at) == (editor, administrator, None)


def test_everybody_sees_and_revokes_their_own_and_administrators_all(client: Client) -> None:
    editor, reviewer = make_user("Editor"), make_user("Reviewer")
    own, own_key = make_token(editor, "of the editor", ["read"], None)
    other, other_key = make_token(reviewer, "of the reviewer", ["read"], None)
    client.force_login(editor)
    page = client.get(LIST).content.decode()
    assert own.name in page
    assert other.name not in page
    assert client.get(reverse("admin:incidents_apitoken_change", args=[other.pk])).status_code == 302
    revoke = {"action": "revoke_selected", "_selected_action": [own.pk, other.pk]}
    client.post(LIST, revoke)
    with pytest.raises(TokenError, match="revoked"):
        find_token(own_key)
    assert find_token(other_key)
    client.force_login(make_user("Administrator"))
    page = client.get(LIST).content.decode()
    assert own.name in page
    assert other.name in page
    client.post(LIST, revoke)
    with pytest.raises(TokenError, match="revoked"):
        find_token(other_key)


def test_nobody_changes_or_deletes_a_token(client: Client) -> None:
    token, _key = make_token(make_user("Editor"), "mirror", ["read"], None)
    client.force_login(make_user("Administrator"))
    page = f"{LIST}{token.pk}"
    assert client.post(f"{page}/change/", {"name": "other"}).status_code == 403
    assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403


def test_history_names_who_revoked_and_restores_nothing(client: Client) -> None:
    token, key = make_token(make_user("Editor"), "mirror", ["read"], None)
    administrator = make_user("Administrator", "chief")
    client.force_login(administrator)
    client.post(LIST, {"action": "revoke_selected", "_selected_action": [token.pk]})
    page = f"{LIST}{token.pk}/history/"
    text = client.get(page).content.decode()
    assert "chief" in text.partition('id="content"')[2]
    assert token.key_hash not in text
    event = token.events.earliest("pgh_id").pk  # type: ignore[attr-defined]
    assert client.post(page, {"event": event}).status_code == 403
    with pytest.raises(TokenError, match="revoked"):
        find_token(key)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_any_number(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    user = make_user("Editor")
    for index in range(number):
        make_token(user, f"token {index}", ["read"], None)
    client.force_login(user)
    with django_assert_num_queries(7):
        assert client.get(LIST).status_code == 200
