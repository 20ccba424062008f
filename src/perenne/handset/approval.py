"""Whether what is about to be published says what people approved, and that alone.

The compartment writes the request; the relay looks at it before it leaves, and sends the approved files itself.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from perenne.handset.calling import Refusal
from perenne.handset.frames import Request
from perenne.handset.manifest import Route
from perenne.handset.message import Publish


def check(request: Request, route: Route, publish: Publish) -> None:
    """Raises ``Refusal`` where ``request`` says anything else than ``publish``."""
    if route.media:
        if request.media not in {each.sha256 for each in publish.media} or request.body:
            raise Refusal("media")
        return
    try:
        body = msgspec.json.decode(request.body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal("body") from None
    if msgspec.json.encode(body) != request.body:  # a key twice might be read as another by the platform
        raise Refusal("body")
    said = dict.fromkeys(route.says, "")
    for place, value in _leaves(body):
        if place in said:
            said[place] = value if isinstance(value, str) else "?"
        elif place in route.within:
            _check_within(value, publish)
        elif place not in route.fields:
            raise Refusal("words")
    if any(value != getattr(publish, route.says[place]) for place, value in said.items()):
        raise Refusal("words")


def _check_within(value: object, publish: Publish) -> None:
    """A link, a tag or a description is one that people saw."""
    seen = (publish.text, *(each.alt for each in publish.media))
    if not isinstance(value, str) or not any(value in each for each in seen):
        raise Refusal("words")


def _leaves(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Each value that holds no other, with where it stands: ``record.text``, ``media_ids.*``."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, f"{place}.*")
    else:
        yield place, value


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
