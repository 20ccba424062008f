"""Attempt 25: what a connector would ask of the relay and must not get; and what it may ask, to see that it works."""

from typing import NamedTuple

import msgspec

from perenne.handset.frames import MOST_ASKED, Request
from perenne.handset.manifest import Manifest, Route
from perenne.handset.selftest.fake_platform import HOST, INTERNAL, UNLISTED
from perenne.handset.selftest.told import Way

APPROVED, NOT_APPROVED = "a" * 64, "b" * 64
MANIFEST = Manifest(
    name="selftest",
    hosts=(HOST, INTERNAL),
    routes=(
        Route("GET", "/v1/videos", query=("count",), headers=("Accept",)),
        Route("GET", "/v1/users/{name}/posts"),
        Route("GET", "/v1/moved"),
        Route("GET", "/v1/echo"),
        Route("GET", "/v1/echo-in-header"),
        Route("GET", "/v1/endless"),
        Route("GET", "/v1/packed"),
        Route("POST", "/v1/search", body=True),
        Route("POST", "/v1/publish", body=True, publishes=True),
    ),
    purpose={"fr": "autotest", "en": "self-test"},
    source="the self-test",
    checked_on="at every run",
    per_minute=1_000,
)


class Asked(NamedTuple):
    """``reaches``: how many requests reach the platform where it is held; ``passes``: what the platform then says is
    harmless; ``frame``: sent as it stands, in place of ``request``."""

    way: Way
    request: Request
    reaches: int = 0
    passes: bool = False
    frame: bytes | None = None


ORDINARY = Request(1, "GET", HOST, "/v1/videos", {"count": "20"}, auth="default")
PUBLISH = Request(1, "POST", HOST, "/v1/publish", body=b"{}", auth="default", approval=APPROVED)


def _asked(name: str, reaches: int = 0, of: Request = ORDINARY, *, passes: bool = False, **changes: object) -> Asked:
    return Asked(Way(25, name), msgspec.structs.replace(of, **changes), reaches, passes)


ASKED: tuple[Asked, ...] = (
    _asked("host that is not named", host=UNLISTED),
    _asked("host that looks like it", host=f"{HOST}.elsewhere.example"),
    _asked("user before the host", host=f"user@{HOST}"),
    _asked("host in another script", host=HOST.replace("a", "а")),
    _asked("host as punycode", host="xn--pi-8cd.platform.example"),
    _asked("host with a dot at the end", host=f"{HOST}."),
    _asked("host in capitals", host=HOST.upper()),
    _asked("address in the place of a host", host="127.0.0.1"),
    _asked("name of a private address", host=INTERNAL),
    _asked("redirect to another host", reaches=1, passes=True, path="/v1/moved", query={}),
    _asked("another path", path="/v1/admin"),
    _asked("path that climbs", path="/v1/users/../admin/posts"),
    _asked("another method", method="DELETE"),
    _asked("line end in the path", path="/v1/videos HTTP/1.1\r\nHost: elsewhere.example\r\n\r\nGET /v1/admin"),
    _asked("line end in a value", headers={"Accept": "a\r\nX-Left: b"}),
    _asked("second Content-Length", headers={"Content-Length": "3"}),
    _asked("Host of the connector", headers={"Host": UNLISTED}),
    _asked("Authorization of the connector", headers={"Authorization": "Bearer other"}),
    _asked("field that is not named", query={"left": "a name"}),
    _asked("token asked back", reaches=1, path="/v1/echo", query={}),
    _asked("token asked back in a header", reaches=1, path="/v1/echo-in-header", query={}),
    _asked("token of another", auth="of-another"),
    _asked("answer without end", reaches=1, path="/v1/endless", query={}),
    _asked("packed answer", reaches=1, path="/v1/packed", query={}),
    _asked("body where none may be", body=b"left"),
    _asked("published without approval", of=PUBLISH, approval=None),
    _asked("published with another approval", of=PUBLISH, approval=NOT_APPROVED),
    _asked("approval replayed", of=PUBLISH),
    Asked(Way(25, "frame that is too long"), ORDINARY, frame=(MOST_ASKED + 1).to_bytes(4, "big")),
    Asked(Way(25, "frame that is none"), ORDINARY, frame=b"\0\0\0\x02[]"),
)
