"""What templates need beside their context: formats, the page's settings, the length of the queue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from incidents import presentation
from incidents.enums import EventFamily
from incidents.models import Report
from incidents.profiles import Toll

register = template.Library()

THEMES = ("auto", "light", "dark", "contrast")
FAMILY_SLUGS = {
    EventFamily.BATTLES: "battles",
    EventFamily.EXPLOSIONS: "explosions",
    EventFamily.CIVILIANS: "civilians",
    EventFamily.PROTESTS: "protests",
    EventFamily.RIOTS: "riots",
    EventFamily.STRATEGIC: "strategic",
    EventFamily.OPERATIONS: "operations",
}


@register.simple_tag(takes_context=True)
def page_theme(context: template.Context) -> str:
    """Return the theme that the visitor chose, kept in a cookie so that no page flashes."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if isinstance(request, HttpRequest) else "auto"
    return chosen if chosen in THEMES else "auto"


@register.simple_tag
def language_cookie() -> str:
    """Return the name of the cookie that holds the visitor's language."""
    return settings.LANGUAGE_COOKIE_NAME


@register.simple_tag
def page_settings() -> dict[str, Any]:
    """Return what scripts need to write numbers, dates and families as the server does."""
    return {
        "language": get_language() or "en",
        "months": presentation.page_months(),
        "short_months": presentation.page_months(short=True),
        "digits": presentation.page_digits(),
        "families": [
            {"value": family.value, "label": str(family.label), "slug": slug}
            for family, slug in FAMILY_SLUGS.items()
        ],
    }


@register.simple_tag
def waiting_reports() -> int:
    """Return how many proposals wait for an editor."""
    return Report.objects.waiting().count()


@register.filter
def family_slug(family: str) -> str:
    """Return the short name of a family in style sheets."""
    return FAMILY_SLUGS.get(EventFamily(family), "strategic")


@register.filter
def local_digits(value: object) -> str:
    """Return a value's text with the digits of the page's language."""
    return presentation.localise_digits(str(value))


@register.filter
def grouped(value: int) -> str:
    """Return a whole number with grouped thousands."""
    return presentation.format_count(value)


@register.filter
def percent(share: float) -> str:
    """Return a share from 0 to 1 as a whole number of percent, without the sign."""
    return presentation.format_count(round(share * 100))


@register.filter
def casualties(thing: object, kind: str) -> str:
    """Return an object's killed, wounded or captured as people read it."""
    low, best, high = (getattr(thing, f"{kind}_{part}") for part in ("low", "best", "high"))
    return presentation.format_range(low, best, high)


@register.filter
def toll(many: Toll) -> str:
    """Return the persons of many incidents as people read them."""
    if not many.reported:
        return presentation.format_range(None, None, None)
    return presentation.format_range(many.low, None, None if many.open_ended else many.high)


@register.filter
def when(thing: Any) -> SafeString:
    """Return an object's date range by its precision, with the ISO form as the title."""
    iso = presentation.iso_range(thing.date_start, thing.date_end)
    text = presentation.format_date(thing.date_start, thing.date_end, thing.date_precision)
    return format_html('<time datetime="{}" title="{}">{}</time>', thing.date_start.isoformat(), iso, text)


@register.filter
def utc_moment(value: datetime) -> str:
    """Return a point in time to the minute, in UTC."""
    return presentation.format_moment(value)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """Return one day in words, with the ISO form as the title; a time is shown in the region's zone."""
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        value.isoformat(),
        presentation.format_date(local, local, "day"),
    )


@register.filter
def web_address(url: str) -> str:
    """Return an address of the web, or nothing for any other scheme."""
    return presentation.safe_url(url)
