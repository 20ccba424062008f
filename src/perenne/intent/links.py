"""Links that pay whoever published them: affiliate hosts and tracking parameters."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from urllib.parse import parse_qsl, urlsplit

import msgspec

from perenne.dated.shelf import shelf

_URL = re.compile(r"https?://[^\s<>\"'«»]+[^\s<>\"'«».,;:!?)\]]")


class _TrackedLinks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    parameters: tuple[str, ...]
    ordinary: frozenset[str]
    amazon_tag: str
    hosts: tuple[str, ...]


@cache
def _lists() -> _TrackedLinks:
    return msgspec.convert(shelf("perenne.intent.lists")["tracked_links"], _TrackedLinks)


@cache
def possible() -> str:
    """Where a web address in a text may be one that pays, as a regular expression for a column: one with parameters,
    or with a host that is listed."""
    return r"(?i)https?://\S*(?:\?|" + "|".join(re.escape(host) for host in _lists().hosts) + ")"


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    """Where web addresses stand in ``text``."""
    for match in _URL.finditer(text):
        yield match.span()


def paying_urls(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand in ``text`` that pay whoever published them."""
    for start, end in urls_in(text) if "://" in text else ():
        if pays_its_publisher(text[start:end]):
            yield start, end


def pays_its_publisher(url: str) -> bool:
    """Whether ``url`` is an affiliate or creator-tracked link; an address that cannot be read is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        query = [(key.lower(), value.lower()) for key, value in parse_qsl(parts.query)]
    except ValueError:
        return False
    lists = _lists()
    if any(host == known or host.endswith("." + known) for known in lists.hosts):
        return True
    if host.split(".")[0] == "amazon" and any(key == lists.amazon_tag for key, _ in query):
        return True
    return any(
        _is_tracking(key, value, lists.parameters) and f"{key}={value}" not in lists.ordinary for key, value in query
    )


def _is_tracking(key: str, value: str, known: tuple[str, ...]) -> bool:
    for parameter in known:
        name, _, prefix = parameter.partition("=")
        if key == name and value.startswith(prefix):
            return True
    return False
