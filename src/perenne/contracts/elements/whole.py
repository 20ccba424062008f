"""All the words of a document as one text, and the way back to its blocks."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from perenne.contracts.clauses import clauses_of
from perenne.contracts.document import Block
from perenne.contracts.elements.passages import Passage, is_title

_LINE, _PART = "\n", "\n\n"


@dataclass(frozen=True)
class Whole:
    """A block a line, a blank line before each part that has a heading of its own."""

    blocks: Sequence[Block]

    @cached_property
    def text(self) -> str:
        return "".join(f"{gap}{block.text}" for gap, block in zip(self._gaps, self.blocks, strict=True))

    def at(self, start: int, end: int) -> Passage:
        """What stands from ``start`` to ``end`` of the text, all of it in one block."""
        place = bisect_right(self._starts, start) - 1
        first = start - self._starts[place]
        return Passage(place, first, self.blocks[place].text[first : first + end - start])

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for gap, block in zip(self._gaps, self.blocks, strict=True):
            starts.append(at + len(gap))
            at += len(gap) + len(block.text)
        return starts

    @cached_property
    def _gaps(self) -> list[str]:
        parts = set(self._parts())
        return ["" if place == 0 else _PART if place in parts else _LINE for place in range(len(self.blocks))]

    def _parts(self) -> Sequence[int]:
        """Where each part begins: a heading, or the end of what stood under the one before."""
        parts: list[int] = []
        outer: tuple[str, ...] = ()
        for clause in clauses_of(self.blocks, is_title):
            inside = bool(outer) and len(clause.path) > len(outer) and clause.path[: len(outer)] == outer
            if clause.heading is not None or not inside:
                parts.append(clause.first)
                outer = clause.path
        return parts
