"""One request over TLS, to an address that was looked at, and an answer that is bounded in every way."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_CLOSED = tuple(
    ipaddress.ip_network(each)
    for each in (
        "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip
"""What not every Python counts among the closed ones: a cloud's own service, and those for protocols, 6to4, measures,
documents, segment routing and a site (IANA's registries of special-purpose addresses)."""

MOST_GIVEN = 8 * 2**20
"""Bytes of an answer's body."""
PORT = 443
_GIVEN_BACK = frozenset({"content-type", "etag", "link", "location", "retry-after"})
_ALSO_STARTING = ("x-ratelimit-", "ratelimit-", "x-app-usage")
SECONDS = 120.0
"""For one request and its whole answer."""
_PATIENCE = 30
_KNOCK = 5
_LONGEST_VALUE = 4_096
_PIECE = 2**16


class Refusal(Exception):
    """Why something did not leave, or did not come back; one word that the ledger keeps."""


class Call(NamedTuple):
    """What is sent, where. ``addresses``: of ``host``, each looked at before; the first that answers is called."""

    host: str
    addresses: tuple[str, ...]
    port: int
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None


class Given(NamedTuple):
    """What came back, as far as the inside may know of it; ``address``: whence."""

    status: int
    headers: dict[str, str]
    body: bytes
    address: str = ""


def public(address: Address) -> bool:
    """Whether ``address`` is one of the open internet: no network of ours, no cloud's own services."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return public(inner)
    closed = address.is_multicast or address.is_reserved or any(address in each for each in _CLOSED)
    return address.is_global and not closed


def trusting() -> ssl.SSLContext:
    """Whom this machine trusts; the keys of a connection go to no file (``SSLKEYLOGFILE``): tokens pass by it."""
    context = ssl.create_default_context()
    context.keylog_filename = None  # type: ignore[assignment]  # what it is where there is no such variable
    return context


def resolved(host: str) -> tuple[str, ...]:
    """The addresses of ``host``; raises ``OSError``."""
    found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


def called(call: Call, trusted: ssl.SSLContext, seconds: float = SECONDS) -> Given:
    """Send ``call`` under the name that the certificate must bear. Raises ``Refusal``, ``OSError`` and
    ``HTTPException``."""
    calling = _ToAddress(call.host, call.addresses, call.port, trusted)
    with _ended_after(calling, seconds):
        return _given(calling, call)


def _given(calling: "_ToAddress", call: Call) -> Given:
    headers = {**call.headers, "Accept-Encoding": "identity", "User-Agent": "perenne"}
    try:
        calling.request(call.method, call.target, call.body, headers)
        given = calling.getresponse()
        body = _body(given)
        if given.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise Refusal("encoding")
        return Given(given.status, _given_back(given.headers.items()), body, calling.address)
    except ValueError:  # sizes, lines and names that are none
        raise http.client.HTTPException from None
    finally:
        calling.close()


def _body(given: http.client.HTTPResponse) -> bytes:
    """Piece by piece: the library would read a chunk of size -1 to the end of the connection, whatever was asked."""
    body = bytearray()
    while piece := given.read1(_PIECE):
        body += piece
        if len(body) > MOST_GIVEN:
            raise Refusal("size")
        if given.chunked and given.chunk_left is not None and given.chunk_left < 0:
            raise http.client.HTTPException
    if given.length:  # a connection that broke off says nothing of what is missing
        raise http.client.IncompleteRead(bytes(body), given.length)
    return bytes(body)


@contextmanager
def _ended_after(calling: "_ToAddress", seconds: float) -> Iterator[None]:
    """A server that drips a byte at a time never runs into a socket's own patience."""
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        with suppress(OSError, AttributeError):
            calling.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if late:
            raise Refusal("time") from None
        raise
    finally:
        timer.cancel()
    if late:
        raise Refusal("time")


def is_plain(value: str) -> bool:
    """No line end and no control character: nothing that begins another header or another request."""
    return len(value) <= _LONGEST_VALUE and value.isprintable()


def plain(value: str) -> str:
    """``value`` as far as it may stand in a ledger, which is read in terminals."""
    return value[:255] if value.isascii() and value.isprintable() else "?"


class _ToAddress(http.client.HTTPSConnection):
    """A connection to one of the addresses that were looked at, for a host whose certificate is checked."""

    def __init__(self, host: str, addresses: tuple[str, ...], port: int, trusted: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=_PATIENCE, context=trusted)
        self._addresses, self._trusted, self.address = addresses, trusted, ""

    def connect(self) -> None:
        plain_socket = self._reached()
        try:
            self.sock = self._trusted.wrap_socket(plain_socket, server_hostname=self.host)
        except BaseException:
            plain_socket.close()
            raise

    def _reached(self) -> socket.socket:
        """Nothing was sent yet, so the next address may be tried where one does not answer."""
        *others, last = self._addresses
        for self.address in others:
            with suppress(OSError):
                return socket.create_connection((self.address, self.port), _KNOCK)
        self.address = last
        return socket.create_connection((last, self.port), self.timeout)


def _given_back(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the inside may know of an answer; cookies stay here."""
    return {
        name.lower(): value[:_LONGEST_VALUE]
        for name, value in headers
        if name.lower() in _GIVEN_BACK or name.lower().startswith(_ALSO_STARTING)
    }
