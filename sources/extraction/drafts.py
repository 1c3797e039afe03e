"""Incidents in the making, and when two of them can be one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from sources.extraction.events import EventMention
from sources.extraction.geometry import distance_km
from sources.extraction.kinds import (
    ABDUCTION,
    ABSORBS,
    ARRESTS,
    EXPLOSIVE,
    FAMILY,
    GENERAL,
    OPERATIONS,
    PROTESTS,
    RAID,
    SWEEP,
    VIOLENT_ATTACKS,
)
from sources.extraction.place_names import is_within

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention
    from sources.extraction.casualties import Figure
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document
    from sources.extraction.events import EventFinder, SentenceCues
    from sources.extraction.place_names import PlaceMention

_GOVERNORATE_KM = 90.0
_NEAR_KM = 25.0
_DISTRICT_KM = 35
# "South of Kirkuk" can mean this far.
_BEARING_KM = 65.0
_STRONG = 0.8
# Two attacks of one day seldom have the same toll of that many.
_TELLING_TOLL = 6
# Below this a word for an attack says nothing of its means.
_GENERAL_WORD = 0.65

_ATTACK_FAMILIES = {FAMILY[kind] for kind in VIOLENT_ATTACKS}


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Placed)


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date range with the mention that says so; ``firm`` where it is the event's own."""

    first: date
    last: date
    precision: str
    mention: DateMention
    firm: bool

    def overlaps(self, other: When, slack: int) -> bool:
        """Tell whether two ranges meet within some days."""
        days = timedelta(days=slack)
        return self.first <= other.last + days and self.last >= other.first - days


@dataclass(eq=False)
class Draft:
    """An incident in the making: what its sentences say, in the order of the text."""

    sub_type: str
    strength: float
    mentions: list[EventMention]
    when: When | None = None
    where: PlaceMention | None = None
    main: bool = True
    figures: list[Figure] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    from_title: bool = False
    sums_up: bool = False
    where_title: bool = False


@dataclass(eq=False)
class Reading:
    """Everything found in a document, by sentence."""

    document: Document
    events: EventFinder
    mentions: list[EventMention]
    places: list[list[PlaceMention]]
    dates: list[list[tuple[DateMention, bool]]]
    actors: list[list[ActorMention]]
    figures: list[list[Figure]]

    def cues(self, sentence: int) -> SentenceCues:
        """Return the cues of a sentence."""
        return self.events.cues[sentence]


def by_sentence(document: Document, items: list[T]) -> list[list[T]]:
    """Sort mentions that have a ``start`` into the sentences of a document."""
    out: list[list[T]] = [[] for _ in document.sentences]
    for item in items:
        if document.sentences:
            out[document.sentence_at(item.start).index].append(item)
    return out


def is_announcement(draft: Draft, drafts: list[Draft]) -> bool:
    """Tell whether a draft only announces others: a title, or "two attacks in the province"."""
    others = [other for other in drafts if other is not draft and not other.from_title]
    if draft.from_title:
        return bool(others)
    if draft.sums_up and draft.when is not None:
        told = [
            other
            for other in others
            if not other.sums_up
            and other.when is not None
            and other.when.overlaps(draft.when, 1)
            and FAMILY[other.sub_type] in {FAMILY[draft.sub_type], *_ATTACK_FAMILIES}
            and (
                draft.where is None
                or other.where is None
                or draft.where.governorate == other.where.governorate
            )
        ]
        return len(told) > 1
    return False


def join_retold(drafts: list[Draft]) -> list[Draft]:
    """Leave out an attack that has the very toll of one told before, near it: it is the same, told again."""
    kept: list[Draft] = []
    for draft in drafts:
        first = next((other for other in kept if _is_retold(other, draft)), None)
        if first is None:
            kept.append(draft)
            continue
        first.sentences |= draft.sentences
        if draft.where is not None:
            first.where = better_place(first.where, draft.where, title=False)
        first.when = first.when or draft.when
    return kept


def _is_retold(first: Draft, later: Draft) -> bool:
    if first.where is None or later.where is None or not {first.sub_type, later.sub_type} <= VIOLENT_ATTACKS:
        return False
    if first.when is not None and later.when is not None and not first.when.overlaps(later.when, 1):
        return False
    tolls = [
        {(figure.kind, figure.best) for figure in draft.figures if figure.best > 0}
        for draft in (first, later)
    ]
    dead = {kind for kind, _ in tolls[0]} == {"killed", "wounded"}
    many = sum(best for _, best in tolls[0]) >= _TELLING_TOLL
    return dead and many and tolls[0] == tolls[1] and places_agree(first.where, later.where)


def same_day(draft: Draft, when: When | None) -> bool:
    """Tell whether a date is that of an incident."""
    return when is not None and draft.when is not None and draft.when.overlaps(when, 0)


def kinds_fit(draft: Draft, mention: EventMention) -> bool:  # noqa: PLR0911 - a chain of guards
    """Tell whether two kinds can be the same event told in other words."""
    one, two = draft.sub_type, mention.sub_type
    if mention.reference:
        if one in VIOLENT_ATTACKS and two in VIOLENT_ATTACKS:
            return two in GENERAL or one in GENERAL or (one in EXPLOSIVE and two in EXPLOSIVE)
        return (one in OPERATIONS and two in OPERATIONS) or (one in PROTESTS and two in PROTESTS)
    if two in GENERAL and mention.weight < _STRONG and one in VIOLENT_ATTACKS:
        return True
    if one in GENERAL and two in VIOLENT_ATTACKS and (draft.strength < _GENERAL_WORD or mention.recalls):
        return True
    if one in GENERAL and two in GENERAL:
        return True
    if (one in {ARRESTS, RAID} and two == SWEEP) or (one in PROTESTS and two in PROTESTS):
        return True
    if two in ABSORBS.get(one, frozenset()):
        return mention.weight < 0.9 or (one in OPERATIONS and two in OPERATIONS)
    if one in EXPLOSIVE and two in EXPLOSIVE and draft.strength < _GENERAL_WORD and mention.weapon:
        # "Bombed", then "a drone hit": the word before said nothing of the means.
        return one in ABSORBS.get(two, frozenset())
    return draft.from_title and one in ABSORBS.get(two, frozenset())


def is_upgrade(draft: Draft, mention: EventMention) -> bool:
    """Tell whether a mention says more closely what kind of incident it is."""
    if draft.sub_type == mention.sub_type:
        return False
    if draft.sub_type in GENERAL and mention.sub_type in VIOLENT_ATTACKS - GENERAL:
        strong = mention.weight >= 0.85 and mention.sub_type != ABDUCTION
        return strong or (mention.weapon and (draft.from_title or draft.strength < 0.6))
    explained = draft.sub_type in ABSORBS.get(mention.sub_type, frozenset())
    general = draft.sub_type in EXPLOSIVE and draft.strength < _GENERAL_WORD
    return explained and (draft.from_title or draft.sub_type in PROTESTS or general)


def places_agree(one: PlaceMention, two: PlaceMention) -> bool:  # noqa: PLR0911 - a chain of guards
    """Tell whether two mentions can mean one place: near each other, or one around the other."""
    if one.key == two.key or is_within(one, two) or is_within(two, one):
        return True
    if one.point is None or two.point is None:
        return one.district == two.district
    if "place.bearing" in {one.rule, two.rule}:
        return distance_km(one.point, two.point) <= _BEARING_KM
    wide = {"district", "governorate"}
    if one.precision in wide or two.precision in wide:
        same_district = bool(one.district) and one.district == two.district
        if same_district:
            return True
        if "governorate" in {one.precision, two.precision}:
            between = not one.governorate or not two.governorate
            close = distance_km(one.point, two.point) <= _GOVERNORATE_KM
            return one.governorate == two.governorate or (between and close)
        return distance_km(one.point, two.point) <= _DISTRICT_KM
    if "place.district" in {one.rule, two.rule} and one.district == two.district:
        # "in Sinuni sub-district": its villages lie within it.
        return distance_km(one.point, two.point) <= _DISTRICT_KM
    return distance_km(one.point, two.point) <= _NEAR_KM


def better_place(old: PlaceMention | None, new: PlaceMention, *, title: bool) -> PlaceMention:
    """Return the mention that pins the event down more closely; the earlier one where equal."""
    if old is not None and is_within(old, new) and (new.rank < 2.5 or not title):
        return old
    if old is not None and old.rule == "place.bearing" and new.rank >= old.rank:
        return new  # "west of Mosul" says less than the district
    if old is None or new.rank > old.rank + 0.25 or (title and new.rank >= old.rank - 0.5):
        return new
    if old.rule in {"place.name", "place.near"} and is_within(new, old) and (title or new.rank >= old.rank):
        return new
    if new.key == old.key and old.precision == "exact" and new.precision == "near":
        return replace(new)
    return old
