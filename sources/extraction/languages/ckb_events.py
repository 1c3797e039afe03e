"""What happened, in Sorani: the words that report events."""

from __future__ import annotations

from sources.extraction.language import Trigger

CLASH = "Armed clash"
IED = "Remote explosive/landmine/IED"
SHELLING = "Shelling/artillery/missile attack"
AIR = "Air/drone strike"
SUICIDE = "Suicide bomb"
ABDUCTION = "Abduction/forced disappearance"
ARRESTS = "Arrests"
DISRUPTED = "Disrupted weapons use"
LOOTING = "Looting/property destruction"
SWEEP = "Security sweep"
EXCESSIVE = "Excessive force against protesters"

_DID = (
    r"(?:کرد(?!ن)|کردە|کردن|کردنە|کردووە|کردووەتە|کردوویانە|کردۆتە|کردبوو|کردبووە|دەکات|دەکاتە|دەکەن|دەکەنە)"
)
_DONE = r"(?:کرا|کران|کرایە|کرانە|کراوە|کراون|کراوەتە|کراونەتە|دەکرێت|دەکرێتە|دەکرێن)"
_ON = r"(?: ?ە)? ?(?:سەر|بۆ ?سەر)"
_TARGETED = rf"(?:{_DID}|{_DONE}) ?ئامانج|بوو(?:ە|ن|نە)? بە ئامانجی?|بە ئامانج ?(?:گیرا|گرت|گرتنی)"
_DRONE = r"(?:دڕۆن|فڕ?ۆکە\w* بێ ?فڕ?ۆکەوان|خۆفڕ)\w*"
_PLANE = r"(?:فڕ?ۆکە|هێلیکۆپتەر|کۆپتەر)\w*"
# بۆردوومان is any bombardment: from the air unless guns are named
_BOMBING = r"(?:بۆردو?مان|بۆمباران|بومباران)"
_GUNS = r"مووشەک\w*|موشەک\w*|ڕۆکێت\w*|کاتیۆشا\w*|تۆپ(?:خانە|باران|ەکان|ێک)\w*|تۆپی?|هاوەن\w*|(?:گول?لە|کول?لە) ?تۆپ\w*"
_FORCES = r"(?:هێز|سوپا|پۆلیس|دژە ?تیرۆر|ئاسایش|حەشد|فیرقە|لیوا|دەزگا)\w*"
_WANTED = r"(?:تیرۆریست|خۆ ?کوژ|سەرکردە|چەکدار)\w*"
_BLEW_UP = r"تەقاند(?:ەوە|یەوە|ییەوە|ووەتەوە|وەتەوە|ۆتەوە|یانەوە)"
_CHARGE = r"(?:بۆمب|مین|ئۆتۆمبێ?ل|عوبوە|نارنجۆک)\w*"
_BUILDING = r"(?:خانوو|ماڵ|بارەگا|پرد|باڵەخانە|مزگەوت|قوتابخانە|مەزار|کڵێسا|دادگا|بینا|بۆری|هێڵ|تاوەر)\w*"
_ROOM = r"ژوور\w*|ناوەند\w* (?:هەماهەنگی|هاوئاهەنگی)\w*|(?:لیوا|بنکە)\w* هاوبەش\w*"
_CROPS = r"(?:گەنم|جۆ|دانەوێڵە|کێڵگە|زەوی|دۆنم|خەرمان|بەرهەم|کشتوکاڵ)\w*"
_GOODS = r"(?:ماڵ|خانوو|دوکان|ئۆتۆمبێ?ل|بارەگا)\w*"
_PROTEST = r"خۆ ?پی?شا?ندان"
_PROTESTER = r"خۆ ?پیشاندەر"
_OPERATION = r"(?:ئۆپە?راسیۆن|هەڵمەت|پرۆسە)"
_STARTED = r"(?:دەست\w* ?(?:پێ ?|بە ?)\w*|ئەنجام ?\w+|بەڕێوە ?\w+|جێبەجێ ?\w+)"

TRIGGERS = (
    # --- attacks by ground and clashes
    Trigger(CLASH, rf"هێرش\w* GAP{_DID}{_ON}", "active", 0.85),
    Trigger(CLASH, rf"هێرش(?:ی|یان)? ?{_DID}{_ON}", "active", 0.85),
    Trigger(CLASH, rf"هێرش ?{_DONE}{_ON}", "passive", 0.8),
    Trigger(CLASH, r"هێرش(?:ی|یان) ?(?:هێنا|هێنایە|برد|بردە|بردووەتە)", "active", 0.8),
    Trigger(CLASH, r"هێرشێکی? (?:چەکداری|چەکدارانە|بەرفراوان|تیرۆریستی)", "nominal", 0.7),
    Trigger(
        CLASH, r"هێرشی(?= (?:چەکدار|داعش|تیرۆریست))|هێرشێک(?:ی)?(?= (?:چەکدار|داعش|تیرۆریست))", "nominal", 0.7
    ),
    Trigger(CLASH, r"هێرش(?!بەر|کەر|ەکان)(?:ەکەی?)?", "nominal", 0.5),
    Trigger(
        CLASH,
        r"(?:هێرش|پەلامار|شاڵاو)\w* GAP(?:ئەنجام ?(?:دا|داوە|درا|دراوە|دەدات|دەدەن)|کرایە|کراوەتە)",
        "nominal",
        0.75,
    ),
    Trigger(CLASH, r"شاڵاو(?:ێک|ێکی|ی)?", "nominal", 0.5),
    Trigger(CLASH, r"پەلامار(?:ی|یان)? GAP(?:دا|داوە|داوەتە|دەدات|دران?|دراوە|دراون)", "active", 0.7),
    Trigger(CLASH, r"پەلاماری (?:[^\s.,]+ ){3,12}?(?:دا|داوە|دەدات)(?! و بە)", "active", 0.65),
    Trigger(
        CLASH,
        r"(?:بۆسە|کەمین)(?:یان|ی|یەک\w*|ێک\w*)? GAP(?:دانا|دانایەوە|نایەوە|داناوە|دانرا)",
        "active",
        0.8,
    ),
    Trigger(CLASH, r"کەوت(?:ە|ن|نە|وون|ووە|وونەتە) (?:ناو )?(?:بۆسە|کەمین)\w*", "passive", 0.8),
    Trigger(
        CLASH,
        r"تەقە(?:یان|ی|یەکی)? GAP(?:کرد|کردن|کردووە|کردبوو|لێ ?کرد(?:ن|وون|ووە|بوون?)?)",
        "active",
        0.9,
    ),
    Trigger(
        CLASH,
        r"تەقە(?:ی)? ?(?:لێ ?)?(?:کرا|کران|کراوە)|تەقە(?:ی)? لە (?:\w+ ){1,6}?(?:کرا|کران|کراوە)|کەوت(?:ە|نە|ووە)تە? بەر تەقە\w*",
        "passive",
        0.75,
    ),
    Trigger(CLASH, r"تەقە ?کردن\w*", "nominal", 0.6),
    Trigger(CLASH, r"دەست ?د?ڕێژی گول?لە\w*", "active", 0.9),
    Trigger(CLASH, r"گول?لە(?:یان|ی)? GAP(?:دا|داوە|لێدا|لێداوە)", "active", 0.7),
    Trigger(
        CLASH, r"قەناس\w*", "nominal", 0.5, needs=r"کوژر\w*|کوشت\w*|بریندار\w*|شەهید\w*|پێکا\w*|گیانی?\w*"
    ),
    Trigger(CLASH, r"(?:پێکدادان|تێکهەڵچوون|ڕووبەڕوو ?بوونەوە)\w*", "nominal", 0.7),
    Trigger(
        CLASH,
        r"(?:شەڕ|پێکدادان|ناکۆکی|تێکهەڵچوون)\w* (?:عەشایر|عەشیرەت|هۆز|خێڵ)\w*",
        "mutual",
        0.7,
    ),
    Trigger(CLASH, r"بەرەنگار ?بوونەوەی(?= (?:چەکدار|تیرۆریست|داعش))", "nominal", 0.5),
    Trigger(CLASH, r"شەڕ(?:ی|یان) ?(?:کرد|کردووە)", "active", 0.5),
    Trigger(
        CLASH,
        r"شەڕ(?:ێک|ێکی|ی|یان)? GAP(?:ڕوو ?(?:دا|یدا)|دروست ?بوو|سەری هەڵدا|هەڵگیرسا|بەردەوامە|دەست\w* ?پێ ?\w*کرد\w*)",
        "nominal",
        0.7,
    ),
    Trigger(CLASH, r"(?:ئەو|ئەم) شەڕ\w*", "nominal", 0.4),
    Trigger(CLASH, r"شەڕ(?:ی|ێکی)?(?: \w+)?(?= (?:لە ?)?نێوان)|شەڕەکەی(?= ناوچە)", "nominal", 0.6),
    # --- civilians
    Trigger("Attack", r"تیرۆر ?(?:کرا|کران|کرد|کراوە|کردنی)", "passive", 0.85),
    Trigger(
        "Attack",
        r"(?:تەرم|لاشە)\w* (?:\w+ ){0,9}?(?:دۆزرا|دۆزرانەوە|دۆزرایەوە|دۆزراوەتەوە|دۆزییەوە)",
        "nominal",
        0.8,
    ),
    Trigger("Attack", r"سەر ?(?:بڕ|بڕی|بڕین|بڕدرا)(?:ا|ان|یان)?|سەر ?دەبڕ(?:ێت|ن)", "active", 0.7),
    Trigger(CLASH, r"کوشت(?:ووە|یان|ی|یانە)?", "active", 0.55),
    # security forces killed a wanted man, without a word of a fight
    Trigger(
        "Raid",
        rf"{_FORCES} (?:\w+ ){{0,8}}?{_WANTED} (?:\w+ ){{0,8}}?کوشت(?:ووە|ووە|ن)?",
        "active",
        0.7,
        unless=r"هێرش\w*|تەقە\w*|بۆسە\w*|کەمین\w*|بۆمب\w*",
    ),
    Trigger(
        CLASH, r"کوژرا(?:ن(?!ی)|وە|ون)?|دەکوژرێ(?:ت|ن)?|شەهید ?(?:کرا|کران|کرد|دەکرێت|دەکرێن)", "passive", 0.4
    ),
    Trigger(CLASH, r"شەهید ?(?:بوو|بوون(?!ی)|بووە|بوونە|دەبن|دەبێت)", "passive", 0.4),
    Trigger("Attack", r"گول?لە ?باران ?(?:کرا|کران|کرد)", "passive", 0.8),
    Trigger(ABDUCTION, r"(?:دە)?(?:ڕف|فڕ)(?:اند|ێندرا|ێنرا|ێندر|ێنر|ێنن|ێنێت)\w*", "passive", 0.85),
    Trigger(ARRESTS, r"کەوت(?:ە|نە|ووەتە) داو\w*|خرا(?:یە|نە) زیندان\w*", "passive", 0.5),
    Trigger(ABDUCTION, r"بێ ?سەروشوێن ?(?:کرا|کران|کردن\w*)|بارمتە\w*", "passive", 0.6),
    Trigger(
        ABDUCTION,
        r"بێ ?سەروشوێن ?(?:بوو|بوون|بوونە|بووە|ماون?)",
        "passive",
        0.5,
    ),
    # --- explosions
    Trigger(IED, r"بۆمب(?:ا|ێک|ێکی|ی|ە|ەکە)?\w* ?(?:ی )?چێن(?:ن|د)?راو\w*", "nominal", 0.85, weapon=True),
    Trigger(IED, r"بۆمب\w* (?:کەنار|تەنیشت)\w* (?:ڕێگا|ڕێگە|جادە|شەقام)\w*", "nominal", 0.9, weapon=True),
    Trigger(
        IED, r"(?:بۆمب|مین)\w* GAPتەقی(?:یەوە|ەوە|یە|ە|وەتەوە|یەتەوە|یەوە)\w*", "nominal", 0.9, weapon=True
    ),
    Trigger(IED, r"تەقینەوەی (?:بۆمب|مین|ئۆتۆمبێ?ل\w* بۆمب|پاشماوە)\w*", "nominal", 0.9, weapon=True),
    Trigger(IED, r"ئۆتۆمبێ?ل\w* (?:بۆمب|مین)ڕێژ\w*", "nominal", 0.85, weapon=True),
    Trigger(IED, r"تەقینەوە\w*", "nominal", 0.6, weapon=True),
    Trigger(
        IED,
        r"تەقی(?:یەوە|ەوە|وەتەوە|یەتەوە)|دەتەقێتەوە|تەقێنرا\w*|تەقێندرا\w*",
        "nominal",
        0.6,
        weapon=True,
    ),
    Trigger(IED, _BLEW_UP, "active", 0.55, needs=_CHARGE, weapon=True),
    Trigger(IED, r"(?:بۆمب|مین)(?:ێک|ێکی|ی)?", "nominal", 0.35, weapon=True),
    Trigger(SUICIDE, rf"خۆی?(?:ان)? ?(?:{_BLEW_UP}|تەقاندنەوە)", "active", 1, weapon=True),
    Trigger(
        SUICIDE, r"(?:هێرش|کردەوە|تەقینەوە)\w* خۆ ?کوژ\w*|بۆمبڕێژی خۆ ?کوژ\w*", "nominal", 0.9, weapon=True
    ),
    Trigger(SUICIDE, r"خۆ ?کوژ(?:ێک|ێکی)", "nominal", 0.5, unless=r"کوشت\w*|کوژرا\w*", weapon=True),
    Trigger("Grenade", r"نارنجۆک\w*", "nominal", 0.7, weapon=True),
    Trigger(SHELLING, r"(?:تۆپ|هاوەن|مووشەک|موشەک) ?باران\w*", "nominal", 0.9, weapon=True),
    Trigger(SHELLING, r"(?:گول?لە|کول?لە) ?(?:تۆپ|هاوەن)\w*", "nominal", 0.85, weapon=True),
    Trigger(SHELLING, r"هێرش(?:ێکی|ی|ە|ێک) (?:مووشەک|موشەک|ڕۆکێت|کاتیۆشا)ی?\w*", "nominal", 0.9, weapon=True),
    Trigger(
        SHELLING,
        r"(?:هاوەن|مووشەک|موشەک|ڕۆکێت|کاتیۆشا|کاتیوشا|قازیفە|راجیمە)\w*",
        "nominal",
        0.75,
        weapon=True,
    ),
    Trigger(AIR, rf"{_BOMBING}(?:ی|یان)? ?{_DID}", "active", 0.85, unless=_GUNS, weapon=True),
    Trigger(AIR, rf"{_BOMBING}(?!کەر)\w*", "nominal", 0.75, unless=_GUNS, weapon=True),
    Trigger(SHELLING, rf"{_BOMBING}(?!کەر)\w*", "nominal", 0.7, needs=_GUNS, weapon=True),
    Trigger(
        AIR,
        r"(?:هێرش|گورز|پەلامار)\w* (?:ئاسمانی|درۆنی|فڕ?ۆکە\w*|درۆن\w*|خۆفڕ\w*)\w*",
        "nominal",
        0.9,
        weapon=True,
    ),
    Trigger(AIR, r"هێرشە (?:ئاسمانی|درۆنی)\w*", "nominal", 0.9, weapon=True),
    Trigger(
        AIR,
        rf"{_DRONE}",
        "nominal",
        0.6,
        needs=r"کوژر\w*|بریندار\w*|شەهید\w*|هێرش\w*|ئامانج\w*|پەلامار\w*|بۆردو\w*|کەوت\w* ?خوارە?وە?\w*|خرا\w* ?خوارە?وە?|ئاراستە\w*|پێکا\w*|خست\w*",
        weapon=True,
    ),
    Trigger(AIR, rf"{_PLANE} GAP(?:{_TARGETED})", "active", 0.8, weapon=True),
    Trigger(CLASH, _TARGETED, "active", 0.55),
    # --- protests
    Trigger(
        EXCESSIVE,
        rf"تەقە\w* (?:\w+ ){{0,4}}?{_PROTESTER}\w*(?: (?:\w+ ){{0,2}}?(?:کرد|کردن|کردووە|کرا|دەکرێت|دەکەن|لێ ?کرا))?",
        "active",
        1,
    ),
    Trigger(EXCESSIVE, rf"{_PROTESTER}\w* (?:\w+ ){{0,6}}?بە تەقە\w*|بە تەقە\w* هێزە \w+", "passive", 0.8),
    Trigger(
        "Protest with intervention", rf"گازی? فرمێسکڕێژ\w*|بڵاوەی?ا?ن? ?(?:پێ ?)?{_DONE}", "nominal", 0.6
    ),
    Trigger(
        "Protest with intervention",
        r"ڕێگری?(?:یان|ی)? ?لێ ?(?:کرا|کردن|کردووە|کراوە)",
        "passive",
        0.7,
        needs=rf"{_PROTEST}\w*",
    ),
    Trigger("Peaceful protest", rf"{_PROTEST}\w*(?! (?:بکەن|بکات|بکرێت|بکەین))", "active", 0.7),
    Trigger(
        "Peaceful protest",
        r"(?:سەدان|دەیان|هەزاران) \w+ (?:\w+ ){0,8}?کۆ ?بوونەوە|ڕژانە سەر شەقام\w*",
        "active",
        0.7,
    ),
    Trigger(
        "Peaceful protest",
        r"(?:ڕێگا|ڕێگە|شەقام)\w* (?:\w+ ){0,3}?(?:داخست|داخستووە|گرت)",
        "active",
        0.45,
        needs=rf"{_PROTESTER}\w*|ناڕازی\w*|ناڕەزا\w*",
    ),
    Trigger("Peaceful protest", r"(?:گرد ?بوونەوە|مانگرتن)\w*", "active", 0.6),
    Trigger(
        "Violent demonstration",
        rf"{_PROTESTER}\w* (?:\w+ ){{0,8}}?(?:سووتاند|هێرشیان|بەردبار)\w*",
        "active",
        0.8,
    ),
    # --- operations, arrests, territory
    Trigger(
        ARRESTS,
        rf"دەستگیر(?:ی|یان)? ?(?:{_DONE}|{_DID}|کردنی|بکرێت|بکرێن)",
        "passive",
        0.8,
        unless=r"(?:بڕیار\w*|فەرمان\w*|یاداشت)ی? ?(?:ی )?دەستگیر ?کردن\w* (?:\w+ ){0,8}?(?:دەرکرا\w*|دەرچوو\w*|دەرکرد\w*)",
    ),
    Trigger(ARRESTS, rf"(?:قۆڵ ?بەست|دەست ?بەسەر) ?(?:{_DONE}|{_DID})", "passive", 0.7),
    Trigger(
        ARRESTS,
        r"(?<!بەسەردا )(?:گیرا|گیران|گیراوە|گرتووە)|گرتنی(?= سەرکردە| چەکدار| تیرۆریست)",
        "passive",
        0.5,
    ),
    Trigger("Joint operation", rf"{_OPERATION}\w* (?:\w+ )?هاوبەش(?!ەکان)", "nominal", 0.8, unless=_ROOM),
    Trigger(
        "Joint operation", rf"(?:بە ?)?هاوبەشی (?:\w+ ){{0,3}}?{_OPERATION}\w*", "nominal", 0.7, unless=_ROOM
    ),
    Trigger(SWEEP, rf"{_OPERATION}(?:ێک|ێکی|ەکە|ی)?\w* (?:\w+ ){{0,9}}?{_STARTED}", "nominal", 0.75),
    Trigger(SWEEP, rf"{_STARTED} {_OPERATION}\w*", "nominal", 0.7),
    Trigger(
        SWEEP,
        rf"{_OPERATION}\w* (?:گەڕان|پشکنین|پاکسازی|پاککردنەوە|کێوماڵ|ڕاوەدوونان|ڕاونان)\w*",
        "nominal",
        0.8,
    ),
    Trigger(SWEEP, r"(?:پاکسازی|کێوماڵ|پاکتاو)\w*", "nominal", 0.5),
    Trigger(
        "Raid",
        r"هەڵ ?(?:یان|ی)? ?کوتا(?:یە|نە|وەتە|نی)\w*",
        "active",
        0.7,
        needs=r"کوژر\w*|کوشت\w*|دەستگیر\w*|بریندار\w*",
    ),
    Trigger(
        "Raid",
        rf"(?:لە )?{_OPERATION}\w* (?:تایبەت|دابەزاندن|هەواڵگری)\w*",
        "nominal",
        0.6,
        needs=r"کوژر\w*|کوشت\w*",
    ),
    Trigger(
        "Raid",
        r"(?:لە ?ناو|تیا) ?(?:بران|برا|بردن|براوە|برد|بردووە|بردوون)",
        "passive",
        0.6,
        needs=r"داعش\w*|تیرۆریست\w*|چەکدار\w*",
    ),
    Trigger(
        "Government regains territory",
        r"کۆنتڕ?ۆڵی (?:\w+ ){1,6}?(?:کردەوە|کرایەوە|گرتەوە)|کۆنتڕ?ۆڵ ?(?:کردەوە|کرایەوە|کردووەتەوە|کراوەتەوە)",
        "active",
        0.6,
    ),
    Trigger(
        "Non-state actor overtakes territory",
        r"کۆنتڕ?ۆڵ ?کرد(?!ەوە)|دەستی? ?بەسەر\w* GAP(?:گرت|داگرت)",
        "active",
        0.4,
        needs=r"داعش\w*",
    ),
    Trigger(
        "Change to group/activity", r"پێگە\w* (?:\w+ ){0,4}?چۆڵ ?(?:کرد|کردووە)|کشانەوە\w*", "active", 0.4
    ),
    Trigger(
        "Headquarters or base established",
        r"(?:بنکە|بارەگا|سەربازگە)\w* GAP(?:دامەزراند|دامەزرێنرا|کردەوە|کردووەتەوە)",
        "active",
        0.5,
    ),
    # --- weapons and property
    Trigger(
        DISRUPTED,
        r"پوو?چەڵ ?(?:کرایەوە|کرانەوە|کردەوە|کردووەتەوە|کراوەتەوە|کردنەوە|بکرێتەوە|بکرێنەوە|بکەنەوە|بکاتەوە)",
        "active",
        0.85,
    ),
    Trigger(
        DISRUPTED,
        r"لەکار ?(?:خرا|خران|خست|خستنی)",
        "active",
        0.5,
        needs=r"بۆمب\w*|مین\w*|تەقەمەنی\w*|موشەک\w*",
    ),
    Trigger(
        DISRUPTED,
        r"دەست\w* ?بەسەر\w* (?:\w+ ){0,9}?(?:گیرا|گرت|داگیرا)\w*",
        "passive",
        0.6,
        needs=r"بۆمب\w*|مین\w*|تەقەمەنی\w*|موشەک\w*|چەک\w*",
    ),
    Trigger(
        LOOTING,
        rf"{_CROPS} (?:\w+ ){{0,6}}?سووت(?:ا|ان|ێنران?|ێندران?|اند|اندی|اندووە|اون?|اوە|اندنی)",
        "passive",
        0.7,
    ),
    Trigger(
        LOOTING,
        rf"{_GOODS} (?:\w+ ){{0,6}}?(?:سووت(?:ێنران?|ێندران?|اند|اندی|اندووە|اندن)|تەقێن(?:د)?ران?)\w*",
        "passive",
        0.5,
        needs=r"داعش\w*|چەکدار\w*|تیرۆریست\w*|نەناسراو\w*",
    ),
    Trigger(LOOTING, rf"سووتاندنی? (?:\w+ ){{0,3}}?{_CROPS}", "nominal", 0.7),
    Trigger(
        LOOTING,
        r"ئاگر(?:یان)? (?:\w+ ){0,6}?(?:بەردا|بەرداوە|تێبەردا|تێ بەردا|کردەوە|کردۆتەوە|کردووەتەوە)",
        "active",
        0.8,
    ),
    Trigger(LOOTING, r"ئاگر (?:\w+ ){0,10}?بەر ?بوو(?:ە|ەتە)?", "active", 0.5, needs=_CROPS),
    Trigger(LOOTING, r"ئاگر(?:ێک|ێکی)? (?:\w+ ){0,8}?کەوت(?:ەوە|ووەتەوە)", "nominal", 0.4, needs=_CROPS),
    Trigger(LOOTING, r"تاڵان ?(?:کرا|کران|کرد|کردن)", "active", 0.6),
    Trigger(LOOTING, rf"{_BUILDING} (?:\w+ ){{0,8}}?{_BLEW_UP}", "active", 0.5, unless=rf"{_CHARGE}|خۆی\w*"),
)
