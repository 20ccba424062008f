"""What a ZIP says it holds, however badly it was treated: for telling what changed, never for deciding whether.

The file is a stranger's. Nothing is unpacked, nothing is trusted, and no more is read than a bundle can hold.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from perenne.evidence.container import (
    END64_SIGN,
    END_LENGTH,
    END_SIGN,
    ENTRY_LENGTH,
    ENTRY_SIGN,
    LOCAL_LENGTH,
    LOCAL_SIGN,
    LOCATOR_SIGN,
    WIDE,
)
from perenne.evidence.manifest import FRONT, MOST_RESOURCES

MOST = MOST_RESOURCES + len(FRONT)
STORED, DEFLATED = 0, 8
_LAST_BYTES = END_LENGTH + 2**16
_END64_LENGTH, _LOCATOR_LENGTH = 56, 20


class TooMany(ValueError):
    """More members than any bundle has."""


class File:
    """A seekable stream read by place: what lies outside it is empty."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.size = stream.seek(0, 2)

    def at(self, offset: int, length: int) -> bytes:
        if not 0 <= offset <= self.size:
            return b""
        self._stream.seek(offset)
        return self._stream.read(min(max(length, 0), self.size - offset))


class Listed(NamedTuple):
    """A member as the ZIP lists it; ``offset`` is that of its local header in the file, ``packed`` how many bytes it
    takes there, ``method`` how it is packed."""

    name: bytes
    offset: int
    size: int
    packed: int
    method: int

    @property
    def stored(self) -> bool:
        return self.method == STORED

    def content_at(self, file: File) -> int | None:
        """Where its bytes begin, or ``None`` where no header of it stands."""
        header = file.at(self.offset, LOCAL_LENGTH)
        if len(header) < LOCAL_LENGTH or header[:4] != LOCAL_SIGN:
            return None
        name, extra = struct.unpack("<2H", header[26:30])
        return self.offset + LOCAL_LENGTH + int(name) + int(extra)


class Directory(NamedTuple):
    """The members listed, and where the ZIP ends by its own account; ``None`` where it does not say."""

    members: tuple[Listed, ...]
    end: int | None


def directory(file: File) -> Directory:
    """What the directory at the end lists, or, where none can be found, what stands one after the other.

    Raises ``TooMany``.
    """
    end = _end_record(file)
    if end is None:
        return Directory(_counted(_walked(file)), None)
    return Directory(_counted(_entries(file, *_directory_at(file, end))), end + END_LENGTH)


def _counted(members: Iterator[Listed]) -> tuple[Listed, ...]:
    found: list[Listed] = []
    for member in members:
        found.append(member)
        if len(found) > MOST:
            raise TooMany
    return tuple(found)


def _end_record(file: File) -> int | None:
    begin = max(0, file.size - _LAST_BYTES)
    found = file.at(begin, _LAST_BYTES).rfind(END_SIGN)
    offset = begin + found
    return offset if found >= 0 and len(file.at(offset, END_LENGTH)) == END_LENGTH else None


def _directory_at(file: File, end: int) -> tuple[int, int]:
    """Where the directory begins, and by how much everything is shifted against what it says."""
    size, offset = struct.unpack("<2L", file.at(end + 12, 8))
    locator = file.at(end - _LOCATOR_LENGTH, _LOCATOR_LENGTH)
    if locator[:4] == LOCATOR_SIGN:
        end64 = file.at(end - _LOCATOR_LENGTH - _END64_LENGTH, _END64_LENGTH)
        if end64[:4] == END64_SIGN:
            size, offset = struct.unpack("<2Q", end64[40:56])
            end -= _LOCATOR_LENGTH + _END64_LENGTH
    begin = end - int(size)
    return begin, begin - int(offset)


def _entries(file: File, at: int, shift: int) -> Iterator[Listed]:
    while True:
        entry = file.at(at, ENTRY_LENGTH)
        if len(entry) < ENTRY_LENGTH or entry[:4] != ENTRY_SIGN:
            return
        method, packed, size, named, extra, comment = struct.unpack("<10xH8x2L3H12x", entry)
        offset = int.from_bytes(entry[42:46], "little")
        name = file.at(at + ENTRY_LENGTH, named)
        size, offset = _widened(file.at(at + ENTRY_LENGTH + named, extra), size, packed, offset)
        yield Listed(name, offset + shift, size, packed if packed < WIDE else size, method)
        at += ENTRY_LENGTH + named + extra + comment


def _widened(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int]:
    """Size and offset from the ZIP64 field, where the old fields say to look there."""
    if extra[:2] != b"\1\0":
        return size, offset
    numbers = [each[0] for each in struct.iter_unpack("<Q", extra[4 : 4 + (len(extra) - 4) // 8 * 8])]
    for field, value in (("size", size), ("packed", packed), ("offset", offset)):
        if value == WIDE and numbers:
            wide = numbers.pop(0)
            size, offset = (wide if field == "size" else size), (wide if field == "offset" else offset)
    return size, offset


def _walked(file: File) -> Iterator[Listed]:
    at = 0
    while True:
        header = file.at(at, LOCAL_LENGTH)
        if len(header) < LOCAL_LENGTH or header[:4] != LOCAL_SIGN:
            return
        method, packed, named, extra = struct.unpack("<8xH8xL4x2H", header)
        yield Listed(file.at(at + LOCAL_LENGTH, named), at, packed, packed, method)
        at += LOCAL_LENGTH + named + extra + packed
