"""Personal promo codes: «avec mon code EMMA20», or a code that carries the creator's name."""

import re
from collections.abc import Iterator

from perenne.model.post import Account
from perenne.text.fold import compose, fold

_CODE = re.compile(
    r"(?P<mine>\b(?:mon|my)\s+)?\b(?:codes?)\b(?:\s+(?:promo|de\s+réduction|réduc|reduc|créateur|creator|perso))?"
    r"(?:\s+(?:est|is|c['’]est))?\s*[:\-–—«\"“'’(]?\s*(?P<code>[A-Z][A-Z0-9_-]{2,}[A-Z0-9])\b",
    re.IGNORECASE,
)
_LEAST_NAME = 3


def personal_codes(text: str, account: Account) -> Iterator[tuple[int, int]]:
    """Where a personal promo code stands in ``text``: spans of the code itself.

    A code counts when it is written in capitals and either follows *mon code* / *my code* or carries a part of the
    account's handle or name (three letters or more).
    """
    names = _names(account)
    for match in _CODE.finditer(text):
        code = match["code"]
        if code != code.upper() or (_shouted(match) and not any(char.isdigit() for char in code)):
            continue
        letters = fold(code)
        if match["mine"] or any(name in letters for name in names):
            yield match.span("code")


def _shouted(match: re.Match[str]) -> bool:
    """In a caption written in capitals, capitals do not tell a code from a word."""
    before = match[0][: match.start("code") - match.start()]
    return before == before.upper()


def _names(account: Account) -> tuple[str, ...]:
    said = " ".join(part for part in (account.handle, account.name) if part)
    words = re.findall(r"[a-z]+", fold(compose(said).text))
    return tuple(word for word in words if len(word) >= _LEAST_NAME)
