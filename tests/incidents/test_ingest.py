from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from incidents.enums import ClaimField
from incidents.models import Claim, Report, ReportGroup, RoomMention
from incidents.summaries import proposal_lines, value_text
from sources.enums import ArticleState
from sources.models import Article, Source
from tests.factories import make_article, make_source
from tests.sources.texts import ENGLISH

pytestmark = pytest.mark.django_db


def ingest(*arguments: str, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *arguments, stdout=out, stderr=err, no_color=True, **options)
    except CommandError as error:
        return out.getvalue(), f"{err.getvalue()}{error}\n"
    return out.getvalue(), err.getvalue()


def test_a_file_is_stored_and_extracted_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH)
    make_source("The Outlet")
    out, err = ingest(str(path), source="the outlet", published="2021-06-04", language="en")
    article = Article.objects.get()
    assert out.startswith(f"{path}: article {article.pk}, The Outlet, 2021-06-04, en\n")
    assert err == ""
    assert article.state == ArticleState.EXTRACTED
    assert path.exists()
    again, _ = ingest(str(path), source="The Outlet")
    assert again.startswith(f"{path}: article {article.pk} (known), The Outlet, 2021-06-04, en\n")
    assert Article.objects.count() == 1


def test_a_folder_is_ingested_whole_and_what_fails_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(ENGLISH)
    (tmp_path / ".hidden").write_text("")
    out, err = ingest(str(tmp_path), "http://127.0.0.1:9/a", outlet="New Outlet")
    assert f"{tmp_path}/b.txt: article" in out
    assert "No date in the article" in out
    assert err.splitlines()[0] == f"{tmp_path}/a.txt: The file is empty."
    assert "http://127.0.0.1:9/a: http://127.0.0.1:9/a: refused" in err.splitlines()[1]
    assert err.splitlines()[2] == "2 of 3 could not be ingested."
    assert Source.objects.get(name="New Outlet") == Article.objects.get().source


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"source": "The Outlt"}, "No source is called The Outlt: did you mean The Outlet?"),
        ({"source": "zzz"}, "No source is called zzz: the admin lists them; --outlet makes a new one."),
        ({"published": "soon"}, "--published soon is no date that can be read; write it like 2021-06-04."),
    ],
)
def test_wrong_options_are_said_before_anything_is_read(
    tmp_path: Path, options: dict[str, str], reason: str
) -> None:
    make_source("The Outlet")
    assert ingest(str(tmp_path / "a.txt"), **options)[1] == f"{reason}\n"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert ingest(str(tmp_path))[1] == f"{tmp_path}: the folder has no files.\n"


def test_a_failed_extraction_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise ValueError("oops")

    monkeypatch.setattr("incidents.proposals.extract", fail)
    (tmp_path / "a.txt").write_text(ENGLISH)
    _, err = ingest(str(tmp_path / "a.txt"))
    assert "Extraction failed: ValueError: oops" in err
    assert err.endswith("1 of 1 could not be ingested.\n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"code": "Armed clash"}, "Armed clash"),
        ({"actor": "Peshmerga"}, "Peshmerga"),
        ({"start": "2021-05-01", "end": "2021-05-01", "precision": "day"}, "2021-05-01"),
        (
            {"start": "2021-05-01", "end": "2021-05-31", "precision": "month"},
            "2021-05-01 to 2021-05-31 (month)",
        ),
        ({"low": 4, "best": 4, "high": 4, "who": None}, "4"),
        ({"low": 3, "best": 4, "high": None, "who": "Peshmerga"}, "4 (3–) (Peshmerga)"),
        (
            {"name": "Kirkuk", "district": "Kirkuk", "governorate": "Kirkuk", "precision": "near"},
            "Kirkuk (near)",
        ),
    ],
)
def test_values_in_words(value: dict[str, Any], text: str) -> None:
    assert value_text(value) == text


def test_all_that_an_article_led_to_is_printed() -> None:
    article = make_article()
    assert proposal_lines(article) == ["Nothing is proposed."]
    first = Report.objects.create(article=article, ordinal=0)
    second = Report.objects.create(article=article, ordinal=1, main=False)
    Claim.objects.create(report=first, field=ClaimField.PERPETRATOR, value={"actor": "Islamic State"})
    group = ReportGroup.objects.create(article=article)
    group.reports.set([first, second])
    Claim.objects.create(
        group=group, field=ClaimField.KILLED, value={"low": 4, "best": 4, "high": 4, "who": None}
    )
    RoomMention.objects.create(article=article, place_name="Kirkuk", start=0, end=5)
    assert proposal_lines(article) == [
        "Proposed 1: perpetrator: Islamic State [proposed]",
        "Proposed (mentioned) 2:  [proposed]",
        "For 1 and 2 together: killed: 4",
        "Room: Kirkuk",
    ]
