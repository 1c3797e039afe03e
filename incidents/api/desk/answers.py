# ruff: noqa: D101 - a shape's name says what it is
"""The shapes of the desk's answers, for the OpenAPI document; ``rows`` and ``report_rows`` write them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.serializers import Serializer

from incidents.api.serializers import (
    AreaReferenceSerializer,
    ClaimSerializer,
    FigureSerializer,
    OutletSerializer,
    ProblemSerializer,
)
from incidents.enums import (
    Coder,
    DatePrecision,
    EventFamily,
    IncidentStatus,
    LocationPrecision,
    ReportState,
    Role,
    Sensitivity,
    SubEventType,
    Verification,
)


class DeskLocationSerializer(Serializer[Any]):
    place = serializers.IntegerField(allow_null=True, help_text="Its id in the gazetteer.")
    name = serializers.CharField(allow_blank=True)
    district = serializers.CharField(allow_blank=True)
    governorate = serializers.CharField(allow_blank=True)
    longitude = serializers.FloatField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    precision = serializers.ChoiceField(LocationPrecision.choices)
    note = serializers.CharField(allow_blank=True)
    public_precision = serializers.CharField(allow_blank=True)


class DeskPartySerializer(Serializer[Any]):
    actor = serializers.CharField()
    role = serializers.ChoiceField(Role.choices)
    killed = FigureSerializer(allow_null=True)
    wounded = FigureSerializer(allow_null=True)
    captured = FigureSerializer(allow_null=True)


class DeskIncidentSerializer(Serializer[Any]):
    uid = serializers.UUIDField()
    code = serializers.CharField()
    version = serializers.CharField(help_text="What If-Match takes, in quotes.")
    status = serializers.ChoiceField(IncidentStatus.choices)
    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    event_type = serializers.ChoiceField(EventFamily.choices)
    sub_event_type = serializers.ChoiceField(SubEventType.choices)
    date_start = serializers.DateField()
    date_end = serializers.DateField()
    date_precision = serializers.ChoiceField(DatePrecision.choices)
    time_of_day = serializers.CharField(allow_blank=True)
    location = DeskLocationSerializer(help_text="As the desk knows it.")
    killed = FigureSerializer(allow_null=True, help_text="Null where not reported.")
    wounded = FigureSerializer(allow_null=True)
    captured = FigureSerializer(allow_null=True)
    actors = DeskPartySerializer(many=True)
    weapons = serializers.CharField(allow_blank=True)
    target_type = serializers.CharField(allow_blank=True)
    claimed_by = serializers.CharField(allow_null=True)
    room = serializers.CharField(allow_null=True, help_text="The code of the room that coordinated it.")
    tags = serializers.ListField(child=serializers.CharField())
    areas = AreaReferenceSerializer(many=True)
    sensitivity = serializers.ChoiceField(Sensitivity.choices)
    verification = serializers.ChoiceField(Verification.choices)
    verification_reason = serializers.CharField(allow_blank=True)
    merged_into = serializers.UUIDField(allow_null=True)
    report_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(allow_null=True)
    updated_at = serializers.DateTimeField()
    updated_by = serializers.CharField(allow_null=True)
    api_url = serializers.URLField()


class DeskIncidentPageSerializer(Serializer[Any]):
    results = DeskIncidentSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class DeskClaimSerializer(ClaimSerializer):
    id = serializers.IntegerField()


class DeskReportSerializer(OutletSerializer):
    id = serializers.IntegerField()
    state = serializers.ChoiceField(ReportState.choices)
    title = serializers.CharField(allow_blank=True)
    article = serializers.IntegerField(allow_null=True, help_text="The id of its article.")
    incident = serializers.UUIDField(allow_null=True, help_text="The incident that it stands behind.")
    main = serializers.BooleanField(help_text="Whether it is what the article is about.")
    confidence = serializers.FloatField(allow_null=True)
    restricted = serializers.BooleanField(help_text="Whether it is for the desk only.")
    coder = serializers.ChoiceField(Coder.choices)
    reason = serializers.CharField(allow_blank=True)
    waits_since = serializers.DateTimeField()
    assigned_to = serializers.CharField(allow_null=True)
    assigned_until = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    claims = DeskClaimSerializer(many=True)
    api_url = serializers.URLField()


class DeskReportPageSerializer(Serializer[Any]):
    results = DeskReportSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class CandidateSerializer(Serializer[Any]):
    uid = serializers.UUIDField()
    code = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(IncidentStatus.choices)
    score = serializers.FloatField(help_text="How alike, from 0 to 1.")
    reasons = serializers.ListField(child=serializers.CharField())
    api_url = serializers.URLField()


class DeskGroupSerializer(Serializer[Any]):
    claims = DeskClaimSerializer(many=True)
    reports = serializers.ListField(child=serializers.IntegerField())


class DeskReportDetailSerializer(DeskReportSerializer):
    suggested = serializers.DictField(allow_null=True, help_text="What accepting it takes unless given.")
    candidates = CandidateSerializer(many=True, help_text="Incidents that it may be of, the likeliest first.")
    groups = DeskGroupSerializer(many=True, help_text="Figures given only for several incidents together.")


class DeskIncidentDetailSerializer(DeskIncidentSerializer):
    reports = DeskReportSerializer(many=True)


class BodyProblemSerializer(Serializer[Any]):
    pointer = serializers.CharField(required=False, allow_blank=True, help_text="Where in the body.")
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()
    value = serializers.CharField(required=False)
    allowed = serializers.ListField(child=serializers.CharField(), required=False)


class CautionSerializer(Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class ForeignChangeSerializer(Serializer[Any]):
    subject = serializers.CharField(allow_blank=True, help_text="Empty for the incident itself.")
    what = serializers.CharField(help_text="insert, update or delete")
    field = serializers.CharField(allow_blank=True)
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class DeskProblemSerializer(ProblemSerializer):
    errors = BodyProblemSerializer(many=True, required=False)  # type: ignore[assignment] # RFC 9457 member
    cautions = CautionSerializer(many=True, required=False, help_text="What to look at twice (409).")
    version = serializers.CharField(required=False, help_text="The current version (412).")
    changes = ForeignChangeSerializer(many=True, required=False, help_text="What others changed (412).")
    permission = serializers.CharField(required=False, help_text="The right that is missing (403).")
    scope = serializers.CharField(required=False, help_text="The scope that is missing (403).")
