"""Code lists. Values are ACLED's, UCDP's and the Admiralty code's own terms, exactly."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventFamily(models.TextChoices):
    """ACLED's six event types, and one for what joint rooms do."""

    BATTLES = "Battles", _("Battles")
    EXPLOSIONS = "Explosions/Remote violence", _("Explosions/Remote violence")
    CIVILIANS = "Violence against civilians", _("Violence against civilians")
    PROTESTS = "Protests", _("Protests")
    RIOTS = "Riots", _("Riots")
    STRATEGIC = "Strategic developments", _("Strategic developments")
    OPERATIONS = "Operations", _("Operations")


class SubEventType(models.TextChoices):
    """ACLED's 25 sub event types, and three of our own for operations."""

    ARMED_CLASH = "Armed clash", _("Armed clash")
    GOVERNMENT_REGAINS = "Government regains territory", _("Government regains territory")
    NON_STATE_OVERTAKES = (
        "Non-state actor overtakes territory",
        _("Non-state actor overtakes territory"),
    )
    AIR_STRIKE = "Air/drone strike", _("Air/drone strike")
    CHEMICAL = "Chemical weapon", _("Chemical weapon")
    GRENADE = "Grenade", _("Grenade")
    IED = "Remote explosive/landmine/IED", _("Remote explosive/landmine/IED")
    SHELLING = "Shelling/artillery/missile attack", _("Shelling/artillery/missile attack")
    SUICIDE_BOMB = "Suicide bomb", _("Suicide bomb")
    ABDUCTION = "Abduction/forced disappearance", _("Abduction/forced disappearance")
    ATTACK = "Attack", _("Attack")
    SEXUAL_VIOLENCE = "Sexual violence", _("Sexual violence")
    EXCESSIVE_FORCE = (
        "Excessive force against protesters",
        _("Excessive force against protesters"),
    )
    PEACEFUL_PROTEST = "Peaceful protest", _("Peaceful protest")
    PROTEST_INTERVENTION = "Protest with intervention", _("Protest with intervention")
    MOB_VIOLENCE = "Mob violence", _("Mob violence")
    VIOLENT_DEMONSTRATION = "Violent demonstration", _("Violent demonstration")
    AGREEMENT = "Agreement", _("Agreement")
    ARRESTS = "Arrests", _("Arrests")
    CHANGE_TO_GROUP = "Change to group/activity", _("Change to group/activity")
    DISRUPTED_WEAPONS = "Disrupted weapons use", _("Disrupted weapons use")
    BASE_ESTABLISHED = (
        "Headquarters or base established",
        _("Headquarters or base established"),
    )
    LOOTING = "Looting/property destruction", _("Looting/property destruction")
    NON_VIOLENT_TRANSFER = (
        "Non-violent transfer of territory",
        _("Non-violent transfer of territory"),
    )
    OTHER = "Other", _("Other")
    JOINT_OPERATION = "Joint operation", _("Joint operation")
    SECURITY_SWEEP = "Security sweep", _("Security sweep")
    RAID = "Raid", _("Raid")

    @property
    def family(self) -> EventFamily:
        """The event family that this sub type belongs to."""
        return FAMILY_OF[self]

    @property
    def disorder_type(self) -> str:
        """ACLED's disorder type; ours export as *Strategic developments*."""
        if self.family in POLITICAL_FAMILIES or self in POLITICAL_SUB_TYPES:
            return "Political violence"
        if self.family in {EventFamily.PROTESTS, EventFamily.RIOTS}:
            return "Demonstrations"
        return "Strategic developments"


SUB_TYPES_OF: Final[dict[EventFamily, tuple[SubEventType, ...]]] = {
    EventFamily.BATTLES: (
        SubEventType.ARMED_CLASH,
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
    ),
    EventFamily.EXPLOSIONS: (
        SubEventType.AIR_STRIKE,
        SubEventType.CHEMICAL,
        SubEventType.GRENADE,
        SubEventType.IED,
        SubEventType.SHELLING,
        SubEventType.SUICIDE_BOMB,
    ),
    EventFamily.CIVILIANS: (
        SubEventType.ABDUCTION,
        SubEventType.ATTACK,
        SubEventType.SEXUAL_VIOLENCE,
    ),
    EventFamily.PROTESTS: (
        SubEventType.EXCESSIVE_FORCE,
        SubEventType.PEACEFUL_PROTEST,
        SubEventType.PROTEST_INTERVENTION,
    ),
    EventFamily.RIOTS: (SubEventType.MOB_VIOLENCE, SubEventType.VIOLENT_DEMONSTRATION),
    EventFamily.STRATEGIC: (
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.BASE_ESTABLISHED,
        SubEventType.LOOTING,
        SubEventType.NON_VIOLENT_TRANSFER,
        SubEventType.OTHER,
    ),
    EventFamily.OPERATIONS: (
        SubEventType.JOINT_OPERATION,
        SubEventType.SECURITY_SWEEP,
        SubEventType.RAID,
    ),
}
FAMILY_OF: Final[dict[SubEventType, EventFamily]] = {
    sub_type: family for family, sub_types in SUB_TYPES_OF.items() for sub_type in sub_types
}
POLITICAL_FAMILIES: Final = {EventFamily.BATTLES, EventFamily.EXPLOSIONS, EventFamily.CIVILIANS}
POLITICAL_SUB_TYPES: Final = {SubEventType.MOB_VIOLENCE, SubEventType.EXCESSIVE_FORCE}


class DatePrecision(models.TextChoices):
    """How exactly the date is known (ACLED time_precision 1, 2, 3; UCDP date_prec 1 to 5)."""

    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class LocationPrecision(models.TextChoices):
    """How exactly the place is known (ACLED geo_precision, UCDP where_prec)."""

    EXACT = "exact", _("exact")
    NEAR = "near", _("near")
    DISTRICT = "district", _("district")
    GOVERNORATE = "governorate", _("governorate")


class TimeOfDay(models.TextChoices):
    """The part of the day, where a report says it."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")
    NIGHT = "night", _("night")


class IncidentStatus(models.TextChoices):
    """Where an incident stands in the workflow; written by ``incidents.review`` alone."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    MERGED = "merged", _("merged")


class Verification(models.TextChoices):
    """How well an incident is supported by its accepted reports (codebook)."""

    UNVERIFIED = "unverified", _("unverified")
    SINGLE_SOURCE = "single_source", _("single source")
    CORROBORATED = "corroborated", _("corroborated")
    CONFIRMED = "confirmed", _("confirmed")
    DISPUTED = "disputed", _("disputed")


class Sensitivity(models.TextChoices):
    """Who may see an incident at all."""

    PUBLIC = "public", _("public")
    RESTRICTED = "restricted", _("restricted")


class ReportState(models.TextChoices):
    """What an editor decided about one article's account of an incident."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted as a new incident")
    MERGED = "merged", _("merged into an incident")
    REJECTED = "rejected", _("rejected")


class ClaimField(models.TextChoices):
    """What a claim is about."""

    SUB_EVENT_TYPE = "sub_event_type", _("event type")
    DATE = "date", _("date")
    PLACE = "place", _("place")
    PERPETRATOR = "perpetrator", _("perpetrator")
    TARGET = "target", _("target")
    PARTICIPANT = "participant", _("participant")
    KILLED = "killed", _("killed")
    WOUNDED = "wounded", _("wounded")
    CAPTURED = "captured", _("captured")
    CLAIMED_BY = "claimed_by", _("claimed by")


class Coder(models.TextChoices):
    """Who coded a claim."""

    EXTRACTOR = "extractor", _("extractor")
    EDITOR = "editor", _("editor")
    IMPORTER = "importer", _("importer")


class DatasetFormat(models.TextChoices):
    """The formats of data sets that can be imported; each has one file in ``incidents.importers``."""

    ACLED = "acled", _("ACLED")
    UCDP = "ucdp", _("UCDP GED")
    GTD = "gtd", _("GTD")
    HAMRIN = "hamrin", _("Hamrin CSV")


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Role(models.TextChoices):
    """An actor's part in an incident."""

    PERPETRATOR = "perpetrator", _("perpetrator")
    TARGET = "target", _("target")
    PARTICIPANT = "participant", _("participant")
    RESPONDER = "responder", _("responder")


class ActorKind(models.IntegerChoices):
    """ACLED's inter codes."""

    STATE = 1, _("State forces")
    REBELS = 2, _("Rebel groups")
    POLITICAL_MILITIA = 3, _("Political militias")
    IDENTITY_MILITIA = 4, _("Identity militias")
    RIOTERS = 5, _("Rioters")
    PROTESTERS = 6, _("Protesters")
    CIVILIANS = 7, _("Civilians")
    EXTERNAL = 8, _("External/other forces")


class AreaKind(models.TextChoices):
    """What a polygon stands for."""

    GOVERNORATE = "governorate", _("governorate")
    DISTRICT = "district", _("district")
    DISPUTED = "disputed", _("district with disputed status")
    BUFFER_ZONE = "buffer_zone", _("buffer zone")
    RANGE = "range", _("mountain range")
    RESPONSIBILITY = "responsibility", _("area of responsibility")
    DRAWN = "drawn", _("drawn by an analyst")


class RoomPhase(models.TextChoices):
    """The steps of a joint operation room in time."""

    AGREED = "agreed", _("agreed")
    OPENED = "opened", _("opened")
    OPERATIONAL = "operational", _("operational")
    JOINT_CHECKPOINTS = "joint_checkpoints", _("joint checkpoints")
    JOINT_OPERATIONS = "joint_operations", _("joint operations")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class RoomKind(models.TextChoices):
    """What kind of joint body it is."""

    COORDINATION_CENTRE = "joint coordination centre", _("joint coordination centre")
    OPERATIONS_ROOM = "joint operations room", _("joint operations room")
    MAIN_CENTRE = "main coordination centre", _("main coordination centre")
    BRIGADE = "joint brigade", _("joint brigade")
    CHECKPOINT = "joint checkpoint", _("joint checkpoint")
    HEADQUARTERS = "federal headquarters", _("federal headquarters")


class ForceRole(models.TextChoices):
    """What a force does in a joint operation room."""

    MEMBER = "member", _("member")
    HOST = "host", _("host")
    LIAISON = "liaison", _("liaison")


class TargetType(models.TextChoices):
    """GTD's target types, with its codes' names."""

    BUSINESS = "Business", _("Business")
    GOVERNMENT = "Government (General)", _("Government (General)")
    POLICE = "Police", _("Police")
    MILITARY = "Military", _("Military")
    AIRPORTS = "Airports & Aircraft", _("Airports & Aircraft")
    DIPLOMATIC = "Government (Diplomatic)", _("Government (Diplomatic)")
    EDUCATION = "Educational Institution", _("Educational Institution")
    FOOD_WATER = "Food or Water Supply", _("Food or Water Supply")
    JOURNALISTS = "Journalists & Media", _("Journalists & Media")
    MARITIME = "Maritime", _("Maritime")
    NGO = "NGO", _("NGO")
    OTHER = "Other", _("Other")
    PRIVATE = "Private Citizens & Property", _("Private Citizens & Property")
    RELIGIOUS = "Religious Figures/Institutions", _("Religious Figures/Institutions")
    TELECOM = "Telecommunication", _("Telecommunication")
    MILITIA = "Terrorists/Non-State Militia", _("Terrorists/Non-State Militia")
    TOURISTS = "Tourists", _("Tourists")
    TRANSPORT = "Transportation", _("Transportation")
    UNKNOWN = "Unknown", _("Unknown")
    UTILITIES = "Utilities", _("Utilities")
    PARTY = "Violent Political Party", _("Violent Political Party")
    ABORTION = "Abortion Related", _("Abortion Related")


class WeaponType(models.TextChoices):
    """GTD's weapon types."""

    BIOLOGICAL = "Biological", _("Biological")
    CHEMICAL = "Chemical", _("Chemical")
    RADIOLOGICAL = "Radiological", _("Radiological")
    NUCLEAR = "Nuclear", _("Nuclear")
    FIREARMS = "Firearms", _("Firearms")
    EXPLOSIVES = "Explosives", _("Explosives")
    FAKE = "Fake Weapons", _("Fake Weapons")
    INCENDIARY = "Incendiary", _("Incendiary")
    MELEE = "Melee", _("Melee")
    VEHICLE = "Vehicle", _("Vehicle")
    SABOTAGE = "Sabotage Equipment", _("Sabotage Equipment")
    OTHER = "Other", _("Other")
    UNKNOWN = "Unknown", _("Unknown")


class Scope(models.TextChoices):
    """What an API token may be used for, within what its user may do."""

    READ = "read", _("read what the desk sees")
    INGEST = "ingest", _("hand in articles")
    EDIT = "edit", _("change incidents, reports and sources")
