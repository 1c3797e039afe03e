"""The browsable documentation works under the strict policy and asks nobody else for anything."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on the PATH")
@pytest.mark.django_db(transaction=True)
def test_the_documentation_runs_under_the_policy(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Playwright's event loop runs in this thread; the server's database access is in another.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    requested: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{live_server.url}/api/v1/docs/")
        page.get_by_text("/api/v1/incidents/", exact=True).first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        page.get_by_text("Response body").first.wait_for()
        page.wait_for_load_state("networkidle")
        browser.close()
    assert said == []
    # Swagger UI's own icons are in its style sheet.
    elsewhere = [url for url in requested if not url.startswith((live_server.url, "data:", "blob:"))]
    assert elsewhere == []
    assert any(url.startswith(f"{live_server.url}/api/v1/incidents/") for url in requested)
