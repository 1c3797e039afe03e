"""Which incident bears which tag, as something whose changes are history too."""

from __future__ import annotations

import pghistory

from .incident import Incident


# Without a key to the row itself: links between incidents and tags come and go.
@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class IncidentTag(Incident.tags.through):  # type: ignore[misc,name-defined] # made by Django
    """A tag on an incident."""

    class Meta:
        proxy = True
