"""Personal promo codes: «avec mon code EMMA20», or a code that carries the creator's name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
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
_SMALL = re.compile(r"[a-zß-öø-ÿ]{3,15}[0-9]{1,2}")
_REACH = 20
POSSIBLE = rf"(?i)code|[{_LETTERS}]{{3}}[-_]?[0-9]"
"""What every text with a promo code holds, as a regular expression for a column."""
_POSSIBLE = re.compile(POSSIBLE)
_BARE = re.compile(
    rf"(?<![\w@#&/.-])(?P<letters>[{_LETTERS}]{{3,15}})[-_]?(?P<number>[0-9]{{1,2}})(?![\w/-])", re.IGNORECASE
)
_DISCOUNT = re.compile(
    r"(?<![\w.,])(?P<amount>[0-9]{1,2})\s?(?:%|€|euros?\b|balles\b|pour\s?cents?\b)", re.IGNORECASE
)
_REDUCED = ("%", "€", "euro", "balles", "cent")
"""One of these stands in whatever ``_DISCOUNT`` finds: to look for them takes less time."""
_GIVEN = re.compile(r"\b(?:avec|via|code|grâce à|with)\W{1,4}\Z", re.IGNORECASE)
_BESIDE = 60
"""How many characters may lie between a code and the reduction that it gives."""
_LEAST_NAME = 3


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checked_on: date
    source: str
    no_promo: frozenset[str]
    other_codes: frozenset[str]
    of_shops: frozenset[str]


@cache
def _known() -> _Codes:
    known = msgspec.convert(shelf("perenne.intent.lists")["codes"], _Codes)
    return msgspec.structs.replace(
        known,
        no_promo=frozenset(map(fold, known.no_promo)),
        other_codes=frozenset(map(fold, known.other_codes)),
        of_shops=frozenset(map(fold, known.of_shops)),
    )


class Named(Protocol):
    """An account, of the record itself or of a first look at it."""

    @property
    def handle(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...


def personal_codes(text: str, account: Named) -> Iterator[tuple[int, int]]:
    """Where a personal promo code stands in ``text``: spans of the code itself, by place.

    A code counts when it is written as one and either follows *mon code* / *my code*, carries a part of the account's
    handle or name (three letters or more), or gives the reduction that stands beside it (*NINE10 pour -10 %*) and is
    none that a shop gives to all (*NOEL10*).
    """
    if _POSSIBLE.search(text):
        yield from _personal_codes(text, " ".join(part for part in (account.handle, account.name) if part))


@lru_cache(maxsize=16)
def _personal_codes(text: str, author: str) -> tuple[tuple[int, int], ...]:
    """Asked for more than once of the same text."""
    composed = None if unicodedata.is_normalized("NFC", text) else compose(text)
    said = composed.text if composed else text
    plain = said.lower()
    called = _called_codes(said, author) if "code" in plain else ()
    giving = _giving_a_reduction(said) if any(map(plain.__contains__, _REDUCED)) else ()
    spans = sorted({*called, *giving})
    return tuple(composed.original_span(*span) for span in spans) if composed else tuple(spans)


def _called_codes(text: str, author: str) -> Iterator[tuple[int, int]]:
    for match in _CODE.finditer(text):
        letters = fold(match["code"])
        personal = match["mine"] or any(name in letters for name in _names(author))
        if personal and _written_as_code(match) and not _is_another_code(text, match):
            yield match.span("code")


def _giving_a_reduction(text: str) -> Iterator[tuple[int, int]]:
    """Codes that end in a number, are given (*avec NINE10*) or in capitals that say something, and stand beside the
    reduction of that number; or both, beside any reduction."""
    shouted = text == text.upper()
    for match in _BARE.finditer(text):
        if fold(match["letters"]) in _known().of_shops | _known().no_promo:
            continue
        given = _GIVEN.search(text[max(0, match.start() - _REACH) : match.start()]) is not None
        capitals = not shouted and match[0] == match[0].upper()
        amounts = _amounts_beside(text, *match.span())
        if amounts and (given or capitals) and (match["number"] in amounts or (given and capitals)):
            yield match.span()


def _amounts_beside(text: str, start: int, end: int) -> set[str]:
    parts = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return {each["amount"] for part in parts for each in _DISCOUNT.finditer(part)}


def _written_as_code(match: re.Match[str]) -> bool:
    """In capitals, or small letters and a number; with a digit, too, where the words before it are shouted."""
    code = match["code"]
    if _SMALL.fullmatch(code):
        return True
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


def _names(author: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z]+", fold(compose(author).text))
    return tuple(word for word in words if len(word) >= _LEAST_NAME)
