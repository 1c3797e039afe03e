from __future__ import annotations

from pathlib import Path

import pytest

from sources.extraction.lexicon import LexiconActor, LexiconEntries, LexiconPlace, compile_lexicon, skeleton
from sources.extraction.lexicon_files import LexiconFileError, load_entries

PLACES = "name_en,name_ar,name_ckb,aliases_en,kind,district,governorate,longitude,latitude\n"
ACTORS = "canonical_name,inter_code,parent,aliases_en,aliases_ar,aliases_ckb\n"


def write(folder: Path, places: str = "", actors: str = "") -> Path:
    (folder / "places.csv").write_text(PLACES + places, "utf-8")
    (folder / "actors.csv").write_text(ACTORS + actors, "utf-8")
    return folder


def test_a_region_is_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        "Altun Kupri,التون كوبري,پردێ,Prde;Pirde,town,Dibis,Kirkuk,44.139,35.753\n",
        "Islamic State,2,,ISIS;Daesh,داعش,داعش\n",
    )
    entries = load_entries(folder)
    assert entries.places[0].aliases["en"] == ("Altun Kupri", "Prde", "Pirde")
    assert entries.actors[0].aliases["ar"] == ("داعش",)


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        ("X,,,,town,,,east,35\n", "line 2, column longitude"),
        ("X,,,,town,,,44,95\n", "line 2, column latitude"),
        (",,,,town,,,44,35\n", "line 2, column name_en"),
        ("X,,,,town,,,44,35\nY,,,,,,,44,35\n", "line 3, column kind"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, places: str, problem: str) -> None:
    with pytest.raises(LexiconFileError, match=problem):
        load_entries(write(tmp_path, places))


def test_a_missing_file_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconFileError, match="missing"):
        load_entries(tmp_path)
    folder = write(tmp_path)
    (folder / "actors.csv").write_text("name\n", "utf-8")
    with pytest.raises(LexiconFileError, match="canonical_name"):
        load_entries(folder)


def test_the_version_follows_the_files(tmp_path: Path) -> None:
    before = load_entries(write(tmp_path)).version
    assert load_entries(write(tmp_path, "X,,,,town,,,44,35\n")).version != before


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khurmatu", "Khormato"), ("Khanaqin", "Khanaqeen"), ("Hawija", "Haweeja"), ("Saadiya", "Saadiyah")],
)
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_acronyms_need_their_capitals() -> None:
    actor = LexiconActor("Islamic State", 2, aliases={"en": ("IS",)})
    hits = list(compile_lexicon(LexiconEntries((), (actor,))).find("this is it"))
    assert hits
    assert all(hit.upper for hit in hits)


def test_a_name_that_is_nearly_right_is_found_in_its_district() -> None:
    places = (
        LexiconPlace("Zanqarah", "village", "Daquq", "Kirkuk", 44.4, 35.1, aliases={"en": ("Zanqarah",)}),
        LexiconPlace("Other", "village", "Kifri", "Diyala", 44.9, 34.7, aliases={"en": ("Other",)}),
    )
    lexicon = compile_lexicon(LexiconEntries(places, ()))
    found = lexicon.closest_place("zanqara")
    assert found is not None
    assert found.name == "Zanqarah"
    assert lexicon.closest_place("somewhere") is None
    assert lexicon.closest_place("x" * 500) is None
