"""Joint operation rooms: names, forces, phases in time, and the area that stands for theirs."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.enums import DatePrecision, RoomKind, RoomPhase
from incidents.models import JointOperationRoom, RoomAlias, RoomForce, RoomPhaseEvent
from sources.enums import Language

from .reference import LANGUAGES, NAMES, Folder, Known
from .sync import Progress, edited_by_people, sync, sync_aliases
from .table import Row, once, read_table

ROOM_COLUMNS = (
    "room_id", "name", "name_ar", "name_ckb", "aliases_en", "aliases_ar", "aliases_ckb", "kind", "status",
    "place", "longitude", "latitude", "accuracy_km", "forces", "staffing", "area", "area_note",
    "conflicting_claims",
)  # fmt: skip
EVENT_COLUMNS = ("room_id", "phase", "date_start", "date_end", "date_precision", "note", "source_url")


def load_rooms(folder: Folder, known: Known, progress: Progress) -> None:
    """Load rooms with their aliases and forces, then their phases."""
    rows = list(once(read_table(folder.file("rooms"), ROOM_COLUMNS), "room_id"))
    fields = (
        *NAMES, "kind", "status_note", "place_id", "place_name", "longitude", "latitude", "accuracy_km",
        "area_of_responsibility_id", "staffing", "conflicting_claims", "note",
    )  # fmt: skip
    synced = sync(
        JointOperationRoom.objects.filter(region=known.region),
        [_room(row, known) for row in rows],
        ("code",),
        fields,
        edited=edited_by_people(JointOperationRoom),
    )
    rooms = {code: room for (code,), room in synced.rows.items()}
    aliases = sync_aliases(
        RoomAlias,
        "room",
        (
            (rooms[row.text("room_id")].pk, language, text)
            for row in rows
            for language in LANGUAGES
            for text in [_main_name(row, language), *row.texts(f"aliases_{language}")]
        ),
    )
    _load_forces(rows, rooms, known)
    progress(f"{synced.describe('rooms')}, {aliases} new aliases")
    _load_phases(folder, rooms, progress)


def _main_name(row: Row, language: str) -> str:
    return row.text("name" if language == Language.ENGLISH else f"name_{language}")


def _room(row: Row, known: Known) -> JointOperationRoom:
    longitude, latitude = row.point()
    place = row.known("place", known.places)
    return JointOperationRoom(
        region=known.region,
        code=row.text("room_id", most=30),
        name=row.text("name", required=True, most=200),
        name_ar=row.text("name_ar", most=200),
        name_ckb=row.text("name_ckb", most=200),
        kind=row.one_of("kind", RoomKind.values),
        status_note=row.text("status", most=200),
        place=place,
        place_name=place.name if place else "",
        longitude=longitude,
        latitude=latitude,
        accuracy_km=row.number("accuracy_km") or 0.0,
        area_of_responsibility=row.known("area", known.areas),
        staffing=row.text("staffing"),
        conflicting_claims=row.text("conflicting_claims"),
        note=row.text("area_note"),
    )


def _load_forces(rows: Iterable[Row], rooms: dict[str, JointOperationRoom], known: Known) -> None:
    wanted = [
        RoomForce(room=rooms[row.text("room_id")], actor=row.known("forces", known.actors, name))
        for row in rows
        for name in row.texts("forces")
    ]
    stored = RoomForce.objects.filter(room__in=rooms.values())
    sync(stored, wanted, ("room_id", "actor_id"), ())


def _load_phases(folder: Folder, rooms: dict[str, JointOperationRoom], progress: Progress) -> None:
    wanted = [_phase(row, rooms) for row in read_table(folder.file("room_events"), EVENT_COLUMNS)]
    synced = sync(
        RoomPhaseEvent.objects.filter(room__in=rooms.values()),
        wanted,
        ("room_id", "phase", "date_start", "source_url"),
        ("date_end", "date_precision", "note"),
        edited=edited_by_people(RoomPhaseEvent),
    )
    progress(synced.describe("phases of rooms"))


def _phase(row: Row, rooms: dict[str, JointOperationRoom]) -> RoomPhaseEvent:
    start, end = row.days()
    room = row.known("room_id", rooms)
    if room is None:
        row.fail("room_id", "a value is missing")
    phases = {phase.replace("_", " "): phase for phase in RoomPhase.values}
    return RoomPhaseEvent(
        room=room,
        phase=phases[row.one_of("phase", phases)],
        date_start=start,
        date_end=end,
        date_precision=row.one_of("date_precision", DatePrecision.values),
        note=row.text("note"),
        source_url=row.text("source_url", most=2000),
    )
