"""Event mentions of an article gathered into incidents, each with its date and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.extraction.events import EventMention
from sources.extraction.geometry import distance_km
from sources.extraction.kinds import (
    AGREEMENT,
    ARRESTS,
    BASE,
    CHANGE,
    CLASH,
    DISRUPTED,
    OVERTAKES,
    RAID,
    REGAINS,
    SWEEP,
    TRANSFER,
    VIOLENT_ATTACKS,
)

if TYPE_CHECKING:
    from sources.extraction.casualties import Figure
    from sources.extraction.place_names import PlaceMention

from sources.extraction.drafts import (
    Draft,
    When,
    better_place,
    is_upgrade,
    kinds_fit,
    places_agree,
    same_day,
)
from sources.extraction.telling import SentenceReader

_LEAD = 5
_AT_NIGHT = {"date.last_night", "date.overnight"}
_AROUND_KM = 45.0
_STRONG = 0.8
_SPOKEN_OF_DAYS = 4
# Below this a word for an attack says nothing of its means.
_GENERAL_WORD = 0.65
# An event this long before publication is history, even where it is dated to the day.
_NEWS_DAYS = 500
# What a lead tells without a date happened within this time.
_FRESH_DAYS = 20

_SLOW = {REGAINS, OVERTAKES, TRANSFER, CHANGE, BASE, AGREEMENT}


class Gatherer(SentenceReader):
    """Builds the incidents of one article from its reading."""

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

    def _take(self, mention: EventMention, where: PlaceMention | None) -> None:
        base = self.current if self.current is not None else (self.drafts[0] if self.drafts else None)
        when = self._when(mention, base)
        known = self._match(mention, when, where)
        general = mention.vague in {"historical", "habitual"}
        older = mention.background and not mention.title and len(self.drafts) > 0
        if general and not mention.title and not mention.reference:
            known = None
        if older and known is not None and not mention.reference and not same_day(known, when):
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
        if mention.sub_type == CLASH and when is None and where is None:
            # The fighting for a place that was lost belongs to its retaking.
            fitting = [draft for draft in fitting if draft.sub_type == REGAINS] or fitting
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
        return kinds_fit(draft, mention)

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
            # A weekday beside history is the day of the commemoration.
            absolute = when is not None and when.mention.kind == "fixed"
            own = absolute or mention.vague != "historical"
            day = when is not None and when.precision == "day"
            return bool(dated and own and day and where is not None and figures)
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
        if (mention.weapon or not mention.reference) and is_upgrade(draft, mention):
            draft.sub_type, draft.strength = mention.sub_type, mention.weight
        if mention.sub_type == draft.sub_type and not mention.reference:
            draft.strength = max(draft.strength, mention.weight)
        told = mention.vague not in {"historical", "habitual"}
        own = draft.from_title and not mention.title and not mention.reference
        if told and when is not None and (draft.when is None or (when.firm and (own or not draft.when.firm))):
            draft.when = when
        if told and where is not None:
            chosen = better_place(draft.where, where, title=draft.where_title and not mention.title)
            draft.where_title = chosen is draft.where and draft.where_title
            draft.where = chosen
        if not mention.title:
            draft.from_title = False
        self.current = draft
