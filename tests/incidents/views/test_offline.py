"""The service worker's script, and which pages say that they are the same for everyone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.test import Client

from tests.incidents.factories import RegionFactory

pytestmark = pytest.mark.django_db


def site_of(client: Client) -> dict[str, Any]:
    text = client.get("/service-worker.js").content.decode()
    found = re.match(r"const site = (\{.*\});\n", text)
    assert found
    site: dict[str, Any] = json.loads(found[1])
    return site


def test_the_worker_is_served_from_the_root_and_asked_for_each_time(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]


def test_every_file_that_it_keeps_is_there(client: Client) -> None:
    files = site_of(client)["files"]
    assert len(files) > 50
    for address in files:
        assert finders.find(address.removeprefix("/static/")), address
    assert not any("admin" in address or "review" in address for address in files)


def test_the_desk_s_addresses_are_left_alone(client: Client) -> None:
    assert {"/admin/", "/review/", "/embed/", "/api/", "/ogc/"} <= set(site_of(client)["unkept"])


def test_only_a_stranger_s_page_may_be_kept(client: Client) -> None:
    RegionFactory()
    for path in ("/", "/codebook/", "/offline/"):
        assert re.search(r"<html [^>]* data-public>", client.get(path).content.decode()), path
    assert "data-worker" not in client.get("/embed/").content.decode()
    client.force_login(User.objects.create_user("reader"))
    for path in ("/", "/codebook/", "/offline/"):
        assert "data-public" not in client.get(path).content.decode(), path
