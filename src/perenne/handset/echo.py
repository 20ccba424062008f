"""What a platform repeats of the token stays outside, in every way in which text is usually written.

A platform that means harm may hide it in others; it has the token anyway.
"""

import base64
import html
import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote, unquote

from perenne.handset.calling import Given, Refusal

_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|/)")
_DEEP = 3
"""How often one writing is looked for within another."""
_SHORTEST = 8
"""Characters of base64 that are no accident."""


def without_token(given: Given, token: str | None, *, blots: bool) -> Given:
    """Raises ``Refusal`` where ``given`` repeats the token; where the platform is known to (``blots``), it is blotted
    out as far as it stands there as platforms write it."""
    if token is None:
        return given
    body = _blotted(given.body, token) if blots else given.body
    looked_for = _written(token)
    for text in (*given.headers.values(), body.decode("latin-1")):
        if any(each in view for view in _views(text) for each in looked_for):
            raise Refusal("echo")
    return given._replace(body=body)


def _blotted(body: bytes, token: str) -> bytes:
    ways = {token, quote(token), quote(token, safe=""), token.replace("/", "\\/")}
    for each in sorted(ways, key=len, reverse=True):
        body = body.replace(each.encode(), b"-" * len(each))
    return body


def _written(token: str) -> frozenset[str]:
    """The token, and its inner part in base64 wherever it begins among three bytes."""
    parts = [base64.b64encode(bytes(before) + token.encode()).decode().rstrip("=") for before in range(3)]
    inner = [part[first : len(part) // 4 * 4] for part, first in zip(parts, (0, 2, 3), strict=True)]
    for_addresses = [each.replace("+", "-").replace("/", "_") for each in inner]
    return frozenset([token, *(each for each in chain(inner, for_addresses) if len(each) >= _SHORTEST)])


def _views(text: str) -> Iterator[str]:
    """``text``, and what it says where it is read as an address, as JSON and as HTML, one within the other."""
    yield text
    for _ in range(_DEEP):
        read = html.unescape(_ESCAPED.sub(_character, unquote(text, "latin-1")))
        if read == text:
            return
        yield (text := read)


def _character(escaped: "re.Match[str]") -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else "/"
