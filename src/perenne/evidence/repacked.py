"""A bundle that somebody unpacked and another program packed again: what is left of what was sealed.

The container is broken then, whatever else holds; but whoever did it seldom meant harm, and is told what happened.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from perenne.chain import sha256
from perenne.evidence import change
from perenne.evidence.change import Change
from perenne.evidence.directory import DEFLATED, STORED, Directory, File, Listed
from perenne.evidence.front import MOST_OF_TIMESTAMP, Front
from perenne.evidence.manifest import MANIFEST, MOST_BYTES, SEAL, TIMESTAMP, NoManifest, Resource, read_manifest
from perenne.evidence.seal import MOST_BYTES as MOST_OF_SEAL
from perenne.evidence.seal import is_signed, read_seal
from perenne.evidence.structure import shown_name

MOST_RATIO = 100
"""Unpacked to packed bytes of the whole file: records repeat themselves, and reach some twenty."""
_LEAST_UNPACKED = 64 * 2**20
_MARKED = 4096
"""The mark of a manifest or of a seal stands in its first bytes."""
_CHUNK = 2**20
_MOST_TRIED = 4
"""Files of the name that may be the manifest: each is unpacked."""


def bears_a_packed_mark(file: File, listed: Directory | None, marks: tuple[bytes, ...]) -> bool:
    """Whether a manifest or a seal, once unpacked, says what the file is, or was."""
    return any(
        any(mark in _content(file, member, _MARKED) for mark in marks)
        for member in (listed.members if listed else ())
        if member.name.rpartition(b"/")[2] in (MANIFEST.encode(), SEAL.encode()) and member.method == DEFLATED
    )


def look(file: File, listed: Directory) -> Front | None:
    """What the contents say, whoever packed them, with every change; ``None`` where there is no manifest."""
    named = (member for member in listed.members if member.name.rpartition(b"/")[2] == MANIFEST.encode())
    for member in islice(named, _MOST_TRIED):
        content = _content(file, member, MOST_BYTES)
        try:
            manifest = read_manifest(content)
        except NoManifest:
            continue
        said = Front(manifest=manifest, manifest_sha256=sha256(content))
        _Looking(file, listed, member.name[: -len(MANIFEST)], said).compare(manifest.resources)
        return said
    return None


@dataclass(slots=True)
class _Looking:
    """``folder``: what stands before every name, where a folder was packed."""

    file: File
    listed: Directory
    folder: bytes
    said: Front
    _found: dict[str, Listed] = field(default_factory=dict)

    def compare(self, resources: tuple[Resource, ...]) -> None:
        found = [*self._names(resources), *self._seal(), *self._contents(resources)]
        self.said.changes = [change.repacked(whole=not found), *found]

    def _names(self, resources: tuple[Resource, ...]) -> Iterator[Change]:
        wanted = {MANIFEST, SEAL, *(each.path for each in resources)}
        for member in self.listed.members:
            if member.name.endswith(b"/"):
                continue
            name = shown_name(member.name.removeprefix(self.folder))
            if name in self._found:
                yield change.twice(name)
            elif name not in wanted and name != TIMESTAMP:
                yield change.added(name)
            self._found.setdefault(name, member)
        yield from (change.removed(name) for name in sorted(wanted - set(self._found)))

    def _seal(self) -> Iterator[Change]:
        if SEAL not in self._found:
            return
        seal = read_seal(_content(self.file, self._found[SEAL], MOST_OF_SEAL))
        self.said.seal = seal
        if seal is None or not is_signed(seal):
            yield change.seal_broken()
        if seal is not None and seal.manifest_sha256 != self.said.manifest_sha256:
            yield change.manifest()
        if seal is not None and seal.timestamp_sha256 is not None:
            yield from self._timestamp(seal.timestamp_sha256)

    def _timestamp(self, stated: str) -> Iterator[Change]:
        if TIMESTAMP not in self._found:
            yield change.removed(TIMESTAMP)
            return
        self.said.timestamp = _content(self.file, self._found[TIMESTAMP], MOST_OF_TIMESTAMP)
        if sha256(self.said.timestamp) != stated:
            yield change.timestamp()

    def _contents(self, resources: tuple[Resource, ...]) -> Iterator[Change]:
        if sum(each.bytes for each in resources) > max(_LEAST_UNPACKED, MOST_RATIO * self.file.size):
            yield change.too_large()
            return
        for each in resources:
            if each.path in self._found and not _is(self.file, self._found[each.path], each):
                yield change.content(each.path)


def _is(file: File, member: Listed, wanted: Resource) -> bool:
    content, size = hashlib.sha256(), 0
    for chunk in _unpacked(file, member, wanted.bytes + 1):
        content.update(chunk)
        size += len(chunk)
    return (size, content.hexdigest()) == (wanted.bytes, wanted.sha256)


def _content(file: File, member: Listed, most: int) -> bytes:
    return b"".join(_unpacked(file, member, most))


def _unpacked(file: File, member: Listed, most: int) -> Iterator[bytes]:
    """The content of ``member``, its first ``most`` bytes: nothing where it cannot be unpacked."""
    begin = member.content_at(file)
    if begin is None or member.method not in (STORED, DEFLATED):
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
    for at in range(begin, begin + member.packed, _CHUNK):
        packed = file.at(at, min(_CHUNK, begin + member.packed - at))
        if not packed or most <= 0:
            return
        while packed and most > 0:
            try:
                chunk = inflating.decompress(packed, min(most, _CHUNK)) if inflating else packed[:most]
            except zlib.error:
                return
            packed = inflating.unconsumed_tail if inflating else b""
            most -= len(chunk)
            yield chunk
