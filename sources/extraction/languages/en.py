"""English."""

from __future__ import annotations

from sources.extraction.language import (
    ActorWords,
    Ago,
    CasualtyWord,
    Cue,
    Language,
    NoCasualties,
    PersonNoun,
    RangeWord,
    RelativeDate,
    Trigger,
)

CLASH = "Armed clash"
ATTACK = "Attack"
IED = "Remote explosive/landmine/IED"
SHELLING = "Shelling/artillery/missile attack"
STRIKE = "Air/drone strike"
SUICIDE = "Suicide bomb"
GRENADE = "Grenade"
ABDUCTION = "Abduction/forced disappearance"
ARRESTS = "Arrests"
DISRUPTED = "Disrupted weapons use"
LOOTING = "Looting/property destruction"
SWEEP = "Security sweep"
JOINT = "Joint operation"
RAID = "Raid"
CHANGE = "Change to group/activity"
REGAINS = "Government regains territory"
OVERTAKES = "Non-state actor overtakes territory"
TRANSFER = "Non-violent transfer of territory"
BASE = "Headquarters or base established"
AGREEMENT = "Agreement"
PEACEFUL = "Peaceful protest"
INTERVENTION = "Protest with intervention"
EXCESSIVE = "Excessive force against protesters"
VIOLENT = "Violent demonstration"
MOB = "Mob violence"
SEXUAL = "Sexual violence"
CHEMICAL = "Chemical weapon"

BE = r"(?:was|were|is|are|been|being|be)(?: also| later| then| reportedly| subsequently| both| all)?"
HAVE = r"(?:has|have|had)(?: also| reportedly)?"
BOMB = r"(?:roadside bombs?|i\.?e\.?d\.?s?|improvised explosive devices?|explosive devices?|(?:land)?mines?|land mines?|car bombs?|sticky bombs?|magnetic bombs?|booby[- ]?traps?|booby[- ]?trapped (?:\w+)|explosive charges?|bombs?|devices?|explosives|charges|sticky ieds?|vbied|unexploded ordnance|war remnants?)"
CROPS = r"(?:crops?|wheat|barley|fields?|farms?|farmlands?|grain|orchards?|harvests?|houses?|homes|dunams|tents|shops)"
FORCE_NOUN = r"(?:security forces|army|police|troops|soldiers|counter-terrorism|special forces|forces|asayish|peshmerga|intelligence|service|agency|units?|operation)"
PROTESTER = r"(?:protest(?:er|or)s?|demonstrators?|crowds?|demonstrations?|protests?|sit-in|rally|rioters?)"

TRIGGERS = (
    # --- ground attacks -------------------------------------------------------------------------------
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
        r"(?:(?:dead )?bod(?:y|ies)|remains|corpses?) (?:of )?(?:GAP)?(?:was|were|been|have been|has been)? ?(?:found|discovered|recovered)",
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
    # --- explosives -----------------------------------------------------------------------------------
    Trigger(
        IED,
        rf"{BOMB} (?:GAP)?(?:exploded|explodes|explosion|went off|goes off|detonat\w+|blast|blew up|struck|hit|hits|attacks?|targeted|targeting|targets|killed|kills|wounded|wounds|injured|injures|strikes|set)",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        rf"(?:explosion|blast|detonation|bombing|explosions|blasts) (?:of|from|by|caused by) (?:an? |the |two |three |several )?(?:\w+ ){{0,3}}{BOMB}",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        IED,
        rf"(?:struck|hit|stepped on|ran over|drove over|triggered|set off|detonated|blown up by|killed by|wounded by|hits?|by|detonating|when|after) (?:an? |the |two |three |another )?(?:\w+ ){{0,2}}{BOMB}",
        "nominal",
        0.95,
        weapon=True,
        unless=r"suicide bomb(?:er|ing)|defus|dismantl",
    ),
    Trigger(
        IED,
        r"(?:bombings?|bomb attacks?|bomb blasts?|ied attacks?|ied explosions?|mine explosions?|landmine explosions?|explosive attacks?|car bombings?|explosion of a bomb)",
        "nominal",
        0.9,
        weapon=True,
        unless=r"suicide|turkish|air ?strikes?|jets|warplanes|aircraft|drone",
    ),
    Trigger(
        IED,
        r"(?:roadside bombs?|ieds?|improvised explosive devices?|car bombs?|sticky bombs?|explosive devices?|booby[- ]trap(?:ped)?(?: \w+)?|magnetic bombs?|(?:planted|buried) bombs?|bombs? planted)",
        "nominal",
        0.4,
        weapon=True,
    ),
    Trigger(
        IED,
        r"(?:explosions?|blasts?|detonat(?:ed|ion)s?|exploded|blew up|went off)",
        "nominal",
        0.5,
        weapon=True,
    ),
    Trigger(
        IED,
        r"(?:blew|blown|blow) up (?:an? |the |two |three )?(?:\w+ ){0,3}(?:pylons?|towers?|transmission|power lines?|pipelines?|wells?|houses?|homes?|bridges?)",
        "active",
        0.9,
        weapon=True,
    ),
    Trigger(
        SUICIDE,
        r"(?:suicide (?:bomb(?:er|ers|ing|ings|)|attack(?:er|ers|s)?|vest|explosion|blast|operation)|suicide car bomb(?:er|ing)?|(?:blew|blow|blown) (?:himself|herself|themselves) up|detonat(?:ed|es|ing) (?:himself|his (?:explosive )?(?:vest|belt)|themselves|their (?:explosive )?(?:vests|belts)|explosive vest))",
        "nominal",
        1.0,
        weapon=True,
        unless=r"(?:arrest|defus|dismantl|bombers? (?:was|were) (?:arrested|killed before)|including (?:\w+ )?suicide bombers|kill(?:ed|ing) (?:\w+ ){0,3}suicide bombers)",
    ),
    Trigger(
        GRENADE,
        r"(?:hand |stun )?grenades? (?:attack|exploded|was thrown|were thrown|went off|GAP thrown|GAP hurled|GAP lobbed|blast|explosion)",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        GRENADE,
        r"(?:threw|throw(?:ing|n)?|hurled|lobbed|tossed) (?:an? |the |two )?(?:\w+ )?(?:hand |stun )?grenades?",
        "active",
        1.0,
        weapon=True,
        unless=r"rocket-propelled",
    ),
    Trigger(GRENADE, r"hand grenades?", "nominal", 0.5, weapon=True),
    # --- fire from afar -------------------------------------------------------------------------------
    Trigger(
        SHELLING,
        r"(?:shell(?:ed|ing)|bombard(?:ed|ment|ments|ing))",
        "active",
        0.8,
        weapon=True,
        unless=r"(?:aerial bombardment|air bombardment|jets|warplanes|aircraft|drones? (?:shelled|bombarded))",
    ),
    Trigger(
        SHELLING,
        r"(?:mortars?|mortar (?:rounds?|shells?|bombs?|fire)|katyusha(?: rockets?)?|(?:katyusha |grad )?rockets?|missiles?|ballistic missiles?|artillery(?: shells?| fire| rounds?)?|shells|projectiles?|tank fire|cannons?) (?:GAP)?(?:fell|falls?|landed|lands?|hit|hits|struck|strikes?|fired|were fired|was fired|launched|attacks?|targeted|targets?|targeting|rained|exploded|shelling|bombardment|slammed|came down|aimed|impacted|fire|killed|kills|wounded|wounds|injured|injures)",
        "nominal",
        1.0,
        weapon=True,
        unless=r"rocket-propelled grenades? (?:and|were)",
    ),
    Trigger(
        SHELLING,
        r"(?:fired|fires|firing|launched|launches|launching|lobbed|shelled|hit by|struck by|targeted with|targeted by|attacked with|attack with|with|using|by|pounded|fired from) (?:a |an |the |at least |about |around |several |NUM |more than |some )*(?:\w+ ){0,2}(?:mortars?|mortar (?:rounds?|shells?|bombs?)|rockets?|missiles?|artillery|shells|projectiles)",
        "active",
        0.9,
        weapon=True,
        unless=r"rocket-propelled grenades? (?:and|were)",
    ),
    Trigger(
        SHELLING,
        r"(?:rocket|mortar|missile|artillery) (?:attacks?|strikes?|barrage|fire|shelling|bombardment|shells?)",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(SHELLING, r"rockets", "nominal", 0.4, weapon=True),
    Trigger(
        STRIKE,
        r"(?:air ?strikes?|air ?raids?|air-strikes?|aerial (?:bombardments?|bombing|strikes?|attacks?|raids?)|drone (?:strikes?|attacks?|bombing|bombardment|raids?)|(?:strikes?|raid) by (?:\w+ )?(?:drones?|jets|aircraft|warplanes)|bombing raids?|precision strikes?|air attacks?|uav strikes?)",
        "nominal",
        0.95,
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:(?:fighter |f-16 |war|iraqi |turkish |coalition |combat )?(?:jets?|f-16s?|warplanes?|drones?|uavs?|aircrafts?|helicopters?|planes?|unmanned aerial vehicles?|quadcopters?|air force|army aviation|gunships)) (?:GAP)?(?:bomb(?:ed|s|ing)?|bombard(?:ed|s|ing)?|struck|strikes?|hit|hits|hitting|target(?:ed|s|ing)?|attack(?:ed|s|ing)?|pound(?:ed|s|ing)?|fired|destroyed|launched|dropped|raided|killed|kills|crashed into|exploded|carried out|conducted|shelled)",
        "active",
        1.0,
        weapon=True,
        unless=r"(?:shot down|downed|intercept\w+)",
    ),
    Trigger(
        STRIKE,
        r"(?:struck|hit|targeted|bombed|attacked|targeting|attack|killed|wounded|strikes?) (?:by|with|using) (?:an? |the |two |three |several )?(?:\w+ ){0,4}(?:drones?|uavs?|jets|aircraft|warplanes?|f-16s?|unmanned)",
        "passive",
        1.0,
        weapon=True,
        unless=r"(?:shot down|downed|intercept\w+)",
    ),
    Trigger(
        STRIKE,
        r"(?:explosive|bomb|booby-trapped|suicide|kamikaze)[- ](?:laden|carrying|rigged|equipped|packed)? ?(?:drones?|uavs?)",
        "nominal",
        0.9,
        weapon=True,
        unless=r"(?:shot down|downed|intercept\w+)",
    ),
    Trigger(
        CHEMICAL,
        r"(?:chemical (?:weapons?|attack|gas)|mustard gas|chlorine (?:gas|attack|rockets?)|poison gas)",
        "nominal",
        0.8,
        weapon=True,
        unless=r"(?:halabja|anfal|1988|saddam)",
    ),
    # --- civilians taken ------------------------------------------------------------------------------
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
    # --- arrests, raids, sweeps ------------------------------------------------------------------------
    Trigger(
        ARRESTS,
        r"(?:arrest(?:ed|s|ing)?|detain(?:ed|s|ing)?|captured?|captures|capturing|apprehend(?:ed|s|ing)?|nabbed|rounded up|round up|took into custody|taken into custody|in custody of)",
        "active",
        0.6,
        unless=r"(?:captured (?:by is|rifle|on camera|on video|territory|the (?:city|town))|arrest warrants? (?:was|were) issued|no arrests)",
    ),
    Trigger(
        ARRESTS,
        r"(?:was|were|been) (?:arrested|detained|captured|apprehended|caught|rounded up)(?: by| alive)?",
        "passive",
        0.65,
    ),
    Trigger(ARRESTS, r"(?:the )?(?:arrest|detention|capture) of", "nominal", 0.6),
    Trigger(
        RAID,
        r"(?:raid(?:ed|s)?|air ?drop operations?|airborne operations?|landing operation|special operations?|pre-?emptive operation|qualitative operation|joint raid|commando (?:raid|operation)|heliborne)",
        "active",
        0.5,
        needs=rf"{FORCE_NOUN}",
        unless=r"air ?raids?",
    ),
    Trigger(
        RAID,
        r"(?:security|armed|special|counter-?terrorism|military|iraqi|kurdish|joint|intelligence) (?:forces?|units?|service|police) (?:GAP)?(?:killed|kill|eliminated|shot dead) (?:at least |the |an? |NUM |suspected |senior |top |prominent |wanted |several )*(?:(?:isis|is|daesh|islamic state) )?(?:militants?|terrorists?|isis|daesh|emirs?)",
        "active",
        0.75,
    ),
    Trigger(
        RAID,
        r"(?:kill(?:ed|s|ing)?|eliminat(?:ed|es|ing)|neutrali[sz](?:ed?|es|ing)|liquidated|shot dead|killing of) (?:at least |the |an? |NUM |suspected |senior |top |prominent |wanted |several |so-called )*(?:(?:isis|is|daesh|islamic state)(?: \([a-z]+\))? (?:group )?(?:members?|leaders?|commanders?|fighters?|operatives?|militants?|terrorists?|emirs?|suspects?)|militants?|terrorists?|emirs?|suicide bombers?)",
        "active",
        0.6,
    ),
    Trigger(
        SWEEP,
        r"(?:search(?:ed|es|ing)?|clear(?:ing|ed|ance)?|sweep(?:s|ing)?|swept|comb(?:ed|ing|s)?|scour(?:ed|ing)?|clean(?:sing|-up| up)|mopping[- ]up|security|inspection|pursuit|anti-isis|anti-terror|military|large-scale|wide-scale|wide|major|new|offensive|counter-terrorism|search-and-destroy|search and destroy|preemptive|pre-emptive) (?:and \w+ )?(?:military |security |wide |scale )?(?:operations?|campaigns?|missions?|offensives?|sweeps?)",
        "nominal",
        0.65,
        unless=r"(?:joint operations? (?:command|room|cent))",
    ),
    Trigger(
        SWEEP,
        r"(?:launch(?:ed|es|ing)?|beg[au]n|begins?|start(?:ed|s|ing)?|conduct(?:ed|s|ing)?|carr(?:ied|ies|ying) out|kick(?:ed|s)? off|commenc\w+|resum\w+) (?:an? |the |its |their |another |new )?(?:\w+[ -]){0,4}(?:operations?|campaigns?|offensive|sweep)",
        "active",
        0.7,
    ),
    Trigger(
        SWEEP,
        r"(?:comb(?:ed|ing)?|swept|scoured|searched|searching|sweeping|sweeps?|combs?|searches|cleared|clearing) (?:through |out )?(?:the|an?|several|both|of|NUM|for|areas?|orchards?|villages?|valleys?)",
        "active",
        0.55,
    ),
    Trigger(SWEEP, r"set out (?:GAP)?to (?:search|clear|comb|sweep)", "active", 0.8),
    Trigger(
        JOINT,
        r"joint (?:\w+ ){0,3}(?:operations?|campaigns?|sweeps?|offensives?|search(?:es)?|patrols?|raids?)",
        "nominal",
        0.8,
        unless=r"(?:joint operations? (?:commands?|rooms?|cent\w+|headquarters|in iraq)|command\w* of (?:\w+ )?joint operations|joint operations room)",
    ),
    # --- weapons found --------------------------------------------------------------------------------
    Trigger(
        DISRUPTED,
        rf"(?:defus(?:ed|es|ing)|dismantl(?:ed|es|ing)|disarm(?:ed|s|ing)|deactivat(?:ed|es|ing)|neutrali[sz](?:ed|es|ing)|safely detonated|controlled (?:explosion|detonation)|disposed of|render(?:ed|s|ing) (?:it |them )?(?:safe|harmless)|made safe) ?(?:GAP)?(?:{BOMB})?",
        "active",
        0.8,
        weapon=True,
        unless=r"neutrali[sz]\w+ (?:GAP)?(?:militants?|terrorists?|members?|fighters?)",
    ),
    Trigger(
        DISRUPTED,
        rf"(?:seiz(?:ed|es|ing)|found|finds?|discover(?:ed|s|ing)?|confiscat(?:ed|es|ing)|uncover(?:ed|s)?|recovered|destroy(?:ed|s|ing)) (?:GAP)(?:explosives?|{BOMB}|weapons? (?:caches?|depots?|stores?)|ammunition|caches?|rockets?|arms|suicide vests?|explosive (?:belts?|vests?)|weapons|launch(?:ers|pads?))",
        "active",
        0.6,
        weapon=True,
    ),
    Trigger(
        DISRUPTED,
        r"(?:(?:drones?|rockets?|missiles?|uavs?) (?:GAP)?(?:was |were |been )?(?:shot down|downed|intercepted)|(?:shot down|shoots? down|downed|downs|intercepted|intercepts|shooting down) (?:an? |the |two |three |several )?(?:\w+ ){0,3}(?:drones?|rockets?|missiles?|uavs?)|foil(?:ed|s)? (?:an? )?(?:\w+ ){0,2}(?:bombing|plot|suicide attack))",
        "passive",
        0.95,
        weapon=True,
    ),
    # --- property -------------------------------------------------------------------------------------
    Trigger(
        LOOTING,
        rf"(?:set (?:fire|ablaze|alight)(?: to)?|(?:burn(?:ed|t|ing|s)?|torch(?:ed|ing|es)?|ignited|destroyed|scorched) (?:GAP){CROPS}|{CROPS} (?:GAP)?(?:set (?:on fire|ablaze|alight)|burn(?:ed|t)|torched|on fire)|arson|looted|looting|robbed|fires? (?:deliberately |intentionally )?(?:started|set|lit) by|stole)",
        "active",
        0.7,
    ),
    # --- territory and groups -------------------------------------------------------------------------
    Trigger(
        REGAINS,
        r"(?:(?:re)?captured|recaptures?|retook|retakes?|retaken|regained|regains?|liberat(?:ed|es|ing)|took back|takes back|seized back|recover(?:ed|s)?|wrested|drove (?:GAP)?out of) (?:GAP)?(?:village|villages|town|area|areas|district|control|hill|hills|territory|city|positions?|neighbou?rhoods?)",
        "active",
        0.75,
    ),
    Trigger(REGAINS, r"(?:retook|recaptured|retaken|regained control)", "active", 0.7),
    Trigger(
        OVERTAKES,
        r"(?:seized|captured|took|taken|takes|gained|overran|overrun|fell (?:to|under)) (?:GAP)?(?:control (?:of|over)|the (?:village|town|district|area|hill)|to (?:isis|is|islamic state|militants|daesh))",
        "active",
        0.6,
        needs=r"(?:isis|is|islamic state|militants|daesh|isil|pkk|ybs)",
        unless=r"(?:iraqi|federal|army|government|troops|peshmerga) (?:\w+ ){0,4}(?:seized|captured|took|taken|takes)",
    ),
    Trigger(
        TRANSFER,
        r"(?:(?:withdr[ae]w(?:al|n|s)?|pull(?:ed|s|ing)?[- ]?(?:out|back)|handed over|hand(?:s|ing)? over|handover|took over|takes? over|taken over|evacuated|vacated)) (?:GAP)?(?:positions?|checkpoints?|posts?|bases?|villages?|town|area|oilfields?|oil fields?|control|security|headquarters)",
        "active",
        0.6,
    ),
    Trigger(
        CHANGE,
        r"(?:(?:withdr[ae]w(?:al|n|s)?|pull(?:ed|s|ing)?[- ]?out|left|vacated|evacuated|redeployed|deployed|laid down|surrendered)) (?:GAP)?(?:from|their weapons|themselves|positions?|bases?|reinforcements)",
        "active",
        0.45,
    ),
    Trigger(
        BASE,
        r"(?:(?:set up|established?|establishes|opened|built|building|erected|constructed|inaugurated) (?:GAP)?(?:(?:military |new |permanent )?(?:bases?|headquarters|outposts?|military points?|checkpoints?|barracks|camp)))",
        "active",
        0.6,
    ),
    Trigger(
        AGREEMENT,
        r"(?:(?:a |the )?(?:truce|cease-?fire) (?:GAP)?(?:agreed|signed|reached|announced|declared|took effect|brokered)|(?:agreed|signed|reached|announced|declared|brokered|struck) (?:an? |the |on )?(?:GAP)?(?:truce|cease-?fire))",
        "nominal",
        0.7,
    ),
    # --- protests -------------------------------------------------------------------------------------
    Trigger(
        PEACEFUL,
        r"(?:protest(?:ed|s|ing|ers|ors)?|demonstrat(?:ed|ion|ions|ors|ing)|sit-ins?|rall(?:y|ied|ies)|march(?:ed|es)? (?:through|against|to|in)|took to the streets|strikes? (?:by|over) (?:teachers|employees|workers)|staged a (?:protest|sit-in|rally|demonstration))",
        "active",
        0.6,
        unless=r"(?:protest(?:ed)? (?:to|against) the (?:un|decision)|october 2019 protests|protesters were killed in 2019)",
    ),
    Trigger(
        INTERVENTION,
        rf"(?:dispers(?:ed|es|ing)|tear gas|water cannons?|blocked|pushed back|batons?|prevented|stopped|broke up) ?(?:GAP)?{PROTESTER}",
        "active",
        0.8,
        weapon=True,
    ),
    Trigger(
        INTERVENTION,
        rf"{PROTESTER} (?:GAP)?(?:were|was) (?:dispersed|arrested|detained|beaten|blocked|pushed back)",
        "passive",
        0.8,
        weapon=True,
    ),
    Trigger(
        INTERVENTION,
        r"(?:pushed back|blocked) (?:GAP)?(?:farmers|villagers|residents)",
        "active",
        0.6,
        needs=PROTESTER,
        weapon=True,
    ),
    Trigger(
        EXCESSIVE,
        rf"(?:opened fire|fired|fires?|shot|firing|live (?:ammunition|rounds|fire|bullets)|shooting) (?:GAP)?(?:on|at|into|towards?|against|dead|used against) (?:GAP)?{PROTESTER}",
        "active",
        1.0,
        weapon=True,
    ),
    Trigger(
        EXCESSIVE,
        rf"{PROTESTER} (?:GAP)?(?:were|was|have been|has been) (?:shot|killed)",
        "passive",
        0.9,
        weapon=True,
    ),
    Trigger(
        EXCESSIVE,
        rf"(?:killed|shot dead|wounded) (?:GAP)?{PROTESTER}",
        "active",
        0.6,
        weapon=True,
        unless=r"protesters (?:killed|wounded|injured|stabbed)",
    ),
    Trigger(
        VIOLENT,
        rf"(?:riot(?:s|ed|ing|ers)?|(?:{PROTESTER}|farmers|residents|students|crowds?) (?:GAP)?(?:threw|hurled|pelted|set fire|burn(?:ed|t)|torched|stormed|attacked|ransacked)|threw stones|hurled stones|throwing stones|burned tyres|burning tires)",
        "active",
        0.8,
        weapon=True,
    ),
    Trigger(
        MOB,
        r"(?:mobs?|lynch(?:ed|ing)|angry (?:crowd|residents|mob) (?:GAP)?(?:attacked|stormed|beat|burned|torched))",
        "active",
        0.7,
        weapon=True,
    ),
    Trigger(
        CLASH,
        r"(?:tribal|clan|land|water) (?:clash(?:es)?|fights?|conflict|disputes?|feuds?|quarrels?)",
        "nominal",
        0.6,
        needs=r"(?:killed|wounded|injured|dead|gun ?fire|shot|armed|weapons)",
    ),
    Trigger(
        STRIKE,
        r"(?:bombings?|bombardments?|attacks?|strikes?|raids?) (?:GAP)?(?:carried out |conducted |launched |executed )?by (?:an? |the )?(?:\w+ ){0,2}(?:drones?|uavs?|jets|aircraft|warplanes?|f-16s?|air force)",
        "nominal",
        1.0,
        weapon=True,
    ),
    Trigger(
        STRIKE,
        r"(?:turkish|iranian) (?:air )?(?:bombings?|bombardments?|strikes?)",
        "nominal",
        0.8,
        weapon=True,
    ),
    Trigger(
        SHELLING,
        r"bombed",
        "active",
        0.7,
        weapon=True,
        unless=r"(?:jets|warplanes?|aircraft|drones?|planes?|f-16s?|suicide|coalition|air force)",
    ),
    Trigger(
        DISRUPTED,
        r"(?:confiscation|seizure|discovery|defusing|dismantling) of (?:GAP)?(?:explosives?|equipment|weapons|ieds?|explosive devices|rockets?|ammunition|bombs?|caches?)",
        "nominal",
        0.6,
        weapon=True,
    ),
    Trigger(
        IED,
        rf"{BOMB} (?:[^\s.,;:!?]+ ){{0,9}}?(?:injur(?:ed|es|ing)|wound(?:ed|s|ing)|kill(?:ed|s|ing)|exploded|went off|brought down|destroyed)",
        "nominal",
        0.9,
        weapon=True,
        unless=r"defus|dismantl|disarm",
    ),
    Trigger(
        IED,
        r"(?:blown off the road|explosive charges? brought down|(?:bombs?|charges|explosives) brought down|drove over (?:an? |the )?(?:\w+ )?mines?|(?:set|was set) (?:ablaze|on fire) by (?:an? )?bombs?)",
        "nominal",
        0.9,
        weapon=True,
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
    Trigger(
        INTERVENTION,
        r"fired (?:\w+ ){0,3}(?:in|into) the air",
        "active",
        0.8,
        needs=rf"(?:{PROTESTER}|took to the streets|protesting)",
        weapon=True,
    ),
)

CUES = (
    # --- it did not happen ------------------------------------------------------------------------------
    Cue(
        "negated",
        r"(?:den(?:ied|ies|ying)|reject(?:ed|s)|refuted?|dismissed) (?:that|reports?|rumou?rs?|claims?|news|allegations?|any|having|the|talk|accusations?|it)",
        "rest",
    ),
    Cue(
        "negated",
        r"(?:there (?:was|were|has been|had been) no|no (?:such )?(?:attack|clash|explosion|incident|airstrike|strike|shelling|contact|fighting|arrests)|did not (?:attack|carry out|take place|target|fire|explode)|(?:was|were) not (?:attacked|targeted|hit|bombed|kidnapped|involved)|not (?:been )?(?:attacked|targeted|bombed)|untrue|baseless|false (?:reports?|news)|without (?:a fight|fighting|resistance))",
        "after",
    ),
    Cue("negated", r"(?:had|has|having) nothing to do with", "after"),
    # --- not yet, or perhaps -----------------------------------------------------------------------------
    Cue(
        "future",
        r"(?:will|shall|would|plans? to|planned to|planning(?: to)?|is to|are to|to be|intends? to|preparing(?: to| for)?|going to|aims? to|scheduled (?:to|for)|due to (?:be|visit|start|begin|meet)|hopes? to|wants? to|deliberat\w+|ponder\w*|consider(?:s|ing)?|mull\w*|vow(?:ed|s) to|pledg(?:ed|es) to|promis(?:ed|es) to|ready to|working to|expected to|is set to|upcoming|ahead of an?)",
        "after",
    ),
    Cue(
        "hypothetical",
        r"(?:if|could|may|might|should|responsible for|accused of|involved in|involvement in|behind|suspected of|charged with|in connection with|wanted (?:for|by)|participated in|took part in|part in|claim(?:ed|s) to have|demands?|demanding|in case of|in the event of|to prevent|prevent(?:ing)?(?: any| further| future)?|avoid(?:ing)?|in order to|threat(?:s|en|ens|ened|ening)? (?:to|of)|fear(?:s|ed|ing)? (?:of|that|a|an)?|warn(?:ed|s|ing)? (?:of|that|against|about)|risk of|possible|possibility of|any (?:attack|attempt|violence|threat)|potential|attempt(?:s|ed|ing)? to|tried to|intended to|had been planning|were planning|was planning|used (?:to|by|for)|(?:meant|intended|designed) (?:to|for)|protect (?:\w+ )?(?:from|against)|against (?:any|future|possible)|capab\w+ of|to (?:confront|counter|fight|combat|deter|stop|launch|carry out|conduct|avenge|exploit|attack|plan|hide|pursue|dry up|track|chase))",
        "after",
    ),
    # --- told as history or in general -----------------------------------------------------------------------
    Cue(
        "historical",
        r"(?:(?:in|since|until|from|between|during|after|by|of|late|early|mid|summer|autumn|fall) (?:\w+ )?(?:19\d\d|200\d|201[0-7])|(?:fall|liberation|battle|capture|takeover|invasion) of (?:mosul|kirkuk|sinjar|ramadi|hawija|kobane|raqqa|iraq)|declared (?:\w+ )?(?:victory|defeat)|territorial(?:ly)? defeat(?:ed)?|defeat of (?:isis|is|the islamic state)|(?:years|decades) (?:ago|later)|anniversary|genocide|former(?:ly)?|once (?:held|controlled|served)|overran (?:large|vast|swathes|swaths|a third|much)|swath(?:e)?s of|third of (?:the country|iraq)|war (?:against|on) (?:isis|is|islamic state|daesh)|so-called caliphate|self-proclaimed|black flag|saddam|us-led invasion|independence referendum|october 16|anfal|halabja|referendum)",
    ),
    Cue(
        "habitual",
        r"(?:repeated(?:ly)?|often|frequent(?:ly)?|regular(?:ly)?|usual(?:ly)?|occasional(?:ly)?|routinely|continu(?:es?|ed|ously|ing|ally) to|constant(?:ly)?|periodic(?:ally)?|sporadic(?:ally)?|from time to time|every (?:few|day|week|month|summer|year)|(?:in|over|during) (?:the )?(?:recent|past|last) (?:NUM )?(?:years|months|weeks)|recent (?:months|weeks|years|attacks|days)|recently (?:stepped|increased|intensified|ramped)|for (?:years|months|decades|weeks)|(?:uptick|increase|surge|rise|spike|escalation|wave|series|string|spate|number) (?:of|in) (?:\w+ ){0,3}(?:attacks|violence|assaults|incidents|bombings|kidnappings|activity)|(?:stepped|ramped) up|intensified|escalated|hit-and-run|(?:attacks|activity|activities) (?:have|has) (?:increased|intensified|been|surged)|on the rise|remains? (?:active|a threat)|sleeper cells|still (?:active|has|have|carry|poses?|carries|launch|maintain)|(?:has|have) been (?:launching|carrying|conducting|staging|increasing|targeting|attacking|active)|security (?:vacuum|gap|void)|tend to|typically|tactics?|ongoing attacks|known (?:to|for)|many attacks|dozens of attacks|numerous attacks|several attacks|(?:attacks|incidents) (?:in|across) (?:iraq|the country)|all over|more than \d+ (?:attacks|operations)|(?:carried out|conducted|launched|claimed) (?:\d+|NUM|dozens of|hundreds of|many|several|numerous|multiple) (?:\w+ )?(?:attacks|operations|strikes))",
    ),
    Cue(
        "statement",
        r"(?:condemn(?:ed|s|ing)?|denounc(?:ed|es|ing)|call(?:ed|s|ing)? (?:for|on|upon)|urg(?:ed|es|ing)|demand(?:ed|s|ing)?|condolences?|stress(?:ed|es)|emphasi[sz](?:ed|es)|discuss(?:ed|es|ing|ions?)?|meeting|met with|visit(?:ed|ing)?|appeal(?:ed|s)?|blame (?:on|for)|mourn(?:ed|s)?|expressed|hailed|prais(?:ed|es)|thank(?:ed|s)|reiterat(?:ed|es)|in response to a question|investigation (?:into|committee)|committee of inquiry|commemorat(?:ed|es|ion)|funerals?|summit|conference|talks|negotiat\w+|parliament|election)",
    ),
    # --- an older incident ---------------------------------------------------------------------------------
    Cue(
        "background",
        r"(?:claimed responsibility for (?:another|an|two|several)|recently|earlier (?:this|in the|in) (?:month|year|week|january|february|march|april|may|june|july|august|september|october|november|december)?|(?:last|previous) (?:month|year|week|summer|winter|spring|autumn)|(?:days?|weeks?|months?|years?) (?:ago|earlier|before)|(?:previously|formerly|the (?:last|latest|most recent|previous|bloodiest|deadliest|worst) (?:attack|incident|such|of its kind)|it was the (?:second|third|fourth|first|latest|deadliest|worst)|in (?:a )?(?:similar|previous|earlier|past|recent) (?:attack|incident|development|case|operation)s?|in (?:january|february|march|april|may|june|july|august|september|october|november|december)))",
    ),
    # --- another incident, or the same ----------------------------------------------------------------------
    Cue(
        "separate",
        r"(?:in (?:a|another) (?:separate|second|similar|related|different|third|other|further|incident|attack|development|explosion)(?: \w+)?|separately|elsewhere|meanwhile|in the meantime|on the other hand|(?:in )?another (?:\w+ )?(?:attack|incident|explosion|bomb|ied|blast|operation|raid|shelling|drone|strike|roadside)|a (?:second|third|separate|fourth) (?:\w+ )?(?:attack|incident|explosion|bomb|ied|blast|operation|raid|device|drone|strike|assault|rocket)|the (?:second|third|other) (?:attack|incident|explosion|bomb|blast|device|assault|strike)|(?:hours|minutes|days) (?:earlier|later)|(?:shortly|soon) afterwards|(?:hours|minutes|days) (?:before|after) (?:the|an?|NUM|another)|also on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on the same day|the same day|in the same context|in a related (?:development|context)|in addition|(?:and )?(?:gunmen|militants|they) then|followed by)",
    ),
    Cue(
        "updated",
        r"(?:(?:death )?toll (?:from|of|in)? ?(?:GAP)?(?:rose|risen|climb(?:ed|s)|increased|rises|reached|went up|gone up|jump(?:ed|s)|doubles)|(?:rose|risen|rises|climbed|increased|gone up|went up|bringing|brings|raising) (?:GAP)?(?:to|the (?:death )?toll|the total|the number)|succumbed to|died (?:of|from) (?:\w+ )?(?:wounds|injuries)|now known|have now been|has now (?:cost|risen)|(?:updated|final|new|latest) (?:toll|figures?|count|tally))",
    ),
    Cue(
        "superseded",
        r"(?:(?:initial(?:ly)?|earlier|preliminary|first) (?:reports?|statements?|toll|figures?|accounts?|said|put|reported|information)|had (?:first |earlier |initially |previously )?(?:put|reported|said|given|spoken)|previous(?:ly)? (?:toll|reported|figure|count)|up from|from (?:an )?(?:earlier|initial))",
    ),
    Cue(
        "together",
        r"(?:in (?:the|both|these|those|the two|the three|all|two|three)(?: NUM)?(?: \w+)? ?(?:attacks|incidents|explosions|blasts|bombings|assaults|strikes|clashes|operations|raids)|by (?:two|three|four|several|the two|the three) (?:\w+ )?(?:bombs|explosions|attacks|ieds|blasts|strikes)|in (?:all|total)|altogether|(?:a|the|joint|combined|overall|total) (?:combined |joint )?(?:toll|tally|total)|both (?:attacks|incidents)|combined|(?:attacks|blasts|explosions|bombings) (?:killed|left|claimed|resulted|caused|wounded|took the lives))",
    ),
    Cue(
        "unrelated",
        r"(?:derby|league|stadium|striker|goalkeeper|half-time|championship|midfielder|penalty (?:kick|shoot-out)|referee)",
        "article",
    ),
    Cue(
        "habitual",
        r"(?:carried out|conducted|launched|staged) (?:NUM|dozens of|hundreds of|many|several|numerous|multiple) (?:\w+ )?(?:ambushes|bombings|kidnappings|raids|assaults)",
    ),
    Cue(
        "habitual",
        r"according to a count|in numbers|arrived at \d+|a year in|monthly (?:count|report|figures)|statistics",
    ),
    Cue("together", r"(?:two|three|four|several) (?:\w+ ){0,2}(?:attacks|bombs|explosions|blasts|incidents)"),
    Cue(
        "contested",
        r"(?:spoke of|put the (?:number|toll|death toll|figure)|another (?:source|official)|while (?:\w+ ){1,5}(?:said|claimed|reported|put|spoke)|however,? (?:\w+ ){1,5}(?:said|reported)|conflicting|whose accounts differed|gave a different|(?:listed|lists|gave the number)|depending on the source|iraqi sources said|(?:police|officials|medics) (?:in \w+ )?said at least)",
    ),
    Cue(
        "per_event",
        r"(?:in each (?:attack|incident|explosion)|each (?:of the )?(?:attacks?|blasts?|explosions?))",
    ),
    # --- other worlds -------------------------------------------------------------------------------------
    Cue(
        "unrelated",
        r"(?:sentenc(?:ed|es|ing)|death (?:sentence|penalty)|life (?:imprisonment|in prison)|court (?:sentenced|ruled|issued|convicted|in)|convicted|on trial|trial of|verdict|traffic (?:accidents?|collision)|car (?:accident|crash)|road (?:accident|crash)s?|collision|drown(?:ed|ing)?|earthquake|flood(?:s|ing|ed)?|torrent(?:s|ial)|heavy rain|coronavirus|covid(?:-19)?|electric(?:al)? (?:shock|short[- ]circuit)|short circuit|gas (?:leak|cylinder explo\w+)|(?:military|training) (?:exercises?|drills?|parade)|football|match|tournament|film festival|novel|documentary|exhibition|suicide (?:rates?|cases?)|drug (?:dealers?|traffick\w+|smugg\w+)|smuggling|narcotics|crystal meth|human trafficking|mass graves?|exhum\w+)",
    ),
    Cue(
        "civil_dispute",
        r"(?:family (?:dispute|quarrel|feud|problem)s?|domestic (?:dispute|violence)|social (?:dispute|problem)s?|personal (?:dispute|quarrel|feud)|marital|honou?r killing|robbery|theft|thieves|over money|inheritance|husband|his wife|celebratory (?:gunfire|shooting))",
    ),
)

CASUALTIES = (
    CasualtyWord("killed", r"kill(?:s|ing)", "after"),
    CasualtyWord("killed", r"killed", "either"),
    CasualtyWord(
        "killed",
        rf"(?:{BE}|{HAVE} been|{HAVE}) (?:shot )?(?:killed|martyred|slain|murdered|assassinated|executed|beheaded|massacred)",
        "before",
    ),
    CasualtyWord(
        "killed",
        r"(?:was|were|been|left|shot|gunned|found|feared|confirmed|reported|stabbed) (?:dead|down|to death)",
        "either",
    ),
    CasualtyWord("killed", r"dead", "before"),
    CasualtyWord("killed", r"(?:dead|deaths?|fatalities|martyrs|lives)", "before"),
    CasualtyWord(
        "killed",
        r"(?:died|dies|perished|lost (?:his|her|their) (?:life|lives)|succumbed|fell martyr)",
        "before",
    ),
    CasualtyWord(
        "killed",
        r"(?:deaths? of|killing of|death toll (?:of|at|to|rises to|rose to)|claim(?:ed|ing|s) the li(?:fe|ves) of|cost(?:ing)? (?:the li(?:fe|ves) of)?|took the li(?:fe|ves) of|murder of|assassination of|martyrdom of|body of|bodies of|remains of|loss of)",
        "after",
    ),
    CasualtyWord(
        "killed",
        r"(?:shot dead|gunned down|assassinated|murdered|executed|eliminat(?:ed|ing|es)|neutrali[sz](?:ed|ing|es)|slaughtered|beheaded|massacred)",
        "either",
    ),
    CasualtyWord("killed", r"bod(?:y|ies)", "before", weak=True),
    CasualtyWord("wounded", r"(?:wound|injur)(?:ing|s)", "after"),
    CasualtyWord("wounded", r"(?:wounded|injured|hurt)", "either"),
    CasualtyWord("wounded", rf"(?:{BE}|{HAVE} been) (?:\w+ly )?(?:wounded|injured|hurt)", "before"),
    CasualtyWord(
        "wounded", r"(?:sustain(?:ed|ing)|suffer(?:ed|ing)) (?:\w+ )?(?:injuries|wounds|burns)", "before"
    ),
    CasualtyWord("wounded", r"(?:injury of|injury to|injuries to|wounding of|injuring of)", "after"),
    CasualtyWord("wounded", r"injuries", "before", weak=True),
    CasualtyWord("captured", r"(?:arrest|detain|captur|apprehend|abduct|kidnap|seiz)(?:ing|s|es)", "after"),
    CasualtyWord(
        "captured",
        r"(?:arrested|detained|captured|apprehended|abducted|kidnapped|kidnaped|nabbed|rounded up)",
        "either",
    ),
    CasualtyWord(
        "captured",
        rf"(?:{BE}|{HAVE} been) (?:arrested|detained|captured|apprehended|abducted|kidnapped|taken (?:away|hostage|captive|alive|prisoner)|rounded up|held|caught)",
        "before",
    ),
    CasualtyWord(
        "captured",
        r"(?:arrest of|capture of|abduction of|kidnapping of|detention of|taken hostage|took hostage|took away|taking (?:away|hostage)|took captive|arrests? in)",
        "after",
    ),
    CasualtyWord("captured", r"(?:arrests|abductees|hostages|detainees|suspects held)", "before", weak=True),
)

NONE_HURT = (
    NoCasualties(
        ("killed", "wounded"),
        r"(?:no|without(?: any| causing| causing any| leaving any)?|did not (?:cause|result in|leave|lead to)(?: any)?|caused no|not (?:caused|resulted in|cause|result in)(?: any)?) (?:\w+ )?(?:human )?(?:(?:or|and) material )?(?:casualties|losses|human losses|victims|loss of life|casualties or (?:damage|injuries))(?! (?:figure|number))|(?:no|without(?: any)?) human (?:or|and) material (?:damages?|losses)",
    ),
    NoCasualties(
        ("killed", "wounded"),
        r"(?:no ?(?:one|body)|none of (?:them|the \w+)) (?:was|were|had been|has been|is) (?:killed or (?:wounded|injured|hurt)|hurt|harmed)",
    ),
    NoCasualties(
        ("killed", "wounded"),
        r"(?:no casualties|no injuries or (?:deaths|fatalities)|no deaths or injuries|no one (?:was )?(?:hurt|harmed)|nobody (?:was )?hurt|no loss of life|unharmed|unhurt|escaped unhurt|hurt nobody)",
    ),
    NoCasualties(
        ("killed",),
        r"(?:no ?(?:one|body) (?:was|has been) killed|no ?(?:one|body) (?:died|has died)|no (?:deaths|fatalities)|there were no deaths|without (?:deaths|fatalities))",
    ),
    NoCasualties(
        ("killed", "wounded"),
        r"(?:no ?(?:one|body) (?:else )?(?:was|were|has been) (?:injured|wounded|hit)|no (?:\w+ )?(?:was|were) (?:injured|wounded)|no injuries|no wounded)",
    ),
    NoCasualties(
        ("captured",), r"(?:no arrests|no one was arrested|no suspects were arrested|nobody was arrested)"
    ),
)

PERSONS = (
    PersonNoun(
        r"(?:iraqi )?(?:army )?(?:soldiers?|troops|servicem[ae]n|lieutenants?|army officers?|army (?:members?|personnel)|conscripts?|army privates?|privates?|corporals?|sergeants?)",
        "Iraqi Army",
        "force",
    ),
    PersonNoun(
        r"(?:peshmergas?|peshmargas?|pesh merga|peshmerge)(?: (?:fighters?|soldiers?|members?|forces|troops|officers?|personnel|commanders?))?",
        "Peshmerga",
        "force",
    ),
    PersonNoun(
        r"(?:federal policem[ae]n|federal police (?:officers?|members?|personnel|soldiers?|forces|troops)|members of the federal police)",
        "Iraqi Federal Police",
        "force",
    ),
    PersonNoun(
        r"(?:police ?m[ae]n|police (?:officers?|members?|personnel|captain|colonel))", "Iraqi Police", "force"
    ),
    PersonNoun(
        r"(?:(?:pmf|pmu|hashd(?: al-shaabi| al-sha'abi)?|popular mobili[sz]ation(?: forces| units)?) (?:fighters?|members?|soldiers?|personnel|militiam[ae]n|troops))",
        "Popular Mobilization Forces",
        "force",
    ),
    PersonNoun(
        r"(?:tribal (?:fighters?|mobili[sz]ation (?:fighters?|members?))|(?:tribal hashd|hashd al-ashairi|hashd al-asha'iri) (?:fighters?|members?))",
        "Tribal Mobilization Forces",
        "force",
    ),
    PersonNoun(r"(?:asayish (?:officers?|members?|personnel))", "Asayish", "force"),
    PersonNoun(
        r"(?:border guards?|security (?:personnel|members?|forces?|officers?|guards?|men)|guards?|federal forces|iraqi forces)",
        "Iraqi Security Forces",
        "force",
    ),
    PersonNoun(
        r"(?:fighters?|members?|elements?|personnel|officers?|commanders?|colonels?|captains?|majors?|brigadiers?|generals?|comrades|leaders?|aides?|bodyguards?|figures?|chiefs?|brothers?-in-arms)",
        "",
        "any",
    ),
    PersonNoun(
        r"(?:isis|is|isil|daesh|islamic state)(?: group)?(?:-linked)? (?:militants?|fighters?|members?|gunmen|gunman|terrorists?|elements?|leaders?|commanders?|suspects?|snipers?|jihadists?|insurgents?|operatives?|remnants|cells?|extremists|attackers)",
        "Islamic State",
        "group",
    ),
    PersonNoun(
        r"(?:(?:militant|terrorist|jihadist|insurgent|extremist)(?:s|(?! (?:attacks?|acts?|groups?|organi[sz]ations?|operations?|plots?|incidents?|gangs?|cells?|elements?)))|emirs?|operatives?|(?:terrorist|militant) (?:elements?|gangs?))",
        "Islamic State",
        "group",
    ),
    PersonNoun(r"(?:suicide )?(?:bombers?|attackers?)", "", "group"),
    PersonNoun(
        r"(?:unknown|unidentified|masked) (?:gunm[ae]n|armed m[ae]n|attackers?|assailants?|persons?|men|individuals|people)",
        "Unidentified armed group",
        "group",
        unknown=True,
    ),
    PersonNoun(
        r"(?:(?:gunm[ae]n|armed m[ae]n|assailants?|armed (?:group|individuals|persons|people|elements)|infiltrators?|snipers?|persons? on (?:a )?motorcycles?))",
        "Unidentified armed group",
        "group",
    ),
    PersonNoun(
        r"(?:suspects?|detainees?|wanted (?:persons?|men|individuals?|people|man)|suspected (?:\w+ )?(?:militants?|members?))",
        "",
        "group",
    ),
    PersonNoun(
        r"(?:civilians?|farmers?|shepherds?|villagers?|residents?|locals?|citizens?|fisherm[ae]n|children|child|women|woman|boys?|girls?|students?|teachers?|drivers?|workers?|labou?rers?|employees?|engineers?|contractors?|journalists?|merchants?|truffle (?:hunters?|gatherers?|collectors?)|famil(?:y|ies)|family members?|famil(?:y|ies) of \w+|brothers?|sons?|fathers?|mothers?|wi(?:fe|ves)|husbands?|relatives?|mukhtars?|village (?:chief|head(?:man)?|elder)s?|passengers?|bystanders?|hunters?|truck drivers?|passers-?by|pilgrims?|doctors?|youths?|young m[ae]n|old m[ae]n|elderly|shopkeepers?|displaced (?:persons?|people)|travell?ers|tourists?|kakais?|yazidis?|yezidis?|picnickers|watchm[ae]n)",
        "Civilians",
        "civilian",
    ),
    PersonNoun(r"(?:protest(?:er|or)s?|demonstrators?|activists?)", "Protesters", "civilian"),
    PersonNoun(
        r"(?:people|persons?|person|m[ae]n|individuals?|others?|victims?|martyrs?|lives|bodies|body|dead|passengers?|more|forces)",
        "",
        "any",
    ),
)

_MONTHS = (
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
_ONES = (
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
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DAYS = (
    "mon(?:day)?",
    "tue(?:sday)?",
    "wed(?:nesday)?",
    "thu(?:rsday)?",
    "fri(?:day)?",
    "sat(?:urday)?",
    "sun(?:day)?",
)
_DAYTIME = r"(?:morning|afternoon|evening|night|noon|midnight|midday|dawn|sunset)"

LANGUAGE = Language(
    code="en",
    script="latin",
    enclitics=r"'s?",
    abbreviations=(
        "gen",
        "lt",
        "col",
        "maj",
        "brig",
        "capt",
        "sgt",
        "mr",
        "mrs",
        "dr",
        "st",
        "no",
        "u.s",
        "u.k",
        "u.n",
        "a.m",
        "p.m",
        "km",
        "vs",
        "etc",
        "inc",
        "gov",
        "sen",
        "rep",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
    ),
    clause_breaks=(
        r"while",
        r"whereas",
        r"but",
        r"although",
        r"though",
        r"before",
        r"after which",
        r"when",
        r"as",
        r"and then",
        r"then",
        r"which",
        r"who",
        r"adding(?: that)?",
        r"noting(?: that)?",
    ),
    conjunctions=(r"and", r"as well as", r"and also", r"along with", r"or", r"plus", r"to"),
    number_words={
        "a": 1,
        "an": 1,
        "single": 1,
        "another": 1,
        "a third": 1,
        "a fourth": 1,
        "a second": 1,
        **{word: index for index, word in enumerate(_ONES, 1)},
        **{word: index * 10 for index, word in enumerate(_TENS, 2)},
        "both": 2,
        "a couple of": 2,
        "a pair of": 2,
        "a couple": 2,
    },
    multipliers={"dozen": 12, "hundred": 100, "thousand": 1000},
    vague_numbers={
        "several": (3, 9),
        "a number of": (2, 9),
        "a handful of": (3, 6),
        "dozens": (24, 99),
        "dozens of": (24, 99),
        "scores of": (40, 99),
        "scores": (40, 99),
        "a few": (2, 5),
        "hundreds of": (200, 999),
        "hundreds": (200, 999),
    },
    ranges=(
        RangeWord("at_least", "at least NUM"),
        RangeWord("at_least", "more than NUM"),
        RangeWord("at_least", "over NUM"),
        RangeWord("at_least", "no fewer than NUM"),
        RangeWord("at_least", "no less than NUM"),
        RangeWord("at_least", "NUM or more"),
        RangeWord("at_least", "as many as NUM"),
        RangeWord("at_most", "up to NUM"),
        RangeWord("at_most", "no more than NUM"),
        RangeWord("about", "about NUM"),
        RangeWord("about", "around NUM"),
        RangeWord("about", "some NUM"),
        RangeWord("about", "approximately NUM"),
        RangeWord("about", "nearly NUM"),
        RangeWord("about", "roughly NUM"),
        RangeWord("between", "between NUM and NUM"),
        RangeWord("between", "NUM to NUM"),
        RangeWord("between", "from NUM to NUM"),
        RangeWord("between", "NUM or NUM"),
    ),
    ordinals={
        **{word: index for index, word in enumerate(_ORDINALS, 1)},
        **{rf"{day}(?:st|nd|rd|th)": day for day in range(1, 32)},
    },
    not_counts_after=(
        r"(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|m|years?|months?|weeks?|days?|hours?|minutes?|seconds?|years?[- ]old|-year-old|a\.m\.?|p\.m\.?|am|pm|percent|per cent|%|dunams?|hectares?|acres?|tons?|tonnes?|kilograms?|kg|litres?|liters?|barrels?|dollars?|dinars?|vehicles?|cars?|trucks?|houses?|homes?|villages?|rockets?|mortars?|missiles?|drones?|bombs?|ieds?|explosive|explosions?|attacks?|axes|axis|directions?|caves?|tunnels?|hideouts?|dens?|motorcycles?|rifles?|weapons?|sides?|times?|degrees|districts?|provinces?|governorates?|operations?|airstrikes?|air strikes?|strikes?|positions?|posts?|checkpoints?|sites?|th|st|nd|rd|o'clock|local time|gmt|brigades?|divisions?|regiments?|battalions?|wells?|towers?|pylons?|mines?|shells?|rounds?|caliber|mm|million|billion|phases?|areas?|targets?|sheep|cows|animals|parties|groups?|cells?|incidents?|buildings?|bases?)",
    ),
    not_counts_before=(
        r"(?:brigade|article|resolution|division|unit|aged|age|number|no|regiment|battalion|section|route|chapter|phase|channel|sector|axis|kurdistan|phase|highway)",
    ),
    weekdays={pattern: index for index, pattern in enumerate(_DAYS)},
    months={
        **{name: index for index, name in enumerate(_MONTHS, 1)},
        "jan": 1,
        "feb": 2,
        "aug": 8,
        "sept": 9,
        "oct": 10,
        "nov": 11,
        "dec": 12,
    },
    hijri_months={"muharram": 1, "safar": 2, "ramadan": 9, "shawwal": 10},
    kurdish_months={},
    relative_dates=(
        RelativeDate(r"today", 0, 0),
        RelativeDate(rf"(?:this|today's) {_DAYTIME}", 0, 0),
        RelativeDate(r"tonight", 0, 0),
        RelativeDate(r"earlier (?:today|in the day)", 0, 0),
        RelativeDate(r"yesterday(?: \w+)?", -1, -1),
        RelativeDate(r"the (?:previous|day before|night before)(?: day| night| evening)?", -1, -1),
        RelativeDate(r"this week", 0, 0, "week"),
        RelativeDate(r"earlier this week", 0, 0, "week"),
        RelativeDate(r"last week", -1, -1, "week"),
        RelativeDate(r"(?:over )?the weekend", 0, 0, "week"),
        RelativeDate(r"(?:earlier |late |early )?this month", 0, 0, "month"),
        RelativeDate(r"last month", -1, -1, "month"),
        RelativeDate(r"the previous month", -1, -1, "month"),
        RelativeDate(r"(?:earlier )?this year", 0, 0, "year"),
        RelativeDate(r"last year", -1, -1, "year"),
        RelativeDate(r"last (?:summer|spring|autumn|winter)", -1, -1, "year"),
    ),
    ago=(
        Ago(r"NUM days? ago", "day"),
        Ago(r"NUM weeks? ago", "week"),
        Ago(r"NUM months? ago", "month"),
        Ago(r"NUM years? ago", "year"),
        Ago(r"NUM days? (?:earlier|before(?: that)?|prior)", "day", since_event=True),
        Ago(r"NUM weeks? (?:earlier|before(?: that)?|prior)", "week", since_event=True),
        Ago(r"NUM months? (?:earlier|before(?: that)?)", "month", since_event=True),
    ),
    same_day=(
        r"(?:on )?the same (?:day|night|evening)",
        r"(?:NUM )?(?:hours|minutes) (?:later|earlier|before|after)",
        r"that (?:day|night|evening)",
        r"later (?:in the day|that day)",
        r"shortly (?:after|before)(?:wards)?",
        r"soon after(?:wards)?",
    ),
    next_day=(r"the (?:next|following) (?:day|morning|night)", r"a day (?:later|after)"),
    overnight=(r"overnight", r"during the night"),
    last_night=(r"last (?:night|evening)",),
    not_event_date_before=(
        r"(?:since|until|by|before|after|prior to|statement (?:on|issued on)|scheduled for|due on|for|next)",
    ),
    triggers=TRIGGERS,
    references=(
        r"(?:the|this|that|these|those|such)(?: same| latest| deadly| tragic| bloody| horrific| cowardly| treacherous| brutal| recent| second| third| other| armed| two| three| terrorist| isis| roadside| bomb| double| twin| night| drone)* (?:attacks?|explosions?|blasts?|bombings?|assaults?|strikes?|air ?strikes?|clash(?:es)?|incidents?|raids?|ambush(?:es)?|shooting|fighting|shelling|operations?|bombardment|firefight|kidnapping|abduction|killings?|arrests?|protests?|protesters|demonstrat(?:ion|ors)|bombs?|rockets?|drones?|devices?|fires?|campaign|fight|battle|sweep|gunfire|search|truce|ceasefire|mortars?|attackers)",
        r"(?:in response to|following|in retaliation for|in revenge for|in the wake of) (?:the |an? |last (?:week|month|night)'s |yesterday's |\w+day(?: night| evening)?'s )?(?:\w+ ){0,2}(?:attacks?|killings?|explosions?|bombings?|blasts?|strikes?|assaults?|raids?|clashes|massacre|shooting|shelling)",
        r"(?:last (?:week|month|night)|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night| evening| morning)?|this week)'s (?:\w+ ){0,2}(?:attacks?|killings?|explosions?|bombings?|blasts?|strikes?|assaults?|raids?|clashes|massacre|slaughter|shooting|shelling|fight|fighting)",
        r"(?:his|her|their|its) (?:arrest|murder|abduction|kidnapping|assassination|bod(?:y|ies)|death)",
    ),
    cues=CUES,
    casualty_words=CASUALTIES,
    no_casualties=NONE_HURT,
    person_nouns=PERSONS,
    person_adjectives=(
        r"(?:iraqi|kurdish|turkish|american|us|local|senior|young|elderly|armed|other|more|additional|unidentified|unknown|federal|civilian|innocent|suspected|alleged|prominent|high-ranking|top|male|female|yazidi|yezidi|kakai|turkmen|arab|sunni|shiite|shia|christian|foreign|wanted|so-called|dangerous|masked|security|army|police|tribal|border|unarmed|government|militia|isis|is|daesh|pmf|hashd al-shaabi|popular mobilization|displaced|different|key|former|off-duty|islamic state)",
    ),
    others=(r"(?:others?|more|another|additional)",),
    including=(
        r"(?:including|among (?:them|whom|those killed|the (?:dead|victims|wounded|killed|injured))|of (?:them|whom)|one of (?:them|whom)|two of (?:them|whom))",
    ),
    partitives=(
        r"(?:members of (?:the|a|an)?|of (?:the|its|his|their|our|them)|of|from the|of these|elements of (?:the)?|from)",
    ),
    actor_words=(
        ActorWords(
            "Turkish Armed Forces",
            r"(?:turkish (?:drones?|jets|warplanes|airstrikes?|strikes?|aircraft|artillery|shelling|bombardment|soldiers|base|troops|fighter|air|f-16s|uavs?|forces|invasion))",
        ),
        ActorWords("Turkish Armed Forces", r"(?:turkey|ankara)", weak=True),
        ActorWords(
            "Iranian Armed Forces",
            r"(?:iranian (?:drones?|missiles?|artillery|shelling|bombardment|strikes?|forces|guns?|attack)|islamic revolutionary guards? corps)",
        ),
        ActorWords(
            "Iraqi Air Force",
            r"(?:iraqi (?:f-16s?|jets|warplanes|airstrikes?|air strikes?|aircraft|fighter jets|planes|helicopters)|f-16s?(?: jets| fighter jets| aircraft)?|(?:army|military) (?:aviation|helicopters?))",
        ),
        ActorWords("Iraqi Air Force", r"(?:warplanes?|fighter jets|air ?strikes?|jets)", weak=True),
        ActorWords(
            "Global Coalition",
            r"(?:(?:us-led|international|global|anti-isis|anti-is|the) coalition(?: (?:aircraft|jets|warplanes|drones?|airstrikes?|planes|forces))?|coalition (?:aircraft|jets|warplanes|airstrikes?|drones?|planes|forces|strikes?))",
        ),
        ActorWords(
            "Iraqi Army",
            r"(?:(?:the|an|iraq's|iraqi|federal) (?:army|military)|army|iraqi (?:soldiers|troops)|army's)",
        ),
        ActorWords("Iraqi Federal Police", r"federal police(?:men|man)?"),
        ActorWords(
            "Iraqi Security Forces",
            r"(?:iraqi (?:security )?forces|security forces|federal forces|government forces|border guards?|swat)",
        ),
        ActorWords("Islamic State", r"(?:isis|daesh|isil|the islamic state|islamic state)"),
        ActorWords(
            "Tribal Mobilization Forces",
            r"(?:tribal (?:mobili[sz]ation|hashd|fighters)|sunni (?:tribal|members of the popular|hashd)|(?:sunni )?tribal forces)",
        ),
        ActorWords(
            "Popular Mobilization Forces",
            r"(?:popular mobili[sz]ation(?:'s)?|hashd(?: al-sha'?abi)?|hashd al-shabi)",
        ),
        ActorWords("PKK", r"(?:kurdistan workers'? party|people's defen[cs]e forces)"),
        ActorWords(
            "Sinjar Resistance Units",
            r"(?:sinjar (?:resistance|protection) units|shingal (?:resistance|protection) units)",
        ),
        ActorWords(
            "Iranian Kurdish opposition",
            r"(?:(?:iranian )?kurdish (?:iranian )?(?:opposition )?(?:parties|groups) (?:of|in|from) iran|kurdish-iranian|iranian kurdish(?: \w+)?|kurdistan democratic party of iran|democratic party of iranian kurdistan|kurdistan freedom party)",
        ),
        ActorWords(
            "Kurdistan Counter-Terrorism",
            r"(?:counter-terrorism (?:group|directorate|department)|kurdish counter-terrorism(?: officials| service)?)",
        ),
        ActorWords(
            "Counter-Terrorism Service",
            r"(?:(?:iraqi |elite )?counter-terrorism (?:service|forces|units)|iraqi (?:special forces|commandos))",
        ),
    ),
    agent_markers=(r"(?:by|from|at the hands of|between)",),
    target_markers=(
        r"(?:on|against|at|targeting|targeted|of|upon|into|hit|struck|carrying|belonging to|near)",
    ),
    complementizers=(r"that",),
    speech_verbs=(
        r"(?:said|says|told|tells|announced|stated|reported|added|confirmed|revealed|explained|noted|according to|claimed|disclosed|declared|indicated|mentioned|quoted|informed|tweeted|statement|reads?|pointed out|wrote|posted|spoke|published)",
    ),
    speech_subject="either",
    source_phrases=(
        r"(?:according to|(?:security |local |medical |police |military |official |informed )?sources? (?:in|from|within|at|told)|spokes(?:man|person|woman) (?:for|of)|statement (?:by|from|of)|an? (?:officer|official|source|commander|colonel|captain|general|member) (?:in|from|of|with|at)|(?:head|director|chief|commander|mayor|governor) of(?: the)?|quoted|told|media (?:office|cell) of|report(?:ed)? by|cited)",
    ),
    source_nouns=(
        r"(?:officials?|sources?|spokes(?:man|person|woman)|commander|mayor|governor|statement|chief|ministry|witness(?:es)?|director|council|media cell|command|member of parliament|lawmaker|directorate|correspondent|reporter|media)",
    ),
    claims_of_responsibility=(
        r"(?:claim(?:ed|s|ing)? (?:responsibility|the attack|it|credit)|took responsibility|taken responsibility|claimed by)",
    ),
    blame=(
        r"(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)|suspected|believed to (?:be|belong|have been)|thought to be|attributed|belonging to|affiliated|linked|held? responsible|planted by|left by|suspects)",
    ),
    in_before=(
        r"(?:in|at|inside|within|into|on|across|of|outside|around|through)(?: the)?(?: (?:town|city|village|area|sub-?district|district|areas|region|outskirts|countryside|vicinity|center|centre|desert|valley|plains?)(?: of| in)?)?",
    ),
    near_before=(
        r"(?:near|close to|not far from|outside|on the outskirts of|outskirts of|around|adjacent to|next to|in the vicinity of|vicinity of|toward|overlooking|surrounding|on the edge of|edge of|above|beside)(?: the)?(?: (?:town|city|village|area|sub-?district|district))?(?: of)?",
    ),
    near_after=(
        r"(?:area|areas|countryside|outskirts|axis|region|sector|hills|desert|valley|surroundings|belt)",
    ),
    between_before=(
        r"between(?: the)?(?: (?:towns|villages|districts|areas|cities|provinces|town|village) of)?",
    ),
    distance=(
        r"(?P<n>NUM) ?(?:-)?(?:km|kms|kilomet(?:er|re)s?) (?:to the )?(?P<bearing>north-?east|north-?west|south-?east|south-?west|north|south|east|west)(?:ern)?(?: of| from)(?: the)?(?: (?:town|city|village|center|centre|district)(?: of)?)?",
        r"(?P<n>NUM) ?(?:km|kms|kilomet(?:er|re)s?) (?:away |outside )?(?:from|of|outside)(?: the)?(?: (?:town|city|village|center|centre))?(?: of)?",
        r"(?P<n>NUM) miles (?:to the )?(?P<bearing>north-?east|north-?west|south-?east|south-?west|north|south|east|west)(?: of| from)",
    ),
    bearings={
        r"north-?east\w*": 45.0,
        r"north-?west\w*": 315.0,
        r"south-?east\w*": 135.0,
        r"south-?west\w*": 225.0,
        r"north(?:ern)?": 0.0,
        r"south(?:ern)?": 180.0,
        r"east(?:ern)?": 90.0,
        r"west(?:ern)?": 270.0,
    },
    bearing_before=(
        r"(?:to the )?(?:north|south|east|west)-?(?:east|west)?(?:ern)?(?: side| part| outskirts| edge| entrance)?(?: of| from)?(?: the)?(?: (?:city|town|district|village|province|governorate) of)?",
    ),
    village_before=(
        r"(?:village|villages|hamlet|area|town|neighbou?rhood) of",
        r"(?:villages?|neighbou?rhood) called",
    ),
    village_after=(r"(?:village|villages|hamlet|neighbou?rhood|valley|area)",),
    unknown_name=r"[a-z][a-z'\-]+(?: [a-z][a-z'\-]+){0,3}",
    district_before=(r"(?:sub-?)?districts? of",),
    district_after=(r"(?:sub-?)?districts?(?:'s)?",),
    governorate_before=(r"(?:province|governorate) of",),
    governorate_after=(r"(?:province|governorate|provincial)(?:'s)?",),
    road_words=(r"(?:(?:main |international |old |strategic )?(?:road|highway|route|motorway))",),
    not_place_before=(
        r"(?:hospitals? (?:in|of)|(?:taken|rushed|transferred|evacuated|transported|moved|brought|airlifted|driven|carried|sent|fled|escaped|withdrew|returned|arrived|heading|headed|travell?ing|displaced|referred|going|way) (?:to|from|towards?|back to)(?: (?:a|the) \w+ (?:in|of))?|(?:road|highway|way|route|leading|linking|distance|gateway) to|(?:governor|mayor|police chief|commander|residents?|native|head|mp|lawmaker|member|bishop|council|people) (?:of|for|from)|from|told|funerals? in|morgue in|capital|government in|buried in|officials? in|such as|born in|camps? in|towards|leaving|visit(?:ed|ing)? (?:to )?)",
    ),
    not_place_after=(
        r"(?:police(?! station)|operations? command|hospital|general hospital|governor(?:'s)?|mayor(?:'s)?|provincial council|council|health (?:directorate|department)|police (?:command|directorate|chief)|sub-?district (?:mayor|director|council)|district (?:mayor|council|commissioner)|mp|lawmaker|regional government|region(?:al)?|axis commander|based|university|airport authorities|news|24|press|tv|radio|satellite|asayish|security directorate|said|-based|officials?|and baghdad have|have agreed|parliament)",
    ),
    same_place=(
        r"(?:the (?:same )?(?:village|area|town|district|sub-?district|city|province|region)|there)",
    ),
    rooms=(
        r"coordination (?:cent(?:er|re)s?|rooms?)",
        r"joint (?:security |military )?(?:operations?|coordination|command|cooperation)(?: and \w+)? (?:rooms?|cent(?:er|re)s?|headquarters|posts?|offices?)",
        r"joint (?:rooms?|cent(?:er|re)s?)",
        r"(?:coordination|operations?) (?:cent(?:er|re)s?|rooms?) (?:GAP)?(?:peshmerga|iraqi)",
    ),
    weak_rooms=(
        r"(?:the |a |an |three |four |two |another |similar |these |such )?(?:operations? |coordination |command )?(?:rooms?|cent(?:er|re)s?)",
    ),
    dateline=r"(?:\([a-z0-9 .]+\) ?)?[a-z][a-z.'/-]*(?:[ ,]+[a-z.'/-]+){0,4}?(?:,? ?(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2} [a-z]{3,9}))?(?:,? ?\([a-z0-9 .,]+\))? ?(?:-{1,2}|/|:) |[a-z]+(?: [a-z]+)? \([a-z0-9 .]+\) (?!-)",
    trailers=(
        r"previous article",
        r"next article",
        r"related (?:posts|articles|topics|news)",
        r"read also",
        r"most read",
        r"more from",
        r"you may also",
    ),
    boilerplate=(
        r"read more",
        r"photos?:",
        r"file photo",
        r"file -",
        r"\((?:afp|reuters|ap|archive|file)(?: photo)?\)$",
        r"photo by",
        r"still image obtained",
        r"copyright",
        r"all rights reserved",
        r"reporting by",
        r"editing by",
        r"follow us",
        r"subscribe",
        r"more to follow",
    ),
)
