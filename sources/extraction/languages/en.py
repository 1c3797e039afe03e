"""English."""

from __future__ import annotations

from sources.extraction.language import CasualtyWord, Cue, Language, PersonNoun, Trigger

CLASH = "Armed clash"
IED = "Remote explosive/landmine/IED"

LANGUAGE = Language(
    code="en",
    script="latin",
    number_words={"a": 1, "an": 1, "one": 1, "two": 2, "three": 3},
    triggers=(
        Trigger(CLASH, r"(?:were|was) ambushed", "passive", 0.9),
        Trigger(CLASH, r"attacked", "active", 0.7),
        Trigger(CLASH, r"attacks?", "nominal", 0.6),
        Trigger(IED, r"roadside bombs?", "nominal", 0.9, weapon=True),
    ),
    references=(r"the (?:attacks?|explosions?|blasts?)",),
    cues=(
        Cue("negated", r"denied (?:that|reports)", "after"),
        Cue("together", r"in the (?:two )?attacks"),
    ),
    casualty_words=(
        CasualtyWord("killed", r"killing", "after"),
        CasualtyWord("killed", r"(?:were|was|been) killed", "before"),
        CasualtyWord("killed", r"dead", "before"),
    ),
    person_nouns=(
        PersonNoun(r"soldiers?", "Iraqi Army", "force"),
        PersonNoun(r"militants?", "Islamic State", "group"),
    ),
)
