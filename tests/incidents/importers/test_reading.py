"""Files that nobody vouches for: what can't be read is named, what is wrong in one row is that row's."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from incidents.enums import DatasetFormat
from incidents.importers.errors import ImportFileError
from incidents.importers.lines import MOST_CHARACTERS
from incidents.importers.reading import Record, inspect_file, read_records
from tests.incidents.importers.files import counts, rows, run_bytes, run_rows, text_of

UCDP = DatasetFormat.UCDP
REQUIRED = ("id", "name")


def read(content: str | bytes) -> list[Record]:
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(read_records(file, "rows.csv", inspect_file(file, "rows.csv", REQUIRED)))


def cells(content: str | bytes) -> list[dict[str, str]]:
    return [dict(record.cells) for record in read(content)]


def test_rows_come_with_the_number_of_their_first_line() -> None:
    found = read('id,name\n1,"two\nlines"\n\n2,b\n')
    assert [(r.line, dict(r.cells)) for r in found] == [
        (2, {"id": "1", "name": "two\nlines"}),
        (5, {"id": "2", "name": "b"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert cells(f"id{delimiter}name\n1{delimiter}a\n") == [{"id": "1", "name": "a"}]


def test_a_byte_order_mark_and_names_in_capitals_do_not_matter() -> None:
    assert cells(b"\xef\xbb\xbfID, Name \r\n1,a\r\n") == [{"id": "1", "name": "a"}]


def test_cells_are_composed_and_trimmed() -> None:
    assert cells("id,name\n1, Cafe\u0301 \n") == [{"id": "1", "name": "Café"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rows.csv is empty."),
        (b"id,name\n1,caf\xe9\n", "rows.csv is not UTF-8: line 2 has the byte 0xe9"),
        (b"id,name\n1,a\n2,\xc3", "rows.csv is not UTF-8: line 3 has the byte 0xc3"),
        ("id,name\n".encode("utf-16"), "rows.csv is no CSV file but UTF-16 text"),
        (b"PK\x03\x04rest", "rows.csv is no CSV file but an Excel workbook"),
        (b"%PDF-1.7", "rows.csv is no CSV file but a PDF"),
        (b'{"id": 1}', "rows.csv is no CSV file of this format: none of its columns is there (id, name)"),
        (b"id,other\n1,2\n", "rows.csv: column name is missing."),
        (b"id,name,name\n1,2,3\n", "rows.csv: column name is there twice."),
        (b'"' + b"x" * (MOST_CHARACTERS + 10), "rows.csv is no CSV file: its first line can't be read."),
        (b"\0\0\0\0", "none of its columns"),
    ],
)
def test_a_file_that_is_none_is_named_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(content)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1", "1 cells, but the header has 2 columns"),
        ("1,a,b", "3 cells, but the header has 2 columns"),
        ("1,a\0b", "column name has a NUL character"),
        ('1,"a"b', "no CSV: ',' expected after '\"'"),
        (f"1,{'x' * (MOST_CHARACTERS + 1)}", "longer than 1000000 characters"),
        (f"1,{'x' * (10 * MOST_CHARACTERS)}", "longer than 1000000 characters"),
    ],
)
def test_a_broken_row_does_not_take_others_along(row: str, problem: str) -> None:
    found = read(f"id,name\n0,before\n{row}\n9,after\n")
    assert [dict(r.cells) for r in found if not r.problem] == [
        {"id": "0", "name": "before"},
        {"id": "9", "name": "after"},
    ]
    (broken,) = [r for r in found if r.problem]
    assert broken.line == 3
    assert problem in broken.problem


def test_cells_beyond_the_header_may_be_there_empty() -> None:
    assert cells("id,name\n1,a,,\n") == [{"id": "1", "name": "a"}]


def test_a_quote_that_is_never_closed_costs_its_own_row_only() -> None:
    lines = "".join(f"{number},name {number}\n" for number in range(1000))
    found = read(f'id,name\n1,"never closed\n{lines}')
    assert [r.line for r in found if r.problem] == [2]
    assert len([r for r in found if not r.problem]) == 1000
    assert found[1].line == 3


def test_a_file_of_broken_quotes_is_given_up() -> None:
    with pytest.raises(ImportFileError, match="line 102 and many others"):
        read("id,name\n" + '1,"a"b\n' * 500)


def test_a_field_of_ten_megabytes_needs_little_memory() -> None:
    content = b"id,name\n" + b'1,"' + b"x\n" * 5_000_000 + b'"\n'
    file = io.BytesIO(content)
    layout = inspect_file(file, "rows.csv", REQUIRED)
    tracemalloc.start()
    next(read_records(file, "rows.csv", layout))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_rejected_rows_say_line_column_value_and_reason() -> None:
    run = run_rows(
        UCDP,
        {},
        {"best": "=2+1"},
        {"latitude": "north"},
        {"type_of_violence": 9},
        {"date_start": "2021-02-30"},
    )
    assert counts(run) == {"created": 1, "rejected": 4}
    assert list(run.rejections.values_list("line", "column", "value", "reason")) == [
        (3, "best", "=2+1", "no whole number of 0 or more"),
        (4, "latitude", "north", "no number"),
        (5, "type_of_violence", "9", "not in the code list (1, 2, 3)"),
        (6, "date_start", "2021-02-30", "no date of the calendar"),
    ]


def test_rows_of_one_key_are_taken_once() -> None:
    run = run_rows(UCDP, {"id": 5}, {"id": 5, "best": 9}, {"id": ""}, {"id": "x" * 101})
    assert counts(run) == {"created": 1, "rejected": 3}
    reasons = list(run.rejections.values_list("reason", flat=True))
    assert reasons == ["stands in line 2 already", "a value is missing", "longer than 100 characters"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "the first in line 2 (id: a value is missing)"),
        ({"latitude": 80, "longitude": 170}, "1 lie outside every region"),
    ],
)
def test_a_file_without_a_usable_row_is_an_error_that_names_it(
    change: dict[str, object], reason: str
) -> None:
    run = run_rows(UCDP, change)
    assert run.state == "failed"
    assert run.error.startswith("rows.csv: none of its 1 rows can be used")
    assert reason in run.error


def test_a_header_alone_is_an_error() -> None:
    run = run_bytes(text_of(rows(UCDP, {})).splitlines()[0].encode(), UCDP)
    assert (run.state, run.error) == ("failed", "rows.csv: none of its 0 rows can be used.")


def test_decimal_commas_of_a_semicolon_file_are_read() -> None:
    text = text_of(rows(UCDP, {"latitude": "35,4", "longitude": "44,4"}), delimiter=";")
    assert counts(run_bytes(text.encode(), UCDP)) == {"created": 1}
