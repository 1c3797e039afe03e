"""A client that follows the changes has what is public, whatever happened and in whatever order."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from incidents.enums import AreaKind, IncidentStatus
from incidents.models import Claim, Incident, IncidentArea, JointOperationRoom, Report, Tag
from sources.models import Article, Source
from tests.incidents.api.conftest import body, make_full_incident
from tests.incidents.factories import ActorFactory, IncidentFactory, ParticipationFactory, make_area

pytestmark = pytest.mark.django_db(transaction=True)
START = "/api/v1/changes/"


class Mirror:
    """A client's copy, kept up by the changes alone."""

    def __init__(self, client: Any, limit: int = 50) -> None:
        self.client = client
        self.address = f"{START}?limit={limit}"
        self.rows: dict[str, Any] = {}
        self.removed: dict[str, Any] = {}

    def follow(self) -> list[str]:
        """Read all that is new; return the uids in their order."""
        seen: list[str] = []
        while True:
            page = body(self.client.get(self.address))
            for change in page["results"]:
                seen.append(change["uid"])
                if change["removed"]:
                    self.rows.pop(change["uid"], None)
                    self.removed[change["uid"]] = change["removed"]
                else:
                    self.rows[change["uid"]] = change["incident"]
            self.address = page["next"]
            if not page["more"]:
                return seen


def listed(client: Any) -> dict[str, Any]:
    rows: dict[str, Any] = {}
    address = "/api/v1/incidents/?limit=1000"
    while address:
        page = body(client.get(address))
        rows |= {row["uid"]: row for row in page["results"]}
        address = page["next"]
    return rows


@pytest.fixture
def mirror(client: Any) -> Mirror:
    return Mirror(client)


def test_changes_are_as_documented(api: Any, client: Any, conforms: Any) -> None:
    target = make_full_incident()
    for status in (IncidentStatus.RETRACTED, IncidentStatus.MERGED):
        gone = make_full_incident()
        Incident.objects.filter(pk=gone.pk).update(
            status=status, merged_into=target if status == IncidentStatus.MERGED else None
        )
    deleted = IncidentFactory()
    deleted.delete()
    found = conforms(api("changes/"), START)
    assert sorted((row["removed"] or {}).get("reason", "") for row in found["results"]) == [
        "",
        "deleted",
        "merged",
        "retracted",
    ]
    assert found["more"] is False
    assert body(client.get(found["next"]))["results"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_changes_take_six_queries(api: Any, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        make_full_incident()
    with django_assert_num_queries(6):
        assert len(body(api("changes/"))["results"]) == count


def test_what_was_never_public_is_never_told(mirror: Mirror) -> None:
    for values in ({"status": "draft"}, {"status": "in_review"}, {"sensitivity": "restricted"}):
        incident = make_full_incident(**values)
        incident.title = "Changed"
        incident.save()
    retracted_before = IncidentFactory(status="draft")
    retracted_before.status = IncidentStatus.RETRACTED
    retracted_before.save()
    assert mirror.follow() == []


CHANGES: dict[str, Callable[[Incident], Any]] = {
    "itself": lambda one: Incident.objects.filter(pk=one.pk).update(title="Other"),
    "participation": lambda one: ParticipationFactory(
        incident=one, actor=ActorFactory(name="Third"), role="responder"
    ),
    "participation gone": lambda one: one.participations.all().delete(),
    "actor": lambda _one: ActorFactory._meta.model.objects.filter(name="Guards").update(name="Wardens"),
    "claimant": lambda one: ActorFactory._meta.model.objects.filter(pk=one.claimed_by_id).update(
        name_ar="مهاجمون"
    ),
    "area": lambda one: one.areas.update(name="Elsewhere"),
    "area gone": lambda one: IncidentArea.objects.filter(incident=one).delete(),
    "tag": lambda _one: Tag.objects.update(name="raid"),
    "tags": lambda one: one.tags.clear(),
    "room": lambda _one: JointOperationRoom.objects.update(name="Other room"),
    "report": lambda one: Report.objects.filter(incident=one, article=None).update(
        source_url="https://x.example.org/"
    ),
    "claim": lambda one: Claim.objects.filter(report__incident=one).update(attributed_to="Ministry"),
    "source": lambda _one: Source.objects.filter(language="ckb").update(name="Renamed"),
    "article": lambda _one: Article.objects.update(language="ar"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_part_of_an_incident_is_followed(client: Any, mirror: Mirror, name: str) -> None:
    incident = make_full_incident()
    IncidentFactory()
    mirror.follow()
    CHANGES[name](incident)
    assert mirror.follow() == [str(incident.uid)]
    assert mirror.rows == listed(client)


def test_a_transaction_moves_an_incident_once(mirror: Mirror) -> None:
    incident = make_full_incident()
    mirror.follow()
    with transaction.atomic():
        for number in range(5):
            incident.title = f"Title {number}"
            incident.save()
            incident.participations.update(killed_high=number + 9)
    assert mirror.follow() == [str(incident.uid)]
    with transaction.atomic():
        incident.save()
        transaction.set_rollback(True)
    assert mirror.follow() == []


def test_a_merger_tells_both(mirror: Mirror) -> None:
    target, merged = make_full_incident(), make_full_incident()
    mirror.follow()
    Incident.objects.filter(pk=merged.pk).update(status="merged", merged_into=target)
    assert set(mirror.follow()) == {str(target.uid), str(merged.uid)}
    assert mirror.removed[str(merged.uid)] == {
        "reason": "merged",
        "code": merged.code,
        "merged_into": str(target.uid),
    }


def test_what_commits_late_is_not_skipped(mirror: Mirror) -> None:
    slow, quick = IncidentFactory(), IncidentFactory()
    mirror.follow()
    changed, seen = threading.Event(), threading.Event()

    def change_slowly() -> None:
        with transaction.atomic():
            Incident.objects.filter(pk=slow.pk).update(title="Slow")
            changed.set()
            seen.wait(10)
        connections.close_all()

    thread = threading.Thread(target=change_slowly)
    thread.start()
    changed.wait(10)
    Incident.objects.filter(pk=quick.pk).update(title="Quick")  # begins later, commits first
    assert mirror.follow() == [str(quick.uid)]
    seen.set()
    thread.join()
    assert mirror.follow() == [str(slow.uid)]


def test_a_cursor_ahead_of_the_data_is_refused(api: Any) -> None:
    from incidents.api.changes import encode  # noqa: PLC0415 - used here alone

    IncidentFactory()
    response = api("changes/", cursor=encode(10**9))
    assert response.status_code == 410
    for bad in ("x", encode(1)[:-1] + "!", "YzE5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "eDE"):
        assert api("changes/", cursor=bad).status_code == 400


def edit(rng: random.Random, ids: list[int]) -> None:
    """Do one random thing to one random incident."""
    pk = rng.choice(ids)
    one = Incident.objects.filter(pk=pk)
    match rng.randrange(8):
        case 0:
            one.update(title=f"Title {rng.random()}")
        case 1:
            one.update(status="retracted", merged_into=None)
        case 2:
            one.update(status="published", merged_into=None)
        case 3:
            one.update(status="merged", merged_into=rng.choice([other for other in ids if other != pk]))
        case 4:
            one.update(sensitivity=rng.choice(["public", "restricted"]))
        case 5:
            incident = one.get()
            incident.tags.set(Tag.objects.order_by("pk")[: rng.randrange(3)])
        case 6:
            one.update(public_location_precision=rng.choice(["", "near", "district"]))
        case 7:
            with transaction.atomic():
                one.update(summary=f"Summary {rng.random()}")
                if rng.random() < 0.5:
                    transaction.set_rollback(True)


def test_a_mirror_ends_identical_after_ten_thousand_random_edits(client: Any) -> None:
    mirror = Mirror(client, limit=7)
    for name in ("a", "b", "c"):
        Tag.objects.create(name=name)
    area = make_area(IncidentFactory().region, AreaKind.DISTRICT, "d", "D")
    for incident in IncidentFactory.create_batch(29):
        IncidentArea.objects.create(incident=incident, area=area)
    ids = list(Incident.objects.values_list("pk", flat=True))
    done = threading.Event()

    def work(seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 - not for secrets
        with connections["default"].cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        for _ in range(2500):
            edit(rng, ids)
        connections.close_all()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    follower_saw = 0
    while any(thread.is_alive() for thread in threads):
        follower_saw += len(mirror.follow())
        done.wait(0.02)
    mirror.follow()
    assert follower_saw > 100
    assert mirror.rows == listed(client)


def test_numbers_are_given_in_the_order_of_commits() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgdeferrable AND tginitdeferred FROM pg_trigger WHERE tgname = 'incidents_change'"
        )
        assert set(cursor.fetchall()) == {(True,)}
