"""Keeps requests away from private networks, and within their time, however slowly a server drips.

A page of the web must not lead into the user's own network.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx


class PrivateAddressError(httpx.TransportError):
    """A host that only a page of the web has named is on a private network."""


class Deadline:
    """When the request that is under way has to be done."""

    def __init__(self) -> None:
        self._at = float("inf")

    def start(self, seconds: float) -> None:
        """Give the next request so much time."""
        self._at = time.monotonic() + seconds

    def shorten(self, timeout: float | None) -> float:
        """Return how long one read may take.

        Raises:
            httpcore.ReadTimeout: the time is over.
        """
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose reads all count against one deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.shorten(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.shorten(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.shorten(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _PublicOnly(httpcore.SyncBackend):
    """Connects to the very address that was checked: a second look-up could answer differently."""

    def __init__(self, trusted: frozenset[tuple[str, int]], deadline: Deadline) -> None:
        self._trusted, self._deadline = trusted, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        target = host
        if (host.lower(), port) not in self._trusted:
            try:
                found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
            except OSError as error:
                raise httpcore.ConnectError(str(error)) from error
            private = [address for address in found if not ipaddress.ip_address(address).is_global]
            if private or not found:
                raise PrivateAddressError(f"{host} is on a private network")
            target = str(min(found))
        stream = super().connect_tcp(target, port, timeout, local_address, socket_options)
        return _TimedStream(stream, self._deadline)


class GuardedTransport(httpx.HTTPTransport):
    """HTTP to public addresses, and to the hosts and ports that the user has named."""

    def __init__(self, trusted: frozenset[tuple[str, int]], deadline: Deadline) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=_PublicOnly(trusted, deadline)
        )
