"""Texts of our own in six languages, each a few sentences long."""

ENGLISH = (
    "Two soldiers were killed and three others wounded when gunmen opened fire on a checkpoint near the town "
    "on Friday, the army said.\nThe attackers fled towards the hills before reinforcements had arrived, and a "
    "search of the area was under way by the evening."
)
ARABIC = (
    "قال مصدر أمني في محافظة كركوك إن جنديين قتلا وأصيب ثلاثة آخرون في هجوم شنه مسلحون على نقطة تفتيش قرب القضاء "
    "مساء الجمعة.\nوأضاف المصدر أن المهاجمين فروا إلى التلال قبل وصول التعزيزات، وأن قوات الجيش بدأت عملية تفتيش "
    "في المنطقة من دون أن تعلن عن نتائج حتى الآن."
)
SORANI = (
    "دوو پێشمەرگە کوژران و سێی دیکە بریندار بوون لە هێرشێکی چەکداران بۆ سەر خاڵێکی پشکنین لە نزیک شارۆچکەکە لە شەوی "
    "هەینی، بەگوێرەی وتەی سەرچاوەیەکی ئەمنی.\nسەرچاوەکە ڕایگەیاند کە هێرشبەران بەرەو گردەکان هەڵاتوون و هێزەکانی "
    "پێشمەرگە دوای ئەوە دەستیان بە گەڕان کرد."
)
KURMANJI = (
    "Du pêşmerge di êrîşa çekdaran a li ser xala kontrolê ya nêzîkî bajêr de hatin kuştin û sê kes jî birîndar bûn, "
    "li gorî çavkaniyekê ji hêzên ewlehiyê.\nPiştî êrîşê çekdar ber bi çiyê ve reviyan û hêzên pêşmerge dest bi lêgerînê kirin."
)
TURKISH = (
    "Kasabanın yakınındaki kontrol noktasına cuma akşamı düzenlenen silahlı saldırıda iki asker öldü, üç kişi yaralandı. "
    "Ordudan yapılan açıklamaya göre saldırganlar olay yerinden tepelere doğru kaçtı.\nBölgede güvenlik güçleri tarafından "
    "bir arama çalışması için çok sayıda ekip görevlendirildi."
)
PERSIAN = (
    "دو سرباز در حمله افراد مسلح به یک ایست بازرسی در نزدیکی شهر کشته و سه نفر دیگر زخمی شدند. این خبر را یک منبع امنیتی "
    "اعلام کرد.\nوی گفت که مهاجمان پس از این حمله به سوی تپه‌ها گریختند و نیروهای ارتش برای یافتن آنها عملیات خود را آغاز کرده است."
)
BY_LANGUAGE = {
    "en": ENGLISH,
    "ar": ARABIC,
    "ckb": SORANI,
    "kmr": KURMANJI,
    "tr": TURKISH,
    "fa": PERSIAN,
}
