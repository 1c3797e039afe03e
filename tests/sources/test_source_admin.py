from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from sources import tasks
from sources.admin import IntakeAdmin, SourceAdmin
from sources.enums import ArticleState, IntakeState, SourceKind
from sources.models import Intake, Source
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    user = User.objects.create_superuser("admin", password="a long pass phrase")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for task in (tasks.poll_source, tasks.retry_intake):
        monkeypatch.setattr(task, "delay", lambda pk, name=task.name: found.append((name, pk)))
    return found


def act(client: Client, model: str, action: str, *chosen: int) -> str:
    address = reverse(f"admin:sources_{model}_changelist")
    answer = client.post(address, {"action": action, "_selected_action": chosen}, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def refuse(source: Source, reference: str = "a.txt") -> Intake:
    return Intake.objects.create(
        source=source, reference=reference, state=IntakeState.FAILED, reason="The file is empty."
    )


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("source", 5), ("article", 7), ("intake", 7)])
def test_lists_take_the_same_queries_however_long_they_are(
    client: Client, django_assert_num_queries: Any, model: str, queries: int, rows: int
) -> None:
    source = make_source()
    for number in range(rows):
        if model == "source":
            make_source(kind=SourceKind.RSS, url="https://a.example/")
        elif model == "article":
            make_article(source=source)
        else:
            refuse(source, f"{number}.txt")
    with django_assert_num_queries(queries):
        assert client.get(reverse(f"admin:sources_{model}_changelist")).status_code == 200


def test_sources_can_be_read_now(
    client: Client, asked: list[tuple[str, int]], django_capture_on_commit_callbacks: Any
) -> None:
    feed = make_source(kind=SourceKind.RSS, url="https://a.example/", due_at="2999-01-01T00:00Z")
    paused = make_source(kind=SourceKind.RSS, url="https://b.example/", paused=True)
    with django_capture_on_commit_callbacks(execute=True):
        said = act(client, "source", "poll_now", feed.pk, paused.pk)
    assert said == "1 source is being read. 1 source is paused or not read automatically."
    assert asked == [("sources.tasks.poll_source", feed.pk)]
    feed.refresh_from_db()
    assert feed.due_at is None


def test_editing_a_source_leaves_its_health_alone(client: Client) -> None:
    source = make_source(kind=SourceKind.RSS, url="https://a.example/feed", etag='"1"', failures_in_a_row=2)
    address = reverse("admin:sources_source_change", args=[source.pk])
    form = client.get(address).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not None}
    for change in ({}, {"reliability": "B"}, {"url": "https://a.example/rss"}):
        values.update(change)
        assert client.post(address, values).status_code == 302
        source.refresh_from_db()
        assert source.etag == ("" if "url" in change else '"1"')
    assert (source.reliability, source.failures_in_a_row) == ("B", 2)


def test_a_source_can_be_added(client: Client) -> None:
    values = {"name": "New", "kind": "none", "poll_minutes": 15, "reliability": "F"}
    assert client.post(reverse("admin:sources_source_add"), values).status_code == 302
    assert Source.objects.get().name == "New"


def test_health_is_shown() -> None:
    site_admin = SourceAdmin(Source, site)
    assert site_admin.is_healthy(Source()) is None
    assert site_admin.is_healthy(Source(kind=SourceKind.RSS)) is True
    assert site_admin.is_healthy(Source(kind=SourceKind.RSS, failures_in_a_row=1)) is False


@pytest.mark.parametrize("model", ["article", "intake"])
def test_evidence_can_only_be_looked_at(client: Client, model: str) -> None:
    row = make_article() if model == "article" else refuse(make_source())
    change = reverse(f"admin:sources_{model}_change", args=[row.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"title": "x"}).status_code == 403
    assert client.get(reverse(f"admin:sources_{model}_add")).status_code == 403
    assert client.post(reverse(f"admin:sources_{model}_delete", args=[row.pk])).status_code == 403


def test_hostile_text_is_shown_as_text(client: Client) -> None:
    article = make_article(title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    for name, args in (("changelist", []), ("change", [article.pk])):
        body = client.get(reverse(f"admin:sources_article_{name}", args=args)).content
        assert b"<script>alert(1)" not in body
        assert b"<img src=x" not in body


def test_failed_extractions_and_refused_things_can_be_done_again(
    client: Client, asked: list[tuple[str, int]], django_capture_on_commit_callbacks: Any
) -> None:
    failed, done = make_article(state=ArticleState.FAILED), make_article(state=ArticleState.EXTRACTED)
    said = act(client, "article", "extract_again", failed.pk, done.pk)
    assert said == "1 article is extracted again."
    refused = refuse(make_source())
    with django_capture_on_commit_callbacks(execute=True):
        assert act(client, "intake", "read_again", refused.pk) == "1 thing is read again."
    assert asked == [("sources.tasks.retry_intake", refused.pk)]


def test_who_may_not_edit_sources_may_not_have_things_read_again(client: Client) -> None:
    User.objects.update(is_superuser=False)
    refused = refuse(make_source())
    assert client.get(reverse("admin:sources_intake_changelist")).status_code == 403
    assert not IntakeAdmin(Intake, site).has_retry_permission(
        type("Request", (), {"user": User.objects.get()})()
    )
    assert refused.attempts == 0
