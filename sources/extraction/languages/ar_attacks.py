"""Arabic: words for attacks, from the ground and from afar."""

from __future__ import annotations

from sources.extraction.kinds import ABDUCTION, ATTACK, CLASH, GRENADE, IED, SHELLING, STRIKE, SUICIDE
from sources.extraction.language import Trigger
from sources.extraction.languages.ar_words import AIRCRAFT, AMBUSHED, BOMB, FOUND, WENT_OFF, N, V

ATTACKS = (
    # --- armed attacks on the ground
    Trigger(CLASH, rf"هاجم{V}", "active", 0.8),
    Trigger(CLASH, r"(?:ي|ت)هاجم(?:ون)?", "active", 0.7),
    Trigger(CLASH, rf"(?:شن|نفذ|قاد){V} GAP (?:ال)?(?:هجوم|هجمات|اعتداء|تعرض)\w*", "active", 0.85),
    Trigger(
        CLASH,
        rf"(?:تعرض|تعرضا){V} GAP (?:ل|الى |إلى )(?:ل)?(?:هجوم|اعتداء|اطلاق نار|نيران|كمين)\w*",
        "passive",
        0.85,
    ),
    Trigger(
        CLASH,
        r"(?:هجوم|هجومين|هجومان|هجمات|هجمة)(?:ا)?",
        "nominal",
        0.6,
        unless=r"\w*(?:هجوم|هجمات) \w*(?:سيبراني|إعلامي)\w*",
    ),
    Trigger(CLASH, r"(?:هجوم|هجوما|هجومين|هجمات) (?:مسلح|مباغت|عنيف|إرهابي)\w*", "nominal", 0.8),
    Trigger(CLASH, r"الهجوم (?:ال\w+ )?(?:الذي|على)", "nominal", 0.65),
    Trigger(
        CLASH,
        r"(?:صد|تصد|تصدي|تصدت|تصدى|تصدوا|إحباط|أحبط\w*|إفشال|أفشل\w*|دحر) GAP (?:ل)?(?:ال)?(?:هجوم|تعرض|تسلل|محاولة تسلل)\w*",
        "nominal",
        0.8,
    ),
    Trigger(CLASH, rf"اشتب(?:ك|كت|كوا|اك){N}", "active", 0.7),
    Trigger(CLASH, r"اشتباك(?:ا|ات|ي?ن)? (?:ال)?مسلح\w*", "nominal", 0.85),
    Trigger(CLASH, r"(?:اندل|نش|دار|وق)(?:عت|بت|ت) GAP (?:اشتباك|مواجه|معارك)\w*", "nominal", 0.85),
    Trigger(CLASH, r"مواجهات(?: مسلحة)?", "nominal", 0.5),
    Trigger(CLASH, rf"(?:نصب|وقع){V} GAP كمين\w*", "active", 0.85, unless=AMBUSHED),
    Trigger(CLASH, rf"كمين{N}", "nominal", 0.7, unless=AMBUSHED),
    Trigger(CLASH, r"تعرض(?:ا)? (?:ل)?(?:داعش|لداعش|لعناصر|لفلول|لعصابات|لتنظيم|إرهابي)\w*", "nominal", 0.75),
    Trigger(CLASH, rf"(?:فتح|أطلق|اطلق|أمطر){V} GAP (?:ال)?(?:نار|نيران|رصاص)\w*", "active", 0.8),
    Trigger(CLASH, r"تبادل (?:ل)?(?:ال)?إطلاق (?:ال)?(?:نار|نيران)", "mutual", 0.8),
    Trigger(CLASH, r"إطلاق (?:ال)?(?:نار|رصاص)", "nominal", 0.7),
    Trigger(CLASH, r"(?:نيران|رصاص|برصاص|سلاح|أسلحة|هجوم|استهداف) GAP (?:قناص|قنص)\w*", "nominal", 0.75),
    Trigger(CLASH, r"قنص\w*|قناص\w*", "nominal", 0.6),
    Trigger(CLASH, r"نزاع(?:ا|ات)? (?:ال)?(?:عشائري|مسلح)\w*", "mutual", 0.8, unless=r"\w*نزاعات عشائرية"),
    Trigger(CLASH, r"(?:شجار|مشاجرة|خلاف) (?:ال)?(?:مسلح|عشائري)\w*", "mutual", 0.7),
    Trigger(
        CLASH,
        rf"استهدف{V}",
        "active",
        0.45,
        needs=r"\w*(?:مسلح\w*|داعش|إرهابي\w*|هجوم\w*|مجهول\w*|نيران)",
        unless=r"\w*عملي(?:ة|ات)\w*",
    ),
    Trigger(
        CLASH,
        r"استهداف (?:GAP )?(?:سيارة|مركبة|عجلة|دورية|نقطة|رتل|مقر|قوة|حافلة|سيطرة|ثكنة|منزل|مدني|عناصر|قوات)\w*",
        "nominal",
        0.55,
        unless=r"\w*عملي(?:ة|ات)\w*",
    ),
    Trigger(CLASH, rf"(?:باغت|اقتحم|داهم){V} (?:مسلح|عناصر|إرهابي)\w*", "active", 0.7),
    Trigger(CLASH, r"(?:ال)?(?:حادث|حادثة|اعتداء)", "nominal", 0.3, needs=r"\w*(?:الحادث|الحادثة|الاعتداء)"),
    Trigger(
        CLASH, r"(?:ي)?قتل(?:ت|وا|ون)?", "active", 0.5, needs=r"\w*(?:مسلح|داعش|مجهول|إرهابي|رصاص|نار)\w*"
    ),
    # --- on civilians only
    Trigger(ATTACK, rf"(?:اغتال|اغتيل){V}", "active", 0.85),
    Trigger(ATTACK, r"(?:ي|ت)غتال(?:ون)?", "active", 0.8),
    Trigger(ATTACK, r"اغتيال(?:ات)?", "nominal", 0.75),
    Trigger(
        ATTACK,
        rf"(?:(?:أعدم|اعدم|ذبح|نحر){V}|(?:ي|ت)عدم(?:ون)?)",
        "active",
        0.75,
        unless=r"\w*(?:محكمة|قضاء|شنقا|الجنايات)\w*",
    ),
    Trigger(ATTACK, rf"(?:عثر{V}|عثور) GAP (?:على )?GAP جث(?:ة|ث|تين|تان|امين)", "passive", 0.85),
    Trigger(
        ATTACK, r"جث(?:ة|ث|تين|تان|امين)", "passive", 0.7, needs=r"\w*(?:عثر|عثور|وجدت|انتشال|انتشلت)\w*"
    ),
    Trigger(
        ATTACK,
        r"(?:مقتل|قتل|استشهاد) GAP (?:مدني|مواطن|مختار|راع|مزارع|فلاح|صياد|تاجر|صحفي|محام)\w* GAP (?:على يد|بنيران|برصاص|بهجوم|بإطلاق|باطلاق|بسلاح)",
        "nominal",
        0.85,
    ),
    Trigger(
        ATTACK,
        r"(?:مقتل|قتل|استشهاد|إصابة|اصابة) GAP (?:على يد|بنيران|برصاص|بإطلاق نار|باطلاق نار|بسلاح) ?(?:مسلحين|مجهولين|كاتم)?",
        "nominal",
        0.7,
    ),
    Trigger(ATTACK, r"(?:طعنا|رميا بالرصاص)", "nominal", 0.6),
    Trigger(ABDUCTION, rf"(?:اختطف|خطف|اختطفت){V}", "active", 0.9),
    Trigger(ABDUCTION, r"(?:ي|ت)(?:ختطف|خطف)(?:ون)?", "active", 0.8),
    Trigger(ABDUCTION, r"(?:اختطاف|خطف)", "nominal", 0.8),
    # --- explosions
    Trigger(
        IED,
        rf"(?:انفجر|انفجار|انفجارين|تفجير|تفجيرين|فجر|انفجرت){V} GAP {BOMB}(?: (?:ال)?ناسفة| (?:ال)?لاصقة| (?:ال)?ناسفتين)?",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        rf"{BOMB} (?:GAP )?(?:ناسفة |لاصقة )?(?:GAP )?(?:انفجر|انفجرت|انفجرتا|استهدف|استهدفت)",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        r"(?:عبوة|عبوات|عبوتين|عبوتان|عبوتي) (?:ال)?(?:ناسف|لاصق|متفجر)\w*",
        "nominal",
        0.7,
        needs=WENT_OFF,
        unless=FOUND,
        weapon=True,
    ),
    Trigger(
        IED,
        r"(?<=ب)(?:عبوة|عبوات|عبوتين)(?: ناسفة| ناسفتين| لاصقة| متفجرة| مزروعة)?(?:(?<=ناسفة)|(?<=.))",
        "nominal",
        0.95,
        unless=r"\w*(?:متورط|متهم|اعترف)\w*",
        weapon=True,
    ),
    Trigger(IED, r"(?:لغم(?:ا|ي?ن)?|ألغام)(?: أرضي\w*)?", "nominal", 0.45, unless=FOUND, weapon=True),
    Trigger(
        IED,
        r"(?:انفجار|تفجير) GAP (?:لغم|ألغام|مخلفات|جسم|مقذوف|سيارة|دراجة|مفخخ|شاحنة)\w*",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        IED, r"انفج(?:ر|رت) GAP (?:سيارة|دراجة|لغم|ألغام|مخلفات|جسم|مقذوف)\w*", "nominal", 0.95, weapon=True
    ),
    Trigger(
        IED,
        r"(?:سيارة|سيارات|سيارتين|دراجة|شاحنة|عجلة|بسيارة) (?:GAP )?مفخخ\w*",
        "nominal",
        0.8,
        unless=FOUND,
        weapon=True,
    ),
    Trigger(IED, r"(?:هجوم|استهداف|تفجير)\w* (?:GAP )?بقنبلة(?! يدوية| صوتية)", "nominal", 0.8, weapon=True),
    Trigger(
        IED,
        r"(?:تفجير|انفجار)(?:ا|ات|ي?ن)?",
        "nominal",
        0.5,
        unless=r"\w*(?:مسيطر عليه|تحت السيطرة|اسطوانة|أسطوانة|غاز|مولدة|خزان|كدس)\w*",
        weapon=True,
    ),
    Trigger(
        IED, rf"انفجر{V}", "nominal", 0.6, unless=r"\w*(?:اسطوانة|أسطوانة|قنينة|مولدة|خزان)\w*", weapon=True
    ),
    Trigger(
        SUICIDE,
        rf"(?:فجر|فج|تفجير){V} (?:GAP )?(?:نفسه|نفسها|نفسيهما|أنفسهما|أنفسهم)",
        "active",
        1.0,
        weapon=True,
    ),
    Trigger(SUICIDE, r"(?:ي)?فجر (?:نفسه|نفسها)", "active", 1.0, weapon=True),
    Trigger(
        SUICIDE,
        r"(?:هجوم|هجوما|تفجير|تفجيرا|عملية|اعتداء|هجومين|تفجيرين) (?:ال)?انتحاري\w*",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        SUICIDE,
        rf"انتحاري{N}",
        "active",
        0.6,
        needs=r"\w*(?:فجر\w*|فجير\w*|تفجير\w*|انفجر\w*|انفجار\w*|حزام\w*|سترة|نفس(?:ه|ها|هما|يهما)|أنفسهم\w*|اقتح\w*)",
        unless=r"\w*(?:القبض|اعتقال|اعتقل\w*|تجنيد|يخطط\w*|كان ينوي|طائر\w*|مسيرة)\w*",
    ),
    Trigger(
        GRENADE,
        r"(?:رمانة|رمانات|قنبلة|قنابل) (?:ال)?(?:يدوي|صوتي|هجومي|دفاعي)\w*",
        "nominal",
        0.85,
        unless=FOUND,
        weapon=True,
    ),
    Trigger(
        GRENADE, r"(?:ألقى|ألقوا|ألقت|رمى|القى|القوا) GAP (?:قنبلة|رمانة)\w*", "active", 0.9, weapon=True
    ),
    # --- from the air
    Trigger(
        STRIKE,
        rf"{AIRCRAFT} (?:GAP )?(?:قصف|استهدف|أغار|دك|دمر|نفذ|شن|هاجم|ألقى){V}",
        "active",
        0.95,
        weapon=True,
    ),
    Trigger(
        STRIKE, rf"(?:قصف|استهدف|أغار|دك|دمر|شن|هاجم|نفذ|عاود){V} GAP {AIRCRAFT}", "active", 0.9, weapon=True
    ),
    Trigger(
        STRIKE,
        rf"(?:شن|نفذ){V} GAP (?:ل)?(?:قصف|غارة|غارات|غارتين|ضربة|ضربات|ضربتين)\w* (?:ال)?جوي\w*",
        "active",
        1.0,
        weapon=True,
    ),
    Trigger(STRIKE, r"(?:غارة|غارات|غارتين|غارتان)", "nominal", 0.85, weapon=True),
    Trigger(STRIKE, r"(?:ضربة|ضربات|ضربتين|ضربتان) (?:ال)?(?:جوي|استباقي)\w*", "nominal", 0.9, weapon=True),
    Trigger(
        STRIKE,
        r"قصف(?:ا)? (?:ال)?(?:جوي|تركي|أمريكي|أميركي)\w*",
        "nominal",
        0.9,
        unless=r"\w*(?:مدفعي|المدفعية|بالمدافع|صاروخي)\w*",
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:هجوم|استهداف|هجوما|هجومين|قصف) (?:GAP )?(?:ب|من )?(?:ال)?(?:طائر\w*|مسير\w*|درون)",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:(?<=ب)|(?<=بال))(?:طائرة|طائرات|طائرتين|مسيرة|مسيرتين|مسيرات)(?: (?:ال)?(?:مسير|مفخخ|انتحاري|ملغوم|حربي)\w*)?",
        "nominal",
        0.85,
        needs=r"\w*(?:هجوم|استهد|قصف|ضرب|هاجم|تعرض)\w*",
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:طائرة|طائرتين|طائرات) (?:ال)?(?:مسير|مفخخ|بدون طيار)\w*",
        "nominal",
        0.6,
        unless=r"\w*(?:أسقط\w*|إسقاط|اسقاط|حلق\w*|تحلق|تحليق|استطلاع)\w*",
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:ال)?(?:طيران|طائرات|مقاتلات)",
        "active",
        0.7,
        needs=r"\w*(?:قصف\w*|غارة|غارات|ضربة|ضربات|استهدف\w*|استهداف)",
        unless=r"\w*(?:أسقط\w*|إسقاط|اسقاط|تحليق|حلق\w*|تحلق|مدفعي\w*|المدفعية|القبض|استطلاع|إسناد|بإسناد|دعم|بدعم|غطاء|بغطاء)",
        weapon=True,
    ),
    # --- shelling and rockets
    Trigger(
        SHELLING,
        r"(?:قذيفة|قذائف|قذيفتين|قذيفتي|قذيفتا|قنابر|قنبرة|بقذائف|هاونات) (?:ال)?(?:هاون|مدفعي\w*|صاروخي\w*|مورتر)",
        "nominal",
        0.9,
        unless=rf"(?:{FOUND}|\w*تستهدف وكر\w*)",
        weapon=True,
    ),
    Trigger(SHELLING, r"(?:ال)?هاون(?:ات)?", "nominal", 0.6, unless=FOUND, weapon=True),
    Trigger(SHELLING, r"(?:قذيفة|قذائف|قذيفتين)", "nominal", 0.6, unless=FOUND, weapon=True),
    Trigger(
        SHELLING,
        r"(?:قصف|قصفا|هجوم|هجوما|استهداف) (?:ال)?(?:مدفعي|صاروخي|بالصواريخ|بالمدفعية|بقذائف|بصواريخ)\w*",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        SHELLING,
        r"(?:صاروخ|صواريخ|صاروخين|صاروخا|صاروخان) (?:GAP )?(?:سقط|سقطت|استهدف|استهدفت|كاتيوشا|نوع|أطلقت|أطلق)\w*",
        "nominal",
        0.9,
        unless=FOUND,
        weapon=True,
    ),
    Trigger(
        SHELLING,
        r"(?:سقوط|سقط|سقطت|إطلاق|أطلقت|اطلاق) (?:GAP )?(?:صاروخ|صواريخ|قذيفة|قذائف|قنابر)\w*",
        "nominal",
        0.9,
        weapon=True,
    ),
    Trigger(
        SHELLING, r"(?:(?<=ب)|(?<=بال))(?:صاروخ|صواريخ|صاروخين)(?: كاتيوشا)?", "nominal", 0.85, weapon=True
    ),
    Trigger(SHELLING, rf"(?:ي|ت)?قصف{V}", "active", 0.6, unless=rf"\w*{AIRCRAFT}\w*", weapon=True),
)
