"""The admin's form of an incident: the desk's form, with the gazetteer's auto-complete."""

from __future__ import annotations

from incidents.forms import IncidentForm


class IncidentAdminForm(IncidentForm):
    """An incident's values as the admin asks for them."""

    # The shared form hides the place, which the review page's own search fills; here the admin's does.
    place = None  # type: ignore[assignment] # how a form leaves out a field of its base
