"""What a source's form takes and refuses, for the admin and the API alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sources.forms import check_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/feed",
        "http://93.184.216.34/feed",
        "http://intranet.example.org:8080/",
        "http://10.1.2.3/feed",
    ],
)
def test_an_address_that_may_be_public_or_is_allowed_passes(address: str, settings: Any) -> None:
    settings.FETCH_ALLOWED_PRIVATE_HOSTS = ["10.1.2.3"]
    check_address("rss", address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "feed",
        "ftp://example.org/",
        "javascript:alert(1)",
        "http://localhost/",
        "http://printer.local/",
        "http://127.0.0.1/",
        "http://10.1.2.3/feed",
        "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
def test_an_address_that_leads_into_our_own_network_does_not(address: str) -> None:
    with pytest.raises(ValidationError):
        check_address("rss", address)


def test_a_folder_lies_below_the_inbox(inbox: Path) -> None:
    check_address("inbox", ".")
    check_address("inbox", "agency")
    for elsewhere in ("..", "/etc", "agency/../../x", "a\0b"):
        with pytest.raises(ValidationError):
            check_address("inbox", elsewhere)
