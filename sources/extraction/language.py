r"""What one language supplies to the extractor: words and short patterns, no code.

The engine (the other modules of this package) holds all logic and no word of any language; a file in
``languages/`` holds one :class:`Language` instance and no logic. A fourth language is one more file.

How patterns are written
    * A pattern is a Python regular expression that is matched against the *normalised* text
      (:mod:`sources.extraction.normalise`): lower case; no Arabic diacritics, tatweel or ZWNJ; one form
      of alef, ya, kaf, ha and ta marbuta; digits 0-9; straight quotes; each run of white space is one
      space. Patterns may be written in ordinary spelling, since their letters are normalised the same
      way when they are compiled; Latin letters must be written in lower case.
    * The engine anchors each pattern at a word start (after one of :attr:`Language.proclitics`, if
      any) and at a word end (before one of :attr:`Language.enclitics`, if any). So write ``attack``
      for the word alone, ``attack\w*`` for the stem, ``opened fire`` for a phrase (a space in a
      pattern is one space).
    * Start with letters, not with an optional part, and use only non-capturing groups ``(?:...)``
      except where a field asks for named groups. Avoid ``.*``: a bounded gap is written ``GAP``
      (up to four words), a number ``NUM`` (digits or number words, with range and hedge words); the
      capitals are replaced when the pattern is compiled. Both are for fields that say so.
    * In one group of patterns the longest match at a position wins, then the earlier in the tuple.

Sentence scope: most cues act on the sentence they stand in; where it matters, the field says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Voice = Literal["active", "passive", "nominal", "mutual"]
CasualtyKind = Literal["killed", "wounded", "captured"]
Patterns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that report one kind of event.

    ``sub_type``: a sub type of the codebook. Armed attacks by ground are always ``Armed clash``; the
    engine turns it into ``Attack`` where those attacked are civilians. Use ``Attack`` only for words
    that can mean civilians alone (assassination of a civilian, bodies found).
    ``voice`` says where those who act stand: ``active`` (they are the verb's subject: "gunmen
    attacked"), ``passive`` (the subject was acted upon: "was attacked by"), ``nominal`` (a noun: "an
    attack by ... on ..."), ``mutual`` (both sides act and none is the attacker: "a tribal feud",
    "exchanged fire").
    ``weight`` 0 to 1: how surely the words alone report such an event. 1 for "roadside bomb exploded",
    0.6 for "attack" (could be anything), 0.3 for words that need help ("operation", "bomb").
    Triggers below 0.5 make an incident only with a place or a casualty figure in the sentence.
    ``needs`` (optional pattern) must match somewhere in the same sentence; ``unless`` must not.
    ``weapon`` marks words that name a means and outrank a general attack word in the same sentence
    ("attacked with mortars" is shelling; "a bomb attack" is an IED).
    """

    sub_type: str
    pattern: str
    voice: Voice = "nominal"
    weight: float = 0.6
    needs: str = ""
    unless: str = ""
    weapon: bool = False


@dataclass(frozen=True, slots=True)
class CasualtyWord:
    """A word that makes killed, wounded or captured persons of the people counted next to it.

    ``counts`` says where the counted people stand: ``after`` ("killing two soldiers", مقتل جنديين),
    ``before`` ("two soldiers were killed", دوو سەرباز کوژران), ``either``. The engine looks for a
    number or a person noun in that direction, up to the next casualty word or clause end, nearest
    first, and carries the direction over "and" ("killing two and wounding three").
    ``weak`` words (arrest nouns, "victims", "hit") count only with an explicit number beside them.
    """

    kind: CasualtyKind
    pattern: str
    counts: Literal["after", "before", "either"] = "either"
    weak: bool = False


@dataclass(frozen=True, slots=True)
class NoCasualties:
    """Words saying that there were none: ``kinds`` become 0 ("no casualties": killed and wounded)."""

    kinds: tuple[CasualtyKind, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun for persons, which can be counted and can stand for an actor.

    ``actor``: the canonical name (SCHEMA.md) it stands for when nothing nearer says otherwise:
    soldiers → Iraqi Army, policemen → Iraqi Police, farmers, villagers → Civilians, gunmen →
    Unidentified armed group, protesters → Protesters; empty for words that say nothing (people,
    members, others, bodies, officers).
    ``side``: ``group`` for those who usually attack (militants, terrorists, gunmen; the engine
    reads them as the armed group that the article names, if it names one), ``force``, ``civilian``
    or ``any``.
    ``unknown``: the words say that nobody knows who they are ("unidentified gunmen"), so that only
    blame names the group; where no noun of a language has it, any noun of two words counts as such.
    ``count``: the number the form itself carries: 2 for a dual (جنديان), 1 for a singular that stands
    without an article or number (Arabic جندي, Sorani سەربازێک), 0 for none (plurals; all English
    nouns, where "a" is a number word).
    """

    pattern: str
    actor: str = ""
    side: Literal["group", "force", "civilian", "any"] = "any"
    count: int = 0
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class RangeWord:
    """Hedges around a number; ``NUM`` stands for the number (a range has ``NUM`` twice).

    ``kind``: ``at_least`` ("at least NUM", "more than NUM": low is the number, no upper bound),
    ``at_most`` ("up to NUM"), ``about`` ("around NUM"), ``between`` ("between NUM and NUM",
    "NUM to NUM", "NUM or NUM").
    """

    kind: Literal["at_least", "at_most", "about", "between"]
    pattern: str


@dataclass(frozen=True, slots=True)
class RelativeDate:
    """A date word relative to the publication day.

    The range runs from ``start`` to ``end`` in ``unit`` steps from the current day, ISO week (Monday
    first), month or year: yesterday is -1, -1 day; overnight -1, 0 day; last month -1, -1 month;
    "this week" 0, 0 week; "two years ago" needs no entry, see :attr:`Language.ago`.
    """

    pattern: str
    start: int
    end: int
    unit: Literal["day", "week", "month", "year"] = "day"


@dataclass(frozen=True, slots=True)
class Ago:
    """A number of units before publication: "NUM days ago", with ``NUM`` once in the pattern.

    ``since_event`` where it counts from the event told before instead of from publication ("two days
    earlier", "a week before that").
    ``count``: for words that carry the number themselves (قبل يومين: 2), with no ``NUM`` in the pattern.
    """

    pattern: str
    unit: Literal["day", "week", "month", "year"]
    since_event: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that change what a trigger means.

    ``kind``:
      * ``negated``: denied, did not happen, foiled before it began
      * ``future``: will, plans to, is to, preparing to
      * ``hypothetical``: if, could, may, to prevent, in order to, threatened to, feared
      * ``historical``: told as history (years, wars, "since 2017", the fall of Mosul, anniversaries)
      * ``habitual``: general accounts (repeatedly, often, frequent attacks, in recent months)
      * ``statement``: opinions, condemnations, calls, meetings, visits, agreements under discussion
      * ``background``: a definite but older incident ("earlier this month", "it was the third such")
      * ``separate``: another incident starts here ("in a separate incident", "elsewhere", "another")
      * ``superseded``: figures in this clause were given earlier and no longer hold ("initial
        reports said", "had put the toll at")
      * ``updated``: figures here replace earlier ones ("rose to", "death toll climbed", "succumbed")
      * ``together``: figures here are for several incidents together ("in the attacks", "in both",
        "in total", "altogether")
      * ``per_event``: figures here hold for each ("in each attack")
      * ``contested``: another source gives another figure ("while the ministry spoke of", "put the
        number at", "officials gave conflicting reports"); without it a later figure never makes a range
      * ``unrelated``: court cases, sentences, traffic accidents, drills, sport, films, crime
        statistics, disease, training
      * ``civil_dispute``: a family or personal quarrel, robbery and the like: violence, but no
        incident of armed conflict
    ``scope``: ``after`` reaches triggers to the right of the cue in its clause, ``rest`` all to the
    right in the sentence ("denied that ..."),
    ``before`` those to the left, ``sentence`` all of the sentence, ``article`` the whole text (use
    only in titles or unmistakable words).
    """

    kind: Literal[
        "negated",
        "future",
        "hypothetical",
        "historical",
        "habitual",
        "statement",
        "background",
        "separate",
        "superseded",
        "updated",
        "together",
        "per_event",
        "contested",
        "unrelated",
        "civil_dispute",
    ]
    pattern: str
    scope: Literal["after", "rest", "before", "sentence", "article"] = "sentence"


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Further words for an actor in this language, beside the lexicon's aliases.

    ``weak`` words name it only when nothing else in the article contradicts ("the army", "warplanes":
    the engine reads them with the nationality or force named elsewhere in the sentence or article).
    """

    actor: str
    pattern: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language. All tuples may be empty; the engine then simply knows less."""

    code: str  # en, ar, ckb
    script: Literal["latin", "arabic"]

    # --- words in general -------------------------------------------------------------------------
    proclitics: str = ""  # regex of letters glued before words: Arabic (?:و|ف|ب|ل|ك)?(?:ال)?
    enclitics: str = ""  # regex of endings glued after names and nouns: Sorani (?:ەکە|ی|دا|ێک)...
    sentence_ends: str = ".!?"  # characters that end a sentence when followed by white space
    abbreviations: tuple[str, ...] = ()  # words whose full stop ends no sentence: gen, maj, lt, u.s
    clause_breaks: Patterns = ()  # where a clause ends inside a sentence: "; ", "while", "when", "but"
    conjunctions: Patterns = ()  # and, as well as, و: join counted items and places

    # --- numbers ----------------------------------------------------------------------------------
    number_words: Mapping[str, int] = field(default_factory=dict)  # all forms: two, اثنين, دوو; a/an: 1
    multipliers: Mapping[str, int] = field(default_factory=dict)  # dozen 12, hundred 100, هزار 1000
    vague_numbers: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # several (3, 9): low/high
    ranges: tuple[RangeWord, ...] = ()
    ordinals: Mapping[str, int] = field(default_factory=dict)  # first 1, second 2: days of a month too
    # units after a number that is no count of persons: km, years, a.m., vehicles, brigade
    not_counts_after: Patterns = ()
    not_counts_before: Patterns = ()  # brigade, article, number, aged before it

    # --- time -------------------------------------------------------------------------------------
    weekdays: Mapping[str, int] = field(default_factory=dict)  # pattern → 0 (Monday) to 6
    months: Mapping[str, int] = field(default_factory=dict)  # pattern → 1 to 12; all calendars' names in use
    hijri_months: Mapping[str, int] = field(default_factory=dict)  # pattern → 1 to 12
    kurdish_months: Mapping[str, int] = field(default_factory=dict)  # pattern → 1 (Xakelêwe/Newroz) to 12
    relative_dates: tuple[RelativeDate, ...] = ()
    ago: tuple[Ago, ...] = ()
    same_day: Patterns = ()  # "the same day", "hours later": the date of the event told before
    next_day: Patterns = ()  # "the next day", "a day later"
    overnight: Patterns = ()  # "overnight", "night of Monday to Tuesday": two-day span ending that day
    last_night: Patterns = ()  # the day before publication
    day_before: Patterns = ()  # before a day and month in digits alone: ڕۆژی 18/8, يوم 18/8
    # right before a date that is not the event's: said on, since, until, statement issued
    not_event_date_before: Patterns = ()

    # --- what happened ----------------------------------------------------------------------------
    triggers: tuple[Trigger, ...] = ()
    # noun phrases that point back: "the attack", الهجوم, هێرشەکە: no new event by themselves
    references: Patterns = ()
    cues: tuple[Cue, ...] = ()

    # --- casualties -------------------------------------------------------------------------------
    casualty_words: tuple[CasualtyWord, ...] = ()
    no_casualties: tuple[NoCasualties, ...] = ()
    person_nouns: tuple[PersonNoun, ...] = ()
    person_adjectives: Patterns = ()  # between number and noun: iraqi, kurdish, young, armed, other, more
    others: Patterns = ()  # "others", "more", آخرون, دیکە: a further count, added to what stands before
    # "including", "among them", "of them", بينهم, لەنێویاندا: a part of the total before it
    including: Patterns = ()
    # between number and noun: "members of the", "of the", "من": three of the militants
    partitives: Patterns = ()
    # Words beside a count that add it to one told before: "another soldier", "one of them died as well".
    additions_before: Patterns = ()
    additions_after: Patterns = ()

    # --- who --------------------------------------------------------------------------------------
    actor_words: tuple[ActorWords, ...] = ()
    agent_markers: Patterns = ()  # right before the one who acts: by, at the hands of, على يد, لەلایەن
    target_markers: Patterns = ()  # right before the one acted on: on, against, targeting, استهدف, دژی
    complementizers: Patterns = ()  # that, أن, إن, كە: after it stands what was said, dates included
    speech_verbs: Patterns = ()  # said, told, announced, ذكر, ڕایگەیاند
    speech_subject: Literal["before", "after", "either"] = "before"  # where the speaker stands from the verb
    source_phrases: Patterns = ()  # before a speaker: according to, a source in, spokesman of, بحسب
    source_nouns: Patterns = ()  # the speakers themselves: official, source, statement, commander, mayor
    claims_of_responsibility: Patterns = ()  # claimed responsibility, تبنى
    blame: Patterns = ()  # before or after a group that is blamed: blamed, suspected, believed to be, اتهم

    # --- where ------------------------------------------------------------------------------------
    in_before: Patterns = ()  # in, at, inside, في, لە: directly before a place name
    near_before: Patterns = ()  # near, outside, on the outskirts of, close to, north of, قرب, نزیک
    near_after: Patterns = ()  # after the name: area, countryside, outskirts, axis
    between_before: Patterns = ()  # between (X and Y): بين, لەنێوان
    # named groups: (?P<n>NUM) and (?P<bearing>...): "NUM km south of" → before the name
    distance: Patterns = ()
    bearings: Mapping[str, float] = field(
        default_factory=dict
    )  # pattern → degrees from north, clockwise: south 180
    bearing_before: Patterns = ()  # a bare bearing before a name means near: "south of", جنوبي, باشووری
    village_before: Patterns = ()  # "village of", "the village of", قرية, گوندی: an unknown name follows
    village_after: Patterns = ()  # "village" after an unknown name (English)
    unknown_name: str = (
        ""  # regex of an unknown village's name in the normalised text after/before these words
    )
    district_before: Patterns = ()  # district of, قضاء, ناحية, قەزای
    district_after: Patterns = ()  # district, sub-district
    governorate_before: Patterns = ()  # province of, محافظة, پارێزگای
    governorate_after: Patterns = ()  # province, governorate
    road_words: Patterns = ()  # road, highway, طريق, ڕێگای: "Kirkuk-Tikrit road" is between the two
    # hospital in, taken to, fled to, from, governor of, مستشفى: the name right after is not where it
    # happened
    not_place_before: Patterns = ()
    # police, governor, operations command, hospital, mayor, province police (right after the name)
    not_place_after: Patterns = ()
    # place names that are everyday words or first names too (Sorani دوکان, shop): places only behind a
    # word that leads to a place
    everyday_names: Patterns = ()
    # an ending that makes surnames and adjectives of place names (Sorani ی in کەرکووکی): names with it are
    # places only behind a word that leads to a place or right before another place
    surname_ending: str = ""
    same_place: Patterns = ()  # "the village", "the area", "the same district": the place named before

    # --- joint operation rooms ----------------------------------------------------------------------
    rooms: Patterns = ()  # joint operations room, joint coordination centre, غرفة العمليات المشتركة
    weak_rooms: Patterns = ()  # "the rooms", "centres": only where the article has a full form too

    # --- layout -------------------------------------------------------------------------------------
    dateline: str = ""  # regex at the start of the text: "^[a-z ,]{3,40} (?:\([a-z0-9 ]+\) )?[-–—] "
    trailers: Patterns = ()  # a line that begins with these ends the article: related posts, previous article
    boilerplate: Patterns = ()  # lines to skip: read more, photo, copyright
