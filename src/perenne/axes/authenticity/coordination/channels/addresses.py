"""One address for one page, however it was shared: RFC 3986 by yarl, and no trace of who shared it (``tracking``)."""

import re
from collections import Counter
from datetime import date
from functools import cache

import msgspec
from yarl import URL

from perenne.dated.shelf import shelf

_WRITTEN = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
_AFTER = ".,;:!?…»”’\"'*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_COUNTER = re.compile(r"(?:www\d*|m|mobile)\.(?=[^.]+\.)")
"""What stands before the name of a host and leads to the same pages."""
_ROUTES = ("/", "!")
"""How the fragment begins where a site of one document tells its pages apart by it."""


class _Tracking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    parameters: frozenset[str]
    beginnings: tuple[str, ...]
    hosts: dict[str, frozenset[str]]


@cache
def _tracking() -> _Tracking:
    return msgspec.convert(shelf(__package__)["tracking"], _Tracking)


def addresses_in(text: str) -> list[str]:
    """The web addresses that stand in ``text``, without the signs that end a sentence after them."""
    return [_without_the_sentence(found) for found in _WRITTEN.findall(text)]


def _without_the_sentence(address: str) -> str:
    end, signs = len(address), Counter(address)
    while end:
        last = address[end - 1]
        opened = _PAIRS.get(last)
        if last not in _AFTER and (opened is None or signs[opened] >= signs[last]):
            break
        signs[last] -= 1
        end -= 1
    return address[:end]


def canonical(address: str) -> str:
    """The address that all ways of sharing a page have in common: scheme ``https``, host in small letters (IDNA) and
    without ``www.`` or ``m.``, no default port, no user, no dots in the path, no empty last step, parameters in order
    and without those of tracking, no fragment but one that leads to another page (``#/…``, ``#!…``). What is no web
    address stays as it is."""
    try:
        whole = URL(address.strip())
        if whole.scheme not in {"http", "https"} or not whole.raw_host:
            return address
        host = _COUNTER.sub("", whole.raw_host.rstrip("."), count=1)
        query = sorted(each for each in whole.query.items() if not _tracks(each[0], host))
        port = None if whole.is_default_port() else whole.explicit_port
        path = whole.raw_path.rstrip("/") or "/"
        page = URL.build(scheme="https", host=host, port=port, path=path, encoded=True).with_query(query)
        return str(page.with_fragment(whole.fragment) if whole.raw_fragment.startswith(_ROUTES) else page)
    except ValueError:
        return address


def host_of(address: str) -> str | None:
    """The host of a canonical address; ``None``: it is no web address."""
    try:
        return URL(address).raw_host or None
    except ValueError:
        return None


def _tracks(name: str, host: str) -> bool:
    known, name = _tracking(), name.lower()
    if name in known.parameters or name.startswith(known.beginnings):
        return True
    return any(name in names for whose, names in known.hosts.items() if host == whose or host.endswith(f".{whose}"))
