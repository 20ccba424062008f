"""Web addresses in cells: whose post or profile they are, without what follows people around."""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

import msgspec

from perenne.readers import headers

_MAX_LENGTH = 4096
_SPACE = re.compile(r"\s")
_NAME = re.compile(r"[?&#]([^=&#?\s]*)")


class Address(NamedTuple):
    """What an address says. ``url`` is the post's, without its query; ``None`` for a profile."""

    url: str | None
    platform: str | None = None
    post_id: str | None = None
    handle: str | None = None
    kind: str | None = None
    token: bool = False
    """Whether the query opened a session or named who shared; it is gone from ``url``."""


class _Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    kind: str | None = None
    host: str | None = None
    query: str | None = None
    id: str | None = None


class _Addresses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hosts: dict[str, tuple[str, ...]]
    posts: dict[str, tuple[_Pattern, ...]]
    profiles: dict[str, tuple[str, ...]]
    tokens: frozenset[str]


def _known() -> _Addresses:
    return headers.said("addresses", _Addresses)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def read(text: str) -> Address:
    """The address that ``text`` is; raises ``ValueError`` where it is none."""
    parts = _split(text.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    platform = _platform(host)
    if platform is None and "://" not in text:
        raise ValueError("not an address")
    path = parts.path.rstrip("/")
    query, token = _query(parts)
    for pattern in _known().posts.get(platform or "", ()):
        if pattern.host not in {None, host}:
            continue
        if (found := _compiled(pattern.path).fullmatch(path)) is None:
            continue
        named = found.groupdict()
        post_id = query.get(pattern.query, "") if pattern.query else named["id"]
        if pattern.id is not None and not _compiled(pattern.id).fullmatch(post_id):
            continue
        kept = {pattern.query: post_id} if pattern.query else {}
        return Address(_written(parts, kept), platform, post_id, named.get("handle"), pattern.kind, token)
    for profile in _known().profiles.get(platform or "", ()):
        if found := _compiled(profile).fullmatch(path):
            return Address(None, platform, handle=found["handle"], token=token)
    return Address(_written(parts, query) if token else parts.geturl(), platform, token=token)


def tokens() -> frozenset[str]:
    """The parameters that open a session, sign an address or name who shared it, casefolded."""
    return _known().tokens


def without_token(text: str) -> tuple[str, bool]:
    """``text``, and if it is an address whose query held a token, that address without it and ``True``."""
    if not _may_hold_token(text):
        return text, False
    try:
        parts = _split(text.strip())
    except ValueError:
        return text, False
    query, token = _query(parts)
    return (_written(parts, query), True) if token else (text, False)


def _may_hold_token(text: str) -> bool:
    """Told quickly of an address: its parameters, as they are written, have such a name or one that is encoded."""
    if "@" in text:
        return True
    return any("%" in name or name.casefold() in _known().tokens for name in _NAME.findall(text))


def _split(text: str) -> SplitResult:
    if len(text) > _MAX_LENGTH or _SPACE.search(text):
        raise ValueError("not an address")
    parts = urlsplit(text if "://" in text else f"https://{text}")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise ValueError("not an address")
    return parts


def _platform(host: str) -> str | None:
    return next(
        (
            platform
            for platform, hosts in _known().hosts.items()
            if any(host == each or host.endswith(f".{each}") for each in hosts)
        ),
        None,
    )


def _query(parts: SplitResult) -> tuple[dict[str, str], bool]:
    """The parameters that may stay, and whether the address holds what may not."""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    names = {name.casefold() for name, _ in (*pairs, *parse_qsl(parts.fragment))}
    stay = {name: value for name, value in pairs if name.casefold() not in _known().tokens}
    return stay, "@" in parts.netloc or not names.isdisjoint(_known().tokens)


def _written(parts: SplitResult, query: dict[str, str]) -> str:
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}" + (f"?{urlencode(query)}" if query else "")
