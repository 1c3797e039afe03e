"""The first real input: the article that Hamrin was conceived from, read where it lies beside the project."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings

from incidents.matching import candidates
from incidents.models import Report, ReportGroup, RoomMention
from incidents.proposals import propose
from incidents.regions import load_region
from tests.incidents.factories import ArticleFactory

SEEDS = sorted((settings.BASE_DIR.parent / "shared" / "seeds").glob("*.txt"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS, reason="the seed article is not beside the project"),
]


def said(report: Report, field: str) -> list[Any]:
    return [claim.value for claim in report.claims.filter(field=field)]


def test_the_seed_gives_two_attacks_one_toll_and_three_rooms() -> None:
    load_region(settings.REGION_DIR)
    text = SEEDS[0].read_text(encoding="utf-8")
    propose(ArticleFactory(text=text, title="", published_at=datetime(2021, 6, 4, 9, tzinfo=UTC)).pk)
    near_prde, in_kifri = Report.objects.waiting()
    places = [said(report, "place")[0] for report in (near_prde, in_kifri)]
    assert [(p["name"], p["district"], p["precision"]) for p in places] == [
        ("Altun Kupri", "Dibis", "near"),
        ("Kifri", "Kifri", "district"),
    ]
    for report in (near_prde, in_kifri):
        assert said(report, "date") == [{"start": "2021-05-01", "end": "2021-05-31", "precision": "month"}]
        assert said(report, "perpetrator") == [{"actor": "Islamic State"}]
        assert said(report, "target") == [{"actor": "Peshmerga"}]
        assert said(report, "killed") == said(report, "wounded") == []
    group = ReportGroup.objects.get()
    assert set(group.reports.all()) == {near_prde, in_kifri}
    assert {claim.field: claim.value["best"] for claim in group.claims.all()} == {"killed": 4, "wounded": 3}
    assert set(RoomMention.objects.values_list("place_name", flat=True)) == {"Khanaqin", "Makhmur", "Kirkuk"}
    likeliest = candidates(near_prde)[0].incident
    assert (likeliest.date_start, likeliest.place_name) == (date(2021, 5, 1), "Altun Kupri")
