from __future__ import annotations

import pytest

from sources.addresses import canonical_address, host_of, tidy_address


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        (" HTTP://News.Example:80/a#part ", "http://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:8443/a?id=3", "https://news.example:8443/a?id=3"),
        ("https://news.example/a?utm_source=x&id=3&fbclid=y", "https://news.example/a?id=3"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("https://news.example/هەواڵ", "https://news.example/هەواڵ"),
        ("ftp://news.example/a", ""),
        ("news.example/a", ""),
        ("http://news.example:port/", ""),
        ("http://news.example/" + "a" * 2000, ""),
        ("http://news.example/a b", ""),
        ("http://news.example/\u202eb", ""),
        ("", ""),
    ],
)
def test_addresses_have_one_form(given: str, tidy: str) -> None:
    assert tidy_address(given) == tidy


@pytest.mark.parametrize(
    ("fetched", "declared", "known_by"),
    [
        ("https://m.news.example/a?x=1", "https://news.example/a", "https://news.example/a"),
        ("https://www.news.example/a", "/b", "https://www.news.example/b"),
        ("https://news.example/a", "", "https://news.example/a"),
        ("https://evil.example/a", "https://news.example/a", "https://evil.example/a"),
        ("https://evilnews.example/a", "https://news.example/a", "https://evilnews.example/a"),
        ("https://news.example/a", "https://news.example/", "https://news.example/a"),
        ("https://news.example/", "https://news.example/", "https://news.example/"),
        ("", "https://news.example/a", "https://news.example/a"),
        ("https://news.example/a", "javascript:alert(1)", "https://news.example/a"),
    ],
)
def test_a_page_is_believed_about_its_own_site_only(fetched: str, declared: str, known_by: str) -> None:
    assert canonical_address(fetched, declared) == known_by


def test_hosts_are_compared_without_www() -> None:
    assert host_of("https://www.news.example/a") == host_of("http://news.example:80") == "news.example"
    assert host_of("http://[") == ""
