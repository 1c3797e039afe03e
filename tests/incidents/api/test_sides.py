"""The own casualties of each side: under the filters, and never an incident's total for one side's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.incidents.api.conftest import body
from tests.incidents.factories import ActorFactory, IncidentFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def force() -> Any:
    """Make a force that is hit three times: seven to ten killed, at least one, and not reported."""
    hit = ActorFactory(name="Border force")
    rows: list[dict[str, Any]] = [
        {"date_start": "2021-05-01", "killed": {"killed_low": 7, "killed_high": 10}},
        {"date_start": "2021-06-01", "killed": {"killed_low": 1}},
        {"date_start": "2021-06-02", "killed": {}},
        {"date_start": "2021-06-03", "killed": {"killed_best": 50}, "sensitivity": "restricted"},
        {"date_start": "2021-06-04", "killed": {"killed_best": 50}, "status": "draft"},
    ]
    for row in rows:
        own = row.pop("killed")
        values = {"status": "published", "date_end": row["date_start"], **row}
        incident = IncidentFactory(**values, killed_best=90)
        ParticipationFactory(incident=incident, actor=hit, role="target", **own)
        ParticipationFactory(incident=incident, actor__name="Raiders", role="perpetrator")
    return hit


def test_sides_are_counted_by_their_own_figures(api: Any, conforms: Any, force: Any) -> None:
    found = conforms(api("stats/sides/"), "/api/v1/stats/sides/")
    killed = {"low": 8, "high": None, "reported": 2}
    assert found["results"] == [
        {"actor": force.name, "role": "target", "killed": killed, "wounded": None, "captured": None}
    ]


def test_filters_apply_and_are_asked_for_strictly(api: Any, force: Any) -> None:
    [side] = body(api("stats/sides/", date_to="2021-05-31", target=force.name))["results"]
    assert side["killed"] == {"low": 7, "high": 10, "reported": 1}
    assert body(api("stats/sides/", perpetrator=force.name))["results"] == []
    assert api("stats/sides/", by="month").status_code == 400


def test_an_answer_that_has_not_changed_is_not_sent_again(client: Client, force: Any) -> None:
    first = client.get("/api/v1/stats/sides/")
    again = client.get("/api/v1/stats/sides/", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_one_query_for_any_number_of_sides(api: Any, force: Any, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        api("stats/sides/")
