"""A client's copy is confirmed or refused before any work is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from incidents.models import Change, Incident
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.factories import ActorFactory, IncidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def addresses(incident: Incident) -> list[str]:
    return ["incidents/", "incidents.geojson", "incidents.csv", f"incidents/{incident.uid}/"]


def test_the_same_is_not_sent_twice(client: Any, django_assert_num_queries: Any) -> None:
    incident = make_full_incident()
    for address in addresses(incident):
        first = client.get(f"/api/v1/{address}")
        with django_assert_num_queries(1):
            again = client.get(f"/api/v1/{address}", HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert first["Cache-Control"] == "no-cache"


def test_any_change_is_sent(client: Any) -> None:
    incident = make_full_incident()
    changes = [
        lambda: Incident.objects.filter(pk=incident.pk).update(title="Other"),
        lambda: ActorFactory._meta.model.objects.filter(name="Guards").update(name="Wardens"),
        lambda: IncidentFactory().delete(),
        incident.tags.clear,
    ]
    for change in changes:
        before = {address: client.get(f"/api/v1/{address}")["ETag"] for address in addresses(incident)}
        change()
        for address, etag in before.items():
            assert client.get(f"/api/v1/{address}", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_mark_is_for_one_address(client: Any) -> None:
    make_full_incident()
    etag = client.get("/api/v1/incidents/")["ETag"]
    assert client.get("/api/v1/incidents/?killed_min=1", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_time_is_given_only_once_it_cannot_lie(client: Any) -> None:
    make_full_incident()
    assert "Last-Modified" not in client.get("/api/v1/incidents/")
    Change.objects.update(changed_at=timezone.now() - timedelta(minutes=1))
    modified = client.get("/api/v1/incidents/")["Last-Modified"]
    assert client.get("/api/v1/incidents/", HTTP_IF_MODIFIED_SINCE=modified).status_code == 304
    IncidentFactory()
    assert client.get("/api/v1/incidents/", HTTP_IF_MODIFIED_SINCE=modified).status_code == 200


def test_an_answer_is_packed_where_the_client_can_unpack(client: Any) -> None:
    IncidentFactory.create_batch(5)
    for address in ("incidents/", "incidents.geojson", "incidents.csv"):
        assert client.get(f"/api/v1/{address}", HTTP_ACCEPT_ENCODING="gzip")["Content-Encoding"] == "gzip"
