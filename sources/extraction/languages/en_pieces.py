"""English: pieces of patterns that several groups share, numerals and names of days and months."""

from __future__ import annotations

BE = r"(?:was|were|is|are|been|being|be)(?: also| later| then| reportedly| subsequently| both| all)?"
HAVE = r"(?:has|have|had)(?: also| reportedly)?"
BOMB = r"(?:roadside bombs?|i\.?e\.?d\.?s?|improvised explosive devices?|explosive devices?|(?:land)?mines?|land mines?|car bombs?|sticky bombs?|magnetic bombs?|booby[- ]?traps?|booby[- ]?trapped (?:\w+)|explosive charges?|bombs?|devices?|explosives|charges|sticky ieds?|vbied|unexploded ordnance|war remnants?)"
CROPS = r"(?:crops?|wheat|barley|fields?|farms?|farmlands?|grain|orchards?|harvests?|houses?|homes|dunams|tents|shops)"
FORCE_NOUN = r"(?:security forces|army|police|troops|soldiers|counter-terrorism|special forces|forces|asayish|peshmerga|intelligence|service|agency|units?|operation)"
PROTESTER = (
    r"(?:protest(?:er|or)s?|demonstrators?|crowds?|demonstrations?|protest(?:s|ing)?|sit-in|rally|rioters?)"
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
ONES = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
DAYS = (
    "mon(?:day)?",
    "tue(?:sday)?",
    "wed(?:nesday)?",
    "thu(?:rsday)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
DAYTIME = r"(?:morning|afternoon|evening|night|noon|midnight|midday|dawn|sunset)"
