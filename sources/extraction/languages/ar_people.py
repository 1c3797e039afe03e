"""Arabic: who (person nouns with their singular, dual and plural forms, actor words)."""

from __future__ import annotations

from sources.extraction.language import ActorWords, PersonNoun

ARMY, POLICE, CIVILIANS = "Iraqi Army", "Iraqi Police", "Civilians"
GUNMEN, ISLAMIC_STATE, PROTESTERS = "Unidentified armed group", "Islamic State", "Protesters"

# Adjectives of the same form are common (هجوم مسلح), so a lone singular counts only after these words.
_AFTER = r"(?:(?<=مقتل )|(?<=استشهد )|(?<=استشهاد )|(?<=مصرع )|(?<=اغتيال )|(?<=اغتيل )|(?<=جثة )|(?<=قتل )|(?<=إصابة )|(?<=جرح )|(?<=أصيب )|(?<=على )|(?<=اعتقال )|(?<=اعتقلت )|(?<=قتلت ))"

PERSONS = (
    # --- forces
    PersonNoun(r"جندي(?:ا)?", ARMY, "force", 1),
    PersonNoun(r"جندي(?:ان|ي?ن)", ARMY, "force", 2),
    PersonNoun(r"جنود", ARMY, "force"),
    PersonNoun(r"شرطي(?:ا)?", POLICE, "force", 1),
    PersonNoun(r"شرطي(?:ان|ي?ن)", POLICE, "force", 2),
    PersonNoun(r"شرطيون", POLICE, "force"),
    PersonNoun(r"(?:ضابط|ضابطا)", "", "force", 1),
    PersonNoun(rf"{_AFTER}عسكري", "", "force", 1),
    PersonNoun(r"(?:ضابط|عسكري)ان|ضابطين", "", "force", 2),
    PersonNoun(r"(?:ضباط|عسكريين|عسكريون|مراتب)", "", "force"),
    PersonNoun(r"(?:منتسب|مقاتل)(?:ا)?", "", "force", 1),
    PersonNoun(r"(?:منتسب|مقاتل)(?:ان)", "", "force", 2),
    PersonNoun(r"(?:منتسب|مقاتل)(?:ي?ن|ون|ي|و)", "", "force"),
    PersonNoun(r"(?:حارس|حارسا)", "", "force", 1),
    PersonNoun(r"حارس(?:ان|ي?ن)", "", "force", 2),
    PersonNoun(r"(?:حراس|حرس)", "", "force"),
    PersonNoun(r"(?:بيشمركة|بشمركة|بيشمركه)", "Peshmerga", "force"),
    PersonNoun(r"(?:بيشمركي|بيشمركيا)", "Peshmerga", "force", 1),
    # --- those who attack
    PersonNoun(rf"{_AFTER}إرهابي|إرهابيا", ISLAMIC_STATE, "group", 1),
    PersonNoun(r"إرهابيان", ISLAMIC_STATE, "group", 2),
    PersonNoun(r"إرهابي(?:ي?ن|ون|و)|إرهابيي|إرهابي (?:داعش|تنظيم داعش)", ISLAMIC_STATE, "group"),
    PersonNoun(rf"داعشيا|قيادي|قياديا|{_AFTER}داعشي", ISLAMIC_STATE, "group", 1),
    PersonNoun(rf"انتحاريا|{_AFTER}انتحاري", GUNMEN, "group", 1),
    PersonNoun(r"(?<!هجوم )(?<!تفجير )(?<!اعتداء )(?<!عملية )انتحاري", GUNMEN, "group"),
    PersonNoun(r"(?:داعشي|قيادي)(?:ان)", ISLAMIC_STATE, "group", 2),
    PersonNoun(r"انتحاريان", GUNMEN, "group", 2),
    PersonNoun(r"(?:انتحاريين|انتحاريون)", GUNMEN, "group"),
    PersonNoun(r"(?:دواعش|قياديين|قيادات)", ISLAMIC_STATE, "group"),
    PersonNoun(rf"مسلحا|مهاجم|مهاجما|{_AFTER}مسلح", GUNMEN, "group", 1),
    PersonNoun(r"(?:مسلح|مهاجم)ان", GUNMEN, "group", 2),
    PersonNoun(r"(?:مسلح|مهاجم|خاطف)(?:ي?ن|ون|ي|و)", GUNMEN, "group"),
    PersonNoun(r"(?:مسلح(?:ون|ي?ن) )?مجهول(?:ي?ن|ون)|مجهولو الهوية", GUNMEN, "group", unknown=True),
    PersonNoun(r"(?:متهم|مطلوب|مشتبه به|متورط|مدان)(?:ا)?", "", "any", 1),
    PersonNoun(r"(?:متهم|مطلوب)(?:ان)", "", "any", 2),
    PersonNoun(r"(?:متهم|مطلوب|متورط|مدان)(?:ي?ن|ون)|مشتبه بهم", "", "any"),
    # --- civilians
    PersonNoun(r"(?<!دفاع )(?<!دفاع ال)مدني|مدنيا|مواطن|مواطنا|مواطنة", CIVILIANS, "civilian", 1),
    PersonNoun(r"(?:مدني|مواطن)ان", CIVILIANS, "civilian", 2),
    PersonNoun(r"(?:مدني|مواطن)(?:ي?ن|ون)", CIVILIANS, "civilian"),
    PersonNoun(
        r"(?:فلاح|فلاحا|مزارع|مزارعا|راع|راعي|راعيا|صياد|صيادا|سائق|سائقا|عامل|عاملا|تاجر|تاجرا)",
        CIVILIANS,
        "civilian",
        1,
    ),
    PersonNoun(r"(?:فلاح|مزارع|راعي|صياد|سائق|عامل)ان|راعيين|عاملين", CIVILIANS, "civilian", 2),
    PersonNoun(r"(?:فلاح|مزارع|صياد|سائق|قروي)(?:ي?ن|ون|ي)|رعاة|عمال|تجار", CIVILIANS, "civilian"),
    PersonNoun(
        r"(?:طفل|طفلا|طفلة|امرأة|إمرأة|فتاة|فتى|سيدة|مختار|صحفي|صحفيا|محام|محامي|محاميا|معلم|طالب|طالبا|موظف|موظفا|طبيب|شيخ (?:عشيرة|قبيلة|عشائر|عشيره))",
        CIVILIANS,
        "civilian",
        1,
    ),
    PersonNoun(
        r"(?:طفلان|طفلين|طفلتان|طفلتين|امرأتان|امرأتين|موظفان|موظفين|طالبان|طالبين|صحفيين|صحفيان)",
        CIVILIANS,
        "civilian",
        2,
    ),
    PersonNoun(r"(?:أطفال|نساء|طلاب|طلبة|موظفون|صحفيون|أهالي|سكان|نازحين|عائلة|زوار)", CIVILIANS, "civilian"),
    PersonNoun(
        r"(?:زوجته|ابنه|ابنته|نجله|شقيقه|والده|زوجها|ابنها|ابنتها|طفله|طفلها|طفلته|طفلتها|والدته|والدتها|شقيقته|شقيقها)",
        CIVILIANS,
        "civilian",
        1,
    ),
    PersonNoun(
        r"(?:أبنائ|أشقائ|إخوت|أولاد|أقارب|(?:أفراد )?(?:عائلت|أسرت))(?:ه|ها|هم)", CIVILIANS, "civilian"
    ),
    PersonNoun(r"(?:زوجين|زوجان|طفلي(?:ه|ها|هما)|ابني(?:ه|ها|هما))", CIVILIANS, "civilian", 2),
    PersonNoun(r"(?:شقيقان|شقيقين)", CIVILIANS, "civilian", 2),
    PersonNoun(r"(?:متظاهر|محتج)(?:ا)?", PROTESTERS, "civilian", 1),
    PersonNoun(r"(?:متظاهر|محتج)ان", PROTESTERS, "civilian", 2),
    PersonNoun(r"(?:متظاهر|محتج|معتصم)(?:ي?ن|ون)", PROTESTERS, "civilian"),
    # --- words that say nothing of the side
    PersonNoun(r"(?:سائقه|سائقها|مرافقه|زميله|صديقه)", "", "any", 1),
    PersonNoun(rf"{_AFTER}(?:ال)?آخر", "", "any", 1),
    PersonNoun(rf"{_AFTER}(?:أحدهم|أحدهما)", "", "any", 1),
    PersonNoun(rf"{_AFTER}آخران", "", "any", 2),
    PersonNoun(rf"{_AFTER}(?:ال)?(?:ثالث|رابع|خامس)(?: (?:منهم|بجروح))?", "", "any", 1),
    PersonNoun(
        rf"{_AFTER}(?:رب|صاحب) (?:ال)?(?:أسرة|عائلة|منزل|محل|متجر|سيارة|مزرعة)", CIVILIANS, "civilian", 1
    ),
    PersonNoun(
        rf"{_AFTER}(?:ال)?(?:قائد|لواء|عميد|عقيد|مقدم|رائد|نقيب|ملازم|آمر|ضابط|مسؤول|عضو|رئيس|مدير|قيادي|نجل)",
        "",
        "any",
        1,
    ),
    PersonNoun(
        rf"{_AFTER}ال(?:مختار|صحفي|محامي|ناشط|طبيب|معلم|مزارع|راعي|مدني|مواطن|طفل|شاب|شيخ)",
        CIVILIANS,
        "civilian",
        1,
    ),
    PersonNoun(r"(?:شخص|شخصا|رجل|رجلا|شاب|شابا|شابة|فرد|فردا|عنصر|عنصرا|مرافق|سجين|لاجئ)", "", "any", 1),
    PersonNoun(r"(?:شخص|رجل|شاب|فرد|عنصر|مرافق|جريح)(?:ان|ي?ن)", "", "any", 2),
    PersonNoun(r"(?:أشخاص|رجال|شبان|شباب|أفراد|عناصر|مرافقي\w*|أعضاء|نفر|نفرا|آخرين|آخرون)", "", "any"),
    PersonNoun(
        r"(?<!بين )(?<!بين قتيل و)(?<!بين شهيد و)(?<![\dن] قتيلا و)(?<![\dن] شهيدا و)(?:قتيل|شهيد|جريح|مصاب|قتيلا|شهيدا|جريحا|مصابا)",
        "",
        "any",
        1,
    ),
    PersonNoun(r"(?:قتيل|شهيد|جريح|مصاب)ان|قتيلين|شهيدين|جريحين", "", "any", 2),
    PersonNoun(r"(?:مقتل|استشهاد)(?:ه|ها)|(?:عن|إلى|في|ب) إصابت(?:ه|ها)", "", "any", 1),
    PersonNoun(r"(?:مقتل|استشهاد)هما|(?:عن|إلى) إصابتهما", "", "any", 2),
    PersonNoun(r"(?:جثة|جثمان)", "", "any", 1),
    PersonNoun(r"(?:جثتين|جثتان|جثتي|جثماني|جثمانين)", "", "any", 2),
    PersonNoun(r"جثث", "", "any"),
    PersonNoun(
        r"أحد (?:ال)?(?:عناصر|أفراد|منتسبي|مقاتلي|جنود|ضباط|حراس|أعضاء|أبناء|عناصره|عناصرها|أفراده|أفرادها|مدنيين|مواطنين|رعاة|مزارعين|إرهابيين|قيادات|قادة|أبنائ\w+|أشقائ\w+|أقارب\w*|مرافقي\w*|حراس\w*|سكان|أهالي|مسلحين|متظاهرين)",
        "",
        "any",
        1,
    ),
    PersonNoun(
        r"اثن(?:ان|ي?ن) من (?:ال)?(?:عناصر|أفراد|منتسبي|مقاتلي|جنود|عناصره|عناصرها|أفراده|أفرادها|مدنيين)",
        "",
        "any",
        2,
    ),
    PersonNoun(r"أحد (?:ال)?مهاجمين", GUNMEN, "group", 1),
    PersonNoun(r"اثن(?:ان|ي?ن) من (?:ال)?مهاجمين", GUNMEN, "group", 2),
)

ACTORS = (
    ActorWords(
        ISLAMIC_STATE,
        r"(?:تنظيم |عصابات |عناصر |فلول |خلايا |مسلحي |مسلحو |إرهابيي |إرهابيو |مجاميع |مرتزقة |بقايا )*(?:ال)?[\"(]?داعش[\")]?",
    ),
    ActorWords(ISLAMIC_STATE, r"تنظيم (?:ال)?[\"(]?دولة(?: الإسلامية)?"),
    ActorWords(ISLAMIC_STATE, r"(?:عناصر|خلايا|فلول|مسلحي|مسلحو|مقاتلي|مقاتلو) (?:ال)?تنظيم"),
    ActorWords(
        ISLAMIC_STATE, r"(?:عصابات|عناصر|مجموعة|خلية|خلايا|مجاميع) (?:ال)?(?:إرهابية|داعشية|إرهاب)", weak=True
    ),
    ActorWords(ISLAMIC_STATE, r"(?:دواعش|داعشي|التنظيم (?:الإرهابي|المتطرف|المتشدد))"),
    ActorWords(
        "Peshmerga", r"(?:قوات |وزارة |عناصر |مقاتلي |وحدات )?(?:ال)?(?:بيشمركة|بشمركة|بيشمركه|بيشمرگة)"
    ),
    ActorWords("Iraqi Army", r"(?:قوات |قطعات |عناصر )?(?:ال)?جيش (?:ال)?عراقي"),
    ActorWords("Iraqi Army", r"وزارة الدفاع(?: العراقية)?", weak=True),
    ActorWords("Iraqi Army", r"(?:قوات |قطعات |وحدات |نقطة |ثكنة |قوة من )?(?:ال)?جيش", weak=True),
    ActorWords("Iraqi Army", r"(?:قطعات|قوة) (?:عسكرية|من (?:الفرقة|اللواء))", weak=True),
    ActorWords(
        "Iraqi Federal Police", r"(?:قوات |عناصر |منتسبي |دورية |استخبارات )?(?:ال)?شرطة (?:ال)?اتحادية"
    ),
    ActorWords(
        "Iraqi Police", r"(?:قوات |مديرية |قيادة |دورية |مفارز )?(?:ال)?شرطة(?: (?:ال)?محلية)?", weak=True
    ),
    ActorWords(
        "Iraqi Police",
        r"وزارة الداخلية(?: العراقية)?|وكالة (?:ال)?استخبارات|مفارز (?:وكالة )?(?:ال)?استخبارات",
        weak=True,
    ),
    ActorWords("Iraqi Police", r"مكافحة (?:ال)?(?:متفجرات|إجرام)|شرطة الطاقة", weak=True),
    ActorWords(
        "Popular Mobilization Forces",
        r"(?:هيئة |قوات |فصائل |مقاتلي |مليشيات |ميليشيات )?(?:ال)?حشد (?:ال)?شعبي",
    ),
    ActorWords("Popular Mobilization Forces", r"الحشد(?! العشائري| التركماني)", weak=True),
    ActorWords("Tribal Mobilization Forces", r"(?:ال)?حشد (?:ال)?عشائري|حشد العشائر|الصحوات"),
    ActorWords(
        "Counter-Terrorism Service",
        r"(?:قوات )?جهاز مكافحة (?:ال)?إرهاب(?! (?:في إقليم|في كردستان|في كوردستان|الكردستاني|بإقليم|الكوردي|في السليمانية))",
    ),
    ActorWords(
        "Counter-Terrorism Service",
        r"(?<!قانون )(?<!مجال )(?<!لجنة )(?<!خبير )(?<!استخبارات و)(?<!جهود )(?<!مديرية )(?<!في )(?<!ل)مكافحة (?:ال)?إرهاب(?! (?:في إقليم|في كردستان|في كوردستان|الكردستاني|بإقليم|الكوردي|في السليمانية))",
        weak=True,
    ),
    ActorWords("Counter-Terrorism Service", r"قوات مكافحة (?:ال)?إرهاب(?: العراقية)?", weak=True),
    ActorWords(
        "Kurdistan Counter-Terrorism",
        r"(?:جهاز |مديرية |قوات |وحدة )?(?:جهاز )?مكافحة (?:ال)?إرهاب (?:في |ب)?(?:إقليم |ال)?(?:كردستان|كوردستان|كوردي|كردي|كردستاني|سليمانية)\w*",
    ),
    ActorWords(
        "Iraqi Air Force",
        r"(?:طيران )?(?:ال)?قوة (?:ال)?جوية(?: العراقية)?|طيران الجيش|صقور الجو|سلاح الجو (?:ال)?عراقي|طائرات (?:ال)?عراقية|الطائرات العراقية|الطيران العراقي|طائرات إف ?-?16|طائرات f ?-?16|طائرات سوخوي",
    ),
    ActorWords(
        "Iraqi Security Forces", r"(?:ال)?(?:قوات|أجهزة|قوة) (?:ال)?(?:أمنية|أمن)(?: العراقية)?", weak=True
    ),
    ActorWords("Iraqi Security Forces", r"(?:ال)?قوات (?:ال)?(?:عراقية|اتحادية)", weak=True),
    ActorWords("National Security Service", r"(?:جهاز )?(?:ال)?أمن (?:ال)?وطني"),
    ActorWords("Emergency Response Division", r"(?:فرقة |قوات )?(?:ال)?رد (?:ال)?سريع"),
    ActorWords("Asayish", r"(?:قوات |مديرية |جهاز |عناصر )?(?:ال)?[أآ]?(?:سايش|أسايش|آسايش|اسايش)"),
    ActorWords("Asayish", r"(?:قوات |جهاز )?(?:ال)?أمن (?:ال)?(?:كردي|كوردي)\w*"),
    ActorWords("Zeravani", r"(?:قوات |قطعات )?(?:ال)?زي?ر[هة]?فاني?"),
    ActorWords(
        "Turkish Armed Forces",
        r"(?:ال)?(?:طائر\w+|طيران|مقاتلات|مدفعية|قوات|جيش|قصف|غارات|مسيرات|مسيرة|جنود|قاعدة|قواعد) (?:ال)?(?:مسيرة |حربية |جوي |جوية |مسيرات )?(?:ال)?تركي(?:ة)?",
    ),
    ActorWords("Turkish Armed Forces", r"(?:تركيا|أنقرة|وزارة الدفاع التركية)", weak=True),
    ActorWords(
        "Iranian Armed Forces",
        r"الحرس الثوري(?: الإيراني)?|(?:ال)?(?:قوات|طيران|مدفعية|مسيرات|صواريخ|قصف) (?:ال)?إيراني(?:ة)?",
    ),
    ActorWords("PKK", r"(?:حزب )?(?:ال)?عمال (?:ال)?(?:كردستاني|كوردستاني)|بي كا كا|[\"(]?بككه"),
    ActorWords(
        "Sinjar Resistance Units",
        r"(?:قوات )?وحدات (?:مقاومة|حماية) (?:سنجار|شنكال)|(?:ال)?يبش[هة]|قوات حماية سنجار",
    ),
    ActorWords("Global Coalition", r"(?:قوات |طيران |طائرات |أرتال |رتل )?(?:ال)?تحالف (?:ال)?دولي"),
    ActorWords("Global Coalition", r"(?:قوات |طيران )?(?:ال)?تحالف", weak=True),
    ActorWords(
        "United States Armed Forces",
        r"(?:ال)?(?:قوات|جيش|طائرات|قيادة المركزية) (?:ال)?(?:أمريكية|أميركية|أمريكي|أميركي)",
    ),
    ActorWords("Joint Operations Command", r"قيادة (?:ال)?عمليات (?:ال)?مشتركة", weak=True),
    ActorWords(
        "Iranian Kurdish opposition",
        r"(?:أحزاب|الأحزاب) (?:GAP )?(?:ال)?معارضة (?:ال)?(?:كردية )?(?:ال)?إيرانية|حزب (?:الحرية|الديمقراطي) (?:ال)?(?:كردستاني|كوردستاني) (?:ال)?إيراني",
    ),
    ActorWords(
        GUNMEN,
        r"(?:مسلح(?:ون|ي?ن)? )?مجهول(?:ون|ي?ن)|جماعة مسلحة|مجموعة مسلحة|فصائل مسلحة|مسلح(?:ون|ي?ن)",
        weak=True,
    ),
    ActorWords(PROTESTERS, r"(?:متظاهر|محتج|معتصم)(?:ون|ي?ن)", weak=True),
    ActorWords("Military Intelligence Directorate", r"(?:مديرية )?(?:ال)?استخبارات (?:ال)?عسكرية", weak=True),
)
