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
    amazon_tag: str
    hosts: tuple[str, ...]


@cache
def _lists() -> _TrackedLinks:
    return msgspec.convert(shelf("perenne.intent.lists")["tracked_links"], _TrackedLinks)


def urls_in(text: str) -> Iterator[tuple[int, int]]:
    """Where web addresses stand in ``text``."""
    for match in _URL.finditer(text):
        yield match.span()


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
    return any(_is_tracking(key, value, lists.parameters) for key, value in query)


def _is_tracking(key: str, value: str, known: tuple[str, ...]) -> bool:
    for parameter in known:
        name, _, prefix = parameter.partition("=")
        if key == name and value.startswith(prefix):
            return True
    return False
