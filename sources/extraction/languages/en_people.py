"""English: who is killed, wounded or taken, and the nouns for them."""

from __future__ import annotations

from sources.extraction.language import CasualtyWord, NoCasualties, PersonNoun
from sources.extraction.languages.en_pieces import BE, HAVE

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
    CasualtyWord(
        "wounded",
        rf"{BE} (?:still )?(?:being treated|receiving treatment|under treatment)",
        "before",
        weak=True,
    ),
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
    # "Two of the injured died": those who died are counted, not the injured.
    PersonNoun(
        r"of the (?:NUM )?(?:injured|wounded)(?= (?:later )?(?:died|succumbed|have died|had died|passed))",
        "",
        "any",
    ),
    PersonNoun(
        r"(?:people|persons?|person|m[ae]n|individuals?|others?|victims?|martyrs?|lives|bodies|body|dead|passengers?|more|forces)",
        "",
        "any",
    ),
)
