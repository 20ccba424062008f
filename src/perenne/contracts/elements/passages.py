"""Places in a document: sentences of its blocks, and which of them speak of an element."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from perenne.contracts.clauses import clauses_of
from perenne.contracts.document import Block, Clause
from perenne.dated.shelf import shelf
from perenne.law.relations.words import place_of

_SENTENCE_END = re.compile(
    r"(?<!\bM\.)(?<!\bMr\.)(?<!\bart\.)(?<!\bNo\.)(?<!Inc\.)(?<!Ltd\.)(?<=[.;!?])\s+(?=[A-ZÀ-ÖØ-Þ«“\d\[(])"
)


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
    unless: tuple[str, ...] = ()
    sentences: bool = False


@cache
def elements() -> dict[str, Element]:
    return msgspec.convert(shelf("perenne.contracts.elements")["clauses"], dict[str, Element])


def passages_of(blocks: Sequence[Block]) -> dict[str, tuple[Passage, ...]]:
    """For each element, the passages that speak of it, in order."""
    clauses = clauses_of(blocks)
    return {name: tuple(_speaking(blocks, clauses, element)) for name, element in elements().items()}


def sentences(block: int, text: str) -> Iterator[Passage]:
    """The sentences of ``text``, the block number ``block``."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield Passage(block, start, text[start : end.start()])
        start = end.end()
    if start < len(text):
        yield Passage(block, start, text[start:])


def _speaking(blocks: Sequence[Block], clauses: Sequence[Clause], element: Element) -> Iterator[Passage]:
    about: set[tuple[str, ...]] = set()
    for clause in clauses:
        if clause.path and clause.heading and place_of(element.headings, clause.heading):
            about.add(clause.path)
        within = any(clause.path[: len(path)] == path for path in about)
        for place in range(clause.first, clause.last + 1):
            yield from _in_block(place, blocks[place], element, within)


def _in_block(place: int, block: Block, element: Element, within: bool) -> Iterator[Passage]:
    if block.kind == "heading":
        return
    if within and not element.sentences:
        yield Passage(place, 0, block.text)
        return
    for sentence in sentences(place, block.text):
        if (within or place_of(element.says, sentence.text)) and not place_of(element.unless, sentence.text):
            yield sentence
