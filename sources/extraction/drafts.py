"""Event mentions of an article gathered into incidents, each with its date, place and figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from sources.extraction.dates import shift_units
from sources.extraction.events import EventMention
from sources.extraction.geometry import distance_km
from sources.extraction.kinds import (
    ABDUCTION,
    ABSORBS,
    AGREEMENT,
    ARRESTS,
    BASE,
    CHANGE,
    DISRUPTED,
    EXPLOSIVE,
    FAMILY,
    GENERAL,
    OPERATIONS,
    OVERTAKES,
    PROTESTS,
    RAID,
    REGAINS,
    SWEEP,
    TRANSFER,
    VIOLENT_ATTACKS,
)
from sources.extraction.places import is_within

if TYPE_CHECKING:
    from sources.extraction.actors import ActorMention
    from sources.extraction.casualties import Figure
    from sources.extraction.dates import DateMention
    from sources.extraction.document import Document
    from sources.extraction.events import EventFinder, SentenceCues
    from sources.extraction.places import PlaceMention


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Placed)

_LEAD = 5
_AT_NIGHT = {"date.last_night", "date.overnight"}
_GOVERNORATE_KM = 90.0
_NEAR_KM = 25.0
_DISTRICT_KM = 35
# "South of Kirkuk" can mean this far.
_BEARING_KM = 65.0
_AROUND_KM = 45.0
# Where the verb ends the clause, "today" may stand far before "said".
_VERB_FINAL_REACH = 90
_STRONG = 0.8
_SPOKEN_OF_DAYS = 4
# Below this a word for an attack says nothing of its means.
_GENERAL_WORD = 0.65
# An event this long before publication is history, even where it is dated to the day.
_NEWS_DAYS = 500
# What a lead tells without a date happened within this time.
_FRESH_DAYS = 20


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


def mark_statement_dates(document: Document, dates: list[DateMention]) -> list[tuple[DateMention, bool]]:
    """Pair each date with whether it only tells when something was said; drop those of other things."""
    _text, grammar = document.text, document.grammar
    speech = document.find(grammar.speech)
    speech_ends = [hit.end for hit in speech]
    speech_starts = [hit.start for hit in speech]
    busy = sorted(
        [hit.start for hit in document.triggers] + [hit.start for hit in document.find(grammar.casualties)]
    )
    barred = {hit.end for hit in document.find(grammar.not_event_date)}
    verb_final = grammar.language.speech_subject == "before"
    marked = []
    for item in dates:
        if item.start in barred or item.start - 1 in barred:
            continue
        sentence = document.sentence_at(item.start)
        index = bisect_right(speech_ends, item.start) - 1
        said = False
        # Where the verb ends its clause, what follows "said" is what was said.
        if (
            not verb_final
            and index >= 0
            and speech_starts[index] >= sentence.start
            and item.start - speech_ends[index] <= 130
        ):
            said = _only_speech(document, busy, speech_ends[index], item.start)
        index = bisect_left(speech_starts, item.end)
        # "On Tuesday, the ministry announced": the date opens the sentence, then someone speaks.
        if not verb_final and index < len(speech_starts):
            close = speech_starts[index] < min(sentence.end, item.end + 130)
            said = said or (close and _only_speech(document, busy, sentence.start, speech_starts[index]))
        reach = _VERB_FINAL_REACH if verb_final else 2
        if index < len(speech_starts) and speech_starts[index] - item.end <= reach:
            between = bisect_left(busy, item.end)
            clear = not (between < len(busy) and busy[between] < speech_starts[index])
            said = said or (clear and speech_starts[index] < sentence.end)
        marked.append((item, said))
    return marked


def _only_speech(document: Document, busy: list[int], start: int, end: int) -> bool:
    """Tell whether no event is told between two positions, and what was said has not begun."""
    index = bisect_left(busy, start)
    if index < len(busy) and busy[index] < end:
        return False
    gap = document.text[start:end]
    return '"' not in gap and not document.grammar.complementizers.find(gap)


class Gatherer:
    """Builds the incidents of one article from its reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        # Sentences that tell of events which are no incidents here: their figures belong to none.
        self.dropped: set[int] = set()
        self.foretold: When | None = None

    def gather(self) -> list[Draft]:
        """Return the incidents in order of first mention."""
        by_index: dict[int, list[EventMention]] = {}
        for mention in self.reading.mentions:
            by_index.setdefault(mention.sentence, []).append(mention)
        for sentence in self.document.sentences:
            for mention in by_index.get(sentence.index, ()):
                for where in self._places(mention):
                    self._take(mention, where)
            if sentence.index not in by_index and sentence.paragraph > 0:
                self._point_back(sentence.index)
        self._date_by_lead()
        return self.drafts

    def _date_by_next(self, draft: Draft, index: int) -> None:
        """Date an incident that has no date by the next sentence, which tells how it came about."""
        if draft.when is not None or index - max(draft.sentences) > 1:
            return
        if self.reading.cues(index).has(
            "historical", "habitual", "background", "separate", "statement", "unrelated", "future"
        ):
            return
        for item, said in self.reading.dates[index]:
            resolved = self._resolve(item, None)
            published = self.document.published
            recent = resolved and published and (published - resolved[1]).days <= _SPOKEN_OF_DAYS
            if not said and item.precision == "day" and resolved is not None and recent:
                draft.when = When(*resolved, item.precision, item, firm=True)
                return

    def _date_by_lead(self) -> None:
        """Date incidents that have none by an opening: "Diyala saw three incidents on Wednesday"."""
        told = [mention.sentence for mention in self.reading.mentions if not mention.title]
        if not told or any(draft.when is not None for draft in self.drafts):
            return
        for sentence in self.document.sentences[: told[0]]:
            if sentence.paragraph == 0:
                continue
            if self.reading.cues(sentence.index).has("historical", "habitual", "statement", "unrelated"):
                continue
            for item, said in self.reading.dates[sentence.index]:
                resolved = self._resolve(item, None)
                if not said and item.precision == "day" and resolved is not None:
                    for draft in self.drafts:
                        draft.when = When(*resolved, item.precision, item, firm=True)
                    return

    def _foretell(self, index: int) -> None:
        """Keep the day of "the incident that unfolded on Thursday", told before what happened."""
        days = [
            When(item.first, item.last, item.precision, item, firm=True)
            for item, said in self.reading.dates[index]
            if item.first is not None and item.last is not None and item.precision == "day" and not said
        ]
        self.foretold = days[-1] if days and self.foretold is None else self.foretold

    def _point_back(self, index: int) -> None:
        """Take date and place from a sentence like "The incident occurred near X last night"."""
        draft = self.current
        cues = self.reading.cues(index)
        if draft is None:
            if self.reading.events.recalls(index):
                self._foretell(index)
            return
        if not self.reading.events.recalls(index):
            self._date_by_next(draft, index)
            return
        if cues.has("historical", "habitual", "background", "separate", "statement", "unrelated"):
            return
        sentence = self.document.sentences[index]
        pointer = EventMention(
            index,
            sentence.start,
            sentence.start,
            draft.sub_type,
            "nominal",
            0.5,
            reference=True,
            background=False,
            separate=False,
            vague="",
            title=False,
        )
        when = self._when(pointer, draft)
        for where in self._places(pointer):
            fits = self._date_fits(draft, when) and self._place_fits(draft, where)
            if fits and (when is not None or where is not None):
                self._add(draft, pointer, when, where)
            break

    # --- what the sentence says -----------------------------------------------------------------------

    def _places(self, mention: EventMention) -> list[PlaceMention | None]:
        """Return the place of an event; two where the sentence says it happened "in X and in Y"."""
        places = [place for place in self.reading.places[mention.sentence] if place.rank > 0]
        places = [place for place in places if not any(is_within(other, place) for other in places)]
        if not places:
            return [self._same_place(mention)]
        others = [m for m in self.reading.mentions if m.sentence == mention.sentence and m is not mention]
        if others and len(places) > 1:
            places = [place for place in places if not self._is_parted(mention, place)] or places
            close = max(place.rank for place in places) - 0.5
            mine = [p for p in places if p.rank >= close and not _nearer_to(others, mention, p)]
            places = mine or places

        def order(place: PlaceMention) -> float:
            gap = place.start - mention.end if place.start >= mention.end else mention.start - place.end + 10
            return place.rank - max(gap, 0) / 60

        best = max(places, key=order)
        twin = self._twin(best, places) if mention.sub_type in VIOLENT_ATTACKS else None
        if twin is None:
            return [best]
        return [best, twin] if best.start < twin.start else [twin, best]

    def _is_parted(self, mention: EventMention, place: PlaceMention) -> bool:
        """Tell whether "while" or the like stands between an event and a place."""
        low, high = sorted((mention.start, place.start))
        return any(
            low < cue.start < high for cue in self.reading.cues(mention.sentence).hits.get("separate", ())
        )

    def _same_place(self, mention: EventMention) -> PlaceMention | None:
        """Return the place told of before where the sentence only says "the village"."""
        sentence = self.document.sentences[mention.sentence]
        found = self.document.grammar.same_place.find(self.document.text, sentence.start, sentence.end)
        return self.current.where if found and self.current is not None else None

    def _twin(self, best: PlaceMention, places: list[PlaceMention]) -> PlaceMention | None:
        """Find a second place of the same verb: joined by "and" with a preposition of its own."""
        text, grammar = self.document.text, self.document.grammar
        for other in places:
            if other is best or other.key == best.key or other.rank < 2 or best.rank < 1.8:
                continue
            left, right = sorted((best, other), key=lambda place: place.start)
            gap = text[left.end : right.start]
            if len(gap) > 70 or left.point is None or right.point is None:
                continue
            if distance_km(left.point, right.point) < _NEAR_KM:
                continue
            joints = grammar.conjunctions.find(f" {gap} ")
            prepositions = [*grammar.place_before["in"].find(gap), *grammar.place_before["near"].find(gap)]
            joined = [hit for hit in joints if any(hit.end <= prep.start + 2 for prep in prepositions)]
            if joined and "." not in gap:
                return other
        return None

    def _when(self, mention: EventMention, current: Draft | None) -> When | None:
        """Return the date that a sentence gives its event; a statement's date is not firm."""
        best: tuple[float, When] | None = None
        verb_final = self.document.grammar.language.speech_subject == "before"
        others = [m for m in self.reading.mentions if m.sentence == mention.sentence and m is not mention]
        for item, said in self.reading.dates[mention.sentence]:
            resolved = self._resolve(item, current)
            if resolved is None:
                continue
            first, last = resolved
            gap = _date_gap(mention, item, verb_final=verb_final)
            if mention.reference and any(
                _date_gap(other, item, verb_final=verb_final) < gap for other in others if not other.reference
            ):
                continue
            if any(other.background and mention.end <= other.start < item.start for other in others):
                continue  # "the body of one who had been abducted on Monday"
            cost = (
                max(gap, 0)
                + (500 if said else 0)
                + {"day": 0, "week": 60, "month": 80, "year": 300}[item.precision]
            )
            when = When(first, last, item.precision, item, firm=not said)
            if best is None or cost < best[0]:
                best = (cost, when)
        return best[1] if best is not None else None

    def _resolve(self, item: DateMention, current: Draft | None) -> tuple[date, date] | None:
        if item.first is not None and item.last is not None:
            return item.first, item.last
        anchor = current.when if current is not None else None
        if anchor is None:
            return None
        day = timedelta(days=1)
        if item.kind == "same_day":
            return anchor.first, anchor.last
        if item.kind == "next_day":
            return anchor.last + day, anchor.last + day
        shifted = anchor.first + timedelta(days=item.shift)
        if item.precision == "day":
            return shifted, shifted
        return shift_units(shifted, 0, 0, item.precision)

    # --- where it belongs ------------------------------------------------------------------------------

    def _take(self, mention: EventMention, where: PlaceMention | None) -> None:
        base = self.current if self.current is not None else (self.drafts[0] if self.drafts else None)
        when = self._when(mention, base)
        known = self._match(mention, when, where)
        general = mention.vague in {"historical", "habitual"}
        older = mention.background and not mention.title and len(self.drafts) > 0
        if general and not mention.title and not mention.reference:
            known = None
        if older and known is not None and not mention.reference and not _same_day(known, when):
            known = None
        if known is not None:
            self._add(known, mention, when, where)
        elif self._is_news(mention, when, where):
            self._start(mention, when, where)
        elif not mention.reference:
            self.dropped.add(mention.sentence)

    def _match(self, mention: EventMention, when: When | None, where: PlaceMention | None) -> Draft | None:
        """Return the incident that a mention tells more about, if any."""
        if mention.separate and mention.reference and len(self.drafts) > 1:
            # "The second attack" is that of the incidents told so far which came last.
            later = [draft for draft in self.drafts[1:] if self._kind_fits(draft, mention)]
            if later and (where is None or where.rank < 2.5 or self._place_fits(later[-1], where)):
                return later[-1]
        if mention.separate and not mention.reference and not mention.title:
            same_sentence = any(
                mention.sentence in draft.sentences and draft.sub_type == mention.sub_type
                for draft in self.drafts
            )
            if where is None and when is None and not same_sentence and mention.weight < _STRONG:
                return self._closest([draft for draft in self.drafts if self._kind_fits(draft, mention)])
            return None
        fitting = [
            draft
            for draft in self.drafts
            if self._kind_fits(draft, mention)
            and self._date_fits(draft, when)
            and self._place_fits(draft, where)
            and not self._is_another_day(draft, when, mention)
        ]
        return self._closest(fitting)

    def _is_another_day(self, draft: Draft, when: When | None, mention: EventMention) -> bool:
        """Tell whether a later mention gives another day than that on which an undated incident was told."""
        if draft.when is not None or when is None or not when.firm or mention.reference:
            return False
        if mention.sentence <= _LEAD or when.precision != "day":
            return False
        told = next(
            (
                item.first
                for dates in self.reading.dates[:_LEAD]
                for item, said in dates
                if said and item.first is not None and item.precision == "day"
            ),
            None,
        )
        return told is not None and when.last < told

    def _closest(self, drafts: list[Draft]) -> Draft | None:
        if self.current in drafts:
            return self.current
        return drafts[-1] if drafts else None

    def _kind_fits(self, draft: Draft, mention: EventMention) -> bool:
        if draft.sub_type == mention.sub_type:
            return True
        if mention.sentence in draft.sentences and not mention.title:
            return False
        return _kinds_fit(draft, mention)

    def _date_fits(self, draft: Draft, when: When | None) -> bool:
        if when is None:
            return True
        if draft.when is None:
            if when.firm and not draft.from_title and self._is_past(when):
                return False
            return when.precision != "year"  # "last year too, fields burned" is not what happened now
        # "Last night" may be either side of midnight.
        night = any(item.rule in _AT_NIGHT for item in (when.mention, draft.when.mention))
        slack = 0 if when.firm and draft.when.firm and not draft.from_title and not night else 1
        if when.firm and not draft.when.firm and when.precision == "day":
            # The day on which someone spoke says only that it happened by then.
            return 0 <= (draft.when.last - when.last).days <= _SPOKEN_OF_DAYS
        return draft.when.overlaps(when, slack)

    def _is_past(self, when: When) -> bool:
        """Tell whether a date is weeks before publication, so that an undated lead is not about it."""
        published = self.document.published
        return published is not None and (published - when.last).days > _FRESH_DAYS

    def _place_fits(self, draft: Draft, where: PlaceMention | None) -> bool:
        if where is None or draft.where is None:
            return True
        one, two = draft.where.point, where.point
        if draft.where_title and one is not None and two is not None and where.rule != "place.governorate":
            # A title names the big town for what happened around it.
            return places_agree(draft.where, where) or (
                draft.where.governorate == where.governorate and distance_km(one, two) <= _AROUND_KM
            )
        return places_agree(draft.where, where)

    def _is_news(self, mention: EventMention, when: When | None, where: PlaceMention | None) -> bool:  # noqa: PLR0911 - a chain of guards
        """Tell whether a mention says enough to be an incident of its own."""
        if mention.reference and not mention.separate and (self.drafts or where is None):
            # "The assault above Altun Kupri on Tuesday": told of before, but not in this article.
            return where is not None and when is not None and when.firm and not mention.vague
        figures = [figure for figure in self.reading.figures[mention.sentence] if figure.best > 0]
        dated = when is not None and when.firm and when.precision in {"day", "week", "month"}
        if self._is_long_ago(when):
            return False
        if when is not None and when.precision == "year":
            return False  # statistics: "18 were killed this year"
        if mention.sub_type in _SLOW and self.drafts and not (dated and when and when.precision == "day"):
            return False
        late = not self.drafts and mention.sentence > _LEAD
        if late and mention.weight < _GENERAL_WORD and not dated and not figures:
            return False
        if mention.vague in {"historical", "habitual"}:
            return bool(
                dated and where is not None and figures and when is not None and when.precision == "day"
            )
        if mention.vague == "statement":
            return where is not None and (dated or bool(figures)) and mention.weight >= 0.5
        if mention.background and not mention.title and self.drafts:
            return where is not None and when is not None
        if mention.weight < 0.5 and where is None and not figures:
            return False
        if self.drafts and not mention.title:
            return self._is_other(mention, when, where, figures)
        return True

    def _is_long_ago(self, when: When | None) -> bool:
        published = self.document.published
        return when is not None and published is not None and (published - when.last).days > _NEWS_DAYS

    def _is_other(  # noqa: PLR0911 - a chain of guards
        self, mention: EventMention, when: When | None, where: PlaceMention | None, figures: list[Figure]
    ) -> bool:
        """Tell whether a later mention that fits no incident so far is one more."""
        only_title = all(draft.from_title for draft in self.drafts)
        if only_title:
            return True
        if when is not None and when.precision == "year":
            return False
        first = (self.current or self.drafts[0]).when
        if where is None and when is not None and first is not None and not first.overlaps(when, 1):
            return False
        follows_attack = any(draft.sub_type in VIOLENT_ATTACKS for draft in self.drafts)
        if mention.sub_type in {SWEEP, RAID, ARRESTS, DISRUPTED} and follows_attack:
            return (where is not None and when is not None) or (
                mention.sub_type in {ARRESTS, DISRUPTED}
                and (bool(figures) or mention.separate)
                and (when is not None or mention.sub_type == ARRESTS)
            )
        if where is not None and (when is not None or figures or mention.separate):
            return True
        if when is not None and (
            (when.firm and figures) or (mention.weight >= _STRONG and self._told_of_several(mention.sentence))
        ):
            return True
        return mention.weapon and mention.weight >= 0.9 and (bool(figures) or mention.separate)

    def _told_of_several(self, sentence: int) -> bool:
        """Tell whether a title or summary before has announced several incidents ("two attacks")."""
        return any(self.reading.cues(index).has("together") for index in range(sentence))

    # --- taking it in ----------------------------------------------------------------------------------

    def _start(self, mention: EventMention, when: When | None, where: PlaceMention | None) -> None:
        main = not (mention.background and self.drafts and not mention.title)
        draft = Draft(
            mention.sub_type, mention.weight, [mention], when, where, main, from_title=mention.title
        )
        if draft.when is None and not self.drafts:
            draft.when = self.foretold
        if self.drafts:
            first = self.drafts[0]
            if draft.when is None:
                draft.when = (self.current or first).when
            if draft.where is None:
                draft.where = (self.current or first).where
            if main and draft.when and first.when and not mention.title:
                older = (first.when.first - draft.when.last).days
                draft.main = older <= 2 and not (
                    draft.when.precision in {"month", "year"} and first.when.precision == "day"
                )
        draft.sentences.add(mention.sentence)
        twin = next((other for other in self.drafts if mention in other.mentions), None)
        if twin is not None:
            draft.main = twin.main
        draft.where_title = mention.title and where is not None
        draft.sums_up = self.reading.cues(mention.sentence).has("together")
        self.drafts.append(draft)
        self.current = draft

    def _add(
        self, draft: Draft, mention: EventMention, when: When | None, where: PlaceMention | None
    ) -> None:
        draft.mentions.append(mention)
        draft.sentences.add(mention.sentence)
        if (mention.weapon or not mention.reference) and _is_upgrade(draft, mention):
            draft.sub_type, draft.strength = mention.sub_type, mention.weight
        if mention.sub_type == draft.sub_type and not mention.reference:
            draft.strength = max(draft.strength, mention.weight)
        told = mention.vague not in {"historical", "habitual"}
        if told and when is not None and (draft.when is None or (when.firm and not draft.when.firm)):
            draft.when = when
        if told and where is not None:
            chosen = better_place(draft.where, where, title=draft.where_title and not mention.title)
            draft.where_title = chosen is draft.where and draft.where_title
            draft.where = chosen
        if not mention.title:
            draft.from_title = False
        self.current = draft


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


_ATTACK_FAMILIES = {FAMILY[kind] for kind in VIOLENT_ATTACKS}


def _same_day(draft: Draft, when: When | None) -> bool:
    return when is not None and draft.when is not None and draft.when.overlaps(when, 0)


# Told of the past more often than of the day: as a further incident they need a date of their own.
_SLOW = {REGAINS, OVERTAKES, TRANSFER, CHANGE, BASE, AGREEMENT}


def _date_gap(mention: EventMention, item: DateMention, *, verb_final: bool) -> int:
    """Return how far a date stands from the words of an event, in letters."""
    if item.start < mention.end:
        return mention.start - item.end
    return item.start - mention.end + (_VERB_FINAL_REACH if verb_final else 0)


def _nearer_to(others: list[EventMention], mention: EventMention, place: PlaceMention) -> bool:
    mine = abs(place.start - mention.start)
    return any(abs(place.start - other.start) < mine - 15 for other in others)


def _kinds_fit(draft: Draft, mention: EventMention) -> bool:  # noqa: PLR0911 - a chain of guards
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


def _is_upgrade(draft: Draft, mention: EventMention) -> bool:
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
    if old is not None and is_within(old, new):
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
