"""The client of the documentation does what it says, on a real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from docs.examples.client import fetch, main, update_mirror
from incidents import snapshot
from incidents.models import Incident
from tests.incidents.api.conftest import make_full_incident
from tests.incidents.factories import IncidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_fetches_mirrors_and_plots(
    live_server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [make_full_incident(), IncidentFactory(killed_low=12, killed_best=12, killed_high=12)]
    snapshot.build()
    main(live_server.url, tmp_path)
    assert capsys.readouterr().out.startswith("2 incidents in the mirror, 1 with ten or more killed, ")
    assert (tmp_path / "months.svg").read_text(encoding="utf-8").count("<svg") == 1
    kept = json.loads((tmp_path / "mirror.json").read_text(encoding="utf-8"))["incidents"]
    assert set(kept) == {str(one.uid) for one in made}


def test_its_mirror_follows_what_happens(live_server: Any, tmp_path: Path) -> None:
    stays, goes = make_full_incident(), make_full_incident()
    file = tmp_path / "mirror.json"
    with httpx.Client(base_url=live_server.url) as client:
        assert set(update_mirror(client, file)) == {str(stays.uid), str(goes.uid)}
        Incident.objects.filter(pk=goes.pk).update(status="retracted")
        Incident.objects.filter(pk=stays.pk).update(title="Told anew")
        mirror = update_mirror(client, file)
        assert {uid: one["title"] for uid, one in mirror.items()} == {str(stays.uid): "Told anew"}
        # A mirror of data that were since restored from a backup begins anew.
        kept = json.loads(file.read_text(encoding="utf-8"))
        ahead = client.get("/api/v1/changes/").json()["next"].replace("cursor=", "cursor=Yzk5OTk5OTk&x=")
        file.write_text(json.dumps({**kept, "next": ahead.split("&x=")[0]}), encoding="utf-8")
        assert update_mirror(client, file) == mirror


def test_it_follows_every_page(live_server: Any) -> None:
    uids = {str(IncidentFactory().uid) for _ in range(5)}
    with httpx.Client(base_url=live_server.url) as client:
        assert {one["uid"] for one in fetch(client, limit=2)} == uids
        with pytest.raises(httpx.HTTPStatusError, match="400"):
            list(fetch(client, verification="sure"))
