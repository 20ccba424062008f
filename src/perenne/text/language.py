"""In which language a text is written, told by its function words; ``None`` where they do not tell.

A detector made for whole pages guesses at captions and drags in a numerical library; a guess is no proof. What is
asked here is only whether an advertisement is wholly in another language than French, and an unknown is an answer.
"""

import re
from functools import cache, lru_cache

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import said_in

_NOT_OWN = re.compile(r"https?://\S+|www\.\S+|[@#＃][\w.]+")
"""Links, handles and hashtags: names and labels, written alike in every language."""


class _FunctionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    checked_on: str
    some: float
    least: float
    lead: float
    share: float
    words: dict[str, tuple[str, ...]]


@cache
def _known() -> _FunctionWords:
    return msgspec.convert(shelf("perenne.text.languages")["function_words"], _FunctionWords)


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    by_word: dict[str, set[str]] = {}
    for language, words in _known().words.items():
        for word in words:
            for said in said_in(word):
                by_word.setdefault(said, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in by_word.items()}


@lru_cache(maxsize=16)
def own_words(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded, without links, handles, hashtags, numbers and signs: asked for more than once
    of the same text."""
    return tuple(word for word in said_in(_NOT_OWN.sub(" ", text)) if word.isalpha())


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, where enough of its function words stand out."""
    words = own_words(text)
    (most, best), (next_most, _) = _ranked(words)
    known = _known()
    if most < known.least or most < known.lead * next_most or most < known.share * len(words):
        return None
    return best


def holds(text: str, language: str) -> bool:
    """Whether ``text``, or one of its lines, seems to be in ``language`` rather than in any other."""
    best = (_ranked(own_words(each))[0] for each in dict.fromkeys((text, *text.splitlines())))
    return any(found == language and count >= _known().some for count, found in best)


@lru_cache(maxsize=16)
def _ranked(words: tuple[str, ...]) -> list[tuple[float, str]]:
    """The two languages for which most of ``words`` speaks, and how much of them."""
    by_word = _languages_by_word()
    counted: dict[str, float] = {}
    for word in words:
        if word in by_word:
            languages = by_word[word]
            share = 1 / len(languages)
            for language in languages:
                counted[language] = counted.get(language, 0.0) + share
    return sorted([*((count, language) for language, count in counted.items()), *_NONE], reverse=True)[:2]


_NONE = [(0.0, ""), (0.0, "")]
