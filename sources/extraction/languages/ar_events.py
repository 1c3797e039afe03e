"""Arabic: what happened and to how many (triggers, references, casualty words)."""

# fmt: off - word lists read better unbroken
from __future__ import annotations

from sources.extraction.language import CasualtyWord, NoCasualties, Trigger

CLASH = "Armed clash"
IED = "Remote explosive/landmine/IED"
AIR = "Air/drone strike"
SHELL = "Shelling/artillery/missile attack"
SUICIDE = "Suicide bomb"
GRENADE = "Grenade"
ATTACK = "Attack"
ABDUCTION = "Abduction/forced disappearance"
ARRESTS = "Arrests"
DISRUPTED = "Disrupted weapons use"
LOOTING = "Looting/property destruction"
SWEEP = "Security sweep"
JOINT = "Joint operation"
RAID = "Raid"
PROTEST = "Peaceful protest"

_V = r"(?:ت|وا|ا|ن)?"  # endings of a verb in the past
_N = r"(?:ا|ي?ن|ان|ات)?"  # endings of a noun
_FOUND = r"\w*(?:تفكيك|فكك\w*|إبطال|أبطل\w*|معالجة|عالج\w*|ضبط\w*|عثر\w*|العثور|رفع|إتلاف|مصادر\w*|صادر\w*|كدس|مخبأ|اعترف\w*)"
_WENT_OFF = r"\w*(?:انفج\w*|تفجير\w*|فجر\w*|استهدف\w*|قتل\w*|مقتل|استشه\w*|إصابة|أصيب\w*|أودت|جرح\w*)"
_BOMB = r"(?:ال)?(?:عبوة|عبوات|عبوتين|عبوتان|عبوتي|لغم\w*|ألغام|قنبلة|قنابل)"
_WEAPONS = (
    r"(?:عبوة|عبوات|عبوتين|عبوتان|ألغام|لغم\w*|كدس\w*|أكداس|أسلحة|سلاح|عتاد|أعتدة|متفجرات|مواد متفجرة|حزام\w*|أحزمة"
    r"|صاروخ\w*|صواريخ|قذائف|قذيفة|مخبأ|مخابئ|مقذوف\w*|سيارة مفخخة|قنابل|قنابر)"
)
_HIDEOUTS = r"(?:مضاف\w*|وكر\w*|أوكار|نفق\w*|أنفاق|كهف\w*|كهوف|خندق\w*|معسكر\w*)"
_AIRCRAFT = r"(?:ال)?(?:طائر\w*|طيران|مقاتلات|مسير\w*|مروحي\w*|درون|صقور الجو|القوة الجوية|سلاح الجو)"

_PROPERTY = r"\w*(?:محاصيل|محصول|حقول|حقل|منازل|منزل|دونم\w*|مزارع|بساتين|أراضي\w*|بيوت|قمح|حنطة|شعير)"
# An ambush in which forces arrest someone is no fight.
_AMBUSHED = r"\w*(?:القبض|اعتقال|اعتقل\w*|كمين محكم|كمين أمني)"
_START = r"(?:انطلق|انطلاق|شرع|باشر|أطلق|بدء|بدأ|تنفيذ|نفذ|تنفذ|ينفذ|إطلاق|تشرع|تباشر|انتهاء)"
_KURDISH = r"(?:بيشمرك|بشمرك|بيشمرگ|أسايش|آسايش)\w*"
_FEDERAL = r"(?:الجيش|للجيش|قوات العراقية|القوات الأمنية|الاتحادي|اتحادي|الحشد|الشرطة|فرقة|الفرقة)\w*"
_BOTH = rf"\A.*{_KURDISH}.*{_FEDERAL}|\A.*{_FEDERAL}.*{_KURDISH}"

TRIGGERS = (
    # --- armed attacks on the ground
    Trigger(CLASH, rf"هاجم{_V}", "active", 0.8),
    Trigger(CLASH, r"(?:ي|ت)هاجم(?:ون)?", "active", 0.7),
    Trigger(CLASH, rf"(?:شن|نفذ|قاد){_V} GAP (?:ال)?(?:هجوم|هجمات|اعتداء|تعرض)\w*", "active", 0.85),
    Trigger(
        CLASH,
        rf"(?:تعرض|تعرضا){_V} GAP (?:ل|الى |إلى )(?:ل)?(?:هجوم|اعتداء|اطلاق نار|نيران|كمين)\w*",
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
    Trigger(CLASH, rf"اشتب(?:ك|كت|كوا|اك){_N}", "active", 0.7),
    Trigger(CLASH, r"اشتباك(?:ا|ات|ي?ن)? (?:ال)?مسلح\w*", "nominal", 0.85),
    Trigger(CLASH, r"(?:اندل|نش|دار|وق)(?:عت|بت|ت) GAP (?:اشتباك|مواجه|معارك)\w*", "nominal", 0.85),
    Trigger(CLASH, r"مواجهات(?: مسلحة)?", "nominal", 0.5),
    Trigger(CLASH, rf"(?:نصب|وقع){_V} GAP كمين\w*", "active", 0.85, unless=_AMBUSHED),
    Trigger(CLASH, rf"كمين{_N}", "nominal", 0.7, unless=_AMBUSHED),
    Trigger(CLASH, r"تعرض(?:ا)? (?:ل)?(?:داعش|لداعش|لعناصر|لفلول|لعصابات|لتنظيم|إرهابي)\w*", "nominal", 0.75),
    Trigger(CLASH, rf"(?:فتح|أطلق|اطلق|أمطر){_V} GAP (?:ال)?(?:نار|نيران|رصاص)\w*", "active", 0.8),
    Trigger(CLASH, r"تبادل (?:ل)?(?:ال)?إطلاق (?:ال)?(?:نار|نيران)", "mutual", 0.8),
    Trigger(CLASH, r"إطلاق (?:ال)?(?:نار|رصاص)", "nominal", 0.7),
    Trigger(CLASH, r"(?:نيران|رصاص|برصاص|سلاح|أسلحة|هجوم|استهداف) GAP (?:قناص|قنص)\w*", "nominal", 0.75),
    Trigger(CLASH, r"قنص\w*|قناص\w*", "nominal", 0.6),
    Trigger(CLASH, r"نزاع(?:ا|ات)? (?:ال)?(?:عشائري|مسلح)\w*", "mutual", 0.8, unless=r"\w*نزاعات عشائرية"),
    Trigger(CLASH, r"(?:شجار|مشاجرة|خلاف) (?:ال)?(?:مسلح|عشائري)\w*", "mutual", 0.7),
    Trigger(
        CLASH,
        rf"استهدف{_V}",
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
    Trigger(CLASH, rf"(?:باغت|اقتحم|داهم){_V} (?:مسلح|عناصر|إرهابي)\w*", "active", 0.7),
    Trigger(CLASH, r"(?:ال)?(?:حادث|حادثة|اعتداء)", "nominal", 0.3, needs=r"\w*(?:الحادث|الحادثة|الاعتداء)"),
    Trigger(
        CLASH, r"(?:ي)?قتل(?:ت|وا|ون)?", "active", 0.5, needs=r"\w*(?:مسلح|داعش|مجهول|إرهابي|رصاص|نار)\w*"
    ),
    # --- on civilians only
    Trigger(ATTACK, rf"(?:اغتال|اغتيل){_V}", "active", 0.85),
    Trigger(ATTACK, r"(?:ي|ت)غتال(?:ون)?", "active", 0.8),
    Trigger(ATTACK, r"اغتيال(?:ات)?", "nominal", 0.75),
    Trigger(
        ATTACK, rf"(?:أعدم|اعدم|ذبح|نحر){_V}", "active", 0.75, unless=r"\w*(?:محكمة|قضاء|شنقا|الجنايات)\w*"
    ),
    Trigger(ATTACK, rf"(?:عثر{_V}|عثور) GAP (?:على )?GAP جث(?:ة|ث|تين|تان|امين)", "passive", 0.85),
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
    Trigger(ABDUCTION, rf"(?:اختطف|خطف|اختطفت){_V}", "active", 0.9),
    Trigger(ABDUCTION, r"(?:ي|ت)(?:ختطف|خطف)(?:ون)?", "active", 0.8),
    Trigger(ABDUCTION, r"(?:اختطاف|خطف)", "nominal", 0.8),
    # --- explosions
    Trigger(
        IED,
        rf"(?:انفجر|انفجار|انفجارين|تفجير|تفجيرين|فجر|انفجرت){_V} GAP {_BOMB}(?: (?:ال)?ناسفة| (?:ال)?لاصقة| (?:ال)?ناسفتين)?",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        rf"{_BOMB} (?:GAP )?(?:ناسفة |لاصقة )?(?:GAP )?(?:انفجر|انفجرت|انفجرتا|استهدف|استهدفت)",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        r"(?:عبوة|عبوات|عبوتين|عبوتان|عبوتي) (?:ال)?(?:ناسف|لاصق|متفجر)\w*",
        "nominal",
        0.7,
        needs=_WENT_OFF,
        unless=_FOUND,
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
    Trigger(IED, r"(?:لغم(?:ا|ي?ن)?|ألغام)(?: أرضي\w*)?", "nominal", 0.45, unless=_FOUND, weapon=True),
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
        unless=_FOUND,
        weapon=True,
    ),
    Trigger(IED, r"(?:هجوم|استهداف|تفجير)\w* (?:GAP )?بقنبلة", "nominal", 0.8, weapon=True),
    Trigger(
        IED,
        r"(?:تفجير|انفجار)(?:ا|ات|ي?ن)?",
        "nominal",
        0.5,
        unless=r"\w*(?:مسيطر عليه|تحت السيطرة|اسطوانة|أسطوانة|غاز|مولدة|خزان|كدس)\w*",
        weapon=True,
    ),
    Trigger(
        IED, rf"انفجر{_V}", "nominal", 0.6, unless=r"\w*(?:اسطوانة|أسطوانة|قنينة|مولدة|خزان)\w*", weapon=True
    ),
    Trigger(
        SUICIDE, rf"(?:فجر|فج|تفجير){_V} (?:GAP )?(?:نفسه|نفسها|نفسيهما|أنفسهم)", "active", 1.0, weapon=True
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
        rf"انتحاري{_N}",
        "active",
        0.6,
        unless=r"\w*(?:القبض|اعتقال|اعتقل\w*|تجنيد|يخطط\w*|كان ينوي|طائر\w*|مسيرة)\w*",
    ),
    Trigger(
        GRENADE,
        r"(?:رمانة|رمانات|قنبلة|قنابل) (?:ال)?(?:يدوي|صوتي|هجومي|دفاعي)\w*",
        "nominal",
        0.85,
        unless=_FOUND,
        weapon=True,
    ),
    Trigger(
        GRENADE, r"(?:ألقى|ألقوا|ألقت|رمى|القى|القوا) GAP (?:قنبلة|رمانة)\w*", "active", 0.9, weapon=True
    ),
    # --- from the air
    Trigger(
        AIR,
        rf"{_AIRCRAFT} (?:GAP )?(?:قصف|استهدف|أغار|دك|دمر|نفذ|شن|هاجم|ألقى){_V}",
        "active",
        0.95,
        weapon=True,
    ),
    Trigger(
        AIR, rf"(?:قصف|استهدف|أغار|دك|دمر|شن|هاجم|نفذ|عاود){_V} GAP {_AIRCRAFT}", "active", 0.9, weapon=True
    ),
    Trigger(
        AIR,
        rf"(?:شن|نفذ){_V} GAP (?:ل)?(?:قصف|غارة|غارات|غارتين|ضربة|ضربات|ضربتين)\w* (?:ال)?جوي\w*",
        "active",
        1.0,
        weapon=True,
    ),
    Trigger(AIR, r"(?:غارة|غارات|غارتين|غارتان)", "nominal", 0.85, weapon=True),
    Trigger(AIR, r"(?:ضربة|ضربات|ضربتين|ضربتان) (?:ال)?(?:جوي|استباقي)\w*", "nominal", 0.9, weapon=True),
    Trigger(
        AIR,
        r"قصف(?:ا)? (?:ال)?(?:جوي|تركي|أمريكي|أميركي)\w*",
        "nominal",
        0.9,
        unless=r"\w*(?:مدفعي|المدفعية|بالمدافع|صاروخي)\w*",
        weapon=True,
    ),
    Trigger(
        AIR,
        r"(?:هجوم|استهداف|هجوما|هجومين|قصف) (?:GAP )?(?:ب|من )?(?:ال)?(?:طائر\w*|مسير\w*|درون)",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        AIR,
        r"(?:(?<=ب)|(?<=بال))(?:طائرة|طائرات|طائرتين|مسيرة|مسيرتين|مسيرات)(?: (?:ال)?(?:مسير|مفخخ|انتحاري|ملغوم|حربي)\w*)?",
        "nominal",
        0.85,
        needs=r"\w*(?:هجوم|استهد|قصف|ضرب|هاجم|تعرض)\w*",
        weapon=True,
    ),
    Trigger(
        AIR,
        r"(?:طائرة|طائرتين|طائرات) (?:ال)?(?:مسير|مفخخ|بدون طيار)\w*",
        "nominal",
        0.6,
        unless=r"\w*(?:أسقط\w*|إسقاط|اسقاط|حلق\w*|تحلق|تحليق|استطلاع)\w*",
        weapon=True,
    ),
    Trigger(
        AIR,
        r"(?:ال)?قصف",
        "nominal",
        0.55,
        needs=r"\w*(?:طائر\w*|طيران|مسير\w*|جوي\w*|مقاتلات|الطيران)\w*",
        weapon=True,
    ),
    # --- shelling and rockets
    Trigger(
        SHELL,
        r"(?:قذيفة|قذائف|قذيفتين|قذيفتي|قذيفتا|قنابر|قنبرة|بقذائف|هاونات) (?:ال)?(?:هاون|مدفعي\w*|صاروخي\w*|مورتر)",
        "nominal",
        0.9,
        unless=rf"(?:{_FOUND}|\w*تستهدف وكر\w*)",
        weapon=True,
    ),
    Trigger(SHELL, r"(?:ال)?هاون(?:ات)?", "nominal", 0.6, unless=_FOUND, weapon=True),
    Trigger(SHELL, r"(?:قذيفة|قذائف|قذيفتين)", "nominal", 0.6, unless=_FOUND, weapon=True),
    Trigger(
        SHELL,
        r"(?:قصف|قصفا|هجوم|هجوما|استهداف) (?:ال)?(?:مدفعي|صاروخي|بالصواريخ|بالمدفعية|بقذائف|بصواريخ)\w*",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        SHELL,
        r"(?:صاروخ|صواريخ|صاروخين|صاروخا|صاروخان) (?:GAP )?(?:سقط|سقطت|استهدف|استهدفت|كاتيوشا|نوع|أطلقت|أطلق)\w*",
        "nominal",
        0.9,
        unless=_FOUND,
        weapon=True,
    ),
    Trigger(
        SHELL,
        r"(?:سقوط|سقط|سقطت|إطلاق|أطلقت|اطلاق) (?:GAP )?(?:صاروخ|صواريخ|قذيفة|قذائف|قنابر)\w*",
        "nominal",
        0.9,
        weapon=True,
    ),
    Trigger(SHELL, r"(?:(?<=ب)|(?<=بال))(?:صاروخ|صواريخ|صاروخين)(?: كاتيوشا)?", "nominal", 0.85, weapon=True),
    Trigger(SHELL, rf"قصف{_V}", "active", 0.6, unless=rf"\w*{_AIRCRAFT}\w*", weapon=True),
    # --- forces at work
    Trigger(ARRESTS, r"(?:ألق|الق|إلق|يلق|تلق)(?:ت|ى|ي|اء|وا)? GAP القبض", "active", 0.85),
    Trigger(ARRESTS, r"(?:القبض|قبض(?:ت|ا|وا)?) (?:GAP )?على", "nominal", 0.8),
    Trigger(ARRESTS, rf"(?:اعتقل|أوقف|احتجز|اعتقال){_V}", "active", 0.75),
    Trigger(ARRESTS, r"(?:ت|ي)عتقل(?:ون)?", "active", 0.75),
    Trigger(ARRESTS, r"(?:توقيف|الإطاحة|أطاح(?:ت|وا)?|تطيح|يطيح)(?: ب\w+)?", "nominal", 0.6),
    Trigger(
        ARRESTS,
        r"تفكيك (?:خلية|شبكة|مجموعة)",
        "nominal",
        0.6,
        needs=r"\w*(?:اعتقال\w*|القبض|اعتقل\w*|أعضائها|أفرادها|عناصرها)",
    ),
    Trigger(RAID, r"(?:عملية )?(?:ال)?إنزال(?:ا)? (?:ال)?جوي\w*", "nominal", 0.9),
    Trigger(
        RAID,
        rf"(?:داهم|دهم){_V}",
        "active",
        0.6,
        unless=r"\w*(?:داعش داهم|مسلحون داهموا|القبض|اعتقل\w*|اعتقال)\w*",
    ),
    Trigger(
        RAID,
        rf"(?:قتل|تصفية|تحييد|القضاء على|قضت على|تمكن\w* من قتل){_V} GAP (?:إرهابي|انتحاري|قيادي|داعشي|دواعش|عناصر من (?:تنظيم )?داعش|عناصر داعش)\w*",
        "active",
        0.65,
        unless=rf"(?:\w*{_AIRCRAFT}|\w*(?:ضربة|ضربات|غارة|غارات|قصف|هجوم|مسلحون)\w*)",
    ),
    Trigger(
        RAID,
        r"مقتل GAP (?:إرهابي|انتحاري|قيادي|داعشي|دواعش|عناصر من (?:تنظيم )?داعش|عناصر داعش|مسلحي داعش)\w*",
        "nominal",
        0.6,
        unless=rf"(?:\w*{_AIRCRAFT}|\w*(?:ضربة|ضربات|غارة|غارات|قصف|هجوم|هجمات)\w*)",
    ),
    Trigger(
        SWEEP,
        rf"{_START}{_V} GAP (?:ال)?(?:عملي|حمل)\w* (?:GAP )?(?:أمني|عسكري|تفتيش|تمشيط|بحث|دهم|تطهير|واسع|كبر|لملاحقة|استباقي|لتطهير|لتفتيش|لتعقب)\w*",
        "nominal",
        0.85,
        unless=rf"\A.*مشترك\w*.*{_KURDISH}|\A.*{_KURDISH}.*مشترك\w*|\w*(?:نوعية|استباقية|مذكرة)",
    ),
    Trigger(SWEEP, r"(?:عملية|عمليات|حملة|حملات) (?:ال)?(?:تفتيش|تمشيط|تطهير|بحث|دهم)\w*", "nominal", 0.7),
    Trigger(SWEEP, r"(?:عملية|عمليات|حملة) (?:ال)?(?:أمني|عسكري)\w*", "nominal", 0.5, unless=r"\w*مشترك\w*"),
    Trigger(
        SWEEP,
        r"(?:لملاحقة|ملاحقة|تعقب) (?:بقايا|فلول|خلايا|عناصر)",
        "nominal",
        0.45,
        unless=r"\w*(?:القبض|اعتقال|اعتقل\w*)",
    ),
    Trigger(SWEEP, r"تمشيط", "nominal", 0.5),
    Trigger(
        JOINT,
        rf"{_START}{_V} GAP (?:ال)?(?:عملي|حمل)\w* (?:GAP )?(?:ال)?مشترك\w*(?: (?:ال)?(?:واسع|نوعي|كبير|كبرى|استباقي|تفتيش|تمشيط)\w*)?",
        "nominal",
        0.95,
        needs=_BOTH,
        unless=r"\w*(?:غرف|غرفة|مركز|مراكز)",
    ),
    Trigger(
        JOINT,
        r"(?:عملي|حمل)\w* (?:GAP )?(?:ال)?مشترك\w*",
        "nominal",
        0.85,
        needs=_BOTH,
        unless=r"\w*غرف\w* (?:ال)?عمليات (?:ال)?مشتركة",
    ),
    Trigger(
        JOINT,
        r"(?:قوة|دوريات|نقاط|حملة|تفتيش|تمشيط) (?:GAP )?(?:ال)?مشترك\w* (?:GAP )?(?:بين|من) GAP (?:ال)?(?:جيش|بيشمركة)",
        "nominal",
        0.6,
    ),
    Trigger(
        DISRUPTED,
        rf"(?:تفكيك|فكك|إبطال|أبطل|معالجة|عالج|إتلاف|أتلف|رفع|رفعت|فكت){_V} (?:مفعول )?GAP {_WEAPONS}",
        "nominal",
        0.85,
        unless=r"\w*(?:انفج\w*|قتل\w*) \w*عبوة",
        weapon=True,
    ),
    Trigger(
        DISRUPTED,
        r"وجود GAP (?:عبوة|عبوات|كدس|متفجرات|أجسام)\w*",
        "nominal",
        0.8,
        needs=r"\w*(?:خبراء|معالج\w*|فريق|مفرزة|مفارز|مكافحة المتفجرات|مخلفات)",
        weapon=True,
    ),
    Trigger(
        DISRUPTED,
        rf"(?:ضبط|عثر|العثور|ضبطت|عثرت|مصادرة|صادر|استول){_V} (?:على )?GAP {_WEAPONS}",
        "active",
        0.8,
        weapon=True,
    ),
    Trigger(
        DISRUPTED,
        rf"(?:تدمير|دمر|حرق|كشف|ضبط|عثر|العثور|إحراق|تفجير){_V} (?:على )?GAP {_HIDEOUTS}",
        "active",
        0.6,
        weapon=True,
    ),
    Trigger(
        DISRUPTED,
        r"(?:معالجت|تفكيك|إبطال مفعول|رفع|إتلاف|تفجير)(?:ها|هما|ه)",
        "nominal",
        0.65,
        needs=rf"\w*{_WEAPONS}",
        weapon=True,
    ),
    Trigger(
        DISRUPTED, rf"(?:أسقط|إسقاط|إسقاطها|اسقاط){_V} GAP (?:طائر|مسير)\w*", "nominal", 0.8, weapon=True
    ),
    # --- property and land
    Trigger(LOOTING, rf"(?:أضرم|إضرام|اضرم){_V} GAP (?:ال)?(?:نار|نيران|حريق|حرائق)\w*", "active", 0.85),
    Trigger(
        LOOTING,
        rf"(?:أحرق|احرق|حرق|إحراق|احراق){_V} GAP (?:محاصيل|محصول|حقول|حقل|منازل|منزل|دونم|مزارع|أراض|بيوت|جرار|قرى|قرية|آلاف|مئات|مساحات|بساتين)\w*",
        "active",
        0.85,
    ),
    Trigger(
        LOOTING,
        r"(?:أضرم|أحرق|أشعل)(?:ت|وا)?(?:ها|ه)(?: (?:عناصر|مسلح\w*|إرهابي\w*|داعش|مجهول\w*|تنظيم))?",
        "active",
        0.8,
        needs=_PROPERTY,
    ),
    Trigger(
        LOOTING,
        r"(?:التهم|تلتهم|يلتهم)(?:ت)? (?:GAP )?(?:ال)?(?:نيران|نار|حرائق|حريق|محاصيل|حقول|دونم)\w*",
        "nominal",
        0.6,
        needs=r"\w*(?:داعش|مسلح\w*|أضرم\w*|مفتعل\w*|إرهابي\w*)",
    ),
    Trigger(LOOTING, r"(?:ي|ت)حرق(?:ون)? GAP (?:محاصيل|حقول|منازل|مزارع)\w*", "active", 0.8),
    Trigger(
        LOOTING, r"(?:نهب|سلب|تجريف|نسف|هدم) GAP (?:ممتلكات|منازل|دور|مزارع|قرى|محال)\w*", "nominal", 0.7
    ),
    Trigger(
        "Government regains territory",
        r"(?:استعاد|استعادت|استعادة|استعادوا) (?:GAP )?(?:السيطرة )?(?:على )?(?:ال)?(?:قرية|قرى|بلدة|مدينة|ناحية|نقطة|ثكنة|موقع)\w*",
        "active",
        0.6,
    ),
    Trigger(
        "Government regains territory",
        rf"(?:حرر|تحرير){_V} (?:ال)?(?:قرية|قرى|منطقة|ناحية)\w*",
        "active",
        0.5,
    ),
    Trigger(
        "Non-state actor overtakes territory",
        rf"(?:سيطر|استول|استولى|احتل){_V} GAP (?:على )?(?:ال)?(?:قرية|قرى|ناحية|بلدة|قضاء|تلة|تلال|حقل|مناطق|منطقة)\w*",
        "active",
        0.7,
        needs=r"\w*(?:داعش|مسلحو|مسلحون|مسلحي|تنظيم)",
        unless=r"\w*(?:سيطرت (?:القوات|قوات)|السيطرة|السيطرات)",
    ),
    Trigger(
        "Agreement",
        r"(?:توصل\w*|اتفق\w*|أعلن\w*|وقع\w*|دخل\w*) GAP (?:ل|إلى |على |عن )?(?:ال)?(?:هدنة|تهدئة|وقف (?:ل)?إطلاق النار)",
        "nominal",
        0.75,
    ),
    Trigger(
        "Non-violent transfer of territory",
        r"(?:تسلم|تسلمت|تسليم|سلمت|سلم) (?:GAP )?(?:مواقع|نقاط|الملف الأمني|السيطرات|مهام|المقار)\w*",
        "active",
        0.5,
    ),
    Trigger(
        "Change to group/activity",
        rf"(?:أخلى|أخلوا|أخلت|انسحب|انسحاب){_V} (?:GAP )?(?:مواقع|نقاط|مقار|مقرات|مقاتل\w*|قوات|عناصر)\w*",
        "active",
        0.45,
    ),
    Trigger(
        "Headquarters or base established",
        r"(?:إنشاء|أنشأ\w*|افتتاح|نصب) GAP (?:قاعدة عسكرية|ثكنة|نقاط عسكرية|مقرا عسكريا)",
        "active",
        0.5,
    ),
    # --- in the street
    Trigger(
        "Excessive force against protesters",
        r"(?:فتح|أطلق|إطلاق|اطلاق|فتحت|أطلقت)\w* GAP (?:ال)?(?:نار|رصاص|نيران)\w* (?:GAP )?(?:على|باتجاه|صوب|لتفريق) (?:GAP )?(?:ال)?(?:متظاهر|محتج|معتصم)\w*",
        "active",
        1.0,
        weapon=True,
    ),
    Trigger(
        "Excessive force against protesters",
        r"(?:مقتل|إصابة|استشهاد|قتل|أصيب) GAP (?:متظاهر|محتج)\w*",
        "nominal",
        0.85,
        weapon=True,
    ),
    Trigger(
        "Protest with intervention",
        r"(?:فرق|فض|تفريق|لتفريق|فرقت|فضت) GAP (?:ال)?(?:تظاهر|متظاهر|احتجاج|محتج|اعتصام)\w*",
        "nominal",
        0.9,
        weapon=True,
    ),
    Trigger(
        "Protest with intervention",
        r"(?:ال)?غاز (?:ال)?مسيل",
        "nominal",
        0.85,
        needs=r"\w*(?:تظاهر|متظاهر|احتجاج|محتج)\w*",
        weapon=True,
    ),
    Trigger(
        "Violent demonstration",
        r"(?:متظاهر|محتج)\w* GAP (?:أحرق|أضرم|اقتحم|رشق|هاجم|حطم)\w*",
        "active",
        0.9,
        weapon=True,
    ),
    Trigger(
        "Violent demonstration",
        r"(?:أحرق|أضرم|اقتحم|رشق|هاجم|حطم)\w* GAP (?:ال)?(?:متظاهر|محتج)\w*",
        "active",
        0.9,
        weapon=True,
    ),
    Trigger("Mob violence", r"(?:غاضبون|غاضبين|حشد غاضب|مسلحون غاضبون|أهال غاضبون)", "active", 0.7),
    Trigger(PROTEST, r"(?:تظاهر|اعتصم|احتج)(?:ت|وا)?", "active", 0.75),
    Trigger(
        PROTEST,
        r"(?:خرج|نظم|تجمع|انطلق|شهد|نظموا|قطع|أغلق|شارك)\w* GAP (?:ال)?(?:تظاهر|مظاهر|احتجاج|اعتصام|وقفة|متظاهر|محتج)\w*",
        "active",
        0.85,
    ),
    Trigger(
        PROTEST,
        r"(?:يقطعون|قطعوا|قطع|يقطع|أغلقوا|أغلق|يغلقون) (?:GAP )?(?:ال)?(?:طريق|شارع|طرق)",
        "active",
        0.7,
        needs=r"\w*(?:متظاهر|محتج|أنصار|أهالي|معتصم|غاضب)\w*",
    ),
    Trigger(
        PROTEST,
        r"(?:تظاهر|مظاهر)(?:ة|ات)|متظاهر(?:ون|ي?ن)|(?:وقفة|وقفات) احتجاجية|اعتصام(?:ا|ات)?|محتج(?:ون|ي?ن)",
        "nominal",
        0.55,
    ),
)

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
    CasualtyWord("killed", r"(?:قتل|استشهد|قضى)", "after"),
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
    CasualtyWord("killed", r"سقوط(?! (?:\w+ ){1,4}بين (?:قتيل|شهيد))", "after", weak=True),
    CasualtyWord("killed", r"(?<![\dن] )(?:قتيلا|شهيدا)(?= وجريحا)", "before"),
    CasualtyWord(
        "killed",
        r"جث(?:تي|ث|ة)(?= (?:ال)?(?:اثن\w+|عناصر|إرهابي\w*|مسلح\w*|مهاجم\w*|مدني\w*|\d))",
        "after",
        weak=True,
    ),
    CasualtyWord("killed", r"(?<!ال)جث(?:ة|ث|تين|تان|امين)", "before", weak=True),
    CasualtyWord("wounded", r"(?:إصابة|جرح)", "after"),
    CasualtyWord("wounded", r"(?:أصيب|جرح)(?:ت)?", "after"),
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
