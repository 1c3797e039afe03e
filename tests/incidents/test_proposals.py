"""From an article to proposals, with the real extractor and names from the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError, transaction

from incidents import proposals
from incidents.enums import ActorKind
from incidents.lexicon import current_lexicon, lexicon_version
from incidents.models import ActorAlias, Claim, PlaceAlias, Report, ReportGroup, RoomMention
from incidents.tasks import propose_reports, resume_waiting
from sources.enums import ArticleState
from sources.models import Article
from sources.signals import article_ready
from tests.incidents.factories import ActorFactory, ArticleFactory, PlaceFactory, RoomFactory

pytestmark = pytest.mark.django_db

# Our own retelling of the kind of report that Hamrin was conceived from.
RETELLING = (
    "BAGHDAD – The army and the Peshmerga want to set up joint units against Islamic State, an officer of "
    "the Peshmerga ministry told state media on Friday.\n"
    "So far the two sides share information in joint operation rooms in Khanaqin, Makhmur and Kirkuk. "
    "“The rooms are a beginning, the vacuum between our lines is still there,” the officer said.\n"
    "In May, ISIS militants attacked Peshmerga forces near the town of Prde and in Kifri district. "
    "Four Peshmerga were killed and three were wounded in the two attacks, officials said.\n"
    "Iraq declared victory over the group in December 2017."
)


@pytest.fixture
def names() -> None:
    prde = PlaceFactory(
        name="Altun Kupri",
        kind="town",
        district="Dibis",
        governorate="Kirkuk",
        longitude=44.139,
        latitude=35.753,
    )
    PlaceAlias.objects.create(place=prde, text="Prde")
    for name, district, governorate, longitude, latitude in (
        ("Kifri", "Kifri", "Diyala", 44.961, 34.69),
        ("Khanaqin", "Khanaqin", "Diyala", 45.391, 34.348),
        ("Makhmur", "Makhmur", "Erbil", 43.58, 35.776),
        ("Kirkuk", "Kirkuk", "Kirkuk", 44.392, 35.468),
    ):
        PlaceFactory(
            name=name,
            kind="town",
            district=district,
            governorate=governorate,
            longitude=longitude,
            latitude=latitude,
        )
    for name, kind, aliases in (
        ("Islamic State", ActorKind.REBELS, ("ISIS", "ISIS militants")),
        ("Peshmerga", ActorKind.STATE, ("Peshmerga forces",)),
        ("Iraqi Army", ActorKind.STATE, ("army",)),
    ):
        actor = ActorFactory(name=name, kind=kind)
        for alias in aliases:
            ActorAlias.objects.create(actor=actor, text=alias)


@pytest.fixture
def article(names: None) -> Article:
    return ArticleFactory(
        title="Army and Peshmerga plan joint units",
        text=RETELLING,
        published_at=datetime(2021, 6, 4, 12, tzinfo=UTC),
    )


def values(report: Report, field: str) -> list[Any]:
    return [claim.value for claim in report.claims.filter(field=field)]


def test_the_retelling_gives_two_attacks_and_one_toll_for_both(article: Article) -> None:
    RoomFactory(name="Khanaqin room", place=PlaceFactory._meta.model.objects.get(name="Khanaqin"))
    proposals.propose(article.pk)
    first, second = Report.objects.waiting()
    assert [values(r, "place")[0]["name"] for r in (first, second)] == ["Altun Kupri", "Kifri"]
    for report in (first, second):
        assert values(report, "date") == [{"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}]
        assert values(report, "perpetrator") == [{"actor": "Islamic State"}]
        assert values(report, "target") == [{"actor": "Peshmerga"}]
        assert values(report, "killed") == values(report, "wounded") == []
    group = ReportGroup.objects.get()
    assert set(group.reports.all()) == {first, second}
    assert {c.field: c.value["best"] for c in group.claims.all()} == {"killed": 4, "wounded": 3}
    mentions = dict(RoomMention.objects.values_list("place_name", "room__name"))
    assert mentions == {"Khanaqin": "Khanaqin room", "Makhmur": None, "Kirkuk": None}


def test_every_quote_is_in_the_text_where_it_says(article: Article) -> None:
    proposals.propose(article.pk)
    claims = list(Claim.objects.all())
    assert len(claims) > 8
    for claim in claims:
        assert claim.quote
        assert claim.quote == article.text[claim.start : claim.end]
        assert claim.rule


def test_proposing_again_changes_nothing(article: Article) -> None:
    propose_reports(article.pk)
    before = list(Claim.objects.values_list("pk", flat=True))
    propose_reports(article.pk)
    assert list(Claim.objects.values_list("pk", flat=True)) == before
    article.refresh_from_db()
    assert (article.state, article.attempts) == (ArticleState.EXTRACTED, 1)


def test_what_fails_is_marked_with_its_reason_and_stores_nothing(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("no such letter")

    monkeypatch.setattr("incidents.proposals._store_mentions", broken)
    proposals.propose(article.pk)
    article.refresh_from_db()
    assert (article.state, article.error) == (ArticleState.FAILED, "ValueError: no such letter")
    assert not Report.objects.exists()


def test_trouble_of_the_database_is_not_held_against_the_article(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any, **__: Any) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr("incidents.proposals._store_mentions", lost)
    with pytest.raises(OperationalError):
        proposals.propose(article.pk)
    article.refresh_from_db()
    assert article.state == ArticleState.WAITING
    assert not Report.objects.exists()


def test_an_article_that_kills_its_worker_is_given_up_visibly(article: Article) -> None:
    Article.objects.update(attempts=proposals.MAX_ATTEMPTS)
    proposals.propose(article.pk)
    article.refresh_from_db()
    assert article.state == ArticleState.FAILED
    assert "attempts" in article.error


def test_without_a_date_nothing_relative_is_dated(article: Article) -> None:
    Article.objects.update(published_at=None)
    proposals.propose(article.pk)
    assert Report.objects.exists()
    assert not Claim.objects.filter(field="date").exists()


def test_a_new_alias_is_known_at_once(names: None) -> None:
    before = lexicon_version()
    compiled = current_lexicon()
    assert current_lexicon() is compiled
    ActorAlias.objects.create(actor=ActorFactory(name="Islamic State"), text="the black banners")
    assert lexicon_version() != before
    assert current_lexicon() is not compiled
    assert len(list(current_lexicon().find("Fighters of the black banners came"))) == 1


@pytest.mark.django_db(transaction=True)
def test_a_new_article_is_enqueued_only_once_it_is_committed(
    names: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(propose_reports, "delay", sent.append)
    with transaction.atomic():
        article = ArticleFactory()
        article_ready.send(sender=Article, article_id=article.pk)
        assert sent == []
    assert sent == [article.pk]


def test_what_waits_too_long_is_enqueued_again_once(
    names: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(propose_reports, "delay", sent.append)
    lost = ArticleFactory(enqueued_at=datetime(2021, 1, 1, tzinfo=UTC))
    ArticleFactory()
    ArticleFactory(enqueued_at=datetime(2021, 1, 1, tzinfo=UTC), state=ArticleState.EXTRACTED)
    resume_waiting()
    resume_waiting()
    assert sent == [lost.pk]
