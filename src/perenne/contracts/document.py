"""The text of a document in order, with anchors: what a judgement quotes and a person can find again."""

from typing import Literal

import msgspec

BlockKind = Literal["heading", "paragraph", "cell", "running"]
"""``running``: what stands at the head or foot of every page, kept once, behind all the rest."""
Note = Literal["no_text", "pages_without_text", "tracked_changes", "comments", "form_fields"]
"""What a reader of the judgement must know of the document; ``no_text``: it is a picture, and says nothing here."""
Cell = tuple[int, int, int]
"""The table, its row, its column."""
Format = Literal["pdf", "docx", "odt", "text"]


class Block(msgspec.Struct, frozen=True):
    """A heading, a paragraph or the cell of a table. ``text``: words as printed, one space between them, words broken
    at a line's end joined again. ``page``: from 1, ``None`` where the format has none. ``label``: the number that
    stands before it (``3.2``, ``Article 4``): a printed one is in ``text`` too, one that a word processor makes is
    not. ``level``: of a heading. ``table``: which of the document, ``row`` and ``column``: where in it, from 0."""

    text: str
    kind: BlockKind = "paragraph"
    page: int | None = None
    label: str | None = None
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Content(msgspec.Struct, frozen=True):
    """What was read of a file. ``pages_without_text``: numbers of the pages on which there are only pictures."""

    format: Format
    blocks: tuple[Block, ...]
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    pages_without_text: tuple[int, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """What was read of a file, and which file that was."""

    name: str
    sha256: str
    content: Content

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.content.blocks

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.content.notes

    @property
    def has_text(self) -> bool:
        return any(block.text for block in self.blocks)


class Clause(msgspec.Struct, frozen=True):
    """A numbered part of a contract: ``path`` its numbers from the outside in, ``first`` to ``last`` its blocks (both
    included). What stands before the first number is a clause with an empty ``path``: the parties, the preamble."""

    path: tuple[str, ...]
    heading: str | None
    first: int
    last: int
