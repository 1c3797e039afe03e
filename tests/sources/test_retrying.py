from __future__ import annotations

from pathlib import Path

import pytest

from sources import fetch, tasks
from sources.adapters import inbox as adapter
from sources.adapters.inbox import default_inbox
from sources.enums import ArticleState, IntakeState, SourceKind
from sources.manual import Details, add, source_by_hand
from sources.models import Article, Intake
from sources.retrying import retry_extraction
from tests.factories import make_article, make_source, story
from tests.sources.site import Site, feed, item, page
from tests.sources.texts import ENGLISH

pytestmark = pytest.mark.django_db


def test_a_refused_file_goes_back_to_its_folder(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "SETTLED_AFTER", 0.0)
    (inbox / "a.txt").write_bytes(b"")
    fetch.poll_source(default_inbox().pk)
    intake = Intake.objects.get()
    (inbox / "failed" / "a.txt").write_text(ENGLISH)
    tasks.retry_intake(intake.pk)
    assert list((inbox / "failed").iterdir()) == []
    fetch.poll_source(default_inbox().pk)
    intake.refresh_from_db()
    assert (intake.state, intake.attempts, intake.retry) == (IntakeState.STORED, 1, False)
    tasks.retry_intake(intake.pk)
    intake.refresh_from_db()
    assert intake.state == IntakeState.STORED


@pytest.mark.parametrize("name", ["a.txt", "../a.txt", "../../secret.txt"])
def test_a_file_that_is_not_in_failed_stays_refused(inbox: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text(ENGLISH)
    intake = Intake.objects.create(
        source=default_inbox(), reference=name, state=IntakeState.FAILED, reason="The file is empty."
    )
    tasks.retry_intake(intake.pk)
    intake.refresh_from_db()
    assert intake.reason == "The file is no longer in the folder failed."
    assert not intake.retry
    assert (tmp_path / "secret.txt").exists()


def test_a_refused_page_is_fetched_at_once(site: Site) -> None:
    address = site.url("/1")
    source = make_source(kind=SourceKind.RSS, url=site.add("/feed", feed(item(address))))
    fetch.poll_source(source.pk)
    intake = Intake.objects.get()
    site.add("/1", page("Story", story(1)))
    tasks.retry_intake(intake.pk)
    intake.refresh_from_db()
    assert intake.state == IntakeState.STORED
    assert Article.objects.get().source == source


def test_what_was_handed_in_has_to_be_handed_in_again(tmp_path: Path) -> None:
    intake = add(str(tmp_path / "a.txt"), Details())
    assert intake.reason == "There is no such file."
    tasks.retry_intake(intake.pk)
    intake.refresh_from_db()
    assert intake.reason == "It was handed in by hand; hand it in again."


def test_an_address_that_is_handed_in_and_fails_is_not_polled(site: Site) -> None:
    intake = add(site.add("/1", status=503), Details())
    assert intake.source == source_by_hand()
    assert not intake.retry
    assert add("ftp://a.example/x", Details()).reason == "This is no http or https address."


def test_only_failed_extractions_are_done_again() -> None:
    failed = make_article(state=ArticleState.FAILED, error="oops", attempts=3)
    done = make_article(state=ArticleState.EXTRACTED)
    assert retry_extraction(failed.pk)
    assert not retry_extraction(done.pk)
    failed.refresh_from_db()
    assert (failed.state, failed.error, failed.attempts) == (ArticleState.WAITING, "", 0)
