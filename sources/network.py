"""Which addresses the outbound client may connect to, decided where the socket opens.

A host name is resolved once, each address it gives is judged, and the socket connects to the judged
address itself: neither a redirect nor a name that resolves differently a moment later gets past.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_TRANSLATED: Final = tuple(
    ipaddress.ip_network(network)
    # IPv4-mapped, IPv4-compatible, local NAT64, Teredo, 6to4, site-local: ways to write a private address
    for network in ("::ffff:0:0/96", "::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10")
)


class AddressRefusedError(Exception):
    """A host that resolves to no public address."""


def is_public(address: str) -> bool:
    """Return whether a literal IP address lies in the public internet.

    An address of the well-known NAT64 prefix is as public as the IPv4 address in it.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if any(ip in network for network in _TRANSLATED):
            return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    return ip.is_global and not ip.is_private and not special


class _Stream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline: a server that drips bytes can't hold us."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None, expired: type[Exception]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise expired("out of time")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses only, and none after ``deadline`` (monotonic seconds).

    ``allowed_hosts`` are host names, in lower case, that may lie in a private network.
    """

    def __init__(self, deadline: float, allowed_hosts: Iterable[str]) -> None:
        self._backend = httpcore.SyncBackend()
        self._deadline = deadline
        self._allowed = frozenset(allowed_hosts)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host`` that may be reached and answers.

        Raises AddressRefusedError where there is none to reach, httpcore's errors where none answers.
        """
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._addresses(host, port):
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise httpcore.ConnectTimeout("out of time")
            try:
                stream = self._backend.connect_tcp(
                    address,
                    port,
                    left if timeout is None else min(timeout, left),
                    local_address,
                    socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if host.lower() in self._allowed:
            return addresses
        public = [address for address in addresses if is_public(address.partition("%")[0])]
        if not public:
            raise AddressRefusedError(
                f"{host} resolves to {', '.join(addresses)}, no address of the public internet"
            )
        return public
