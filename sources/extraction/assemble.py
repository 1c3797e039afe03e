"""``extract``: one article to facts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sources.extraction.actors import CIVILIANS, KURDISH, find_actors
from sources.extraction.attribution import attribution_of
from sources.extraction.casualties import CasualtyFinder, Figure
from sources.extraction.confidence import claim_confidence, incident_confidence
from sources.extraction.dates import DateMention, find_dates
from sources.extraction.document import Document
from sources.extraction.drafts import Draft, Reading, When, by_sentence, is_announcement, join_retold
from sources.extraction.events import EventFinder
from sources.extraction.facts import FactClaim, Facts, GroupFacts, IncidentFacts, Span
from sources.extraction.gathering import Gatherer
from sources.extraction.grammar import get_grammar
from sources.extraction.kinds import (
    ABDUCTION,
    ARRESTS,
    ATTACK,
    CLASH,
    JOINT,
    OPERATIONS,
    PROTESTS,
    RAID,
    SUICIDE,
    SWEEP,
)
from sources.extraction.places import PlaceFinder
from sources.extraction.placing import FigurePlacer
from sources.extraction.roles import CLAIMED, RoleFinder, hits_civilians_only
from sources.extraction.rooms import find_rooms
from sources.extraction.said import mark_statement_dates
from sources.extraction.tolls import Toll, add_up, part_of

if TYPE_CHECKING:
    from datetime import date

    from sources.extraction.cast import Part
    from sources.extraction.facts import ClaimField
    from sources.extraction.language import CasualtyKind
    from sources.extraction.lexicon import Lexicon

_KINDS: tuple[CasualtyKind, ...] = ("killed", "wounded", "captured")
# Below this weight words say that people were killed, not that there was an attack.
_FIGHT = 0.6
# What follows is not read: no report is that long, and work stays bounded.
_LONGEST_TEXT = 100_000


def extract(
    text: str, title: str, published: date | datetime | None, language: str, lexicon: Lexicon
) -> Facts:
    """Read one article; ``published`` is the reference for relative dates.

    Spans are code point offsets into ``text``. Values that only the title states carry the span of
    the text that supports them best. Raises UnknownLanguageError for a language without a file.
    """
    day = published.date() if isinstance(published, datetime) else published
    document = Document(title, text[:_LONGEST_TEXT], day, get_grammar(language), lexicon)
    if not document.sentences:
        return Facts()
    reader = ArticleReader(document)
    return reader.read()


class ArticleReader(FigurePlacer):
    """Reads one document in the order: mentions, incidents, figures, roles, claims."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.speakers: dict[int, str] = {}
        self.places = PlaceFinder(document).find()
        actors = find_actors(document)
        dates = find_dates(document)
        figures = CasualtyFinder(document, actors, dates).find()
        self.events = EventFinder(document, dates, actors, figures)
        mentions = self.events.find()
        marked = mark_statement_dates(document, dates)
        paired: list[list[tuple[DateMention, bool]]] = [[] for _ in document.sentences]
        for item, said in marked:
            paired[document.sentence_at(item.start).index].append((item, said))
        self.reading = Reading(
            document,
            self.events,
            mentions,
            by_sentence(document, self.places),
            paired,
            by_sentence(document, actors),
            by_sentence(document, figures),
        )

    def read(self) -> Facts:
        """Return the facts of the article."""
        gatherer = Gatherer(self.reading)
        drafts = self._placed(gatherer.gather(), gatherer.dropped)
        groups = self.place_figures(drafts, gatherer.dropped)
        drafts = [draft for draft in drafts if not is_announcement(draft, drafts)]
        drafts = join_retold(drafts)
        roles = RoleFinder(self.reading, drafts)
        built: list[tuple[Draft, IncidentFacts]] = []
        for draft in drafts:
            parts = roles.assign(draft)
            self._settle_kind(draft, parts)
            incident = self._incident(draft, parts)
            if incident is not None:
                built.append((draft, incident))
        index = {id(draft): position for position, (draft, _) in enumerate(built)}
        return Facts(
            incidents=tuple(incident for _, incident in built),
            groups=tuple(self._groups(groups, index)),
            rooms=tuple(find_rooms(self.document, self.places)),
        )

    def _placed(self, drafts: list[Draft], dropped: set[int]) -> list[Draft]:
        """Leave out what happened nowhere or abroad; an only incident may take the article's only place."""
        placed = [draft for draft in drafts if draft.where is not None and not draft.where.abroad]
        if not placed and drafts and all(draft.where is None for draft in drafts):
            places = [
                place
                for places in self.reading.places
                for place in places
                if place.rank >= 1 and not place.abroad
            ]
            if not places:
                # "The people of Kalar demonstrated", "the police of Dibis arrested two": whose they are.
                own = [self.reading.places[index] for index in sorted(drafts[0].sentences)]
                places = [place for found in own for place in found if not place.abroad]
            if len({place.key for place in places}) == 1:
                drafts[0].where = places[0]
                placed = drafts[:1]
        told = {index for draft in placed for index in draft.sentences}
        dropped |= {index for draft in drafts for index in draft.sentences} - told
        return placed

    # --- kinds ------------------------------------------------------------------------------------------

    def _settle_kind(self, draft: Draft, parts: list[Part]) -> None:
        if draft.sub_type == CLASH and (
            hits_civilians_only(draft, parts, self.reading) or _is_killing(draft, parts)
        ):
            draft.sub_type = ATTACK
        elif draft.sub_type == RAID and not any(f.kind == "killed" and f.best > 0 for f in draft.figures):
            if all(m.weight < 0.6 for m in draft.mentions if m.sub_type == RAID):
                captured = any(f.kind == "captured" and f.best > 0 for f in draft.figures)
                draft.sub_type = ARRESTS if captured else SWEEP
        elif draft.sub_type == SWEEP and any(
            f.kind == "killed" and f.best > 0 and f.side == "group" for f in draft.figures
        ):
            draft.sub_type = RAID
        if draft.sub_type in {JOINT, SWEEP}:
            draft.sub_type = JOINT if _has_both_sides(parts) else SWEEP

    # --- claims -----------------------------------------------------------------------------------------

    def _incident(self, draft: Draft, parts: list[Part]) -> IncidentFacts | None:
        trigger = self._trigger_span(draft)
        if trigger is None or draft.where is None:
            return None
        claims = [
            self._claim("sub_event_type", {"code": draft.sub_type}, [trigger], "event.trigger"),
        ]
        claims += self._date_claims(draft, trigger)
        where = self._span(draft.where.start, draft.where.end) or trigger
        claims.append(self._claim("place", draft.where.value(), [where], draft.where.rule))
        seen: set[tuple[str, str]] = set()
        for part in parts:
            if (part.name, part.role) in seen:
                continue
            seen.add((part.name, part.role))
            span = self._span(part.mention.start, part.mention.end) or trigger
            claims.append(self._claim(_role_field(part.role), {"actor": part.name}, [span], part.rule))
            if part.rule == CLAIMED:
                claims.append(self._claim("claimed_by", {"actor": part.name}, [span], part.rule))
        contexts = self.contexts(draft)
        for kind in _KINDS:
            if kind == "captured" and draft.sub_type not in OPERATIONS | PROTESTS | {ABDUCTION}:
                continue
            mine = [figure for figure in draft.figures if figure.kind == kind] or self._bomber(draft, kind)
            tolls = add_up(mine, contexts)
            claims += [self._toll_claim(kind, toll, trigger) for toll in tolls]
            claims += self._side_claims(kind, tolls, trigger)
        return IncidentFacts(tuple(claims), self._evidence(draft), draft.main, incident_confidence(draft))

    def _bomber(self, draft: Draft, kind: str) -> list[Figure]:
        """Return the death of one who "blew himself up" where no other is told."""
        deeds = [m for m in draft.mentions if m.sub_type == SUICIDE and m.weight >= 1 and m.voice == "active"]
        if kind != "killed" or draft.sub_type != SUICIDE or not deeds:
            return []
        start, end, index = deeds[0].start, deeds[0].end, deeds[0].sentence
        death = Figure(
            "killed", start, end, 1, 1, 1, "", "group", index, part=False, rule="casualties.bomber"
        )
        return [death]

    def _date_claims(self, draft: Draft, trigger: Span) -> list[FactClaim]:
        when, published = draft.when, self.document.published
        if when is None:
            if published is None:
                return []
            value = {"start": published.isoformat(), "end": published.isoformat(), "precision": "day"}
            return [self._claim("date", value, [trigger], "date.published")]
        span = self._span(when.mention.start, when.mention.end) or trigger
        rule = when.mention.rule if when.firm else f"{when.mention.rule}.said"
        return [self._claim("date", _date_value(when), [span], rule)]

    def _toll_claim(self, kind: ClaimField, toll: Toll, trigger: Span, who: str | None = None) -> FactClaim:
        """Return the claim of a total, or of the part of it that is one actor's (``who``)."""
        value = {"low": toll.low, "best": toll.best, "high": toll.high, "who": who}
        spans = [self._span(figure.start, figure.end) for figure in toll.figures]
        return self._claim(kind, value, [span for span in spans if span] or [trigger], toll.rule)

    def _side_claims(self, kind: ClaimField, tolls: list[Toll], trigger: Span) -> list[FactClaim]:
        """Return what of the preferred total each actor lost, where the text says whose they were."""
        figures = tolls[0].figures if tolls else ()
        named = dict.fromkeys(figure.who for figure in figures if figure.who and figure.best > 0)
        return [
            self._toll_claim(kind, part_of([figure for figure in figures if figure.who == who]), trigger, who)
            for who in named
        ]

    def _claim(self, name: ClaimField, value: dict[str, Any], spans: list[Span], rule: str) -> FactClaim:
        return FactClaim(name, value, tuple(spans), rule, claim_confidence(rule), self._speaker(spans[0]))

    def _speaker(self, span: Span) -> str:
        """Return whom the article attributes the sentence of a span to."""
        sentence = self.document.sentence_at(self.document.position(span))
        if sentence.index not in self.speakers:
            self.speakers[sentence.index] = attribution_of(self.document, sentence)
        return self.speakers[sentence.index]

    def _groups(
        self, groups: list[tuple[list[Draft], list[Figure]]], index: dict[int, int]
    ) -> list[GroupFacts]:
        found = []
        for drafts, figures in groups:
            members = tuple(sorted(index[id(draft)] for draft in drafts if id(draft) in index))
            if len(members) < 2:
                continue
            trigger = self._trigger_span(drafts[0])
            claims = []
            for kind in _KINDS:
                tolls = add_up([figure for figure in figures if figure.kind == kind], {})
                if tolls and trigger is not None:
                    claims.append(self._toll_claim(kind, tolls[0], trigger))
            if claims and not self._is_sum(drafts, figures):
                found.append(GroupFacts(members, tuple(claims)))
        return found

    def _is_sum(self, drafts: list[Draft], figures: list[Figure]) -> bool:
        """Tell whether each incident has its own toll, so that the joint one says no more."""
        killed = [figure for figure in figures if figure.kind in {"killed", "wounded"} and not figure.part]
        return bool(killed) and all(
            any(own.kind == killed[0].kind and own.best > 0 for own in draft.figures) for draft in drafts
        )

    def _trigger_span(self, draft: Draft) -> Span | None:
        """Return the span of the words that report the event, else of the first sentence of the text."""
        for mention in sorted(draft.mentions, key=lambda m: (m.reference, -m.weight)):
            span = self._span(mention.start, mention.end)
            if span is not None:
                return span
        first = next((s for s in self.document.sentences if s.paragraph > 0), None)
        return self._span(first.start, first.end) if first is not None else None

    def _evidence(self, draft: Draft) -> tuple[Span, ...]:
        spans = []
        for index in sorted(draft.sentences):
            sentence = self.document.sentences[index]
            span = self._span(sentence.start, sentence.end)
            if span is not None:
                spans.append(span)
        return tuple(spans)

    def _span(self, start: int, end: int) -> Span | None:
        return self.document.span(start, end)


def _role_field(role: str) -> ClaimField:
    return {"perpetrator": "perpetrator", "target": "target"}.get(role, "participant")  # type: ignore[return-value]


def _date_value(when: When) -> dict[str, Any]:
    return {"start": when.first.isoformat(), "end": when.last.isoformat(), "precision": when.precision}


def _is_killing(draft: Draft, parts: list[Part]) -> bool:
    """Tell whether people were killed of whom nothing says that they bore arms, with no word of a fight."""
    if any(mention.weight >= _FIGHT for mention in draft.mentions) or not draft.figures:
        return False
    hurt = {figure.side for figure in draft.figures if figure.best > 0}
    targets = {part.name for part in parts if part.role == "target"}
    return hurt <= {"any", "civilian"} and targets <= {CIVILIANS}


def _has_both_sides(parts: list[Part]) -> bool:
    names = {part.name for part in parts if part.role == "participant"}
    return bool(names & KURDISH) and bool(names - KURDISH)
