"""API tokens: made, found, revoked; what the database and its history know of them."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from incidents import tokens
from incidents.models import ApiToken
from incidents.tokens import KEY, TokenError, end_of, find_token, make_token, revoke_token
from tests.incidents.factories import make_user

pytestmark = pytest.mark.django_db


def reason(key: str) -> str:
    with pytest.raises(TokenError) as caught:
        find_token(key)
    return caught.value.reason


def test_a_key_leads_to_its_token() -> None:
    user = make_user("Editor")
    token, key = make_token(user, " mirror ", ["read", "edit", "read"], None)
    assert KEY.fullmatch(key)
    found = find_token(key)
    assert (found, found.user, found.name, found.scopes) == (token, user, "mirror", ["read", "edit"])


def test_the_database_has_no_key() -> None:
    _token, key = make_token(make_user("Editor"), "mirror", ["read"], None)
    event: Any = ApiToken.pgh_event_model  # type: ignore[attr-defined]
    stored = json.dumps([*ApiToken.objects.values(), *event.objects.values()], default=str)
    assert key not in stored
    assert key.rpartition("_")[2] not in stored
    assert hashlib.sha256(key.encode()).hexdigest() in stored
    assert "key_hash" not in {field.name for field in event._meta.get_fields()}


def test_only_who_has_the_whole_key_learns_what_is_wrong() -> None:
    user = make_user("Editor")
    for number, spoil in enumerate(("revoked", "expired", "inactive")):
        token, key = make_token(user, f"spoilt {number}", ["read"], timezone.now() + timedelta(hours=1))
        guess = key[:-1] + ("0" if key[-1] != "0" else "1")
        if spoil == "revoked":
            assert revoke_token(token)
            assert not revoke_token(token)
        elif spoil == "expired":
            ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
        else:
            type(user).objects.filter(pk=user.pk).update(is_active=False)
        assert (reason(key), reason(guess)) == (spoil, "unknown")
        token.refresh_from_db()
        assert token.last_used_at is None


@pytest.mark.parametrize("key", ["", "hamrin_", "nonsense", f"hamrin_{'0' * 12}_{'0' * 64}", "hamrin_ü"])
def test_what_is_no_key_is_unknown(key: str) -> None:
    assert reason(key) == "unknown"


def test_use_is_noted_once_a_minute(django_assert_num_queries: Any) -> None:
    token, key = make_token(make_user("Editor"), "mirror", ["read"], None)
    with django_assert_num_queries(2):
        find_token(key)
    with django_assert_num_queries(1):
        find_token(key)
    ApiToken.objects.update(last_used_at=timezone.now() - tokens.NOTED_EVERY)
    with django_assert_num_queries(2):
        find_token(key)
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert timezone.now() - token.last_used_at < timedelta(seconds=10)


def test_history_says_who_revoked_and_nothing_of_each_use() -> None:
    user = make_user("Editor")
    token, key = make_token(user, "mirror", ["read"], None)
    find_token(key)
    with pghistory.context(user=user.pk):
        revoke_token(token)
    history: Any = token.events  # type: ignore[attr-defined]
    labels = list(history.order_by("pgh_id").values_list("pgh_label", "pgh_context__metadata__user"))
    assert labels == [("insert", None), ("update", user.pk)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "everything"]}, "scopes"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "expires_at"),
    ],
)
def test_what_makes_no_token(values: dict[str, Any], field: str) -> None:
    plain: dict[str, Any] = {"name": "mirror", "scopes": ["read"], "expires_at": None}
    with pytest.raises(ValidationError) as caught:
        make_token(make_user("Editor"), **{**plain, **values})
    assert list(caught.value.message_dict) == [field]
    assert not ApiToken.objects.exists()


def test_nobody_who_is_switched_off_gets_one() -> None:
    user = make_user("Editor")
    user.is_active = False
    with pytest.raises(ValidationError):
        make_token(user, "mirror", ["read"], None)


def test_the_database_knows_the_scopes() -> None:
    make_token(make_user("Editor"), "mirror", ["read"], None)
    for scopes in ([], ["everything"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiToken.objects.update(scopes=scopes)


def test_a_day_ends_where_the_next_begins(settings: Any) -> None:
    assert end_of(date(2027, 1, 31)).isoformat() == "2027-02-01T00:00:00+03:00"


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_the_key_alone() -> None:
    user = make_user("Editor")
    day = timezone.localdate() + timedelta(days=10)
    chosen = ["--scope", "read", "--scope", "ingest", "--expires", day.isoformat()]
    out, err = run("make_token", user.username, "inbox", *chosen)
    token = find_token(out.strip())
    assert (token.user, token.name, token.scopes, token.created_by) == (
        user,
        "inbox",
        ["read", "ingest"],
        None,
    )
    assert token.expires_at == end_of(day)
    assert token.prefix in err
    assert out.strip() not in err
    run("revoke_token", token.prefix)
    assert reason(out.strip()) == "revoked"
    with pytest.raises(CommandError, match="before"):
        run("revoke_token", token.prefix)


def test_a_token_lives_a_year_unless_said_otherwise() -> None:
    user = make_user("Editor")
    out, _err = run("make_token", user.username, "one", "--scope", "read")
    assert find_token(out.strip()).expires_at == end_of(timezone.localdate() + timedelta(days=365))
    out, _err = run("make_token", user.username, "two", "--scope", "read", "--expires", "never")
    assert find_token(out.strip()).expires_at is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["make_token", "nobody", "one", "--scope", "read"], "no account"),
        (["make_token", "editor", "one"], "--scope"),
        (["make_token", "editor", "one", "--scope", "all"], "invalid choice"),
        (["make_token", "editor", "one", "--scope", "read", "--expires", "soon"], "as 2027-01-31"),
        (["make_token", "editor", "one", "--scope", "read", "--expires", "2020-01-31"], "passed"),
        (["revoke_token", "hamrin_0"], "no such token"),
    ],
)
def test_what_the_commands_refuse(arguments: list[str], told: str) -> None:
    make_user("Editor")
    with pytest.raises(CommandError, match=told):
        run(*arguments)


def test_a_key_is_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'incidents_apitoken'")
        assert any("UNIQUE" in row[0] and "(prefix)" in row[0] for row in cursor.fetchall())
