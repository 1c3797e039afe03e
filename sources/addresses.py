"""One form for each web address, so that an article is recognised by it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

MAX_LENGTH: Final = 2000
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_TRACKING: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")


def tidy_address(address: str) -> str:
    """Return a web address with host in lower case, without fragment, default port and tracking.

    Empty for anything that is not an http or https address of at most 2,000 characters.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        return ""
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in {None, _DEFAULT_PORTS[scheme]} else f"{host}:{port}"
    query = parts.query
    if any(name in query.lower() for name in _TRACKING):
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([pair for pair in pairs if not pair[0].lower().startswith(_TRACKING)])
    tidy = urlunsplit((scheme, netloc, parts.path or "/", query, ""))
    return tidy if len(tidy) <= MAX_LENGTH and tidy.isprintable() and " " not in tidy else ""


def host_of(address: str) -> str:
    """Return the address's host without ``www.``, empty where there is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def canonical_address(fetched: str, declared: str) -> str:
    """Return the address an article is known by: what its page declares, where that can be believed.

    A page may name another address of its own site only, or it could hide another outlet's article;
    and one that names its site's front page is misconfigured.
    """
    fetched = tidy_address(fetched)
    declared = tidy_address(urljoin(fetched, declared)) if declared else ""
    if not fetched:
        return declared
    if not declared or urlsplit(declared).path == "/" != urlsplit(fetched).path:
        return fetched
    ours, theirs = host_of(fetched), host_of(declared)
    related = ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")
    return declared if related else fetched
