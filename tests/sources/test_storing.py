from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from sources.enums import ArticleState, IntakeState, Language, SourceKind
from sources.errors import FetchError, TextError
from sources.intake import INTERRUPTED, Arrival, begin_intake, receive
from sources.models import Article, Intake, Source
from sources.signals import article_ready
from sources.storing import NO_DATE, Original, outlet_of, store_article, with_source_language
from sources.text import ArticleText
from tests.factories import make_article, make_source, story

PARSED = ArticleText(
    text=story(1),
    title="Attack",
    published=datetime(2021, 6, 4, tzinfo=UTC),
    language=Language.ENGLISH,
    address="https://news.example/a",
)
ORIGINAL = Original(b"<p>as it came</p>", "text/html")


@pytest.fixture
def announced() -> Iterator[list[int]]:
    ids: list[int] = []

    def listen(*, article_id: int, **_: Any) -> None:
        ids.append(article_id)

    article_ready.connect(listen)
    yield ids
    article_ready.disconnect(listen)


def store(source: Source, parsed: ArticleText = PARSED, **options: Any) -> Intake:
    return store_article(source, parsed, ORIGINAL, begin_intake(source, "reference"), **options)


@pytest.mark.django_db
def test_a_new_article_is_stored_as_it_came_and_announced(announced: list[int]) -> None:
    intake = store(make_source())
    article = Article.objects.get()
    assert (intake.state, intake.reason, intake.article) == (IntakeState.STORED, "", article)
    assert (article.text, article.url, article.state) == (PARSED.text, PARSED.address, ArticleState.WAITING)
    assert (article.original_bytes, article.original_type) == (ORIGINAL.data, "text/html")
    assert announced == [article.pk]


@pytest.mark.django_db
def test_the_caller_may_extract_it_itself(announced: list[int]) -> None:
    store(make_source(), announce=False)
    assert announced == []


@pytest.mark.django_db
def test_what_is_known_is_not_stored_again(announced: list[int]) -> None:
    source = make_source()
    store(source)
    again = store(source)
    changed = store(make_source(), replace(PARSED, text=story(2)))
    same_text = store(source, replace(PARSED, address="https://news.example/b"))
    article = Article.objects.get()
    assert {again.state, changed.state, same_text.state} == {IntakeState.DUPLICATE}
    assert {again.article, changed.article, same_text.article} == {article}
    assert again.reason == "Already stored, the same address."
    assert changed.reason == "Already stored, its address; the text has changed since."
    assert same_text.reason == "Already stored, the same text."
    assert announced == [article.pk]


@pytest.mark.django_db
def test_the_same_text_at_another_outlet_is_kept_as_a_duplicate(announced: list[int]) -> None:
    first = store(make_source("Agency")).article
    copies = [
        store(make_source(), replace(PARSED, address=f"https://copy{number}.example/a")).article
        for number in (1, 2)
    ]
    assert first
    for copy in copies:
        assert copy
        assert (copy.state, copy.duplicate_of) == (ArticleState.DUPLICATE, first)
    assert Intake.objects.filter(reason="The same text as Agency carried: not extracted again.").count() == 2
    assert announced == [first.pk]


@pytest.mark.django_db
def test_nearly_the_same_text_is_marked_and_extracted(announced: list[int]) -> None:
    first = store(make_source("Agency"), replace(PARSED, text=story(1, 30))).article
    edited = story(1, 30).replace("sector 1-4 ", "sector five ")
    intake = store(make_source(), replace(PARSED, text=edited, address=""))
    assert intake.article
    assert (intake.article.state, intake.article.duplicate_of) == (ArticleState.WAITING, first)
    assert intake.reason.startswith("Nearly the same text as Agency carried (9")
    assert len(announced) == 2


@pytest.mark.django_db
def test_old_articles_are_not_compared() -> None:
    make_article(text=story(1, 30), fetched_at=datetime(2021, 6, 4, tzinfo=UTC))
    intake = store(make_source(), replace(PARSED, text=story(1, 30) + "\nOne more sentence."))
    assert intake.article
    assert intake.article.duplicate_of is None


@pytest.mark.django_db
def test_what_could_not_be_read_is_said() -> None:
    intake = store(make_source(), replace(PARSED, published=None, notes=("its date, soon, can't be read",)))
    assert intake.article
    assert intake.article.published_at is None
    assert intake.reason == f"Its date, soon, can't be read; {NO_DATE}."


@pytest.mark.django_db
def test_storing_asks_the_database_a_fixed_number_of_questions(django_assert_num_queries: Any) -> None:
    source = make_source()
    for number in range(3):
        make_article(text=story(1, 30) + f"\nEnding {number}.")
    intake = begin_intake(source, "reference")
    # Lock, address, own text, same text, near texts, the near one, insert, intake, and the savepoint's two.
    with django_assert_num_queries(10):
        store_article(source, replace(PARSED, text=story(1, 30)), ORIGINAL, intake, announce=False)


@pytest.mark.django_db(transaction=True)
def test_two_workers_store_one_article() -> None:
    ours, other = make_source("Agency"), make_source("Copier")
    barrier = Barrier(4)
    # Twice the same address, once only the same text, and once the same text at another outlet.
    cases = [
        (ours, PARSED),
        (ours, PARSED),
        (ours, replace(PARSED, address="")),
        (other, replace(PARSED, address="")),
    ]
    states: list[str] = []

    def work(source: Source, parsed: ArticleText) -> None:
        barrier.wait()
        states.append(store(source, parsed).state)
        connection.close()

    threads = [Thread(target=work, args=case) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == [
        IntakeState.DUPLICATE,
        IntakeState.DUPLICATE,
        IntakeState.STORED,
        IntakeState.STORED,
    ]
    assert Article.objects.filter(source=ours).count() == 1
    assert Article.objects.filter(source=other).count() == 1
    assert Article.objects.filter(state=ArticleState.WAITING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_store_two_texts_of_one_address_once() -> None:
    barrier = Barrier(2)
    states: list[str] = []

    def work(number: int) -> None:
        source = make_source(f"Outlet of thread {number}")
        barrier.wait()
        states.append(store(source, replace(PARSED, text=story(number))).state)
        connection.close()

    threads = [Thread(target=work, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == [IntakeState.DUPLICATE, IntakeState.STORED]
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_the_outlet_is_what_the_file_names_or_whose_address_it_has() -> None:
    inbox = make_source("Inbox", kind=SourceKind.INBOX, url=".", homepage="https://news.example/")
    known = make_source("The Outlet", homepage="https://www.news.example/iraq")
    make_source("Other", homepage="https://notnews.example/")
    plain = replace(PARSED, address="")
    assert outlet_of(plain, inbox) == inbox
    assert outlet_of(PARSED, inbox) == known
    assert outlet_of(replace(PARSED, address="https://unknown.example/"), inbox) == inbox
    assert outlet_of(replace(plain, outlet="the outlet"), inbox) == known
    made = outlet_of(replace(PARSED, outlet="New Outlet"), inbox)
    assert (made.name, made.kind) == ("New Outlet", SourceKind.NONE)


@pytest.mark.django_db
def test_a_source_tells_the_language_that_a_text_does_not() -> None:
    kurmanji = make_source(language=Language.KURMANJI)
    undetermined = replace(PARSED, language=Language.OTHER)
    assert with_source_language(undetermined, kurmanji).language == Language.KURMANJI
    assert with_source_language(undetermined, make_source()).language == Language.OTHER
    assert with_source_language(PARSED, kurmanji).language == Language.ENGLISH


@pytest.mark.django_db
def test_a_refused_thing_is_read_again_five_times_at_most() -> None:
    source = make_source()

    def fail() -> Arrival:
        raise FetchError("https://news.example/a", "did not answer in time", permanent=False)

    for attempt in range(1, 6):
        intake = receive(source, "a", fail)
        assert (intake.attempts, intake.retry) == (attempt, attempt < 5)
    assert Intake.objects.get().reason == "https://news.example/a: did not answer in time"
    assert receive(source, "a", fail).attempts == 1


@pytest.mark.django_db
def test_a_refusal_that_stands_is_not_read_again() -> None:
    def fail() -> Arrival:
        raise TextError("This is a PDF file, not text.\0")

    intake = receive(make_source(), "a", fail)
    assert (intake.state, intake.reason, intake.retry) == (
        IntakeState.FAILED,
        "This is a PDF file, not text.",
        False,
    )


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_reason_too(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Arrival:
        raise KeyError("oops")

    intake = receive(make_source(), "a", fail)
    assert intake.reason == "Unexpected KeyError: 'oops'"
    assert intake.retry
    assert "Traceback" in caplog.text


@pytest.mark.django_db
def test_what_kills_its_reader_again_and_again_is_given_up() -> None:
    source = make_source()
    for _ in range(5):
        killed = begin_intake(source, "poison")
        assert (killed.state, killed.reason, killed.retry) == (IntakeState.FAILED, INTERRUPTED, True)

    def never() -> Arrival:
        raise AssertionError

    intake = receive(source, "poison", never)
    assert (intake.reason, intake.retry) == ("Reading it was interrupted 5 times.", False)
    assert Intake.objects.count() == 1


@pytest.mark.django_db
def test_an_interrupted_thing_that_is_read_later_has_one_good_row() -> None:
    source = make_source()
    begin_intake(source, "a")
    intake = receive(source, "a", lambda: Arrival(PARSED, ORIGINAL, source))
    assert (intake.state, intake.attempts) == (IntakeState.STORED, 2)
    assert Intake.objects.get() == intake
