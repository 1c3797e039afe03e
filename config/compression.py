"""Answers packed with Brotli where the client takes it, with gzip where it takes that alone.

At its quickest Brotli packs tables as small as gzip does, at four times the speed. Pages stay with gzip,
whose header Django makes of another length each time, so that nobody learns a secret from their size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, cast

import brotli  # type: ignore[import-untyped] # has no stubs
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

QUALITY: Final = 1
SHORTEST: Final = 200  # as for gzip: below it nothing is gained
TAKES_BROTLI: Final = re.compile(r"(?:^|,)\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)")


class CompressionMiddleware(GZipMiddleware):
    """Packs what is not packed yet."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer packed; an ETag is then weak, since it is of the unpacked bytes."""
        packable = not response.has_header("Content-Encoding") and not _is_page(response)
        if packable and TAKES_BROTLI.search(request.headers.get("Accept-Encoding", "").lower()):
            if isinstance(response, StreamingHttpResponse) and not response.is_async:
                response.streaming_content = _packed(cast("Iterable[bytes]", response.streaming_content))
                del response["Content-Length"]
                _mark(response)
            elif isinstance(response, HttpResponse) and len(response.content) >= SHORTEST:
                response.content = brotli.compress(response.content, quality=QUALITY)
                response["Content-Length"] = str(len(response.content))
                _mark(response)
        return super().process_response(request, response)


def _is_page(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


def _mark(response: HttpResponseBase) -> None:
    patch_vary_headers(response, ("Accept-Encoding",))
    response["Content-Encoding"] = "br"
    etag = response.get("ETag", "")
    if etag.startswith('"'):
        response["ETag"] = f"W/{etag}"


def _packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = brotli.Compressor(quality=QUALITY)
    for piece in pieces:
        packed = packer.process(piece)
        if packed:
            yield packed
    yield packer.finish()
