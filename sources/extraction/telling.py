"""What one sentence says of its event: where and when it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sources.extraction.dates import shift_units
from sources.extraction.events import EventMention
from sources.extraction.geometry import distance_km
from sources.extraction.kinds import (
    VIOLENT_ATTACKS,
)
from sources.extraction.place_names import is_within

if TYPE_CHECKING:
    from sources.extraction.dates import DateMention
    from sources.extraction.place_names import PlaceMention

from sources.extraction.drafts import (
    Draft,
    Reading,
    When,
)

_NEAR_KM = 25.0
# Where the verb ends the clause, "today" may stand far before "said".
_VERB_FINAL_REACH = 90


class SentenceReader:
    """Reads date and place of the event that a sentence tells of."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.document = reading.document
        self.drafts: list[Draft] = []
        self.current: Draft | None = None
        # Sentences that tell of events which are no incidents here: their figures belong to none.
        self.dropped: set[int] = set()
        self.foretold: When | None = None

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


def _date_gap(mention: EventMention, item: DateMention, *, verb_final: bool) -> int:
    """Return how far a date stands from the words of an event, in letters."""
    if item.start < mention.end:
        return mention.start - item.end
    return item.start - mention.end + (_VERB_FINAL_REACH if verb_final else 0)


def _nearer_to(others: list[EventMention], mention: EventMention, place: PlaceMention) -> bool:
    mine = abs(place.start - mention.start)
    return any(abs(place.start - other.start) < mine - 15 for other in others)
