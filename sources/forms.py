"""The form of a source, for the admin and the API alike."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.adapters.inbox import folder_of
from sources.addresses import tidy_address
from sources.enums import SourceKind
from sources.errors import SourceError
from sources.models import Source
from sources.network import is_public

if TYPE_CHECKING:
    SourceModelForm = forms.ModelForm[Source]
else:
    SourceModelForm = forms.ModelForm


class SourceForm(SourceModelForm):
    """What a person says of a source; what polling finds out about it is not in it."""

    class Meta:
        model = Source
        fields: ClassVar = [
            "name",
            "kind",
            "url",
            "poll_minutes",
            "paused",
            "homepage",
            "language",
            "country",
            "medium",
            "reliability",
            "ownership_group",
            "ownership_reference",
        ]

    def clean(self) -> dict[str, Any]:
        """Check that there is an address where one is read, and that it may be read at all."""
        cleaned = super().clean() or self.cleaned_data
        kind, address = cleaned.get("kind"), cleaned.get("url")
        if kind and kind != SourceKind.NONE and address is not None:
            try:
                check_address(kind, address)
            except ValidationError as error:
                self.add_error("url", error)
        return cleaned


def check_address(kind: str, address: str) -> None:
    """Raise ValidationError for an address that a source of this kind can't be read at.

    A host's name is not looked up: where it leads is judged whenever the socket opens.
    """
    if not address:
        raise ValidationError(_("A source that is read needs an address."))
    if kind == SourceKind.INBOX:
        try:
            folder_of(Source(kind=kind, url=address))
        except (SourceError, OSError, ValueError) as error:
            raise ValidationError(str(error)) from None
        return
    if not tidy_address(address):
        raise ValidationError(_("This is no http or https address."))
    host = urlsplit(address.strip()).hostname or ""
    if host not in settings.FETCH_ALLOWED_PRIVATE_HOSTS and not _may_be_public(host):
        raise ValidationError(_("%(host)s is not in the public internet.") % {"host": host})


def _may_be_public(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return is_public(host)
