"""Where a known name stands in a text: as words, or joined as in a handle or a hashtag."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from perenne.text.fold import Composed, compose, fold
from perenne.text.passage import Passage

LEAST_JOINED = 4
"""Shorter names are looked for as words only: joined, they stand inside too many others."""

_WORD = re.compile(r"(?P<tag>[@#＃])?(?P<word>[\w.]+)")


def folded_name(name: str) -> str:
    """``name`` as it is compared: folded, one space between words."""
    return " ".join(fold(compose(name).text).split())


def occurrences(content: Iterable[Passage], names: Iterable[str]) -> Iterator[tuple[Passage, int, int]]:
    """Every place in ``content`` where one of ``names`` stands."""
    known = tuple(filter(None, map(folded_name, names)))
    joined = tuple(name.replace(" ", "") for name in known if len(name.replace(" ", "")) >= LEAST_JOINED)
    for passage in content:
        composed = None if unicodedata.is_normalized("NFC", passage.text) else compose(passage.text)
        text = composed.text if composed else passage.text
        folded = fold(text)
        for name in known:
            pattern = r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, name.split())) + r"(?!\w)"
            for match in re.finditer(pattern, folded):
                yield passage, *_original(composed, *match.span())
        for word in _WORD.finditer(text):
            if any(_stands_joined(name, word) for name in joined):
                yield passage, *_original(composed, *word.span("word"))


def _stands_joined(name: str, word: re.Match[str]) -> bool:
    """Inside a handle or a hashtag; as a whole elsewhere, for an ordinary word may contain anything."""
    parts = fold(word["word"]).split()
    return name in "".join(parts) if word["tag"] else name in parts


def _original(composed: Composed | None, start: int, end: int) -> tuple[int, int]:
    return composed.original_span(start, end) if composed else (start, end)


_PROPER_NAME = re.compile(r"(?<![\w’'#@])[A-ZÀ-ÖØ-Þ][\w’'&-]+")
_INSIDE_A_SENTENCE = re.compile(r"[\w,’'&)»]$")


def proper_names(text: str) -> Iterator[tuple[int, int]]:
    """The capitalised words of ``text`` that stand inside a sentence: at its start a capital is no name."""
    for match in _PROPER_NAME.finditer(text):
        if _INSIDE_A_SENTENCE.search(text[: match.start()].rstrip(" \t\u00a0\u202f")):
            yield match.span()


def opening_name(text: str) -> tuple[int, int] | None:
    """The capitalised words that open ``text`` and are set off from the rest by a sign (``NordVolt · …``)."""
    match = re.match(r"\W*(?P<name>[A-ZÀ-ÖØ-Þ][\w’'&-]+(?: [A-ZÀ-ÖØ-Þ][\w’'&-]+)*)\s*[·:|—–-]", text)
    return match.span("name") if match else None
