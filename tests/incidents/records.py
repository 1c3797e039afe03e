"""A record with everything that a filter can ask for, and queries that ask for it, both at random."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from hypothesis import strategies as st

from incidents.enums import AreaKind
from incidents.filters import CHOICES
from incidents.models import IncidentArea
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    RoomFactory,
    SourceFactory,
    make_area,
)


def make_record(count: int, seed: int) -> None:
    """Make incidents with everything that a filter can ask for, at random."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    region = RegionFactory()
    actors = [ActorFactory(name=f"A{n}", kind=n + 1) for n in range(4)]
    rooms = [RoomFactory(code=f"R{n}") for n in range(2)]
    areas = [make_area(region, AreaKind.DISTRICT, f"d{n}", f"D{n}") for n in range(3)]
    sources = [SourceFactory(name=f"S{n}", language=rng.choice(["en", "ar", ""])) for n in range(3)]
    for _ in range(count):
        start = date(2021, 1, 1) + timedelta(days=rng.randrange(60))
        figures = sorted(rng.randrange(9) for _ in range(3)) if rng.random() < 0.7 else [None] * 3
        vague = rng.random() < 0.2
        incident = IncidentFactory(
            sub_event_type=rng.choice(["Attack", "Raid", "Armed clash"]),
            date_start=start,
            date_end=start + timedelta(days=rng.choice([0, 0, 6, 30])),
            longitude=None if vague else rng.uniform(44, 45),
            latitude=None if vague else rng.uniform(35, 36),
            location_precision="district" if vague else rng.choice(["exact", "near"]),
            public_location_precision=rng.choice(["", "", "near", "district", "governorate"]),
            **dict(zip(("killed_low", "killed_best", "killed_high"), figures, strict=True)),
            wounded_best=rng.choice([None, 0, 3]),
            verification=rng.choice(["unverified", "confirmed", "disputed"]),
            room=rng.choice([None, *rooms]),
            weapons=rng.choice(["", "Firearms"]),
            status=rng.choice(["published", "published", "published", "draft"]),
            sensitivity=rng.choice(["public", "public", "public", "restricted"]),
        )
        for actor in rng.sample(actors, rng.randrange(4)):
            role = rng.choice(["perpetrator", "target", "participant", "responder"])
            ParticipationFactory(incident=incident, actor=actor, role=role)
        for area in rng.sample(areas, rng.randrange(3)):
            IncidentArea.objects.create(incident=incident, area=area, public=rng.random() < 0.7)
        if rng.random() < 0.8:
            article = ArticleFactory(source=rng.choice(sources), language=rng.choice(["en", "ckb"]))
            ReportFactory(incident=incident, state="accepted", article=article)
        if rng.random() < 0.3:
            ReportFactory(incident=incident, state="merged", article=None, source=rng.choice(sources))


FILTERS = {
    "date_from": st.dates(date(2021, 1, 1), date(2021, 3, 20)).map(str),
    "date_to": st.dates(date(2021, 1, 1), date(2021, 3, 20)).map(str),
    "event_type": st.sampled_from(["Battles", "Operations,Battles", "Riots"]),
    "sub_event_type": st.sampled_from(["Attack", "Raid,Armed clash"]),
    **{
        name: st.sampled_from(["A0", "A1,A2", "A3"])
        for name in ("actor", "perpetrator", "target", "participant", "responder")
    },
    "area": st.sampled_from(["district:d0", "district:d1,district:d2"]),
    "room": st.sampled_from(["R0", "R0,R1"]),
    "bbox": st.sampled_from(["44.2,35.2,44.8,35.8", "44,35,44.5,36", "170,35,-170,36"]),
    "within": st.just('{"type":"Polygon","coordinates":[[[44,35],[45,35],[44.5,36],[44,35]]]}'),
    "has_point": st.sampled_from(["yes", "no"]),
    "killed_min": st.integers(0, 8).map(str),
    "killed_max": st.integers(0, 8).map(str),
    "wounded_min": st.integers(0, 4).map(str),
    "wounded_max": st.integers(0, 4).map(str),
    "captured_min": st.just("1"),
    "captured_max": st.just("1"),
    "verification": st.sampled_from(["confirmed", "unverified,disputed"]),
    "precision": st.sampled_from(["exact", "near,district", "governorate"]),
    "date_precision": st.sampled_from(["day", "month"]),
    "weapons": st.just("Firearms"),
    "target_type": st.just("Police"),
    "source": st.sampled_from(["S0", "S1,S2"]),
    "language": st.sampled_from(["en", "ckb,ar"]),
    **{
        kind: st.sampled_from(["0", "unknown", "1-4,unknown", "0,3,5-"])
        for kind in ("killed", "wounded", "captured")
    },
    "q": st.sampled_from(["Clash", "Nothing"]),
    "updated_since": st.just("2021-05-01T00:00:00Z"),
}
FILTERS |= {f"not_{name}": FILTERS[name] for name in CHOICES}


@st.composite
def queries(draw: Any) -> QueryDict:
    """Draw a few filters that go together."""
    query = QueryDict(mutable=True)
    for name in draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=4, unique=True)):
        query[name] = draw(FILTERS[name])
    if draw(st.booleans()):
        query["near"], query["radius_km"] = "44.5,35.5", draw(st.sampled_from(["5", "20", "60"]))
    for low, high in (("date_from", "date_to"), ("killed_min", "killed_max"), ("wounded_min", "wounded_max")):
        if low in query and high in query:
            query[low], query[high] = sorted((str(query[low]), str(query[high])))
    return query
