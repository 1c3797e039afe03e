"""An API token made in a browser: by keyboard, shown once, readable in both themes and directions."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from incidents.tokens import find_token
from tests.browser.conftest import SCREENSHOTS, Open, Site
from tests.browser.test_accessibility import violations

ADD = "/admin/incidents/apitoken/add/"


def test_a_token_is_made_by_keyboard(open_page: Open, site: Site) -> None:
    page = open_page(ADD, editor=True)
    page.locator("#id_name").fill("mirror")
    page.locator("#id_scopes_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    key = page.locator("#key")
    expect(key).to_contain_text("hamrin_")
    assert find_token((key.text_content() or "").strip()).name == "mirror"


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "ckb")])
def test_axe_finds_nothing_at_a_token(open_page: Open, site: Site, theme: str, language: str) -> None:
    page = open_page(ADD, editor=True, theme=theme, language=language, color_scheme=theme, bypass_csp=True)
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"token-new-{theme}-{language}.png")
    page.locator("#id_name").fill("mirror")
    page.locator("#id_scopes_0").check()
    page.locator("input[type=submit].default").click()
    expect(page.locator("#key")).to_contain_text("hamrin_")
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"token-made-{theme}-{language}.png")
