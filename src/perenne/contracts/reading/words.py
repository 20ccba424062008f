"""Lines and blanks as documents print them, made into words with one space between them."""

import re
from collections.abc import Iterable, Iterator, Sequence

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_INVISIBLE = re.compile(r"[\u00ad\u200c\u200d\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MADE_HYPHENS = ("\x02", "\u00ad", "\ufffe")
"""What marks a word that was broken by whoever set the page: never part of the word."""
_HYPHENS = ("-", "\u2010", "\u2011")
_COMPOUND = re.compile(r"\w+[-\u2010\u2011]\w+")
_LAST_PART = re.compile(r"\w+\Z")
_FIRST_PART = re.compile(r"\w+")


def plain(text: str) -> str:
    """``text`` with single spaces, and without characters that nobody sees."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def compounds(texts: Iterable[str]) -> frozenset[str]:
    """The words with a hyphen inside that ``texts`` print within a line: broken there, they keep it."""
    return frozenset(word[0].casefold() for text in texts for word in _COMPOUND.finditer(text))


def joined(lines: Sequence[str], known: frozenset[str] = frozenset()) -> str:
    """``lines`` as one text; a word broken at the end of a line is whole again."""
    return plain("".join(_pieces([line.strip(" \t\r\n") for line in lines], known)))


def _pieces(lines: list[str], known: frozenset[str]) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.endswith(_MADE_HYPHENS) and following:
            yield line.rstrip("".join(_MADE_HYPHENS))
        elif line.endswith(_HYPHENS) and following[:1].isalpha():
            yield line if _keeps_its_hyphen(line, following, known) else line[:-1]
        else:
            yield f"{line} "


def _keeps_its_hyphen(line: str, following: str, known: frozenset[str]) -> bool:
    before, after = _LAST_PART.search(line[:-1]), _FIRST_PART.match(following)
    if before is None or after is None or following[:1].isupper():
        return True
    return f"{before[0]}-{after[0]}".casefold() in known
