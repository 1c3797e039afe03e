"""The record: incidents, reports and claims, rooms, actors, areas, places."""

from .actor import Actor, ActorAlias
from .area import Area
from .attachment import Attachment
from .casualties import CASUALTIES
from .change import Change
from .dataset import Dataset, DatasetActor, DatasetRow, ImportRun, Rejection
from .desk import Batch, Comment, Merge
from .idempotency import IdempotencyKey
from .incident import Incident, IncidentArea, Participation, Tag, make_code
from .incident_queries import IncidentQuerySet
from .place import Place, PlaceAlias
from .prepared import PreparedExport
from .region import Region
from .report import Claim, Decision, Report, ReportGroup
from .room import JointOperationRoom, RoomAlias, RoomForce, RoomMention, RoomPhaseEvent
from .saved_view import SavedView
from .tagging import IncidentTag
from .token import ApiToken

__all__ = [
    "CASUALTIES",
    "Actor",
    "ActorAlias",
    "ApiToken",
    "Area",
    "Attachment",
    "Batch",
    "Change",
    "Claim",
    "Comment",
    "Dataset",
    "DatasetActor",
    "DatasetRow",
    "Decision",
    "IdempotencyKey",
    "ImportRun",
    "Incident",
    "IncidentArea",
    "IncidentQuerySet",
    "IncidentTag",
    "JointOperationRoom",
    "Merge",
    "Participation",
    "Place",
    "PlaceAlias",
    "PreparedExport",
    "Region",
    "Rejection",
    "Report",
    "ReportGroup",
    "RoomAlias",
    "RoomForce",
    "RoomMention",
    "RoomPhaseEvent",
    "SavedView",
    "Tag",
    "make_code",
]
