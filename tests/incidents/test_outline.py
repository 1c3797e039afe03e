"""The columns that repeat what a proposal's claims say."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from incidents.models import Report
from incidents.models.report import OUTLINE
from incidents.outline import write_outline
from tests.incidents.factories import ArticleFactory, ClaimFactory, ReportFactory, make_proposal

pytestmark = pytest.mark.django_db

FETCHED = datetime(2021, 5, 3, 7, 0, tzinfo=UTC)


def kill(report: Report, field: str, number: int, who: str | None = None) -> None:
    ClaimFactory(report=report, field=field, value={"low": number, "best": number, "high": None, "who": who})


def outlines() -> list[dict[str, Any]]:
    return list(Report.objects.order_by("pk").values("pk", *OUTLINE))


def test_the_outline_is_the_first_claim_of_each_field() -> None:
    report = make_proposal(article=ArticleFactory(fetched_at=FETCHED))
    assert [getattr(report, name) for name in OUTLINE] == [
        FETCHED,
        "Armed clash",
        "Middle",
        "North",
        44.4,
        35.4,
        2,
    ]


def test_the_migration_fills_in_what_new_proposals_have() -> None:
    """Totals before the parts of several sides, which count together; no point where only a district is named."""
    make_proposal()
    sides = ReportFactory(article=ArticleFactory(fetched_at=FETCHED))
    kill(sides, "killed", 3, "Guards")
    kill(sides, "killed", 4, "Raiders")
    kill(sides, "wounded", 5)
    kill(sides, "wounded", 1, "Guards")
    kill(sides, "captured", 9)
    vague = make_proposal()
    place = vague.claims.get(field="place")
    place.value = {**place.value, "precision": "district"}
    place.save()
    ReportFactory()
    for report in Report.objects.select_related("article"):
        assert report.article
        write_outline(report, report.claims.all(), report.article.fetched_at)
        report.save(update_fields=OUTLINE)
    expected = outlines()
    assert [row["casualties"] for row in expected] == [2, 12, 2, 0]
    assert expected[2]["longitude"] is None
    Report.objects.update(
        waits_since=FETCHED, sub_event_type="", district="", governorate="", longitude=None, casualties=0
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(import_module("incidents.migrations.0014_fill_report_outline").FILL)
    assert outlines() == expected
