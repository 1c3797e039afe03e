"""The list of addresses, and what is said of any other."""

from __future__ import annotations

from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from .base import ReadView, json_response
from .schema import problems
from .serializers import RootSerializer
from .throttles import RateThrottle

LISTED = ("incidents", "rooms", "actors", "areas", "places", "changes", "stats", "sides", "snapshot")
MAPS = ("incidents", "rooms", "areas")


class Root(ReadView):
    """Where to go from here."""

    @extend_schema(
        operation_id="list_addresses",
        summary="The addresses of this API",
        responses={200: RootSerializer, **problems(400)},
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the addresses by name."""
        self.read(request)
        paths = {name: reverse(f"api:{name}") for name in LISTED}
        paths |= {f"{name}.geojson": reverse(f"api:{name}-geojson") for name in MAPS}
        paths |= {"schema": reverse("api:schema"), "docs": reverse("api:docs")}
        return json_response(
            {"links": {name: request.build_absolute_uri(path) for name, path in paths.items()}}
        )


class Nowhere(ReadView):
    """Any other address below this one."""

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest, rest: str) -> HttpResponseBase:  # noqa: ARG002 - from the address
        """Say so in the form of all other errors."""
        raise Http404

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002 - REST framework's signature
        """Say so whatever is asked."""
        raise Http404


class Schema(SpectacularAPIView):
    """The OpenAPI document."""

    throttle_classes = (RateThrottle,)

    def is_costly(self, request: Request) -> bool:  # noqa: ARG002 - as ApiView has it
        """See ApiView: it is put together anew each time."""
        return True


class Docs(SpectacularSwaggerSplitView):
    """The browsable documentation: our own markup, since the strict policy allows no inline style."""

    template_name = "api/docs.html"
    url_name = "api:schema"
