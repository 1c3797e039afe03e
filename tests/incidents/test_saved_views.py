"""Saved views: only the map's own parameters, each person's own, by forms that work without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from incidents import saved_views
from incidents.models import SavedView
from tests.incidents.factories import ActorFactory, IncidentFactory

pytestmark = pytest.mark.django_db
UID = "6da63d69-9729-4334-b112-325233dc0cac"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("reader")


@pytest.fixture
def reader(user: User, client: Client) -> Client:
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("?event_type=Battles&killed=0,1-4&view=7.5/35.2/44.2", None),
        ("event_type=Battles&event_type=Riots&not_verification=disputed", None),
        (f"incident={UID}&list=unplaced&shade=heat&q=a%20bridge", None),
        ("perpetrator=Group, the", "perpetrator=Group,%20the"),
    ],
)
def test_the_map_s_parameters_are_kept(given: str, kept: str | None) -> None:
    ActorFactory(name="Group, the")
    expected = given.removeprefix("?") if kept is None else kept
    assert saved_views.clean_query(given) == expected
    assert saved_views.clean_query(expected) == expected


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("next=https://elsewhere.example/", "next"),
        ("colour=red", "colour"),
        ("event_type=War", "event_type"),
        ("perpetrator=Nobody", "perpetrator"),
        ("incident=javascript:alert(1)", "incident"),
        ("view=7/35/44&view=8/35/44", "view"),
        ("shade=none", "shade"),
        ("date_from=2021-02-30", "date_from"),
        ("date_from=2021-02-03&date_to=2021-02-01", "date_from"),
        ("q=a%00b", "q"),
        ("within=" + "x" * 30_000, "too long"),
    ],
)
def test_nothing_else_is(query: str, named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        saved_views.clean_query(query)
    assert named in " ".join(caught.value.messages)


def test_save_open_rename_replace_delete(reader: Client, user: User) -> None:
    IncidentFactory()
    answer: Any = reader.post(
        "/views/", {"name": "  Riots  of May ", "query": "event_type=Riots"}, follow=True
    )
    assert "Saved: Riots of May" in answer.content.decode()
    view = user.saved_views.get()
    assert (view.name, view.query) == ("Riots of May", "event_type=Riots")
    assert 'href="/?event_type=Riots"' in answer.content.decode()
    address = f"/views/{view.pk}/"
    reader.post(address, {"action": "rename", "name": "شغب أيار", "query": "q=x"})
    reader.post(address, {"action": "replace", "query": "event_type=Riots&date_from=2021-05-01"})
    view.refresh_from_db()
    assert (view.name, view.query) == ("شغب أيار", "event_type=Riots&date_from=2021-05-01")
    assert reader.post(address, {"action": "delete"}).status_code == 302
    assert not user.saved_views.exists()
    assert reader.post(address, {"action": "delete"}).status_code == 404


def test_a_name_is_taken_once_by_each(reader: Client, user: User) -> None:
    other = User.objects.create_user("other")
    saved_views.save_view(other, "Mine", "")
    assert reader.post("/views/", {"name": "Mine", "query": ""}).status_code == 302
    answer = reader.post("/views/", {"name": "Mine", "query": "q=x"})
    assert answer.status_code == 400
    assert "another view of this name" in answer.content.decode()
    assert user.saved_views.get().query == ""


@pytest.mark.parametrize("values", [{"name": " "}, {"name": "x" * 101}, {"name": "A", "query": "colour=red"}])
def test_what_is_wrong_is_said(reader: Client, values: dict[str, str]) -> None:
    answer = reader.post("/views/", values)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_there_are_no_more_than_so_many(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    saved_views.save_view(user, "A", "")
    with pytest.raises(ValidationError):
        saved_views.save_view(user, "B", "")


def test_each_sees_and_changes_their_own(reader: Client) -> None:
    view = saved_views.save_view(User.objects.create_user("other"), "Somebody's secret", "")
    assert "secret" not in reader.get("/views/").content.decode()
    for action in ("rename", "replace", "delete"):
        assert reader.post(f"/views/{view.pk}/", {"action": action, "name": "X"}).status_code == 404
    view.refresh_from_db()
    assert view.name == "Somebody's secret"


def test_strangers_are_asked_to_log_in(client: Client) -> None:
    for answer in (client.get("/views/"), client.post("/views/", {"name": "A"}), client.post("/views/1/")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_a_form_from_another_site_is_refused(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post("/views/", {"name": "A", "query": ""}).status_code == 403


def test_the_page_takes_the_same_queries_for_one_and_many(
    reader: Client, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for names in (["A"], ["B", "C"]):
        for name in names:
            saved_views.save_view(user, name, "")
        with django_assert_num_queries(5):
            reader.get("/views/")
