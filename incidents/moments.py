"""The parameter of an address that asks for the past: a day, or a point in time with its offset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.parameters import DayField, MomentField, ParameterField, ParameterForm, refuse


class OnField(ParameterField):
    """A day, meant as its end in UTC, or a time with its offset; neither lies in the future."""

    schema: Mapping[str, Any] = {"anyOf": [dict(DayField.schema), dict(MomentField.schema)]}
    example = "2021-12-03"

    def parse(self, text: str) -> datetime:
        """See ParameterField."""
        moment = MomentField().parse(text) if "T" in text else end_of(DayField().parse(text))
        if moment > timezone.now():
            raise refuse(_("lies in the future"))
        return moment


def end_of(day: date) -> datetime:
    """Return a day's last moment in UTC, of today the present one."""
    today = timezone.now().astimezone(UTC)
    return today if day == today.date() else datetime.combine(day, time.max, tzinfo=UTC)


class AsKnownOn(ParameterForm):
    """Whether the past is asked for."""

    on = OnField(
        help_text=gettext_lazy(
            "As the public knew it at the end of this day (UTC) or at this time; as now unless given."
        )
    )
