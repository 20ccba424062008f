"""The container written again from the manifest and compared with the file, to the last byte and in bounded memory.

Its silence is what *intact* means.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perenne.evidence import change
from perenne.evidence.change import Change
from perenne.evidence.container import LOCAL_LENGTH, Member, local_header, tail
from perenne.evidence.directory import File
from perenne.evidence.front import Expected

_CHUNK = 2**20
_CRC = {"header": slice(14, 18), "entry": slice(16, 20)}
"""Where the CRC-32 of a content stands."""


class Walked(NamedTuple):
    """``in_place``: every file stands where it must, so that the changes are all there are."""

    changes: tuple[Change, ...]
    in_place: bool


def walk(file: File, expected: Sequence[Expected]) -> Walked:
    """Compare the file with what it must be, if it holds ``expected`` in this order."""
    found: list[Change] = []
    members, changed = [], set()
    at, in_place = 0, True
    for each in expected:
        begin = at + len(local_header(Member(each.path, each.size, 0)))
        member, digest = _measured(file, each, begin)
        if each.doubtful or (each.sha256 is not None and digest != each.sha256):
            changed.add(each.path)
            found += [] if each.doubtful else [change.content(each.path)]
        header = local_header(member)
        there = file.at(at, len(header))
        in_place = in_place and there[LOCAL_LENGTH:] == header[LOCAL_LENGTH:]
        different = _first_difference(header, there, _CRC["header"] if each.path in changed else None)
        found += [change.header(each.path, at + different)] if different is not None else []
        members.append(member)
        at = begin + each.size
    size = _size(members)
    if file.size < size:
        found.append(change.truncated(file.size, size))
    else:
        found += _tail(file, members, changed)
    found += [change.after(file.size - size)] if file.size > size else []
    return Walked(tuple(found), in_place and file.size == size)


def _measured(file: File, each: Expected, begin: int) -> tuple[Member, str]:
    content, crc = hashlib.sha256(), 0
    for at in range(begin, begin + each.size, _CHUNK):
        chunk = file.at(at, min(_CHUNK, begin + each.size - at))
        if not chunk:
            break
        content.update(chunk)
        crc = zlib.crc32(chunk, crc)
    return Member(each.path, each.size, crc), content.hexdigest()


def _tail(file: File, members: Sequence[Member], changed: set[str]) -> Iterator[Change]:
    for region in tail(members):
        there = file.at(region.offset, len(region.content))
        different = _first_difference(region.content, there, _CRC["entry"] if region.path in changed else None)
        if different is not None:
            byte = region.offset + different
            yield change.directory(region.path, byte) if region.path else change.end(byte)


def _size(members: Sequence[Member]) -> int:
    *_, last = tail(members)
    return last.offset + len(last.content)


def _first_difference(right: bytes, there: bytes, ignored: slice | None) -> int | None:
    """``ignored``: the CRC-32 of a content that is known to have changed, which says nothing more."""
    if ignored is not None:
        right, there = (each[: ignored.start] + bytes(4) + each[ignored.stop :] for each in (right, there))
    if right == there:
        return None
    return next(
        (place for place, (one, other) in enumerate(zip(right, there, strict=False)) if one != other), len(there)
    )
