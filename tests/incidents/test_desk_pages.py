"""The desk's own pages in the admin: claims, merging, splitting, comments."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents import bulk
from incidents.enums import IncidentStatus, Verification
from incidents.models import Attachment, Claim, Comment, Incident, Merge, ReportGroup
from tests.incidents.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    IncidentFactory,
    ParticipationFactory,
    PlaceFactory,
    RegionFactory,
    ReportFactory,
    SourceFactory,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client: Client) -> Client:
    RegionFactory()
    client.force_login(make_user("Reviewer"))
    return client


@pytest.fixture
def incident() -> Incident:
    """Make an incident of which a ministry says 7 and a broadcaster 10."""
    made: Incident = IncidentFactory(killed_low=7, killed_best=7, killed_high=10)
    for number, (outlet, toll) in enumerate((("Ministry", 7), ("Broadcaster", 10))):
        source = SourceFactory(name=outlet, ownership_group=f"{outlet} House", reliability="B")
        report = ReportFactory(
            incident=made,
            article=ArticleFactory(source=source),
            state="merged" if number else "accepted",
        )
        ClaimFactory(
            report=report,
            value={"low": toll, "best": toll, "high": toll, "who": None},
            quote="Two people",
            start=0,
            end=10,
            attributed_to="a spokesman",
        )
    return made


def page_of(incident: Incident, name: str = "claims") -> str:
    return reverse(f"admin:incidents_incident_{name}", args=[incident.pk])


def test_the_page_shows_each_claim_with_all_that_it_rests_on(reviewer: Client, incident: Incident) -> None:
    article = incident.reports.earliest("pk").article
    group = ReportGroup.objects.create(article=article)
    other = IncidentFactory(title="The other attack")
    group.reports.set([incident.reports.earliest("pk"), ReportFactory(incident=other, state="accepted")])
    ClaimFactory(report=None, group=group, value={"low": 17, "best": 17, "high": 17, "who": None})
    shown = reviewer.get(page_of(incident)).content.decode()
    for words in (
        "Ministry House",
        "a spokesman",
        "Two people",
        "claims contradict",
        "Low is the lowest figure",
        "The other attack",
        "counted at none of them",
    ):
        assert words in shown
    row = next(r for r in reviewer.get(page_of(incident)).context["rows"] if r.name == "killed")
    assert [c.shown.value for c in row.claims] == ["7", "10"]
    assert row.suggestion == "at least 7, best 7, at most 10"


def test_a_claim_is_chosen_with_a_reason(reviewer: Client, incident: Incident) -> None:
    other = Claim.objects.get(value__best=10)
    reviewer.post(page_of(incident), {"field": "killed", "claim": other.pk, "reason": "a later count"})
    incident.refresh_from_db()
    assert incident.killed_best == 10
    assert "a later count" in reviewer.get(page_of(incident)).content.decode()
    for wrong in ({"field": "killed"}, {"field": "nonsense"}, {"field": "wounded", "claim": other.pk}):
        assert reviewer.post(page_of(incident), wrong, follow=True).context["messages"]
    assert incident.decisions.count() == 1


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("killed", {"low": 8, "best": 8, "high": 9}, {"killed_low": 8, "killed_best": 8, "killed_high": 9}),
        ("wounded", {"low": "", "best": 4, "high": ""}, {"wounded_low": None, "wounded_best": 4}),
        ("sub_event_type", {"code": "Attack"}, {"sub_event_type": "Attack"}),
        ("date", {"when": "May 2020"}, {"date_precision": "month"}),
        ("claimed_by", {"actor": ""}, {"claimed_by": None}),
    ],
)
def test_an_own_value_is_set_with_a_reason(
    reviewer: Client, incident: Incident, field: str, values: dict[str, Any], expected: dict[str, Any]
) -> None:
    posted = {"field": field, "own": "yes", **{f"{field}-{name}": value for name, value in values.items()}}
    refused = reviewer.post(page_of(incident), posted)
    assert refused.status_code == 200
    assert b"This field is required" in refused.content
    reviewer.post(page_of(incident), {**posted, f"{field}-reason": "seen"})
    incident.refresh_from_db()
    assert {name: getattr(incident, name) for name in expected} == expected
    assert incident.decisions.get(field=field).reason == "seen"


def test_one_sides_figures_are_decided_apart(reviewer: Client, incident: Incident) -> None:
    guards = ParticipationFactory(incident=incident, role="target", actor=ActorFactory(name="Guards"))
    idle = ParticipationFactory(incident=incident, actor=ActorFactory(name="Raiders"))
    report = incident.reports.earliest("pk")
    claim = ClaimFactory(report=report, value={"low": 4, "best": 4, "high": 5, "who": "Guards"})
    name = f"killed-{guards.pk}"
    rows = {row.name: row for row in reviewer.get(page_of(incident)).context["rows"]}
    assert rows[name].label == "killed of Guards (target)"
    assert (rows[name].suggestion, rows[name].value) == ("at least 4, best 4, at most 5", "")
    assert f"killed-{idle.pk}" not in rows
    reviewer.post(page_of(incident), {"field": name, "claim": claim.pk})
    guards.refresh_from_db()
    assert (guards.killed_low, guards.killed_best, guards.killed_high) == (4, 4, 5)
    rows = {row.name: row for row in reviewer.get(page_of(incident)).context["rows"]}
    assert rows[name].claims[0].chosen
    assert rows["killed"].sides == "at least 4, best 4, at most 5"

    own = {"field": name, "own": "yes", f"{name}-low": 3, f"{name}-best": 3, f"{name}-high": 3}
    assert b"This field is required" in reviewer.post(page_of(incident), own).content
    reviewer.post(page_of(incident), {**own, f"{name}-reason": "seen"})
    guards.refresh_from_db()
    assert (guards.killed_best, incident.decisions.get().reason) == (3, "seen")
    for wrong in ({"field": f"date-{guards.pk}"}, {"field": "killed-0"}, {"field": f"killed-{idle.pk}"}):
        told = reviewer.post(page_of(incident), {**wrong, "claim": claim.pk}, follow=True)
        assert told.context["messages"]
    incident.refresh_from_db()
    assert (incident.killed_low, incident.killed_best, incident.killed_high) == (7, 7, 10)


def test_own_places_and_actors(reviewer: Client, incident: Incident) -> None:
    place, actor = PlaceFactory(name="Hill", longitude=44.6), ActorFactory(name="Raiders")
    ParticipationFactory(incident=incident, role="target", actor=ActorFactory(name="Guards"))
    posted = {"own": "yes", "field": "place", "place-place": place.pk, "place-reason": "seen"}
    reviewer.post(page_of(incident), {**posted, "place-precision": "near"})
    incident.refresh_from_db()
    assert (incident.place_name, incident.longitude) == ("Hill", 44.6)
    reviewer.post(page_of(incident), {**posted, "place-precision": "district"})
    incident.refresh_from_db()
    assert (incident.place_name, incident.longitude, incident.district) == ("", None, "Middle")
    own = {"own": "yes", "field": "target", "target-actors": [actor.pk], "target-reason": "seen"}
    reviewer.post(page_of(incident), own)
    assert [p.actor for p in incident.participations.all()] == [actor]


def test_a_broken_rule_is_told(reviewer: Client, incident: Incident) -> None:
    values = {"killed-low": 9, "killed-best": 8, "killed-high": 9, "killed-reason": "x"}
    told = reviewer.post(page_of(incident), {"field": "killed", "own": "yes", **values}, follow=True)
    assert b"must be in order" in told.content


def test_verification_is_set_and_taken_back(reviewer: Client, incident: Incident) -> None:
    address = page_of(incident)
    assert reviewer.post(address, {"verify": "yes", "verification": "confirmed"}).status_code == 200
    reviewer.post(address, {"verify": "yes", "verification": "confirmed", "reason": "The ministry concedes"})
    incident.refresh_from_db()
    assert incident.verification == Verification.CONFIRMED
    assert b"The ministry concedes" in reviewer.get(address).content
    reviewer.post(address, {"derive": "yes"})
    incident.refresh_from_db()
    assert (incident.verification, incident.verification_reason) == (Verification.CORROBORATED, "")


def test_a_contributor_looks_but_does_not_decide(client: Client, incident: Incident) -> None:
    client.force_login(make_user("Contributor"))
    shown = client.get(page_of(incident))
    assert shown.status_code == 200
    assert b'name="claim"' not in shown.content
    claim = Claim.objects.earliest("pk")
    assert client.post(page_of(incident), {"field": "killed", "claim": claim.pk}).status_code == 403
    assert client.get(page_of(incident, "merge")).status_code == 403
    assert client.get(page_of(incident, "split")).status_code == 403


def test_merging_by_the_page_and_taking_it_back(reviewer: Client, incident: Incident) -> None:
    other = IncidentFactory(title="The same clash", weapons="Firearms")
    ReportFactory(incident=other, state="accepted")
    address = page_of(other, "merge")
    assert incident.code in reviewer.get(address).content.decode()
    assert b"No other incident has the code" in reviewer.get(address, {"other": "TL-NONE"}).content
    compared = reviewer.get(address, {"other": incident.code})
    differing = {pair.label for pair in compared.context["pairs"] if pair.differs}
    assert {"title", "weapon", "killed", "reports"} <= differing
    assert "date precision" not in differing
    with_other = f"{address}?other={incident.code}"
    assert reviewer.post(with_other, {"survivor": incident.pk}).status_code == 200
    merged = reviewer.post(with_other, {"survivor": incident.pk, "reason": "one attack"}, follow=True)
    other.refresh_from_db()
    assert (other.status, other.merged_into) == (IncidentStatus.MERGED, incident)
    assert b"Undo this merge" in merged.content
    assert incident.reports.count() == 3
    assert b"was merged into" in reviewer.get(page_of(other, "change")).content
    again = reviewer.post(with_other, {"survivor": incident.pk, "reason": "again"})
    assert b"was merged into another" in again.content
    undo = reverse("admin:incidents_incident_undo_merge", args=[Merge.objects.get().pk])
    reviewer.get(undo)
    assert not Merge.objects.get().undone_at
    reviewer.post(undo)
    other.refresh_from_db()
    assert (other.status, other.reports.count()) == (IncidentStatus.PUBLISHED, 1)
    assert b"undone already" in reviewer.post(undo, follow=True).content


def test_splitting_by_the_page(reviewer: Client, incident: Incident) -> None:
    address = page_of(incident, "split")
    first, second = incident.reports.order_by("pk")
    assert "killed" not in reviewer.get(address).content.decode().split("<form")[0]
    everything = {"reports": [first.pk, second.pk], "reason": "two attacks"}
    assert b"some of the reports" in reviewer.post(address, everything).content
    reviewer.post(address, {"reports": [second.pk], "reason": "two attacks"})
    new = Incident.objects.exclude(pk=incident.pk).get()
    assert list(new.reports.all()) == [second]
    assert (new.killed_best, new.status) == (10, IncidentStatus.IN_REVIEW)


def test_comments_are_for_the_desk(reviewer: Client, client: Client, incident: Incident) -> None:
    address = page_of(incident, "comments")
    assert reviewer.post(address, {"text": ""}).status_code == 200
    reviewer.post(address, {"text": "Ask the ministry"})
    assert Comment.objects.get().written_by.username == "reviewer"
    assert b"Ask the ministry" in reviewer.get(address).content
    assert b"Comments (1)" in reviewer.get(page_of(incident, "change")).content
    assert b"Ask the ministry" not in Client().get(reverse("incident", args=[incident.uid])).content
    assert Client().get(address).status_code == 302


def test_a_contributor_meets_nothing_restricted_at_the_desk(client: Client) -> None:
    RegionFactory()
    contributor, reviewer = make_user("Contributor"), make_user("Reviewer")
    hidden = IncidentFactory(title="Hidden", sensitivity="restricted", killed_best=3)
    ReportFactory(incident=hidden, state="accepted", restricted=True)
    coarse = IncidentFactory(title="Coarse", public_location_precision="district", place_name="Secretville")
    file = Attachment.objects.create(incident=hidden, file="photo.jpg", content_type="image/jpeg", size=1)
    original = reverse("admin:incidents_attachment_original", args=[file.uid])
    batch = bulk.apply("tag", [hidden.pk], "witness", reviewer)
    changed = reverse("admin:incidents_batch_change", args=[batch.pk])
    lists = [reverse("admin:incidents_incident_changelist"), reverse("admin:incidents_report_changelist")]
    pages = [page_of(hidden, name) for name in ("claims", "comments", "change", "history")]
    client.force_login(contributor)
    assert all(client.get(page).status_code in {302, 404} for page in (*pages, original))
    assert client.get(page_of(coarse, "change")).status_code == 302
    assert client.get(reverse("incident", args=[hidden.uid])).status_code == 404
    told = client.get(reverse("incident", args=[coarse.uid])).content
    assert b"Coarse" in told
    assert b"Secretville" not in told
    assert not any(hidden.code.encode() in client.get(page).content for page in (*lists, changed))
    client.force_login(reviewer)
    assert all(client.get(page).status_code == 200 for page in pages)
    assert all(hidden.code.encode() in client.get(page).content for page in (*lists, changed))
