"""Names of accounts within what is shown of objects and texts, masked however they are spelt there."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from perenne.text.fold import fold

HIDDEN = "…"
_WORD = re.compile(r"[^\s%&€]+")
_STEP = re.compile(r"[\w.-]+")
_PAGE = re.compile(r"://[^/?#\s]*")
_BESIDE = 3
"""Characters between two words of one name: a blank, a point, a dash and what stands with them."""
_LONGEST = 8
"""Words of a name that are looked for together; of a longer one its first."""
_APART, _LONG = 3, 6
"""A name of one word, so long at least, may stand apart in so many: ``linaorval``, Lina Orval."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of languages that put no blank between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_NUMBER = re.compile(r"\d{1,5}")


class Masking:
    """``names``: those of whom the page tells, masked wherever their letters stand in a row, whatever case, accents,
    blanks and signs are between them. ``others``: accounts that are masked where a name stands alone, behind an @ or
    as a step of an address: in a sentence theirs may be any word."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        every = [name for given in names for name in _with_its_end(given)]
        self._keys = {key for name in every if (key := _key(name))}
        self._words = min(max((len(_words(name)) for name in every), default=0), _LONGEST)
        apart = {name for name in every if _UNSPACED.search(name) or not _key(name)}
        signs = sorted(apart, key=len, reverse=True)
        self._signs = re.compile("|".join(map(re.escape, signs))) if signs else None
        self._others = {_folded(end) for name in others for end in _with_its_end(name)}

    def __call__(self, text: str) -> str:
        """``text`` with ``…`` for each name. What is percent-encoded is shown decoded, where that holds one."""
        plain = unicodedata.normalize("NFC", text)
        read = unquote(plain) if "%" in plain else plain
        decoded = self._masked(read)
        return decoded if decoded != read else self._masked(plain)

    def _masked(self, text: str) -> str:
        text = self._without_names(text)
        if self._signs is not None:
            text = self._signs.sub(HIDDEN, text)
        if not self._others:
            return text
        page = _PAGE.search(text)
        return _STEP.sub(lambda step: self._other(step, text, page.end() if page else len(text)), text)

    def _other(self, step: re.Match[str], text: str, path: int) -> str:
        alone = step.start() >= path or text[step.start() - 1 : step.start()] in {"@", "＠"}
        known = alone and _folded(step[0]) in self._others and not _NUMBER.fullmatch(step[0])
        return HIDDEN if known else step[0]

    def _without_names(self, text: str) -> str:
        words = list(_WORD.finditer(fold(text)))
        kept, end, place = [], 0, 0
        while place < len(words):
            length = self._name_at(words, place)
            if length:
                kept += [text[end : words[place].start()], HIDDEN]
                end = words[place + length - 1].end()
            place += max(length, 1)
        return "".join([*kept, text[end:]])

    def _name_at(self, words: list[re.Match[str]], place: int) -> int:
        """How many words from ``place`` on are a name together; the longest."""
        found, key, before = 0, "", words[place].start()
        for length, word in enumerate(words[place : place + max(self._words, _APART)], 1):
            if word.start() - before > _BESIDE:
                break
            key, before = key + word[0], word.end()
            if key in self._keys and (length <= self._words or len(key) >= _LONG):
                found = length
        return found


def _with_its_end(name: str) -> tuple[str, ...]:
    """Where records of several platforms met, the name of the platform stands before it."""
    before, sign, end = name.partition(":")
    return (name, end) if sign and before and end else (name,)


def _words(name: str) -> list[str]:
    return _WORD.findall(fold(unicodedata.normalize("NFC", name)))


def _key(name: str) -> str:
    return "".join(_words(name)[:_LONGEST])


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip("@.-")
