"""Which data sets can be imported: one entry each, with its columns and its terms."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from incidents.enums import DatasetFormat

from . import acled, gtd, hamrin, ucdp
from .cells import Cells
from .mapped import Mapped


@dataclass(frozen=True)
class Format:
    """How rows of a data set are read, and the terms that it comes with.

    ``names`` gives the data set's column for one of ours, for messages. ``version`` is part of every
    row's digest: raise it when the mapping changes, and rows are looked at again.
    """

    key: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    map_row: Callable[[Cells], Mapped]
    names: Mapping[str, str]
    dataset: str
    homepage: str
    licence: str
    licence_url: str
    restricted: bool
    version: int = 1

    def digest(self, cells: Mapping[str, str]) -> str:
        """Return a digest of the cells that are read."""
        read = "\x1f".join(cells.get(column, "") for column in (*self.required, *self.optional))
        return hashlib.blake2b(f"{self.version}\x1f{read}".encode(), digest_size=16).hexdigest()


FORMATS: Final = {
    DatasetFormat.ACLED: Format(
        key="event_id_cnty",
        required=acled.REQUIRED,
        optional=acled.OPTIONAL,
        map_row=acled.map_row,
        names=acled.NAMES,
        dataset="ACLED",
        homepage="https://acleddata.com",
        licence="ACLED terms of use: its rows may not be republished",
        licence_url="https://acleddata.com/terms-and-conditions",
        restricted=True,
    ),
    DatasetFormat.UCDP: Format(
        key="id",
        required=ucdp.REQUIRED,
        optional=ucdp.OPTIONAL,
        map_row=ucdp.map_row,
        names=ucdp.NAMES,
        dataset="UCDP GED",
        homepage="https://ucdp.uu.se",
        licence="UCDP Georeferenced Event Dataset, CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        restricted=False,
    ),
    DatasetFormat.GTD: Format(
        key="eventid",
        required=gtd.REQUIRED,
        optional=gtd.OPTIONAL,
        map_row=gtd.map_row,
        names=gtd.NAMES,
        dataset="GTD",
        homepage="https://www.start.umd.edu/gtd",
        licence="GTD terms of use: its rows may not be republished",
        licence_url="https://www.start.umd.edu/gtd/terms-of-use",
        restricted=True,
    ),
    DatasetFormat.HAMRIN: Format(
        key="uid",
        required=hamrin.REQUIRED,
        optional=hamrin.OPTIONAL,
        map_row=hamrin.map_row,
        names=hamrin.NAMES,
        dataset="Hamrin",
        homepage="",
        licence="as the desk that exported it says",
        licence_url="",
        restricted=False,
    ),
}
