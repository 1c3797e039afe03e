# ruff: noqa: D101 - a shape's name says what it is
"""The shapes of the answers, for the OpenAPI document.

The rows are written by ``rows``, ``features`` and ``evidence``, which are many times as quick as
serializers; a test holds every answer against the document.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import Serializer

from incidents.enums import (
    ActorKind,
    AreaKind,
    ClaimField,
    Coder,
    DatePrecision,
    EventFamily,
    ForceRole,
    LocationPrecision,
    ReportState,
    Role,
    RoomKind,
    RoomPhase,
    SubEventType,
    Verification,
)


class FigureSerializer(Serializer[Any]):
    low = serializers.IntegerField(allow_null=True)
    best = serializers.IntegerField(allow_null=True)
    high = serializers.IntegerField(allow_null=True)


class LocationSerializer(Serializer[Any]):
    name = serializers.CharField(allow_blank=True)
    district = serializers.CharField(allow_blank=True)
    governorate = serializers.CharField(allow_blank=True)
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    precision = serializers.ChoiceField(LocationPrecision.choices)
    note = serializers.CharField(allow_blank=True)


class ParticipationSerializer(Serializer[Any]):
    name = serializers.CharField()
    name_ar = serializers.CharField(allow_blank=True)
    name_ckb = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(Role.choices)
    inter = serializers.ChoiceField(ActorKind.choices, help_text="ACLED's inter code.")
    killed = FigureSerializer(allow_null=True)
    wounded = FigureSerializer(allow_null=True)
    captured = FigureSerializer(allow_null=True)


class AreaReferenceSerializer(Serializer[Any]):
    kind = serializers.ChoiceField(AreaKind.choices)
    code = serializers.CharField()
    name = serializers.CharField()


class RoomReferenceSerializer(Serializer[Any]):
    uid = serializers.UUIDField()
    name = serializers.CharField()


class OutletSerializer(Serializer[Any]):
    outlet = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    date = serializers.DateField(allow_null=True)
    language = serializers.CharField(allow_blank=True)


class IncidentSerializer(Serializer[Any]):
    uid = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    event_type = serializers.ChoiceField(EventFamily.choices)
    sub_event_type = serializers.ChoiceField(SubEventType.choices)
    disorder_type = serializers.CharField()
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    date_precision = serializers.ChoiceField(DatePrecision.choices)
    time_of_day = serializers.CharField(allow_blank=True)
    location = LocationSerializer()
    actors = ParticipationSerializer(many=True)
    killed = FigureSerializer(allow_null=True, help_text="Null where not reported.")
    wounded = FigureSerializer(allow_null=True, help_text="Null where not reported.")
    captured = FigureSerializer(allow_null=True, help_text="Null where not reported.")
    areas = AreaReferenceSerializer(many=True)
    room = RoomReferenceSerializer(allow_null=True)
    claimed_by = serializers.CharField(allow_null=True)
    weapons = serializers.CharField(allow_blank=True)
    target_type = serializers.CharField(allow_blank=True)
    tags = serializers.ListField(child=serializers.CharField())
    verification = serializers.ChoiceField(Verification.choices)
    sources = OutletSerializer(many=True)
    report_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    api_url = serializers.URLField()
    url = serializers.URLField()


class PageSerializer(Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="The address of the next page; null on the last.")
    total = serializers.IntegerField(required=False, help_text="With with_total=yes.")


class ClaimSerializer(Serializer[Any]):
    field = serializers.ChoiceField(ClaimField.choices)
    value = serializers.JSONField()
    quote = serializers.CharField(allow_blank=True, help_text="The words of the article that say it.")
    start = serializers.IntegerField(allow_null=True, help_text="Where they begin, in code points.")
    end = serializers.IntegerField(allow_null=True)
    attributed_to = serializers.CharField(allow_blank=True)
    source_url = serializers.CharField(allow_blank=True)
    coder = serializers.ChoiceField(Coder.choices)


class GroundSerializer(ClaimSerializer):
    chosen = serializers.BooleanField(
        allow_null=True,
        help_text="Whether the desk rests the value, of the whole or of one side, on it; null of the past.",
    )


class ReportSerializer(OutletSerializer):
    title = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(ReportState.choices)
    licence = serializers.CharField(
        allow_blank=True, help_text="The terms of the data set that it comes from, if it comes from one."
    )
    claims = GroundSerializer(many=True)


class ListedIncidentSerializer(IncidentSerializer):
    reports = ReportSerializer(many=True, required=False, help_text="With include=claims.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in self.fields.values():  # with fields=…, any may be left out
            one.required = False


class IncidentPageSerializer(PageSerializer):
    results = ListedIncidentSerializer(many=True)


class GroupSerializer(Serializer[Any]):
    claims = GroundSerializer(many=True)
    incident_uids = serializers.ListField(child=serializers.UUIDField())


class IncidentDetailSerializer(IncidentSerializer):
    reports = ReportSerializer(many=True)
    groups = GroupSerializer(many=True, help_text="Figures given only for several incidents together.")
    merged_codes = serializers.ListField(child=serializers.CharField())
    verification_reason = serializers.CharField(
        allow_blank=True,
        help_text="Why the desk set the verification itself; empty where it follows from reports.",
    )
    as_known_on = serializers.DateTimeField(
        allow_null=True, help_text="The moment of the past that was asked for; null for what is known now."
    )


class RemovalSerializer(Serializer[Any]):
    reason = serializers.ChoiceField(["retracted", "merged", "deleted"])
    code = serializers.CharField()
    merged_into = serializers.UUIDField(allow_null=True)


class ChangeSerializer(Serializer[Any]):
    uid = serializers.UUIDField()
    changed_at = serializers.DateTimeField()
    incident = IncidentSerializer(allow_null=True, help_text="As it is now; null where it is gone.")
    removed = RemovalSerializer(allow_null=True, help_text="Null where it is public.")


class ChangesSerializer(Serializer[Any]):
    results = ChangeSerializer(many=True)
    next = serializers.URLField(help_text="What to ask next, now or later.")
    more = serializers.BooleanField(help_text="Whether there is more already.")


class StatisticsSerializer(Serializer[Any]):
    results = serializers.ListField(child=serializers.DictField())
    snapshot = serializers.CharField(help_text="The name of the snapshot that it was read from.")
    as_of = serializers.DateTimeField(help_text="When that was built.")


class TollSerializer(Serializer[Any]):
    low = serializers.IntegerField()
    high = serializers.IntegerField(allow_null=True, help_text='Null where one says only "at least".')
    reported = serializers.IntegerField(help_text="How many incidents give a figure.")


class SideSerializer(Serializer[Any]):
    actor = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)
    killed = TollSerializer(allow_null=True)
    wounded = TollSerializer(allow_null=True)
    captured = TollSerializer(allow_null=True)


class SidesSerializer(Serializer[Any]):
    results = SideSerializer(many=True)


class SnapshotFileSerializer(Serializer[Any]):
    url = serializers.URLField()
    bytes = serializers.IntegerField()


class SnapshotSerializer(Serializer[Any]):
    name = serializers.CharField()
    built_at = serializers.DateTimeField()
    rows = serializers.IntegerField()
    arrow = SnapshotFileSerializer()
    parquet = SnapshotFileSerializer()
    changes_since = serializers.URLField(help_text="What changed since; see changes.")


class ForceSerializer(Serializer[Any]):
    name = serializers.CharField()
    role = serializers.ChoiceField(ForceRole.choices)
    staff = serializers.IntegerField(allow_null=True)


class PhaseSerializer(Serializer[Any]):
    phase = serializers.ChoiceField(RoomPhase.choices)
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    date_precision = serializers.ChoiceField(DatePrecision.choices)
    note = serializers.CharField(allow_blank=True)
    source_url = serializers.CharField(allow_blank=True)


class AliasSerializer(Serializer[Any]):
    language = serializers.CharField()
    text = serializers.CharField()


class NamedSerializer(Serializer[Any]):
    name = serializers.CharField()
    name_ar = serializers.CharField(allow_blank=True)
    name_ckb = serializers.CharField(allow_blank=True)


class RoomSerializer(NamedSerializer):
    uid = serializers.UUIDField()
    code = serializers.CharField()
    kind = serializers.ChoiceField(RoomKind.choices)
    status_note = serializers.CharField(allow_blank=True)
    place_name = serializers.CharField()
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    accuracy_km = serializers.FloatField()
    area_of_responsibility = AreaReferenceSerializer(allow_null=True)
    staffing = serializers.CharField(allow_blank=True)
    conflicting_claims = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    aliases = AliasSerializer(many=True)
    forces = ForceSerializer(many=True)
    phases = PhaseSerializer(many=True)
    api_url = serializers.URLField()
    url = serializers.URLField()


class RoomPageSerializer(PageSerializer):
    results = RoomSerializer(many=True)


class ActorSerializer(NamedSerializer):
    id = serializers.IntegerField()
    inter = serializers.ChoiceField(ActorKind.choices)
    part_of = serializers.CharField(allow_null=True)
    active_from = serializers.IntegerField(allow_null=True)
    active_to = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    aliases = AliasSerializer(many=True)


class ActorPageSerializer(PageSerializer):
    results = ActorSerializer(many=True)


class AreaSerializer(NamedSerializer):
    kind = serializers.ChoiceField(AreaKind.choices)
    code = serializers.CharField()
    part_of = AreaReferenceSerializer(allow_null=True)
    bbox = serializers.ListField(child=serializers.FloatField(), help_text="west, south, east, north")
    approximate = serializers.BooleanField()
    note = serializers.CharField(allow_blank=True)
    geometry = serializers.JSONField(required=False, help_text="With geometry=yes.")


class AreaPageSerializer(PageSerializer):
    results = AreaSerializer(many=True)


class PlaceSerializer(NamedSerializer):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    district = serializers.CharField(allow_blank=True)
    governorate = serializers.CharField(allow_blank=True)
    longitude = serializers.FloatField()
    latitude = serializers.FloatField()
    accuracy_km = serializers.FloatField()
    population = serializers.IntegerField()
    matched = serializers.CharField(allow_null=True, help_text="The alias that the search found.")


class PlacePageSerializer(PageSerializer):
    results = PlaceSerializer(many=True)


@extend_schema_field({"type": ["object", "null"], "description": "A GeoJSON geometry, longitude first."})
class GeometryField(serializers.JSONField):
    """A geometry, or null where there is none that may be drawn."""


class FeatureSerializer(Serializer[Any]):
    type = serializers.ChoiceField(["Feature"])
    id = serializers.CharField()
    geometry = GeometryField()
    properties = serializers.DictField()
    bbox = serializers.ListField(child=serializers.FloatField(), required=False, help_text="Of areas.")


class FeatureCollectionSerializer(Serializer[Any]):
    type = serializers.ChoiceField(["FeatureCollection"])
    features = FeatureSerializer(many=True)
    numberReturned = serializers.IntegerField()  # noqa: N815 - OGC's name
    next = serializers.URLField(allow_null=True)


class ParameterProblemSerializer(Serializer[Any]):
    parameter = serializers.CharField()
    detail = serializers.CharField()
    value = serializers.CharField(required=False)
    allowed = serializers.ListField(child=serializers.CharField(), required=False)


class ProblemSerializer(Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = ParameterProblemSerializer(many=True, required=False)  # type: ignore[assignment] # RFC 9457 member


class GoneSerializer(ProblemSerializer):
    uid = serializers.UUIDField()
    code = serializers.CharField()


class OgcSerializer(Serializer[Any]):
    """As OGC API – Features, part 1, defines it."""

    links = serializers.ListField(child=serializers.DictField(), required=False)


class RootSerializer(Serializer[Any]):
    links = serializers.DictField(child=serializers.URLField())
