"""Notes at the foot of a page: smaller than the rest, below it, with the number or the sign that refers to them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from perenne.contracts.reading.paragraphs import Line

_SMALLER = 0.92
_BEGINS = re.compile(r"\s*(?:\d{1,2}|\*{1,3}|[†‡¹²³⁴⁵⁶⁷⁸⁹])(?!\d)")


class Noted(NamedTuple):
    """``lines``: those of the text; ``below``: for the last line of a page, the notes at its foot."""

    lines: list[Line]
    below: dict[Line, list[list[Line]]]


def parted_notes(pages: Sequence[Sequence[Line]], ordinary: float) -> Noted:
    """The lines of ``pages`` parted from their notes, so that a sentence goes on over the end of a page."""
    lines: list[Line] = []
    below: dict[Line, list[list[Line]]] = {}
    for page in pages:
        text = _text_of(page, ordinary)
        lines += page[:text]
        if text < len(page) and lines:
            below[lines[-1]] = _notes(page[text:])
    return Noted(lines, below)


def _text_of(page: Sequence[Line], ordinary: float) -> int:
    """How many lines of ``page`` stand before its notes."""
    first = len(page)
    while first > 0 and page[first - 1].height <= _SMALLER * ordinary:
        first -= 1
    while first < len(page) and not _BEGINS.match(page[first].text):
        first += 1
    return first if first > 0 else len(page)


def _notes(lines: Sequence[Line]) -> list[list[Line]]:
    notes: list[list[Line]] = []
    for line in lines:
        if _BEGINS.match(line.text) or not notes:
            notes.append([])
        notes[-1].append(line)
    return notes
