"""People in Sorani: who is counted, who is hurt or taken, and the forces by name."""

from __future__ import annotations

from sources.extraction.language import ActorWords, CasualtyWord, NoCasualties, PersonNoun

SINGULAR = r"(?:ێک|یەک|ەک)(?!ان)"
_NONE_OR_SOME = r"(?<!چەند )(?<!هیچ )(?<!هەر )(?<!چەندین )"
# "soldier", but not سەربازی (military), which is the same word with an ending
_SOLDIER = (
    r"سەرباز(?!ی(?:یەکان|یەوە|ە)?(?!\w)(?! (?:سوپا|عێراق|تورک|ئەمریک|پێشمەرگە|دیکە|تر)))(?!گە|یەکان|خانە)"
)
_NOUNS: tuple[tuple[str, str, str], ...] = (
    ("پێشمەرگە", "Peshmerga", "force"),
    ("زێرەڤانی?", "Zeravani", "force"),
    (_SOLDIER, "Iraqi Army", "force"),
    ("پۆلیس", "Iraqi Police", "force"),
    ("کارمەند(?:ی|انی|ێکی) پۆلیس", "Iraqi Police", "force"),
    ("ئاسایش", "Asayish", "force"),
    ("ئەفسەر", "", "force"),
    ("پلەدار", "", "force"),
    ("موقەدەم", "", "force"),
    ("نەقیب", "", "force"),
    ("پاسەوان", "", "force"),
    ("چەکدار", "Unidentified armed group", "group"),
    ("تیرۆریست", "Islamic State", "group"),
    ("چەتە", "Islamic State", "group"),
    ("خۆکوژ", "", "group"),
    ("هێرشبەر", "Unidentified armed group", "group"),
    ("هێرشکەر", "Unidentified armed group", "group"),
    ("ماتۆڕ ?سوار", "Unidentified armed group", "group"),
    ("گەریلا", "PKK", "group"),
    ("شەڕڤان", "", "any"),
    ("سەرکردە", "", "any"),
    ("گومانلێکراو", "", "group"),
    ("تۆمەتبار", "", "group"),
    ("داواکراو", "", "group"),
    ("هاوو?ڵاتی", "Civilians", "civilian"),
    ("هاوو?نیشتمانی", "Civilians", "civilian"),
    ("جووتیار", "Civilians", "civilian"),
    ("گوندنشین", "Civilians", "civilian"),
    ("شوان", "Civilians", "civilian"),
    ("ڕاوچی", "Civilians", "civilian"),
    ("ماسیگر", "Civilians", "civilian"),
    ("کرێکار", "Civilians", "civilian"),
    ("شوفێر|شۆفێر", "Civilians", "civilian"),
    ("ژن", "Civilians", "civilian"),
    ("خانم", "Civilians", "civilian"),
    ("کچ", "Civilians", "civilian"),
    ("منداڵ", "Civilians", "civilian"),
    ("مامۆستا", "Civilians", "civilian"),
    ("خوێندکار|قوتابی", "Civilians", "civilian"),
    ("ڕۆژنامەنووس", "Civilians", "civilian"),
    ("چالاکوان", "Civilians", "civilian"),
    ("پزیشک", "Civilians", "civilian"),
    ("گەشتیار", "Civilians", "civilian"),
    ("موختار", "Civilians", "civilian"),
    ("پەنابەر|ئاوارە|کۆچبەر", "Civilians", "civilian"),
    ("خۆ ?پیشاندەر", "Protesters", "civilian"),
    ("ناڕازی", "Protesters", "civilian"),
    ("کاکەیی|ئێزدی|ئێزیدی|شەبەک|کریستیان|مەسیحی", "Civilians", "civilian"),
    ("شارۆمەند|شاروومەند", "Civilians", "civilian"),
    (
        "دادوەر|پارێزەر|ئەندازیار|کارمەند(?!ێکی (?:پۆلیس|ئاسایش)|(?:ان)?ی (?:پۆلیس|ئاسایش))|فەرمانبەر|بازرگان|کاسبکار|دوکاندار",
        "Civilians",
        "civilian",
    ),
    ("پەرلەمانتار|کاندید|سیاسەتمەدار|مەلا|پیاوماقووڵ", "Civilians", "civilian"),
    ("هاوڕێ|هەڤاڵ|گەنجێتی", "", "any"),
    ("گەنج", "", "civilian"),
    ("پیاو", "", "civilian"),
    ("برا|باوک|دایک|کوڕ|خوشک", "", "civilian"),
    ("کەس", "", "any"),
    ("ئەندام", "", "any"),
    ("بەرپرس", "", "any"),
    ("قوربانی", "", "any"),
    ("تەرم|لاشە", "", "any"),
)
# "The commander of the regiment was killed": a title is one person where a verb in the singular follows.
_TITLES = (
    "فەرماندە|موختار|قایمقام|قائیمقام|بەڕێوەبەر|پارێزگار|سەرۆک|بەرپرس|لێپرسراو|ئامر|ئامیر|جێگر|کونسوڵ|کنسوڵ|کاندید"
    "|ئەندامێک|ئەفسەرێک|پیاوی دووەم|ئیمام|پاسەوان|شۆفێر|شوفێر"
)
_ONE_HURT = (
    r"(?= (?:[^\s.,:]+ ){0,12}?(?:کوژرا|شەهید ?(?:بوو|کرا)|گیانی ?لە ?دەست ?دا|بریندار ?(?:بوو|کرا)|دەستگیر ?کرا"
    r"|ڕفێنرا|ڕفێندرا|تیرۆر ?کرا|کوشت|(?:بریندار|دەستگیر|تیرۆر|شەهید) ?کرد|ڕفاند)(?:وە|ە)?(?!\w))"
)
# One pattern for all nouns of one meaning: what must not stand before them is then looked at once.
_MEANINGS = {
    meaning: "|".join(
        sorted((stem for stem, *rest in _NOUNS if tuple(rest) == meaning), key=len, reverse=True)
    )
    for meaning in dict.fromkeys((actor, side) for _, actor, side in _NOUNS)
}
PERSON_NOUNS = (
    *(
        PersonNoun(rf"{_NONE_OR_SOME}(?:{stems}){SINGULAR}", actor, side, 1)  # type: ignore[arg-type]
        for (actor, side), stems in _MEANINGS.items()
    ),
    PersonNoun(r"(?:کارمەندێکی|ئەندامێکی) پۆلیس", "Iraqi Police", "force", 1),
    PersonNoun(r"(?:کارمەندێکی|ئەندامێکی) ئاسایش", "Asayish", "force", 1),
    PersonNoun(r"(?:باوک|دایک|کوڕ|کچ|ژن|برا|خوشک|هاوسەر|منداڵ)ەکەی(?!ان)", "Civilians", "civilian", 1),
    PersonNoun(r"خاوەن (?:ماڵ|دوکان|ئۆتۆمبێ?ل|کێڵگە)\w*", "Civilians", "civilian", 1),
    PersonNoun(rf"(?:{_TITLES})ی{_ONE_HURT}", count=1),
    PersonNoun(
        r"ئەوی (?:دیکە|تر)(?:یان|ش|شیان)?(?= (?:\w+ ){0,3}?(?:بریندار|کوژرا|شەهید|دەستگیر|ڕفێن|گیانی))",
        count=1,
    ),
    *(PersonNoun(rf"(?:{stem})", actor, side) for stem, actor, side in _NOUNS),  # type: ignore[arg-type]
)

_BE = r"(?:بوو|بووە|بوون(?!ی)|بوونە|بووبوون?|ببوون?|بن|دەبن?|دەبێت)"
_DONE = r"(?:کرا|کران(?!ی)|کراوە|کراون|کرابوون?|دەکرێت|دەکرێن)"
_DID = r"(?:کرد(?!ن)|کردووە|کردن(?!ی)|کردوون|کردبوو|دەکات|دەکەن)"

# Verbal nouns count only who follows at once: "the killing of two soldiers", not "the killing of the man who ...".
_OF = r"(?= (?:زیاتر لە |نزیکەی |لانی ?کەم |بە ?لایەنی ?کەم |دەیان )?(?:NUM|\w+(?:ێک|یەک|ەک)ی?)(?!\w))"

_LONG = r"(?:[^\s.]+ ){0,30}?"

CASUALTY_WORDS = (
    CasualtyWord("killed", r"کوژرا(?:ن(?!ی)|وە|ون|وەتەوە|بوون?|یە|بن|بێت)?", "before"),
    CasualtyWord("killed", r"دەکوژرێ(?:ت|ن)?|دەکوژن", "before"),
    CasualtyWord("killed", r"کوژراو(?!ن|ە|ان)", "before"),
    CasualtyWord("killed", r"کوشت(?:وو?ە|وویانە|ن(?!ی)|بوو|ی)?", "before"),
    CasualtyWord("killed", r"لێ ?کوو?شتن?", "before"),
    CasualtyWord("killed", rf"شەهید ?(?:{_BE}|{_DONE}|{_DID})", "before"),
    CasualtyWord("killed", r"شەهید(?=ی هە)|شەهید و", "before"),
    CasualtyWord("killed", r"گیانی?(?:ان)? ?لە ?دەست ?(?:دا|داوە|دان(?!ی)|دابوو|داون|دەدات|دەدەن)", "before"),
    CasualtyWord("killed", r"گیانی?(?:ان)? سپارد", "before"),
    CasualtyWord("killed", r"(?:مرد|مردن|مردوون)", "before", weak=True),
    CasualtyWord("killed", r"تیرۆر ?(?:کرا|کران|کرد|کراوە)", "before"),
    CasualtyWord(
        "killed", r"(?:لە ?ناو|تیا) ?(?:بران|برا|بردن|براون|چوون|چوو|برد|بردووە)", "before", weak=True
    ),
    CasualtyWord(
        "killed", r"بوو(?:ن|نە|ە|ەتە|نەتە)? ?قوربانی|قوربانی(?! ئەو|یان|ان|ەکان)", "before", weak=True
    ),
    CasualtyWord("killed", r"خنکا(?:ن|ند|ندن|ندرا|ون|وە)?", "before", weak=True),
    CasualtyWord(
        "killed",
        rf"(?:کوژرانی|کوشتنی|شەهید ?بوونی|شەهید ?کردنی|گیان ?لە ?دەستدانی|تیرۆر ?کردنی){_OF}",
        "after",
    ),
    CasualtyWord("killed", r"ژمارەی (?:کوژراو|شەهید|قوربانی)(?:ان|ەکان|یان)", "after"),
    # "the number of those killed in the attack that ... has reached three": the figure follows "reached"
    CasualtyWord("killed", rf"ژمارەی (?:کوژراو|شەهید|قوربانی)\w* {_LONG}گەیشت\w*", "after"),
    CasualtyWord("wounded", rf"بریندار ?(?:{_BE}|{_DONE})", "before"),
    CasualtyWord("wounded", rf"بریندار(?:ە|ن|یشن|یشە)(?!کان|دار)|بریندار ?{_DID}", "before"),
    CasualtyWord("wounded", r"بریندار(?!ەکان|ان|ەکە|ی|بوون|ێک)", "before"),
    CasualtyWord("wounded", r"پێکرا(?:ن|ون|وە)?", "before", weak=True),
    CasualtyWord("wounded", r"(?:قاچ|دەست|پێ|چاو)(?:ێکی?|ی|ەکانی|یان) ?لە ?دەست ?(?:دا|داوە)", "before"),
    CasualtyWord("wounded", r"زامدار ?(?:بوو|بوون|کرا|کران|ن)?", "before"),
    CasualtyWord("wounded", rf"(?:بریندار ?بوونی|بریندار ?کردنی){_OF}", "after"),
    CasualtyWord("wounded", r"ژمارەی بریندار(?:ان|ەکان)", "after"),
    CasualtyWord("wounded", rf"ژمارەی بریندار\w* {_LONG}گەیشت\w*", "after"),
    CasualtyWord("captured", rf"دەستگیر ?(?:{_DONE}|{_DID}|بکرێت|بکرێن)", "before"),
    CasualtyWord(
        "captured", rf"(?:دەست ?بەسەر|قۆڵ ?بەست|دیل|بارمتە|بێ ?سەروشوێن) ?(?:{_DONE}|{_DID})", "before"
    ),
    CasualtyWord("captured", r"(?<!بەسەردا )(?<!بەسەر )(?:گیرا|گیران|گیراون|گیراوە)", "before", weak=True),
    CasualtyWord(
        "captured",
        r"(?:ڕف|فڕ)(?:اند(?!ن)\w*|اندن(?!ی)|ێندرا\w*|ێنرا\w*)|دە(?:ڕف|فڕ)(?:ێنن|ێنێت|ێنێ|ێندرێ\w*|ێنرێ\w*)",
        "before",
    ),
    CasualtyWord("captured", rf"(?:دەستگیر ?کردنی|(?:ڕف|فڕ)اندنی|گرتنی|قۆڵ ?بەست ?کردنی){_OF}", "after"),
)

NO_CASUALTIES = (
    NoCasualties(
        ("killed", "wounded"),
        r"زیان(?:ی|ێکی|ێک|یان)? ?گیانی(?:ی|ان)?(?: و ماددی| و مادی)? ?(?:ی )?"
        r"(?:لێ ?نە ?کەوت\w*|بە ?(?:دواوە|دوادا) نە\w*|نە ?بوو\w*|لێ نە\w+|تێدا نە\w+)",
    ),
    NoCasualties(("killed", "wounded"), r"هیچ زیان(?:ێک|ێکی|ی)? ?(?:لێ|تێدا|بە ?دواوە|بە ?دوادا) ?نە ?\w+"),
    NoCasualties(
        ("killed", "wounded"),
        r"بێ ?ئەوەی (?:هیچ )?(?:کەس(?:ێک)? )?(?:\w+ ){0,3}?زیان(?:ی|ێکی)? ?(?:گیانی|پێ|بەر)\w*(?: \w+){0,2}",
    ),
    NoCasualties(("killed", "wounded"), r"بێ زیانی گیانی|بەبێ زیانی گیانی|بەبێ قوربانی"),
    NoCasualties(
        ("killed", "wounded"),
        r"کەس(?:ێک)? (?:\w+ ){0,4}?(?:زیان|زیانێک)ی? پێ ?نە ?گەیشت\w*|کەس(?:ێک)? (?:\w+ ){0,4}?تووشی زیان نە\w+",
    ),
    NoCasualties(("killed", "wounded"), r"کەس نە ?کوژرا\w* و نە بریندار \w+"),
    NoCasualties(("killed",), r"کەس(?:ێک)? (?:گیانی لە ?دەست نە ?دا\w*|نە ?کوژرا\w*(?!\w| و نە))"),
    NoCasualties(
        ("killed",),
        r"هیچ \w+(?:ێک|یەک|ەک)(?:ی|یش|ش)? (?:\w+ ){0,4}?(?:گیانی لە ?دەست ?نە ?دا\w*|نە ?کوژرا\w*|شەهید نە ?\w+)",
    ),
    NoCasualties(("wounded",), r"کەس(?:ێک)? (?:\w+ ){0,3}?بریندار نە ?\w+"),
    NoCasualties(("captured",), r"کەس(?:ێک)? دەستگیر نە ?کرا\w*"),
)

ACTOR_WORDS = (
    ActorWords("Islamic State", r"ڕێکخراوی دەوڵەتی ئیسلامی|داعش|دەوڵەتی ئیسلامی|شانە نوستووەکانی داعش"),
    ActorWords("Islamic State", r"تیرۆریستان|تیرۆریستەکان", weak=True),
    ActorWords(
        "Turkish Armed Forces",
        r"(?:فڕۆکە|درۆن|تۆپخانە|هێز|سوپا|ئەرتەش|سەرباز|دەوڵەت|تۆپ|هێلیکۆپتەر)\w* (?:\w+ ){0,2}?تورک(?:یا|یە)?",
    ),
    ActorWords("Turkish Armed Forces", r"تورکیا", weak=True),
    ActorWords(
        "Iranian Armed Forces",
        r"(?:فڕۆکە|درۆن|تۆپخانە|هێز|سوپا|ئەرتەش|سەرباز|موشەک|مووشەک)\w* (?:\w+ ){0,2}?(?:ئێران|پاسداران)",
    ),
    ActorWords(
        "Global Coalition", r"هاوپەیمانان|هاوپەیمانیی? ?نێو ?(?:دەوڵەتی|نەتەوەیی)|فڕۆکەکانی هاوپەیمان\w*"
    ),
    ActorWords(
        "United States Armed Forces", r"(?:هێز|سوپا|فڕۆکە|سەرباز|لەشکری)\w* (?:\w+ )?ئەمریک(?:ا|ی)\w*"
    ),
    ActorWords("Iraqi Army", r"سوپای عێراق\w*|هێزەکانی سوپا|سوپا|فیرقەی NUMی سوپا"),
    ActorWords("Iraqi Air Force", r"(?:فڕۆکە|هێلیکۆپتەر)\w* (?:\w+ ){0,2}?عێراق\w*|هێز(?:ی|ە) ئاسمانی\w*"),
    ActorWords("Iraqi Federal Police", r"پۆلیسی (?:فیدراڵ|فیدڕاڵ|فیدرال)\w*"),
    ActorWords("Iraqi Police", r"مەفرەزە\w* پۆلیس|هێزەکانی پۆلیس"),
    ActorWords("Popular Mobilization Forces", r"حەشدی شەعبی|حەشد|حشدی شەعبی|حشد|حەشدی تورکمان\w*"),
    ActorWords("Tribal Mobilization Forces", r"حەشدی (?:عەشایر|عەشائیر|هۆز)\w*"),
    ActorWords(
        "Counter-Terrorism Service",
        r"(?:دەزگای|هێزەکانی|یەکەی) ?(?:هەواڵگری و )?(?:دژە ?تیرۆر|بەرەنگاربوونەوەی تیرۆر)(?:ی (?:عێراق|ئێراق)\w*)?|دژە ?تیرۆری عێراق\w*",
    ),
    ActorWords("Kurdistan Counter-Terrorism", r"دژە ?تیرۆری (?:کوردستان|هەرێم)|گرووپی دژە ?تیرۆر"),
    ActorWords("Kurdistan Counter-Terrorism", r"دژە ?تیرۆر", weak=True),
    ActorWords("Emergency Response Division", r"(?:وەڵامدانەوە|وەڵامی)ی? ?خێرا|ڕەددی? سەریع"),
    ActorWords(
        "Sinjar Resistance Units", r"یەبەشە|یەپەشە|یەبشە|یەکینەکانی (?:بەرخۆدان|پاراستن)ی ش(?:ە)?نگ\w+"
    ),
    ActorWords("PKK", r"پەکەکە|پارتی کرێکارانی کوردستان|هەپەگە|گەریلا\w*"),
    ActorWords("Asayish", r"ئاسایش|هێزەکانی ئاسایش"),
    ActorWords("Iraqi Security Forces", r"هێزە ئەمنی\w* ?(?:ی)? ?عێراق\w*|هێزە عێراقی\w*|هێزەکانی عێراق"),
    ActorWords("Iraqi Security Forces", r"هێزە ئەمنی\w*|دەزگا ئەمنی\w*|هێزە تەناهی\w*", weak=True),
    ActorWords("Security Media Cell", r"(?:شانە|ناوەند)\w* ڕاگەیاندنی (?:ئەمنی|ئاسایشی|جەنگی)\w*"),
    ActorWords("Joint Operations Command", r"(?:فەرماندەیی )?ئۆپە?راسیۆنە هاوبەشەکان"),
    ActorWords("Peshmerga", r"هێز(?:ی|ەکانی) پێشمەرگە|پێشمەرگە"),
    ActorWords("Unidentified armed group", r"(?:چەکدار|کەس)\w* (?:نەناسراو|نادیار)|گروپێکی چەکدار\w*"),
)
