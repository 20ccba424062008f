"""What a connector may ask of the network: hosts, methods, paths and fields, each named; nothing else leaves."""

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

_SEGMENT = r"[A-Za-z0-9._~@:!$&'()*+,;=-]+"
_NAMED = re.compile(r"\{[a-z_]+\}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")
_NEVER = frozenset(
    {
        "accept-encoding", "authorization", "connection", "content-length", "cookie", "expect", "host", "keep-alive",
        "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip
"""Headers that only the relay writes."""


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One thing that may be asked. ``path``: with ``{name}`` for one segment; ``query`` and ``headers``: which names
    may stand there; ``publishes``: it shows something to others, and needs what people approved."""

    method: str
    path: str
    query: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    body: bool = False
    publishes: bool = False

    def __post_init__(self) -> None:
        if self.method not in {"GET", "POST", "PUT", "DELETE"}:
            raise ValueError(f"method {self.method}")
        if forbidden := {each.lower() for each in self.headers} & _NEVER:
            raise ValueError(f"headers of the relay: {', '.join(sorted(forbidden))}")

    @cached_property
    def _shape(self) -> "re.Pattern[str]":
        parts = _NAMED.split(self.path)
        return re.compile(_SEGMENT.join(map(re.escape, parts)) + r"\Z")

    def takes(self, method: str, path: str) -> bool:
        segments = path.split("/")
        return method == self.method and self._shape.match(path) is not None and not {".", ".."} & set(segments)


class Token(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the relay puts the token that a request names: in ``header``, as ``form`` says (``Bearer {token}``)."""

    header: str = "Authorization"
    form: str = "Bearer {token}"


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the connector ``name`` may ask, of which ``hosts``, and how often."""

    name: str
    hosts: tuple[str, ...]
    routes: tuple[Route, ...]
    purpose: Mapping[str, str]
    source: str
    checked_on: str
    token: Token = Token()
    per_minute: int = 60

    def __post_init__(self) -> None:
        if wrong := [each for each in self.hosts if not _HOST.match(each)]:
            raise ValueError(f"hosts in small letters, without port or dot at the end: {', '.join(wrong)}")

    def route(self, method: str, path: str) -> Route | None:
        """The one thing that ``method`` and ``path`` ask; ``None``: it is not named."""
        return next((each for each in self.routes if each.takes(method, path)), None)
