# ruff: noqa: D101 - a shape's name says what it is
"""The shapes of bodies and answers about sources and articles."""

from __future__ import annotations

import unicodedata
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError as FormError
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import Serializer

from incidents.parameters import DayField, MomentField
from sources.addresses import tidy_address
from sources.enums import ArticleState, IntakeState, Language, Reliability, SourceKind
from sources.published import Moment

from .fields import Body, Day, Reference, Text, Whole, YesNo


@extend_schema_field({"type": "string", "description": "A time with its offset, or a day."})
class Published(serializers.Field[Any, Any, Any, Any]):
    """When an article was published: a time with its offset, or the day alone."""

    def to_internal_value(self, data: Any) -> Moment:
        """Return the moment; of a day its beginning here."""
        text = data if isinstance(data, str) else ""
        try:
            day = DayField().parse(text)
        except FormError:
            try:
                return Moment(MomentField().parse(text), has_time=True)
            except FormError:
                detail = _("must be a time with its offset, as 2021-05-31T18:00:00Z, or a day, as 2021-05-31")
                raise serializers.ValidationError(detail) from None
        zone = timezone.get_default_timezone()
        return Moment(datetime.combine(day, time(0), zone), has_time=False)


class WebAddress(Text):
    """An http or https address, put into the form by which articles are known."""

    def to_internal_value(self, data: Any) -> str:
        """See the class."""
        address = tidy_address(super().to_internal_value(data))
        if not address:
            raise serializers.ValidationError(_("must be an http or https address"))
        return address


class Prose(serializers.CharField):
    """A long text, as it is: reading an article cleans it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        """See the class."""
        if not isinstance(data, str):
            self.fail("invalid")
        return unicodedata.normalize("NFC", data)


class ArticleBody(Body):
    title = Text(required=False, allow_blank=True)
    text = Prose(help_text="Plain text, a paragraph a line.")
    url = WebAddress(required=False, help_text="What it is known by; without it by its text.")
    author = Text(required=False, allow_blank=True)
    language = serializers.ChoiceField(
        Language.choices, required=False, help_text="Detected from the text unless given."
    )
    published_at = Published(required=False)
    source = Reference(  # type: ignore[assignment] # taken out by the serializer's metaclass
        required=False,
        help_text="The outlet by its id or name; found by the address unless given. A new name needs the "
        "right to add sources.",
    )


class IncidentSourceBody(Body):
    url = WebAddress(max_length=2000)
    source = Reference(  # type: ignore[assignment] # taken out by the serializer's metaclass
        required=False, help_text="The outlet by its id or name; found by the address unless given."
    )
    date = Day(required=False, help_text="When it was published.")


class SourceBody(Body):
    name = Text()
    kind = serializers.ChoiceField(SourceKind.choices, required=False)
    url = Text(required=False, allow_blank=True, help_text="The feed's address, or a folder's path.")
    poll_minutes = Whole(required=False)
    paused = YesNo(required=False)
    homepage = Text(required=False, allow_blank=True)
    language = serializers.ChoiceField(Language.choices, required=False, allow_blank=True)
    country = Text(required=False, allow_blank=True)
    medium = Text(required=False, allow_blank=True)
    reliability = serializers.ChoiceField(Reliability.choices, required=False)
    ownership_group = Text(required=False, allow_blank=True)
    ownership_reference = Text(required=False, allow_blank=True)


class DeskSourceSerializer(Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(SourceKind.choices)
    url = serializers.CharField(allow_blank=True)
    poll_minutes = serializers.IntegerField()
    paused = serializers.BooleanField()
    homepage = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    country = serializers.CharField(allow_blank=True)
    medium = serializers.CharField(allow_blank=True)
    reliability = serializers.ChoiceField(Reliability.choices)
    ownership_group = serializers.CharField(allow_blank=True)
    ownership_reference = serializers.CharField(allow_blank=True)
    due_at = serializers.DateTimeField(allow_null=True)
    last_success_at = serializers.DateTimeField(allow_null=True)
    failures_in_a_row = serializers.IntegerField()
    last_error = serializers.CharField(allow_blank=True)
    api_url = serializers.URLField()


class DeskSourcePageSerializer(Serializer[Any]):
    results = DeskSourceSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class DeskArticleSerializer(Serializer[Any]):
    id = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment] # as above
    url = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    author = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField(allow_null=True)
    published_has_time = serializers.BooleanField(help_text="Whether more than the day is known.")
    fetched_at = serializers.DateTimeField()
    language = serializers.ChoiceField(Language.choices)
    state = serializers.ChoiceField(ArticleState.choices)
    error = serializers.CharField(allow_blank=True)
    duplicate_of = serializers.IntegerField(allow_null=True)
    api_url = serializers.URLField()


class DeskArticlePageSerializer(Serializer[Any]):
    results = DeskArticleSerializer(many=True)
    next = serializers.URLField(allow_null=True)


class DeskArticleDetailSerializer(DeskArticleSerializer):
    text = serializers.CharField()
    reports = serializers.ListField(child=serializers.IntegerField(), help_text="Its reports, by id.")


class ArrivalSerializer(Serializer[Any]):
    state = serializers.ChoiceField(
        [IntakeState.STORED.value, IntakeState.DUPLICATE.value], help_text="Whether it is new."
    )
    reason = serializers.CharField(allow_blank=True, help_text="What is to be said of it.")
    article = serializers.IntegerField(help_text="The article's id.")
    api_url = serializers.URLField()
