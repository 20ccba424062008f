"""Words written so that a machine, or a reader in a hurry, does not see them.

Capitals and missing or decomposed accents are ordinary spelling (position R34). What counts here: letters set apart
(``P.U.B``, ``p u b l i c i t é``), digits and signs for letters (``c0llab``), letters borrowed from elsewhere
(mathematical, circled, Cyrillic, small capitals), characters without a form inside a word. What is found so is a hit
like any other, ``obfuscated``. A mention may then stand anywhere: nobody disguises a word to speak about it. Soft
hyphens and hashtags that go on with a name (``#ambassadeurmaisonlune``) hide words too, and are no disguise.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

import msgspec

from perenne.text.cue import Cue, all_cues
from perenne.text.disguise import Reading, Span, Vocabulary, disguises, overlap, read
from perenne.text.hit import Hit
from perenne.text.lexicon import Lexicon, folded_patterns, lexicon

_LETTER = r"\p{L}"
_EITHER = r"[\p{L}\p{N}]"
_BEFORE = r"(?:^|[^\p{L}\p{N}])"
_AFTER = r"(?:[^\p{L}\p{N}]|$)"
_SHORT = 3
_DISCLOSING = frozenset({"statutory", "equivalent"})
_HINTING = frozenset({"ambiguous", "refused"})


def _class(chars: Iterable[str]) -> str:
    return "".join(f"\\x{{{ord(char):X}}}" for char in chars)


def _detectors() -> dict[str, str]:
    lists = disguises()
    alike = "".join(lists.look_alikes.values())
    alien = _class(char for char in alike if char.isalpha() and ord(char) < 0x10000)
    signs = _class(char for char in alike if ord(char) >= 0x10000)
    words = "|".join(_cut_apart(word) for phrase in lists.whole for word in phrase.split())
    backwards = "|".join(phrase[::-1] for phrase in lists.whole)
    unseen, overlays = _class(lists.unseen + lists.hyphens_unseen), _class(lists.overlays)
    return {
        "set_apart": rf"{_BEFORE}{_LETTER}(?:[.\-_*·•/\\|~+= \x{{A0}}\x{{202F}}]{{1,2}}{_EITHER}){{2}}{_AFTER}",
        "digits": rf"{_LETTER}[0134578$€!|]+{_LETTER}|{_BEFORE}[\p{{L}}\p{{N}}]{{1,3}}@{_LETTER}{{2,8}}{_AFTER}"
        rf"|{_BEFORE}(?:[013457$]{_LETTER}{{5}}|{_LETTER}{{3,20}}[0348]{_AFTER}|[Pp][Uu]8{_AFTER})",
        "look_alikes": rf"[A-Za-zÀ-ɏ][{alien}]|[{alien}][A-Za-zÀ-ɏ]|[ᴀ-ᴢɢɪʟɴʀʏʙʜꜰꜱ]{{2}}"
        rf"|[{signs}](?: ?\x{{FE0F}}? ?[{signs}A-Za-z]){{2}}",
        "unseen": rf"{_LETTER}(?:[{unseen}]+{_LETTER}|[{overlays}])",
        "cut": f"(?i){words}",
        "backwards": f"(?i){backwards}",
        "glued": rf"(?i)[#＃](?:{'|'.join(lists.glued)})\p{{L}}{{4}}",
    }


def _cut_apart(word: str) -> str:
    """``word`` with a sign or a blank somewhere in it."""
    return "|".join(rf"{word[:at]}[\s.\-_*·•/\\|~+=]{{1,2}}{word[at:]}" for at in range(2, len(word) - 1))


DETECTORS = {name: pattern.replace("é", r"(?:é|e\x{301}?)") for name, pattern in _detectors().items()}
"""Where a disguise may be undone, by kind, as regular expressions for a column: they cost little and miss little."""
POSSIBLE = "|".join(f"(?:{pattern})" for pattern in DETECTORS.values())
"""All of them in one."""


def borrowed_letters(quote: str) -> bool:
    """Whether ``quote`` holds letters that only look like the letters they stand for."""
    composed = unicodedata.normalize("NFC", "".join(quote.split()))
    return unicodedata.normalize("NFKC", composed) != composed


class Rescue:
    """The cues that ``as_written`` finds, ready to be found in disguise; build it once, use it for every batch."""

    def __init__(self, cues: Iterable[Cue], as_written: Lexicon) -> None:
        self._cues = tuple(cues)
        self._as_written = as_written

    def find(self, texts: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The hits in each text that a disguise, or a soft hyphen, hides; offsets are those of the text as it
        stands."""
        found: list[tuple[Hit, ...]] = [()] * len(texts)
        import polars as pl

        rows = pl.Series(texts, dtype=pl.String).str.contains(POSSIBLE).arg_true()
        readings = {row: reading for row in rows if (reading := read(texts[row], self._known)).undone}
        if readings:
            undone = [reading.text for reading in readings.values()]
            both = zip(self._as_written.find(undone), self._clear_mentions.find(undone), strict=True)
            for (row, reading), (plain, clear) in zip(readings.items(), both, strict=True):
                found[row] = tuple(_in_original(texts[row], reading, plain, clear))
        return found

    @cached_property
    def _clear_mentions(self) -> Lexicon:
        return Lexicon(
            msgspec.structs.replace(cue, place="anywhere", either=()) for cue in self._cues if _is_clear(cue)
        )

    @cached_property
    def _known(self) -> Vocabulary:
        patterns = _folded(filter(_may_be_disguised, self._cues))
        several = {pattern for pattern in patterns if " " in pattern}
        return Vocabulary(
            words=frozenset(word for pattern in patterns for word in pattern.split() if len(word) > _SHORT)
            | (patterns - several),
            phrases={pattern.replace(" ", ""): pattern for pattern in several},
            short=frozenset(word for word in _folded(filter(_is_clear, self._cues)) if len(word) == _SHORT),
        )


def _in_original(text: str, reading: Reading, plain: Iterable[Hit], clear: Iterable[Hit]) -> Iterator[Hit]:
    """The hits in which something was undone: in disguise, a clear mention wherever it stands and no hint of a
    deal; behind a soft hyphen or in a hashtag with a name, what would be found without it."""

    def here(hit: Hit, obfuscated: bool) -> Hit:
        start, end = reading.original_span(hit.start, hit.end)
        return Hit(hit.cue, start, end, text[start:end], hit.hashtag, obfuscated)

    def stands_in(hit: Hit, spans: Sequence[Span]) -> bool:
        return overlap(reading.original_span(hit.start, hit.end), spans)

    for hit in clear:
        if stands_in(hit, reading.disguised):
            yield here(hit, obfuscated=True)
    for hit in plain:
        if stands_in(hit, reading.disguised):
            if _may_be_disguised(hit.cue) and not _is_clear(hit.cue):
                yield here(hit, obfuscated=True)
        elif stands_in(hit, reading.ordinary):
            yield here(hit, obfuscated=False)


def _folded(cues: Iterable[Cue]) -> set[str]:
    return set(filter(None, folded_patterns(pattern for cue in cues for pattern in cue.patterns)))


def _is_clear(cue: Cue) -> bool:
    return cue.family == "mention" and cue.strength in _DISCLOSING


def _may_be_disguised(cue: Cue) -> bool:
    return cue.family != "mention" or cue.strength not in _HINTING


@cache
def _rescue() -> Rescue:
    return Rescue(all_cues(), lexicon())


def rescued(texts: Sequence[str]) -> list[tuple[Hit, ...]]:
    """The hits of every cue of the package that each text hides in disguise; a text without any gives an empty
    tuple, and costs one regular expression over the column."""
    return _rescue().find(texts)
