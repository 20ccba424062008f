"""Personal promo codes: «avec mon code EMMA20», or a code that carries the creator's name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Protocol

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import compose, fold

_LETTERS = "A-ZÀ-ÖØ-Þ"
_CODE = re.compile(
    r"(?P<mine>\b(?:mon|my)\s{1,3}(?:(?:petit|p['’]tit|nouveau|super|own|new|promo|discount|personal)\s{1,3})?)?"
    r"\bcodes?\b"
    r"(?:\s{1,3}(?:promo(?:tionnel)?|(?:de\s{1,3})?r[ée]duc(?:tion)?|remise|créateur|créatrice|creator|discount|"
    r"perso(?:nnel)?|affilié|parrain(?:age)?)\b)?"
    r"(?:\s{1,3}(?:est|is|c['’]est)\b)?\s{0,3}[:=\-–—→➡👉⬇\ufe0f«\"“'’(\[*]{0,3}\s{0,3}"
    rf"(?P<code>[{_LETTERS}][{_LETTERS}0-9_-]+[{_LETTERS}0-9])(?!\w)",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W_]+)[\s-]{1,3}\Z")
_REACH = 20
POSSIBLE = r"(?i)code"
"""What every text with a promo code holds, as a regular expression for a column."""
_WORD = re.compile(POSSIBLE)
_LEAST_NAME = 3


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    no_promo: frozenset[str]
    other_codes: frozenset[str]


@cache
def _known() -> _Codes:
    known = msgspec.convert(shelf("perenne.intent.lists")["codes"], _Codes)
    return msgspec.structs.replace(
        known,
        no_promo=frozenset(map(fold, known.no_promo)),
        other_codes=frozenset(map(fold, known.other_codes)),
    )


class Named(Protocol):
    """An account, of the record itself or of a first look at it."""

    @property
    def handle(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...


def personal_codes(text: str, account: Named) -> Iterator[tuple[int, int]]:
    """Where a personal promo code stands in ``text``: spans of the code itself.

    A code counts when it is written in capitals and either follows *mon code* / *my code* or carries a part of the
    account's handle or name (three letters or more).
    """
    if not _WORD.search(text):
        return
    composed = None if unicodedata.is_normalized("NFC", text) else compose(text)
    said = composed.text if composed else text
    for match in _CODE.finditer(said):
        if not _written_as_code(match) or _is_another_code(said, match):
            continue
        letters = fold(match["code"])
        if match["mine"] or any(name in letters for name in _names(account)):
            yield composed.original_span(*match.span("code")) if composed else match.span("code")


def _written_as_code(match: re.Match[str]) -> bool:
    """In capitals; with a digit, too, where the words before it are in capitals."""
    code = match["code"]
    return code == code.upper() and (not _shouted(match) or any(char.isdigit() for char in code))


def _is_another_code(text: str, match: re.Match[str]) -> bool:
    """A colour, a computer language, a law…, or the end of *dress code*, *QR code*."""
    before = _WORD_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    return fold(match["code"]) in _known().no_promo or (
        before is not None and fold(before["word"]) in _known().other_codes
    )


def _shouted(match: re.Match[str]) -> bool:
    """In a caption written in capitals, capitals do not tell a code from a word."""
    before = match[0][: match.start("code") - match.start()]
    return before == before.upper()


def _names(account: Named) -> tuple[str, ...]:
    said = " ".join(part for part in (account.handle, account.name) if part)
    words = re.findall(r"[a-z]+", fold(compose(said).text))
    return tuple(word for word in words if len(word) >= _LEAST_NAME)
