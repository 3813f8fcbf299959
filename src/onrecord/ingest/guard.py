"""Connections that go only where they may: to the address that was checked, and no longer than the time allows."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from onrecord.errors import FetchRefused

# RFC 6052: addresses of IPv4 hosts behind a translator; the last 32 bits are the host.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(written: str) -> bool:
    """Whether an IP address is one of the public internet, also where it wraps another (IPv4 in IPv6, 6to4, Teredo, NAT64)."""
    address = ipaddress.ip_address(written.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped:
            return is_public(str(wrapped))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve_host(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Resolve a host to its addresses.

    Raises: FetchRefused, for an unknown host, or one of whose addresses one is not public (unless they are allowed).
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchRefused(f"the host {host!r} is not known ({error}); save the page and add the file") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        raise FetchRefused(f"{host} is the private address {private[0]}; allow it with --allow-private")
    return addresses


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to the very addresses that were checked: the name is resolved once, so DNS cannot change in between.

    `deadline` (seconds of the monotonic clock) bounds every wait of the connections it opened, also where bytes come one by one.
    """

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.deadline = float("inf")
        self._backend = httpcore.SyncBackend()

    def left(self, timeout: float | None) -> float:
        """The seconds that a wait may take. Raises: httpcore.ReadTimeout, if the time is over."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("took too long")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers."""
        failure: Exception | None = None
        for address in resolve_host(host, port, allow_private=self.allow_private):
            try:
                stream = self._backend.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between attempts."""
        self._backend.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose waits end at its backend's deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport over guarded connections. Proxies of the environment are not used: they would resolve anew."""

    def __init__(self, backend: GuardedBackend) -> None:
        super().__init__()
        # httpx has no argument for a backend of httpcore; the pool is the one place that holds it.
        self._pool.close()
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend)
