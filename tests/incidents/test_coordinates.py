"""Points as people paste them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from incidents.coordinates import Point, parse_point


@pytest.mark.parametrize(
    "text",
    [
        "35.4681, 44.3922",
        "35.4681 44.3922",
        " 35.4681;44.3922 ",
        "35.4681N 44.3922E",
        "44.3922°E, 35.4681°N",
        "٣٥٫٤٦٨١، ٤٤٫٣٩٢٢",
        "۳۵.۴۶۸۱، ۴۴.۳۹۲۲",
        "geo:35.4681,44.3922",
        "geo:35.4681,44.3922;u=35?z=12",
        "https://www.openstreetmap.org/#map=13/35.4681/44.3922",
        "https://www.openstreetmap.org/?mlat=35.4681&mlon=44.3922#map=12/1/1",
        "https://maps.example.org/maps?q=35.4681,44.3922&z=9",
        "https://www.example.org/maps/place/Kirkuk/@35.1,44.1,12z/data=!3d35.4681!4d44.3922",
        "https://www.example.org/maps/@35.4681,44.3922,12z",
        "https://www.example.org/maps?q=35.4681%2C44.3922",
    ],
)
def test_decimal_degrees_and_links(text: str) -> None:
    assert parse_point(text) == Point(44.3922, 35.4681)


@pytest.mark.parametrize(
    "text",
    [
        "35°28'05\"N 44°23'32\"E",
        "35° 28′ 05″ N, 44° 23′ 32″ E",
        "N35°28'05\" E44°23'32\"",
        "44°23'32\"E 35°28'05\"N",
        "35 28 05 N 44 23 32 E",
        "35:28:05N 44:23:32E",
    ],
)
def test_degrees_minutes_and_seconds(text: str) -> None:
    assert parse_point(text) == pytest.approx((44.392222, 35.468056), abs=1e-6)


def test_degrees_and_minutes_without_seconds() -> None:
    assert parse_point("35°28'N 44°30'E") == pytest.approx((44.5, 35.466667), abs=1e-6)


def test_south_and_west_are_negative() -> None:
    assert parse_point("10.5S 20.25W") == Point(-20.25, -10.5)
    assert parse_point("-10.5, -20.25") == Point(-20.25, -10.5)


def test_mgrs_with_and_without_blanks() -> None:
    spaced, compact = parse_point("38S ME 44851 25125"), parse_point("38sme4485125125")
    assert spaced == compact
    assert spaced == pytest.approx((44.3922, 35.4681), abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kirkuk",
        "35.4",
        "95.0, 44.0",
        "35.0, 200",
        "35.0N 44.0N",
        "35°70'00\"N 44°00'00\"E",
        "https://example.org/",
        "https://www.openstreetmap.org/#map=13",
        "38SII0000000000",
        "60XZZ",
        "1" * 3000,
    ],
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_point(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_on_earth_is_read_back(latitude: float, longitude: float) -> None:
    assert parse_point(f"{latitude:.6f}, {longitude:.6f}") == pytest.approx((longitude, latitude), abs=1e-6)


@given(st.text(max_size=80))
def test_any_text_is_a_point_or_a_clear_error(text: str) -> None:
    try:
        point = parse_point(text)
    except ValidationError:
        return
    assert -180 <= point.longitude <= 180
