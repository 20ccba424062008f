"""In which language a text is written, told by its function words; ``None`` where they do not tell.

A detector made for whole pages guesses at captions and drags in a numerical library; a guess is no proof. What is
asked here is only whether an advertisement is wholly in another language than French, and an unknown is an answer.
"""

import re
from collections import defaultdict
from functools import cache
from heapq import nlargest

import msgspec

from perenne.dated.shelf import shelf
from perenne.text.fold import words_of

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
            for said in words_of(word).said:
                by_word.setdefault(said, set()).add(language)
    return {word: tuple(sorted(languages)) for word, languages in by_word.items()}


def own_words(text: str) -> list[str]:
    """The words of ``text``, folded, without links, handles, hashtags, numbers and signs."""
    said = words_of(_NOT_OWN.sub(lambda cut: " " * len(cut[0]), text)).said
    return [word for word in said if word.isalpha()]


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


def _ranked(words: list[str]) -> list[tuple[float, str]]:
    """The two languages for which most of ``words`` speaks, and how much of them."""
    by_word = _languages_by_word()
    counted: defaultdict[str, float] = defaultdict(float)
    for word in words:
        for language in (languages := by_word.get(word, ())):
            counted[language] += 1 / len(languages)
    return nlargest(2, [*((count, language) for language, count in counted.items()), (0.0, ""), (0.0, "")])
