"""The container of a bundle: a ZIP of which, for the same members, only one sequence of bytes is right.

Members are stored, never compressed; every header is a function of name, size and CRC-32. So whoever has the manifest
can write the whole file again and compare. The sizes of ZIP64 stand only where the old fields are too small.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

_LOCAL, _ENTRY, _END, _END64, _LOCATOR = (b"PK" + sign for sign in (b"\3\4", b"\1\2", b"\5\6", b"\6\6", b"\6\7"))
LOCAL_SIGN, ENTRY_SIGN, END_SIGN, END64_SIGN, LOCATOR_SIGN = _LOCAL, _ENTRY, _END, _END64, _LOCATOR

_IN_UTF8, _STORED = 0x0800, 0
_TIME, _DAY = 0, 0x0021
"""Midnight of 1 January 1980, the first moment that a ZIP can name."""
_PLAIN, _WITH_ZIP64 = 20, 45
"""The version of the format that a reader needs."""
WIDE = 0xFFFFFFFF
MANY = 0xFFFF
_CHUNK = 2**20

LOCAL_LENGTH, ENTRY_LENGTH, END_LENGTH = 30, 46, 22


class Member(NamedTuple):
    path: str
    size: int
    crc: int


@dataclass(frozen=True, slots=True)
class Filling:
    """A member and its bytes."""

    member: Member
    opened: Callable[[], BinaryIO]


class Region(NamedTuple):
    """A stretch of the container that its members determine: the local header or directory entry of ``path``, or the
    end records."""

    kind: str
    path: str
    offset: int
    content: bytes


def local_header(member: Member) -> bytes:
    name, extra = member.path.encode(), _zip64(member.size, member.size)
    size = min(member.size, WIDE)
    return (
        struct.pack(
            "<4s5H3L2H", _LOCAL, _needed(extra), _IN_UTF8, _STORED, _TIME, _DAY, member.crc, size, size,
            len(name), len(extra),
        ) + name + extra
    )  # fmt: skip


def directory_entry(member: Member, offset: int) -> bytes:
    """What the directory at the end says of ``member``, whose local header stands at ``offset``."""
    name, extra = member.path.encode(), _zip64(member.size, member.size, offset)
    size, needed = min(member.size, WIDE), _needed(extra)
    return (
        struct.pack(
            "<4s6H3L5H2L", _ENTRY, needed, needed, _IN_UTF8, _STORED, _TIME, _DAY, member.crc, size, size,
            len(name), len(extra), 0, 0, 0, 0, min(offset, WIDE),
        ) + name + extra
    )  # fmt: skip


def end_records(count: int, size: int, offset: int) -> bytes:
    """The last bytes: ``count`` entries that take ``size`` bytes from ``offset``."""
    end = struct.pack(
        "<4s4H2LH", _END, 0, 0, min(count, MANY), min(count, MANY), min(size, WIDE), min(offset, WIDE), 0
    )
    if count < MANY and size < WIDE and offset < WIDE:
        return end
    end64 = struct.pack("<4sQ2H2L4Q", _END64, 44, _WITH_ZIP64, _WITH_ZIP64, 0, 0, count, count, size, offset)
    return end64 + struct.pack("<4sLQL", _LOCATOR, 0, offset + size, 1) + end


def _zip64(*numbers: int) -> bytes:
    """The extra field with those numbers that do not fit into the old fields; nothing where all do."""
    large = [each for each in numbers if each >= WIDE]
    return struct.pack(f"<2H{len(large)}Q", 1, 8 * len(large), *large) if large else b""


def _needed(extra: bytes) -> int:
    return _WITH_ZIP64 if extra else _PLAIN


def starts(members: Iterable[Member]) -> Iterator[tuple[Member, int]]:
    """Each member with the offset of its local header."""
    offset = 0
    for member in members:
        yield member, offset
        offset += len(local_header(member)) + member.size


def tail(members: Iterable[Member]) -> Iterator[Region]:
    """What stands behind the last member: the directory, entry by entry, and the end records."""
    placed = list(starts(members))
    at = begin = placed[-1][1] + len(local_header(placed[-1][0])) + placed[-1][0].size if placed else 0
    for member, offset in placed:
        entry = directory_entry(member, offset)
        yield Region("entry", member.path, at, entry)
        at += len(entry)
    yield Region("end", "", at, end_records(len(placed), at - begin, begin))


def write(out: BinaryIO, fillings: Iterable[Filling]) -> None:
    """Write the container, in the order given and in bounded memory."""
    members = []
    for filling in fillings:
        members.append(filling.member)
        out.write(local_header(filling.member))
        with filling.opened() as stream:
            while chunk := stream.read(_CHUNK):
                out.write(chunk)
    for region in tail(members):
        out.write(region.content)
