"""What stands on every page and belongs to none: running headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from perenne.contracts.reading.paragraphs import Line
from perenne.contracts.reading.words import plain

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:page|p\.)?\s*\d{1,3}(?:\s*(?:/|sur|of|de)\s*\d{1,3})?(?:\s*[-–—])?\Z", re.IGNORECASE
)
EDGE = 0.13
"""The share of a page, from its head and from its foot, in which furniture stands."""
_LEAST_PAGES = 2


def without_furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """The lines of ``pages``, each with its height, without what repeats at their edges."""
    seen = Counter(
        words for height, lines in pages for words in {_known_as(line) for line in lines if _at_edge(line, height)}
    )
    repeated = {words for words, count in seen.items() if count >= max(_LEAST_PAGES, len(pages) / 2)}
    return [
        [line for line in lines if not (_at_edge(line, height) and _is_furniture(line, repeated))]
        for height, lines in pages
    ]


def _is_furniture(line: Line, repeated: set[str]) -> bool:
    return _known_as(line) in repeated or bool(_NUMBER.match(plain(line.text)))


def _at_edge(line: Line, height: float) -> bool:
    return not EDGE * height < line.middle < (1 - EDGE) * height


def _known_as(line: Line) -> str:
    return _DIGITS.sub("#", plain(line.text).casefold())
