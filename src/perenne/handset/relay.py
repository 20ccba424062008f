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
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

import msgspec

from perenne.handset import approval
from perenne.handset.calling import (
    MOST_GIVEN,
    PORT,
    SECONDS,
    Address,
    Call,
    Given,
    Refusal,
    called,
    is_plain,
    plain,
    public,
    resolved,
    trusting,
)
from perenne.handset.echo import without_token
from perenne.handset.frames import Answer, Request, next_frame, send
from perenne.handset.ledger import Ledger
from perenne.handset.manifest import Manifest, Route
from perenne.handset.message import Publish
from perenne.model.errors import PerenneError

__all__ = ["MOST_GIVEN", "Refusal", "Relay", "Renewing", "Secrets", "public"]
_MOST_RENEWALS = 10
_MINUTE, _HOUR = 60, 3_600
_MOST_REFUSALS = 300
"""In an hour: each is a line of the ledger, and who waits as told to gets one a minute."""


class Secrets(Protocol):
    """Where tokens lie: the vault."""

    def get(self, handset: str, name: str) -> bytes: ...


class Renewing(Protocol):
    """Who renews a token, by a request of our own whose answer never goes inside."""

    def due(self, name: str) -> bool:
        """Whether the token ``name`` is known to have expired."""

    def renew(self, name: str, ask: Callable[[Request], Answer]) -> bool:
        """Whether there is a new one now."""


@dataclass(slots=True)
class Relay:
    """The relay of one run of one connector. ``approved``: the hash of what people approved for this run, once;
    ``publish``: what that is, with ``media``, its files by hash; ``left``: units of the quota that may be used;
    ``resolve``, ``reachable``, ``port`` and ``call`` differ in tests alone."""

    handset: str
    manifest: Manifest
    secrets: Secrets
    ledger: Ledger
    trusted: ssl.SSLContext = field(default_factory=trusting)
    approved: str | None = None
    resolve: Callable[[str], tuple[str, ...]] = resolved
    reachable: Callable[[Address], bool] = public
    port: int = PORT
    clock: Callable[[], float] = time.monotonic
    seconds: float = SECONDS
    call: Callable[[Call, ssl.SSLContext, float], Given] = called
    publish: Publish | None = None
    media: Mapping[str, int] = field(default_factory=dict)
    renewing: Renewing | None = None
    left: int | None = None
    spent: int = 0
    _asked: "deque[float]" = field(default_factory=deque)
    _renewals: int = 0
    _refusals: "deque[float]" = field(default_factory=lambda: deque(maxlen=_MOST_REFUSALS))
    _taken: set[str] = field(default_factory=set)

    def serve(self, inside: socket.socket) -> None:
        """Answer the inside until it hangs up, or says what is no request, or asks for what is refused without end:
        then we do."""
        with inside:
            while (frame := _heard(inside)) is not None:
                try:
                    request = msgspec.json.decode(frame, type=Request)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    self._refused(None, "frame")
                    return
                answer = self.ask(request)
                with suppress(OSError):  # the inside is gone: that is no matter of ours
                    send(inside, answer)
                if self.is_flooded():
                    self._refused(None, "flood")
                    return

    def is_flooded(self) -> bool:
        return len(self._refusals) == _MOST_REFUSALS and self.clock() - self._refusals[0] < _HOUR

    def ask(self, request: Request) -> Answer:
        """Do what is asked, or refuse it; either stands in the ledger."""
        try:
            route = self._allowed(request)
            addresses = self._addresses(request.host)
            if self.renewing is not None and request.auth and self.renewing.due(request.auth):
                self._renewed(request.auth)
            token = self._token(request)
            body, headers = self._body(request, route)
        except Refusal as why:
            return self._refused(request, str(why))
        if route.publishes and not self._is_first(request.approval or ""):
            return self._refused(request, "replay")
        answer = self._sent(request, route, addresses, token, body, headers)
        if self._is_expired(answer) and request.auth and self._renewed(request.auth):
            try:
                token = self._token(request)
            except Refusal as why:
                return self._refused(request, str(why))
            answer = self._sent(request, route, addresses, token, body, headers)
        if route.media and 200 <= answer.status < 300:
            self._taken |= approval.named_in(answer.body)
        return answer

    # What may leave

    def _allowed(self, request: Request) -> Route:
        """Raises ``Refusal`` where anything of ``request`` is not named."""
        if request.host not in self.manifest.hosts:
            raise Refusal("host")
        route = self.manifest.route(request.method, request.path)
        if route is None or (route.host and route.host != request.host):
            raise Refusal("path")
        if not set(request.query) <= set(route.query) or not all(map(is_plain, request.query.values())):
            raise Refusal("query")
        named = {each.lower() for each in route.headers}
        if not {each.lower() for each in request.headers} <= named or not all(
            each.isascii() and is_plain(each) for each in request.headers.values()
        ):
            raise Refusal("header")
        if request.body and not route.body:
            raise Refusal("body")
        self._may_publish(request, route)
        self._not_too_often(route)
        return route

    def _may_publish(self, request: Request, route: Route) -> None:
        """What shows something to others carries the hash of a preview that people saw and approved, says what they
        approved, and goes once."""
        if request.media is not None and not route.media:
            raise Refusal("media")
        if not (route.publishes or route.media):
            return
        if self.approved is None or request.approval != self.approved:
            raise Refusal("approval")
        told = {each.event for _, each in self.ledger.entries() if each.told == self.approved}
        if not {"previewed", "approved"} <= told:
            raise Refusal("approval")
        if "published" in told:
            raise Refusal("replay")
        if route.says or route.media:
            if self.publish is None or self.publish.preview != self.approved:
                raise Refusal("approval")
            approval.check(request, route, self.publish, self._taken)

    def _is_first(self, preview: str) -> bool:
        """Whether nobody published ``preview`` meanwhile: then this is written down, under one lock."""
        return self.ledger.add_once(self.handset, "published", preview, connector=self.manifest.name)

    def _not_too_often(self, route: Route) -> None:
        now = self.clock()
        while self._asked and now - self._asked[0] >= _MINUTE:
            self._asked.popleft()
        if len(self._asked) >= self.manifest.per_minute:
            raise Refusal("rate")
        if self.left is not None and self.spent + route.cost > self.left:
            raise Refusal("quota")
        self._asked.append(now)

    def _addresses(self, host: str) -> tuple[str, ...]:
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
        only = self.manifest.token_named(request.auth).hosts
        if only and request.host not in only:
            raise Refusal("token")
        try:
            token = self.secrets.get(self.handset, request.auth).decode("ascii")
        except (PerenneError, UnicodeDecodeError):
            raise Refusal("token") from None
        if not token or not is_plain(token):
            raise Refusal("token")
        return token

    def _body(self, request: Request, route: Route) -> tuple[bytes, dict[str, str]]:
        """What is sent, and the headers that say what it is: an approved file is read and sent from here."""
        if not (route.says or route.media):
            return request.body, dict(request.headers)
        body, kind = request.body, "application/json"  # as it was looked at, and not as the inside would have it read
        if request.media is not None and self.publish is not None:
            body, kind = approval.sent_medium(route, request.media, self.publish, self.media)
        others = {name: value for name, value in request.headers.items() if name.lower() != "content-type"}
        return body, {**others, "Content-Type": kind}

    # What leaves, and what comes back

    def _sent(
        self,
        request: Request,
        route: Route,
        addresses: tuple[str, ...],
        token: str | None,
        body: bytes,
        headers: dict[str, str],
    ) -> Answer:
        self.spent += route.cost
        self.ledger.add(
            self.handset,
            "request",
            connector=self.manifest.name,
            host=request.host,
            address=addresses[0],
            method=request.method,
            path=route.path,
            fields=sorted({*request.query, *request.headers}),
            bytes=len(body),
            body=hashlib.sha256(body).hexdigest() if body else "",
            purpose=self.manifest.purpose.get("en", ""),
            told=request.auth or "",
        )
        query, headers = dict(request.query), dict(headers)
        if token is not None:
            place = self.manifest.token_named(request.auth or "")
            (query if place.query else headers)[place.query or place.header] = place.form.format(token=token)
        call = Call(
            request.host, addresses, self.port, request.method, _target(request.path, query), headers, body or None
        )
        try:
            given = without_token(self.call(call, self.trusted, self.seconds), token, blots=self.manifest.blots)
        except Refusal as why:
            return self._refused(request, str(why))
        except (OSError, http.client.HTTPException) as problem:
            return self._unanswered(request, problem)
        self.ledger.add(
            self.handset,
            "response",
            connector=self.manifest.name,
            host=request.host,
            address=given.address,
            bytes=len(given.body),
            body=hashlib.sha256(given.body).hexdigest() if given.body else "",
            told=str(given.status),
        )
        return Answer(request.id, given.status, given.headers, given.body)

    def _unanswered(self, request: Request, problem: Exception) -> Answer:
        self.ledger.add(self.handset, "response", host=request.host, told=type(problem).__name__)
        return Answer(request.id, refused="unreachable")

    def _refused(self, request: Request | None, why: str) -> Answer:
        """Names of a stranger stand in the ledger as far as they are plain."""
        facts = {"host": plain(request.host), "method": plain(request.method)} if request else {}
        self.ledger.add(self.handset, "refused", connector=self.manifest.name, told=why, **facts)
        self._refusals.append(self.clock())
        waits = {"retry-after": str(self._until_free())} if why == "rate" else {}
        return Answer(request.id if request else 0, headers=waits, refused=why)

    def _until_free(self) -> int:
        return max(1, round(_MINUTE - (self.clock() - self._asked[0]) + 0.5)) if self._asked else 1

    # A token that has expired

    def _is_expired(self, answer: Answer) -> bool:
        renewal = self.manifest.renewal
        return renewal is not None and any(
            answer.status == each.status and each.holds.encode() in answer.body for each in renewal.expired
        )

    def _renewed(self, name: str) -> bool:
        """Whether the token ``name`` is a new one now; a platform that always says that it expired does not keep us
        at it."""
        if self.renewing is None or self._renewals >= _MOST_RENEWALS:
            return False
        self._renewals += 1
        return self.renewing.renew(name, self._own)

    def _own(self, request: Request) -> Answer:
        """A request of our own, to where the manifest says that tokens are renewed; the ledger names its fields, and
        says nothing of what stands in them."""
        host = self.manifest.renewal.host if self.manifest.renewal else ""
        try:
            addresses = self._addresses(host)
            self.ledger.add(
                self.handset,
                "request",
                connector=self.manifest.name,
                host=host,
                address=addresses[0],
                method=request.method,
                path=request.path,
                fields=sorted(request.query),
                bytes=len(request.body),
                purpose="renew the token",
            )
            target = _target(request.path, request.query)
            call = Call(host, addresses, self.port, request.method, target, request.headers, request.body or None)
            given = self.call(call, self.trusted, self.seconds)
        except Refusal as why:
            return self._refused(request, str(why))
        except (OSError, http.client.HTTPException) as problem:
            return self._unanswered(request, problem)
        self.ledger.add(
            self.handset,
            "response",
            connector=self.manifest.name,
            host=host,
            address=given.address,
            bytes=len(given.body),
            told=str(given.status),
        )
        return Answer(request.id, given.status, given.headers, given.body)


def _target(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _heard(inside: socket.socket) -> bytes | None:
    """The next frame; a connection that breaks is one that ends."""
    with suppress(OSError):
        return next_frame(inside)
    return None
