"""Where a known name stands in a text: as words, or joined as in a handle or a hashtag."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from perenne.text.fold import Composed, compose, fold
from perenne.text.handles import HANDLE
from perenne.text.passage import Passage

LEAST_JOINED = 4
"""Shorter names are looked for as words only: joined, they stand inside too many others."""

_HASH = frozenset("#＃")
_OFFICIAL = frozenset({"", "fr", "france", "officiel", "officielle", "official"})
_WORD = re.compile(r"(?P<tag>[@#＃])?(?P<word>[\w.]+)")


def folded_name(name: str) -> str:
    """``name`` as it is compared: folded, one space between words."""
    return " ".join(fold(compose(name).text).split())


def occurrences(
    content: Iterable[Passage], names: Iterable[str], *, inside_hashtags: bool = True
) -> Iterator[tuple[Passage, int, int]]:
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
            if any(_stands_joined(name, word, inside_hashtags) for name in joined):
                yield passage, *_original(composed, *word.span("word"))


def _stands_joined(name: str, word: re.Match[str], inside_hashtags: bool) -> bool:
    """As a whole, or as what a handle or hashtag begins with (``peaudouce_fr``): ``lafabriquedevalbrume`` is not
    *Valbrume*. Where ``inside_hashtags``, anywhere in a hashtag (``#mercichipsola``)."""
    parts = fold(word["word"]).split()
    if word["tag"] in _HASH and inside_hashtags:
        return name in "".join(parts)
    beginning = ""
    for part in parts:
        beginning += part
        if beginning.startswith(name):
            return beginning.removeprefix(name) in _OFFICIAL
        if not name.startswith(beginning):
            return False
    return False


def _original(composed: Composed | None, start: int, end: int) -> tuple[int, int]:
    return composed.original_span(start, end) if composed else (start, end)


_PROPER_NAME = re.compile(r"(?<![\w’'#@])[A-ZÀ-ÖØ-Þ][\w’'&-]+")
_INSIDE_A_SENTENCE = re.compile(r"[\w,’'&)»]\Z")
_BLANKS = 8


def proper_names(text: str) -> Iterator[tuple[int, int]]:
    """The capitalised words of ``text`` that stand inside a sentence: at its start a capital is no name."""
    for match in _PROPER_NAME.finditer(text):
        if _inside_a_sentence(text, match.start()):
            yield match.span()


def opening_name(text: str) -> tuple[int, int] | None:
    """The capitalised words that open ``text`` and are set off from the rest by a sign (``NordVolt · …``)."""
    match = re.match(r"\W*(?P<name>[A-ZÀ-ÖØ-Þ][\w’'&-]+(?: [A-ZÀ-ÖØ-Þ][\w’'&-]+)*)\s*[·:|—–-]", text)
    return match.span("name") if match else None


Certainty = Literal["sure", "perhaps"]


def naming(content: Iterable[Passage], names: Iterable[str]) -> Certainty | None:
    """How surely ``content`` names one of ``names``: a deal is proven only by a sure one.

    Sure: the handle, whole or with an ending such as ``_fr``; a name of several words, or with a capital inside
    (*NordVolt*), written as a name. Perhaps: a name of one ordinary word (*Orange*, *Lyon*, *Claire*), even with its
    capital, since it may be a colour, a town or a friend.
    """
    known = tuple(names)
    joined = {folded_name(name).replace(" ", "") for name in known}
    several = {folded_name(name).replace(" ", "") for name in known if _several_words(name)}
    found: Certainty | None = None
    for passage, start, end in occurrences(content, known, inside_hashtags=False):
        certainty = _certainty(passage.text, start, end, joined, several)
        if certainty == "sure":
            return "sure"
        found = found or certainty
    return found


_ARTICLES = frozenset({"la", "le", "les", "l", "the", "un", "une"})


def _several_words(name: str) -> bool:
    return len([word for word in folded_name(name).split() if word not in _ARTICLES]) > 1


def _certainty(text: str, start: int, end: int, joined: set[str], several: set[str]) -> Certainty | None:
    said, tag = text[start:end], text[start - 1 : start]
    if tag == "@":
        return "sure" if _whole_handle(text, start, joined) else None
    whole = folded_name(said).replace(" ", "")
    if tag in _HASH and tag:
        return "sure" if whole in several else "perhaps"
    capital = any(char.isupper() for char in said[1:]) and not text.isupper()
    if whole in several:
        return "sure" if capital or " " not in said else None
    if capital and " " not in said and not said.isupper():
        return "sure"
    written_as_a_name = said[:1].isupper() and not text.isupper() and _inside_a_sentence(text, start)
    return "perhaps" if written_as_a_name or capital else None


def _whole_handle(text: str, start: int, joined: set[str]) -> bool:
    handle = HANDLE.match(text, start - 1)
    whole = "".join(fold(handle[0][1:]).split()) if handle else ""
    return any(whole.startswith(name) and whole.removeprefix(name) in _OFFICIAL for name in joined if name)


def _inside_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _BLANKS) : start].rstrip(" \t\u00a0\u202f")
    return _INSIDE_A_SENTENCE.search(before) is not None
