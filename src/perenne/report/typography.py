"""The typography of each language, put on our own sentences when they are shown, never on what is quoted."""

import re
from collections.abc import Iterable

from perenne.model.bilingual import Language

NARROW = "\u202f"
"""Narrow no-break space: before ; ! ? % and between thousands."""
WIDE = "\u00a0"
"""No-break space: before : and €, inside « », between a day and its month."""
MINUS = "\u2212"

_MONTHS = {
    "fr": r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|janv\.|févr\.|avr\.|juil\.|sept\.|oct\.|nov\.|déc\.",
    "en": r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec",
}
_EVERYWHERE = [(re.compile(r"(?<=\w)'(?=\w)"), "’"), (re.compile(r"(?<![\w.-])-(?=\d)"), MINUS)]
_RULES = {
    "fr": [
        *_EVERYWHERE,
        (re.compile(r" (?=[;!?%])"), NARROW),
        (re.compile(r" (?=[:€])"), WIDE),
        (re.compile(r"(?<!\w)(n°|art\.|p\.|M\.|MM\.|Mmes?) (?=\S)"), rf"\1{WIDE}"),
        (re.compile(r"(?<!\w)([LRD]\.) (?=\d)"), rf"\1{WIDE}"),
        (re.compile(rf"(?<!\w)(\d{{1,2}}|1er) (?={_MONTHS['fr']})"), rf"\1{WIDE}"),
    ],
    "en": [*_EVERYWHERE, (re.compile(rf"(?<!\w)(\d{{1,2}}) (?={_MONTHS['en']})"), rf"\1{WIDE}")],
}
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_LEFT_ALONE = r"«(?P<before> ?)(?P<inside>[^«»]*?)(?P<after> ?)»|“[^“”]*”|`[^`]+`|https?://\S+"
_CHANGEABLE = re.compile(r"[ '-]")
_ALONE = re.compile(_LEFT_ALONE)
_TOUCHED: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(r"'|-\d| [;!?%:€»]|[«°.\d] |1er |Mmes? "),
    "en": re.compile(r"'|-\d|\d "),
}
"""Where nothing of this stands, no rule has anything to do: most of what a page says."""


def typo(text: str, language: Language, verbatim: Iterable[str] = ()) -> str:
    """``text`` with the spaces, apostrophes and minus signs that printers of ``language`` use.

    What stands between « » or “ ”, between backticks, in an address, and every string of ``verbatim`` is kept
    character for character. Doing it twice changes nothing more.
    """
    if not _TOUCHED[language].search(text):
        return text
    quoted = _longest_first(verbatim)
    kept = re.compile("|".join([*quoted, _LEFT_ALONE])) if quoted else _ALONE
    said, end = [], 0
    for found in kept.finditer(text):
        said.append(_set(text[end : found.start()], language))
        said.append(_quoted(found, language))
        end = found.end()
    said.append(_set(text[end:], language))
    return "".join(said)


def _longest_first(verbatim: Iterable[str]) -> list[str]:
    """Patterns of the strings that typography could touch at all."""
    touched = {each for each in verbatim if _CHANGEABLE.search(each)}
    return [re.escape(each) for each in sorted(touched, key=lambda each: (-len(each), each))]


def _set(text: str, language: Language) -> str:
    for pattern, replacement in _RULES[language]:
        text = pattern.sub(replacement, text)
    if language == "fr":
        text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)
    return text


def _quoted(found: re.Match[str], language: Language) -> str:
    """A quotation as it stands, but for our own spaces just inside « »."""
    if language != "fr" or found["inside"] is None:
        return found[0]
    before, after = (WIDE if found[edge] else "" for edge in ("before", "after"))
    return f"«{before}{found['inside']}{after}»"
