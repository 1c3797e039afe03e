"""What makes pages work without a network: the service worker, and the page for what it has no copy of."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from incidents.views.dashboard import script_modules

SOURCE: Final = Path("static", "js", "offline", "service-worker.js")
# What pages load that the map's markup does not name: by styles, by modules, and by the pages of one thing.
SCRIPTS: Final = ("js/copy.js", "js/place-map.js", "js/offline/register.js")
FONT: Final = "npm/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2"
DESK_STYLES: Final = {"admin.css", "queue.css", "review.css", "review-bar.css"}
# Addresses that are the desk's, or other sites', or no pages.
UNKEPT: Final = ("admin:index", "review-queue", "embed", "set_language")


def _files() -> list[str]:
    root = settings.BASE_DIR / "static"
    styles = [f"css/{path.name}" for path in sorted(root.glob("css/*.css")) if path.name not in DESK_STYLES]
    base_map = [f"basemap/{path.name}" for path in sorted(root.glob("basemap/*")) if path.suffix != ".md"]
    # The base map's parts are named by a folder and a name, so without their hash.
    plain = [settings.STATIC_URL + name for name in base_map]
    return [*script_modules(), *(static(name) for name in (*styles, *SCRIPTS, FONT)), *plain]


@cache
def worker_script() -> str:
    """Return the service worker's text: what it has to know of this site, then what it does."""
    source = (settings.BASE_DIR / SOURCE).read_text(encoding="utf-8")
    start = reverse("dashboard")
    site: dict[str, Any] = {
        "languages": [code for code, _name in settings.LANGUAGES],
        "languageCookie": settings.LANGUAGE_COOKIE_NAME,
        "start": start,
        "notice": reverse("offline"),
        "api": f"{start}api/v1/",
        "texts": reverse("incident-texts"),
        "translations": reverse("javascript-catalog"),
        "static": settings.STATIC_URL,
        "unkept": [*(reverse(name) for name in UNKEPT), f"{start}api/", f"{start}ogc/"],
        "files": _files(),
    }
    # Another text makes browsers install it anew: a file with another content has another name.
    site["version"] = hashlib.sha256((json.dumps(site) + source).encode()).hexdigest()[:12]
    return f"const site = {json.dumps(site)};\n{source}"


@require_safe
def show_worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Serve the service worker from the root, so that its scope is the site."""
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def show_offline(request: HttpRequest) -> HttpResponse:
    """Show the page that stands in for one that was never read, where there is no network."""
    return render(request, "offline.html")
