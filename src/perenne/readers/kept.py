"""Rows that stand together, and rows of a text that were read once and are kept: to read them again costs little.

The first ones stay as they are, in some twenty megabytes. More are packed, and lie in a file without a name once that
is large; it is gone with the last object that reads it. Where there is no room for it, the text is read again.
"""

import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain, groupby, islice
from typing import IO

import msgspec

from perenne.model.bilingual import Bilingual
from perenne.readers.delimited import Block, Damaged, Row

Rows = Iterator[Block | Row | Damaged]

AS_THEY_ARE = 4 * 2**20
"""Characters."""
PACKED_IN_MEMORY = 32 * 2**20
_TOGETHER = 500


def together(rows: Iterable[Row | Damaged]) -> Rows:
    """The same rows, those that follow each other and are sure and as wide as blocks."""
    for width, alike in groupby(rows, _width):
        if width is None:
            yield from alike
            continue
        while some := list(islice(alike, _TOGETHER)):
            lines, cells, _ = zip(*some, strict=True)
            yield Block(lines, list(zip(*cells, strict=True)))


def _width(row: Row | Damaged) -> int | None:
    return len(row.cells) if isinstance(row, Row) and row.sure else None


class Kept:
    """The rows that ``read`` gives, as often as wanted: it is called until somebody has heard it to its end. Not
    ``packed`` (which is for texts alone), it is called each time where there are many."""

    def __init__(self, read: Callable[[], Rows], *, packed: bool) -> None:
        self._read, self._packed = read, packed
        self._first: list[Block | Row | Damaged] = []
        self._others: IO[bytes] | None = None

    def __call__(self) -> Rows:
        if self._others is None:
            return self._heard()
        return chain(self._first, _unpacked(self._others))

    def _heard(self) -> Rows:
        first: list[Block | Row | Damaged] = []
        room, packs = AS_THEY_ARE, self._packed
        others = tempfile.SpooledTemporaryFile(PACKED_IN_MEMORY)  # noqa: SIM115  # closed with this object
        weakref.finalize(self, _close, others)
        for each in self._read():
            if room > 0:
                room -= _characters(each)
                first.append(each)
            else:
                packs = packs and _has_room_for(_packed(each), others)
                if not packs:
                    first.clear()
            yield each
        if room > 0 or (packs and _has_room_for(b"", others)):
            self._first, self._others = first, others


def _packed(each: Block | Row | Damaged) -> bytes:
    packed = msgspec.msgpack.encode((type(each).__name__, each))
    return len(packed).to_bytes(_LENGTH, "big") + packed


def _has_room_for(packed: bytes, others: IO[bytes]) -> bool:
    """Write ``packed`` behind the ``others``, or see that these are written. ``False``: there is no room, and they
    are gone."""
    try:
        others.write(packed) if packed else others.flush()
    except OSError:
        _close(others)
        return False
    return True


def _close(others: IO[bytes]) -> None:
    with suppress(OSError):  # what was not written yet
        others.close()


def _characters(each: Block | Row | Damaged) -> int:
    if isinstance(each, Damaged):
        return 1
    columns = each.columns if isinstance(each, Block) else [each.cells]
    return sum(len("".join(map(str, column))) for column in columns)


_LENGTH = 4


def _unpacked(file: IO[bytes]) -> Rows:
    at = 0
    while True:
        file.seek(at)
        length = int.from_bytes(file.read(_LENGTH), "big")
        if not length:
            return
        kind, content = msgspec.msgpack.decode(file.read(length))
        at += _LENGTH + length
        yield _KINDS[kind](*content)


_KINDS: dict[str, Callable[..., Block | Row | Damaged]] = {
    "Block": Block,
    "Row": lambda line, cells, sure: Row(line, tuple(cells), sure),
    "Damaged": lambda line, reason: Damaged(line, Bilingual(**reason)),
}
