"""Pictures of the pages for people to look at, in screenshots/ beside this file.

With ``WRITE_README_IMAGE=1`` in the environment, the picture that README.md shows is made anew.
"""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
from django.conf import settings
from playwright.sync_api import Page

from incidents.models import Incident
from tests.browser.conftest import SCREENSHOTS, Open, Site

SHOTS: Final[dict[str, dict[str, Any]]] = {
    "dashboard-light": {"path": "/", "theme": "light"},
    "dashboard-dark": {"path": "/?view=9/35.3/44.3", "theme": "dark"},
    "dashboard-contrast": {"path": "/", "theme": "contrast"},
    "dashboard-selected": {"path": "/?incident={incident}", "theme": "light"},
    "dashboard-arabic": {"path": "/", "language": "ar"},
    "dashboard-sorani": {"path": "/?incident={incident}", "language": "ckb"},
    "dashboard-phone": {"path": "/", "size": (390, 844)},
    "dashboard-tablet": {"path": "/", "size": (820, 1180)},
    "dashboard-large": {"path": "/?incident={incident}", "size": (1920, 1080)},
    "dashboard-districts": {"path": "/?shade=districts&date_from=2021-01-01&date_to=2021-12-31"},
    "embed": {"path": "/embed/", "size": (700, 500)},
    "codebook": {"path": "/codebook/"},
    "incident": {"path": "/incidents/{incident}/"},
    "incident-arabic-dark": {"path": "/incidents/{incident}/", "language": "ar", "theme": "dark"},
    "room": {"path": "/rooms/{room}/"},
    "room-sorani-dark": {"path": "/rooms/{room}/", "language": "ckb", "theme": "dark"},
    "room-phone": {"path": "/rooms/{room}/", "size": (390, 844)},
    "incident-phone": {"path": "/incidents/{incident}/", "size": (390, 844)},
    "incident-district": {"path": "/incidents/{vague}/"},
    "incident-print": {"path": "/incidents/{incident}/", "size": (794, 1123), "print": True},
    **{name: {"path": f"{{{name}}}"} for name in ("actor", "area", "source", "areas")},
    **{
        f"{name}-arabic-dark": {"path": f"{{{name}}}", "language": "ar", "theme": "dark"}
        for name in ("actor", "area", "source")
    },
    **{f"{name}-phone": {"path": f"{{{name}}}", "size": (390, 844)} for name in ("actor", "area", "source")},
    "actor-sorani-phone": {"path": "{actor}", "language": "ckb", "size": (390, 844)},
    "area-contrast": {"path": "{area}", "theme": "contrast"},
    "review": {"path": "/review/{report}/", "editor": True},
    "review-arabic": {"path": "/review/{arabic}/", "editor": True, "language": "ar"},
    "review-phone": {"path": "/review/{report}/", "editor": True, "size": (390, 844)},
}


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)


def fill(path: str, site: Site) -> str:
    vague = Incident.objects.public().filter(location_precision="district").earliest("pk")
    return path.format(
        **site.profiles,
        vague=vague.uid,
        incident=site.incident.uid,
        room=site.room.uid,
        report=site.reports[0],
        arabic=site.reports[-2],
    )


@pytest.mark.parametrize("name", SHOTS)
def test_picture(open_page: Open, site: Site, name: str) -> None:
    options = dict(SHOTS[name])
    printed = options.pop("print", False)
    page = open_page(fill(str(options.pop("path")), site), **options)
    settle(page)
    if printed:
        page.emulate_media(media="print")
    SCREENSHOTS.mkdir(exist_ok=True)
    picture = page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page="dashboard" not in name)
    assert len(picture) > 20_000


@pytest.mark.skipif(not os.environ.get("WRITE_README_IMAGE"), reason="only when the README's picture is due")
def test_readme_image(open_page: Open, site: Site) -> None:
    disputed_toll = Incident.objects.public().get(title__startswith="Federal police convoy bombed")
    page = open_page(f"/?incident={disputed_toll.uid}", size=(1440, 900))
    page.wait_for_selector(".detail .claim")
    settle(page)
    folder = settings.BASE_DIR / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / "dashboard.png")
