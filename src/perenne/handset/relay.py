"""The only code with a network: it asks for the compartment what the manifest names; the ledger says what left.

Requests come in frames over one inherited descriptor. Host, method, path, query and headers must each be named; the
token is put in here, by name, and never goes inside; the address is looked at after it was resolved, and it is that
address that is called; a redirect is given back and not followed; what comes back is bounded.
"""

import hashlib
import http.client
import ipaddress
import socket
import ssl
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

import msgspec

from perenne.handset.frames import Answer, Request, next_frame, send
from perenne.handset.ledger import Ledger
from perenne.handset.manifest import Manifest, Route
from perenne.model.errors import PerenneError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_GIVEN = 8 * 2**20
"""Bytes of an answer's body."""
_GIVEN_BACK = frozenset({"content-type", "etag", "link", "location", "retry-after"})
_ALSO_STARTING = ("x-ratelimit-", "ratelimit-", "x-app-usage")
_PATIENCE = 30
_LONGEST_VALUE = 4_096
_PORT = 443


class Secrets(Protocol):
    """Where tokens lie: the vault."""

    def get(self, handset: str, name: str) -> bytes: ...


class Refusal(Exception):
    """Why something did not leave, or did not come back; one word that the ledger keeps."""


def public(address: Address) -> bool:
    """Whether ``address`` is one of the open internet: no network of ours, no cloud's own services."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str) -> tuple[str, ...]:
    """The addresses of ``host``; raises ``OSError``."""
    found = socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(slots=True)
class Relay:
    """The relay of one run of one connector. ``approved``: the hash of what people approved for this run, once;
    ``resolve``, ``reachable`` and ``port`` differ in tests alone."""

    handset: str
    manifest: Manifest
    secrets: Secrets
    ledger: Ledger
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    approved: str | None = None
    resolve: Callable[[str], tuple[str, ...]] = resolved
    reachable: Callable[[Address], bool] = public
    port: int = _PORT
    clock: Callable[[], float] = time.monotonic
    _asked: "deque[float]" = field(default_factory=deque)

    def serve(self, inside: socket.socket) -> None:
        """Answer the inside until it hangs up, or says what is no request: then we do."""
        with inside:
            while (frame := next_frame(inside)) is not None:
                try:
                    request = msgspec.json.decode(frame, type=Request)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    self._refused(None, "frame")
                    return
                send(inside, self.ask(request))

    def ask(self, request: Request) -> Answer:
        """Do what is asked, or refuse it; either stands in the ledger."""
        try:
            route = self._allowed(request)
            addresses = self._resolved(request.host)
            token = self._token(request)
        except Refusal as why:
            self._refused(request, str(why))
            return Answer(request.id, refused=str(why))
        try:
            return self._sent(request, route, addresses, token)
        except Refusal as why:
            self._refused(request, str(why))
            return Answer(request.id, refused=str(why))
        except (OSError, http.client.HTTPException) as problem:
            self.ledger.add(self.handset, "response", host=request.host, told=type(problem).__name__)
            return Answer(request.id, refused="unreachable")

    def _allowed(self, request: Request) -> Route:
        """Raises ``Refusal`` where anything of ``request`` is not named."""
        if request.host not in self.manifest.hosts:
            raise Refusal("host")
        route = self.manifest.route(request.method, request.path)
        if route is None:
            raise Refusal("path")
        if not set(request.query) <= set(route.query) or not all(map(_is_plain, request.query.values())):
            raise Refusal("query")
        named = {each.lower() for each in route.headers}
        if not {each.lower() for each in request.headers} <= named or not all(
            map(_is_plain, request.headers.values())
        ):
            raise Refusal("header")
        if request.body and not route.body:
            raise Refusal("body")
        self._may_publish(request, route)
        self._not_too_often()
        return route

    def _may_publish(self, request: Request, route: Route) -> None:
        """What shows something to others carries the hash that people approved, and goes once."""
        if not route.publishes:
            return
        if self.approved is None or request.approval != self.approved:
            raise Refusal("approval")
        if any(each.event == "published" and each.told == self.approved for _, each in self.ledger.entries()):
            raise Refusal("replay")

    def _not_too_often(self) -> None:
        now = self.clock()
        while self._asked and now - self._asked[0] >= 60:
            self._asked.popleft()
        if len(self._asked) >= self.manifest.per_minute:
            raise Refusal("rate")
        self._asked.append(now)

    def _resolved(self, host: str) -> tuple[str, ...]:
        """The addresses of ``host``, every one of them public: one that is not may be the one that is called."""
        try:
            addresses = self.resolve(host)
        except OSError:
            raise Refusal("name") from None
        if not addresses or not all(self.reachable(ipaddress.ip_address(each)) for each in addresses):
            raise Refusal("address")
        return addresses

    def _token(self, request: Request) -> str | None:
        if request.auth is None:
            return None
        try:
            token = self.secrets.get(self.handset, request.auth).decode("ascii")
        except (PerenneError, UnicodeDecodeError):
            raise Refusal("token") from None
        if not _is_plain(token):
            raise Refusal("token")
        return token

    def _sent(self, request: Request, route: Route, addresses: Iterable[str], token: str | None) -> Answer:
        address = next(iter(addresses))
        if route.publishes:
            self.ledger.add(self.handset, "published", told=request.approval, connector=self.manifest.name)
        self.ledger.add(
            self.handset,
            "request",
            connector=self.manifest.name,
            host=request.host,
            address=address,
            method=request.method,
            path=route.path,
            fields=sorted({*request.query, *request.headers}),
            bytes=len(request.body),
            body=hashlib.sha256(request.body).hexdigest() if request.body else "",
            purpose=self.manifest.purpose.get("en", ""),
            told=request.auth or "",
        )
        answer = self._called(request, address, token)
        self.ledger.add(
            self.handset,
            "response",
            connector=self.manifest.name,
            host=request.host,
            bytes=len(answer.body),
            body=hashlib.sha256(answer.body).hexdigest() if answer.body else "",
            told=str(answer.status),
        )
        return answer

    def _called(self, request: Request, address: str, token: str | None) -> Answer:
        """One request to the address that was looked at, under the name that the certificate must bear."""
        calling = _ToAddress(request.host, address, self.port, self.trusted)
        headers = {**request.headers, "Accept-Encoding": "identity", "User-Agent": "perenne"}
        if token is not None:
            headers[self.manifest.token.header] = self.manifest.token.form.format(token=token)
        target = request.path + (f"?{urlencode(request.query)}" if request.query else "")
        try:
            calling.request(request.method, target, request.body or None, headers)
            given = calling.getresponse()
            body = given.read(MOST_GIVEN + 1)
            if len(body) > MOST_GIVEN:
                raise Refusal("size")
            if given.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise Refusal("encoding")
            back = _given_back(given.headers.items())
        finally:
            calling.close()
        if token is not None and (token.encode() in body or any(token in each for each in back.values())):
            raise Refusal("echo")
        return Answer(request.id, given.status, back, body)

    def _refused(self, request: Request | None, why: str) -> None:
        """Names of a stranger stand in the ledger as far as they are plain: it is read in terminals."""
        facts = {"host": _plain(request.host), "method": _plain(request.method)} if request else {}
        self.ledger.add(self.handset, "refused", connector=self.manifest.name, told=why, **facts)


class _ToAddress(http.client.HTTPSConnection):
    """A connection to an address that was looked at, for a host whose certificate is checked."""

    def __init__(self, host: str, address: str, port: int, trusted: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=_PATIENCE, context=trusted)
        self._address, self._trusted = address, trusted

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        try:
            self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def _given_back(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What the inside may know of an answer; cookies stay here."""
    return {
        name.lower(): value[:_LONGEST_VALUE]
        for name, value in headers
        if name.lower() in _GIVEN_BACK or name.lower().startswith(_ALSO_STARTING)
    }


def _is_plain(value: str) -> bool:
    """No line end and no control character: nothing that begins another header or another request."""
    return len(value) <= _LONGEST_VALUE and value.isprintable()


def _plain(value: str) -> str:
    return value[:255] if value.isascii() and value.isprintable() else "?"
