"""What all API views share: strict parameters, JSON and GeoJSON answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from incidents.parameters import OneOfField, ParameterForm, read_parameters

from .authentication import TokenAuthentication
from .features import dumps
from .throttles import EXPOSED, RateThrottle

GEOJSON: Final = "application/geo+json"
COLUMN_TYPES: Final = {
    "arrow": "application/vnd.apache.arrow.file",
    "parquet": "application/vnd.apache.parquet",
}


class NoParameters(ParameterForm):
    """An address that takes none."""


class MapFormat(ParameterForm):
    """JSON or GeoJSON."""

    format = OneOfField(["json", "geojson"], help_text="The format of the answer.")


class ByAddress(BaseContentNegotiation):
    """The address alone chooses the format, so that a link always gives the same answer."""

    def select_parser(self, request: Request, parsers: Any) -> Any:  # noqa: ARG002 - DRF's signature
        """Return the one parser."""
        return parsers[0]

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - DRF's signature
        renderers: Any,  # noqa: ARG002 - likewise
        format_suffix: str | None = None,  # noqa: ARG002 - likewise
    ) -> tuple[BaseRenderer, str]:
        """Return the JSON renderer whatever the Accept header says."""
        return JSONRenderer(), JSONRenderer.media_type


class ApiView(APIView):
    """Any address of the API: who asks is told by a token or by a session with its CSRF token."""

    content_negotiation_class = ByAddress
    authentication_classes: Sequence[type[BaseAuthentication]] = (TokenAuthentication, SessionAuthentication)
    throttle_classes = (RateThrottle,)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, and count the request before any right is asked for. Raises Throttled."""
        try:
            super().perform_authentication(request)
        finally:
            self.check_throttles(request)

    def is_costly(self, request: Request) -> bool:  # noqa: ARG002 - for views that look at it
        """Return whether the request counts against the budget of exports instead of the ordinary one."""
        return False


class ReadView(ApiView):
    """A public, read-only address: a token counts for the limits alone, every reader gets the same."""

    authentication_classes = (TokenAuthentication,)
    extension = ""

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let other sites' pages read what is public; without credentials it is always the public part."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        finished["Access-Control-Allow-Origin"] = "*"
        finished["Access-Control-Expose-Headers"] = EXPOSED
        return finished

    def read(self, request: HttpRequest, *forms: type[ParameterForm]) -> dict[str, Any]:
        """Return the request's parameters. Raises BadParameters."""
        return read_parameters(request.GET, *(form(request.GET) for form in forms))


def json_response(body: Any, media_type: str = "application/json") -> HttpResponse:
    """Return an answer in JSON."""
    return HttpResponse(dumps(body), content_type=media_type)
