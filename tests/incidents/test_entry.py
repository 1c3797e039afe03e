"""Entry by hand: dates in words, what is odd, and two people at one incident."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.cautions import cautions, kilometres_outside
from incidents.date_words import read_days
from incidents.enums import AreaKind
from incidents.forms import IncidentForm
from incidents.models import Incident, Participation, Tag
from incidents.versions import changed_since, version_of
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    IncidentFactory,
    ParticipationFactory,
    RegionFactory,
    ReportFactory,
    make_area,
    make_user,
)
from tests.incidents.test_admin import INCIDENT

TODAY = date(2021, 5, 6)  # a Thursday


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("yesterday", "2021-05-05", "2021-05-05", "day"),
        ("last friday", "2021-04-30", "2021-04-30", "day"),
        ("on 3 May 2021", "2021-05-03", "2021-05-03", "day"),
        ("3/5/2021", "2021-05-03", "2021-05-03", "day"),
        ("2021-05-03", "2021-05-03", "2021-05-03", "day"),
        ("in May 2021", "2021-05-01", "2021-05-31", "month"),
        ("1-3 May 2021", "2021-05-01", "2021-05-03", "day"),
        ("last week", "2021-04-26", "2021-05-02", "week"),
        ("in 2020", "2020-01-01", "2020-12-31", "year"),
        ("12 أيار 2021", "2021-05-12", "2021-05-12", "day"),
        ("١٢ أيار ٢٠٢١", "2021-05-12", "2021-05-12", "day"),
        ("أمس", "2021-05-05", "2021-05-05", "day"),
        ("دوێنێ", "2021-05-05", "2021-05-05", "day"),
        ("3ی ئایاری 2021", "2021-05-03", "2021-05-03", "day"),
    ],
)
def test_dates_in_words(text: str, first: str, last: str, precision: str) -> None:
    days = read_days(text, TODAY)
    assert (days.first.isoformat(), days.last.isoformat(), days.precision) == (first, last, precision)


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (("last Thursday", "الخميس الماضي", "پێنجشەممەی ڕابردوو"), "2021-04-29"),  # not today
        (
            ("last Friday", "on last friday", "يوم الجمعة الماضية", "الجمعة الماضية", "الجمعة الفائت"),
            "2021-04-30",
        ),
        (("هەینی ڕابردوو", "هەینیی ڕابردوو", "ڕۆژی هەینی ڕابردوو", "هەینی پێشوو"), "2021-04-30"),
        (("الاثنين المنصرم", "دووشەممەی ڕابردوو", "دووشەممەی رابردوودا", "Monday"), "2021-05-03"),
        (("الثلاثاء السابق", "يوم الثلاثاء الماضي", "سێشەممەی پێشوو"), "2021-05-04"),
    ],
)
def test_last_friday_in_three_languages(texts: tuple[str, ...], day: str) -> None:
    assert {text: read_days(text, TODAY).first.isoformat() for text in texts} == dict.fromkeys(texts, day)


@pytest.mark.parametrize(
    "text", ["", "soon", "3 May 2021 and 2022", "the third battle of May 2021 there", "x" * 99]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="is no date"):
        read_days(text, TODAY)


PLAIN = {
    "title": "Clash near Village",
    "sub_event_type": "Armed clash",
    "location_precision": "near",
    "longitude": "44.4",
    "latitude": "35.4",
    "sensitivity": "public",
}


@pytest.mark.django_db
def test_words_replace_the_dates_of_the_form() -> None:
    form = IncidentForm({**PLAIN, "when": "in April 2021"}, today=TODAY)
    assert form.is_valid(), form.errors
    incident = form.instance
    assert (incident.date_start, incident.date_end, incident.date_precision) == (
        date(2021, 4, 1),
        date(2021, 4, 30),
        "month",
    )
    one_day = IncidentForm({**PLAIN, "date_start": "2021-04-01"})
    assert one_day.is_valid(), one_day.errors
    assert (one_day.instance.date_end, one_day.instance.date_precision) == (date(2021, 4, 1), "day")
    assert set(IncidentForm(PLAIN).errors) == {"date_start"}
    assert set(IncidentForm({**PLAIN, "when": "soon"}).errors) == {"when"}


@pytest.mark.django_db
def test_a_point_far_from_its_district_is_odd() -> None:
    region = RegionFactory()
    make_area(region, AreaKind.DISTRICT, "M", "Middle")
    inside = IncidentFactory.build(region=region)
    outside = IncidentFactory.build(region=region, longitude=45.5, date_start=date(2021, 1, 1))
    assert kilometres_outside(inside, region.pk) == 0
    assert kilometres_outside(outside, region.pk) == pytest.approx(45.3, abs=0.5)
    assert [c.code.split(":")[0] for c in cautions(outside, region.pk)] == ["far"]
    assert "45 km outside the district Middle" in cautions(outside, region.pk)[0].text
    assert kilometres_outside(IncidentFactory.build(district="Elsewhere"), region.pk) is None
    assert kilometres_outside(IncidentFactory.build(longitude=None), region.pk) is None


@pytest.mark.django_db
def test_a_date_that_nobody_can_have_reported_is_odd() -> None:
    region = RegionFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    future = IncidentFactory.build(region=region, date_start=tomorrow)
    assert "has not come yet" in cautions(future, region.pk)[0].text
    late = IncidentFactory.build(region=region)
    assert "after the publication" in cautions(late, region.pk, published=[date(2021, 4, 30)])[0].text
    assert cautions(late, region.pk, published=[date(2021, 5, 1)]) == []


@pytest.mark.django_db
def test_what_is_known_already_is_named() -> None:
    known = IncidentFactory(title="The clash")
    again = IncidentFactory.build(region=known.region)
    (caution,) = cautions(again, known.region_id)
    assert known.code in caution.text
    assert "same date" in caution.text
    assert cautions(known, known.region_id) == []


@pytest.fixture
def reviewer(client: Client) -> Client:
    RegionFactory()
    client.force_login(make_user("Reviewer"))
    return client


@pytest.mark.django_db
def test_the_form_stops_once_at_what_is_odd_and_saves_with_a_tick(reviewer: Client) -> None:
    IncidentFactory()
    add = reverse("admin:incidents_incident_add")
    asked = reviewer.post(add, INCIDENT)
    form = asked.context["adminform"].form
    assert asked.status_code == 200
    assert b"This may be known as" in asked.content
    assert b'name="looked_at"' in asked.content
    assert Incident.objects.count() == 1
    odder = {**INCIDENT, "when": "2099-01-01", "looked_at": form.caution_codes}
    assert b"has not come yet" in reviewer.post(add, odder).content
    assert reviewer.post(add, {**INCIDENT, "looked_at": form.caution_codes}).status_code == 302
    assert Incident.objects.count() == 2


def posted(page: Any, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send from an open form, with some values typed over."""
    form = page.context["adminform"].form
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        values[bound.html_name] = "" if value is None else value
    for inline in page.context["inline_admin_formsets"]:
        for bound in [
            f for one in [inline.formset.management_form, *inline.formset.initial_forms] for f in one
        ]:
            value = bound.value()
            if value not in (None, ""):
                values[bound.html_name] = value
        values[f"{inline.formset.prefix}-TOTAL_FORMS"] = inline.formset.initial_form_count()
    values["tags"] = [getattr(tag, "pk", tag) for tag in values.get("tags") or []]
    return {**values, **changes}


@pytest.mark.django_db
def test_two_editors_on_one_incident(client: Client) -> None:
    """The second save is told what the first one changed, and loses neither."""
    incident = IncidentFactory(title="Clash", summary="", weapons="")
    first, second = Client(), Client()
    first.force_login(make_user("Editor", "first"))
    second.force_login(make_user("Editor", "second"))
    address = reverse("admin:incidents_incident_change", args=[incident.pk])
    seen_by_first, seen_by_second = first.get(address), second.get(address)
    tag = Tag.objects.create(name="river")
    saved = first.post(
        address, posted(seen_by_first, title="Clash by the river", weapons="Firearms", tags=[tag.pk])
    )
    assert saved.status_code == 302, saved.context["errors"]
    stale = second.post(address, posted(seen_by_second, title="Clash at night", summary="Told by two."))
    assert stale.status_code == 200
    told = stale.content.decode()
    assert "title: “Clash” → “Clash by the river” (first" in told
    assert "weapon: “–” → “Firearms” (first" in told
    assert "tag “river” added (first" in told
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == ("Clash by the river", "")
    again = posted(stale)
    assert (again["title"], again["summary"], again["weapons"]) == (
        "Clash at night",
        "Told by two.",
        "Firearms",
    )
    assert second.post(address, again).status_code == 302
    incident.refresh_from_db()
    assert (incident.title, incident.summary, incident.weapons) == (
        "Clash at night",
        "Told by two.",
        "Firearms",
    )
    assert [t.name for t in incident.tags.all()] == ["river"]


@pytest.mark.django_db
def test_a_version_is_of_what_was_changed_not_of_saves() -> None:
    incident = IncidentFactory()
    version = version_of(incident)
    incident.save()
    assert version_of(incident) == version
    assert changed_since(incident, version) is None
    party = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"))
    since = changed_since(incident, version)
    assert since
    assert since.lines[0].startswith("participation of Raiders as perpetrator added (the system")
    Participation.objects.all().delete()
    assert len(changed_since(incident, version).lines) == 2  # type: ignore[union-attr]
    assert party
    for wrong in ("", "1", "a.b.c", "0.0.0"):
        assert changed_since(incident, wrong) is None


@pytest.mark.django_db
def test_saving_what_is_not_odd_asks_nothing(reviewer: Client) -> None:
    """An old incident with an odd date is not asked about again for a new title."""
    article = ArticleFactory(published_at=datetime(2021, 4, 1, tzinfo=UTC))
    incident = IncidentFactory()
    ReportFactory(incident=incident, article=article, state="accepted")
    address = reverse("admin:incidents_incident_change", args=[incident.pk])
    page = reviewer.get(address)
    assert reviewer.post(address, posted(page, title="Another title")).status_code == 302
    later = reviewer.post(address, posted(reviewer.get(address), date_end="2021-05-02"))
    assert b"after the publication" in later.content
