"""Places in a document: sentences of its blocks, and which of them speak of an element."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from perenne.contracts.clauses import clauses_of, covered
from perenne.contracts.document import Block, Clause
from perenne.contracts.elements.around import around
from perenne.contracts.elements.denied import affirmed
from perenne.contracts.reading.labels import label_of
from perenne.dated.shelf import shelf
from perenne.law.relations.said import sentences as sentences_of
from perenne.law.relations.words import place_of, without

_RUN_IN = re.compile(r"(?P<heading>[^.:;!?–—]{3,60}?)\s*(?:[:–—]|\.(?=\s))")
"""A heading on the line of what it is the heading of (``Prix : 1 500 €``)."""
_LONGEST_RUN_IN = 6


class Passage(NamedTuple):
    """``text`` stands at ``start`` in the block number ``block``."""

    block: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Element(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one element, as ``clauses.yaml`` explains them."""

    headings: tuple[str, ...]
    says: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    affirms: tuple[str, ...] = ()
    sentences: bool = False


@cache
def elements() -> dict[str, Element]:
    return msgspec.convert(shelf("perenne.contracts.elements")["clauses"], dict[str, Element])


def is_title(words: str) -> bool:
    """Whether ``words`` alone on a line are the heading of an element, or of something else."""
    place = place_of(around().titles, words)
    return (place is not None and place[0] == 0) or any(
        place_of(each.headings, words) for each in elements().values()
    )


def passages_of(blocks: Sequence[Block]) -> dict[str, tuple[Passage, ...]]:
    """For each element, the passages that speak of it, in order."""
    clauses = clauses_of(blocks, is_title)
    return {name: tuple(_speaking(blocks, clauses, element)) for name, element in elements().items()}


def sentences(block: int, text: str) -> Iterator[Passage]:
    """The sentences of ``text``, the block number ``block``."""
    return (Passage(block, start, sentence) for start, sentence in sentences_of(text))


def _speaking(blocks: Sequence[Block], clauses: Sequence[Clause], element: Element) -> Iterator[Passage]:
    rows = _first_cells(blocks)

    def about(words: str) -> bool:
        return place_of(element.headings, without(element.unless, words)) is not None

    for clause, within in covered(clauses, about):
        for place in range(clause.first, clause.last + 1):
            block = blocks[place]
            if _is_heading(place, block, clause):
                continue
            head = rows.get((block.table, block.row), place)
            named = within or about(_run_in(block.text)) or (head != place and about(blocks[head].text))
            yield from _in_block(place, block, element, named)


def _is_heading(place: int, block: Block, clause: Clause) -> bool:
    """On the first line of its part, or below the number there."""
    if clause.heading is None or place > clause.first + 1:
        return False
    return block.text == clause.heading or (place == clause.first and block.text.endswith(clause.heading))


def _run_in(text: str) -> str:
    """The heading with which ``text`` begins; nothing where it has none."""
    label = label_of(text)
    found = _RUN_IN.match(text, label.end if label else 0)
    heading = found["heading"] if found else ""
    return heading if len(heading.split()) <= _LONGEST_RUN_IN else ""


def _first_cells(blocks: Sequence[Block]) -> dict[tuple[int | None, int | None], int]:
    """The first block of each row of each table."""
    first: dict[tuple[int | None, int | None], int] = {}
    for place, block in enumerate(blocks):
        if block.kind == "cell":
            first.setdefault((block.table, block.row), place)
    return {row: place for row, place in first.items() if len(blocks[place].text.split()) <= _LONGEST_RUN_IN}


def _in_block(place: int, block: Block, element: Element, within: bool) -> Iterator[Passage]:
    if block.kind == "heading":
        return
    if within and not element.sentences:
        yield Passage(place, 0, block.text)
        return
    for sentence in sentences(place, block.text):
        if _speaks(sentence.text, element, within):
            yield sentence


def _speaks(sentence: str, element: Element, within: bool) -> bool:
    if place_of(element.unless, sentence) or (element.affirms and not affirmed(element.affirms, sentence)):
        return False
    together = bool(element.together) and all(place_of(words, sentence) for words in element.together)
    return within or together or place_of(element.says, sentence) is not None
