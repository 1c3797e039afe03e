"""How kinds of events relate: families, which words outrank which, who usually acts."""

from __future__ import annotations

from typing import Final

CLASH: Final = "Armed clash"
ATTACK: Final = "Attack"
IED: Final = "Remote explosive/landmine/IED"
SHELLING: Final = "Shelling/artillery/missile attack"
STRIKE: Final = "Air/drone strike"
SUICIDE: Final = "Suicide bomb"
GRENADE: Final = "Grenade"
CHEMICAL: Final = "Chemical weapon"
ABDUCTION: Final = "Abduction/forced disappearance"
SEXUAL: Final = "Sexual violence"
ARRESTS: Final = "Arrests"
DISRUPTED: Final = "Disrupted weapons use"
LOOTING: Final = "Looting/property destruction"
SWEEP: Final = "Security sweep"
JOINT: Final = "Joint operation"
RAID: Final = "Raid"
CHANGE: Final = "Change to group/activity"
REGAINS: Final = "Government regains territory"
OVERTAKES: Final = "Non-state actor overtakes territory"
TRANSFER: Final = "Non-violent transfer of territory"
BASE: Final = "Headquarters or base established"
AGREEMENT: Final = "Agreement"
PEACEFUL: Final = "Peaceful protest"
INTERVENTION: Final = "Protest with intervention"
EXCESSIVE: Final = "Excessive force against protesters"
VIOLENT: Final = "Violent demonstration"
MOB: Final = "Mob violence"
OTHER: Final = "Other"

FAMILY: Final = {
    CLASH: "Battles",
    REGAINS: "Battles",
    OVERTAKES: "Battles",
    STRIKE: "Explosions/Remote violence",
    CHEMICAL: "Explosions/Remote violence",
    GRENADE: "Explosions/Remote violence",
    IED: "Explosions/Remote violence",
    SHELLING: "Explosions/Remote violence",
    SUICIDE: "Explosions/Remote violence",
    ABDUCTION: "Violence against civilians",
    ATTACK: "Violence against civilians",
    SEXUAL: "Violence against civilians",
    EXCESSIVE: "Protests",
    PEACEFUL: "Protests",
    INTERVENTION: "Protests",
    MOB: "Riots",
    VIOLENT: "Riots",
    AGREEMENT: "Strategic developments",
    ARRESTS: "Strategic developments",
    CHANGE: "Strategic developments",
    DISRUPTED: "Strategic developments",
    BASE: "Strategic developments",
    LOOTING: "Strategic developments",
    TRANSFER: "Strategic developments",
    OTHER: "Strategic developments",
    JOINT: "Operations",
    SWEEP: "Operations",
    RAID: "Operations",
}

EXPLOSIVE: Final = frozenset({IED, SHELLING, STRIKE, SUICIDE, GRENADE, CHEMICAL})
PROTESTS: Final = frozenset({PEACEFUL, INTERVENTION, EXCESSIVE, VIOLENT, MOB})
OPERATIONS: Final = frozenset({SWEEP, JOINT, RAID, ARRESTS, DISRUPTED})
VIOLENT_ATTACKS: Final = EXPLOSIVE | {CLASH, ATTACK, ABDUCTION, LOOTING}
# A general word ("attack", "incident", "operation") can point back to any of these.
GENERAL: Final = frozenset({CLASH, ATTACK})

# Within one sentence the left kind tells what the right one's words only name in general.
ABSORBS: Final[dict[str, frozenset[str]]] = {
    SUICIDE: frozenset({IED, CLASH, ATTACK}),
    IED: frozenset({CLASH, ATTACK}),
    SHELLING: frozenset({CLASH, ATTACK, IED}),
    STRIKE: frozenset({CLASH, ATTACK, SHELLING, IED, RAID, SWEEP}),
    GRENADE: frozenset({CLASH, ATTACK, IED}),
    CHEMICAL: frozenset({SHELLING, CLASH, ATTACK, IED}),
    ABDUCTION: frozenset({CLASH, ATTACK}),
    CLASH: frozenset({SWEEP, RAID, ATTACK}),
    DISRUPTED: frozenset({IED, SHELLING, STRIKE, SUICIDE, CLASH, ATTACK, SWEEP}),
    LOOTING: frozenset({CLASH, ATTACK}),
    JOINT: frozenset({SWEEP, RAID, ARRESTS, DISRUPTED}),
    SWEEP: frozenset({ARRESTS, DISRUPTED, RAID}),
    RAID: frozenset({ARRESTS, SWEEP, CLASH, ATTACK}),
    REGAINS: frozenset({CLASH, SWEEP, TRANSFER}),
    OVERTAKES: frozenset({CLASH, ATTACK}),
    TRANSFER: frozenset({CHANGE, BASE}),
    EXCESSIVE: frozenset({PEACEFUL, INTERVENTION, VIOLENT, CLASH, ATTACK}),
    VIOLENT: frozenset({PEACEFUL, INTERVENTION, LOOTING, CLASH, ATTACK, ARRESTS}),
    INTERVENTION: frozenset({PEACEFUL}),
    MOB: frozenset({VIOLENT, PEACEFUL, ATTACK, CLASH, LOOTING}),
    AGREEMENT: frozenset({CHANGE, TRANSFER}),
    PEACEFUL: frozenset({CHANGE}),
}
