"""Personal promo codes: «avec mon code EMMA20», or a code that carries the creator's name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.model.post import Account
from perenne.text.fold import compose, fold

_CODE = re.compile(
    r"(?P<mine>\b(?:mon|my)\s{1,3})?\bcodes?\b"
    r"(?:\s{1,3}(?:promo|(?:de\s{1,3})?r[ée]duc(?:tion)?|créateur|creator|perso)\b)?"
    r"(?:\s{1,3}(?:est|is|c['’]est)\b)?\s{0,3}[:\-–—«\"“'’(]?\s{0,3}(?P<code>[A-Z][A-Z0-9_-]{2,}[A-Z0-9])\b",
    re.IGNORECASE,
)
_LEAST_NAME = 3


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    no_promo: frozenset[str]


@cache
def _no_promo() -> frozenset[str]:
    return msgspec.convert(shelf("perenne.intent.lists")["codes"], _Codes).no_promo


def personal_codes(text: str, account: Account) -> Iterator[tuple[int, int]]:
    """Where a personal promo code stands in ``text``: spans of the code itself.

    A code counts when it is written in capitals and either follows *mon code* / *my code* or carries a part of the
    account's handle or name (three letters or more).
    """
    names = _names(account)
    composed = None if unicodedata.is_normalized("NFC", text) else compose(text)
    for match in _CODE.finditer(composed.text if composed else text):
        code = match["code"]
        if (
            code.upper() in _no_promo()
            or code != code.upper()
            or (_shouted(match) and not any(char.isdigit() for char in code))
        ):
            continue
        letters = fold(code)
        if match["mine"] or any(name in letters for name in names):
            yield composed.original_span(*match.span("code")) if composed else match.span("code")


def _written_as_code(code: str, match: re.Match[str]) -> bool:
    """In capitals; with a digit, too, where the words before it are in capitals."""
    return code == code.upper() and (not _shouted(match) or any(char.isdigit() for char in code))


def _shouted(match: re.Match[str]) -> bool:
    """In a caption written in capitals, capitals do not tell a code from a word."""
    before = match[0][: match.start("code") - match.start()]
    return before == before.upper()


def _names(account: Account) -> tuple[str, ...]:
    said = " ".join(part for part in (account.handle, account.name) if part)
    words = re.findall(r"[a-z]+", fold(compose(said).text))
    return tuple(word for word in words if len(word) >= _LEAST_NAME)
