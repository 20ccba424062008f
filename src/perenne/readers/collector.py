"""What a file says of whoever collected it: addresses that are signed or open a session, and places on a machine."""

import re
from functools import cache

from perenne.readers.documents import Json
from perenne.readers.headers import addresses

_PART = r"[^\s\"'<>,|]{1,4000}"
_ADDRESS = re.compile(rf"https?:\\?/\\?/{_PART}(?:[,|](?!https?:){_PART})*")
"""One address, in a text or in JSON as it stands, also among several that commas or bars join."""
_AS_JSON_WRITES = (("\\/", "/"), ("\\u0026", "&"))


@cache
def _traces() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(addresses.tokens())))
    return re.compile(rf"(?:[?&#;]|u0026)(?:{names})=|:\\?/\\?/[^/\s?#]{{1,300}}@", re.IGNORECASE)


_PARAMETER = re.compile("[?&#;]([^=?&#;]{1,60})=")
_BEFORE_A_HOST = re.compile(r":\\?/\\?/[^/\s?#]{1,300}@")
_AMPERSAND = "0026"
"""As JSON writes it."""


def has_traces(text: str) -> bool:
    """Whether ``text`` has what an address with a token has, told quickly: most texts lack it."""
    if _AMPERSAND in text:
        return _traces().search(text) is not None
    if any(name.casefold() in addresses.tokens() for name in _PARAMETER.findall(text)):
        return True
    return "@" in text and _BEFORE_A_HOST.search(text) is not None


def holds_token(text: str) -> bool:
    """Whether an address in ``text`` holds what opens a session or signs it for a while."""
    return has_traces(text) and any(addresses.without_token(_plain(address))[1] for address in _ADDRESS.findall(text))


def _plain(address: str) -> str:
    for written, meant in _AS_JSON_WRITES:
        address = address.replace(written, meant)
    return address


def without_tokens(cell: str, sign: str = "|") -> str:
    """``cell`` with each address that ``sign`` separates freed of what must not travel."""
    return sign.join(addresses.without_token(part)[0] for part in cell.split(sign))


def is_signed(content: Json) -> bool:
    """Whether JSON holds such an address."""
    return holds_token(bytes(content).decode("utf-8", "replace"))


_PLACE = re.compile(rb'"(?:_?filename|filepath|infojson_filename)"\s*:\s*"')


def names_a_place(content: bytes) -> bool:
    """Whether JSON says where on a machine a download was kept."""
    return _PLACE.search(content) is not None
