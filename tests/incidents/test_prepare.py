"""The scripts that made the region's areas and the base map still make them."""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from shapely.geometry import Point, shape

from incidents.data.prepare import basemap, boundaries, hillshade, ranges
from incidents.data.prepare.elevation import Grid, read_grid
from incidents.data.prepare.iraq_names import DISTRICTS, GOVERNORATES
from incidents.data.prepare.labels import labels, least_zoom
from incidents.data.prepare.lakes import Lake, draw_lake

ROOT = Path(__file__).parents[2]
IRAQ = ROOT / "incidents" / "data" / "iraq"
BASEMAP = ROOT / "static" / "basemap"
BOX = [[[43, 34], [44, 34], [44, 35], [43, 35], [43, 34]]]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def layer(*geometries: tuple[str, Any], **properties: Any) -> str:
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
        for kind, coordinates in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_the_ranges_are_what_the_script_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elevation.npz").symlink_to(IRAQ / "elevation.npz")
    monkeypatch.setattr(sys, "argv", ["ranges", str(tmp_path)])
    ranges.main()
    drawn = read(tmp_path / "ranges.geojson")
    shapes = {f["properties"]["code"]: shape(f["geometry"]) for f in drawn["features"]}
    for stored in read(IRAQ / "ranges.geojson")["features"]:
        again = shapes[stored["properties"]["code"]]
        # Not equality: another GEOS may simplify differently by a hair.
        assert again.symmetric_difference(shape(stored["geometry"])).area < 0.01 * again.area
    assert shapes["hamrin"].contains(Point(44.24, 34.746))
    assert shapes["qarachogh"].contains(Point(43.742, 35.717))
    assert shapes["sinjar"].contains(Point(41.84, 36.383))
    assert not shapes["hamrin"].contains(Point(44.39, 35.47)), "Kirkuk lies in the plain"
    assert all(area.is_valid and area.area < 0.2 for area in shapes.values())
    assert all(f["properties"]["approximate"] for f in drawn["features"])


def test_the_hill_shade_lies_where_leaflet_stretches_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["hillshade", str(IRAQ), str(tmp_path)])
    hillshade.main()
    about = read(tmp_path / "hillshade.json")
    assert about == read(BASEMAP / "hillshade.json")
    with Image.open(BASEMAP / "hillshade.webp") as image:
        assert image.size == (about["width"], about["height"])
    # One bright row of a plate carrée image ends where Mercator has its latitude.
    rows = 115
    grey = np.zeros((rows, 135), dtype=np.uint8)
    grey[40] = 255
    warped = hillshade.warp_to_mercator(grey, 39.5, 28.0)
    latitude = 39.5 - 40.5 * 11.5 / rows
    top, bottom = (math.asinh(math.tan(math.radians(edge))) for edge in (39.5, 28.0))
    wanted = (top - math.asinh(math.tan(math.radians(latitude)))) / (top - bottom) * len(warped)
    assert abs(int(warped[:, 0].argmax()) + 0.5 - wanted) < 1
    assert hillshade.shade(Grid(np.full((4, 4), 300.0), 44, 36)).tolist() == [[hillshade.FLAT] * 4] * 4


def test_slopes_towards_the_light_are_brighter() -> None:
    ramp = np.arange(16, dtype=np.float64).reshape(4, 4) * 200
    grey = hillshade.shade(Grid(1000 + ramp, 44, 36))
    assert int(grey[1, 1]) > hillshade.FLAT > int(hillshade.shade(Grid(5000 - ramp, 44, 36))[1, 1])


def test_labels_are_what_the_gazetteer_says() -> None:
    made = labels(IRAQ / "places.csv")
    assert made == read(BASEMAP / "labels.json")
    by_name = {label["en"]: label for label in made}
    assert by_name["Dour"]["ar"] == "الدور", "a map needs no qualifier"
    assert by_name["Kirkuk"]["zoom"] < by_name["Jalawla"]["zoom"] < by_name["Kulajo"]["zoom"]
    assert [label["zoom"] for label in made] == sorted(label["zoom"] for label in made)
    assert least_zoom("village", 0, "Somewhere", 10) is None
    assert least_zoom("road", 0, "Somewhere", 1) is None


def test_boundaries_get_our_names_and_stay_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    district = {"A2NameEn": "Dabes", "A2NameAr": "دبس", "A2Code": "IQ-D073", "A1Code": "IQ-G13"}
    (tmp_path / "iraq_adm2_ocha_cod.geojson").write_text(
        layer(("Polygon", BOX), **district), encoding="utf-8"
    )
    (tmp_path / "disputed_districts_derived.geojson").write_text(
        layer(("Polygon", BOX), **district), encoding="utf-8"
    )
    governorate = {"A1NameEn": "Ninewa", "A1NameAr": "نينوى", "A1Code": "IQ-G15"}
    (tmp_path / "iraq_adm1_ocha_cod.geojson").write_text(
        layer(("Polygon", BOX), **governorate), encoding="utf-8"
    )
    monkeypatch.setattr(sys, "argv", ["boundaries", str(tmp_path), str(tmp_path)])
    boundaries.main()
    (made,) = read(tmp_path / "districts.geojson")["features"]
    names = [made["properties"][key] for key in ("name_en", "name_ar", "name_ckb", "parent_code")]
    assert names == ["Dibis", "الدبس", "دووبز", "IQ-G13"]
    assert read(tmp_path / "disputed_districts.geojson")["features"][0]["properties"]["approximate"]
    assert read(tmp_path / "governorates.geojson")["features"][0]["properties"]["name_en"] == "Nineveh"


def test_every_stored_district_has_a_spelling_of_its_own() -> None:
    stored = read(IRAQ / "districts.geojson")["features"]
    names = [f["properties"]["name_en"] for f in stored]
    assert sorted(names) == sorted(english for english, _, _ in DISTRICTS.values())
    assert len(set(names)) == len(names) == 109
    assert len(GOVERNORATES) == 18
    assert all(shape(f["geometry"]).is_valid for f in stored)


def test_places_and_incidents_name_districts_and_governorates_that_exist() -> None:
    known = {
        kind: {f["properties"]["name_en"] for f in read(IRAQ / f"{kind}s.geojson")["features"]} | {""}
        for kind in ("district", "governorate")
    }
    for table in ("places.csv", "incidents.csv"):
        with (IRAQ / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["district"] in known["district"], row
                assert row["governorate"] in known["governorate"] or "(" in row["governorate"], row


def test_the_base_map_is_small_and_made_of_lines_and_water(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    river = [[43.1, 34.1], [43.5, 34.5], [43.9, 34.9]]
    sources = {
        "iraq_ne_10m_land": layer(("Polygon", BOX)),
        "iraq_ne_10m_ocean": layer(("Polygon", [[[48, 29], [50, 29], [50, 30], [48, 30], [48, 29]]])),
        "iraq_ne_10m_lakes": layer(("Polygon", BOX)),
        "iraq_ne_10m_admin_0_boundary_lines_land": layer(("LineString", [[41, 36], [42, 37]])),
        "iraq_gshhg_rivers_h": layer(("LineString", river), ("LineString", [[43, 34], [43.01, 34]]), level=1),
    }
    for name, text in sources.items():
        (tmp_path / f"{name}.geojson").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["basemap", str(tmp_path), str(IRAQ), str(tmp_path)])
    basemap.main()
    assert [f["properties"] for f in read(tmp_path / "rivers.geojson")["features"]] == [{"level": 1}]
    water = read(tmp_path / "water.geojson")["features"]
    assert {f["properties"].get("name") for f in water} >= {"Hamrin Lake", "Lake Dukan"}
    for name in ("districts.geojson", "governorates.geojson"):
        (again,), (stored,) = (read(folder / name)["features"] for folder in (tmp_path, BASEMAP))
        assert shape(again["geometry"]).length == pytest.approx(shape(stored["geometry"]).length, rel=0.01)
    layers = sum(path.stat().st_size for path in BASEMAP.glob("*.*json"))
    assert layers < 1_200_000
    assert layers + (BASEMAP / "hillshade.webp").stat().st_size < 1_500_000


def test_a_lake_is_what_lies_low_around_its_seed() -> None:
    metres = np.full((240, 240), 200.0)
    metres[100:140, 100:140] = 90
    metres[10:20, 10:20] = 90
    lake = draw_lake(Grid(metres, 44, 36), Lake("Pond", (45.0, 35.0), 95, (44, 34, 46, 36)))
    assert lake.contains(Point(45.0, 35.0))
    assert not lake.contains(Point(44.12, 35.88))
    assert draw_lake(Grid(metres, 44, 36), Lake("Dry", (45.0, 35.0), 5, (44, 34, 46, 36))).is_empty


def test_windows_of_the_grid_keep_their_place() -> None:
    grid = read_grid(IRAQ / "elevation.npz")
    assert (grid.west, grid.north, round(grid.east, 6), round(grid.south, 6)) == (37.0, 39.5, 50.5, 28.0)
    part = grid.window(44.0, 35.0, 45.0, 36.0)
    assert part.metres.shape == (120, 120)
    assert (part.west, part.north) == (44.0, 36.0)
    assert part.metres[0, 0] == grid.metres[420, 840]
