"""What a snapshot's columns are made of: for everyone, and for analysts."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from incidents.export_tables import DISTRICT, FAMILY, FIGURES, FROM, PRECISION, Table


class Audience(StrEnum):
    """For whom a snapshot is."""

    PUBLIC = "public"
    ANALYST = "analyst"


SEPARATOR: Final = "\x1f"  # between the members of a list


def _list(expression: str) -> str:
    return f"array_to_string({expression}, E'\\x1f')"


_PUBLIC: Final = {
    "id": "i.id",
    "uid": "i.uid",
    "code": "i.code",
    "date_start": "i.date_start",
    "date_end": "i.date_end",
    "date_precision": "i.date_precision",
    "event_type": FAMILY,
    "sub_event_type": "i.sub_event_type",
    "longitude": "i.public_longitude",
    "latitude": "i.public_latitude",
    "precision": PRECISION,
    "district": DISTRICT,
    "governorate": "i.governorate",
    **FIGURES,
    "verification": "i.verification",
    "weapons": "i.weapons",
    "target_type": "i.target_type",
    "room": "COALESCE(room.code, '')",
    "perpetrators": _list("parts.perpetrators"),
    "targets": _list("parts.targets"),
    "participants": _list("parts.participants"),
    "responders": _list("parts.responders"),
    "areas": "areas.told",
    "sources": _list("reported.names"),
    "languages": _list("reported.languages"),
    "updated_at": "extract(epoch FROM i.updated_at) * 1000000",
}
PUBLIC: Final = Table(texts={}, values=_PUBLIC, order=list(_PUBLIC))
# What the desk knows: restricted incidents and reports too, and each place as it is.
_ANALYST: Final = {
    **_PUBLIC,
    "longitude": "i.longitude",
    "latitude": "i.latitude",
    "precision": "i.location_precision",
    "district": "i.district",
    "areas": "areas.known",
    "sensitivity": "i.sensitivity",
}
ANALYST: Final = Table(
    texts={},
    values=_ANALYST,
    order=list(_ANALYST),
    joined=FROM.replace(" AND NOT r.restricted", ""),
    shown="i.status = 'published'",
)
