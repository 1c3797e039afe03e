"""English: words that change what a trigger means."""

from __future__ import annotations

from sources.extraction.language import Cue

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
