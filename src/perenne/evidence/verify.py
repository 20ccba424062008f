"""Whether a bundle is what was sealed, from its bytes alone, and what changed where it is not.

A bundle is intact when its container, written again from its manifest, is the same to the last byte, every content
has its hash, and the seal holds. Only that decides; the rest finds words for what is different.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from perenne.evidence import change, repacked, structure
from perenne.evidence.change import Change
from perenne.evidence.directory import MOST, Directory, File, TooMany, directory
from perenne.evidence.front import Front, front
from perenne.evidence.manifest import Manifest
from perenne.evidence.seal import Seal
from perenne.evidence.walk import walk

State = Literal["intact", "changed", "not_a_bundle"]

MOST_CHANGES = 1_000
MARKS = (b'"perenne":"evidence/1"', b'"perenne":"seal/1"')
"""A file that bears one of them, packed or not, is, or was, a bundle: two, so that no changed byte hides both."""
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Verdict:
    """``manifest``, its hash, ``seal`` and ``timestamp`` as far as they could be read."""

    state: State
    changes: tuple[Change, ...] = ()
    manifest: Manifest | None = None
    manifest_sha256: str | None = None
    seal: Seal | None = None
    timestamp: bytes | None = None


def verify(stream: BinaryIO, key: str | None = None) -> Verdict:
    """The verdict on the file in ``stream`` (seekable); ``key``: the id of the key that must have sealed it."""
    file = File(stream)
    listed = _listed(file)
    said = front(file, listed)
    again = repacked.look(file, listed) if said.manifest is None and listed is not None else None
    if again is not None:
        return _told("changed", _bounded([*again.changes, *_changes_of_key(again, key)]), again)
    found = [*said.changes, *_changes_of_key(said, key), *_changes_of_files(file, listed, said)]
    changes = _bounded(list(dict.fromkeys(found)))
    return _told(_state(file, listed, changes), changes, said)


def _told(state: State, changes: tuple[Change, ...], said: Front) -> Verdict:
    return Verdict(state, changes, said.manifest, said.manifest_sha256, said.seal, said.timestamp)


def is_bundle(path: Path) -> bool:
    """Whether the file is a bundle, or was one."""
    with path.open("rb") as stream:
        return _bears_a_mark(File(stream))


def _listed(file: File) -> Directory | None:
    try:
        return directory(file)
    except TooMany:
        return None


def _state(file: File, listed: Directory | None, found: Sequence[Change]) -> State:
    if not found:
        return "intact"
    was_one = _bears_a_mark(file) or repacked.bears_a_packed_mark(file, listed, MARKS)
    return "changed" if was_one else "not_a_bundle"


def _bears_a_mark(file: File) -> bool:
    chunks = (file.at(at, _CHUNK + max(map(len, MARKS))) for at in range(0, file.size, _CHUNK))
    return any(mark in chunk for chunk in chunks for mark in MARKS)


def _changes_of_key(said: Front, key: str | None) -> Iterator[Change]:
    if said.seal is None or said.manifest is None:
        return
    used = said.seal.key_id
    if used != said.manifest.sealed_by:
        yield change.other_key(said.manifest.sealed_by, used)
    if key is not None and used != key:
        yield change.unexpected_key(key, used)


def _changes_of_files(file: File, listed: Directory | None, said: Front) -> Sequence[Change]:
    """What the comparison finds; where files do not stand in their places, that in words which say so."""
    if said.manifest is None:
        return ()
    walked = walk(file, said.expected)
    if walked.in_place:
        return walked.changes
    if listed is None:
        return (change.added_many(MOST),)
    moved = tuple(structure.changes(file, listed, said.expected))
    return moved or (() if said.changes else walked.changes)


def _bounded(found: Sequence[Change]) -> tuple[Change, ...]:
    left_off = len(found) - MOST_CHANGES
    return tuple(found) if left_off <= 0 else (*found[:MOST_CHANGES], change.more(left_off))
