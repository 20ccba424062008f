"""Whether what is about to be published says what people approved, and that alone.

The compartment writes the request; the relay looks at it before it leaves, and sends the approved files itself.
"""

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from perenne.handset.calling import Refusal
from perenne.handset.frames import Request
from perenne.handset.manifest import Route
from perenne.handset.message import Publish

_KEY = re.compile(r"[A-Za-z$_][A-Za-z0-9$_-]*\Z")

_GOES_NO_FURTHER = r"""(?![.,;:!?…]*[^\s<>"'«»().,;:!?…])"""
"""Behind a link: nothing, or marks that end it."""


def check(request: Request, route: Route, publish: Publish, taken: Collection[str] = ()) -> None:
    """Raises ``Refusal`` where ``request`` says anything else than ``publish``; ``taken``: what the platform answered
    to the files that were sent before."""
    if route.media:
        if request.media not in {each.sha256 for each in publish.media} or request.body:
            raise Refusal("media")
        return
    said: dict[str, str] = {}
    for place, value in _leaves(_only_meaning(request.body)):
        if place in route.says:
            if place in said or not isinstance(value, str):  # said twice, it might be read as the other
                raise Refusal("words")
            said[place] = value
        else:
            _check_beside(place, value, route, publish, taken)
    if any(said.get(place, "") != getattr(publish, name) for place, name in route.says.items()):
        raise Refusal("words")


def _only_meaning(body: bytes) -> dict[str, Any]:
    """What ``body`` says to every program alike: a key twice might be read as another by the platform."""
    try:
        told = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal("body") from None
    if msgspec.json.encode(told) != body:
        raise Refusal("body")
    return told


def _check_beside(place: str, value: object, route: Route, publish: Publish, taken: Collection[str]) -> None:
    """What goes with the words."""
    if place in route.within:
        _check_within(value, publish)
    elif place in route.values or place in route.uploaded:
        _check_one_of(value, route.values.get(place, taken))
    elif place not in route.fields:
        raise Refusal("words")


def _check_one_of(value: object, allowed: Collection[str]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise Refusal("words")


def _check_within(value: object, publish: Publish) -> None:
    """A link, a tag or a description is one that people saw; of a link all of it: a part leads elsewhere."""
    seen = (publish.text, *(each.alt for each in publish.media))
    if not isinstance(value, str):
        raise Refusal("words")
    whole = re.compile(re.escape(value) + (_GOES_NO_FURTHER if "://" in value else ""))
    if not any(whole.search(each) for each in seen):
        raise Refusal("words")


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Each value that holds no other, with where it stands: ``record.text``, ``media_ids.*``. Raises ``Refusal``
    for a key that would stand where another does: none at all, ``record.text``, ``*``."""
    if isinstance(value, dict) and value:
        for key, each in value.items():
            if not _KEY.match(key):
                raise Refusal("words")
            yield from _leaves(each, f"{place}.{key}" if place else key)
    elif isinstance(value, list) and value:
        for each in value:
            yield from _leaves(each, f"{place}.*")
    else:
        yield place, value


def named_in(body: bytes) -> frozenset[str]:
    """The words by which the platform may call a file that it took: those of its answer, wherever they stand."""
    try:
        answer = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return frozenset()
    return frozenset(_words(answer))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)


def sent_medium(route: Route, sha: str, publish: Publish, held: Mapping[str, int]) -> tuple[bytes, str]:
    """The body and its type that carry the file ``sha``, read from where it is held. Raises ``Refusal`` where that is
    not the file that people approved."""
    medium = next(each for each in publish.media if each.sha256 == sha)
    content = os.pread(held[sha], medium.size + 1, 0) if sha in held else b""
    if hashlib.sha256(content).hexdigest() != sha:
        raise Refusal("media")
    if route.media == "body":
        return content, medium.type
    edge = f"perenne-{publish.preview}"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{sha[:16]}"\r\n'
    words = (
        f'--{edge}\r\nContent-Disposition: form-data; name="description"\r\n'
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{medium.alt}\r\n"
        if medium.alt
        else ""
    )
    body = f"{words}{head}Content-Type: {medium.type}\r\n\r\n".encode() + content + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"
