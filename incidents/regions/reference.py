"""The region itself, its areas, its gazetteer, the actors and the sources."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from incidents.areas import set_geometry
from incidents.enums import ActorKind, AreaKind
from incidents.models import Actor, ActorAlias, Area, Place, PlaceAlias, Region
from sources.enums import Language, SourceKind
from sources.models import Source

from .sync import Progress, Synced, edited_by_people, sync, sync_aliases
from .table import RegionError, Row, once, read_table

NAMES = ("name", "name_ar", "name_ckb")
LANGUAGES = (Language.ENGLISH, Language.ARABIC, Language.SORANI)
PLACE_COLUMNS = (
    "name_en", "name_ar", "name_ckb", "aliases_en", "aliases_ar", "aliases_ckb", "kind", "district",
    "governorate", "longitude", "latitude", "coord_source", "accuracy_km", "population",
)  # fmt: skip
ACTOR_COLUMNS = (
    "canonical_name", "inter_code", "parent", "active_from", "active_to", "aliases_en", "aliases_ar",
    "aliases_ckb", "note",
)  # fmt: skip
SOURCE_COLUMNS = (
    "name", "homepage", "languages", "country", "ownership_group", "short_names", "kind", "ownership_ref",
)  # fmt: skip


@dataclass
class Folder:
    """A region's folder and what ``region.toml`` says about it."""

    path: Path
    settings: dict[str, Any]

    def file(self, name: str) -> Path:
        """Return the path of one of the region's tables."""
        return self.path / str(self.settings["files"][name])


@dataclass
class Known:
    """What later files refer to, by the names that they use."""

    region: Region
    areas: dict[str, Area] = field(default_factory=dict)  # "kind:code"
    places: dict[str, Place] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)  # by short names too


def open_folder(path: Path) -> Folder:
    """Read ``region.toml``; raises RegionError where it is missing or lacks something."""
    name = "region.toml"
    try:
        settings = tomllib.loads((path / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise RegionError(f"{path / name} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegionError(f"{name}: {error}") from error
    wanted = {"slug", "prefix", "time_zone", "name_en", "name_ar", "name_ckb", "bounds", "areas", "files"}
    if missing := wanted - settings.keys():
        raise RegionError(f"{name}: {', '.join(sorted(missing))} is missing")
    return Folder(path, settings)


def load_settings(folder: Folder) -> Region:
    """Create or update the region's own row."""
    given, bounds = folder.settings, folder.settings["bounds"]
    row = Region(
        slug=given["slug"],
        prefix=given["prefix"],
        country_code=given.get("country_code", ""),
        time_zone=given["time_zone"],
        name=given["name_en"],
        name_ar=given["name_ar"],
        name_ckb=given["name_ckb"],
        **{edge: float(bounds[edge]) for edge in ("west", "south", "east", "north")},
    )
    fields = (*NAMES, "prefix", "country_code", "time_zone", "west", "south", "east", "north")
    stored = sync(Region.objects.filter(slug=row.slug), [row], ("slug",), fields)
    return stored.rows[row.slug,]


def load_areas(folder: Folder, known: Known, progress: Progress) -> bool:
    """Load the GeoJSON files in their order; return whether any area is new or changed."""
    touched = False
    for entry in folder.settings["areas"]:
        wanted = [
            _area(feature, f"{entry['file']}, feature {number}", known)
            for number, feature in enumerate(_features(folder.path / entry["file"]), 1)
        ]
        fields = (
            *NAMES, "parent_id", "geometry", "west", "south", "east", "north", "approximate", "note",
        )  # fmt: skip
        synced = sync(
            Area.objects.filter(region=known.region),
            wanted,
            ("kind", "code"),
            fields,
            edited=edited_by_people(Area),
        )
        known.areas |= {f"{kind}:{code}": area for (kind, code), area in synced.rows.items()}
        touched = touched or synced.touched
        progress(synced.describe(entry["file"]))
    return touched


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return list(data["features"])
    except OSError as error:
        raise RegionError(f"{path.name} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RegionError(f"{path.name} is no GeoJSON feature collection: {error}") from error


def _area(feature: dict[str, Any], where: str, known: Known) -> Area:
    about = feature.get("properties") or {}
    if about.get("kind") not in AreaKind.values:
        raise RegionError(f"{where}, property kind: “{about.get('kind')}” is not in the code list")
    if not (about.get("code") and about.get("name_en")):
        raise RegionError(f"{where}: code or name_en is missing")
    parent = None
    if about.get("parent_code"):
        parent = known.areas.get(f"{AreaKind.GOVERNORATE}:{about['parent_code']}")
        if parent is None:
            raise RegionError(f"{where}, property parent_code: “{about['parent_code']}” is not known")
    area = Area(
        region=known.region,
        kind=about["kind"],
        code=about["code"],
        name=about["name_en"],
        name_ar=about.get("name_ar") or "",
        name_ckb=about.get("name_ckb") or "",
        parent=parent,
        approximate=bool(about.get("approximate")),
        note=about.get("note") or "",
    )
    try:
        set_geometry(area, feature["geometry"])
    except (ValidationError, KeyError) as error:
        raise RegionError(f"{where}: {error}") from error
    # As the database gives it back, for comparison.
    area.geometry = json.loads(json.dumps(area.geometry))
    return area


def load_places(folder: Folder, known: Known, progress: Progress) -> None:
    """Load the gazetteer with its aliases."""
    rows = list(once(read_table(folder.file("places"), PLACE_COLUMNS), "name_en"))
    wanted = [_place(row, known) for row in rows]
    fields = (
        *NAMES[1:], "governorate", "longitude", "latitude", "accuracy_km", "population", "origin",
    )  # fmt: skip
    stored = Place.objects.filter(region=known.region)
    synced = sync(stored, wanted, ("name", "district", "kind"), fields)
    known.places = {place.name: place for place in synced.rows.values()}
    aliases = sync_aliases(PlaceAlias, "place", _aliases(rows, "name_en", known.places))
    progress(f"{synced.describe('places')}, {aliases} new aliases")


def _place(row: Row, known: Known) -> Place:
    longitude, latitude = row.point()
    if longitude is None or latitude is None:
        row.fail("longitude", "a value is missing")
    return Place(
        region=known.region,
        name=row.text("name_en", required=True, most=200),
        name_ar=row.text("name_ar", most=200),
        name_ckb=row.text("name_ckb", most=200),
        kind=row.text("kind", required=True, most=30),
        district=row.text("district", most=100),
        governorate=row.text("governorate", most=100),
        longitude=longitude,
        latitude=latitude,
        accuracy_km=row.number("accuracy_km") or 0.0,
        population=row.count("population") or 0,
        origin=row.text("coord_source", most=100),
    )


def _aliases(rows: list[Row], name: str, owners: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [
        (owners[row.text(name)].pk, language, text)
        for row in rows
        for language in LANGUAGES
        for text in [_main_name(row, name, language), *row.texts(f"aliases_{language}")]
    ]


def _main_name(row: Row, name: str, language: str) -> str:
    return row.text(name) if language == Language.ENGLISH else row.cells.get(f"name_{language}", "")


def load_actors(folder: Folder, known: Known, progress: Progress) -> None:
    """Load actors, their aliases, and what each is part of."""
    rows = list(once(read_table(folder.file("actors"), ACTOR_COLUMNS), "canonical_name"))
    kinds = {str(kind): kind for kind in ActorKind.values}
    wanted = [
        Actor(
            name=row.text("canonical_name", most=200),
            name_ar=next(iter(row.texts("aliases_ar")), ""),
            name_ckb=next(iter(row.texts("aliases_ckb")), ""),
            kind=kinds[row.one_of("inter_code", kinds)],
            active_from=row.count("active_from"),
            active_to=row.count("active_to"),
            note=row.text("note"),
        )
        for row in rows
    ]
    edited = edited_by_people(Actor)
    fields = (*NAMES[1:], "kind", "active_from", "active_to", "note")
    synced = sync(Actor.objects.all(), wanted, ("name",), fields, edited=edited)
    known.actors = {actor.name: actor for actor in synced.rows.values()}
    for row in rows:
        actor, parent = known.actors[row.text("canonical_name")], row.known("parent", known.actors)
        if parent is actor:
            row.fail("parent", "an actor cannot be part of itself")
        if actor.pk not in edited and actor.parent_id != (parent.pk if parent else None):
            actor.parent = parent
            actor.save(update_fields=["parent", "changed_at"])
    aliases = sync_aliases(ActorAlias, "actor", _aliases(rows, "canonical_name", known.actors))
    progress(f"{synced.describe('actors')}, {aliases} new aliases")


def load_sources(folder: Folder, known: Known, progress: Progress) -> None:
    """Add the outlets that are missing, paused; those that are there belong to the desk."""
    rows = list(once(read_table(folder.file("sources"), SOURCE_COLUMNS), "name"))
    wanted = [_source(row) for row in rows]
    synced: Synced[Source] = sync(Source.objects.all(), wanted, ("name",), ())
    known.sources = {
        name: synced.rows[row.text("name"),]
        for row in rows
        for name in [*row.texts("short_names"), row.text("name")]
    }
    progress(synced.describe("sources"))


def _source(row: Row) -> Source:
    languages = row.texts("languages")
    single = languages[0] if len(languages) == 1 and languages[0] in Language.values else ""
    return Source(
        name=row.text("name", required=True, most=200),
        kind=SourceKind.NONE,
        homepage=row.text("homepage", most=2000),
        language=single,
        country=row.text("country", most=100),
        medium=row.text("kind", most=100),
        ownership_group=row.text("ownership_group", most=200),
        ownership_reference=row.text("ownership_ref", most=2000),
        paused=True,
    )
