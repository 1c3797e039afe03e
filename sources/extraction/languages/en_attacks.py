"""English: armed attacks, killings and abductions."""

from __future__ import annotations

from sources.extraction.kinds import ABDUCTION, ATTACK, CLASH, SEXUAL
from sources.extraction.language import Trigger
from sources.extraction.languages.en_pieces import BE

ATTACKS = (
    Trigger(CLASH, r"(?:attacked|assaulted|stormed|raided|ambushed|overran|assailed)", "active", 0.7),
    Trigger(CLASH, rf"{BE} (?:attacked|assaulted|stormed|raided|ambushed|overrun)(?: by)?", "passive", 0.8),
    Trigger(CLASH, r"(?:came|come|comes|coming) under (?:\w+ )?(?:attack|fire|gunfire)", "passive", 0.8),
    Trigger(
        CLASH,
        r"(?:attacks?|attacking|storms?|raids|ambush(?:es)?|storming)",
        "active",
        0.5,
        unless=r"air ?raids?",
    ),
    Trigger(
        CLASH,
        r"(?:launch|launched|launches|launching|carried out|carries out|carry out|staged|conducted|mounted|waged) (?:an?|another|two|three|several|simultaneous|coordinated|the|separate|multiple)?(?: \w+){0,2} ?(?:attacks?|assaults?|ambush(?:es)?|raids?)",
        "active",
        0.8,
        unless=r"air ?(?:raid|strike)s?",
    ),
    Trigger(
        CLASH,
        r"(?:an|another|the|deadly|armed|militant|isis|is|daesh|terrorist|night|overnight|sniper|gun|surprise|new|fresh|separate|ambush) (?:attack|assault|ambush)",
        "nominal",
        0.6,
    ),
    Trigger(CLASH, r"(?:attacks?|assaults?|ambush(?:es)?)", "nominal", 0.5),
    Trigger(
        CLASH,
        r"open(?:ed|s|ing)? (?:\w+ )?(?:fire|machine gun fire)(?: on| at| against)?",
        "active",
        0.85,
        unless=r"opened fire (?:on|at) (?:the )?(?:protest|demonstrat|crowd)",
    ),
    Trigger(CLASH, r"fired (?:shots |bullets |rounds )(?:on|at|upon)", "active", 0.7),
    Trigger(CLASH, r"fired (?:on|at|upon)", "active", 0.7),
    Trigger(CLASH, r"(?:was|were|been) (?:fired|shot) (?:on|at|upon)", "passive", 0.7),
    Trigger(
        CLASH, r"(?:exchang(?:ed?|es|ing)|traded) (?:of )?(?:\w+ )?(?:fire|gunfire|shots)", "nominal", 0.8
    ),
    Trigger(CLASH, r"(?:an )?exchange of (?:fire|gunfire)", "nominal", 0.7),
    Trigger(
        CLASH,
        r"(?:armed |fierce |violent |heavy |intense |deadly |fresh )?(?:clash(?:ed|es)?|firefights?|fire-fights?|gun ?battles?|gun fights?|gunfights?|shoot-?outs?|skirmish(?:es|ed)?|armed confrontations?)",
        "nominal",
        0.7,
    ),
    Trigger(
        CLASH,
        r"(?:fighting|battle|confrontation)s? (?:broke|erupted|took place|between|with)",
        "nominal",
        0.6,
    ),
    Trigger(CLASH, r"(?:shot|gunned) (?:dead|down|to death)(?: by)?", "active", 0.8),
    Trigger(CLASH, r"(?:was|were|been) (?:shot|gunned) (?:dead|down|to death)(?: by)?", "passive", 0.8),
    Trigger(
        CLASH,
        r"(?:was|were|been) shot (?:and (?:killed|wounded|injured) )?(?:by|when|in|while|outside|near)",
        "passive",
        0.7,
    ),
    Trigger(CLASH, r"(?:sniper|snipers)", "active", 0.6, unless=r"sniper (?:rifles|weapons)"),
    Trigger(CLASH, r"(?:by|a|of) sniper(?: fire|'s bullet| shot| bullets?)?", "nominal", 0.8),
    Trigger(CLASH, r"gunfire|shooting", "nominal", 0.5),
    Trigger(
        CLASH,
        r"engaged (?:in clashes )?with (?:an? |the )?(?:\w+ ){0,3}(?:militants|group|fighters|terrorists|gunmen)",
        "active",
        0.8,
    ),
    Trigger(
        CLASH,
        r"(?:repell?(?:ed|s|ing)?|repuls(?:ed|es|ing)|foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|pushed back|beat back|beaten back|confronted|responded (?:\w+ ){0,2}to) (?:an? |the |two |another )?(?:\w+ ){0,3}(?:attack|assault|infiltration|infiltration attempt|offensive)s?",
        "nominal",
        0.8,
    ),
    Trigger(
        CLASH,
        r"(?:kill(?:ed|s|ing)) (?:by|in an attack by) (?:\w+ ){0,3}(?:gunmen|militants|terrorists|isis|is|daesh|islamic state|assailants|armed men)",
        "passive",
        0.7,
    ),
    Trigger(
        CLASH,
        r"(?:was|were|been) killed by",
        "passive",
        0.6,
        unless=r"killed by (?:an? )?(?:airstrike|air strike|drone|bomb|mine|rocket|mortar|explosion|blast|landmine|roadside|ied)",
    ),
    Trigger(
        CLASH,
        r"(?:kills?|killed|wound|wounds|injures?|wounded) (?:at least )?(?:NUM )(?:iraqi |kurdish |federal |local )?(?:soldiers?|policem[ea]n|police(?: officers?)?|peshmergas?|peshmerga fighters?|troops|security (?:members|personnel|forces)|pmf (?:fighters|members)|officers?|fighters?)",
        "active",
        0.55,
    ),
    Trigger(
        CLASH,
        r"(?:target(?:ed|ing|s)) (?:an? |the |two |three )?(?:\w+ ){0,4}(?:checkpoints?|posts?|outposts?|positions?|barracks|patrols?|points?|base|headquarters|forces)",
        "active",
        0.6,
    ),
    Trigger(CLASH, r"beheaded", "active", 0.7),
    Trigger(
        ATTACK,
        r"(?:assassinat(?:ed?|ion|ions|ing)|murder(?:ed|s|ing)?|massacred?)",
        "nominal",
        0.6,
        unless=r"(?:attempted murder|honou?r killing|charged with murder|convicted)",
    ),
    Trigger(
        ATTACK,
        r"(?:execut(?:ed|ion|ing)|beheaded|slaughtered)",
        "active",
        0.6,
        unless=r"(?:death sentence|hanged|prison|sentenced|court)",
    ),
    Trigger(
        ATTACK,
        r"(?:(?:dead )?bod(?:y|ies)|remains|corpses?) (?:of )?(?:[^\s.,;:!?]+ ){0,12}?(?:was|were|been|have been|has been)? ?(?:found|discovered|recovered)",
        "passive",
        0.7,
        unless=r"(?:mass graves?|drown|2014|genocide|jet|cave|air ?strikes?|warplanes|bodies of (?:\w+ ){0,4}(?:militants|fighters|terrorists))",
    ),
    Trigger(
        ATTACK,
        r"(?:found|discovered|recovered|finds?) (?:the )?(?:dead |lifeless |unidentified |NUM )*(?:bod(?:y|ies)|corpses?)",
        "active",
        0.7,
        unless=r"(?:mass graves?|drown|2014|genocide|jet|cave|air ?strikes?|warplanes|bodies of (?:\w+ ){0,4}(?:militants|fighters|terrorists))",
    ),
    Trigger(SEXUAL, r"(?:raped?|sexually assaulted|sexual (?:assault|violence|abuse))", "nominal", 0.6),
    Trigger(
        ABDUCTION,
        r"(?:abduct(?:ed|s|ing|ions?)?|kidnap(?:s|ped|ping|pings|ped by)?|taken hostage|took hostage|taken captive|seized (?:NUM )?(?:\w+ )?(?:villagers?|farmers?|shepherds?|civilians?|men|people)|snatched)",
        "active",
        0.85,
    ),
    Trigger(
        ABDUCTION,
        r"(?:was|were|been) (?:abducted|kidnapped|taken hostage|taken captive|taken away)(?: by)?",
        "passive",
        0.9,
    ),
    Trigger(ABDUCTION, r"(?:took|led|taken|carried) away (?:the|NUM|a|an|his|her|their)", "active", 0.6),
    Trigger(
        CLASH,
        r"(?:tribal|clan|land|water) (?:clash(?:es)?|fights?|conflict|disputes?|feuds?|quarrels?)",
        "nominal",
        0.6,
        needs=r"(?:killed|wounded|injured|dead|gun ?fire|shot|armed|weapons)",
    ),
    Trigger(
        CLASH,
        r"(?:gunmen|militants|fighters|attackers|armed men|they|men) (?:GAP)?shot (?:dead )?(?:an?|the|at|NUM)",
        "active",
        0.8,
    ),
    Trigger(
        CLASH,
        r"shot (?:NUM|an?|the|his|two|three|several) ?(?:\w+ ){0,2}(?:travell?ers|people|men|villagers|farmers|civilians|soldiers|policemen|shepherds|guards?)",
        "active",
        0.7,
    ),
    Trigger(
        CLASH,
        r"(?:slaughter|killing|killings|massacre) of (?:GAP)?(?:soldiers|villagers|policemen|civilians|people|peshmerga|travell?ers|fighters)",
        "nominal",
        0.55,
    ),
)
