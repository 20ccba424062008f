"""What stands on every page and belongs to none: running headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from perenne.contracts.reading.paragraphs import Line
from perenne.contracts.reading.words import plain

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:page|p\.)?\s*\d{1,3}(?:\s*(?:/|sur|of|de)\s*\d{1,3})?(?:\s*[-–—])?\Z", re.IGNORECASE
)
EDGE = 0.13
"""The share of a page, from its head and from its foot, in which furniture stands."""
_LEAST_PAGES = 2


class Furnished(NamedTuple):
    """``pages``: the lines of each without its furniture; ``running``: what the furniture says, once each."""

    pages: list[list[Line]]
    running: list[Line]


def parted(pages: Sequence[tuple[float, Sequence[Line]]]) -> Furnished:
    """The lines of ``pages``, each with its height, parted from what repeats at their edges."""
    seen = Counter(
        words for height, lines in pages for words in {_known_as(line) for line in lines if _at_edge(line, height)}
    )
    repeated = {words for words, count in seen.items() if count >= max(_LEAST_PAGES, len(pages) / 2)}
    taken = [
        [line for line in lines if _at_edge(line, height) and _is_furniture(line, repeated)]
        for height, lines in pages
    ]
    once = {_known_as(line): line for lines in reversed(taken) for line in reversed(lines)}
    return Furnished(
        [
            [line for line in lines if line not in gone]
            for (_, lines), gone in zip(pages, map(frozenset, taken), strict=True)
        ],
        [line for line in once.values() if not is_page_number(line.text)][::-1],
    )


def is_page_number(text: str) -> bool:
    return _NUMBER.match(plain(text)) is not None


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    return _known_as(line) in repeated or is_page_number(line.text)


def _at_edge(line: Line, height: float) -> bool:
    return not EDGE * height < line.middle < (1 - EDGE) * height


def _known_as(line: Line) -> str:
    return _DIGITS.sub("#", plain(line.text).casefold())
