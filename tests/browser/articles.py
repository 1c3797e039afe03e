"""Short articles for the review page, written for these tests, in three languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

TWO_ATTACKS: Final = (
    "Four Peshmerga fighters were killed and three others wounded in two attacks by the Islamic State "
    "in May, the Ministry of Peshmerga said on Friday.\n"
    "The first attack took place near Prde, between Erbil and Kirkuk, and the second in Kifri district.\n"
    "A spokesman said that joint operation rooms in Khanaqin, Makhmour and Kirkuk had begun their work."
)
BOMB: Final = (
    "A roadside bomb killed two federal police officers and wounded three others near Hawija on Tuesday "
    "evening, a security source told the agency.\n"
    "The police blamed the Islamic State for the attack <b>& its cells</b>."
)
ARABIC: Final = (
    "قتل ثلاثة عناصر من قوات البيشمركة وأصيب اثنان آخران في هجوم شنه تنظيم داعش قرب مخمور مساء يوم السبت، "
    "بحسب وزارة البيشمركة.\nوقالت الوزارة إن المهاجمين فروا باتجاه جبل قرةجوغ."
)
SORANI: Final = (
    "لە هێرشێکی داعشدا لە نزیک کفری دوو پێشمەرگە شەهید بوون و سێ پێشمەرگەی دیکە بریندار بوون.\n"
    "وەزارەتی پێشمەرگە رایگەیاند هێرشەکە شەوی رابردوو بووە."
)
# language, title, text, when it was published
ARTICLES: Final = [
    ("en", "Two attacks in May, ministry says", TWO_ATTACKS, datetime(2021, 6, 4, 9, tzinfo=UTC)),
    ("en", "Bomb kills two police officers near Hawija", BOMB, datetime(2022, 3, 9, 9, tzinfo=UTC)),
    ("ar", "مقتل ثلاثة عناصر من البيشمركة قرب مخمور", ARABIC, datetime(2021, 12, 5, 9, tzinfo=UTC)),
    ("ckb", "دوو پێشمەرگە لە نزیک کفری شەهید بوون", SORANI, datetime(2021, 11, 28, 9, tzinfo=UTC)),
]
