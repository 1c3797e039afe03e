"""Arabic: words that point back to an event, and words for casualties."""

from __future__ import annotations

from sources.extraction.language import CasualtyWord, NoCasualties

REFERENCES = (
    r"ال(?:هجوم|هجومين|هجومان|هجمات)(?! (?:ال\w+ )?(?:الذي|التي|على))",
    r"ال(?:انفجار|انفجارين|تفجير|تفجيرين|حادث|حادثة|اعتداء|استهداف|كمين|تعرض|غارة|ضربة|نزاع|اشتباك|اشتباكات|مواجهات)",
    r"ال(?:قصف|عملية|حملة|عمليتين)(?! (?:الذي|التي|الجوي|التركي))",
    r"ال(?:تظاهرة|تظاهرات|احتجاجات|اعتصام)",
    r"(?<!على )(?<!تفريق )ال(?:متظاهرين|متظاهرون|محتجين|محتجون)",
    r"هذا (?:الهجوم|الاعتداء|التفجير|الحادث|القصف)",
    r"هذه (?:العملية|الهجمات|الحادثة|الجريمة)",
)

CASUALTIES = (
    CasualtyWord("killed", r"(?:مقتل|استشهاد|مصرع)", "after"),
    CasualtyWord("killed", r"(?:قتل|استشهد|قضى)", "either"),
    CasualtyWord("killed", r"(?:قتلت|استشهدت|يقتل|تقتل|يقتلون)", "after"),
    CasualtyWord("killed", r"(?:قتلوا|قتلا|استشهدوا|استشهدا|قضوا|قضيا)", "either"),
    CasualtyWord("killed", r"(?:مصرع|حتف)(?:ه|ها|هم|هما)", "before"),
    CasualtyWord("killed", r"(?:مقتل|استشهاد)(?:ه|ها|هما|هم)", "after"),
    CasualtyWord("killed", r"(?:اغتال|اغتالت|اغتالوا|اغتيل|اغتيال|يغتال|يغتالون)", "after"),
    CasualtyWord("wounded", r"(?:عن|إلى|في|ب) إصابت(?:ه|ها|هما)", "after"),
    CasualtyWord(
        "killed",
        r"(?<!ال)(?<!بين )(?:قتلى|قتيل|قتيلا(?! وجريحا)|قتيلة|شهداء|شهيدا(?! وجريحا)|شهيد)",
        "before",
    ),
    CasualtyWord(
        "killed", r"(?:عدد|حصيلة|أعداد) (?:ال)?(?:قتلى|ضحايا|شهداء|وفيات) GAP (?:إلى|بلغ|بلغت)", "after"
    ),
    CasualtyWord("killed", r"(?<!ال)(?:قتيلين|قتيلان|شهيدين|شهيدان)", "either"),
    CasualtyWord("killed", r"(?:أود|يود|تود)(?:ى|ت|ي|يا) (?:GAP )?بحياة", "after"),
    CasualtyWord("killed", r"راح(?:ت)? ضحي(?:ته|تها|ة)(?: (?:ال|هذا ال|هذه ال)\w+)?", "after"),
    CasualtyWord("killed", r"(?:فارق|فارقا|فارقوا|فارقت) الحياة", "before"),
    CasualtyWord("killed", r"(?:توفي|توفيت|توفيا|وفاة)", "either", weak=True),
    CasualtyWord("killed", r"(?<!ال)(?:ضحايا|ضحية)", "before", weak=True),
    CasualtyWord(
        "killed",
        r"سقوط(?! (?:\w+ ){1,4}بين (?:قتيل|شهيد)| (?:\w+ )?(?:قذ|صاروخ|صواريخ|طائر|هاون|مقذوف))",
        "after",
        weak=True,
    ),
    CasualtyWord("killed", r"(?<![\dن] )(?:قتيلا|شهيدا)(?= وجريحا)", "before"),
    CasualtyWord(
        "killed",
        r"جث(?:تي|ث|ة)(?= (?:ال)?(?:اثن\w+|عناصر|إرهابي\w*|مسلح\w*|مهاجم\w*|مدني\w*|\d))",
        "after",
        weak=True,
    ),
    CasualtyWord("killed", r"(?<!ال)جث(?:ة|ث|تين|تان|امين)", "before", weak=True),
    CasualtyWord("wounded", r"(?:إصابة|جرح)", "after"),
    CasualtyWord("wounded", r"أصيب(?:ت)?", "either"),
    CasualtyWord("wounded", r"جرح(?:ت)?", "after"),
    CasualtyWord("wounded", r"أصاب(?:ت|وا)?(?: (?:فيه|فيها|خلاله|خلالها))?", "after"),
    CasualtyWord("wounded", r"(?:أصيبوا|أصيبا|جرحوا|جرحا)", "either"),
    CasualtyWord(
        "wounded",
        r"(?<!ال)(?<!بين قتيل و)(?<!بين شهيد و)(?<![\dن] قتيلا و)(?<![\dن] شهيدا و)(?:جرحى|جريح|جريحا|مصابين|مصابا|مصابون)",
        "before",
    ),
    CasualtyWord("wounded", r"(?:عدد|أعداد) (?:ال)?(?:جرحى|مصابين) GAP (?:إلى|بلغ)", "after"),
    CasualtyWord("wounded", r"(?<!ال)(?:جريحين|جريحان|مصابان)", "either"),
    CasualtyWord("wounded", r"إصابات", "before", weak=True),
    CasualtyWord("captured", r"(?:اعتقال|توقيف|احتجاز|خطف|اختطاف)", "after"),
    CasualtyWord("captured", r"قبض(?:ت|ا|وا)?(?: على)?", "after"),
    CasualtyWord("captured", r"(?:اعتقل|اعتقلت|اعتقلوا|أوقف|أوقفت|احتجز|احتجزت|تعتقل|يعتقل)", "after"),
    CasualtyWord("captured", r"(?:اختطف|اختطفت|اختطفوا|خطف|خطفت|خطفوا|يختطف|تختطف|يخطف)", "after"),
    CasualtyWord("captured", r"(?:اعتقال|القبض على|اعتقل|اعتقلت|توقيف) GAP GAP (?:و)?عددهم", "after"),
    CasualtyWord("captured", r"(?:أسر|أسرت|أسروا)", "after", weak=True),
    CasualtyWord("captured", r"(?:الإطاحة|أطاحت|أطاح|تطيح)", "after", weak=True),
    CasualtyWord("captured", r"(?<!ال)(?:مختطف|مخطوف|معتقل|موقوف)(?:ي?ن|ون|ا)?", "before", weak=True),
)

_NONE = r"(?:أي |أية )?(?:وقوع |تسجيل |حدوث |سقوط )?(?:أي |أية )?"

NO_CASUALTIES = (
    NoCasualties(
        ("killed", "wounded"),
        rf"(?:من )?(?:دون|بدون|بلا) {_NONE}(?:خسائر|اصابات|إصابات|ضحايا|أضرار)(?: (?:في الأرواح|بشرية|مادية|أو|تذكر))?",
    ),
    NoCasualties(("killed", "wounded"), rf"عدم {_NONE}(?:خسائر|إصابات|ضحايا|أضرار)(?: بشرية)?"),
    NoCasualties(
        ("killed", "wounded"),
        r"(?:لم|لا|من) (?:يسفر|تسفر|يسجل|تسجل|يؤد|تؤد|تقع|يقع|يخلف|تخلف|يتسبب|تتسبب|يوقع|توجد|تحدث|يبلغ|ترد) GAP (?:خسائر|إصابات|ضحايا|أضرار بشرية)",
    ),
    NoCasualties(("killed", "wounded"), r"لم (?:تسجل|يسجل) أي (?:أضرار|خسائر|إصابات)"),
    NoCasualties(("killed", "wounded"), r"لم يصب (?:فيها |فيه |خلالها )?(?:أحد|أي)(?! (?:سواه|غيره|آخر))"),
    NoCasualties(("killed",), r"لم يقتل (?:فيها |فيه |خلالها )?(?:أحد|أي)(?! (?:سواه|غيره|آخر))"),
    NoCasualties(("killed",), r"لم (?:يسجل|تسجل) (?:سقوط |وقوع )?(?:قتلى|وفيات)"),
    NoCasualties(("killed",), r"دون (?:وقوع |سقوط )?قتلى"),
    NoCasualties(("wounded",), r"دون (?:وقوع )?جرحى"),
)
