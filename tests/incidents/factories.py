"""Rows for tests: plain and valid unless a test says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from factory.django import DjangoModelFactory

from incidents.areas import set_geometry
from incidents.enums import ActorKind, AreaKind, IncidentStatus, ReportState, RoomKind, SubEventType
from incidents.models import (
    Actor,
    Area,
    Claim,
    Incident,
    JointOperationRoom,
    Participation,
    Place,
    Region,
    Report,
    make_code,
)
from incidents.models.report import OUTLINE
from incidents.outline import write_outline
from sources.enums import Language
from sources.models import Article, Source

SQUARE = {"type": "Polygon", "coordinates": [[[44, 35], [45, 35], [45, 36], [44, 36], [44, 35]]]}


def make_user(role: str, name: str = "") -> User:
    """Make a member of the desk with the permissions of a role."""
    user = User.objects.create_user(name or role.lower(), password="a long pass phrase", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_area(region: Region, kind: AreaKind, code: str, name: str, **values: Any) -> Area:
    """Make a square area from 44 to 45 E and 35 to 36 N, or with another ``geometry``."""
    area = Area(region=region, kind=kind, code=code, name=name)
    set_geometry(area, values.pop("geometry", SQUARE))
    for field, value in values.items():
        setattr(area, field, value)
    area.save()
    return area


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("slug",)

    slug = "testland"
    name = "Testland"
    prefix = "TL"
    west, south, east, north = 38.0, 29.0, 49.0, 38.0


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"Outlet {n}")


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    source = factory.SubFactory(SourceFactory)
    url = factory.Sequence(lambda n: f"https://news.example.org/{n}")
    title = "Two killed near the river"
    published_at = datetime(2021, 5, 2, 9, 0, tzinfo=UTC)
    language = Language.ENGLISH
    text = factory.Sequence(lambda n: f"Two people were killed near the river on Saturday, report {n} said.")
    content_hash = factory.LazyAttribute(lambda o: sha256(o.text.encode()).hexdigest())
    original = b""


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = Actor
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Force {n}")
    kind = ActorKind.STATE


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    region = factory.SubFactory(RegionFactory)
    name = factory.Sequence(lambda n: f"Village {n}")
    kind = "village"
    district = "Middle"
    governorate = "North"
    longitude = 44.4
    latitude = 35.4


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = JointOperationRoom

    region = factory.SubFactory(RegionFactory)
    code = factory.Sequence(lambda n: f"ROOM-{n}")
    name = factory.Sequence(lambda n: f"Room {n}")
    kind = RoomKind.COORDINATION_CENTRE
    place_name = "Middle"
    longitude = 44.4
    latitude = 35.4


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    region = factory.SubFactory(RegionFactory)
    code = factory.LazyAttribute(lambda o: make_code(o.region.prefix))
    title = factory.Sequence(lambda n: f"Clash {n}")
    sub_event_type = SubEventType.ARMED_CLASH
    date_start = date(2021, 5, 1)
    date_end = factory.SelfAttribute("date_start")
    place_name = "Village"
    district = "Middle"
    governorate = "North"
    longitude = 44.4
    latitude = 35.4
    location_precision = "near"
    status = IncidentStatus.PUBLISHED


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = Participation

    incident = factory.SubFactory(IncidentFactory)
    actor = factory.SubFactory(ActorFactory)
    role = "perpetrator"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    article = factory.SubFactory(ArticleFactory)
    state = ReportState.PROPOSED


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    report = factory.SubFactory(ReportFactory)
    field = "killed"
    value = {"low": 2, "best": 2, "high": 2, "who": None}


def make_proposal(**values: Any) -> Report:
    """Make a proposed report of an armed clash with two killed at Village on 1 May 2021."""
    report: Report = ReportFactory(**values)
    claims: dict[str, dict[str, Any]] = {
        "sub_event_type": {"code": "Armed clash"},
        "date": {"start": "2021-05-01", "end": "2021-05-01", "precision": "day"},
        "place": {
            "name": "Village",
            "district": "Middle",
            "governorate": "North",
            "longitude": 44.4,
            "latitude": 35.4,
            "precision": "near",
            "note": "",
        },
        "perpetrator": {"actor": "Raiders"},
        "target": {"actor": "Guards"},
        "killed": {"low": 2, "best": 2, "high": 2, "who": None},
    }
    for name, kind in (("Raiders", ActorKind.REBELS), ("Guards", ActorKind.STATE)):
        ActorFactory(name=name, kind=kind)
    made = [ClaimFactory(report=report, field=field, value=value) for field, value in claims.items()]
    write_outline(report, made, report.article.fetched_at if report.article else report.created_at)
    report.save(update_fields=OUTLINE)
    return report
