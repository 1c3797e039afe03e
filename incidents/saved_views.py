"""Views that people save: checked like any request, so that nothing but the map's own parameters is kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents.filters import filter_incidents
from incidents.models import Incident, SavedView
from incidents.parameters import BadParameters

MOST_VIEWS: Final = 200
LONGEST_NAME: Final = 100
LONGEST_QUERY: Final = 20_000
_UID: Final = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# The map's own parameters, beside the filters that it shares with the API (static/js/dashboard/state.js).
OWN_PARAMETERS: Final = {
    "incident": re.compile(_UID),
    "joint_room": re.compile(_UID),
    "list": re.compile("unplaced"),
    "shade": re.compile("heat|districts"),
    "view": re.compile(r"[0-9]{1,2}(\.[0-9]+)?/-?[0-9]{1,2}(\.[0-9]+)?/-?[0-9]{1,3}(\.[0-9]+)?"),
}


def clean_query(text: str) -> str:
    """Return a query string of the map in its normal form, without ``?``. Raises ValidationError."""
    text = text.strip().removeprefix("?")
    if len(text) > LONGEST_QUERY:
        raise ValidationError(_("This selection is too long to be saved."))
    given = QueryDict(text)
    filters = given.copy()
    for name, form in OWN_PARAMETERS.items():
        values = filters.pop(name, [])
        if len(values) > 1 or not all(form.fullmatch(str(value)) for value in values):
            raise ValidationError(_("%s can't be read.") % name)
    try:
        filter_incidents(Incident.objects.public(), filters)
    except BadParameters as error:
        raise ValidationError([f"{one['parameter']} {one['detail']}" for one in error.problems]) from error
    return given.urlencode(safe="/,")


def clean_name(text: str) -> str:
    """Return a name in its normal form. Raises ValidationError."""
    name = unicodedata.normalize("NFC", " ".join(text.replace("\0", "").split()))
    if not name:
        raise ValidationError(_("Give the view a name."))
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("This name is too long."))
    return name


def save_view(user: User, name: str, query: str) -> SavedView:
    """Save a view under a new name. Raises ValidationError."""
    view = SavedView(user=user, name=clean_name(name), query=clean_query(query))
    if user.saved_views.count() >= MOST_VIEWS:
        raise ValidationError(_("You have %s saved views: delete one first.") % MOST_VIEWS)
    return _store(view)


def rename_view(view: SavedView, name: str) -> SavedView:
    """Give a view another name. Raises ValidationError."""
    view.name = clean_name(name)
    return _store(view)


def replace_view(view: SavedView, query: str) -> SavedView:
    """Save another selection under a view's name. Raises ValidationError."""
    view.query = clean_query(query)
    return _store(view)


def _store(view: SavedView) -> SavedView:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise ValidationError(_("You have another view of this name.")) from error
    return view
