# ruff: noqa: D101 - a shape's name says what it is
"""The shapes of request bodies about incidents and reports: members and their types; rules are the forms'."""

from __future__ import annotations

from rest_framework import serializers

from incidents.enums import (
    DatePrecision,
    LocationPrecision,
    Role,
    Sensitivity,
    SubEventType,
    TargetType,
    TimeOfDay,
    WeaponType,
)

from .fields import Body, Day, Number, Reference, Text, Whole


class RangeBody(Body):
    low = Whole(required=False, allow_null=True)
    best = Whole(required=False, allow_null=True)
    high = Whole(required=False, allow_null=True)


class LocationBody(Body):
    place = Reference(
        required=False,
        allow_null=True,
        help_text="A place of the gazetteer by its id or name; gives what is not given beside it.",
    )
    name = Text(required=False, allow_blank=True, help_text="The place as reported.")
    district = Text(required=False, allow_blank=True)
    governorate = Text(required=False, allow_blank=True)
    longitude = Number(required=False, allow_null=True, help_text="WGS 84 degrees.")
    latitude = Number(required=False, allow_null=True)
    precision = serializers.ChoiceField(LocationPrecision.choices, required=False)
    note = Text(required=False, allow_blank=True)
    public_precision = serializers.ChoiceField(
        LocationPrecision.choices,
        required=False,
        allow_blank=True,
        help_text="How exactly the public may know the place; empty for as exactly as it is known.",
    )


class PartyBody(Body):
    actor = Reference(help_text="By id, name or any way to write it.")
    role = serializers.ChoiceField(Role.choices)
    killed = RangeBody(required=False, allow_null=True)
    wounded = RangeBody(required=False, allow_null=True)
    captured = RangeBody(required=False, allow_null=True)


class IncidentBody(Body):
    title = Text()
    summary = Text(required=False, allow_blank=True)
    sub_event_type = serializers.ChoiceField(SubEventType.choices)
    date_start = Day()
    date_end = Day(required=False, help_text="The same day as date_start unless given.")
    date_precision = serializers.ChoiceField(DatePrecision.choices, required=False)
    time_of_day = serializers.ChoiceField(TimeOfDay.choices, required=False, allow_blank=True)
    location = LocationBody(required=False)
    killed = RangeBody(required=False, allow_null=True, help_text="Null where not reported.")
    wounded = RangeBody(required=False, allow_null=True)
    captured = RangeBody(required=False, allow_null=True)
    weapons = serializers.ChoiceField(WeaponType.choices, required=False, allow_blank=True)
    target_type = serializers.ChoiceField(TargetType.choices, required=False, allow_blank=True)
    claimed_by = Reference(required=False, allow_null=True, help_text="An actor by id, name or alias.")
    room = Reference(required=False, allow_null=True, help_text="A joint operation room by code or uid.")
    sensitivity = serializers.ChoiceField(Sensitivity.choices, required=False)
    actors = PartyBody(many=True, required=False, help_text="All who took part.")
    tags = serializers.ListField(child=Text(max_length=60), required=False, help_text="All its tags.")
    looked_at = serializers.ListField(
        child=Text(), required=False, help_text="The codes of cautions that were looked at: save anyway."
    )


class IncidentChangeBody(IncidentBody):
    reason = Text(required=False, allow_blank=True, max_length=1000, help_text="Why, for the history.")


class ReasonBody(Body):
    reason = Text(max_length=1000)


class EmptyBody(Body):
    """An object without members, or nothing at all."""


class MergeBody(Body):
    incident = serializers.UUIDField(help_text="The uid of the incident that the report is of.")
