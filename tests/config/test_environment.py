"""Environment variables: what each spelling means, and errors that name the variable."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.embedded import database_url
from config.environment import database_from_url, env, env_bool, env_int, env_list


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAMRIN_TEST", "")
    assert env("HAMRIN_TEST", "default") == "default"
    assert env_int("HAMRIN_TEST", 5) == 5
    assert env_bool("HAMRIN_TEST", default=True) is True
    assert env_list("HAMRIN_TEST") == []


def test_lists_are_split_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAMRIN_TEST", " a.example, b.example,, ")
    assert env_list("HAMRIN_TEST") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("False", False)]
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:  # noqa: FBT001
    monkeypatch.setenv("HAMRIN_TEST", text)
    assert env_bool("HAMRIN_TEST", default=not value) is value


def test_what_is_neither_is_an_error_that_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAMRIN_TEST", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="HAMRIN_TEST must be yes or no, not 'perhaps'"):
        env_bool("HAMRIN_TEST", default=False)
    with pytest.raises(ImproperlyConfigured, match="HAMRIN_TEST must be a whole number, not 'perhaps'"):
        env_int("HAMRIN_TEST", 1)


def test_a_database_address_is_taken_apart() -> None:
    found = database_from_url("postgres://us%40er:p%2Fw@db.example:6543/na%20me?sslmode=require")
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/w",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


def test_the_embedded_address_leads_to_its_socket_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HAMRIN_DATA", "/srv/a folder")
    found = database_from_url(database_url())
    assert (found["NAME"], found["USER"], found["PORT"]) == ("hamrin", "hamrin", "")
    assert Path(str(found["HOST"])).name == "socket"
    assert "%" not in str(found["HOST"])


def test_another_database_is_refused() -> None:
    with pytest.raises(
        ImproperlyConfigured, match="DATABASE_URL must start with postgresql://, not 'sqlite'"
    ):
        database_from_url("sqlite:///db.sqlite3")
