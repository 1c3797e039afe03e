"""Which incident each casualty figure of an article belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.extraction.kinds import (
    ABDUCTION,
    ARRESTS,
    DISRUPTED,
    OPERATIONS,
    PEACEFUL,
    PROTESTS,
    VIOLENT_ATTACKS,
)
from sources.extraction.tolls import Context

if TYPE_CHECKING:
    from sources.extraction.casualties import Figure
    from sources.extraction.document import Document
    from sources.extraction.drafts import Draft, Reading


class FigurePlacer:
    """Gives the figures of one article to its incidents."""

    document: Document
    reading: Reading

    def place_figures(self, drafts: list[Draft], dropped: set[int]) -> list[tuple[list[Draft], list[Figure]]]:
        """Give each sentence's figures to its incident; return those that several share."""
        groups: list[tuple[list[Draft], list[Figure]]] = []
        current: Draft | None = None
        current_paragraph = -1
        for sentence in self.document.sentences:
            figures = self._current_figures(sentence.index)
            here = [draft for draft in drafts if sentence.index in draft.sentences]
            cues = self.reading.cues(sentence.index)
            if figures and len(drafts) > 1 and cues.has("together"):
                shared = self._shared(drafts, here, sentence.index)
                if len(shared) > 1:
                    groups.append((shared, figures))
                    current = here[-1] if here else current
                    continue
            general = cues.has("historical", "habitual") and all(
                min(draft.sentences) < sentence.index for draft in here
            )
            if sentence.index in self.document.skipped:
                continue
            if here and not general:
                for figure in figures:
                    taker = self._nearest(here, figure)
                    if _takes(taker, figure) or figure.best == 0:
                        taker.figures.append(figure)
                current, current_paragraph = here[-1], sentence.paragraph
            elif (
                figures
                and current is not None
                and sentence.index not in dropped
                and not cues.has("historical", "habitual", "background", "unrelated", "civil_dispute")
                and not self._is_unreal(sentence.index, figures)
                and sentence.paragraph - current_paragraph <= 2
                and not self._of_another_day(current, sentence.index)
            ):
                current.figures.extend(
                    figure for figure in figures if _takes(current, figure) or figure.best == 0
                )
            elif current is not None and current.sub_type in PROTESTS | VIOLENT_ATTACKS:
                # Arrests told without place or date of their own belong to what is being told.
                current.figures.extend(figure for figure in figures if figure.kind == "captured")
        return groups

    def _is_unreal(self, sentence: int, figures: list[Figure]) -> bool:
        """Tell whether figures are only those of a denied report or of what would have been."""
        cues = self.reading.cues(sentence).hits
        leads = [cue.start for kind in ("negated", "future", "hypothetical") for cue in cues.get(kind, ())]
        counted = [figure.start for figure in figures if figure.best > 0]
        return bool(leads and counted) and min(leads) < min(counted)

    def _of_another_day(self, draft: Draft, sentence: int) -> bool:
        """Tell whether a sentence has a day of its own on which the incident was not."""
        days = [
            (item.first, item.last)
            for item, said in self.reading.dates[sentence]
            if item.first is not None and item.last is not None and not said and item.precision == "day"
        ]
        when = draft.when
        if when is None or not days:
            return False
        return not any(
            (first - when.last).days <= 1 and (when.first - last).days <= 1 for first, last in days
        )

    def _shared(self, drafts: list[Draft], here: list[Draft], sentence: int) -> list[Draft]:
        """Return the incidents that a joint toll is about: those told so far, of the same kind of attack."""
        if len(here) > 1:
            return here
        before = [draft for draft in drafts if min(draft.sentences) <= sentence or draft in here]
        text = [draft for draft in before if not draft.from_title]
        if len(text) < 2:
            text = [draft for draft in drafts if not draft.from_title]
        main = [draft for draft in text if draft.main == text[0].main] if text else []
        main = main if len(main) > 1 else text
        return [draft for draft in main if draft.sub_type not in OPERATIONS] or main

    def _nearest(self, here: list[Draft], figure: Figure) -> Draft:
        def gap(draft: Draft) -> int:
            mine = [m for m in draft.mentions if m.sentence == figure.sentence]
            gaps = (max(0, figure.start - m.end, m.start - figure.end) for m in mine)
            return min(gaps, default=10_000)

        fitting = [draft for draft in here if _takes(draft, figure)] or here
        pointed = self._pointed_at(fitting, figure.sentence)
        return pointed or self._just_told(fitting, figure) or min(fitting, key=gap)

    def _pointed_at(self, here: list[Draft], sentence: int) -> Draft | None:
        """Return the incident that "the second attack, minutes after the blast, left two dead" is about."""
        mine = [(m, draft) for draft in here for m in draft.mentions if m.sentence == sentence]
        if len(mine) < 2 or not all(m.reference for m, _ in mine):
            return None
        first, draft = min(mine, key=lambda pair: pair[0].start)
        return draft if first.separate else None

    def _just_told(self, here: list[Draft], figure: Figure) -> Draft | None:
        """Return the incident told right before ", killing two" where another is told behind it."""
        if figure.rule != "casualties.after" or self.document.grammar.language.speech_subject == "before":
            return None
        mine = [(m, draft) for draft in here for m in draft.mentions if m.sentence == figure.sentence]
        before = [pair for pair in mine if pair[0].end <= figure.start and not pair[0].reference]
        if not before or len(before) == len(mine):
            return None
        return max(before, key=lambda pair: pair[0].start)[1]

    def _current_figures(self, sentence: int) -> list[Figure]:
        """Return a sentence's figures but those of "..., up from an earlier toll of two"."""
        tail = self._earlier_tail(sentence)
        figures = self.reading.figures[sentence]
        return [figure for figure in figures if not tail or figure.start < tail]

    def _earlier_tail(self, sentence: int) -> int:
        """Return where a clause with an earlier toll begins, behind the figures that hold; else 0."""
        cues = self.reading.cues(sentence).hits.get("superseded", [])
        starts = [cue.start for cue in cues if cue.value.scope == "after"]
        if not starts:
            return 0
        figures = self.reading.figures[sentence]
        return min(starts) if any(figure.end <= min(starts) for figure in figures) else 0

    def contexts(self, draft: Draft) -> dict[int, Context]:
        """Return by sentence index what the sentences of an incident's figures say about them."""
        contexts = {}
        for figure in draft.figures:
            cues = self.reading.cues(figure.sentence)
            sentence = self.document.sentences[figure.sentence]
            contexts[figure.sentence] = Context(
                updated=cues.has("updated"),
                superseded=cues.has("superseded")
                and not cues.has("updated")
                and not self._earlier_tail(figure.sentence),
                title=sentence.paragraph == 0,
                contested=cues.has("contested"),
            )
        return contexts


def _takes(draft: Draft, figure: Figure) -> bool:
    if figure.kind == "captured":
        return draft.sub_type in OPERATIONS | PROTESTS | {ABDUCTION}
    return draft.sub_type not in {ARRESTS, PEACEFUL} and not (draft.sub_type == DISRUPTED and figure.best > 0)
