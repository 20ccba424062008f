"""The numbers that contracts put before their parts: ``Article 3``, ``3.2``, ``Annexe 2``, ``III.``, ``a)``."""

import re
from typing import Literal, NamedTuple

LabelKind = Literal["article", "roman", "decimal", "letter"]

_FIRST = {"premier", "première", "1er", "1ère", "first", "one", "un"}
_NUMBER = r"(?:\d{1,3}(?:[.\-]\d{1,3})*|[IVXLC]{1,6}|premier|première|1er|1ère|first|one|un)(?![\w])"
_ARTICLE = re.compile(
    rf"(?P<label>(?:article|art\.|clause|section|§)\s*(?:n°\s*)?(?P<number>{_NUMBER}))(?=[\s.:)–—-]|$)", re.IGNORECASE
)
_ANNEX = re.compile(
    r"(?P<label>(?:annexe|annex|appendix|schedule|exhibit)\s+(?:n°\s*)?(?P<number>\d{1,2}|[A-Z]))(?=\s*(?:[.:)–—-]|$))",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?P<label>(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}))(?:(?P<stop>[.)°]|\.?\s?[-–—/])(?=\s|$)|(?=\s))"
)
_ROMAN = re.compile(r"(?P<label>(?P<number>[IVX]{1,6}))(?:[.)]|\s?[-–—])(?=\s|$)")
_LETTER = re.compile(r"\(?(?P<label>(?P<number>[a-z]))\)(?=\s|$)")
_AFTER = re.compile(r"[\s.:)°–—/-]*")


class Label(NamedTuple):
    """``text``: as printed; ``numbers``: what it says, outermost first; ``end``: where the words after it begin."""

    text: str
    kind: LabelKind
    numbers: tuple[str, ...]
    end: int


def label_of(text: str) -> Label | None:
    """The label with which ``text`` begins."""
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if found and _plausible(kind, found):
            after = _AFTER.match(text, found.end("label"))
            numbers = tuple(_said(part) for part in re.split(r"[.\-]", found["number"]))
            return Label(found["label"], kind, numbers, after.end() if after else found.end())
    return None


_KINDS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    ("article", _ARTICLE),
    ("article", _ANNEX),
    ("decimal", _DECIMAL),
    ("roman", _ROMAN),
    ("letter", _LETTER),
)


def _plausible(kind: LabelKind, found: re.Match[str]) -> bool:
    """``1 400 € HT`` and ``12 rue des Lilas`` begin with a number that counts nothing."""
    if kind == "decimal":
        return bool(found["stop"]) or "." in found["number"]
    return True


def _said(number: str) -> str:
    return "1" if number.casefold() in _FIRST else number
