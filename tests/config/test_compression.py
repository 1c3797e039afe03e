"""Answers are packed as the client takes them, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import brotli  # type: ignore[import-untyped] # has no stubs
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.compression import CompressionMiddleware

TEXT = "Kirkuk كركوك " * 50


def answer(response: Any, accepted: str) -> Any:
    middleware = CompressionMiddleware(lambda _request: response)
    return middleware(RequestFactory().get("/", HTTP_ACCEPT_ENCODING=accepted))


def plain(kind: str = "application/json", **headers: str) -> HttpResponse:
    return HttpResponse(TEXT, content_type=kind, headers={"ETag": '"a"', **headers})


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=0.8, br;q=0.9", "br"),
        ("BR", "br"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.0,gzip", "gzip"),
        ("gzip", "gzip"),
        ("bro, xbr", ""),
        ("", ""),
    ],
)
def test_the_client_chooses(accepted: str, expected: str) -> None:
    packed = answer(plain(), accepted)
    assert packed.get("Content-Encoding", "") == expected
    assert packed["Vary"] == "Accept-Encoding"
    assert packed["ETag"] == ('W/"a"' if expected else '"a"')
    if expected == "br":
        assert brotli.decompress(packed.content).decode() == TEXT
        assert int(packed["Content-Length"]) == len(packed.content) < len(TEXT)


def test_streams_are_packed_as_they_come() -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        for number in range(200):
            asked.append(number)
            yield f"{number}".encode() * 5_000

    packed = answer(StreamingHttpResponse(pieces(), content_type="text/csv"), "br")
    stream = iter(packed)
    first = next(stream)
    assert len(asked) < 200
    assert brotli.decompress(first + b"".join(stream)) == b"".join(pieces())
    assert "Content-Length" not in packed


def test_what_is_short_packed_or_a_page_is_left_alone() -> None:
    assert "Content-Encoding" not in answer(HttpResponse("short", content_type="text/csv"), "br")
    assert answer(plain(**{"Content-Encoding": "identity"}), "br").content.decode() == TEXT
    assert answer(plain("text/html; charset=utf-8"), "br, gzip")["Content-Encoding"] == "gzip"
