"""What a connector may ask of the network: hosts, methods, paths and fields, each named; nothing else leaves."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

_SEGMENT = r"[A-Za-z0-9._~@:!$&'()*+,=-]+"  # no ``;``: some servers take ``..;`` for ``..``
_NAMED = re.compile(r"\{[a-z_]+\}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")
_NEVER = frozenset(
    {
        "accept-encoding", "authorization", "connection", "content-length", "cookie", "expect", "host", "keep-alive",
        "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip
"""Headers that only the relay writes."""
_FIELD = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\Z")  # a ``token`` of RFC 9110
_QUERY = re.compile(r"[A-Za-z0-9._~\[\]-]*\Z")
_LONGEST, _MOST_NAMES = 1_000, 100
"""Characters of a text, and names of a route: an act of the ledger holds them, and is one line."""


def is_host(name: str) -> bool:
    """Whether ``name`` is a host in small letters, without port, user or dot at the end, and no address."""
    return _HOST.match(name) is not None and len(name) < 254


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One thing that may be asked. ``path``: with ``{name}`` for one segment; ``host``: the only one that is asked
    it, where there are several; ``query`` and ``headers``: which names may stand there; ``cost``: units of the
    quota; ``publishes``: it shows something to others, and needs what people approved. Of what is published ``says``
    gives the place in the body of each thing that people approved, ``within`` the places whose value must stand in
    these words, ``values`` those that hold one of a few, ``uploaded`` those that name a file as the platform did when
    it was sent, ``fields`` the other names that may stand there, whatever they hold, and ``media`` how an approved
    file is sent: as the whole ``body``, or as the field ``file`` of a ``form``."""

    method: str
    path: str
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    body: bool = False
    publishes: bool = False
    host: str = ""
    cost: int = 1
    says: Mapping[str, str] = {}
    within: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = {}
    uploaded: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    media: Literal["", "body", "form"] = ""

    def __post_init__(self) -> None:
        if self.method not in {"GET", "POST", "PUT", "DELETE"}:
            raise ValueError("method: expected GET, POST, PUT or DELETE")
        if {each.lower() for each in self.headers} & _NEVER:
            raise ValueError("headers: only the relay writes Authorization, Cookie, Host and their like")
        if not all(map(_FIELD.match, self.headers)):
            raise ValueError("headers: expected names of headers")
        names = (*self.query, *self.headers)
        if len(self.path) > _LONGEST or len(names) > _MOST_NAMES or sum(map(len, names)) > _LONGEST:
            raise ValueError("path: a route has 1,000 characters and 100 names at most")

    @cached_property
    def _shape(self) -> "re.Pattern[str]":
        parts = _NAMED.split(self.path)
        return re.compile(_SEGMENT.join(map(re.escape, parts)) + r"\Z")

    def takes(self, method: str, path: str) -> bool:
        segments = path.split("/")
        return method == self.method and self._shape.match(path) is not None and not {".", ".."} & set(segments)


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the relay puts the token that a request names: in ``header``, as ``form`` says (``Bearer {token}``), or
    as ``query`` in the address, where a platform knows no header; for ``hosts`` alone where they are named."""

    header: str = "Authorization"
    form: str = "Bearer {token}"
    query: str = ""
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        before, held, after = self.form.partition("{token}")
        if not held or {*"{}"} & {*before, *after} or not (self.form.isascii() and self.form.isprintable()):
            raise ValueError("form: expected {token} once, and ASCII around it")
        if not _FIELD.match(self.header) or self.header.lower() in _NEVER - {"authorization"}:
            raise ValueError("header: expected one that a platform reads, and the relay does not write")
        if not _QUERY.match(self.query):
            raise ValueError("query: expected letters, digits, _ and -")


class Expired(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that says that the token has expired: its status, what its body ``holds`` where that is needed."""

    status: int
    holds: str = ""


class Renewal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an expired token is renewed, on our side alone. In ``form`` (sent as a form), ``json``, ``query`` and
    ``bearer``, ``{name}`` stands for a part of what is kept of the account; ``gives``: where the answer holds each
    part that it changes; ``seconds``: where it says how long the new one lasts; ``needs``: the parts without which
    it cannot be."""

    method: str
    host: str
    path: str
    needs: tuple[str, ...]
    gives: Mapping[str, str]
    expired: tuple[Expired, ...]
    form: Mapping[str, str] = {}
    json: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    bearer: str = ""
    seconds: str = ""


class Quota(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many units a day the platform gives, in which zone the day begins, and where it says so."""

    units: int
    zone: str
    source: str

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise ValueError("zone: expected a name such as Europe/Paris") from None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the connector ``name`` may ask, of which ``hosts``, and how often. ``tokens``: those that are put
    elsewhere than ``token``, by their name; ``blots``: the platform repeats the token in its answers, where it is
    blotted out (else such an answer does not go inside)."""

    name: str
    hosts: tuple[str, ...]
    routes: tuple[Route, ...]
    purpose: Mapping[str, str]
    source: str
    checked_on: str
    token: Token = Token()
    per_minute: int = 60
    tokens: Mapping[str, Token] = {}
    renewal: Renewal | None = None
    quota: Quota | None = None
    blots: bool = False

    def __post_init__(self) -> None:
        named = [*self.hosts, *([self.renewal.host] if self.renewal else [])]
        if not all(map(is_host, named)):
            raise ValueError("hosts: expected small letters, no port and no dot at the end, such as api.example.org")
        if any(len(each) > _LONGEST for each in (self.source, *self.purpose.values())):
            raise ValueError("purpose: a purpose and a source have 1,000 characters at most")

    def route(self, method: str, path: str) -> Route | None:
        """The one thing that ``method`` and ``path`` ask; ``None``: it is not named."""
        return next((each for each in self.routes if each.takes(method, path)), None)

    def token_named(self, name: str) -> Token:
        return self.tokens.get(name, self.token)
