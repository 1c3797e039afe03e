from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sources import fetch
from sources.adapters import inbox as adapter
from sources.adapters.inbox import default_inbox, folder_of
from sources.enums import ArticleState, IntakeState, SourceKind
from sources.errors import SourceError
from sources.fetch import Poll
from sources.intake import begin_intake
from sources.models import Article, Intake
from tests.factories import make_source, story
from tests.sources.texts import ARABIC, ENGLISH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "SETTLED_AFTER", 0.0)


def poll() -> Poll:
    source = default_inbox()
    source.due_at = None
    source.save()
    result = fetch.poll_source(source.pk)
    assert result is not None
    return result


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_files_become_articles_and_move_to_done(inbox: Path) -> None:
    (inbox / "one.txt").write_text(f"Title: One\nDate: 2021-06-04\nOutlet: The Outlet\n\n{ENGLISH}")
    (inbox / "two.json").write_text(json.dumps({"text": story(2), "published": "2021-06-04"}))
    assert poll() == Poll(stored=2)
    assert names(inbox / "done") == ["one.txt", "two.json"]
    assert names(inbox) == ["done", "failed"]
    one = Article.objects.get(title="One")
    assert (one.source.name, one.text, one.state) == ("The Outlet", ENGLISH, ArticleState.WAITING)
    assert Article.objects.exclude(pk=one.pk).get().source == default_inbox()
    assert set(Intake.objects.values_list("source__name", "state")) == {("Inbox", IntakeState.STORED)}


def test_bad_files_move_to_failed_with_their_reason_and_the_next_is_read(inbox: Path, settings: Any) -> None:
    settings.ARTICLE_MAX_BYTES = 100_000
    bad = {
        "a-empty.txt": (b"", "The file is empty."),
        "b-binary.txt": (bytes(range(256)) * 9, "This is binary data, not text."),
        "c-picture.html": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "This is a PNG picture, not text."),
        "d-garbled.txt": (bytes(range(128, 256)) * 9, "no other encoding makes readable text"),
        "e-twice.txt": (ARABIC.encode().decode("cp1252", "ignore").encode(), "saved in a wrong encoding"),
        "f-large.txt": (b"x" * 100_001, "The file has 100,001 bytes; an article has at most 100,000."),
        "g-other.docx": (b"PK\x03\x04", "Files ending in .docx are not read"),
        "h-broken.json": (b"{", "The file is no JSON"),
        "i-nothing.html": (b"<html><body></body></html>", "no article text"),
        "j-nothing.eml": (b"Subject: x\n\n", "The e-mail has no text."),
    }
    for name, (content, _) in bad.items():
        (inbox / name).write_bytes(content)
    (inbox / "z-good.txt").write_text(ENGLISH)
    assert poll() == Poll(stored=1, failed=len(bad))
    assert names(inbox) == ["done", "failed"]
    assert names(inbox / "done") == ["z-good.txt"]
    for name, (content, reason) in bad.items():
        assert (inbox / "failed" / name).read_bytes() == content
        assert reason in (inbox / "failed" / f"{name}.reason.txt").read_text()
        intake = Intake.objects.get(reference=name)
        assert intake.state == IntakeState.FAILED
        assert reason in intake.reason
    assert default_inbox().failures_in_a_row == 0


def test_a_50_mb_file_is_refused_without_being_read(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (inbox / "large.txt").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(os, "fdopen", None)
    assert poll().failed == 1
    assert "52,428,800 bytes" in Intake.objects.get().reason


def test_an_article_without_a_date_says_so(inbox: Path) -> None:
    (inbox / "a.txt").write_text(ENGLISH)
    poll()
    assert Article.objects.get().published_at is None
    assert Intake.objects.get().reason == "No date in the article: relative dates can't be worked out."


def test_a_duplicate_is_done_and_its_name_may_be_taken(inbox: Path) -> None:
    for _ in range(3):
        (inbox / "a.txt").write_text(ENGLISH)
        poll()
    assert names(inbox / "done") == ["a-2.txt", "a-3.txt", "a.txt"]
    assert Article.objects.count() == 1
    reasons = list(Intake.objects.order_by("pk").values_list("state", flat=True))
    assert reasons == [IntakeState.STORED, IntakeState.DUPLICATE, IntakeState.DUPLICATE]


def test_a_second_failure_of_one_name_keeps_both(inbox: Path) -> None:
    for _ in range(2):
        (inbox / "a.txt").write_bytes(b"")
        poll()
    assert names(inbox / "failed") == ["a-2.txt", "a-2.txt.reason.txt", "a.txt", "a.txt.reason.txt"]
    assert set(Intake.objects.values_list("reference", flat=True)) == {"a.txt", "a-2.txt"}


def test_a_death_between_storing_and_moving_doubles_nothing(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(ENGLISH)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            poll()
    assert Article.objects.count() == 1
    assert poll() == Poll(duplicates=1)
    assert names(inbox / "done") == ["a.txt"]
    assert Article.objects.count() == 1


def test_files_under_way_are_left_alone(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (".hidden.txt", "a.txt.part", "b.json.tmp", "c.crdownload"):
        (inbox / name).write_text(ENGLISH)
    assert poll() == Poll()
    monkeypatch.setattr(adapter, "SETTLED_AFTER", 60.0)
    (inbox / "just-written.txt").write_text(ENGLISH)
    assert poll() == Poll()
    assert len(names(inbox)) == 7


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_poll(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = inbox / "a.txt"
    path.write_text(ENGLISH[:50])
    opened = os.fdopen

    def grow(*args: Any, **kwargs: Any) -> Any:
        with path.open("a") as file:
            file.write(ENGLISH[50:])
        return opened(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", grow)
        assert poll() == Poll(failed=1, complete=False)
    assert Intake.objects.get().reason == "The file changed while it was read."
    assert poll() == Poll(stored=1)
    assert Article.objects.get().text == ENGLISH
    assert Intake.objects.get().attempts == 2


def test_links_and_pipes_are_refused_unread(inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(ENGLISH)
    (inbox / "link.txt").symlink_to(secret)
    (inbox / "dangling.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(inbox / "pipe.txt")
    assert poll().failed == 3
    assert secret.read_text() == ENGLISH
    assert names(inbox) == ["done", "failed"]
    assert (inbox / "failed" / "link.txt").is_symlink()
    assert Article.objects.count() == 0
    assert "link to another file" in Intake.objects.get(reference="link.txt").reason
    assert "no ordinary file" in Intake.objects.get(reference="pipe.txt").reason


def test_a_folder_is_complained_about_once_and_left(inbox: Path) -> None:
    (inbox / "folder").mkdir()
    assert poll().failed == 1
    assert poll() == Poll()
    assert (inbox / "folder").is_dir()
    assert "put its files here one by one" in Intake.objects.get().reason


def test_names_that_are_no_text_are_read_too(inbox: Path) -> None:
    path = os.fsencode(inbox) + b"/\xff.txt"
    with open(path, "w") as file:  # noqa: PTH123 - bytes
        file.write(ENGLISH)
    assert poll().stored == 1
    assert Intake.objects.get().reference == "\ufffd.txt"
    assert os.fsencode(names(inbox / "done")[0]) == b"\xff.txt"


def test_a_folder_of_an_outlet_is_a_source_of_its_own(inbox: Path) -> None:
    outlet = make_source("The Outlet", kind=SourceKind.INBOX, url="outlet", poll_minutes=0)
    (inbox / "outlet").mkdir()
    (inbox / "outlet" / "a.txt").write_text(ENGLISH)
    assert poll() == Poll()
    assert fetch.poll_source(outlet.pk) == Poll(stored=1)
    assert Article.objects.get().source == outlet


def test_a_folder_outside_is_refused(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (inbox / "link").symlink_to(tmp_path / "outside")
    for url in ("../outside", str(tmp_path / "outside"), "/etc", "link"):
        source = make_source(kind=SourceKind.INBOX, url=url)
        with pytest.raises(SourceError, match="not below"):
            folder_of(source)
        result = fetch.poll_source(source.pk)
        assert result
        assert "not below" in result.error
    (inbox / "folder").mkdir()
    assert poll().failed == 2  # the link and the folder, in spite of the misconfigured sources


def test_a_folder_that_can_not_be_used_is_the_sources_failure(inbox: Path, settings: Any) -> None:
    (inbox / "file").write_text("x")
    source = make_source(kind=SourceKind.INBOX, url="file")
    assert fetch.poll_source(source.pk)
    source.refresh_from_db()
    assert "can't be read" in source.last_error
    assert source.failures_in_a_row == 1


def test_a_file_that_can_not_be_moved_is_the_sources_failure(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(ENGLISH)

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        assert "can't be moved" in poll().error
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert "can't be written" in poll().error
    assert default_inbox().failures_in_a_row == 2
    assert poll() == Poll(duplicates=1)
    assert default_inbox().failures_in_a_row == 0


def test_a_file_that_someone_took_away_is_no_failure(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "a.txt").write_text(ENGLISH)
    source = default_inbox()
    reader = adapter.InboxAdapter(source)
    (entry,) = reader.entries()
    entry.path.unlink()
    intake = fetch.read_entry(reader, entry)
    assert "No such file" in intake.reason


def test_a_file_that_kills_its_reader_ends_in_failed(inbox: Path) -> None:
    (inbox / "poison.txt").write_text(ENGLISH)
    for _ in range(5):
        begin_intake(default_inbox(), "poison.txt")
    assert poll() == Poll(failed=1)
    assert names(inbox / "failed") == ["poison.txt", "poison.txt.reason.txt"]
    assert Article.objects.count() == 0


def test_the_inbox_may_be_renamed(inbox: Path) -> None:
    source = default_inbox()
    source.name = "Folder of the desk"
    source.save()
    assert default_inbox() == source
