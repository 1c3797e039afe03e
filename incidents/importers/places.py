"""Where a row's place lies here: its region, and the names that this region calls its areas by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from incidents.areas import AreaIndex, area_index
from incidents.enums import AreaKind, LocationPrecision
from incidents.models import Area, Incident, Region
from sources.extraction.normalise import normalise_name

from .errors import ImportFileError, OutsideError
from .mapped import settle_place


class Regions:
    """The loaded regions with their areas; made once for an import."""

    def __init__(self) -> None:
        self._regions = [RegionNames(region) for region in Region.objects.order_by("pk")]
        if not self._regions:
            raise ImportFileError(_("No region is loaded: run manage.py load_region."))

    def settle(self, incident: Incident) -> None:
        """Give an incident its region, our names for its areas, and no point where that is too exact.

        Raises OutsideError where no region holds its point, or without a point its governorate.
        """
        names = next((names for names in self._regions if names.holds(incident)), None)
        if names is None:
            raise OutsideError
        incident.region = names.region
        names.rename(incident)
        settle_place(incident)


class RegionNames:
    """One region: the bounds of its map, and its areas by name."""

    def __init__(self, region: Region) -> None:
        self.region = region

    @cached_property
    def _index(self) -> AreaIndex:
        return area_index(self.region.pk)

    @cached_property
    def _named(self) -> dict[tuple[str, str], Area]:
        named: dict[tuple[str, str], Area] = {}
        for area in self._index.areas:
            for name in filter(None, (area.name, area.name_ar, area.name_ckb)):
                named.setdefault((area.kind, normalise_name(name)), area)
        return named

    def holds(self, incident: Incident) -> bool:
        """Whether the incident's point lies within the bounds, or else its governorate is one of ours."""
        longitude, latitude = incident.longitude, incident.latitude
        if longitude is None or latitude is None:
            return self._area(AreaKind.GOVERNORATE, incident.governorate) is not None
        region = self.region
        return region.west <= longitude <= region.east and region.south <= latitude <= region.north

    def _area(self, kind: AreaKind, name: str) -> Area | None:
        return self._named.get((kind, normalise_name(name))) if name else None

    def rename(self, incident: Incident) -> None:
        """Call district and governorate as the region does; what it does not know stays as written.

        A name that is not known is found by the point, where the data set means that area at all.
        """
        around = {area.kind: area for area in self._around(incident)}
        if incident.location_precision != LocationPrecision.GOVERNORATE:
            district = self._area(AreaKind.DISTRICT, incident.district) or around.get(AreaKind.DISTRICT)
            if district is not None:
                incident.district = district.name
        if incident.governorate or incident.location_precision != LocationPrecision.GOVERNORATE:
            named = self._area(AreaKind.GOVERNORATE, incident.governorate)
            governorate = named or around.get(AreaKind.GOVERNORATE)
            if governorate is not None:
                incident.governorate = governorate.name

    def _around(self, incident: Incident) -> Iterator[Area]:
        if incident.longitude is not None and incident.latitude is not None:
            yield from self._index.containing(incident.longitude, incident.latitude)
