from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from sources import fetch, tasks
from sources.adapters import inbox as adapter
from sources.adapters.inbox import default_inbox
from sources.enums import IntakeState, SourceKind
from sources.fetch import Poll
from sources.models import Article, Intake, Source
from tests.factories import make_source, story
from tests.sources.site import Site, feed, item, page
from tests.sources.texts import ENGLISH


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "SETTLED_AFTER", 0.0)


@pytest.mark.django_db
def test_a_source_is_read_when_it_is_due_and_not_before(inbox: Path) -> None:
    now = timezone.now()
    due = make_source(kind=SourceKind.INBOX, url="a", due_at=now)
    for source in (
        make_source(kind=SourceKind.INBOX, url="b", due_at=now + timedelta(minutes=1)),
        make_source(kind=SourceKind.INBOX, url="c", paused=True),
        make_source(kind=SourceKind.NONE, url="d"),
    ):
        assert fetch.poll_source(source.pk) is None
    assert fetch.poll_source(due.pk) == Poll()
    assert fetch.poll_source(due.pk) is None
    due.refresh_from_db()
    assert due.due_at
    assert timedelta(minutes=14) < due.due_at - now < timedelta(minutes=16)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_read_one_source_at_once(site: Site) -> None:
    address = site.add("/1", page("Story", story(1)), pause=0.3)
    source = make_source(kind=SourceKind.RSS, url=site.add("/feed", feed(item(address))))
    barrier = Barrier(3)
    polls: list[Poll | None] = []

    def work() -> None:
        barrier.wait()
        polls.append(fetch.poll_source(source.pk))
        connection.close()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(polls, key=str) == [None, None, Poll(stored=1)]
    assert site.asked("/1") == 1


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_stops(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (inbox / f"{name}.txt").write_text(f"{ENGLISH} {name}")
    source = default_inbox()
    read = adapter.InboxAdapter.read

    def edited_meanwhile(self: Any, entry: Any) -> Any:
        Source.objects.filter(pk=source.pk).update(due_at=None)
        return read(self, entry)

    monkeypatch.setattr(adapter.InboxAdapter, "read", edited_meanwhile)
    assert fetch.poll_source(source.pk) is None
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_a_source_whose_worker_died_is_due_again_soon(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: Any) -> None:
        raise SystemExit

    (inbox / "a.txt").write_text(ENGLISH)
    source = default_inbox()
    with monkeypatch.context() as patch:
        patch.setattr(adapter.InboxAdapter, "read", die)
        with pytest.raises(SystemExit):
            fetch.poll_source(source.pk)
    assert Intake.objects.get().reason == "Reading it was interrupted."
    source.refresh_from_db()
    assert source.due_at
    assert timedelta(0) < source.due_at - timezone.now() <= timedelta(seconds=60)
    Source.objects.update(due_at=timezone.now())
    assert fetch.poll_source(source.pk) == Poll(stored=1)
    assert Intake.objects.get().state == IntakeState.STORED


@pytest.mark.django_db
def test_a_poll_that_takes_long_goes_on_at_once(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (inbox / f"{number}.txt").write_text(story(number))
    monkeypatch.setattr(fetch, "POLL_SECONDS", -1)
    source = default_inbox()
    source.poll_minutes = 15
    source.save()
    assert fetch.poll_source(source.pk) == Poll(complete=False, cut=True)
    source.refresh_from_db()
    assert source.due_at
    assert source.due_at <= timezone.now()


@pytest.mark.django_db
def test_the_beat_makes_the_inbox_and_asks_for_what_is_due(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, ...]] = []
    monkeypatch.setattr(tasks.poll_source, "apply_async", lambda args, **_: asked.append(args))
    later = make_source(
        kind=SourceKind.RSS, url="https://a.example/", due_at=timezone.now() + timedelta(hours=1)
    )
    tasks.poll_due_sources()
    tasks.poll_due_sources()
    made = Source.objects.exclude(pk=later.pk).get()
    assert (made.name, made.kind, made.poll_minutes) == ("Inbox", SourceKind.INBOX, 0)
    assert asked == [(made.pk,), (made.pk,)]


@pytest.mark.django_db
def test_the_task_reads_the_source(inbox: Path) -> None:
    (inbox / "a.txt").write_text(ENGLISH)
    tasks.poll_source(default_inbox().pk)
    assert Article.objects.get().text == ENGLISH
